"""Turn the marks of a rendered document into bookmarks, widths, joined cells and drawn rules."""

import re
from collections import Counter
from copy import deepcopy
from itertools import chain
from typing import TYPE_CHECKING

from desktop.word import book, content, fitting, footnotes, keeping, layout, markup, rules, wording
from desktop.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

# What the name of a table's bookmark begins with, and what parts a name from its counter.
TABLE_LEAD = "bang"
SEPARATOR = "__"

_FIGURE = re.compile(f"{book.NAME}([^{book.TEXT}]*){book.TEXT}([^{book.END}]*){book.END}")
_TABLE = re.compile(f"{content.TABLE}([^{content.TABLE_END}]*){content.TABLE_END}")
_NAMED = re.compile(f"{_FIGURE.pattern}|{_TABLE.pattern}")
_MARK = re.compile(f"[{wording.MARKS}]")


def bind(body: "_Element", notes: "_Element", styles: Styles) -> tuple[int, int]:
    """Bind what is marked in a document's body and notes: return how many figures and tables.

    The body must come from a plain parser: python-docx makes an object of each element,
    which is several times slower.
    """
    # One pass in Python over the texts is much quicker than XPath's tests of content.
    texts = chain(body.iter(markup.TEXT), notes.iter(markup.TEXT))
    marked = [text for text in texts if text.text and _MARK.search(text.text)]
    for text in marked:
        if content.HIGHLIGHT in (text.text or ""):
            layout.highlight(text)
    # Looked up first: binding replaces the texts by which the tables are found.
    joined = _tables_with(marked, content.MERGE)
    sized = _tables_with(marked, content.WIDTH)
    ours = _tables_with(marked, content.TABLE)
    shortened = _tables_with(marked, content.NO_COLUMN)
    bound = _bind_figures(marked, _highest_bookmark(body))
    for table in shortened:
        layout.leave_out_columns(table)
    for table in joined:
        layout.join_cells(table)
    for table in sized:
        layout.set_widths(table)
    for table in ours:
        fitting.fit_columns(table, styles)
        keeping.keep_end(table, styles)
    keeping.keep_leads(body)
    rules.draw_rules(body, styles)
    return bound


def strip_marks(text: str) -> str:
    """Return text without marks, for headers, where nothing is bound and notes stand in line."""
    plain = _FIGURE.sub(r"\2", footnotes.in_line(text))
    plain = _TABLE.sub("", plain)
    plain = layout.WIDTH_MARK.sub("", plain)
    return _MARK.sub("", plain)


def _tables_with(marked: "list[_Element]", mark: str) -> "list[_Element]":
    """Return the tables whose cells carry a mark, each once."""
    tables: dict[_Element, None] = {}
    for text in marked:
        if mark not in (text.text or ""):
            continue
        table = next(text.iterancestors(markup.TABLE), None)
        if table is not None:
            tables[table] = None
    return list(tables)


def _bind_figures(marked: "list[_Element]", number: int) -> tuple[int, int]:
    """Bind the figures and tables of texts and return how many of each.

    Bookmarks count on from `number`.
    """
    used: Counter[str] = Counter()
    bound = tables = 0
    for text in marked:
        found = list(_NAMED.finditer(text.text or ""))
        run = text.getparent()
        if not found or run is None or run.getparent() is None:
            continue
        names = []
        for mark in found:
            name = _name(mark)
            used[name] += 1
            bound += _is_figure(mark)
            tables += not _is_figure(mark)
            names.append(f"{name}{SEPARATOR}{used[name]}")
        _split(run, text, names, number)
        number += len(names)
    return bound, tables


def _is_figure(mark: re.Match[str]) -> bool:
    return mark[1] is not None


def _name(mark: re.Match[str]) -> str:
    """Return the name of a bookmark, still without its counter."""
    if _is_figure(mark):
        return mark[1]
    return f"{TABLE_LEAD}{SEPARATOR}{mark[3]}"


def _split(run: "_Element", text: "_Element", names: list[str], number: int) -> None:
    """Replace a run by runs of the same looks, each figure between the ends of its bookmark."""
    looks = run.find(markup.RUN_LOOKS)
    parent = run.getparent()
    assert parent is not None
    place = parent.index(run)
    made: list[_Element] = []
    for child in list(run):
        if child is looks:
            continue
        pieces = _bookmarked(text, names, number) if child is text else [child]
        made += [_dressed(piece, looks) for piece in pieces]
    parent.remove(run)
    for offset, element in enumerate(made):
        parent.insert(place + offset, element)


def _bookmarked(text: "_Element", names: list[str], number: int) -> "list[_Element]":
    """Return a text as texts without marks, with the ends of the bookmarks between them."""
    marked = text.text or ""
    pieces: list[_Element] = []
    rest = 0
    for name, found in zip(names, _NAMED.finditer(marked), strict=True):
        pieces += _text(marked[rest : found.start()])
        number += 1
        pieces.append(_bookmark(markup.BOOKMARK_START, number, name))
        pieces += _text(found[2] or "")
        pieces.append(_bookmark(markup.BOOKMARK_END, number))
        rest = found.end()
    return pieces + _text(marked[rest:])


def _text(words: str) -> "list[_Element]":
    from lxml import etree

    if not words:
        return []
    piece = etree.Element(markup.TEXT)
    piece.text = words
    piece.set(markup.XML_SPACE, "preserve")
    return [piece]


def _bookmark(end: str, number: int, name: str | None = None) -> "_Element":
    from lxml import etree

    attributes = {markup.ID: str(number)}
    if name is not None:
        attributes[markup.NAME] = name
    return etree.Element(end, attributes)


def _dressed(piece: "_Element", looks: "_Element | None") -> "_Element":
    """Return a piece in a run of its own; the ends of a bookmark stand between runs."""
    from lxml import etree

    if piece.tag in (markup.BOOKMARK_START, markup.BOOKMARK_END):
        return piece
    run = etree.Element(markup.RUN)
    if looks is not None:
        run.append(deepcopy(looks))
    run.append(piece)
    return run


def _highest_bookmark(body: "_Element") -> int:
    marks = body.iter(markup.BOOKMARK_START)
    return max((int(mark.get(markup.ID) or 0) for mark in marks), default=0)
