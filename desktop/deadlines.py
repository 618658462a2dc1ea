"""By which day the office has to do what: reports to send, tasks of plans."""

import json
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.calendars import Calendars
from desktop.packs.known import deadline_in_force
from desktop.reports.kinds import PRINCIPAL
from models.due import (
    URGENT_DAYS,
    days_left,
    is_near,
    task_is_done,
    task_is_overdue,
    usual_deadline,
)
from models.periods import Month, Period, last_day, month_period, parse_period
from models.queries.records import records
from models.queries.settings import stored

_PRINCIPAL = PRINCIPAL.name


class Deadline(NamedTuple):
    """The day by which a report is to be sent, as it stands today.

    Attributes:
        day: the last day on which it is in time.
        days_left: until then; negative when past.
        urgent: it comes before everything else.
        ends: the last day of the figures where that is still to come though the day is past: until
            then nobody is late.
    """

    day: date
    days_left: int
    urgent: bool
    ends: date | None = None


class TaskCount(NamedTuple):
    """How the tasks of the plans stand."""

    total: int
    done: int
    overdue: int


def deadline_of(
    conn: sa.Connection, period: Period, calendars: Calendars | None = None
) -> date | None:
    """Return the day by which others must send this office a period's report.

    It is that of the latest request it wrote for these months, whatever it called them, else by the
    setting or the pack in force, else None; these say nothing of a day or a week.
    """
    known = calendars or Calendars(conn)
    months = known.of_office(period)
    for name, asked in _requests(conn, ours=True):
        other = parse_period(name)
        if other == period or (months and known.of_office(other) == months):
            return asked
    return _by_setting(conn, month_period(months[-1]) if months else period)


def own_deadline(conn: sa.Connection, period: Period, kind: str = _PRINCIPAL) -> date | None:
    """Return the day by which this office must send its own report, of a kind by its name.

    It is that of the latest request it was sent, which asks for the principal report, else by the
    setting or the pack in force, else None.
    """
    for name, asked in _requests(conn, ours=False):
        if name == period.name and kind == _PRINCIPAL:
            return asked
    return _by_setting(conn, period, kind)


def month_deadline(conn: sa.Connection, month: Month, today: date) -> Deadline | None:
    """Return how the own report of a month stands today; None where it has no deadline."""
    day = own_deadline(conn, month_period(month))
    if day is None:
        return None
    left = days_left(day, today)
    if left < 0:
        ends = Calendars(conn).last_day(month_period(month))
        if today <= ends:
            return Deadline(day, left, urgent=False, ends=ends)
    return Deadline(day, left, is_near(day, today, URGENT_DAYS))


def count_tasks(conn: sa.Connection, unit: str, today: date) -> TaskCount:
    """Count the tasks of a unit's plans: all, those done, those past their day and not done."""
    tasks = records(conn, "tasks", unit)
    return TaskCount(
        total=len(tasks),
        done=sum(task_is_done(task, today) for task in tasks),
        overdue=sum(task_is_overdue(task, today) for task in tasks),
    )


def _requests(conn: sa.Connection, *, ours: bool) -> Iterator[tuple[str, date]]:
    """Yield period and deadline of requests that this office wrote, or was sent; latest first."""
    own = stored(conn).get("unit", "")
    query = "SELECT period, body FROM slip WHERE kind = 'request' ORDER BY rowid DESC"
    for period, body in conn.exec_driver_sql(query):
        asked = json.loads(body)
        if (asked["from"] == own) == ours:
            yield period, date.fromisoformat(asked["deadline"])


def _by_setting(conn: sa.Connection, period: Period, kind: str = _PRINCIPAL) -> date | None:
    """Return the day that the office set, else the one of the pack in force; None without one."""
    if period.kind in ("day", "week"):
        return None  # it is a day of the month
    day = stored(conn).get(f"report.{kind}.deadline")
    if day is None:
        day = deadline_in_force(conn, last_day(period), kind)
    return usual_deadline(period, int(day)) if day else None
