"""What a kind of field means is asked of its object; nobody compares its name."""

import ast
from collections.abc import Iterator

from models.kinds import KINDS
from tests.architecture.source import LAYERS, Source, sources

HOME = "models/kinds.py"

# These choose once by kind, from one table: a spreadsheet's cells and an input have no place in
# the models.
TABLES_BY_KIND = (
    "desktop/spreadsheets/cells.py",
    "desktop/spreadsheets/writing.py",
    "ui/widgets/inputs.py",
)

# These have kinds of their own; some are called like a kind of field ("year", "unit").
OTHER_KINDS = ("data", "manifest", "notice", "parsed", "period", "row")


def _comparisons(tree: ast.Module) -> Iterator[tuple[int, ast.expr, list[ast.AST]]]:
    """Yield line, subject and the rest of everything that compares or matches."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                yield node.lineno, side, [node]
        elif isinstance(node, ast.Match):
            yield node.lineno, node.subject, list(node.cases)


def _is_kind(node: ast.expr) -> bool:
    if not isinstance(node, ast.Attribute) or node.attr != "kind":
        return False
    return not (isinstance(node.value, ast.Name) and node.value.id in OTHER_KINDS)


def _names_a_kind(nodes: list[ast.AST]) -> bool:
    inside = [part for node in nodes for part in ast.walk(node)]
    return any(isinstance(part, ast.Constant) and part.value in KINDS for part in inside)


def _compared(source: Source) -> Iterator[str]:
    for line, subject, rest in _comparisons(source.tree):
        parts = subject.elts if isinstance(subject, ast.Tuple) else [subject]
        if any(map(_is_kind, parts)) and _names_a_kind(rest):
            yield f"{source.path}:{line}"


def _looked_up(source: Source) -> Iterator[str]:
    """Yield where a field's kind chooses from a table."""
    for node in ast.walk(source.tree):
        if _chooses(node):
            yield f"{source.path}:{getattr(node, 'lineno', 0)}"


def _chooses(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return _is_kind(node.slice)
    if isinstance(node, ast.Compare):
        return _is_kind(node.left) and isinstance(node.ops[0], ast.In | ast.NotIn)
    return False


def _house() -> list[Source]:
    every = [source for layer in LAYERS for source in sources(layer)]
    return [source for source in every if source.path != HOME]


def test_nobody_compares_the_name_of_a_kind() -> None:
    wrong = [place for source in _house() for place in _compared(source)]
    assert not wrong, "\n".join(wrong)


def test_only_a_few_tables_choose_by_kind() -> None:
    others = [source for source in _house() if source.path not in TABLES_BY_KIND]
    wrong = [place for source in others for place in _looked_up(source)]
    assert not wrong, "\n".join(wrong)
