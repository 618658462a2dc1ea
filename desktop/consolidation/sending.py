"""How far the own unit's reports have come, as it knows them itself: sent, received, returned."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from desktop.calendars import Calendars
from desktop.consolidation.standing import Standing, Status
from models.periods import Month, Period, parse_period


class _Sent(NamedTuple):
    """One submission in the outbox, with the months of its period."""

    period: Period
    months: tuple[Month, ...]
    revision: int
    at: str
    draft: bool


def own_standing(conn: sa.Connection, unit: str, period: Period) -> Standing:
    """Return how far the own unit's report of a period has come, judged by its months.

    The last file for just these months counts as the report; without one, files for other periods
    that take in all of them, such as the half-year's for its months.
    """
    known = Calendars(conn)
    months = known.months(unit, period)
    sent = _all_sent(conn, unit, known)
    exact = [each for each in sent if each.period == period or (months and each.months == months)]
    if exact:
        return _answered(conn, unit, exact[-1])
    parts = [each for each in sent if set(months).intersection(each.months)]
    covered = {month for each in parts for month in each.months}
    if not months or not covered.issuperset(months):
        return Standing("not_sent")
    return _answered(conn, unit, parts[-1], other=True)


def _all_sent(conn: sa.Connection, unit: str, known: Calendars) -> list[_Sent]:
    """Return the submissions of a unit in the order of their sequence."""
    query = (
        "SELECT period, revision, at, draft FROM outbox "
        "WHERE kind = 'submission' AND unit = ? ORDER BY sequence"
    )
    found = []
    for name, revision, at, draft in conn.exec_driver_sql(query, (unit,)):
        period = parse_period(name)
        months = known.months(unit, period)
        found.append(_Sent(period, months, revision, at, bool(draft)))
    return found


def _answered(conn: sa.Connection, unit: str, sent: _Sent, *, other: bool = False) -> Standing:
    """Return the standing of a file by what was answered to it."""
    answers = "SELECT kind, at FROM slip WHERE unit = ? AND period = ? AND revision = ?"
    key = (unit, sent.period.name, sent.revision)
    at = {row.kind: row.at for row in conn.exec_driver_sql(answers, key)}
    status: Status = "sent"
    when = sent.at
    # A return weighs more than a receipt, whichever came later.
    if "return" in at:
        status, when = "returned", at["return"]
    elif "receipt" in at:
        status, when = "received", at["receipt"]
    day = datetime.fromisoformat(when)
    return Standing(status, sent.revision, day, sent.draft, reports=(sent.period,), other=other)
