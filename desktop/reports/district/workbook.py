"""Write the tables of the report as a workbook whose totals and rates are live formulas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.context import Context, today
from desktop.files import write_whole
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.district import filling, grids, register_grids
from desktop.reports.district.gathering import DistrictData, gather_district
from desktop.reports.district.indicator_sheet import indicator_sheet
from desktop.reports.district.register_sheets import register_sheets
from desktop.reports.district.source_sheet import sources
from desktop.reports.district.tables import (
    annex_titles,
    assessments,
    innovations,
    proposals,
    timeliness,
)
from desktop.reports.district.words import district_catalogue, sheet_text
from desktop.reports.district.worksheets import Sheet, Written
from desktop.spreadsheets.making import require_ending, verify_book, write_book
from desktop.word import wording
from models.periods import title

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook


def export_workbook(context: Context, period: str, out: Path, reporter: Reporter = SILENT) -> Path:
    """Write the workbook of a period over all units; an existing file is replaced whole.

    Raises:
        Unusable: the period is unknown, the file's name does not end in .xlsx, or it cannot be
            written.
        Refused: a month with figures straddles the ends of free dates.
        Cancelled: the reporter stopped it; an existing file stays as it was.
    """
    require_ending(out)
    data = context.ask(gather_district, period, today(), None, Part(reporter, 0, 700))
    return write_checked(data, out, reporter)


def write_checked(data: DistrictData, out: Path, reporter: Reporter = SILENT) -> Path:
    """Write the workbook of what was gathered whole, once it can be read back.

    Raises as `export_workbook` does.
    """

    def write(draft: Path) -> None:
        reporter.step(700, WHOLE, "Ghi bảng tính")
        write_district_workbook(data, draft)

    def verify(draft: Path) -> None:
        reporter.step(900, WHOLE, "Kiểm tra bảng tính")
        verify_book(draft, filling.SUMMARY)

    write_whole(out, write, verify)
    return out


def write_district_workbook(data: DistrictData, path: Path) -> None:
    """Write the workbook; every formula carries the program's own number beside it."""
    heading = f"{data.own_name}, {title(data.now.period)}"
    start, end = wording.short_date(data.now.start), wording.short_date(data.now.end)
    window = district_catalogue()["sheet"]["window"].format(start=start, end=end)

    def fill(book: Workbook) -> None:
        written = Written(book, heading, window)
        for sheet in _sheets(data):
            written.add(sheet)

    write_book(path, fill)


def _sheets(data: DistrictData) -> Iterator[Sheet]:
    """Yield the sheets in the order of their tabs."""
    base = grids.all_figures(data)
    yield filling.summary(data, base)
    yield filling.base_figures(data, base)
    titles = annex_titles()
    for name, grid in (
        (filling.FORM_SHEET, grids.form_by_unit(data)),
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
        ("Tiến độ gửi", timeliness(data)),
    ):
        yield filling.texts(name, titles[table.name], table)
    yield from register_sheets(data)
    if any(each.same_units for each in data.compared):
        yield filling.compared(data)
    yield filling.ranking(data)
    yield sources(data)
