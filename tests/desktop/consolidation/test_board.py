"""The board of a receiving office, and the standing that a ward sees of its own reports."""

from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.consolidation.board import Standing, board, board_rows, reminder, status_of
from desktop.context import Context
from desktop.deadlines import deadline_of
from desktop.handoff.slips import request_file, return_slip
from desktop.registers import records, save
from desktop.settings import put_back, set_setting
from models.periods import parse_period
from models.tables import INBOX
from tests.helpers.offices import NEW, Ward, new_district, take

JUNE = parse_period("2024-06")
TODAY = date(2024, 6, 25)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG", "TANPHU")


def sent(district: Context, folder: Path, code: str, received: str) -> Ward:
    """Let a ward send June and set the day on which it was received."""
    ward = Ward(folder, code)
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    take(district, ward.send("2024-06"))
    with district.store.transaction() as conn:
        conn.execute(sa.update(INBOX).where(INBOX.c.unit == code).values(received_at=received))
    return ward


def test_the_board_tells_on_time_late_returned_and_missing(
    district: Context, tmp_path: Path
) -> None:
    sent(district, tmp_path, "BALANG", "2024-06-20T17:00:00+07:00")
    sent(district, tmp_path, "LEBINH", "2024-06-23T08:00:00+07:00")
    return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu số liệu.")], tmp_path)
    found = district.ask(board, "2024-06", TODAY)
    assert (found["deadline"], found["expected"]) == ("2024-06-20", 3)
    units = found["units"]
    assert isinstance(units, list)
    assert [
        (u["code"], u["status"], u["late_days"], u["revision"], u["overdue_days"]) for u in units
    ] == [
        ("BALANG", "received", 0, 1, None),
        ("LEBINH", "returned", 3, 1, None),
        ("TANPHU", "not_sent", None, None, 5),
    ]
    assert units[0]["received_at"] == "2024-06-20T17:00:00+07:00"


def test_a_correction_takes_the_return_away_and_does_not_make_the_unit_late(
    district: Context, tmp_path: Path
) -> None:
    ward = sent(district, tmp_path, "LEBINH", "2024-06-19T08:00:00+07:00")
    return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu số liệu.")], tmp_path)
    assert district.ask(status_of, "LEBINH", "2024-06").word == "Trả lại để hoàn chỉnh"
    take(district, ward.send("2024-06"))
    standing = district.ask(status_of, "LEBINH", "2024-06")
    assert (standing.word, standing.revision, standing.late_days) == ("Đã nhận", 2, 0)


def test_the_deadline_is_that_of_the_request_else_of_the_setting_else_none(
    district: Context, tmp_path: Path
) -> None:
    february = parse_period("2023-02")
    assert district.ask(deadline_of, february) == date(2023, 2, 20)
    district.do(put_back, "report.cchc.deadline", None)
    assert district.ask(deadline_of, february) is None
    district.do(set_setting, "report.cchc.deadline", "30")
    assert district.ask(deadline_of, february) == date(2023, 2, 28)
    request_file(district, "2023-02", date(2023, 3, 3), tmp_path)
    request_file(district, "2023-02", date(2023, 3, 5), tmp_path)
    assert district.ask(deadline_of, february) == date(2023, 3, 5)
    district.do(set_setting, "report.cchc.deadline", "")
    assert district.ask(deadline_of, JUNE) is None
    sent(district, tmp_path, "LEBINH", "2024-06-23T08:00:00+07:00")
    assert district.ask(status_of, "LEBINH", "2024-06").late_days is None


def test_only_units_valid_on_the_last_day_of_the_period_are_expected(
    district: Context, tmp_path: Path
) -> None:
    units = {unit.text("code"): unit.id for unit in district.ask(records, "units", "")}
    district.do(
        save,
        "units",
        "",
        {"valid_until": date(2024, 6, 14), "successor": "BALANG"},
        units["LEBINH"],
    )
    district.do(save, "units", "", {"valid_from": date(2024, 6, 15)}, units["TANPHU"])
    may, june = (
        [row.code for row in district.ask(board_rows, parse_period(name), TODAY)]
        for name in ("2024-05", "2024-06")
    )
    assert (may, june) == (["BALANG", "LEBINH"], ["BALANG", "TANPHU"])
    sent(district, tmp_path, "LEBINH", "2024-06-10T08:00:00+07:00")
    rows = district.ask(board_rows, JUNE, TODAY)
    assert [(row.code, row.expected) for row in rows] == [
        ("BALANG", True),
        ("TANPHU", True),
        ("LEBINH", False),
    ]


def test_the_own_unit_is_not_expected_to_send_to_itself(district: Context) -> None:
    district.do(save, "units", "", {"code": "CAIRANG", "name": "Quận Cái Răng"})
    assert "CAIRANG" not in [row.code for row in district.ask(board_rows, JUNE, TODAY)]


def test_the_reminder_names_who_is_missing_and_who_must_complete(
    district: Context, tmp_path: Path
) -> None:
    sent(district, tmp_path, "BALANG", "2024-06-20T17:00:00+07:00")
    sent(district, tmp_path, "LEBINH", "2024-06-20T17:00:00+07:00")
    return_slip(district, "LEBINH", "2024-06", [("II.2", "Thiếu số liệu.")], tmp_path)
    text = district.ask(reminder, "2024-06", TODAY)
    assert "Phường TANPHU: chưa gửi, quá hạn 5 ngày" in text
    assert "Phường LEBINH: trả lại để hoàn chỉnh (lần 1)" in text
    assert "BALANG" not in text


def test_a_draft_counts_and_is_marked(district: Context, tmp_path: Path) -> None:
    ward = Ward(tmp_path, "TANPHU")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    take(district, ward.send("2024-06", draft=True), decisions=NEW)
    standing = district.ask(status_of, "TANPHU", "2024-06")
    assert (standing.status, standing.draft) == ("received", True)
    assert isinstance(standing.at, datetime)


def test_a_standing_is_said_with_its_revision_and_whether_it_is_a_draft() -> None:
    assert Standing("not_sent").words == "Chưa gửi"
    assert Standing("sent", 1).words == "Đã gửi, lần 1"
    assert Standing("returned", 2, draft=True).words == "Trả lại để hoàn chỉnh, lần 2, chưa chốt"
