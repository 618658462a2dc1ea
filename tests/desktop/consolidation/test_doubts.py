"""Contradictions in the months of units reach the office above, with the reasons given for them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.checking import checked, checked_units
from desktop.consolidation.doubts import Doubts, doubt_words, doubts
from desktop.consolidation.rollup import roll_up
from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings
from desktop.handoff.arrivals import Decisions
from desktop.handoff.receiving import Received, receive, undo_batch
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from desktop.months import close_month, reopen_month
from desktop.registers import delete, save
from models.errors import Unusable
from models.findings import Finding
from models.measures import WHOLE_UNIT
from models.periods import Month, parse_period
from models.registers import Values
from models.tables import REASON
from tests.desktop.reports.documents import district_report, section
from tests.helpers.office import JUNE, SETTLED, enter, new_office
from tests.helpers.offices import new_district as new_receiver
from tests.helpers.sums import new_district, plain_month

DAY = date(2024, 7, 1)
WHY = "Bốn hồ sơ được hệ thống tỉnh chuyển bổ sung"


def of(context: Context, period: str) -> Doubts:
    return context.ask(lambda conn: doubts(conn, roll_up(conn, parse_period(period))))


def test_a_broken_carry_over_is_told_of_the_unit_and_of_the_month_before_the_period(
    tmp_path: Path,
) -> None:
    office = new_district(tmp_path, A={}, B={})
    plain_month(office, "A", "2024-05", 0, 10, 5)
    plain_month(office, "A", "2024-06", 9, 10, 2)
    plain_month(office, "B", "2024-06", 1, 4, 0)
    found = of(office, "2024-06")
    assert [(f.unit, f.code, f.difference) for f in found.found] == [("A", "carry_over_broken", 4)]
    assert doubt_words(found.found[0], {"A": "Phường A"}) == (
        "Phường A, tháng 6/2024: Chung toàn đơn vị: kỳ trước chuyển sang 9, "
        "tháng trước còn đang giải quyết 5 (lệch 4)."
    )
    text = section(district_report(office, tmp_path, period="2024-06"), "III. ", "IV. ")
    lead = "- Số liệu của phường A có 01 điểm cần đối chiếu; lớn nhất: tháng 6/2024, "
    assert any(line.startswith(lead) and "5 (lệch 4)" in line for line in text)


def test_after_a_merger_the_predecessors_together_are_what_was_left(tmp_path: Path) -> None:
    ended: Values = {"valid_until": date(2024, 5, 31), "successor": "C"}
    office = new_district(tmp_path, A=ended, B=ended, C={"valid_from": date(2024, 6, 1)})
    plain_month(office, "A", "2024-05", 0, 20, 12)
    plain_month(office, "B", "2024-05", 0, 20, 9)
    plain_month(office, "C", "2024-06", 20, 5, 1)
    [broken] = of(office, "2024-06").found
    assert (broken.unit, broken.values["left"], broken.values["right"]) == ("C", 20, 21)


def test_the_greatest_difference_of_each_unit_comes_first(tmp_path: Path) -> None:
    office = new_district(tmp_path, A={}, B={})
    for unit, carried in (("A", 6), ("B", 15)):
        plain_month(office, unit, "2024-05", 0, 10, 5)
        plain_month(office, unit, "2024-06", carried, 10, 2)
        plain_month(office, unit, "2024-07", 3, 10, 2)
    found = of(office, "2024-Q3")
    assert [(f.unit, f.difference) for f in found.weightiest(9)] == [("A", 1), ("B", 1)]
    found = of(office, "2024-9M")
    assert [(f.unit, f.difference) for f in found.weightiest(1)] == [("B", 10)]
    assert found.kinds == [("kỳ trước chuyển sang khác số còn đang giải quyết của tháng trước", 2)]


@pytest.fixture
def ward(tmp_path: Path) -> Context:
    """Return a ward whose June carries over four dossiers that May did not leave."""
    office = new_office(tmp_path)
    enter(office, Month(2024, 5), "Hộ tịch", **SETTLED)
    changed = {**SETTLED, "carried_over": 4, "resolved_in_time": 12}
    enter(office, JUNE, "Hộ tịch", **changed)
    office.do(close_month, "LEBINH", JUNE, DAY, WHY)
    return office


Take = Callable[[], Received]


@pytest.fixture
def receiver(tmp_path: Path) -> Context:
    return new_receiver(tmp_path, "LEBINH")


@pytest.fixture
def send(ward: Context, receiver: Context, tmp_path: Path) -> Take:
    def take() -> Received:
        path = submit(ward, "2024-06", tmp_path).path
        return receiver.do(receive, [path], Decisions(accept_new=True), compare=True).value

    return take


def reason_here(receiver: Context) -> str | None:
    found = receiver.ask(findings, "LEBINH", [JUNE], DAY)
    [broken] = [
        finding
        for finding in found
        if finding.code == "carry_over_broken" and finding.area == WHOLE_UNIT
    ]
    return broken.reason


def test_the_reason_of_a_unit_is_shown_here_and_goes_with_its_file(
    receiver: Context, tmp_path: Path, send: Take
) -> None:
    received = send()
    assert reason_here(receiver) == WHY
    [broken] = of(receiver, "2024-06").found
    assert broken.reason == WHY
    paper = section(district_report(receiver, tmp_path, period="2024-06"), "III. ", "IV. ")
    said = f"Lý do: {WHY[0].lower()}{WHY[1:]}."
    assert any(line.endswith(said) for line in paper)
    assert received.batch is not None
    receiver.do(undo_batch, received.batch)
    assert receiver.ask(lambda conn: conn.execute(sa.select(REASON)).all()) == []


def test_a_reason_no_longer_counts_here_once_the_difference_is_another(
    ward: Context, receiver: Context, send: Take
) -> None:
    send()
    ward.do(reopen_month, "LEBINH", JUNE, "Sửa số chuyển kỳ")
    enter(ward, JUNE, "Hộ tịch", carried_over=5, resolved_in_time=13)
    received = send()
    assert [arrival.status for arrival in received.arrivals] == ["newer"]
    assert reason_here(receiver) is None
    # Back to the revision before: its reason is back as well.
    assert received.batch is not None
    receiver.do(undo_batch, received.batch)
    assert reason_here(receiver) == WHY


def test_the_receipt_says_what_is_carried_over_wrongly_and_why(
    ward: Context, receiver: Context, tmp_path: Path, send: Take
) -> None:
    path = submit(ward, "2024-06", tmp_path).path
    [seen] = receiver.ask(triage, [path], Decisions(accept_new=True))
    said = "Tháng 6/2024: kỳ trước chuyển sang 4, tháng trước còn đang giải quyết 0 (lệch 4)."
    assert f"{said} Lý do của đơn vị: {WHY}." in seen.message
    [taken] = send().arrivals
    assert said in taken.message


def task_of(ward: Context, due: date) -> str:
    task: Values = {"plan": "Kế hoạch mẫu", "number": "1", "content": "Việc mẫu", "due": due}
    return ward.do(save, "tasks", ward.unit, task).value


def due_of(context: Context, day: date) -> Finding:
    [found] = [f for f in context.ask(findings, "LEBINH", [], day) if f.code == "task_due"]
    return found


def test_a_reason_about_a_record_goes_with_it_and_holds_until_its_day_is_another(
    ward: Context, receiver: Context, send: Take
) -> None:
    key = task_of(ward, date(2024, 7, 3))
    ward.do(give_reason, due_of(ward, DAY), "Chờ văn bản hướng dẫn của tỉnh")
    received = send()
    later = date(2024, 7, 5)
    assert due_of(ward, later).reason == "Chờ văn bản hướng dẫn của tỉnh"
    assert due_of(receiver, later).reason == "Chờ văn bản hướng dẫn của tỉnh"
    ward.do(save, "tasks", ward.unit, {"due": date(2024, 7, 4)}, key)
    assert due_of(ward, later).reason is None
    send()
    assert due_of(receiver, later).reason is None
    assert received.batch is not None


def test_a_reason_about_a_record_that_is_not_sent_stays_in_the_office(
    ward: Context, receiver: Context, send: Take
) -> None:
    key = task_of(ward, date(2024, 7, 3))
    ward.do(give_reason, due_of(ward, DAY), "Chờ văn bản hướng dẫn của tỉnh")
    ward.do(delete, "tasks", [key])
    send()
    query = sa.select(REASON).where(REASON.c.record != "")
    assert receiver.ask(lambda conn: conn.execute(query).all()) == []


def test_the_reasons_about_records_go_with_the_batch(
    ward: Context, receiver: Context, send: Take
) -> None:
    task_of(ward, date(2024, 7, 3))
    ward.do(give_reason, due_of(ward, DAY), "Chờ văn bản hướng dẫn của tỉnh")
    received = send()
    assert received.batch is not None
    receiver.do(undo_batch, received.batch)
    assert receiver.ask(lambda conn: conn.execute(sa.select(REASON)).all()) == []


def test_the_office_above_looks_at_every_unit_it_holds_and_at_reports_of_its_own_only(
    ward: Context, receiver: Context, send: Take
) -> None:
    send()
    found = receiver.ask(lambda conn: list(checked(conn, parse_period("2024-06"), DAY)))
    told = {(f.unit, f.code): f.reason for f in found if f.area == WHOLE_UNIT}
    assert told["LEBINH", "carry_over_broken"] == WHY
    assert "report_due" not in {f.code for f in found if f.unit == "LEBINH"}
    of_may = receiver.ask(lambda conn: list(checked(conn, parse_period("2024-03"), DAY)))
    assert {f.unit for f in of_may} <= {receiver.unit}
    alone = ward.ask(lambda conn: list(checked(conn, None, DAY)))
    assert {f.unit for f in alone} == {ward.unit}
    with pytest.raises(Unusable) as refused:
        receiver.ask(checked_units, "KHONGCO")
    assert refused.value.problems[0].code == "unit_unknown"
