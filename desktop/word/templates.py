"""Check a Word template that an office made.

Every tag must be known and whole, and nothing in the file may act on its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.packages import WordFile, open_word
from desktop.word.rendering import environment
from models.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from jinja2 import nodes
    from lxml.etree import _Element

_TYPES = "[Content_Types].xml"
# Parts whose texts may hold tags.
_WITH_TEXT = (
    "word/document",
    "word/header",
    "word/footer",
    "word/footnotes",
    "word/endnotes",
    "docProps/core",
)
# Relations to something that runs or is drawn in when the file is opened.
_ACTING = frozenset(
    ("oleObject", "package", "control", "attachedTemplate", "subDocument", "aFChunk")
)

# A template comes by USB from anyone: what it may make the program do is bounded.
_DEEPEST_LOOP = 3
_LONGEST_TAG_TEXT = 400

# What a value is: a text, a list of something, named parts; None where that is not known.
Shape = str | list["Shape"] | Mapping[str, "Shape"] | None
TEXT = "text"
_FILTERS = frozenset(
    {"upper", "lower", "capitalize", "title", "trim", "length", "first", "last", "join", "default"}
)
_LOOP_PARTS = frozenset({"index", "index0", "first", "last", "length"})

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEAD = re.compile(r"^(\{[{%])-?\s*(tr|tc|p|r)\s")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
# Word makes curly quotes of straight ones while a person types a tag.
_STRAIGHT = str.maketrans("“”’‘", "\"\"''")


class _Forbidden(Exception):
    """A reference is none that a report needs."""


@dataclass(frozen=True)
class _Block:
    """A block that is still open.

    Attributes:
        keyword: "for" or "if".
        tag, paragraph: where it was opened.
        variable, shape: the name of a loop's items and what each of them is.
    """

    keyword: str
    tag: str
    paragraph: int
    variable: str = ""
    shape: Shape = None


def check_template(path: Path, known: Mapping[str, Shape]) -> list[Problem]:
    """Return what is wrong with a template, each tag with its paragraph.

    An empty list means that it can be used. `known` are the tags it may use, with the shapes of
    their values.

    Raises Unusable `template_unreadable` where the file is not a Word file at all.
    """
    word = open_word(path, "template_unreadable")
    problems = _hostile(word)
    for name in _parts_with_text(word):
        problems += _check_part(word, name, known)
    return problems


def require_sound(path: Path, known: Mapping[str, Shape]) -> None:
    """Raise Refused with everything that is wrong with a template."""
    problems = check_template(path, known)
    if problems:
        raise Refused(problems)


def _hostile(word: WordFile) -> list[Problem]:
    """Return what would act on its own: macros, links out of the file, embedded objects."""
    problems = []
    place = Place(file=str(word.path))
    types = word.parts[_TYPES]
    if b"macroEnabled" in types or b"vbaProject" in types:
        problems.append(Problem("template_macro", place))
    for name in word.parts:
        if name.endswith(".rels"):
            problems += _acting(word, name, place)
    return problems


def _acting(word: WordFile, relations: str, place: Place) -> Iterator[Problem]:
    """Yield the relations of a part that reach out of the file or embed something."""
    for relation in word.tree(relations):
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        # A hyperlink is followed only when a person clicks on it.
        if relation.get("TargetMode") == "External" and kind != "hyperlink":
            target = relation.get("Target") or ""
            yield Problem("template_external", place, {"target": target})
        elif kind in _ACTING:
            yield Problem("template_embedded", place, {"kind": kind})


def _parts_with_text(word: WordFile) -> list[str]:
    texts = [name for name in word.parts if name.startswith(_WITH_TEXT)]
    return [name for name in texts if name.endswith(".xml")]


def _check_part(word: WordFile, name: str, known: Mapping[str, Shape]) -> list[Problem]:
    tree = word.tree(name)
    if name.startswith("docProps/"):
        texts = ["".join(map(str, element.itertext())) for element in tree]
    else:
        texts = [_text(paragraph) for paragraph in tree.iter(markup.PARAGRAPH)]
    return list(_Reader(word.path, known).read(texts))


def _text(paragraph: "_Element") -> str:
    return "".join(text.text or "" for text in paragraph.iter(markup.TEXT))


class _Reader:
    """Reads the tags of one part in order, and knows what each loop runs over.

    Attributes:
        open: the blocks that are not closed yet, the innermost last.
        paragraph, text: number and text of the paragraph that is read.
    """

    def __init__(self, path: Path, known: Mapping[str, Shape]) -> None:
        self.path = path
        self.environment = environment()
        self.known = known
        self.open: list[_Block] = []
        self.paragraph = 0
        self.text = ""

    def read(self, texts: list[str]) -> Iterator[Problem]:
        """Yield a problem for every tag that is broken or unknown."""
        for number, text in enumerate(texts, start=1):
            self.paragraph, self.text = number, text
            half = _HALF.search(_TAG.sub("", text))
            if half:
                yield self._problem("template_tag_broken", _around(half[0], text))
                continue
            for found in _TAG.finditer(text):
                yield from self._tag(found[0])
        for block in self.open:
            self.paragraph, self.text = block.paragraph, texts[block.paragraph - 1]
            yield self._problem("template_tag_open", block.tag, keyword=block.keyword)

    def _tag(self, tag: str) -> Iterator[Problem]:
        from jinja2 import TemplateSyntaxError

        if tag.startswith("{#"):
            return
        plain = _LEAD.sub(r"\1 ", tag.translate(_STRAIGHT))
        if len(plain) > _LONGEST_TAG_TEXT:
            yield self._problem("template_tag_broken", tag[:60])
            return
        try:
            if plain.startswith("{{"):
                yield from self._expressions(self.environment.parse(plain).body, tag)
            else:
                yield from self._statement(plain, tag)
        except (TemplateSyntaxError, RecursionError):
            yield self._problem("template_tag_broken", tag)

    def _statement(self, plain: str, tag: str) -> Iterator[Problem]:
        inner = plain[2:-2].strip().strip("-").strip()
        keyword = inner.split(" ", 1)[0]
        if keyword in ("endfor", "endif"):
            yield from self._end(keyword.removeprefix("end"), tag)
        elif keyword in ("else", "elif"):
            yield from self._otherwise(keyword, inner, tag)
        elif keyword == "for":
            yield from self._for(inner, tag)
        elif keyword == "if":
            yield from self._if(inner, tag)
        else:
            yield self._problem("template_tag_forbidden", tag)

    def _end(self, keyword: str, tag: str) -> Iterator[Problem]:
        if self.open and self.open[-1].keyword == keyword:
            self.open.pop()
        else:
            yield self._problem("template_tag_broken", tag)

    def _otherwise(self, keyword: str, inner: str, tag: str) -> Iterator[Problem]:
        if not self.open:
            yield self._problem("template_tag_broken", tag)
        elif keyword == "elif":
            condition = inner.removeprefix("elif")
            alone = f"{{% if {condition} %}}{{% endif %}}"
            yield from self._expressions(self.environment.parse(alone).body, tag)

    def _if(self, inner: str, tag: str) -> Iterator[Problem]:
        alone = f"{{% {inner} %}}{{% endif %}}"
        yield from self._expressions(self.environment.parse(alone).body[:1], tag)
        self.open.append(_Block("if", tag, self.paragraph))

    def _for(self, inner: str, tag: str) -> Iterator[Problem]:
        from jinja2 import nodes

        alone = f"{{% {inner} %}}{{% endfor %}}"
        loop = self.environment.parse(alone).body[0]
        assert isinstance(loop, nodes.For)
        variable = ""
        shape: Shape = None
        if not isinstance(loop.target, nodes.Name) or loop.recursive or loop.test is not None:
            yield self._problem("template_tag_forbidden", tag)
        else:
            yield from self._expressions([loop.iter], tag)
            variable = loop.target.name
            try:
                shape = self._items(loop.iter)
            except _Forbidden:
                yield self._problem("template_tag_not_list", tag)
        if sum(block.keyword == "for" for block in self.open) >= _DEEPEST_LOOP:
            yield self._problem("template_tag_forbidden", tag)
        self.open.append(_Block("for", tag, self.paragraph, variable, shape))

    def _items(self, node: "nodes.Node") -> Shape:
        """Return what the items of a loop are; raises _Forbidden where it runs over no list."""
        try:
            found = self._shape(node)
        except LookupError:
            # Its name was told already; of what it would hold nothing is known.
            return None
        if found is None or isinstance(found, list):
            return found[0] if found else None
        raise _Forbidden

    def _expressions(
        self, found: "list[nodes.Node] | list[nodes.Expr]", tag: str
    ) -> Iterator[Problem]:
        """Check every expression below some nodes against the few kinds that a report needs."""
        from jinja2 import nodes

        for node in found:
            if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
                yield from self._reference(node, tag)
            elif not _is_plain(node):
                yield self._problem("template_tag_forbidden", tag)
            else:
                yield from self._expressions(list(node.iter_child_nodes()), tag)

    def _reference(self, node: "nodes.Node", tag: str) -> Iterator[Problem]:
        try:
            self._shape(node)
        except LookupError:
            yield self._problem("template_tag_unknown", tag, name=_dotted(node))
        except _Forbidden:
            yield self._problem("template_tag_forbidden", tag)

    def _shape(self, node: "nodes.Node") -> Shape:
        """Return the shape that a reference has.

        Raises LookupError for one that nothing is known of, _Forbidden for one of no known kind.
        """
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            return self._shape_of_name(node.name)
        if isinstance(node, nodes.Getattr):
            return _named_part(self._shape(node.node), node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return _item_at(self._shape(node.node), node.arg.value)
        raise _Forbidden

    def _shape_of_name(self, name: str) -> Shape:
        for block in reversed(self.open):
            if block.variable == name:
                return block.shape
        if name == "loop" and any(block.keyword == "for" for block in self.open):
            return dict.fromkeys(_LOOP_PARTS, TEXT)
        return self.known[name]

    def _problem(self, code: str, tag: str, **values: str) -> Problem:
        text = self.text.strip()[:80]
        words = {"tag": tag, "paragraph": self.paragraph, "text": text, **values}
        return Problem(code, Place(file=str(self.path)), words)


def _is_plain(node: "nodes.Node") -> bool:
    """Say whether a node is one of the few kinds that a report needs, its parts aside."""
    from jinja2 import nodes

    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS
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


def _named_part(parent: Shape, name: str) -> Shape:
    if parent is None:
        return None
    if isinstance(parent, Mapping):
        return parent[name]
    raise LookupError(name)


def _item_at(parent: Shape, key: str | int) -> Shape:
    if isinstance(parent, list) and isinstance(key, int):
        return parent[0]
    if isinstance(parent, Mapping):
        return parent[str(key)]
    raise _Forbidden


def _around(half: str, text: str) -> str:
    """Return the words around the first half of a tag."""
    start = text.find(half)
    return text[max(0, start - 10) : start + 50].strip()


def _dotted(node: "nodes.Node") -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
