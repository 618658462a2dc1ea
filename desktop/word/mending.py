"""Mend what a rendered template leaves behind that no word processor takes.

A loop over nothing leaves cells without a paragraph, rows without cells and tables without rows; a
loop over several leaves the same bookmark, and the same name of a paragraph, several times.
"""

from typing import TYPE_CHECKING

from desktop.word import markup

if TYPE_CHECKING:
    from lxml.etree import _Element

# By these Word finds a paragraph and its text again in a file that it wrote; they may be left out.
_NAMES_OF_PARAGRAPHS = (
    "{http://schemas.microsoft.com/office/word/2010/wordml}paraId",
    "{http://schemas.microsoft.com/office/word/2010/wordml}textId",
)
# What may stand in a cell beside its paragraphs and tables.
_NO_BLOCKS = (markup.CELL_LOOKS, markup.BOOKMARK_START, markup.BOOKMARK_END)


def mend(body: "_Element") -> None:
    """Make a rendered body one that opens, without changing what it says."""
    _drop_empty_tables(body)
    _fill_cells(body)
    _drop_repeated_bookmarks(body)
    _drop_repeated_names(body)


def _drop_empty_tables(body: "_Element") -> None:
    for row in list(body.iter(markup.ROW)):
        if not any(_holds_cells(child) for child in row):
            _drop(row)
    for table in list(body.iter(markup.TABLE)):
        if next(table.iter(markup.ROW), None) is None:
            _drop(table)


def _holds_cells(child: "_Element") -> bool:
    return child.tag == markup.CELL or next(child.iter(markup.CELL), None) is not None


def _fill_cells(body: "_Element") -> None:
    """End every cell with a paragraph."""
    from lxml import etree

    for cell in body.iter(markup.CELL):
        last = next((child for child in reversed(cell) if child.tag not in _NO_BLOCKS), None)
        if last is None or last.tag == markup.TABLE:
            cell.append(etree.Element(markup.PARAGRAPH))


def _drop_repeated_bookmarks(body: "_Element") -> None:
    """Keep the first of several bookmarks with one number or name; ours are not set yet."""
    names: set[str] = set()
    numbers: set[str] = set()
    started: set[str] = set()
    for mark in list(body.iter(markup.BOOKMARK_START, markup.BOOKMARK_END)):
        number = mark.get(markup.ID) or ""
        if mark.tag == markup.BOOKMARK_END:
            # Without its start it ends nothing.
            if number not in started:
                _drop(mark)
            started.discard(number)
            continue
        name = (mark.get(markup.NAME) or "").casefold()
        if number in numbers or name in names:
            _drop(mark)
            continue
        numbers.add(number)
        names.add(name)
        started.add(number)


def _drop_repeated_names(body: "_Element") -> None:
    seen: set[tuple[str, str]] = set()
    for element in body.iter(markup.PARAGRAPH, markup.ROW):
        for key in _NAMES_OF_PARAGRAPHS:
            name = element.get(key)
            if name is None:
                continue
            if (key, name) in seen:
                del element.attrib[key]
            seen.add((key, name))


def _drop(element: "_Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
