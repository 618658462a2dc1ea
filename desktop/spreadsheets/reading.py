"""Read an XLSX workbook from a person: sheets, columns, rows, and what is wrong with them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.spreadsheets.cells import Cell
from desktop.spreadsheets.guard import SheetScan, check_container
from desktop.spreadsheets.layout import (
    GUIDE_SHEET,
    ITEM,
    ITEM_VALUE,
    LISTS_SHEET,
    MAX_COLUMNS,
    MAX_ROWS,
)
from models.catalogue import REGISTERS
from models.errors import Place, Problem, Refused, Unusable
from models.registers import Field, Register
from models.text import match_key

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class SheetRows:
    """One sheet as it stands in the file.

    Attributes:
        register: the register it belongs to.
        columns: the known columns by their position, from 0. Of a vertical sheet: its items by
            theirs.
        rows: the rows that are not blank, with their numbers. A vertical sheet is one row made of
            its items' values.
        without_result: cells (row, column, from 1) whose formula has no result.
    """

    register: Register
    columns: dict[int, Field]
    rows: list[tuple[int, Cells]]
    without_result: frozenset[tuple[int, int]] = frozenset()

    def place(self, row: int, position: int) -> Place:
        """Return where a cell stands in the file."""
        number = position + 1 if self.register.vertical else row
        known = self.columns[position]
        return Place(sheet=self.register.sheet, row=number, columns=(known,))

    def lacks_result(self, row: int, position: int) -> bool:
        """Say whether a cell holds a formula without a result."""
        address = (position + 1, 2) if self.register.vertical else (row, position + 1)
        return address in self.without_result


@dataclass
class WorkbookRows:
    """A workbook as it stands in the file.

    Attributes:
        sheets: the sheets of registers, in the order of the catalogue: what others refer to comes
            first.
        problems: what is wrong with the shape of a sheet; the workbook is refused.
        ignored: sheets and columns that belong to no register.
    """

    sheets: list[SheetRows] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Problem] = field(default_factory=list)


def read_workbook(path: Path) -> WorkbookRows:
    """Read the sheets of registers from a workbook; formulas count by their last result.

    Raises:
        Unusable: the file is missing, protected, too big or no workbook.
        Refused: `workbook_no_sheet`.
    """
    from openpyxl import load_workbook

    scans = check_container(path)
    # openpyxl warns of pictures and rules it does not know; none of them matters here. The file is
    # opened and closed by us: openpyxl keeps it open where it fails, and nobody could then replace
    # it on Windows.
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            found = _read_sheets(book.worksheets, scans)
        except Exception as error:
            # A hostile file can fail anywhere inside the library; all of it means the same.
            raise Unusable(Problem("workbook_unreadable", Place(file=str(path)))) from error
    if not found.sheets and not found.problems:
        raise Refused(Problem("workbook_no_sheet", Place(file=str(path))))
    return found


def _read_sheets(sheets: Iterable[ReadOnlyWorksheet], scans: dict[str, SheetScan]) -> WorkbookRows:
    found = WorkbookRows()
    by_name = {match_key(register.sheet): register for register in REGISTERS.values()}
    taken: dict[str, SheetRows | None] = {}
    for sheet in sheets:
        register = by_name.get(match_key(sheet.title))
        if register is None:
            if sheet.title not in (GUIDE_SHEET, LISTS_SHEET):
                found.ignored.append(Problem("sheet_unknown", Place(sheet=sheet.title)))
        elif register.name in taken:
            found.problems.append(Problem("sheet_twice", Place(sheet=register.sheet)))
        else:
            scan = scans.get(str(getattr(sheet, "_worksheet_path", "")), SheetScan())
            taken[register.name] = _read_sheet(sheet, register, scan, found)
    found.sheets = [rows for name in REGISTERS if (rows := taken.get(name)) is not None]
    return found


def _read_sheet(
    sheet: ReadOnlyWorksheet, register: Register, scan: SheetScan, found: WorkbookRows
) -> SheetRows | None:
    if scan.too_long or scan.too_wide:
        found.problems.append(_outside(register, scan.too_long))
        return None
    sheet.reset_dimensions()
    # One row more than may be: whether it is blank says whether the sheet is too long.
    found_rows = sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2)  # type: ignore[misc]
    lines: list[Cells] = list(found_rows)
    if any(_filled(line) for line in lines[MAX_ROWS + 1 :]):
        found.problems.append(_outside(register, too_long=True))
        return None
    if not any(_filled(line) for line in lines) and not scan.without_result:
        return None
    if register.vertical:
        return _vertical(lines, register, scan, found)
    columns = _columns(lines[0] if lines else (), register, found)
    if columns is None:
        return None
    rows = _filled_rows(lines, columns, scan)
    return SheetRows(register, columns, rows, scan.without_result)


def _filled_rows(
    lines: list[Cells], columns: dict[int, Field], scan: SheetScan
) -> list[tuple[int, Cells]]:
    """Return the rows under the headers that have something in a known column, by number."""
    formulas = {row for row, column in scan.without_result if column - 1 in columns}
    rows: list[tuple[int, Cells]] = []
    for number, line in enumerate(lines[1:], start=2):
        known = tuple(line[position] for position in columns if position < len(line))
        # A formula without a result reads like a blank, and is refused later.
        if _filled(known) or number in formulas:
            rows.append((number, line))
    return rows


def _columns(header: Cells, register: Register, found: WorkbookRows) -> dict[int, Field] | None:
    """Return the known columns by position; None where one is missing or stands twice."""
    by_label = {match_key(field.label): field for field in register.fields}
    columns: dict[int, Field] = {}
    before = len(found.problems)
    for position, label in enumerate(header):
        if label is None or not str(label).strip():
            continue
        known = by_label.get(match_key(str(label)))
        place = Place(sheet=register.sheet, heading=" ".join(str(label).split()))
        if known is None:
            found.ignored.append(Problem("column_unknown", place))
        elif known in columns.values():
            found.problems.append(Problem("column_twice", place))
        else:
            columns[position] = known
    found.problems += _missing(register, columns, "column_missing")
    return columns if len(found.problems) == before else None


def _vertical(
    lines: list[Cells], register: Register, scan: SheetScan, found: WorkbookRows
) -> SheetRows | None:
    by_label = {match_key(field.label): field for field in register.fields}
    heading = [match_key(str(cell or "")) for cell in (lines[0] if lines else ())]
    if heading[:2] != [match_key(ITEM), match_key(ITEM_VALUE)]:
        place = Place(sheet=register.sheet, heading=ITEM)
        found.problems.append(Problem("column_missing", place))
        return None
    items: dict[int, Field] = {}
    before = len(found.problems)
    for position, line in enumerate(lines[1:], start=1):
        label = str(line[0] if line and line[0] is not None else "").strip()
        if not label:
            continue
        known = by_label.get(match_key(label))
        place = Place(sheet=register.sheet, row=position + 1, heading=label)
        if known is None:
            found.ignored.append(Problem("item_unknown", place))
        elif known in items.values():
            found.problems.append(Problem("item_twice", place))
        else:
            items[position] = known
    found.problems += _missing(register, items, "item_missing")
    if len(found.problems) > before:
        return None
    values = tuple(line[1] if len(line) > 1 else None for line in lines)
    return SheetRows(register, items, [(1, values)], scan.without_result)


def _missing(register: Register, columns: dict[int, Field], code: str) -> list[Problem]:
    known = set(columns.values())
    return [
        Problem(code, Place(sheet=register.sheet, columns=(field,)))
        for field in register.fields
        if field.required and field not in known
    ]


def _outside(register: Register, too_long: bool) -> Problem:
    if too_long:
        return Problem("sheet_too_long", Place(sheet=register.sheet), {"limit": MAX_ROWS})
    return Problem("sheet_too_wide", Place(sheet=register.sheet), {"limit": MAX_COLUMNS})


def _filled(line: Cells) -> bool:
    return any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in line)
