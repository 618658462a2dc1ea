"""The board of a whole year."""

from datetime import date
from pathlib import Path

import pytest

from desktop.consolidation.board import BoardRow, Standing, Status
from desktop.consolidation.matrix import MatrixCell, matrix
from desktop.context import Context
from models.periods import Month, parse_period
from tests.helpers.offices import NEW, Ward, new_district, take

DAY = date(2024, 7, 15)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


def cells(district: Context, code: str) -> dict[str, MatrixCell]:
    found = district.ask(matrix, 2024, DAY)
    [row] = [row for row in found.rows if row.code == code]
    return {cell.period: cell for cell in row.cells}


def test_every_unit_of_the_list_stands_beside_the_twelve_months(district: Context) -> None:
    found = district.ask(matrix, 2024, DAY)
    assert [row.name for row in found.rows] == ["Phường BALANG", "Phường LEBINH"]
    assert [period.name for period in found.periods] == [
        f"2024-{month:02d}" for month in range(1, 13)
    ]
    assert [cell.future for cell in found.rows[0].cells] == [False] * 6 + [True] * 6


def test_a_longer_period_stands_behind_its_last_month_and_its_months_have_figures(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-05": {"Hộ tịch": 3}, "2024-06": {"Hộ tịch": 5}}
    take(district, ward.send("2024-H1"), decisions=NEW)
    names = [period.name for period in district.ask(matrix, 2024, DAY).periods]
    assert names[5:8] == ["2024-06", "2024-H1", "2024-07"]
    found = cells(district, "LEBINH")
    months = [found[f"2024-0{month}"] for month in (4, 5, 6)]
    assert [cell.state for cell in months] == ["overdue", "elsewhere", "elsewhere"]
    assert "từ báo cáo 6 tháng đầu năm 2024" in months[1].words
    # A slip is about a file: these months can be given back only with the half-year.
    assert [cell.report for cell in months] == [None, None, None]
    assert found["2024-H1"].report == parse_period("2024-H1")
    half = found["2024-H1"].row
    assert half is not None
    assert half.standing.status == "received"
    other = cells(district, "BALANG")["2024-H1"].row
    assert other is not None
    assert other.standing.status == "not_sent"


def test_a_file_of_another_year_adds_no_column(district: Context, tmp_path: Path) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2023-06": {"Hộ tịch": 3}}
    take(district, ward.send("2023-H1"), decisions=NEW)
    assert len(district.ask(matrix, 2024, DAY).periods) == 12


def cell(
    status: Status,
    *,
    overdue: int = 0,
    future: bool = False,
    other: bool = False,
    missing: tuple[Month, ...] = (),
) -> MatrixCell:
    sent = status != "not_sent"
    reports = (parse_period("2024-H1" if other else "2024-06"),) if sent else ()
    revision = 1 if sent else None
    standing = Standing(status, revision, reports=reports, other=other, missing=missing)
    return MatrixCell("2024-06", BoardRow("A", "A", standing, True, overdue), future)


JUNE = Month(2024, 6)


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        (MatrixCell("2024-06", None, False), "not_due", "không phải gửi"),
        (cell("not_sent", future=True), "not_due", "chưa đến kỳ"),
        (cell("received", other=True), "elsewhere", "từ báo cáo 6 tháng đầu năm 2024"),
        (cell("not_sent", overdue=3), "overdue", "chưa gửi, quá hạn 3 ngày"),
        (cell("not_sent"), "not_sent", "chưa gửi"),
        (cell("received", future=True), "received", "Đã nhận, lần 1"),
        (cell("received", missing=(JUNE,)), "partly", "Đã nhận, lần 1, thiếu tháng 6/2024"),
        (cell("received", missing=(JUNE,), future=True), "received", "thiếu tháng 6/2024"),
        (cell("returned"), "returned", "Trả lại để hoàn chỉnh, lần 1"),
    ],
)
def test_a_cell_says_what_is_awaited_what_is_late_and_what_has_come(
    found: MatrixCell, state: str, words: str
) -> None:
    assert found.state == state
    assert words in found.words
    assert found.has_figures == (state not in ("not_due", "not_sent", "overdue"))


@pytest.mark.parametrize(
    ("draft", "late_days", "words"),
    [
        (False, 0, "Đã nhận, lần 2, đúng hạn"),
        (True, 4, "Đã nhận, lần 2, chưa chốt, gửi trễ 4 ngày"),
        (False, None, "Đã nhận, lần 2"),
    ],
)
def test_a_cell_says_everything_of_a_report_that_came(
    draft: bool, late_days: int | None, words: str
) -> None:
    standing = Standing("received", 2, None, draft, late_days)
    row = BoardRow("A", "A", standing, True, None)
    assert MatrixCell("2024-06", row, False).words == words
