"""What keeps the code readable: short functions, classes and files, one thought a statement."""

import ast
from collections.abc import Iterator

from tests.architecture.source import LAYERS, Source, sources

LONGEST_FUNCTION, LONGEST_CLASS, LONGEST_FILE = 50, 300, 400
# The mean of lines that people find easy to read in programs of this kind lies between 38 and 44.
WIDEST_MEAN = 44

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _house() -> list[Source]:
    return [source for layer in LAYERS for source in sources(layer)]


def _nodes(*kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for source in _house():
        for node in ast.walk(source.tree):
            if isinstance(node, kinds):
                yield f"{source.path}:{getattr(node, 'lineno', 0)}", node


def _lines(node: ast.AST) -> int:
    return int(getattr(node, "end_lineno", 0)) - int(getattr(node, "lineno", 0)) + 1


def _holds(node: ast.AST, *kinds: type[ast.AST]) -> bool:
    return any(isinstance(inner, kinds) for inner in ast.walk(node) if inner is not node)


def test_no_function_is_longer_than_a_screen() -> None:
    functions = _nodes(ast.FunctionDef, ast.AsyncFunctionDef)
    assert not [place for place, node in functions if _lines(node) > LONGEST_FUNCTION]


def test_no_class_is_longer_than_a_person_keeps_in_mind() -> None:
    assert not [place for place, node in _nodes(ast.ClassDef) if _lines(node) > LONGEST_CLASS]


def test_no_file_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {source.path: source.text.count("\n") for source in [*_house(), *sources("tests")]}
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_loop_is_packed_inside_another_loop_of_an_expression() -> None:
    packed = [place for place, node in _nodes(*_COMPREHENSIONS) if _holds(node, *_COMPREHENSIONS)]
    assert not packed, "\n".join(packed)


def test_no_text_holds_a_loop() -> None:
    packed = [place for place, node in _nodes(ast.JoinedStr) if _holds(node, *_COMPREHENSIONS)]
    assert not packed, "\n".join(packed)


def test_no_choice_is_packed_inside_another_choice() -> None:
    packed = [place for place, node in _nodes(ast.IfExp) if _holds(node, ast.IfExp)]
    assert not packed, "\n".join(packed)


def test_lines_of_code_are_short_on_the_whole() -> None:
    widths = [len(line) for source in _house() for line in _code(source)]
    assert sum(widths) / len(widths) <= WIDEST_MEAN


def _code(source: Source) -> Iterator[str]:
    """Yield the lines that are neither blank nor comment nor docstring."""
    texts: set[int] = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            texts.update(range(node.lineno, (node.end_lineno or 0) + 1))
    for number, line in enumerate(source.text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#") and number not in texts:
            yield line
