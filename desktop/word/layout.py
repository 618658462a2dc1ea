"""Lay out the tables of a rendered document: joined cells and the widths of the columns."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.word import content, markup
from desktop.word.keeping import keep_with_next
from desktop.word.order import looks_of, put

if TYPE_CHECKING:
    from lxml.etree import _Element

WIDTH_MARK = re.compile(f"{content.WIDTH}(\\d+){content.WIDTH_END}")


def leave_out_columns(table: "_Element") -> None:
    """Take out the columns in which a cell carries the mark for it; the others get their room.

    A heading over several columns stays over those that are left, one over none goes with them.
    """
    grid, rows = table.find(markup.GRID), table.findall(markup.ROW)
    if grid is None:
        return
    gone = {place for row in rows for place, cell in _placed(row) if _is_left_out(cell)}
    widths = [int(column.get(markup.WIDTH) or 0) for column in grid]
    kept = [width for place, width in enumerate(widths) if place not in gone]
    for row in rows:
        _shorten(row, gone)
    shared = [width * sum(widths) // (sum(kept) or 1) for width in kept]
    # What is lost by rounding down goes to the last column, so that the table stays whole.
    shared[-1] += sum(widths) - sum(shared)
    lay_out(grid, rows, shared)


def _placed(row: "_Element") -> "Iterator[tuple[int, _Element]]":
    """Yield the cells of a row, each with the place of its first column."""
    place = 0
    for cell in row.findall(markup.CELL):
        yield place, cell
        place += span_of(looks_of(cell, markup.CELL_LOOKS))


def _is_left_out(cell: "_Element") -> bool:
    return any(content.NO_COLUMN in (text.text or "") for text in cell.iter(markup.TEXT))


def _shorten(row: "_Element", gone: set[int]) -> None:
    """Take the cells of columns that are gone out of a row, and narrow those that span some."""
    for place, cell in list(_placed(row)):
        span = span_of(looks_of(cell, markup.CELL_LOOKS))
        left = span - len(gone.intersection(range(place, place + span)))
        if not left:
            row.remove(cell)
        elif left < span:
            _set_span(cell, left)


def join_cells(table: "_Element") -> None:
    """Join the cells of a table that carry the mark for it.

    A cell that is only the mark is joined with the one before it; one that begins with the mark
    takes the rest of its row.
    """
    columns = len(table.findall(f"{markup.GRID}/{markup.GRID_COLUMN}"))
    heading = None
    for row in table.findall(markup.ROW):
        joined = _join_cells_of(row, columns)
        # A row that is one cell heads the rows below it, unless the next is another one.
        if heading is not None and not joined:
            keep_with_next(heading)
        heading = row if joined else None


def _join_cells_of(row: "_Element", columns: int) -> bool:
    """Join the cells of a row; say whether one of them takes the rest of it."""
    is_heading = False
    cells = row.findall(markup.CELL)
    for place, cell in enumerate(cells):
        text = _text_with_mark(cell)
        if text is None:
            continue
        rest = (text.text or "").removeprefix(content.MERGE)
        text.text = rest
        if rest:
            _set_span(cell, columns - place)
            is_heading = True
        elif place:
            _set_span(cells[place - 1], 2)
            _centre(cells[place - 1])
            row.remove(cell)
    return is_heading


def _text_with_mark(cell: "_Element") -> "_Element | None":
    for text in cell.iter(markup.TEXT):
        if (text.text or "").startswith(content.MERGE):
            return text
    return None


def _set_span(cell: "_Element", span: int) -> None:
    put(looks_of(cell, markup.CELL_LOOKS), markup.CELL_SPAN, val=str(span))


def _centre(cell: "_Element") -> None:
    for looks in cell.iter(markup.PARAGRAPH_LOOKS):
        put(looks, markup.ALIGNMENT, val="center")


def highlight(text: "_Element") -> None:
    """Take the mark for it out of a text and print its run on yellow."""
    from lxml import etree

    text.text = (text.text or "").replace(content.HIGHLIGHT, "")
    run = text.getparent()
    if run is None:
        return
    looks = run.find(markup.RUN_LOOKS)
    if looks is None:
        looks = etree.Element(markup.RUN_LOOKS)
        run.insert(0, looks)
    looks.append(etree.Element(f"{markup.W}highlight", {markup.VALUE: "yellow"}))


def set_widths(table: "_Element") -> None:
    """Give the columns that are marked with a declared width their share of the table's width."""
    rows = table.findall(markup.ROW)
    headings = next((row for row in rows if _has_width_mark(row)), None)
    grid = table.find(markup.GRID)
    if headings is None or grid is None:
        return
    cells = headings.findall(markup.CELL)
    wanted = [_take_width_mark(cell) for cell in cells]
    lay_out(grid, rows, _shares(cells, wanted, _whole_width(table, grid)))


def _has_width_mark(row: "_Element") -> bool:
    return any(WIDTH_MARK.match(text.text or "") for text in row.iter(markup.TEXT))


def _take_width_mark(cell: "_Element") -> int:
    """Take the mark out of a heading and return the width that it asks for, 0 without one."""
    width = 0
    for text in cell.iter(markup.TEXT):
        words = text.text or ""
        found = WIDTH_MARK.match(words)
        if found:
            width = int(found[1])
            text.text = words[found.end() :]
    return width


def _whole_width(table: "_Element", grid: "_Element") -> int:
    whole = table.find(f"{markup.W}tblPr/{markup.W}tblW")
    if whole is not None:
        return int(whole.get(markup.WIDTH) or 0)
    return sum(int(column.get(markup.WIDTH) or 0) for column in grid)


def _shares(cells: "list[_Element]", wanted: list[int], total: int) -> list[int]:
    """Return the widths: unmarked columns keep theirs, the marked ones share what is left."""
    kept = []
    for cell, width in zip(cells, wanted, strict=True):
        kept.append(0 if width else cell_width(cell))
    room = total - sum(kept)
    # No column may be marked at all: then nothing is shared and nothing may be divided by.
    asked = sum(wanted) or 1
    widths = []
    for own, width in zip(kept, wanted, strict=True):
        widths.append(own or room * width // asked)
    # What is lost by rounding down goes to the last column, so that the table stays whole.
    widths[-1] += total - sum(widths)
    return widths


def lay_out(grid: "_Element", rows: "list[_Element]", widths: list[int]) -> None:
    """Write the widths into a table's grid and into every cell, wide ones included."""
    from lxml import etree

    for column in list(grid):
        grid.remove(column)
    for width in widths:
        grid.append(etree.Element(markup.GRID_COLUMN, {markup.WIDTH: str(width)}))
    for row in rows:
        place = 0
        for looks in row.iterfind(f"{markup.CELL}/{markup.CELL_LOOKS}"):
            span = span_of(looks)
            own = looks.find(markup.CELL_WIDTH)
            if own is not None:
                own.set(markup.WIDTH, str(sum(widths[place : place + span])))
            place += span


def span_of(looks: "_Element") -> int:
    """Return how many columns a cell of these looks covers."""
    span = looks.find(markup.CELL_SPAN)
    return 1 if span is None else int(span.get(markup.VALUE) or 1)


def cell_width(cell: "_Element") -> int:
    """Return the width of a cell in twips, 0 where it says none."""
    own = cell.find(f"{markup.CELL_LOOKS}/{markup.CELL_WIDTH}")
    return 0 if own is None else int(own.get(markup.WIDTH) or 0)
