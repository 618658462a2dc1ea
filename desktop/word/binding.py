"""Turn the marks of a rendered document into bookmarks, column widths, joined cells and rules of
the right length.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from desktop.word import book, content, wording
from desktop.word.measuring import text_width

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = {"w": _W[1:-1]}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TEXT_TAG = f"{_W}t"
TABLE_LEAD = "bang"
SEPARATOR = "__"

_FIGURE = re.compile(f"{book.NAME}([^{book.TEXT}]*){book.TEXT}([^{book.END}]*){book.END}")
_TABLE = re.compile(f"{content.TABLE}([^{content.TABLE_END}]*){content.TABLE_END}")
_WIDTH = re.compile(f"{content.WIDTH}(\\d+){content.WIDTH_END}")
_MARK = re.compile(f"[{wording.MARKS}]")

# Styles of the paragraphs that are rules, with the part of the text's length that they take (annex
# I of the decree).
_RULES = {"Kẻ dưới tiêu ngữ": 1.0, "Kẻ dưới cơ quan ban hành": 0.4, "Kẻ dưới trích yếu": 0.4}
# Text of an A4 page between margins of 30 and 20 mm, in twips.
_TEXT_WIDTH = 9071
_SHORT_RULE_POINTS = 70.0
_SHORT_RULES = ("Kẻ dưới phụ lục",)


def bind(body: "_Element", styles: Mapping[str, str]) -> int:
    """Bind every marked figure of a document's body in place and return how many there are.

    `styles` names the paragraph styles by their ids, which differ from one word processor to the
    next. The body must
    come from a plain parser: python-docx makes an object of each element, which is several times
        slower.
    """
    # One pass in Python over the texts is much quicker than XPath's tests of content.
    marked = [text for text in body.iter(TEXT_TAG) if text.text and _MARK.search(text.text)]
    joined, sized = (_tables_with(marked, mark) for mark in (content.MERGE, content.WIDTH))
    bound = _bind_figures(marked, _highest_bookmark(body))
    for table in joined:
        _join_cells(table)
    for table in sized:
        _set_widths(table)
    _draw_rules(body, styles)
    return bound


def _tables_with(marked: "list[_Element]", mark: str) -> "list[_Element]":
    """Return the tables whose cells carry a mark, each once."""
    cells = (text for text in marked if mark in (text.text or ""))
    tables = (next(text.iterancestors(f"{_W}tbl"), None) for text in cells)
    return list(dict.fromkeys(table for table in tables if table is not None))


def strip_marks(text: str) -> str:
    """Return text without marks, for headers and notes, where nothing is bound."""
    return _MARK.sub("", _WIDTH.sub("", _TABLE.sub("", _FIGURE.sub(r"\2", text))))


def _bind_figures(marked: "list[_Element]", number: int) -> int:
    used: dict[str, int] = {}
    bound = 0
    for text in marked:
        if not {book.NAME, content.TABLE}.intersection(text.text or ""):
            continue
        run = text.getparent()
        if run is None or run.getparent() is None:
            continue
        names = []
        for name, is_figure in _names(text.text or ""):
            used[name] = used.get(name, 0) + 1
            bound += is_figure
            names.append(f"{name}{SEPARATOR}{used[name]}")
        _split(run, text, names, number)
        number += len(names)
    return bound


def _names(content: str) -> Iterator[tuple[str, bool]]:
    for found in re.finditer(f"{_FIGURE.pattern}|{_TABLE.pattern}", content):
        yield (
            (found[1], True)
            if found[1] is not None
            else (f"{TABLE_LEAD}{SEPARATOR}{found[3]}", False)
        )


def _split(run: "_Element", text: "_Element", names: list[str], number: int) -> None:
    """Replace a run by runs of the same looks, each figure between the ends of its bookmark."""
    from lxml import etree

    looks = run.find(f"{_W}rPr")
    parent = run.getparent()
    assert parent is not None
    place = parent.index(run)
    made: list[_Element] = []

    def add(child: "_Element") -> None:
        new = etree.Element(f"{_W}r")
        if looks is not None:
            new.append(deepcopy(looks))
        new.append(child)
        made.append(new)

    def add_text(content: str) -> None:
        if content:
            piece = etree.Element(f"{_W}t")
            piece.text = content
            piece.set(_XML_SPACE, "preserve")
            add(piece)

    for child in list(run):
        if child is looks:
            continue
        if child is not text:
            add(child)
            continue
        rest = 0
        content = text.text or ""
        for name, found in zip(
            names, re.finditer(f"{_FIGURE.pattern}|{_TABLE.pattern}", content), strict=True
        ):
            add_text(content[rest : found.start()])
            number += 1
            made.append(
                etree.Element(f"{_W}bookmarkStart", {f"{_W}id": str(number), f"{_W}name": name})
            )
            add_text(found[2] or "")
            made.append(etree.Element(f"{_W}bookmarkEnd", {f"{_W}id": str(number)}))
            rest = found.end()
        add_text(content[rest:])
    parent.remove(run)
    for offset, element in enumerate(made):
        parent.insert(place + offset, element)


def _highest_bookmark(body: "_Element") -> int:
    return max(
        (int(mark.get(f"{_W}id") or 0) for mark in body.iter(f"{_W}bookmarkStart")), default=0
    )


def _join_cells(table: "_Element") -> None:
    """Join a cell that is only the mark with the one before it; one that begins with it takes the
    rest of its row.
    """
    columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
    for row in table.findall(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        for place, cell in enumerate(cells):
            text = next(
                (t for t in cell.iter(f"{_W}t") if (t.text or "").startswith(content.MERGE)), None
            )
            if text is None:
                continue
            rest = (text.text or "").removeprefix(content.MERGE)
            text.text = rest
            if rest:
                _set_span(cell, columns - place)
            elif place:
                _set_span(cells[place - 1], 2)
                _centre(cells[place - 1])
                row.remove(cell)


def _set_span(cell: "_Element", span: int) -> None:
    from lxml import etree

    looks = cell.find(f"{_W}tcPr")
    if looks is None:
        looks = etree.Element(f"{_W}tcPr")
        cell.insert(0, looks)
    for old in looks.findall(f"{_W}gridSpan"):
        looks.remove(old)
    width = looks.find(f"{_W}tcW")
    element = etree.Element(f"{_W}gridSpan", {f"{_W}val": str(span)})
    looks.insert(0 if width is None else looks.index(width) + 1, element)


def _centre(cell: "_Element") -> None:
    from lxml import etree

    for looks in cell.iter(f"{_W}pPr"):
        for old in looks.findall(f"{_W}jc"):
            looks.remove(old)
        looks.append(etree.Element(f"{_W}jc", {f"{_W}val": "center"}))


def _set_widths(table: "_Element") -> None:
    """Give the columns that come from the field catalogue their declared widths, in proportion to
    the table's.
    """
    rows = table.findall(f"{_W}tr")
    marked = next(
        (row for row in rows if any(_WIDTH.match(t.text or "") for t in row.iter(f"{_W}t"))), None
    )
    grid = table.find(f"{_W}tblGrid")
    if marked is None or grid is None:
        return
    wanted: list[int] = []
    for cell in marked.findall(f"{_W}tc"):
        width = 0
        for text in cell.iter(f"{_W}t"):
            if found := _WIDTH.match(text.text or ""):
                width = int(found[1])
                text.text = (text.text or "")[found.end() :]
        wanted.append(width)
    whole = table.find(f"{_W}tblPr/{_W}tblW")
    total = (
        int(whole.get(f"{_W}w") or 0)
        if whole is not None
        else sum(int(c.get(f"{_W}w") or 0) for c in grid)
    )
    fixed = [
        _cell_width(cell) if not width else 0
        for cell, width in zip(marked.findall(f"{_W}tc"), wanted, strict=True)
    ]
    room = total - sum(fixed)
    widths = [
        own or room * width // (sum(wanted) or 1) for own, width in zip(fixed, wanted, strict=True)
    ]
    widths[-1] += total - sum(widths)
    _lay_out(grid, rows, widths)


def _lay_out(grid: "_Element", rows: "list[_Element]", widths: list[int]) -> None:
    from lxml import etree

    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.append(etree.Element(f"{_W}gridCol", {f"{_W}w": str(width)}))
    for row in rows:
        place = 0
        for looks in row.iterfind(f"{_W}tc/{_W}tcPr"):
            count = 1
            own = None
            for child in looks:
                if child.tag == f"{_W}tcW":
                    own = child
                elif child.tag == f"{_W}gridSpan":
                    count = int(child.get(f"{_W}val") or 1)
            if own is not None:
                own.set(f"{_W}w", str(sum(widths[place : place + count])))
            place += count


def _cell_width(cell: "_Element") -> int:
    own = cell.find(f"{_W}tcPr/{_W}tcW")
    return int(own.get(f"{_W}w") or 0) if own is not None else 0


def style_names(styles: "_Element") -> dict[str, str]:
    """Return the names of the styles of a document by their ids."""
    found = (
        (style.get(f"{_W}styleId"), style.find(f"{_W}name"))
        for style in styles.iterfind(f"{_W}style")
    )
    return {key: name.get(f"{_W}val") or "" for key, name in found if key and name is not None}


def _draw_rules(body: "_Element", styles: Mapping[str, str]) -> None:
    """Indent each rule so that it has the prescribed length, centred under the text above it."""
    rules = {key for key, name in styles.items() if name in _RULES or name in _SHORT_RULES}
    for used in [used for used in body.iter(f"{_W}pStyle") if used.get(f"{_W}val") in rules]:
        looks = used.getparent()
        paragraph = looks.getparent() if looks is not None else None
        if paragraph is not None and paragraph.tag == f"{_W}p":
            _draw_rule(paragraph, styles)


def _room(paragraph: "_Element") -> int:
    """Return the width in twips that a paragraph has: its cell's, or that of the text of its
    section.
    """
    cell = paragraph.getparent()
    if cell is not None and cell.tag == f"{_W}tc":
        return _cell_width(cell)
    section = _section_of(paragraph)
    size = section.find(f"{_W}pgSz") if section is not None else None
    margins = section.find(f"{_W}pgMar") if section is not None else None
    if size is None or margins is None:
        return _TEXT_WIDTH
    return int(size.get(f"{_W}w") or 0) - sum(
        int(margins.get(f"{_W}{side}") or 0) for side in ("left", "right")
    )


def _section_of(paragraph: "_Element") -> "_Element | None":
    """Return the section that a paragraph of the body lies in: the next one that is closed."""
    for block in paragraph.itersiblings():
        section = block if block.tag == f"{_W}sectPr" else block.find(f"{_W}pPr/{_W}sectPr")
        if section is not None:
            return section
    return None


def _draw_rule(paragraph: "_Element", styles: Mapping[str, str]) -> None:
    from lxml import etree

    room, style = _room(paragraph), styles[_style(paragraph)]
    length = (
        _SHORT_RULE_POINTS
        if style in _SHORT_RULES
        else _text_above(paragraph, room / 20, styles) * _RULES[style]
    )
    indent = max(0, round((room - length * 20) / 2))
    looks = paragraph.find(f"{_W}pPr")
    if looks is None:
        return
    for old in looks.findall(f"{_W}ind"):
        looks.remove(old)
    after = next(
        (looks.index(e) for e in looks if e.tag in (f"{_W}jc", f"{_W}rPr", f"{_W}sectPr")),
        len(looks),
    )
    looks.insert(
        after, etree.Element(f"{_W}ind", {f"{_W}left": str(indent), f"{_W}right": str(indent)})
    )


# Both indents of the subject's style, in points.
_TITLE_INDENTS = 57.0
_SUBJECT = "Trích yếu"
_SIZES = {"Tiêu ngữ": 13.0, "Cơ quan ban hành": 12.0, _SUBJECT: 14.0}


def _text_above(paragraph: "_Element", room: float, styles: Mapping[str, str]) -> float:
    """Return the length in points of the longest line of the text above a rule; a full line where
    it wraps.
    """
    longest = 0.0
    above = paragraph.getprevious()
    style = _style(above) if above is not None else ""
    name = styles.get(style, "")
    while above is not None and _style(above) == style:
        longest = max(
            longest,
            text_width("".join(t.text or "" for t in above.iter(f"{_W}t")), _SIZES.get(name, 13.0)),
        )
        above = above.getprevious()
    return min(longest, room - _TITLE_INDENTS if name == _SUBJECT else room)


def _style(paragraph: "_Element") -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return (found.get(f"{_W}val") or "") if found is not None else ""
