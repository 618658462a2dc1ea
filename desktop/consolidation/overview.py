"""The totals of all units at once, as the database adds them up, while the lines are still being
worked out.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop.consolidation.lines import own_line, unit_lines
from desktop.consolidation.rollup import Sums
from desktop.figures import rate_settings
from models.periods import Period
from models.queries.totals import year_totals
from models.rates import RateSettings


@dataclass(frozen=True)
class Overview:
    """The sums over all units that have figures, None where only the lines can tell; and how rates
    are printed.
    """

    total: Sums
    rates: RateSettings


def overview(conn: sa.Connection, period: Period) -> Overview | None:
    """Return the totals of a period that starts in January; None where they have to be worked out
    line by line.

    A number that is there is the one that `roll_up` gives for all units together. That needs every
    line to be one unit
    over all months: where units were merged, began or ended in the period, only the lines can tell.
    """
    if not starts_in_january(period):
        return None
    own = own_line(conn, period)
    lines = [*((own,) if own else ()), *unit_lines(conn, period)]
    if any(
        [step.units for step in line.steps] != [(line.code,)] * len(period.months) for line in lines
    ):
        return None
    last = period.months[-1]
    total = year_totals(conn, last.year, last.month, [line.code for line in lines])
    return (
        Overview(total, rate_settings(conn))
        if any(value is not None for value in total.values())
        else None
    )


def starts_in_january(period: Period) -> bool:
    """Return whether a period is January, or January to some month of the same year."""
    return bool(period.months) and period.months[0].month == 1
