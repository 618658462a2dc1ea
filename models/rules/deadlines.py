"""Rules about days that come near: tasks of a plan, changes of position, reports."""

from collections.abc import Iterator
from datetime import date

from models.due import REPORT_DAYS, ROTATION_DAYS, TASK_DAYS, days_left, is_done, is_near, when
from models.findings import Finding
from models.rules.context import UnitHistory


def check_deadlines(unit: UnitHistory, today: date) -> list[Finding]:
    """Note what falls due soon or is past its day.

    The difference is the number of days left, negative when past.
    """
    return [*_tasks(unit, today), *_rotations(unit, today), *_reports(unit, today)]


def _tasks(unit: UnitHistory, today: date) -> Iterator[Finding]:
    for task in unit.tasks:
        due = task.due
        within = TASK_DAYS if task.remind_days is None else task.remind_days
        if not is_done(task.done, today) and is_near(due, today, within):
            spot = unit.spot(None, None, task.record)
            left, variant = days_left(due, today), when(due, today)
            yield spot.note("task_due", None, left, variant=variant, label=task.label, due=due)


def _rotations(unit: UnitHistory, today: date) -> Iterator[Finding]:
    for person in unit.rotations:
        due = person.due
        if is_near(due, today, ROTATION_DAYS):
            spot = unit.spot(None, None, person.record)
            left, variant = days_left(due, today), when(due, today)
            yield spot.note("rotation_due", None, left, variant=variant, name=person.name, due=due)


def _reports(unit: UnitHistory, today: date) -> Iterator[Finding]:
    for report in unit.reports:
        due = report.due
        if not report.sent and is_near(due, today, REPORT_DAYS):
            spot = unit.spot(None, None)
            left, variant = days_left(due, today), when(due, today)
            yield spot.note("report_due", None, left, variant=variant, label=report.label, due=due)
