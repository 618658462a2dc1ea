"""A month: entered, taken over from the one before, closed, reopened with a reason, undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import history, months, registers
from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings, open_warnings
from models.errors import Refused
from models.periods import Month, Window
from models.registers import Value
from tests.helpers.office import JUNE, area_id, enter, new_office

MAY = JUNE.previous()
LATER = date(2024, 7, 1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def known(office: Context, month: Month, name: str) -> dict[str, int | None]:
    return office.ask(months.month_values, office.unit, month).areas[area_id(office, name)].known


def full(office: Context, month: Month, carried_over: int = 0, online: int = 8) -> None:
    """Enter a month whose tree is complete and balances, with three dossiers pending."""
    enter(
        office,
        month,
        "Hộ tịch",
        carried_over=carried_over,
        received_online_full=online,
        received_online_partial=0,
        received_in_person=2,
        received_postal=0,
        resolved_early=carried_over + online - 1,
        resolved_on_time=0,
        resolved_late=0,
        withdrawn=0,
        returned=0,
        stopped=0,
        pending_in_time=3,
        pending_overdue=0,
    )


def warnings(office: Context, month: Month) -> set[str]:
    return {f.code for f in open_warnings(office.ask(findings, office.unit, [month], LATER))}


def test_entered_figures_are_worked_out_into_totals(office: Context) -> None:
    enter(
        office,
        JUNE,
        "Hộ tịch",
        carried_over=3,
        received_online=10,
        received_offline=5,
        resolved=16,
        resolved_late=1,
    )
    found = known(office, JUNE, "Hộ tịch")
    assert (found["to_handle"], found["resolved_in_time"], found["pending"]) == (18, 15, None)


def test_blank_zero_and_nil_are_three_things(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=0)
    assert known(office, JUNE, "Hộ tịch")["received_online"] == 0
    enter(office, JUNE, "Hộ tịch", received_online=None)
    assert known(office, JUNE, "Hộ tịch")["received_online"] is None
    office.do(months.set_nil, office.unit, JUNE, area_id(office, "Hộ tịch"), True)
    assert set(known(office, JUNE, "Hộ tịch").values()) == {0}
    enter(office, JUNE, "Hộ tịch", received_online=4)
    assert (
        known(office, JUNE, "Hộ tịch")["received_online"],
        known(office, JUNE, "Hộ tịch")["pending"],
    ) == (4, None)


def test_one_cell_can_be_taken_back(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", resolved=16)
    entry = enter(office, JUNE, "Hộ tịch", resolved=61)
    office.do(history.undo, entry)
    assert known(office, JUNE, "Hộ tịch")["resolved"] == 16


def test_what_was_typed_since_into_a_row_that_came_does_not_go_with_it(office: Context) -> None:
    entry = enter(office, JUNE, "Hộ tịch", resolved=16)
    enter(office, JUNE, "Hộ tịch", pending=2)
    with pytest.raises(Refused, match="undo_conflict"):
        office.do(history.undo, entry)
    assert known(office, JUNE, "Hộ tịch")["pending"] == 2


def test_a_cell_changed_since_is_not_overwritten_by_taking_back(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", resolved=16)
    entry = enter(office, JUNE, "Hộ tịch", resolved=61)
    enter(office, JUNE, "Hộ tịch", resolved=17)
    with pytest.raises(Refused) as refused:
        office.do(history.undo, entry)
    assert refused.value.problems[0].code == "undo_conflict"
    assert known(office, JUNE, "Hộ tịch")["resolved"] == 17


def test_pending_of_the_month_before_is_carried_over_on_request(office: Context) -> None:
    full(office, MAY)
    office.do(months.start_month, office.unit, JUNE)
    changed = office.do(months.take_carried_over, office.unit, JUNE).value
    assert changed == 1
    assert known(office, JUNE, "Hộ tịch")["carried_over"] == 3


def test_a_new_month_starts_with_the_fields_of_the_one_before(office: Context) -> None:
    full(office, MAY)
    office.do(months.start_month, office.unit, JUNE)
    rows = office.ask(months.month_figures, office.unit, JUNE).rows
    assert [row.area for row in rows] == ["Hộ tịch"]


def test_a_sound_month_closes_and_is_then_locked(office: Context) -> None:
    full(office, JUNE)
    assert warnings(office, JUNE) == set()
    office.do(months.close_month, office.unit, JUNE, LATER)
    assert office.ask(months.is_closed, office.unit, JUNE)
    with pytest.raises(Refused) as refused:
        enter(office, JUNE, "Hộ tịch", resolved=1)
    problem = refused.value.problems[0]
    assert (problem.code, problem.place.month) == ("month_closed", "2024-06")
    with pytest.raises(Refused):
        office.do(registers.save, "monthly", office.unit, {"year": 2024, "month": 6, "surveys": 3})


def test_closing_is_refused_while_a_warning_has_no_reason(office: Context) -> None:
    full(office, JUNE)
    enter(office, JUNE, "Hộ tịch", pending_in_time=4)
    with pytest.raises(Refused) as refused:
        office.do(months.close_month, office.unit, JUNE, LATER)
    assert {problem.code for problem in refused.value.problems} == {"warning_without_reason"}
    assert not office.ask(months.is_closed, office.unit, JUNE)


def test_a_written_reason_lets_the_month_close_until_the_difference_changes(
    office: Context,
) -> None:
    full(office, JUNE)
    enter(office, JUNE, "Hộ tịch", pending_in_time=4)
    for finding in open_warnings(office.ask(findings, office.unit, [JUNE], LATER)):
        office.do(give_reason, finding, "Theo số của hệ thống tỉnh")
    assert warnings(office, JUNE) == set()
    enter(office, JUNE, "Hộ tịch", pending_in_time=5)
    assert warnings(office, JUNE) == {"balance"}


def test_one_reason_passes_every_warning(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=4)
    with pytest.raises(Refused) as short:
        office.do(months.close_month, office.unit, JUNE, LATER, " đã   rõ  ")
    assert [problem.code for problem in short.value.problems] == ["reason_too_short"]
    office.do(months.close_month, office.unit, JUNE, LATER, "Số liệu theo hệ thống tỉnh")
    assert office.ask(months.is_closed, office.unit, JUNE)
    assert warnings(office, JUNE) == set()


def test_reopening_needs_a_reason_and_opens_the_month(office: Context) -> None:
    full(office, JUNE)
    office.do(months.close_month, office.unit, JUNE, LATER)
    with pytest.raises(Refused) as refused:
        office.do(months.reopen_month, office.unit, JUNE, "  ")
    assert refused.value.problems[0].code == "reason_missing"
    office.do(months.reopen_month, office.unit, JUNE, "Bổ sung hồ sơ liên thông")
    enter(office, JUNE, "Hộ tịch", received_postal=1)
    assert known(office, JUNE, "Hộ tịch")["received_postal"] == 1


def test_a_reason_to_reopen_says_something(office: Context) -> None:
    full(office, JUNE)
    office.do(months.close_month, office.unit, JUNE, LATER)
    with pytest.raises(Refused) as refused:
        office.do(months.reopen_month, office.unit, JUNE, " Sửa    số ")
    assert refused.value.problems[0].code == "reason_too_short"
    assert office.ask(months.is_closed, office.unit, JUNE)


def test_a_reason_given_for_nothing_says_something_too(office: Context) -> None:
    full(office, JUNE)
    assert warnings(office, JUNE) == set()
    with pytest.raises(Refused) as refused:
        office.do(months.close_month, office.unit, JUNE, LATER, "x")
    assert refused.value.problems[0].code == "reason_too_short"
    assert not office.ask(months.is_closed, office.unit, JUNE)
    office.do(months.close_month, office.unit, JUNE, LATER, "  ")
    assert office.ask(months.is_closed, office.unit, JUNE)


def test_an_empty_month_does_not_close(office: Context) -> None:
    with pytest.raises(Refused) as refused:
        office.do(months.close_month, office.unit, JUNE, LATER, "lý do")
    assert refused.value.problems[0].code == "month_empty"


def test_closing_before_the_window_is_over_is_warned_about(office: Context) -> None:
    full(office, JUNE)
    with pytest.raises(Refused) as refused:
        office.do(months.close_month, office.unit, JUNE, date(2024, 6, 20))
    finding = refused.value.problems[0].values["finding"]
    assert getattr(finding, "code", None) == "closed_early"


def test_a_broken_carry_over_chain_is_a_warning(office: Context) -> None:
    full(office, MAY)
    full(office, JUNE, carried_over=5)
    found = [
        f for f in office.ask(findings, office.unit, [JUNE], LATER) if f.code == "carry_over_broken"
    ]
    assert [(f.severity, f.difference) for f in found if f.severity == "warning"] == [
        ("warning", 2)
    ]


def test_the_window_of_a_month_is_its_own_else_the_rule_of_the_settings(office: Context) -> None:
    from desktop.settings import set_setting

    assert office.ask(months.window, office.unit, JUNE) == Window(
        date(2024, 6, 1), date(2024, 6, 30)
    )
    office.do(set_setting, "window_start_day", "15")
    assert office.ask(months.window, office.unit, JUNE) == Window(
        date(2024, 5, 15), date(2024, 6, 14)
    )
    own: dict[str, Value] = {
        "year": 2024,
        "month": 6,
        "from_date": date(2024, 5, 5),
        "to_date": date(2024, 6, 20),
    }
    office.do(registers.save, "monthly", office.unit, own)
    assert office.ask(months.window, office.unit, JUNE) == Window(
        date(2024, 5, 5), date(2024, 6, 20)
    )


def test_a_month_is_entered_once_every_field_has_what_a_report_needs(office: Context) -> None:
    def state() -> tuple[int, int, bool]:
        found = office.ask(months.entry_state, office.unit, JUNE)
        return found.fields, found.full, found.complete

    whole = {"carried_over": 0, "received": 5, "resolved": 5, "pending": 0}
    assert state() == (0, 0, False)
    enter(office, JUNE, "Hộ tịch", **whole)
    assert state() == (1, 1, True)
    enter(office, JUNE, "Chứng thực", received=3)
    assert state() == (2, 1, False)
    office.do(months.set_nil, office.unit, JUNE, area_id(office, "Chứng thực"), True)
    assert state() == (2, 2, True)
