"""What falls due."""

from datetime import date, timedelta

import pytest

from models.rules.context import ReportDue, Rotation, Task
from models.rules.deadlines import check_deadlines
from tests.models.rule_units import june, said

TODAY = date(2024, 6, 14)


@pytest.mark.parametrize(("days", "noted"), [(8, False), (7, True), (0, True), (-3, True)])
def test_a_task_is_noted_from_seven_days_before_its_day(days: int, noted: bool) -> None:
    history = june(tasks=(Task("Tự kiểm tra", TODAY + timedelta(days=days)),))
    assert said(check_deadlines(history, TODAY)) == (
        [("task_due", "note", None, None, days)] if noted else []
    )


def test_a_tasks_own_reminder_comes_first() -> None:
    due = TODAY + timedelta(days=20)
    assert check_deadlines(june(tasks=(Task("Kế hoạch", due, remind_days=30),)), TODAY)
    assert not check_deadlines(june(tasks=(Task("Kế hoạch", due, remind_days=0),)), TODAY)


def test_a_task_that_is_done_is_not_noted() -> None:
    assert check_deadlines(june(tasks=(Task("Kế hoạch", TODAY, done=TODAY),)), TODAY) == []


@pytest.mark.parametrize(("days", "noted"), [(91, False), (90, True), (-1, True)])
def test_a_change_of_position_is_noted_ninety_days_before(days: int, noted: bool) -> None:
    history = june(rotations=(Rotation("Cán bộ mẫu 01", TODAY + timedelta(days=days)),))
    assert said(check_deadlines(history, TODAY)) == (
        [("rotation_due", "note", None, None, days)] if noted else []
    )


def test_a_report_is_noted_seven_days_before_unless_it_was_sent() -> None:
    due = TODAY + timedelta(days=6)
    assert said(check_deadlines(june(reports=(ReportDue("Báo cáo tháng 6", due),)), TODAY)) == [
        ("report_due", "note", None, None, 6)
    ]
    assert (
        check_deadlines(june(reports=(ReportDue("Báo cáo tháng 6", due, sent=True),)), TODAY) == []
    )


def test_a_day_that_is_past_is_said_so() -> None:
    history = june(
        tasks=(
            Task("A", TODAY - timedelta(days=1)),
            Task("B", TODAY),
            Task("C", TODAY + timedelta(days=1)),
        )
    )
    assert [finding.values["variant"] for finding in check_deadlines(history, TODAY)] == [
        "past",
        "today",
        "ahead",
    ]
