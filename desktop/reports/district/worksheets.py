"""Write one sheet of the workbook: title, headings, cells with their formulas, print set-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from desktop.spreadsheets.heads import Heading, headings
from desktop.spreadsheets.making import Paper, fit_to_paper, set_height, set_width, write_text
from desktop.word import wording
from models.rounding import Style

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Plain = int | Decimal | str | datetime | None
NUMBER, RATE, PERCENT, TIME, TEXT = "#,##0", "General", 'General"%"', "dd/mm/yyyy hh:mm", "@"
# The same of a number whose 0 says that other rows hold it all, and of one that only some units
# know.
HELD = '#,##0;-#,##0;"–"'
MARKED = {NUMBER: '#,##0"*"', RATE: 'General"*"', PERCENT: 'General"%*"'}
_FONT, _FILL = "Times New Roman", "#D9E7E5"
# The rows of a sheet, from 0: its heading, whose it is, of which days, and the table.
_HEADING, _TITLE, _WINDOW, _HEADER, _FIRST = range(5)
_LONGEST_CELL = 32_000
_LINE_POINTS = 15.5


@dataclass(frozen=True)
class Out:
    """One cell: what the program says, the formula that says the same, and how it looks.

    A `double` one takes in the cell beside it, which is empty.
    """

    value: Plain
    formula: str = ""
    form: str = ""
    bold: bool = False
    wrap: bool = False
    centred: bool = False
    double: bool = False


@dataclass(frozen=True)
class Sheet:
    """One sheet before it is written.

    Attributes:
        name: on its tab.
        heading: above its table.
        header: headings of the columns.
        above: rows of headings above those, where the head has several; equal ones are one cell.
        widths: of the columns, in digits of the standard font.
        rows: the cells of the table.
        fixed: how many columns stay in view.
        folded: places of rows that can be folded away below the one before them.
        notes: sentences under the table.
    """

    name: str
    heading: str
    header: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Out]]
    fixed: int = 2
    folded: frozenset[int] = frozenset()
    notes: Sequence[str] = ()
    above: Sequence[Sequence[str]] = ()

    @property
    def first(self) -> int:
        """Return the row of the first row of its table, from 0."""
        return _FIRST + len(self.above)


def rate_form(value: Decimal | None, style: Style, sign: str = "", *, marked: bool = False) -> str:
    """Return how a percentage looks in its cell, with "%" behind it where that is the sign.

    `marked` is for one that only some units know.
    """
    if style.zeros == "drop" or value is None:
        form = PERCENT if sign else RATE
        return MARKED[form] if marked else form
    # As many decimals as are printed: more than the office's where it would read 0 or 100.
    decimals = len(f"{value:f}".partition(".")[2])
    form = f"0.{'0' * decimals}" if decimals else "0"
    behind = f"{sign}*" if marked else sign
    return f'{form}"{behind}"' if behind else form


def address(place: int, column: int, above: int = 0) -> str:
    """Return the address of a cell by the place of its row in the table and its column, from 0.

    `above` is how many rows of headings its table has above the last one.
    """
    return f"{_letters(column)}{_FIRST + above + place + 1}"


def cells_of(page: Sheet, title: str, window: str) -> Iterator[tuple[str, Out]]:
    """Yield what each cell of a written sheet must hold, by its address.

    `title` and `window` say on every sheet whose it is and of which days.
    """
    for row, words in ((_HEADING, page.heading), (_TITLE, title), (_WINDOW, window)):
        yield _at(row, 0), Out(_words(words))
    for heading in headings([*page.above, page.header]):
        yield _at(_HEADER + heading.top, heading.left), Out(_words(heading.words))
    for place, cells in enumerate(page.rows, start=page.first):
        for column, out in enumerate(cells):
            is_text = isinstance(out.value, str) and not out.formula
            yield _at(place, column), Out(_words(str(out.value))) if is_text else out
    for row, words in enumerate(page.notes, start=page.first + len(page.rows) + 1):
        yield _at(row, 0), Out(_words(words))


def _at(row: int, column: int) -> str:
    return f"{_letters(column)}{row + 1}"


@cache
def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(column)


@cache
def _plain_sheet() -> type[Worksheet]:
    """Return a sheet that takes formulas as they are.

    The library looks in each for thirty functions of newer programs, of which none has any: at tens
    of thousands that takes longer than all the rest.
    """
    from xlsxwriter.worksheet import Worksheet

    class Plain(Worksheet):
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return Plain


class Written:
    """The workbook while it is written; every sheet says whose it is and of which days."""

    def __init__(self, book: Workbook, title: str, window: str) -> None:
        self._book = book
        self._title, self._window = title, window
        self._looks = _Looks(book)

    def add(self, page: Sheet) -> None:
        """Write a sheet behind those that are there."""
        sheet = self._book.add_worksheet(page.name, worksheet_class=_plain_sheet())
        for column, width in enumerate(page.widths):
            set_width(sheet, column, width)
        self._write_head(sheet, page)
        for place, row in enumerate(page.rows):
            self._write_row(sheet, page, place, row)
        for row_number, words in enumerate(page.notes, start=page.first + len(page.rows) + 1):
            self._write_note(sheet, page, row_number, words)
        # A row that sums up stands above those that can be folded away.
        sheet.outline_settings(symbols_below=False)
        sheet.freeze_panes(page.first, page.fixed)
        _set_up_paper(sheet, page)

    def _write_head(self, sheet: Worksheet, page: Sheet) -> None:
        looks = self._looks
        _write_words(sheet, _HEADING, 0, page.heading, looks.heading)
        _write_words(sheet, _TITLE, 0, self._title, looks.title)
        _write_words(sheet, _WINDOW, 0, self._window, looks.window)
        rows = [*page.above, page.header]
        found = list(headings(rows))
        for place in range(len(rows)):
            set_height(sheet, _HEADER + place, _LINE_POINTS * _lines_of_head(found, place, page))
        for heading in found:
            self._write_heading(sheet, heading)

    def _write_heading(self, sheet: Worksheet, heading: Heading) -> None:
        look = self._looks.header
        top, bottom = _HEADER + heading.top, _HEADER + heading.bottom
        if not heading.is_one_cell:
            sheet.merge_range(top, heading.left, bottom, heading.right, "", look)
        _write_words(sheet, top, heading.left, heading.words, look)

    def _write_row(self, sheet: Worksheet, page: Sheet, place: int, cells: Sequence[Out]) -> None:
        wrapped = [str(out.value) if out.wrap else "" for out in cells]
        height = _LINE_POINTS * _lines(wrapped, page.widths)
        set_height(sheet, page.first + place, height, level=int(place in page.folded))
        row = page.first + place
        before = Out("")
        for column, out in enumerate(cells):
            if out.double:
                sheet.merge_range(row, column, row, column + 1, "", self._looks.of(out))
            if not before.double:
                _write(sheet, row, column, out, self._looks.of(out))
            before = out

    def _write_note(self, sheet: Worksheet, page: Sheet, row: int, words: str) -> None:
        look = self._looks.note
        set_height(sheet, row, _LINE_POINTS * _lines([words], [sum(page.widths)]))
        sheet.merge_range(row, 0, row, len(page.widths) - 1, "", look)
        _write_words(sheet, row, 0, words, look)


class _Looks:
    """The looks of cells, each made once: many units make tens of thousands of cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool, str], Format] = {}
        self.heading = self._look({"font_size": 14, "bold": True})
        self.title = self._look({"font_size": 12})
        self.window = self._look({"font_size": 12, "italic": True})
        self.note = self._look({"italic": True, "text_wrap": True, "valign": "top"})
        self.header = self._look(
            {
                "bold": True,
                "bg_color": _FILL,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
            }
        )

    def of(self, out: Out) -> Format:
        """Return the look of a cell of a table."""
        kind = (out.form or TEXT, out.bold, out.wrap, _alignment(out))
        if kind not in self._made:
            self._made[kind] = self._look(
                {
                    "num_format": kind[0],
                    "bold": out.bold,
                    "align": kind[3],
                    "valign": "top",
                    "text_wrap": out.wrap,
                    # A number that is not known is told in words, and a long one is no "###".
                    "shrink": _is_figure(out),
                    "border": 1,
                }
            )
        return self._made[kind]

    def _look(self, properties: Mapping[str, str | int]) -> Format:
        return self._book.add_format({"font_name": _FONT, "font_size": 11, **properties})


