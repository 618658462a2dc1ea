"""Make every column of a table wide enough that no number and no word breaks inside a cell.

A word processor breaks "279.563" where a cell is narrower than that. A column takes the room that
it lacks from those that have some to spare; only where there is none left is the table set smaller.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.word import layout, markup
from desktop.word.measuring import text_width
from desktop.word.order import looks_of, put
from desktop.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

_TWIPS = 20  # to a point
# The rules beside a cell, and what the measuring may be wrong by.
_SPARE = 30
# Points that a table is set smaller by, at most down to the smallest size.
_STEPS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
_SMALLEST = 8.0
# A text stands on three lines rather than on more, in a column of an eighth of the table at most.
_LINES, _NAME_SHARE = 3, 8
# A word that takes more than a quarter of the table, such as an address, may break.
_WORD_SHARE = 4

_BREAKS = re.compile(r"[\s\-–—]+")

# By type size in points: the length in ems of the longest piece that may not break.
_Lengths = dict[float, float]


def fit_columns(table: "_Element", styles: Styles) -> None:
    """Widen the columns that are too narrow for a word of theirs, within the table's own width."""
    grid = table.find(markup.GRID)
    rows = table.findall(markup.ROW)
    if grid is None or not rows:
        return
    widths = [int(column.get(markup.WIDTH) or 0) for column in grid]
    total = sum(widths)
    beside = styles.cell_margins(_style_of(table)) + _SPARE
    lengths = _longest(rows, len(widths), total, styles)
    for step in _STEPS:
        needs = [_need(each, step, beside, total) for each in lengths]
        if sum(needs) <= total:
            break
    if step:
        _set_smaller(table, step, styles)
    if any(width < need for width, need in zip(widths, needs, strict=True)):
        layout.lay_out(grid, rows, _shared(widths, needs))


def _style_of(table: "_Element") -> str:
    style = table.find(f"{markup.W}tblPr/{markup.W}tblStyle")
    return "" if style is None else style.get(markup.VALUE) or ""


def _longest(rows: "list[_Element]", columns: int, total: int, styles: Styles) -> list[_Lengths]:
    """Return what the widest cell of each column needs, apart from cells over several columns."""
    found: list[_Lengths] = [{} for _ in range(columns)]
    for row in rows:
        is_heading = row.find(f"{markup.W}trPr/{markup.W}tblHeader") is not None
        for place, cell in _single_cells(row):
            if place >= columns:
                continue
            for size, words in _texts(cell, styles):
                length = max(map(_ems, _BREAKS.split(words)))
                if not is_heading:
                    most = total / _NAME_SHARE / _TWIPS / size
                    length = max(length, min(_ems(words) / _LINES, most))
                found[place][size] = max(found[place].get(size, 0.0), length)
    return found


def _single_cells(row: "_Element") -> "Iterator[tuple[int, _Element]]":
    """Yield the cells that cover one column, with the place of that column."""
    place = 0
    for cell in row.findall(markup.CELL):
        looks = cell.find(markup.CELL_LOOKS)
        span = 1 if looks is None else layout.span_of(looks)
        if span == 1:
            yield place, cell
        place += span


def _texts(cell: "_Element", styles: Styles) -> Iterator[tuple[float, str]]:
    """Yield size and text of each paragraph of a cell that has a text."""
    for paragraph in cell.iter(markup.PARAGRAPH):
        words = "".join(text.text or "" for text in paragraph.iter(markup.TEXT)).strip()
        if words:
            yield _size_of(paragraph, styles), words


def _size_of(paragraph: "_Element", styles: Styles) -> float:
    style = ""
    # A look at each child is much quicker than a path, and a table has thousands of paragraphs.
    for child in paragraph:
        if child.tag == markup.PARAGRAPH_LOOKS:
            style = _said(child, markup.STYLE_OF_PARAGRAPH)
        elif child.tag == markup.RUN:
            looks = child.find(markup.RUN_LOOKS)
            size = "" if looks is None else _said(looks, markup.SIZE)
            if size.isascii() and size.isdigit():
                return int(size) / 2
    return styles.size(style)


def _said(looks: "_Element", name: str) -> str:
    found = looks.find(name)
    return "" if found is None else found.get(markup.VALUE) or ""


@lru_cache(maxsize=4096)
def _ems(words: str) -> float:
    return text_width(words, 1.0)


def _need(lengths: _Lengths, step: float, beside: int, total: int) -> int:
    """Return the width in twips that a column needs where its table is set smaller by a step."""
    need = 0.0
    for size, ems in lengths.items():
        need = max(need, ems * _smaller(size, step) * _TWIPS)
    return min(round(need) + beside, total // _WORD_SHARE) if need else beside


def _smaller(size: float, step: float) -> float:
    return max(size - step, min(size, _SMALLEST))


def _shared(widths: list[int], needs: list[int]) -> list[int]:
    """Return widths that are no less than what is needed, as near as can be to those there are."""
    total = sum(widths)
    spare = [max(0, width - need) for width, need in zip(widths, needs, strict=True)]
    room = total - sum(needs)
    if room < 0 or not sum(spare):
        shared = [need * total // sum(needs) for need in needs]
    else:
        shared = [need + each * room // sum(spare) for need, each in zip(needs, spare, strict=True)]
    # What is lost by rounding down goes to the widest column, so that the table stays whole.
    shared[shared.index(max(shared))] += total - sum(shared)
    return shared


def _set_smaller(table: "_Element", step: float, styles: Styles) -> None:
    for paragraph in list(table.iter(markup.PARAGRAPH)):
        half_points = str(round(_smaller(_size_of(paragraph, styles), step) * 2))
        looks = looks_of(paragraph, markup.PARAGRAPH_LOOKS)
        if looks.find(markup.RUN_LOOKS) is None:
            put(looks, markup.RUN_LOOKS)
        # The mark at the end of a paragraph makes its line as high as the text does.
        marks = looks.findall(markup.RUN_LOOKS)
        runs = [looks_of(run, markup.RUN_LOOKS) for run in paragraph.iter(markup.RUN)]
        for each in (*marks, *runs):
            put(each, markup.SIZE, val=half_points)
            put(each, markup.SIZE_OF_COMPLEX, val=half_points)
