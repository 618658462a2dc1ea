"""Write the tables of the report as a workbook whose totals and rates are live formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.context import Context, today
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.district import filling, grids, register_grids, together
from desktop.reports.district.gathering import DistrictData, gather_again, gather_district
from desktop.reports.district.indicator_sheet import indicator_sheet
from desktop.reports.district.rate_grid import listed_kinds
from desktop.reports.district.register_sheets import register_sheets
from desktop.reports.district.source_sheet import sources
from desktop.reports.district.tables import annex_titles
from desktop.reports.district.text_sheets import texts
from desktop.reports.district.text_tables import (
    TIMELINESS_COUNTS,
    assessments,
    innovations,
    proposals,
    timeliness,
)
from desktop.reports.district.words import sheet_text
from desktop.reports.district.workbook_check import compare_workbook, require_one_truth
from desktop.reports.district.worksheets import Sheet, Written
from desktop.spreadsheets.making import require_ending, verify_book, write_book
from desktop.word import wording
from models.files import write_whole
from models.periods import title

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook


def export_workbook(context: Context, period: str, out: Path, reporter: Reporter = SILENT) -> Path:
    """Write the workbook of a period over all units; an existing file is replaced whole.

    Raises:
        Unusable: the period is unknown, the file's name does not end in .xlsx, or it cannot be
            written.
        Refused: a month with figures straddles the ends of free dates, or the file does not say
            what the store does.
        Cancelled: the reporter stopped it; an existing file stays as it was.
    """
    require_ending(out)
    data = context.ask(gather_district, period, today(), None, Part(reporter, 0, 450))
    write_checked(context, data, out, reporter)
    return out


def write_checked(
    context: Context,
    data: DistrictData,
    out: Path,
    reporter: Reporter = SILENT,
    fresh: DistrictData | None = None,
) -> int:
    """Write the workbook of what was gathered whole and return how many of its numbers agree.

    It appears once it was read back and every cell says what the store says by then. `fresh` is the
    same gathered another time, where several files are compared with it.

    Raises as `export_workbook` does, and Refused `workbook_mismatch` or `report_inconsistent`.
    """
    numbers: list[int] = []

    def write(draft: Path) -> None:
        reporter.step(450, WHOLE, "Ghi bảng tính")
        write_district_workbook(data, draft)

    def verify(draft: Path) -> None:
        part = Part(reporter, 550, 900)
        again = fresh or context.ask(gather_again, data, today(), None, part)
        reporter.step(900, WHOLE, "Kiểm tra bảng tính")
        verify_book(draft, filling.SUMMARY)
        with again.own_report.pack.speaking():
            sheets = list(sheets_of(again))
            numbers.append(compare_workbook(draft, sheets, *heads(again)))
            require_one_truth(again, sheets[0])

    write_whole(out, write, verify)
    return numbers[0]


def write_district_workbook(data: DistrictData, path: Path) -> None:
    """Write the workbook; every formula carries the program's own number beside it."""
    with data.own_report.pack.speaking():
        _write(data, path)


def _write(data: DistrictData, path: Path) -> None:
    heading, window = heads(data)

    def fill(book: Workbook) -> None:
        written = Written(book, heading, window)
        for sheet in sheets_of(data):
            written.add(sheet)

    write_book(path, fill)


def heads(data: DistrictData) -> tuple[str, str]:
    """Return what stands on every sheet: whose it is, and of which days."""
    start, end = wording.short_date(data.now.start), wording.short_date(data.now.end)
    window = sheet_text("window").format(start=start, end=end)
    return f"{data.own_name}, {title(data.now.period)}", window


def sheets_of(data: DistrictData) -> Iterator[Sheet]:
    """Yield the sheets in the order of their tabs."""
    base = grids.all_figures(data)
    yield filling.summary(data, base)
    yield filling.base_figures(data, base)
    if listed_kinds(data.rates):
        yield filling.own_rates(data)
    titles = annex_titles(data)
    for name, grid in (
        (together.FORM_SHEET, grids.form_by_unit(data)),
        ("Theo lĩnh vực", grids.form_by_field(data)),
        ("Số hóa, thanh toán", grids.electronic(data)),
        ("Nhân sự", grids.staff(data)),
        ("Trang thiết bị", grids.equipment(data)),
    ):
        yield filling.figures(name, titles[grid.name], grid, data)
    for name, key, grid in (
        ("Chỉ tiêu tháng", "monthly", register_grids.monthly(data)),
        ("Thủ tục", "procedures", register_grids.procedures(data)),
    ):
        if grid.says_something:
            yield filling.figures(name, sheet_text(key), grid, data)
    yield indicator_sheet(data)
    for name, table in (
        ("Mô hình, sáng kiến", innovations(data)),
        ("Xếp loại", assessments(data)),
        ("Khó khăn, kiến nghị", proposals(data)),
    ):
        yield texts(name, titles[table.name], table)
    sent = timeliness(data)
    yield texts("Tiến độ gửi", titles[sent.name], sent, TIMELINESS_COUNTS)
    yield from register_sheets(data)
    if any(each.same_units for each in data.compared):
        yield filling.compared(data)
    yield filling.ranking(data)
    yield sources(data)
