"""Write the workbook of the registers, empty for filling in or with the data of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop import registers
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
from desktop.spreadsheets.making import (
    Paper,
    fit_to_paper,
    require_ending,
    set_height,
    set_width,
    verify_book,
    write_book,
    write_text,
)
from models.figures import WHOLE_UNIT_ID
from models.files import write_whole
from models.kinds import kind_of
from models.registers import Field, KindName, Record, Register, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Row and column of the first cell of a range and of its last one, counted from 0.
_Cells = tuple[int, int, int, int]

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
    "units": _TEXT,
}
# What a spreadsheet refuses by itself: the sentence it shows, and the bounds.
_BOUNDS: dict[KindName, tuple[str, int, int | None]] = {
    "whole": ("Hãy ghi số nguyên từ 0 trở lên.", 0, None),
    "month": ("Tháng là số từ 1 đến 12.", 1, 12),
}
_KEY_FILL, _REQUIRED_FILL, _OTHER_FILL = "#B7DCD8", "#FFE8B3", "#E9EDEF"
_HEADER_POINTS = 48
_GUIDE_WIDTHS, _PROFILE_WIDTHS = (30, 90), (26, 60)
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
    """What goes into the workbook, read from the store beforehand.

    Attributes:
        role: of the office, "ward" or "district".
        profile: of the own unit.
        records: by name of their register; none where the workbook is empty.
        names: of the fields of work, by id.
    """

    role: str
    profile: Record
    records: dict[str, list[Record]]
    names: dict[str, str]


def write_workbook(conn: sa.Connection, out: Path, filled: bool) -> None:
    """Write the workbook of the store's own unit, with its data where `filled`.

    An existing file is replaced whole. The unit's profile is always filled in: it says whose
    workbook this is. Raises Unusable as `models.files.write_whole` does, and `workbook_ending` for
    a name that does not end in .xlsx.
    """
    require_ending(out)
    content = _gather(conn, filled)

    def write(draft: Path) -> None:
        write_book(draft, lambda book: _write_sheets(book, content))

    def verify(draft: Path) -> None:
        verify_book(draft, GUIDE_SHEET)

    write_whole(out, write, verify)


def _gather(conn: sa.Connection, filled: bool) -> _Content:
    role, unit = get(conn, "role"), get(conn, "unit")
    kept: dict[str, list[Record]] = {}
    for register in sheets_for(role):
        if filled and not register.vertical:
            kept[register.name] = registers.records(conn, register.name, unit)
    return _Content(role, registers.profile(conn, unit), kept, registers.area_names(conn))


def _write_sheets(book: Workbook, content: _Content) -> None:
    looks, lists = _Looks(book), _Lists()
    _write_guide(book.add_worksheet(GUIDE_SHEET), looks)
    for place, register in enumerate(sheets_for(content.role)):
        sheet = book.add_worksheet(register.sheet)
        # The workbook opens on the first sheet that is filled in.
        if place == 0:
            sheet.activate()
        sheet.freeze_panes(1, 0)
        if register.vertical:
            _write_profile(sheet, register, content.profile, looks)
        else:
            _SheetOfRows(sheet, register, content, looks, lists).write()
    lists.write(book, looks)


def _write_guide(sheet: Worksheet, looks: _Looks) -> None:
    for column, width in enumerate(_GUIDE_WIDTHS):
        set_width(sheet, column, width)
    fit_to_paper(sheet, Paper(0, 0, _GUIDE_WIDTHS))
    fills = {"Màu xanh": _KEY_FILL, "Màu vàng": _REQUIRED_FILL, "Màu xám": _OTHER_FILL}
    for row, (word, explanation) in enumerate(_GUIDE):
        write_text(sheet, row, 0, word, looks.header(fills.get(word)))
        write_text(sheet, row, 1, explanation, looks.cell(_TEXT, wrap=True))


def _write_profile(sheet: Worksheet, register: Register, record: Record, looks: _Looks) -> None:
    set_width(sheet, 0, _PROFILE_WIDTHS[0])
    set_width(sheet, 1, _PROFILE_WIDTHS[1], looks.column(_TEXT))
    fit_to_paper(sheet, Paper(0, 0, _PROFILE_WIDTHS))
    write_text(sheet, 0, 0, ITEM, looks.header(_OTHER_FILL))
    write_text(sheet, 0, 1, ITEM_VALUE, looks.header(_OTHER_FILL))
    for row, field in enumerate(register.fields, start=1):
        write_text(sheet, row, 0, field.label, looks.header(_fill(register, field)))
        _write_value(sheet, row, 1, field, record[field.name], {}, looks)
        if field.choices:
            _offer(sheet, (row, 1, row, 1), list(field.choices), strict=True)


class _SheetOfRows:
    """Writes the sheet of a register that has a column for each of its fields."""

    def __init__(
        self,
        sheet: Worksheet,
        register: Register,
        content: _Content,
        looks: _Looks,
        lists: _Lists,
    ) -> None:
        self._sheet, self._register = sheet, register
        self._content = content
        self._looks, self._lists = looks, lists

    def write(self) -> None:
        """Write headers, rows, and what the columns offer or refuse."""
        rows = self._content.records.get(self._register.name, [])
        widths = [_width_of(field) for field in self._register.fields]
        fit_to_paper(self._sheet, Paper(0, 0, widths, lead=_lead_of(self._register)))
        set_height(self._sheet, 0, _HEADER_POINTS)
        for column, field in enumerate(self._register.fields):
            self._write_header(column, field)
            self._validate(column, field)
        for row, record in enumerate(rows, start=1):
            self._write_row(row, record)
        # A filter covers one row at least, or some programs call the file damaged.
        last_row, last_column = max(len(rows), 1), len(self._register.fields) - 1
        self._sheet.autofilter(0, 0, last_row, last_column)

    def _write_header(self, column: int, field: Field) -> None:
        look_of_blanks = self._looks.column(_FORMATS[field.kind])
        set_width(self._sheet, column, _width_of(field), look_of_blanks)
        look = self._looks.header(_fill(self._register, field))
        write_text(self._sheet, 0, column, field.label, look)

    def _write_row(self, row: int, record: Record) -> None:
        names = self._content.names
        for column, field in enumerate(self._register.fields):
            value = record[field.name]
            _write_value(self._sheet, row, column, field, value, names, self._looks)

    def _validate(self, column: int, field: Field) -> None:
        kind = kind_of(field)
        cells = (1, column, MAX_ROWS, column)
        title = f"{self._register.sheet}: {field.label}"
        if kind.listed:
            _offer(self._sheet, cells, self._lists.add(title, field.choices), strict=True)
        elif kind.reference == "fields":
            # Spellings and aliases are understood as well, so the list helps but does not bind.
            _offer(self._sheet, cells, self._lists.add(title, self._areas(field)), strict=False)
        elif kind.column == "yes_no":
            _offer(self._sheet, cells, ["Có", "Không"], strict=True)
        elif field.kind in _BOUNDS:
            _bound(self._sheet, cells, *_BOUNDS[field.kind])

    def _areas(self, field: Field) -> list[str]:
        names = dict(self._content.names)
        if not takes_whole_unit(self._register, field):
            names.pop(WHOLE_UNIT_ID, None)
        return list(names.values())


def _offer(sheet: Worksheet, cells: _Cells, source: str | list[str], strict: bool) -> None:
    rule = {
        "validate": "list",
        "source": source,
        "show_input": False,
        "show_error": strict,
        "error_title": "Không có trong danh sách",
        "error_message": "Hãy chọn một giá trị trong danh sách.",
    }
    sheet.data_validation(*cells, rule)


def _bound(sheet: Worksheet, cells: _Cells, error: str, low: int, high: int | None) -> None:
    rule = {
        "validate": "integer",
        "criteria": ">=" if high is None else "between",
        "minimum": low,
        "maximum": high,
        "show_input": False,
        "error_title": "Số chưa đúng",
        "error_message": error,
    }
    sheet.data_validation(*cells, rule)


def _width_of(field: Field) -> int:
    return max(field.width, min(len(field.label), 14)) + 2


def _lead_of(register: Register) -> int:
    """Return how many columns name a row: those at the start that are keys, one at least."""
    keys = key_fields(register)
    for place, field in enumerate(register.fields):
        if field.name not in keys:
            return max(place, 1)
    return 1


def _fill(register: Register, field: Field) -> str:
    if field.name in key_fields(register):
        return _KEY_FILL
    return _REQUIRED_FILL if field.required else _OTHER_FILL


def _write_value(
    sheet: Worksheet,
    row: int,
    column: int,
    field: Field,
    value: Value,
    names: dict[str, str],
    looks: _Looks,
) -> None:
    """Write a value in the format of its column; a blank leaves the cell alone."""
    number = _number(value)
    if isinstance(value, date):
        day = datetime.combine(value, time())
        sheet.write_datetime(row, column, day, looks.cell(_FORMATS[field.kind]))
    elif number is not None:
        sheet.write_number(row, column, number, looks.cell(_FORMATS[field.kind]))
    elif value is not None:
        words = _clean(registers.shown(field, value, names))
        write_text(sheet, row, column, words, looks.cell(_TEXT, wrap=kind_of(field).lines))


def _number(value: Value) -> float | None:
    """Return what goes into its cell as a number, None for all else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    # A decimal of more digits than a spreadsheet keeps is written as a text.
    if isinstance(value, Decimal) and Decimal(f"{float(value):.15g}") == value:
        return float(value)
    return None


