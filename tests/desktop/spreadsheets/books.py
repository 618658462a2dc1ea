"""Workbooks for the tests, made cell by cell or changed like a person would."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.context import Context
from desktop.spreadsheets.loading import LoadReport, load
from desktop.spreadsheets.writing import write_workbook

DOSSIER_HEAD = (
    "Năm",
    "Tháng",
    "Lĩnh vực",
    "Kỳ trước chuyển sang",
    "Tiếp nhận trực tuyến",
    "Đã giải quyết",
)
STAFF_HEAD = ("Họ và tên", "Hình thức bố trí", "Từ ngày")

Rows = Sequence[Sequence[object]]


def book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a workbook with these sheets, headers first."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def dossiers(path: Path, *rows: Sequence[object], head: Sequence[object] = DOSSIER_HEAD) -> Path:
    """Write a workbook with a sheet of dossiers."""
    return book(path, {"Hồ sơ": [head, *rows]})


def filled(office: Context, path: Path) -> Path:
    """Write the office's own workbook with its data."""
    office.ask(write_workbook, path, True)
    return path


def change(path: Path, sheet: str, cells: Mapping[str, str | int | None]) -> None:
    """Change some cells of a workbook, by address."""
    opened = load_workbook(path)
    for address, value in cells.items():
        opened[sheet][address] = value
    opened.save(path)


def sheet_of(path: Path, name: str) -> Worksheet:
    """Return one sheet of a workbook."""
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def rewrite_sheet(path: Path, pattern: str, replacement: str) -> None:
    """Replace text in the raw sheets of a workbook, as no spreadsheet program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            text = data.decode()
            if name.startswith("xl/worksheets/sheet"):
                assert re.search(pattern, text), name
                text = re.sub(pattern, replacement, text)
            archive.writestr(name, text)


def loaded(office: Context, path: Path, dry_run: bool = False) -> LoadReport:
    """Load a workbook and return the report."""
    return office.do(load, path, dry_run).value


def refusals(office: Context, path: Path) -> list[tuple[str, int | None, str | None]]:
    """Load a workbook that must be refused; return code, row and column of each problem."""
    outcome = office.do(load, path)
    assert not outcome.value.written
    assert not outcome.changes
    return [(p.code, p.place.row, p.place.column) for p in outcome.value.problems]
