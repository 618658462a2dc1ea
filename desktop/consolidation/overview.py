"""The totals of all units as the database adds them up, while the lines are being worked out."""

from dataclasses import dataclass

import sqlalchemy as sa

from desktop.consolidation.lines import Line
from desktop.consolidation.rollup import Sums, expected
from desktop.figures import rate_settings
from models.periods import Period
from models.queries.totals import year_totals
from models.rates import RateSettings


@dataclass(frozen=True)
class Overview:
    """The sums over all units that have figures, and how rates are printed.

    A sum is None where only the lines can tell.
    """

    total: Sums
    rates: RateSettings


def overview(conn: sa.Connection, period: Period) -> Overview | None:
    """Return the totals of a period that starts in January; None where only the lines can tell.

    A number that is there is the one that `roll_up` gives for all units together. That needs every
    line to be one unit over all months: where units were merged, began or ended in the period, the
    lines have to be worked out one by one.
    """
    if not starts_in_january(period):
        return None
    asked = expected(conn, period)
    if not all(_is_one_unit(line, period) for line in asked.all):
        return None
    last = period.months[-1]
    total = year_totals(conn, last.year, last.month, [line.code for line in asked.all])
    if all(value is None for value in total.values()):
        return None
    return Overview(total, rate_settings(conn))


def _is_one_unit(line: Line, period: Period) -> bool:
    """Return whether a line is the same one unit over all months of a period."""
    alone = all(step.units == (line.code,) and step.block is None for step in line.steps)
    return alone and len(line.steps) == len(period.months)


def starts_in_january(period: Period) -> bool:
    """Return whether a period is January, or January to some month of the same year."""
    return bool(period.months) and period.months[0].month == 1
