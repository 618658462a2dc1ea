"""Loading a year's workbook against reading it with openpyxl alone."""

import shutil
from pathlib import Path

from openpyxl import load_workbook

from desktop.context import open_context
from desktop.spreadsheets.loading import load
from desktop.spreadsheets.writing import write_workbook
from models.periods import Month
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.stores import FreshStore, fields_of_work, fill_months, new_store

MONTHS = [Month(2024, month) for month in range(1, 13)]


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios of loading 12 months of 30 fields, all of it new and all of it known."""
    empty, full, book = folder / "empty.sqlite", folder / "full.sqlite", folder / "year.xlsx"
    context = new_store(empty)
    context.close()
    shutil.copy(empty, full)
    context = open_context(full)
    fill_months(context, fields_of_work(context, 30), MONTHS)
    context.ask(write_workbook, book, filled=True)

    into = FreshStore(empty, folder / "into.sqlite")

    def load_new() -> None:
        report = into.context.do(load, book).value
        assert report.written
        assert report.sheets["Hồ sơ"].new == 12 * 30

    def load_known() -> None:
        assert context.do(load, book).value.sheets["Hồ sơ"].same == 12 * 30

    new, known, floor = medians(
        7, timed(load_new, into.renew), timed(load_known), timed(lambda: _read(book))
    )
    into.context.close()
    context.close()
    name = "openpyxl reading the same file, read-only"
    return [
        Ratio("load 12 months of 30 fields, all new", name, new, floor, 2),
        Ratio("load 12 months of 30 fields, nothing new", name, known, floor, 2),
    ]


def _read(path: Path) -> int:
    book = load_workbook(path, read_only=True, data_only=True)
    rows = sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
    book.close()
    return rows
