"""Findings about complaints and surveys."""

import pytest

from models.rules.context import UnitHistory
from models.rules.monthly import check_feedback, check_surveys
from tests.models.rule_units import JUNE, june, said


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
