"""Below the fields of work stands what they do not hold; a blank there is nothing, not unknown."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop.context import Context, today
from desktop.reports.consistency.checking import compared_pairs, require_consistent
from desktop.reports.consistency.places import Added, Reader
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import gather_district
from desktop.reports.district.workbook import export_workbook
from desktop.word.content import Report
from models.errors import Refused
from models.measures import WHOLE_UNIT
from tests.helpers.sums import enter, new_district

MONTH, BY_FIELD = "2024-01", "ho_so_linh_vuc"
REST = "Chung toàn đơn vị, không tách lĩnh vực"
# Columns of the printed table, from 0: carried over, late, pending.
CARRIED, LATE, PENDING = 5, 9, 10


@pytest.fixture
def split(tmp_path: Path) -> Context:
    """An office with a ward that has all by field of work, but its online intake in one number."""
    context = new_district(tmp_path, A={})
    enter(context, "A", MONTH, "Hộ tịch", carried_over=2, pending=3, resolved_late=0)
    enter(context, "A", MONTH, "Đất đai", carried_over=1, pending=4, resolved_late=0)
    enter(context, "A", MONTH, WHOLE_UNIT, received_online=9)
    return context


def composed(context: Context) -> Report:
    return compose_district(context.ask(gather_district, MONTH, today()))


def rest_of(report: Report) -> list[str]:
    rows = report.tables[BY_FIELD].rows
    return next(row for row in rows if row[1].startswith(REST))


def test_what_the_fields_hold_is_blank_below_them_and_the_note_says_so(split: Context) -> None:
    report = composed(split)
    cells = rest_of(report)
    # Offline intake nobody knows; the others the fields hold.
    assert cells[3] == "9"
    assert {cells[column] for column in (4, CARRIED, LATE, PENDING)} == {"–"}
    assert (
        f"riêng ở dòng “{REST}” của Phụ lục II còn là số liệu đã tách"
        in report.tags["ghi_chu_bieu"]
    )


def test_the_blank_counts_as_nothing_when_the_sum_is_compared_with_its_rows(
    split: Context,
) -> None:
    report = composed(split)
    table = report.tables[BY_FIELD]
    sides = [side for pair in compared_pairs(Reader(report)) for side in pair]
    added = {side.column for side in sides if isinstance(side, Added) and side.table == BY_FIELD}
    assert added >= {CARRIED, LATE, PENDING}
    rows = [list(row) for row in table.rows]
    rows[1][PENDING] = "8"
    wrong = {**report.tables, BY_FIELD: replace(table, rows=rows)}
    with pytest.raises(Refused):
        require_consistent(replace(report, tables=wrong))


def test_a_true_zero_of_a_unit_without_fields_stays_a_zero(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", MONTH, "Hộ tịch", carried_over=2, resolved_late=0)
    enter(context, "B", MONTH, WHOLE_UNIT, carried_over=3, resolved_late=0)
    report = composed(context)
    assert (rest_of(report)[CARRIED], rest_of(report)[LATE]) == ("3", "0")
    assert report.tables[BY_FIELD].held == frozenset()


def test_the_workbook_shows_the_same_blank_and_keeps_its_sum(
    split: Context, tmp_path: Path
) -> None:
    path = export_workbook(split, MONTH, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(path, data_only=True)["Theo lĩnh vực"]
    row = next(row for row in sheet.iter_rows() if str(row[1].value).startswith(REST))
    assert (row[CARRIED].value, row[CARRIED].number_format) == (0, '#,##0;-#,##0;"–"')
    assert row[3].number_format == "#,##0"
    notes = [str(cells[0].value) for cells in sheet.iter_rows()]
    assert f"“–” ở dòng “{REST}” là số liệu đã tách hết theo lĩnh vực." in notes