def _is_figure(out: Out) -> bool:
    return out.form not in ("", TEXT, TIME)


def _alignment(out: Out) -> str:
    if out.centred:
        return "center"
    return "right" if _is_figure(out) else "left"


def _write(sheet: Worksheet, row: int, column: int, out: Out, look: Format) -> None:
    value = out.value
    if out.formula:
        # Programs that do not calculate show the program's own number.
        sheet.write_formula(row, column, out.formula, look, value)
    elif isinstance(value, str):
        _write_words(sheet, row, column, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), look)
    elif value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, float(value), look)


def _write_words(sheet: Worksheet, row: int, column: int, words: str, look: Format) -> None:
    write_text(sheet, row, column, _words(words), look)


def _words(words: str) -> str:
    """Return a text as it goes into a cell."""
    return wording.clean(words)[:_LONGEST_CELL]


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines the longest of some texts takes in columns of these widths.

    Programs that only print do not work the height of a row out.
    """
    most = 1
    for words, width in zip(texts, widths, strict=False):
        lines = 0
        for part in words.split("\n"):
            # A letter of the font is wider than a digit of the standard font by a twentieth.
            filled = -(-len(part) * 21 // (20 * width))
            lines += max(filled, 1)
        most = max(most, lines)
    return most


def _lines_of_head(found: Sequence[Heading], place: int, page: Sheet) -> int:
    """Return how many lines a row of the head takes for the headings that stand in it alone."""
    alone = [heading for heading in found if heading.top == heading.bottom == place]
    widths = [sum(page.widths[heading.left : heading.right + 1]) for heading in alone]
    return _lines([heading.words for heading in alone], widths)


def _set_up_paper(sheet: Worksheet, page: Sheet) -> None:
    head = page.first - 1
    margins = {"left": 1.2, "right": 0.6, "top": 0.8, "bottom": 0.8}
    fit_to_paper(sheet, Paper(_HEADER, head, page.widths, page.fixed, **margins))
    sheet.set_footer("&L&A&RTrang &P/&N", {"margin": 0.5})