class _Looks:
    """The looks of cells and columns, each made once for the whole workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}

    def header(self, fill: str | None) -> Format:
        """Return bold; the colour says whether a column is a key, required or neither."""
        look: dict[str, str | bool] = {
            "num_format": _TEXT,
            "valign": "top",
            "text_wrap": True,
            "bold": True,
        }
        if fill:
            look["bg_color"] = fill
        return self._kept(("header", fill or "", True), look)

    def cell(self, form: str, wrap: bool = False) -> Format:
        """Return the look of a value in a number format."""
        look: dict[str, str | bool] = {"num_format": form, "valign": "top", "text_wrap": wrap}
        return self._kept(("cell", form, wrap), look)

    def column(self, form: str) -> Format:
        """Return the look of the cells of a column that are blank as yet."""
        return self._kept(("column", form, False), {"num_format": form})

    def _kept(self, key: tuple[str, str, bool], look: Mapping[str, str | bool]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


class _Lists:
    """The hidden sheet with the lists to choose from.

    A list inside a rule may hold 255 characters and no commas.
    """

    def __init__(self) -> None:
        self._columns: list[tuple[str, Sequence[str]]] = []

    def add(self, title: str, values: Iterable[str]) -> str:
        """Add a list and return the range that holds it."""
        from xlsxwriter.utility import xl_range_abs

        kept = list(values)
        column = len(self._columns)
        self._columns.append((title, kept))
        return f"='{LISTS_SHEET}'!{xl_range_abs(1, column, len(kept), column)}"

    def write(self, book: Workbook, looks: _Looks) -> None:
        """Write the sheet, hidden."""
        sheet = book.add_worksheet(LISTS_SHEET)
        sheet.hide()
        look = looks.cell(_TEXT)
        for column, (title, values) in enumerate(self._columns):
            for row, words in enumerate((title, *values)):
                write_text(sheet, row, column, _clean(words), look)


def _clean(text: str) -> str:
    """Return the text without the control characters that a workbook cannot hold."""
    return "".join(char for char in text if char in "\n\t" or ord(char) >= 32)
