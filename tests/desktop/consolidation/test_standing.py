"""What was sent is judged by the months, whatever the period is called."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.consolidation.board import UnitShape, board, reminder, status_of
from desktop.consolidation.matrix import matrix
from desktop.consolidation.standing import Received
from desktop.context import Context
from desktop.deadlines import deadline_of
from desktop.handoff.slips import request_file, return_slip
from desktop.registers import records, save
from models.periods import parse_period
from models.tables import INBOX
from tests.helpers.offices import Ward, new_district, take

QUARTER, DATES = "2025-Q4", "2025-10-01..2025-12-31"
TODAY = date(2026, 1, 10)
MONTHS = ("2025-10", "2025-11", "2025-12")
DAYS = {"2025-10": "2025-10-19", "2025-11": "2025-11-20", "2025-12": "2025-12-23"}

Send = Callable[..., None]


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    found = Ward(tmp_path, "LEBINH")
    found.figures = {month: {"Hộ tịch": 5} for month in MONTHS}
    return found


def send(district: Context, ward: Ward, period: str, day: str) -> None:
    """Send a period as its last day knows it; let the file come on a day."""
    figures = ward.figures
    last = str(parse_period(period).months[-1])
    ward.figures = {month: kept for month, kept in figures.items() if month <= last}
    received = take(district, ward.send(period))
    ward.figures = figures
    with district.store.transaction() as conn:
        came = sa.update(INBOX).where(INBOX.c.batch == received.batch)
        conn.execute(came.values(received_at=f"{day}T08:00:00+07:00"))


def row(district: Context, period: str, code: str = "LEBINH") -> UnitShape:
    found = district.ask(board, period, TODAY)["units"]
    return next(unit for unit in found if unit["code"] == code)


@pytest.mark.parametrize("period", [QUARTER, DATES])
def test_a_quarter_of_monthly_files_has_been_sent(
    district: Context, ward: Ward, period: str
) -> None:
    for month in MONTHS:
        send(district, ward, month, DAYS[month])
    found = row(district, period)
    # The file of December carries the figures of the whole year: the months come from it.
    assert (found["status"], found["reports"]) == ("received", ["2025-12"])
    # Late by the last month, though the others were there in time.
    assert (found["late_days"], found["overdue_days"]) == (3, None)
    assert found["missing_months"] == []
    assert "LEBINH" not in district.ask(reminder, period, TODAY)
    assert "BALANG: chưa gửi, quá hạn 21 ngày" in district.ask(reminder, period, TODAY)


@pytest.mark.parametrize("period", [QUARTER, DATES])
def test_months_that_have_not_come_are_named_and_the_unit_is_not_overdue(
    district: Context, ward: Ward, period: str
) -> None:
    for month in MONTHS[:2]:
        send(district, ward, month, DAYS[month])
    found = row(district, period)
    assert (found["status"], found["missing_months"]) == ("received", ["2025-12"])
    assert (found["late_days"], found["overdue_days"]) == (None, None)
    said = district.ask(reminder, period, TODAY)
    assert "LEBINH: đã gửi, còn thiếu tháng 12/2025" in said


def test_free_dates_mean_the_months_of_those_who_sent_also_to_whoever_lacks_one(
    district: Context, ward: Ward, tmp_path: Path
) -> None:
    """Whoever has not sent December has no days for it: the usual ones lie outside the dates."""
    other = Ward(tmp_path, "BALANG")
    other.figures = ward.figures
    own_days = {"2025-12": ("2025-12-01", "2025-12-20")}
    other.days = own_days
    send(district, other, QUARTER, "2025-12-19")
    for month in MONTHS[:2]:
        send(district, ward, month, DAYS[month])
    found = row(district, "2025-10-01..2025-12-20")
    assert (found["status"], found["missing_months"]) == ("received", ["2025-12"])


def test_a_month_that_came_with_a_longer_period_is_neither_missing_nor_overdue(
    district: Context, ward: Ward
) -> None:
    send(district, ward, QUARTER, "2025-12-19")
    found = row(district, "2025-10")
    assert (found["status"], found["reports"]) == ("received", [QUARTER])
    # Its day was that of the quarter's report, and that came in time.
    assert (found["late_days"], found["overdue_days"]) == (0, None)
    assert "LEBINH" not in district.ask(reminder, "2025-10", TODAY)
    shown = district.ask(matrix, 2025, TODAY)
    [cells] = [line.cells for line in shown.rows if line.code == "LEBINH"]
    states = {cell.period: cell.state for cell in cells}
    assert [states[month] for month in MONTHS] == ["elsewhere"] * 3
    assert (states[QUARTER], states["2025-09"]) == ("received", "overdue")


def test_a_file_for_the_same_months_is_the_report_whatever_it_calls_them(
    district: Context, ward: Ward, tmp_path: Path
) -> None:
    send(district, ward, QUARTER, "2025-12-22")
    send(district, ward, QUARTER, "2025-12-29")
    for period in (QUARTER, DATES):
        found = row(district, period)
        # A correction does not make late, and neither does another name.
        assert (found["revision"], found["late_days"]) == (2, 2)
    # Given back by its days, it is the file that the unit knows as its fourth quarter.
    slip = return_slip(district, "LEBINH", DATES, [("II.2", "Thiếu số liệu.")], tmp_path).slip
    assert slip.period == QUARTER
    for period in (QUARTER, DATES, "2025-11"):
        assert district.ask(status_of, "LEBINH", period).status == "returned"


def test_the_report_of_a_period_counts_beside_the_files_of_its_months(
    district: Context, ward: Ward
) -> None:
    for month in MONTHS:
        send(district, ward, month, DAYS[month])
    send(district, ward, QUARTER, "2025-12-24")
    found = row(district, QUARTER)
    assert (found["revision"], found["reports"], found["late_days"]) == (1, [QUARTER], 4)


def test_a_unit_that_began_in_the_period_lacks_no_month_before_it(
    district: Context, ward: Ward
) -> None:
    units = {unit.text("code"): unit.id for unit in district.ask(records, "units", "")}
    district.do(save, "units", "", {"valid_from": date(2025, 11, 1)}, units["LEBINH"])
    del ward.figures["2025-10"]
    send(district, ward, "2025-11", DAYS["2025-11"])
    assert row(district, QUARTER)["missing_months"] == ["2025-12"]


def test_the_deadline_of_a_request_holds_for_its_months_by_any_name(
    district: Context, tmp_path: Path
) -> None:
    request_file(district, QUARTER, date(2025, 12, 15), tmp_path)
    assert district.ask(deadline_of, parse_period(DATES)) == date(2025, 12, 15)
    assert district.ask(deadline_of, parse_period("2025-12")) == date(2025, 12, 20)


def test_the_text_of_a_quarter_is_that_of_its_last_month_not_of_a_later_file(
    district: Context, ward: Ward
) -> None:
    for month in MONTHS:
        send(district, ward, month, DAYS[month])
    speaking = district.ask(
        lambda conn: Received(conn).speaking_for("LEBINH", parse_period(QUARTER))
    )
    assert speaking is not None
    assert speaking.period == "2025-12"
    # September's figures may be repeated by the file of December; what it says is of December.
    september = parse_period("2025-09")
    assert district.ask(lambda conn: Received(conn).speaking_for("LEBINH", september)) is None


def test_a_half_year_of_two_quarters_came_with_the_later_of_them(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "BALANG")
    ward.figures = {f"2025-0{month}": {"Hộ tịch": month} for month in range(1, 7)}
    send(district, ward, "2025-Q1", "2025-03-19")
    assert row(district, "2025-H1", "BALANG")["missing_months"] == [
        "2025-04",
        "2025-05",
        "2025-06",
    ]
    send(district, ward, "2025-Q2", "2025-06-24")
    for period in ("2025-H1", "2025-01-01..2025-06-30"):
        found = row(district, period, "BALANG")
        assert (found["status"], found["late_days"]) == ("received", 4)
        assert found["missing_months"] == []
    # The first quarter's own report was there in time; that the second repeats it changes nothing.
    first = row(district, "2025-Q1", "BALANG")
    assert (first["revision"], first["late_days"], first["reports"]) == (1, 0, ["2025-Q1"])
