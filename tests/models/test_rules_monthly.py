"""Findings about complaints, surveys, late dossiers and what registers count."""

import pytest

from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.rules.context import UnitHistory
from models.rules.monthly import check_feedback, check_late, check_registers, check_surveys
from tests.models.rule_units import JUNE, june, row, said, whole


def feedback(
    carried: int | None,
    received: int | None,
    in_time: int | None,
    late: int | None,
    pending: int | None,
) -> UnitHistory:
    names = (
        "feedback_carried",
        "feedback_received",
        "feedback_in_time",
        "feedback_late",
        "feedback_pending",
    )
    return june(
        monthly={JUNE: dict(zip(names, (carried, received, in_time, late, pending), strict=True))}
    )


def test_feedback_that_balances_has_nothing_to_say() -> None:
    assert check_feedback(feedback(1, 2, 2, 0, 1), JUNE) == []


@pytest.mark.parametrize(("pending", "difference"), [(0, -1), (3, 2)])
def test_feedback_that_does_not_balance_is_a_signed_warning(pending: int, difference: int) -> None:
    found = check_feedback(feedback(1, 2, 2, 0, pending), JUNE)
    assert said(found) == [("feedback_balance", "warning", None, None, difference)]


def test_an_unknown_carry_over_of_feedback_can_explain_too_many_outcomes_but_not_too_few() -> None:
    assert check_feedback(feedback(None, 2, 3, 0, 0), JUNE) == []
    assert said(check_feedback(feedback(None, 5, 3, 0, 0), JUNE))[0][4] == -2


def test_feedback_is_left_alone_while_something_is_unknown() -> None:
    assert check_feedback(feedback(1, None, 2, 0, 0), JUNE) == []
    assert check_feedback(feedback(1, 2, 2, None, 0), JUNE) == []
    assert check_feedback(june(), JUNE) == []


def test_more_satisfied_answers_than_answers_is_a_warning() -> None:
    wrong, right = (
        {"surveys": 100, "surveys_satisfied": 104},
        {"surveys": 100, "surveys_satisfied": 100},
    )
    assert said(check_surveys(june(monthly={JUNE: wrong}), JUNE)) == [
        ("survey_exceeds_responses", "warning", None, None, 4)
    ]
    assert check_surveys(june(monthly={JUNE: right}), JUNE) == []
    assert check_surveys(june(monthly={JUNE: {"surveys_satisfied": 4}}), JUNE) == []


LATE = {"resolved_late": 2, "pending_overdue": 1}


def test_late_dossiers_without_an_apology_are_noted_for_their_field() -> None:
    found = check_late(
        june(row("A", **LATE, apologies=1), row("B"), late_reasons={JUNE: {"A": 3}}), JUNE
    )
    assert said(found) == [("late_without_apology", "note", "A", None, 2)]


def test_no_apology_entered_anywhere_is_an_apology_missing() -> None:
    found = check_late(june(row("A", **LATE, apologies=None), late_reasons={JUNE: {"A": 3}}), JUNE)
    assert said(found) == [("late_without_apology", "note", "A", None, 3)]


def test_apologies_in_the_register_of_late_dossiers_count() -> None:
    history = june(
        row("A", **LATE, apologies=None),
        late_reasons={JUNE: {"A": 3}},
        late_apologies={JUNE: {"A": 3}},
    )
    assert check_late(history, JUNE) == []


def test_apologies_entered_for_the_whole_unit_cover_its_fields() -> None:
    blank = {"apologies": None}
    reasons = {JUNE: {"A": 3}}
    covered = june(
        row("A", **LATE, **blank), row("B", **blank), whole(apologies=3), late_reasons=reasons
    )
    assert check_late(covered, JUNE) == []
    lacking = june(
        row("A", **LATE, **blank), row("B", **blank), whole(apologies=2), late_reasons=reasons
    )
    assert [place[0] for place in said(check_late(lacking, JUNE))] == ["late_without_apology"]


def test_late_dossiers_without_a_written_reason_are_noted() -> None:
    found = check_late(june(row("A", **LATE, apologies=3), late_reasons={JUNE: {"A": 1}}), JUNE)
    assert said(found) == [("late_without_reason", "note", "A", None, 2)]


def test_reasons_written_for_the_whole_unit_cover_its_fields() -> None:
    reasons = {JUNE: {WHOLE_UNIT_ID: 3}}
    assert check_late(june(row("A", **LATE, apologies=3), late_reasons=reasons), JUNE) == []


def test_late_dossiers_known_only_for_the_whole_unit_are_noted_there() -> None:
    found = check_late(june(whole(resolved_late=5)), JUNE)
    assert said(found) == [
        ("late_without_apology", "note", WHOLE_UNIT, None, 5),
        ("late_without_reason", "note", WHOLE_UNIT, None, 5),
    ]


def test_a_month_without_late_dossiers_needs_neither() -> None:
    assert check_late(june(row("A", resolved_late=0, pending_overdue=0)), JUNE) == []
    assert check_late(june(), JUNE) == []


def test_an_entered_number_that_differs_from_the_register_is_a_note() -> None:
    history = june(
        row("A", apologies=2),
        monthly={JUNE: {"inspections": 3, "procedures_total": 144}},
        counted={
            JUNE: {"inspections": 1, "procedures_total": 144, "services_full": 20, "apologies": 3}
        },
    )
    assert said(check_registers(history, JUNE)) == [
        ("register_differs", "note", WHOLE_UNIT, None, 2),
        ("register_differs", "note", WHOLE_UNIT, "apologies", -1),
    ]
