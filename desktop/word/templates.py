"""Check a Word template that an office made: every tag known and whole, nothing that acts on its
own.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.word.packages import WordFile, open_word
from desktop.word.rendering import environment
from models.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from jinja2 import nodes
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_LOOP = 3
_LONGEST_TAG_TEXT = 400

# What a value is: a text, a list of something, or named parts.
TEXT = "text"
Tags = Mapping[str, Any]
_FILTERS = frozenset(
    {"upper", "lower", "capitalize", "title", "trim", "length", "first", "last", "join", "default"}
)
_LOOP_PARTS = frozenset({"index", "index0", "first", "last", "length"})

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEAD = re.compile(r"^(\{[{%])-?\s*(tr|tc|p|r)\s")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")


def check_template(path: Path, known: Tags) -> list[Problem]:
    """Return what is wrong with a template, each tag with its paragraph; an empty list means that
    it can be used. `known` are the tags it may use, with the shapes of their values.

    Raises Unusable `template_unreadable` where the file is not a Word file at all.
    """
    word = open_word(path, "template_unreadable")
    problems = _hostile(word)
    for name in _parts_with_text(word):
        problems += _check_part(word, name, known)
    return problems


def require_sound(path: Path, known: Tags) -> None:
    """Raise Refused with everything that is wrong with a template."""
    problems = check_template(path, known)
    if problems:
        raise Refused(problems)


def _hostile(word: WordFile) -> list[Problem]:
    problems = []
    place = Place(file=str(word.path))
    if (
        b"macroEnabled" in word.parts["[Content_Types].xml"]
        or b"vbaProject" in word.parts["[Content_Types].xml"]
    ):
        problems.append(Problem("template_macro", place))
    for name, content in word.parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in word.tree(name):
            kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
            if relation.get("TargetMode") == "External" and kind != "hyperlink":
                problems.append(
                    Problem("template_external", place, {"target": relation.get("Target") or ""})
                )
            elif kind in {
                "oleObject",
                "package",
                "control",
                "attachedTemplate",
                "subDocument",
                "aFChunk",
            }:
                problems.append(Problem("template_embedded", place, {"kind": kind}))
        del content
    return problems


def _parts_with_text(word: WordFile) -> list[str]:
    kinds = (
        "word/document",
        "word/header",
        "word/footer",
        "word/footnotes",
        "word/endnotes",
        "docProps/core",
    )
    return [name for name in word.parts if name.startswith(kinds) and name.endswith(".xml")]


def _check_part(word: WordFile, name: str, known: Tags) -> list[Problem]:
    tree = word.tree(name)
    if name.startswith("docProps/"):
        texts = ["".join(str(text) for text in element.itertext()) for element in tree]
    else:
        texts = [_text(paragraph) for paragraph in tree.iter(f"{_W}p")]
    return list(_Reader(word.path, known).read(texts))


def _text(paragraph: "_Element") -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t"))


class _Reader:
    """Reads the tags of one part in order, knows what each loop runs over, and reports by
    paragraph.
    """

    def __init__(self, path: Path, known: Tags) -> None:
        self.path = path
        self.environment = environment()
        self.known = known
        # Open blocks: the keyword, its tag, its paragraph, and the loop's variable with its shape.
        self.open: list[tuple[str, str, int, str, object]] = []
        self.paragraph = 0
        self.text = ""

    def read(self, texts: list[str]) -> Iterator[Problem]:
        """Yield a problem for every tag that is broken or unknown."""
        for number, text in enumerate(texts, start=1):
            self.paragraph, self.text = number, text
            if _HALF.search(_TAG.sub("", text)):
                yield self._problem(
                    "template_tag_broken", _around(_HALF.search(_TAG.sub("", text)), text)
                )
                continue
            for found in _TAG.finditer(text):
                yield from self._tag(found[0])
        for keyword, tag, paragraph, _, _ in self.open:
            self.paragraph, self.text = paragraph, texts[paragraph - 1]
            yield self._problem("template_tag_open", tag, keyword=keyword)

    def _tag(self, tag: str) -> Iterator[Problem]:
        from jinja2 import TemplateSyntaxError

        if tag.startswith("{#"):
            return
        plain = _LEAD.sub(
            r"\1 ", tag.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
        )
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
            if not self.open or self.open[-1][0] != keyword.removeprefix("end"):
                yield self._problem("template_tag_broken", tag)
            else:
                self.open.pop()
        elif keyword in ("else", "elif"):
            if not self.open:
                yield self._problem("template_tag_broken", tag)
            elif keyword == "elif":
                yield from self._expressions(
                    self.environment.parse(f"{{% if {inner[4:]} %}}{{% endif %}}").body, tag
                )
        elif keyword in ("for", "if"):
            yield from self._block(keyword, inner, tag)
        else:
            yield self._problem("template_tag_forbidden", tag)

    def _block(self, keyword: str, inner: str, tag: str) -> Iterator[Problem]:
        from jinja2 import nodes

        node = self.environment.parse(f"{{% {inner} %}}{{% end{keyword} %}}").body[0]
        variable, shape = "", None
        if isinstance(node, nodes.For):
            if not isinstance(node.target, nodes.Name) or node.recursive or node.test is not None:
                yield self._problem("template_tag_forbidden", tag)
            else:
                yield from self._expressions([node.iter], tag)
                found = self._shape(node.iter)
                variable, shape = node.target.name, found[0] if isinstance(found, list) else None
                if found is not None and not isinstance(found, list):
                    yield self._problem("template_tag_not_list", tag)
            if sum(1 for block in self.open if block[0] == "for") >= _DEEPEST_LOOP:
                yield self._problem("template_tag_forbidden", tag)
        else:
            yield from self._expressions([node], tag)
        self.open.append((keyword, tag, self.paragraph, variable, shape))

    def _expressions(
        self, found: "list[nodes.Node] | list[nodes.Expr]", tag: str
    ) -> Iterator[Problem]:
        """Check every expression below some nodes against the few kinds that a report needs."""
        from jinja2 import nodes

        plain = (
            nodes.Output, nodes.TemplateData, nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand,
            nodes.If, nodes.CondExpr,
        )  # fmt: skip
        for node in found:
            if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
                yield from self._reference(node, tag)
                continue
            if isinstance(node, nodes.Filter):
                if node.name not in _FILTERS:
                    yield self._problem("template_tag_forbidden", tag)
                    continue
            elif not isinstance(node, plain):
                yield self._problem("template_tag_forbidden", tag)
                continue
            yield from self._expressions(list(node.iter_child_nodes()), tag)

    def _reference(self, node: "nodes.Node", tag: str) -> Iterator[Problem]:
        try:
            shape = self._shape(node)
        except LookupError:
            yield self._problem("template_tag_unknown", tag, name=_dotted(node))
            return
        if shape is _FORBIDDEN:
            yield self._problem("template_tag_forbidden", tag)

    def _shape(self, node: "nodes.Node") -> object:
        """Return the shape that a reference has; raises LookupError for one that nothing is known
        of.
        """
        from jinja2 import nodes

        if isinstance(node, nodes.Name):
            for _, _, _, variable, shape in reversed(self.open):
                if variable == node.name:
                    return shape
            if node.name == "loop" and any(block[0] == "for" for block in self.open):
                return dict.fromkeys(_LOOP_PARTS, TEXT)
            return self.known[node.name]
        if isinstance(node, nodes.Getattr):
            parent = self._shape(node.node)
            if parent is None:
                return None
            if isinstance(parent, Mapping):
                return parent[node.attr]
            if parent is _FORBIDDEN:
                return _FORBIDDEN
            raise LookupError(node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            parent = self._shape(node.node)
            if isinstance(parent, list) and isinstance(node.arg.value, int):
                return parent[0]
            if isinstance(parent, Mapping):
                return parent[node.arg.value]
        return _FORBIDDEN

    def _problem(self, code: str, tag: str, **values: object) -> Problem:
        words = {"tag": tag, "paragraph": self.paragraph, "text": self.text.strip()[:80], **values}
        return Problem(code, Place(file=str(self.path)), words)


_FORBIDDEN = object()


def _around(found: "re.Match[str] | None", text: str) -> str:
    start = text.find(found[0]) if found else 0
    return text[max(0, start - 10) : start + 50].strip()


def _dotted(node: "nodes.Node") -> str:
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
