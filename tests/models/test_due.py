"""What is due, overdue and done, on the days where it turns."""

from datetime import date

import pytest

from models.due import (
    days_late,
    days_left,
    is_done,
    is_near,
    is_overdue,
    task_is_done,
    task_is_overdue,
    usual_deadline,
    when,
)
from models.periods import parse_period
from models.registers import Record

BEFORE, DAY, AFTER = date(2024, 6, 13), date(2024, 6, 14), date(2024, 6, 15)


def task(due: date | None, done: date | None = None) -> Record:
    return Record("t1", "tasks", "LB", {"due": due, "done": done})


def test_on_its_day_a_thing_is_in_time_and_the_day_after_it_is_overdue() -> None:
    assert [is_overdue(DAY, day) for day in (BEFORE, DAY, AFTER)] == [False, False, True]
    assert [when(DAY, day) for day in (BEFORE, DAY, AFTER)] == ["ahead", "today", "past"]


def test_the_days_left_turn_negative_and_the_days_of_delay_begin_after_the_day() -> None:
    assert [days_left(DAY, day) for day in (BEFORE, DAY, AFTER)] == [1, 0, -1]
    assert [days_late(DAY, day) for day in (BEFORE, DAY, AFTER)] == [0, 0, 1]


@pytest.mark.parametrize(("due", "near"), [(AFTER, False), (DAY, True), (date(2024, 5, 1), True)])
def test_near_is_what_falls_due_within_the_days_or_is_past(due: date, near: bool) -> None:
    assert is_near(due, BEFORE, 1) is near


def test_what_was_done_later_was_not_yet_done_on_the_day() -> None:
    assert [is_done(done, DAY) for done in (None, BEFORE, DAY, AFTER)] == [False, True, True, False]
    assert task_is_done(task(DAY, DAY), DAY)
    assert not task_is_done(task(DAY, AFTER), DAY)


@pytest.mark.parametrize(
    ("due", "done", "overdue"),
    [
        (BEFORE, None, True),
        (DAY, None, False),
        (None, None, False),
        (BEFORE, DAY, False),
        (BEFORE, AFTER, True),
    ],
)
def test_a_task_is_overdue_from_the_day_after_its_day_until_it_is_done(
    due: date | None, done: date | None, overdue: bool
) -> None:
    assert task_is_overdue(task(due, done), DAY) is overdue


@pytest.mark.parametrize(
    ("period", "number", "day"),
    [
        ("2024-06", 20, date(2024, 6, 20)),
        ("2023-02", 30, date(2023, 2, 28)),
        ("2024-02", 30, date(2024, 2, 29)),
        ("2024-Q2", 31, date(2024, 6, 30)),
        ("2024", 31, date(2024, 12, 31)),
        ("2024-05-15..2024-06-14", 20, date(2024, 6, 20)),
    ],
)
def test_a_report_is_due_on_a_day_of_its_last_month_or_at_the_end_of_a_shorter_one(
    period: str, number: int, day: date
) -> None:
    assert usual_deadline(parse_period(period), number) == day
