"""Contradictions in the months of units reach the office above, with the reasons given for them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.consolidation.doubts import Doubts, doubt_words, doubts
from desktop.consolidation.rollup import roll_up
from desktop.context import Context
from desktop.findings import findings
from desktop.handoff.arrivals import Decisions
from desktop.handoff.receiving import Received, receive, undo_batch
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from desktop.months import close_month, reopen_month
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
