"""One period over all units, worked out once.

The command line, the Word report, the workbook and the window all take from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from desktop.consolidation.judging import Compared, Placed, compared, findings, ranking
from desktop.consolidation.rollup import DOING, Expected, Rollup, add_up_all, expected
from desktop.figures import rate_settings
from desktop.progress import SILENT, Reporter
from models.errors import Refused
from models.findings import Finding
from models.periods import (
    Period,
    last_day,
    parse_period,
    period_of,
    previous_period,
    same_period_last_year,
)
from models.rates import RateSettings


@dataclass(frozen=True)
class Consolidated:
    """Everything that the figures of a period say.

    Attributes:
        now: the figures: each unit, its fields of work, all together, and who is missing.
        rates: how rates are printed.
        compared: the period before and the same one last year, as far as they have figures.
        ranking: units in order of each rate.
        findings: what is contradictory in the sums, unit by unit, the own one first.
    """

    now: Rollup
    rates: RateSettings
    compared: tuple[Compared, ...]
    ranking: Mapping[str, list[Placed]]
    findings: tuple[Finding, ...]

    @property
    def year_ago(self) -> Rollup | None:
        """Return the figures of the same period last year, None where there are none."""
        return next((each.then for each in self.compared if each.which == "year_ago"), None)

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names of the units by code."""
        lines = list(self.now.lines)
        if self.now.own is not None:
            lines.append(self.now.own)
        return {line.line.code: line.line.name for line in lines}


def consolidated(conn: sa.Connection, period: str, reporter: Reporter = SILENT) -> Consolidated:
    """Work a period out over all units, with the other periods beside it.

    Raises:
        Unusable: `period_unknown`.
        Refused: a month with figures straddles the ends of free dates.
        Cancelled: the reporter stopped it.
    """
    parsed = parse_period(period)
    # Said first: reading which units stand takes a moment where there are thousands.
    reporter.step(0, 0, DOING)
    asked = [expected(conn, parsed)]
    # Free dates that are just a named period's months stand beside the same periods as that.
    named = _named(asked[0])
    others: dict[str, Period] = {"year_ago": same_period_last_year(named)}
    before = previous_period(named)
    if before is not None:
        others = {"previous": before, **others}
    # The period before a year is the same one last year: worked out once.
    for other in dict.fromkeys(others.values()):
        lines = _expected_then(conn, other, parsed)
        if lines is not None:
            asked.append(lines)
    now, *earlier = add_up_all(conn, asked, reporter)
    known = {then.period: then for then in earlier if then.with_own}
    beside = []
    for which, other in others.items():
        if other in known:
            beside.append(compared(which, now, known[other]))
    rates = rate_settings(conn)
    return Consolidated(
        now, rates, tuple(beside), ranking(now, rates), findings=tuple(findings(now))
    )


def _named(asked: Expected) -> Period:
    """Return the named period of just the months of all lines; itself where there is none."""
    period, steps = asked.period, [step for line in asked.all for step in line.steps]
    if period.kind in ("day", "week") or not all(step.months for step in steps):
        return period
    months = sorted({month for step in steps for month in step.months})
    return period_of(months) or period


def _expected_then(conn: sa.Connection, period: Period, now: Period) -> Expected | None:
    """Return the lines of another period, of the units as they stand now."""
    try:
        return expected(conn, period, last_day(now))
    except Refused:
        return None  # free dates a year earlier may cut a month in two
