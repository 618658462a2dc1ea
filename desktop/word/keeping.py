"""Keep on one page what reads as one: a list and its lead, the end of a table and its note."""

from typing import TYPE_CHECKING

from desktop.word import markup
from desktop.word.order import looks_of, put
from desktop.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

# A page that begins with the end of a table begins with at least so many of its rows, apart from
# those that are one cell: headings, and a note that is the last of them.
_LAST_ROWS = 4
# A table of no more rows than these stands on one page.
_SHORT = 13
# Rows of long texts fill a page by themselves: kept together they would leave half of one empty.
_MOST_LETTERS, _MOST_TOGETHER = 600, 1200
# Its number and its text.
_CELLS_OF_HEADING = 2
_NOTE = "Ghi chú dưới bảng"


def keep_with_next(row: "_Element") -> None:
    """Keep a row on the page of what follows it."""
    # One paragraph that says so is enough for some word processors, others ask all of them.
    for paragraph in row.iter(markup.PARAGRAPH):
        put(looks_of(paragraph, markup.PARAGRAPH_LOOKS), markup.KEEP_WITH_NEXT)


def keep_leads(body: "_Element") -> None:
    """Keep each paragraph of the text that ends in a colon on the page of what it leads to."""
    for paragraph in body.iterfind(markup.PARAGRAPH):
        said = "".join(text.text or "" for text in paragraph.iter(markup.TEXT))
        if said.rstrip().endswith(":") and paragraph.getnext() is not None:
            put(looks_of(paragraph, markup.PARAGRAPH_LOOKS), markup.KEEP_WITH_NEXT)


def keep_end(table: "_Element", styles: Styles) -> None:
    """Keep the last rows of a table on one page, together with the note under it."""
    last = _last_rows(table.findall(markup.ROW))
    if not last:
        return
    for row in last[:-1]:
        keep_with_next(row)
    if _is_note(table.getnext(), styles):
        keep_with_next(last[-1])


def _last_rows(rows: "list[_Element]") -> "list[_Element]":
    """Return the rows at the end that are kept together; none where one is a long text."""
    found: list[_Element] = []
    most = max((len(row.findall(markup.CELL)) for row in rows), default=0)
    numbers = letters = 0
    for row in reversed(rows):
        letters += _letters(row)
        enough = numbers == _LAST_ROWS and len(rows) > _SHORT
        if enough or letters > _MOST_TOGETHER:
            break
        if _letters(row) > _MOST_LETTERS:
            return []
        found.insert(0, row)
        numbers += len(row.findall(markup.CELL)) > min(_CELLS_OF_HEADING, most - 1)
    return found


def _letters(row: "_Element") -> int:
    return sum(len(text.text or "") for text in row.iter(markup.TEXT))


def _is_note(block: "_Element | None", styles: Styles) -> bool:
    if block is None or block.tag != markup.PARAGRAPH:
        return False
    style = block.find(f"{markup.PARAGRAPH_LOOKS}/{markup.STYLE_OF_PARAGRAPH}")
    key = "" if style is None else style.get(markup.VALUE) or ""
    return styles.names.get(key) == _NOTE
