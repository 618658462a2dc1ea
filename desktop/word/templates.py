"""Check a Word template that an office made.

Every tag must be known and whole, and nothing in the file may act on its own. First each tag is
read where a person sees it, so that it can be named with its paragraph; then what will be rendered
is read as it will be, so that nothing is rendered that was not checked.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.hostile import WITH_TEXT, acting, hidden_tags
from desktop.word.packages import WordFile, open_whole
from desktop.word.rendering import sources
from desktop.word.sandbox import DEEPEST, DEEPEST_LOOP, environment, is_plain
from models.errors import Place, Problem, Refused, Unusable

if TYPE_CHECKING:
    from jinja2 import nodes
    from lxml.etree import _Element

# A template comes by USB from anyone: what it may make the program do is bounded.
_LONGEST_TAG_TEXT = 400
_MOST_TAGS = 5_000
_MOST_PROBLEMS = 200

# What a value is: a text, a list of something, named parts; None where that is not known.
Shape = str | list["Shape"] | Mapping[str, "Shape"] | None
TEXT = "text"
_LOOP_PARTS = frozenset({"index", "index0", "first", "last", "length"})

# No longer than a tag may be, with some room to tell it from one that is never closed.
_INSIDE = f".{{0,{2 * _LONGEST_TAG_TEXT}}}?"
_TAG = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|\{{#{_INSIDE}#\}}", re.DOTALL)
_OPENER = re.compile(r"\{[{%#]")
_LEAD = re.compile(r"^(\{[{%])-?\s*(tr|tc|p|r)\s")
_TAKES_PARAGRAPH = re.compile(r"\{[{%]-?\s*p\s")
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
    word, whole = open_whole(path, "template_unreadable")
    return _problems(word, whole, known)


def sound_template(path: Path, known: Mapping[str, Shape]) -> bytes:
    """Return the bytes to render of a template that is sound: what was checked, nothing else.

    Raises Refused with everything that is wrong with it, Unusable as `check_template` does.
    """
    word, whole = open_whole(path, "template_unreadable")
    problems = _problems(word, whole, known)
    if problems:
        raise Refused(problems)
    return whole


def _problems(word: WordFile, whole: bytes, known: Mapping[str, Shape]) -> list[Problem]:
    problems = list(islice(acting(word), _MOST_PROBLEMS))
    problems += hidden_tags(word)
    texts = {name: _texts(word, name) for name in word.parts if _has_text(name)}
    tags = {name: _count(found) for name, found in texts.items()}
    if sum(tags.values()) > _MOST_TAGS:
        return [*problems, Problem("template_too_much", Place(file=str(word.path)))]
    for found in texts.values():
        problems += islice(_Reader(word.path, known).read(found), _MOST_PROBLEMS)
    # What cannot be read as a person sees it is not tried as the renderer sees it.
    return problems or list(_unseen(word.path, whole, known, tags))


def _unseen(
    path: Path, whole: bytes, known: Mapping[str, Shape], tags: Mapping[str, int]
) -> Iterator[Problem]:
    """Yield the parts of which more, or something else, would be rendered than was read."""
    from jinja2 import TemplateError, meta

    place = Place(file=str(path))
    try:
        for part, source in sources(whole):
            tree = environment().parse(source)
            unknown = sorted(meta.find_undeclared_variables(tree) - known.keys() - {"loop"})
            if unknown or _count([source]) > tags.get(part, 0):
                shown = unknown[0] if unknown else "{{ … }}"
                yield Problem("template_tag_hidden", place, {"part": part, "tag": shown})
            environment().from_string(source)
    except (TemplateError, SyntaxError, RecursionError):
        yield Problem("template_unusable", place)
    except Exception as error:
        # A hostile file can fail anywhere inside the libraries; all of it means the same.
        raise Unusable(Problem("template_unreadable", place)) from error


def _has_text(name: str) -> bool:
    return name.startswith(WITH_TEXT) and name.endswith(".xml")


def _count(texts: list[str]) -> int:
    return sum(len(_OPENER.findall(text)) for text in texts)


def _texts(word: WordFile, name: str) -> list[str]:
    """Return the text of each paragraph of a part; one in a text box stands alone."""
    tree = word.tree(name)
    if name.startswith("docProps/"):
        return ["".join(map(str, element.itertext())) for element in tree]
    found: dict[_Element, list[str]] = {each: [] for each in tree.iter(markup.PARAGRAPH)}
    for text in tree.iter(markup.TEXT):
        paragraph = next(text.iterancestors(markup.PARAGRAPH), None)
        if paragraph is not None:
            found[paragraph].append(text.text or "")
    return ["".join(pieces) for pieces in found.values()]


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
            tags = _TAG.findall(text)
            for tag in tags:
                # The renderer takes a paragraph away for such a tag, and any other with it.
                if len(tags) > 1 and _TAKES_PARAGRAPH.match(tag):
                    yield self._problem("template_tag_broken", tag)
                yield from self._tag(tag)
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
        if len(self.open) >= DEEPEST:
            yield self._problem("template_tag_forbidden", tag)
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
        loops = sum(block.keyword == "for" for block in self.open)
        if loops >= DEEPEST_LOOP or len(self.open) >= DEEPEST:
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
            elif not is_plain(node):
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
