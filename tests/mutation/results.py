"""What came of each change, read from the files that the tool leaves in the scratch copy."""

import ast
import difflib
import json
from dataclasses import dataclass
from pathlib import Path

# How pytest or the system ended the run of a changed copy; everything else survived.
_KILLED = {1, 3}
_TIMED_OUT = {24, -24, 36, 152, 255}
_UNTRIED = {None, 2}
_NO_TEST = 33


@dataclass(frozen=True)
class Outcome:
    """One change and what the tests made of it.

    Attributes:
        module: path of the changed file in the tree.
        verdict: "killed", "timeout", "survived" or "untested" (no test comes by).
        line: where it was changed, counted from 1.
        change: the lines taken away and put in.
    """

    module: str
    verdict: str
    line: int
    change: str

    @property
    def killed(self) -> bool:
        """Return whether the tests noticed the change."""
        return self.verdict in ("killed", "timeout")


def outcomes(scratch: Path) -> list[Outcome]:
    """Return every change that was tried, by file and line."""
    found = []
    for meta in sorted((scratch / "mutants").rglob("*.py.meta")):
        path = meta.relative_to(scratch / "mutants").with_suffix("")
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        for key, code in codes.items():
            if code not in _UNTRIED:
                line, change = _change(scratch, path, key.rpartition(".")[2])
                found.append(Outcome(path.as_posix(), _verdict(code), line, change))
    return sorted(found, key=lambda outcome: (outcome.module, outcome.line))


def report(found: list[Outcome]) -> str:
    """Return the survivors, then a table with the score of each module and of all."""
    lines = []
    for outcome in found:
        if not outcome.killed:
            lines.append(f"{outcome.module}:{outcome.line} {outcome.verdict}")
            lines.append(outcome.change)
    lines.append(
        f"{'':32} {'killed':>8} {'timeout':>8} {'survived':>9} {'untested':>9} {'score':>7}"
    )
    for module in dict.fromkeys(outcome.module for outcome in found):
        lines.append(_row(module, [outcome for outcome in found if outcome.module == module]))
    lines.append(_row("all", found))
    return "\n".join(lines)


def _row(name: str, found: list[Outcome]) -> str:
    verdicts = [outcome.verdict for outcome in found]
    numbers = [verdicts.count(name) for name in ("killed", "timeout", "survived", "untested")]
    killed, timeout, survived, untested = numbers
    score = (killed + timeout) / len(found)
    return f"{name:32} {killed:>8} {timeout:>8} {survived:>9} {untested:>9} {score:>7.1%}"


def _verdict(code: int) -> str:
    if code in _KILLED:
        return "killed"
    if code in _TIMED_OUT:
        return "timeout"
    return "untested" if code == _NO_TEST else "survived"


def _change(scratch: Path, path: Path, mutant: str) -> tuple[int, str]:
    """Return the line of a change and the change itself.

    The tool keeps the function as it was and every changed copy of it in one file, and beside it
    the lines of each by name.
    """
    text = (scratch / "mutants" / path).read_text("utf-8").splitlines()
    index = (scratch / "mutants" / path).with_suffix(".py.spans").read_text("utf-8")
    spans: dict[str, list[int]] = json.loads(index)["spans"]
    mangled = mutant.partition("__mutmut_")[0]
    copies = []
    for name in (f"{mangled}__mutmut_orig", mutant):
        first, last = spans[name]
        copies.append([line.replace(name, "") for line in text[first - 1 : last]])
    before, after = copies
    start = _first_line(scratch / path, mangled) - _position_of_def(before)
    for tag, first, last, other_first, other_last in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone = [f"    - {line.strip()}" for line in before[first:last]]
            come = [f"    + {line.strip()}" for line in after[other_first:other_last]]
            return start + first, "\n".join([*gone, *come])
    return start, ""


def _position_of_def(lines: list[str]) -> int:
    for position, line in enumerate(lines):
        if line.lstrip().startswith("def "):
            return position
    return 0


def _first_line(source: Path, mangled: str) -> int:
    """Return the line on which the function is defined; "x_name" or "xǁClassǁname" names it."""
    parts = mangled.split("ǁ")
    body: list[ast.stmt] = ast.parse(source.read_text("utf-8")).body
    if len(parts) > 1:
        for node in body:
            if isinstance(node, ast.ClassDef) and node.name == parts[1]:
                body = node.body
                break
    name = parts[-1] if len(parts) > 1 else mangled.removeprefix("x_")
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node.lineno
    return 1
