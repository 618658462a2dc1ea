"""What the rules say of every unit in a store, the own one and those that report to it."""

from collections.abc import Iterator, Mapping
from datetime import date

import sqlalchemy as sa

from desktop.figures import resolve, unit_names
from desktop.findings import findings
from models.errors import Place, Problem, Unusable
from models.findings import Finding
from models.periods import Month, Period
from models.queries.months import months_with_figures
from models.queries.settings import stored
from models.tables import REASON


def checked_units(conn: sa.Connection, only: str | None = None) -> Mapping[str, str]:
    """Return the names of the units that are looked at by code, the own one first.

    A unit that reports looks at itself: others in its list are those it came from. Raises Unusable
    `unit_unknown` where `only` is not in the store.
    """
    names = unit_names(conn)
    if only is not None:
        if only not in names:
            raise Unusable(Problem("unit_unknown", Place(), {"text": only}))
        return {only: names[only]}
    settings = stored(conn)
    own = settings.get("unit", "")
    return names if settings.get("role") == "district" else {own: names.get(own, own)}


def checked(
    conn: sa.Connection, period: Period | None, today: date, only: str | None = None
) -> Iterator[Finding]:
    """Yield the findings of the units that are looked at, with their reasons, unit by unit.

    Without a period all months are looked at. Of others it is those with figures: who has sent
    nothing stands on the board. Raises as `checked_units`, and Refused for a straddling month.
    """
    own = stored(conn).get("unit", "")
    for unit in checked_units(conn, only):
        months = None if period is None else resolve(conn, unit, period).months
        if months is not None and unit != own:
            months = _with_figures(conn, unit, months)
        yield from findings(conn, unit, months, today)


def _with_figures(conn: sa.Connection, unit: str, months: tuple[Month, ...]) -> tuple[Month, ...]:
    held = set(months_with_figures(conn, unit))
    return tuple(month for month in months if month in held)


def explained_by_units(conn: sa.Connection, today: date) -> list[Finding]:
    """Return what other units say of tasks and persons that is explained: who asks reads why."""
    own = stored(conn).get("unit", "")
    query = sa.select(REASON.c.unit).where(REASON.c.unit != own, REASON.c.record != "")
    found: list[Finding] = []
    for unit in conn.execute(query.distinct().order_by(REASON.c.unit)).scalars().all():
        for finding in findings(conn, unit, [], today):
            if finding.record and finding.reason:
                found.append(finding)
    return found
