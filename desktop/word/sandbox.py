"""Where templates run: a template that comes by USB is code, so what it may do is bounded.

The bounds hold for whatever is compiled here, checked before or not: the few kinds of expressions
that a report needs, so many rounds of its loops, so much text.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.nodes import EvalContext
    from jinja2.runtime import Context
    from jinja2.sandbox import SandboxedEnvironment

DEEPEST, DEEPEST_LOOP = 15, 3
FILTERS = frozenset(
    {"upper", "lower", "capitalize", "title", "trim", "length", "first", "last", "join", "default"}
)
_LONGEST_JOINED = 200_000
_KEPT_TEMPLATES = 48
_COUNTED = "each_round"
_BUDGET = "so_buoc_con_lai"


class TooMuch(Exception):
    """A template goes on for longer, or writes more, than any report needs."""


class Budget:
    """What all parts of one template may still take together."""

    def __init__(self, rounds: int, letters: int, elements: int) -> None:
        self._rounds = rounds
        self._letters = letters
        self._elements = elements

    def one_round(self) -> None:
        """Count one round of a loop; raises TooMuch."""
        self._rounds -= 1
        if self._rounds < 0:
            raise TooMuch

    def write(self, text: str) -> None:
        """Count a piece of a document; raises TooMuch."""
        self._letters -= len(text)
        self._elements -= text.count("<") - text.count("</")
        if self._letters < 0 or self._elements < 0:
            raise TooMuch


def office_budget() -> Budget:
    """Return what an office's template may take: a little more than a province of 168 communes."""
    return Budget(rounds=100_000, letters=4_000_000, elements=160_000)


def own_budget() -> Budget:
    """Return what a template of the program may take: far more than any report needs."""
    return Budget(rounds=2_000_000, letters=40_000_000, elements=2_000_000)


def with_budget(values: Mapping[str, object], budget: Budget) -> dict[str, object]:
    """Return the values for a template together with what it may take."""
    return {**values, _BUDGET: budget}


@cache
def environment() -> "SandboxedEnvironment":
    """Return the surroundings in which a template runs.

    Compiled templates are kept by their text, since an office exports the same few again and again.
    """
    from jinja2 import StrictUndefined, Template, nodes, pass_context, pass_eval_context
    from jinja2.sandbox import SandboxedEnvironment

    class BoundedTemplate(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401
            context = self.new_context(dict(*args, **kwargs))
            budget, pieces = context[_BUDGET], []
            for piece in self.root_render_func(context):
                budget.write(piece)
                pieces.append(piece)
            return "".join(pieces)

    class BoundedEnvironment(SandboxedEnvironment):
        template_class = BoundedTemplate

        # There is one environment, as long as the program runs: nothing is kept too long.
        @lru_cache(maxsize=_KEPT_TEMPLATES)  # noqa: B019
        def from_string(self, source: str) -> Template:  # type: ignore[override]
            return super().from_string(source)

        def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401
            _require_plain(source, 0, 0)
            for loop in source.find_all(nodes.For):
                loop.iter = nodes.Filter(
                    loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno
                )
            return super()._generate(source, *args, **kwargs)

    made = BoundedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters["join"] = pass_eval_context(_joined)
    made.filters[_COUNTED] = pass_context(_each_round)
    return made


def is_plain(node: "nodes.Node") -> bool:
    """Say whether a node is one of the few kinds that a report needs, its parts aside."""
    from jinja2 import nodes

    if isinstance(node, nodes.Filter):
        return node.name in FILTERS
    plain = (
        nodes.Output,
        nodes.TemplateData,
        nodes.Const,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Compare,
        nodes.Operand,
        nodes.If,
        nodes.CondExpr,
    )
    return isinstance(node, plain)


def _require_plain(node: "nodes.Node", depth: int, loops: int) -> None:
    """Check all below a node; raises TemplateSyntaxError for what no report needs."""
    from jinja2 import TemplateSyntaxError, nodes

    if isinstance(node, nodes.For):
        loops += 1
    depth += isinstance(node, nodes.For | nodes.If)
    named = isinstance(
        node, nodes.Template | nodes.For | nodes.Name | nodes.Getattr | nodes.Getitem
    )
    if not (named or is_plain(node)) or depth > DEEPEST or loops > DEEPEST_LOOP:
        raise TemplateSyntaxError(type(node).__name__, node.lineno)
    if isinstance(node, nodes.For) and (node.recursive or node.test is not None):
        raise TemplateSyntaxError("for", node.lineno)
    for child in node.iter_child_nodes():
        _require_plain(child, depth, loops)


def _each_round(context: "Context", items: Iterable[object]) -> Iterator[object]:
    """Yield the items of a loop, each counted."""
    budget = context[_BUDGET]
    for item in items:
        budget.one_round()
        yield item


def _joined(context: "EvalContext", items: Iterable[object], between: str = "") -> str:
    """Join texts as the filter of that name does, up to a length; raises TooMuch."""
    from jinja2.filters import do_join

    texts = list(items)
    length = len(str(between)) * len(texts)
    for text in texts:
        length += len(str(text))
    if length > _LONGEST_JOINED:
        raise TooMuch
    joined: str = do_join(context, texts, between)
    return joined
