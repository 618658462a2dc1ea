"""Rules about the days that a unit's months cover."""

from datetime import timedelta

from models.findings import Finding
from models.periods import Month, Window, month_period, title
from models.rules.context import UnitHistory


def check_windows(unit: UnitHistory, month: Month) -> list[Finding]:
    """Find days before this month that belong to no month (gap) or to two (overlap).

    Only months with figures or with a window of their own count. The difference is a number of
    days: positive for a gap, negative for an overlap.
    """
    counted = {key for key, rows in unit.rows.items() if rows} | set(unit.windows)
    before = sorted(other for other in counted if other < month)
    if month not in counted or not before:
        return []
    window = unit.window(month)
    findings = []
    spot = unit.spot(month, None)
    for other in before:
        days = _shared_days(window, unit.window(other))
        if days > 0:
            previous = title(month_period(other))
            findings.append(
                spot.warning("window_overlap", None, -days, previous=previous, days=days)
            )
    covered = max(unit.window(other).end for other in before)
    gap = (window.start - covered).days - 1
    if gap > 0:
        first, last = covered + timedelta(days=1), window.start - timedelta(days=1)
        findings.append(spot.warning("window_gap", None, gap, days=gap, start=first, end=last))
    return findings


def check_closed_early(unit: UnitHistory, month: Month) -> list[Finding]:
    """Find a month that was closed before the last day of its window.

    The difference is the number of days left.
    """
    closed, end = unit.closed_on.get(month), unit.window(month).end
    if closed is None or closed >= end:
        return []
    return [
        unit.spot(month, None).warning(
            "closed_early", None, (end - closed).days, closed=closed, end=end
        )
    ]


def _shared_days(one: Window, other: Window) -> int:
    return (min(one.end, other.end) - max(one.start, other.start)).days + 1


RULES = (check_windows, check_closed_early)
