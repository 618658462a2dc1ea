"""What is due: how many days are left, what is overdue, and the day by which a report is sent."""

from datetime import date
from typing import Literal

from models.periods import Period, last_day, month_of
from models.registers import Record

When = Literal["ahead", "today", "past"]

# How long before its day a thing is spoken of, in days; a task may have a reminder of its own.
TASK_DAYS = 7
ROTATION_DAYS = 90
REPORT_DAYS = 7
# So close to its day a report comes before everything else.
URGENT_DAYS = 3


def days_left(due: date, day: date) -> int:
    """Return the days from a day to the one on which something is due; negative when past."""
    return (due - day).days


def days_late(due: date, day: date) -> int:
    """Return the days that a day lies past the one on which something was due; 0 until then."""
    return max((day - due).days, 0)


def is_near(due: date, day: date, within: int) -> bool:
    """Say whether something falls due within so many days, or is past its day."""
    return days_left(due, day) <= within


def is_overdue(due: date, day: date) -> bool:
    """Say whether something is past its day; on the day itself there is still time."""
    return due < day


def when(due: date, day: date) -> When:
    """Return whether something is due later, today, or was due before."""
    if due == day:
        return "today"
    return "past" if is_overdue(due, day) else "ahead"


def is_done(done: date | None, day: date) -> bool:
    """Say whether what was done on one day, or never, was done by another."""
    return done is not None and done <= day


def task_is_done(task: Record, day: date) -> bool:
    """Say whether a task of a plan was done by a day."""
    return is_done(task.day("done"), day)


def task_is_overdue(task: Record, day: date) -> bool:
    """Say whether a task of a plan was past its day on another and not done by then."""
    due = task.day("due")
    return due is not None and is_overdue(due, day) and not task_is_done(task, day)


def usual_deadline(period: Period, day_of_month: int) -> date:
    """Return a day of a period's last month; that month's last day where it is shorter."""
    month = month_of(last_day(period))
    last = month.last_day
    return last.replace(day=min(day_of_month, last.day))
