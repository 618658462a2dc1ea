"""Rules about days that come near: tasks of a plan, changes of position, reports."""

from datetime import date

from models.findings import Finding
from models.rules.context import UnitHistory

_TASK_DAYS = 7
_ROTATION_DAYS = 90
_REPORT_DAYS = 7


def check_deadlines(unit: UnitHistory, today: date) -> list[Finding]:
    """Note what falls due soon or is past its day; the difference is the number of days left,
    negative when past.
    """
    findings = []
    for task in unit.tasks:
        days = (task.due - today).days
        remind = _TASK_DAYS if task.remind_days is None else task.remind_days
        if task.done is None and days <= remind:
            spot = unit.spot(None, None, task.record)
            findings.append(
                spot.note(
                    "task_due", None, days, variant=_when(days), label=task.label, due=task.due
                )
            )
    for rotation in unit.rotations:
        days = (rotation.due - today).days
        if days <= _ROTATION_DAYS:
            spot = unit.spot(None, None, rotation.record)
            findings.append(
                spot.note(
                    "rotation_due",
                    None,
                    days,
                    variant=_when(days),
                    name=rotation.name,
                    due=rotation.due,
                )
            )
    for report in unit.reports:
        days = (report.due - today).days
        if not report.sent and days <= _REPORT_DAYS:
            spot = unit.spot(None, None)
            findings.append(
                spot.note(
                    "report_due",
                    None,
                    days,
                    variant=_when(days),
                    label=report.label,
                    due=report.due,
                )
            )
    return findings


def _when(days: int) -> str:
    return "past" if days < 0 else "today" if days == 0 else "ahead"
