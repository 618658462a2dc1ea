"""What came of each change, read from the files that mutmut leaves in the scratch copy."""

import ast
import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

# How the run of a changed copy ended, as mutmut notes it; with any other number it survived.
_KILLED = {1, 3}
_TIMED_OUT = {24, -24, -9, 36, 152, 255}
_NO_TEST = 33
_UNTRIED = {None, 2}

_VERDICTS = ("killed", "timeout", "survived", "untested")
_HEAD = f"{'':32} {'killed':>8} {'timeout':>8} {'survived':>9} {'untested':>9} {'score':>7}"


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
        module = meta.relative_to(scratch / "mutants").with_suffix("")
        codes = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        for key, code in codes.items():
            if code not in _UNTRIED:
                line, change = _change(scratch, module, key.rpartition(".")[2])
                found.append(Outcome(module.as_posix(), _verdict(code), line, change))
    return sorted(found, key=lambda outcome: (outcome.module, outcome.line))


def score(found: list[Outcome]) -> float:
    """Return the share of the changes that the tests noticed, 0 to 1."""
    killed = [outcome for outcome in found if outcome.killed]
    return len(killed) / len(found)


def report(found: list[Outcome]) -> str:
    """Return the survivors, then a table with the score of each module and of all."""
    lines = []
    modules: dict[str, list[Outcome]] = {}
    for outcome in found:
        modules.setdefault(outcome.module, []).append(outcome)
        if not outcome.killed:
            lines.append(f"{outcome.module}:{outcome.line} {outcome.verdict}\n{outcome.change}")
    lines.append(_HEAD)
    for module, own in modules.items():
        lines.append(_row(module, own))
    lines.append(_row("all", found))
    return "\n".join(lines)


def _row(name: str, found: list[Outcome]) -> str:
    verdicts = [outcome.verdict for outcome in found]
    killed, timeout, survived, untested = (verdicts.count(verdict) for verdict in _VERDICTS)
    numbers = f"{killed:>8} {timeout:>8} {survived:>9} {untested:>9}"
    return f"{name:32} {numbers} {score(found):>7.1%}"


def _verdict(code: int) -> str:
    if code in _KILLED:
        return "killed"
    if code in _TIMED_OUT:
        return "timeout"
    return "untested" if code == _NO_TEST else "survived"


def _change(scratch: Path, module: Path, mutant: str) -> tuple[int, str]:
    """Return the line of a change and the change itself.

    mutmut keeps the function as it was and every changed copy of it in one file, and beside it the
    first and last line of each by name.
    """
    mangled = mutant.partition("__mutmut_")[0]
    holder, name = _names(mangled)
    source = scratch / "mutants" / module
    text = source.read_text("utf-8").splitlines()
    spans = json.loads(source.with_suffix(".py.spans").read_text("utf-8"))["spans"]
    copies = []
    for copy in (f"{mangled}__mutmut_orig", mutant):
        first, last = spans[copy]
        copies.append([line.replace(copy, name) for line in text[first - 1 : last]])
    before, after = copies
    start = _line_of(scratch / module, holder, name) - _position_of_def(before)
    for tag, first, last, other_first, other_last in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            gone = [f"    - {line.strip()}" for line in before[first:last]]
            come = [f"    + {line.strip()}" for line in after[other_first:other_last]]
            return start + first, "\n".join([*gone, *come])
    return start, ""


def _names(mangled: str) -> tuple[str, str]:
    """Return class and name of a function that mutmut calls "x_name" or "xǁClassǁname"."""
    if "ǁ" not in mangled:
        return "", mangled.removeprefix("x_")
    _, holder, name = mangled.split("ǁ")
    return holder, name


def _position_of_def(lines: list[str]) -> int:
    """Return how many lines (comments, decorators) stand before the definition."""
    for position, line in enumerate(lines):
        if line.lstrip().startswith("def "):
            return position
    return 0


def _line_of(source: Path, holder: str, name: str) -> int:
    """Return the line on which a function, or a method of the class `holder`, is defined."""
    body: list[ast.stmt] = ast.parse(source.read_text("utf-8")).body
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name == holder:
            body = node.body
            break
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return node.lineno
    return 1
