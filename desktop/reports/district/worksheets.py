"""Write one sheet of the workbook: title, headings, cells with their formulas, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.word import wording

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

Plain = int | Decimal | str | datetime | None
NUMBER, RATE, PERCENT, TIME, TEXT = "#,##0", "General", 'General"%"', "dd/mm/yyyy hh:mm", "@"
_FONT, _FILL = "Times New Roman", "FFD9E7E5"
FIRST_ROW = 5
_LONGEST_CELL = 32_000
_LINE = 15.5


@dataclass(frozen=True)
class Out:
    """One cell: what the program says, the formula that says the same, and how it looks."""

    value: Plain
    formula: str = ""
    form: str = ""
    bold: bool = False
    wrap: bool = False


class _Looks:
    """The looks of cells, each made once: a workbook of many units has tens of thousands of cells."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, bool, bool], StyleArray] = {}

    def put_on(self, cell: Cell, out: Out) -> None:
        """Give a cell the looks of its kind."""
        kind = (out.form or TEXT, out.bold, out.wrap)
        if kind in self._made:
            cell._style = copy(self._made[kind])  # type: ignore[attr-defined]
            return
        from openpyxl.styles import Alignment, Border, Font, Side

        line = Side(style="thin")
        number = out.form in (NUMBER, RATE, PERCENT)
        cell.font = Font(name=_FONT, size=11, bold=out.bold)
        cell.number_format = kind[0]
        cell.alignment = Alignment(
            horizontal="right" if number else "left", vertical="top", wrap_text=out.wrap
        )
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        self._made[kind] = copy(cell._style)  # type: ignore[attr-defined]


@dataclass
class Written:
    """The workbook while it is written, with what the program says of every formula by sheet and
    cell.
    """

    book: Workbook
    title: str
    window: str
    note: str
    said: dict[str, dict[str, Plain]] = field(default_factory=dict)
    looks: _Looks = field(default_factory=_Looks)

    def sheet(
        self,
        name: str,
        heading: str,
        header: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[Out]],
        *,
        frozen: str = "C5",
        pages_wide: int = 1,
        grouped: frozenset[int] = frozenset(),
        notes: Sequence[str] = (),
    ) -> None:
        """Add a sheet; `grouped` are the rows that can be folded away below the one before them."""
        from openpyxl.utils import get_column_letter

        sheet = self.book.create_sheet(name)
        said = self.said.setdefault(name, {})
        self._head(sheet, heading, header)
        sheet.row_dimensions[FIRST_ROW - 1].height = _LINE * _lines(header, widths)
        for place, row in enumerate(rows):
            for column, out in enumerate(row, start=1):
                coordinate = f"{get_column_letter(column)}{FIRST_ROW + place}"
                _write(sheet, coordinate, out, self.looks)
                if out.formula:
                    said[coordinate] = out.value
            wrapped = [str(out.value) if out.wrap else "" for out in row]
            sheet.row_dimensions[FIRST_ROW + place].height = _LINE * _lines(wrapped, widths)
            if place in grouped:
                sheet.row_dimensions[FIRST_ROW + place].outlineLevel = 1
        for place, words in enumerate(notes, start=FIRST_ROW + len(rows) + 1):
            _write_note(sheet, place, words, widths)
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.sheet_properties.outlinePr.summaryBelow = False
        sheet.freeze_panes = frozen
        _set_up_paper(sheet, pages_wide)

    def _head(self, sheet: Worksheet, heading: str, header: Sequence[str]) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.utils import get_column_letter

        for row, (words, size, bold) in enumerate(
            ((heading, 14, True), (self.title, 12, False), (self.window, 12, False)), 1
        ):
            cell = sheet[f"A{row}"]
            _set_text(cell, words)
            cell.font = Font(name=_FONT, size=size, bold=bold, italic=row == 3)
        line = Side(style="thin")
        for column, words in enumerate(header, start=1):
            cell = sheet[f"{get_column_letter(column)}{FIRST_ROW - 1}"]
            _set_text(cell, words)
            cell.font = Font(name=_FONT, size=11, bold=True)
            cell.fill = PatternFill("solid", fgColor=_FILL)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(left=line, right=line, top=line, bottom=line)


def _write(sheet: Worksheet, coordinate: str, out: Out, looks: _Looks) -> None:
    cell = sheet[coordinate]
    if out.formula:
        cell.value = out.formula
    elif isinstance(out.value, str):
        _set_text(cell, out.value)
    else:
        cell.value = (
            out.value.replace(tzinfo=None) if isinstance(out.value, datetime) else out.value
        )
    looks.put_on(cell, out)


def _write_note(sheet: Worksheet, row: int, words: str, widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    _set_text(sheet[f"A{row}"], words)
    sheet[f"A{row}"].font = Font(name=_FONT, size=11, italic=True)
    sheet[f"A{row}"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = _LINE * _lines([words], [sum(widths)])


def _lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines the longest of some texts takes; programs that only print do not work
    it out.
    """
    return max(
        (
            sum(-(-len(part) * 21 // (20 * width)) or 1 for part in words.split("\n"))
            for words, width in zip(texts, widths, strict=False)
        ),
        default=1,
    )


def _set_text(cell: Cell, words: str) -> None:
    """Write a text as a text: what others sent must never become a formula."""
    cell.value = wording.clean(words)[:_LONGEST_CELL]
    cell.data_type = "s"


def _set_up_paper(sheet: Worksheet, pages_wide: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = pages_wide
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
    if pages_wide > 1:
        sheet.print_title_cols = "A:B"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 1.2, 0.6, 0.8, 0.8
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = "&A", "Trang &P/&N"
