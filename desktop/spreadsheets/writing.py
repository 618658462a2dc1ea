"""Write the workbook of the registers, empty for filling in or with the data of the store."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop import registers
from desktop.files import write_whole
from desktop.settings import get
from desktop.spreadsheets.layout import (
    GUIDE_SHEET,
    ITEM,
    ITEM_VALUE,
    LISTS_SHEET,
    MAX_ROWS,
    key_fields,
    sheets_for,
    takes_whole_unit,
)
from models.errors import Place, Problem, Unusable
from models.figures import WHOLE_UNIT_ID
from models.kinds import kind_of
from models.registers import Field, KindName, Record, Register, Value

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_TEXT, _DATE, _WHOLE, _PLAIN = "@", "dd/mm/yyyy", "#,##0", "General"
_FORMATS: dict[KindName, str] = {
    "text": _TEXT,
    "long_text": _TEXT,
    "whole": _WHOLE,
    "decimal": _PLAIN,
    "date": _DATE,
    "choice": _TEXT,
    "choices": _TEXT,
    "yes_no": _TEXT,
    "year": "0",
    "month": "0",
    "area": _TEXT,
    "unit": _TEXT,
}
# What a spreadsheet refuses by itself: the sentence it shows, and the bounds.
_BOUNDS: dict[KindName, tuple[str, int, int | None]] = {
    "whole": ("Hãy ghi số nguyên từ 0 trở lên.", 0, None),
    "month": ("Tháng là số từ 1 đến 12.", 1, 12),
}
_KEY_FILL, _REQUIRED_FILL, _OTHER_FILL = "FFB7DCD8", "FFFFE8B3", "FFE9EDEF"
_HEADER_POINTS = 48
_GUIDE = (
    ("Bảng tính", "Dùng để nhập số liệu vào Sổ Một Cửa. Trang Hướng dẫn này không được nhập."),
    ("Trang, dòng", "Mỗi trang là một sổ; dòng đầu là tên cột, số liệu ghi từ dòng 2."),
    ("Màu xanh", "Cột để nhận ra dòng đã có trong sổ: trùng thì sửa, chưa có thì thêm mới."),
    ("Màu vàng", "Cột bắt buộc ghi."),
    ("Màu xám", "Cột ghi khi có."),
    ("Ô trống", "Xóa giá trị đang có trong sổ. Muốn giữ nguyên, hãy xóa cả cột khỏi bảng tính."),
    ("Dòng thiếu", "Không xóa gì trong sổ. Muốn xóa, hãy xóa trong chương trình."),
    ("Ngày", "Ghi ngày/tháng/năm, ví dụ 05/11/2024."),
    ("Số", "Ghi 1234 hoặc 1.234. Ô trống nghĩa là chưa có số liệu; không có hồ sơ thì ghi 0."),
    ("Không phát sinh", "Ghi Có khi lĩnh vực không có hồ sơ nào trong tháng."),
    ("Chung toàn đơn vị", "Dùng ở trang Hồ sơ cho số liệu chỉ biết chung của đơn vị."),
    ("Nhiều dòng trong một ô", "Nhấn Alt + Enter để xuống dòng (LibreOffice: Ctrl + Enter)."),
)


@dataclass(frozen=True)
class _Content:
    """What goes into the workbook, read from the store beforehand."""

    role: str
    profile: Record
    records: dict[str, list[Record]]
    names: dict[str, str]


def write_workbook(conn: sa.Connection, out: Path, filled: bool) -> None:
    """Write the workbook of the store's own unit, with its data where `filled`; an existing file is
    replaced whole.

    The unit's profile is always filled in: it says whose workbook this is. Raises Unusable as
    `desktop.files.write_whole` does, and `workbook_ending` for a name that does not end in .xlsx.
    """
    if out.suffix.lower() != ".xlsx":
        raise Unusable(Problem("workbook_ending", Place(file=str(out))))
    content = _gather(conn, filled)
    write_whole(out, lambda draft: _write(content, draft, out), _verify)


def _gather(conn: sa.Connection, filled: bool) -> _Content:
    role, unit = get(conn, "role"), get(conn, "unit")
    sheets = sheets_for(role)
    kept = {
        r.name: registers.records(conn, r.name, unit) for r in sheets if filled and not r.vertical
    }
    return _Content(role, registers.profile(conn, unit), kept, registers.area_names(conn))


def _write(content: _Content, draft: Path, out: Path) -> None:
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _write_sheets(book, content)
        # A workbook half-written by the library would try to finish itself later, on a disk that is
        # full.
        whole = io.BytesIO()
        book.save(whole)
    except SerialisationError as error:
        _drop(book)
        code = "disk_full" if str(error) in ("IO_ENOSPC", "IO_EFBIG") else "write_failed"
        raise Unusable(Problem(code, Place(file=str(out)))) from error
    draft.write_bytes(whole.getbuffer())


def _write_sheets(book: Workbook, content: _Content) -> None:
    lists = _Lists()
    _write_guide(book)
    for register in sheets_for(content.role):
        if register.vertical:
            _write_profile(book, register, content.profile)
        else:
            _write_register(book, register, content, lists)
    lists.write(book)
    book.active = 1


def _drop(book: Workbook) -> None:
    """Let go of the sheets that could not be written; each says once more that it could not."""
    from lxml.etree import SerialisationError

    for sheet in book.worksheets:
        with suppress(SerialisationError, StopIteration, TypeError):
            sheet.close()


def _verify(path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        if GUIDE_SHEET not in book.sheetnames:
            raise Unusable(Problem("write_failed", Place(file=str(path))))
    finally:
        book.close()


def _write_guide(book: Workbook) -> None:
    sheet = book.create_sheet(GUIDE_SHEET)
    _fit_to_paper(sheet)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 90
    styles = _Styles(sheet)
    fills = {"Màu xanh": _KEY_FILL, "Màu vàng": _REQUIRED_FILL, "Màu xám": _OTHER_FILL}
    for word, explanation in _GUIDE:
        sheet.append([styles.header(word, fills.get(word)), styles.text(explanation, wrap=True)])


def _write_profile(book: Workbook, register: Register, record: Record) -> None:
    sheet = book.create_sheet(register.sheet)
    sheet.freeze_panes = "A2"
    _fit_to_paper(sheet)
    sheet.column_dimensions["A"].width = 26
    sheet.column_dimensions["B"].width = 60
    sheet.column_dimensions["B"].number_format = _TEXT
    styles = _Styles(sheet)
    sheet.append([styles.header(ITEM, _OTHER_FILL), styles.header(ITEM_VALUE, _OTHER_FILL)])
    for field in register.fields:
        sheet.append(
            [
                styles.header(field.label, _fill(register, field)),
                styles.cell(field, record[field.name], {}),
            ]
        )
        if field.choices:
            _offer(
                sheet,
                f'"{",".join(field.choices)}"',
                f"B{register.fields.index(field) + 2}",
                strict=True,
            )


def _write_register(book: Workbook, register: Register, content: _Content, lists: _Lists) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(register.sheet)
    rows = content.records.get(register.name, [])
    styles = _Styles(sheet)
    letters = [get_column_letter(index) for index in range(1, len(register.fields) + 1)]
    for letter, field in zip(letters, register.fields, strict=True):
        sheet.column_dimensions[letter].width = max(field.width, min(len(field.label), 14)) + 2
        sheet.column_dimensions[letter].number_format = _FORMATS[field.kind]
    sheet.freeze_panes = "A2"
    _fit_to_paper(sheet)
    sheet.row_dimensions[1].height = _HEADER_POINTS
    sheet.append([styles.header(field.label, _fill(register, field)) for field in register.fields])
    for record in rows:
        sheet.append(
            [styles.cell(field, record[field.name], content.names) for field in register.fields]
        )
    sheet.auto_filter.ref = f"A1:{letters[-1]}{max(len(rows), 1) + 1}"
    for letter, field in zip(letters, register.fields, strict=True):
        _validate(sheet, f"{letter}2:{letter}{MAX_ROWS + 1}", register, field, content, lists)


def _fit_to_paper(sheet: WriteOnlyWorksheet) -> None:
    """Print across the width of A4 on its side, headers on every page."""
    paper = sheet.page_setup  # type: ignore[attr-defined]
    paper.orientation, paper.paperSize, paper.fitToWidth, paper.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[attr-defined]
    sheet.print_title_rows = "1:1"


def _validate(
    sheet: WriteOnlyWorksheet,
    cells: str,
    register: Register,
    field: Field,
    content: _Content,
    lists: _Lists,
) -> None:
    kind = kind_of(field)
    title = f"{register.sheet}: {field.label}"
    if kind.listed:
        _offer(sheet, lists.range_of(title, field.choices), cells, strict=True)
    elif kind.reference == "fields":
        whole = takes_whole_unit(register, field)
        names = [name for key, name in content.names.items() if whole or key != WHOLE_UNIT_ID]
        # Spellings and aliases are understood as well, so the list helps but does not bind.
        _offer(sheet, lists.range_of(title, names), cells, strict=False)
    elif kind.column == "yes_no":
        _offer(sheet, '"Có,Không"', cells, strict=True)
    elif field.kind in _BOUNDS:
        error, low, high = _BOUNDS[field.kind]
        _bound(sheet, cells, error, low, high)


def _offer(sheet: WriteOnlyWorksheet, formula: str, cells: str, strict: bool) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    offer = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    offer.errorTitle, offer.error = (
        "Không có trong danh sách",
        "Hãy chọn một giá trị trong danh sách.",
    )
    offer.add(cells)
    sheet.data_validations.append(offer)  # type: ignore[attr-defined]


def _bound(sheet: WriteOnlyWorksheet, cells: str, error: str, low: int, high: int | None) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    bound = DataValidation(type="whole", formula1=str(low), formula2=high and str(high))
    bound.operator = "greaterThanOrEqual" if high is None else "between"
    bound.allow_blank, bound.showErrorMessage = True, True
    bound.errorTitle, bound.error = "Số chưa đúng", error
    bound.add(cells)
    sheet.data_validations.append(bound)  # type: ignore[attr-defined]


def _fill(register: Register, field: Field) -> str:
    if field.name in key_fields(register):
        return _KEY_FILL
    return _REQUIRED_FILL if field.required else _OTHER_FILL


class _Styles:
    """Makes the cells of one sheet; each kind of style is built once."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self._sheet = sheet
        self._new = WriteOnlyCell
        self._bold = Font(name="Calibri", family=2, size=11, bold=True)
        self._top = Alignment(vertical="top")
        self._wrapped = Alignment(vertical="top", wrap_text=True)

    def header(self, text: str, fill: str | None) -> Cell:
        """Return a bold cell; the colour says whether the column is a key, required or neither."""
        from openpyxl.styles import PatternFill

        cell = self.text(text, wrap=True)
        cell.font = self._bold
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        return cell

    def text(self, text: str, wrap: bool = False) -> Cell:
        """Return a text cell; a text that begins with = stays a text."""
        cell = self._styled(_clean(text), _TEXT, wrap)
        cell.data_type = "s"
        return cell

    def cell(self, field: Field, value: Value, names: dict[str, str]) -> Cell | None:
        """Return the cell of a value in the format of its column; None for a blank."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal | date):
            return self.text(registers.shown(field, value, names), wrap=kind_of(field).lines)
        if isinstance(value, Decimal):
            if Decimal(f"{float(value):.15g}") != value:  # more digits than a spreadsheet keeps
                return self.text(registers.shown(field, value, names))
            return self._styled(float(value), _FORMATS[field.kind], wrap=False)
        if isinstance(value, date):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a workbook knows no zones
        return self._styled(value, _FORMATS[field.kind], wrap=False)

    def _styled(self, value: str | int | float | datetime, form: str, wrap: bool) -> Cell:
        cell = self._new(self._sheet, value=value)
        cell.number_format = form
        cell.alignment = self._wrapped if wrap else self._top
        return cell


class _Lists:
    """The hidden sheet with the lists to choose from: a list inside a rule may hold 255 characters
    and no commas.
    """

    def __init__(self) -> None:
        self._columns: list[tuple[str, Sequence[str]]] = []

    def range_of(self, title: str, values: Iterable[str]) -> str:
        """Add a list and return the range that holds it."""
        from openpyxl.utils import get_column_letter

        kept = list(values)
        self._columns.append((title, kept))
        letter = get_column_letter(len(self._columns))
        return f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(kept) + 1}"

    def write(self, book: Workbook) -> None:
        """Write the sheet, hidden."""
        sheet = book.create_sheet(LISTS_SHEET)
        sheet.sheet_state = "hidden"
        styles = _Styles(sheet)
        sheet.append([styles.text(title) for title, _ in self._columns])
        longest = max((len(values) for _, values in self._columns), default=0)
        for index in range(longest):
            sheet.append(
                [styles.text(v[index]) if index < len(v) else None for _, v in self._columns]
            )


def _clean(text: str) -> str:
    """Return the text without the control characters that a workbook cannot hold."""
    return "".join(char for char in text if char in "\n\t" or ord(char) >= 32)
