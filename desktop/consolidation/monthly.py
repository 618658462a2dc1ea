"""Numbers that are never added across units, and the other monthly figures that are."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.consolidation.lines import Line
from desktop.consolidation.rollup import Rollup
from models.monthly import ADDED_OVER_UNITS, by_name, numbers_of, over_months
from models.numbers import Numbers, add, add_up
from models.queries.records import monthly_records, records

# The other monthly figures of units, by code and name.
MonthlyFigures = Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True)
class Procedures:
    """How many procedures each unit handles at the end of the period.

    Attributes:
        own: of the office's own unit.
        by_unit: of the other units that have figures, by code.
    """

    own: int | None
    by_unit: Mapping[str, int | None]

    @property
    def common(self) -> int | None:
        """Return the number that all other units have in common.

        It is None where they differ or one is not known.
        """
        values = set(self.by_unit.values())
        return next(iter(values)) if len(values) == 1 else None

    @property
    def bounds(self) -> tuple[int, int] | None:
        """Return the least and the greatest number known of the other units."""
        known = [value for value in self.by_unit.values() if value is not None]
        return (min(known), max(known)) if known else None

    @property
    def shape(self) -> dict[str, object]:
        """Return it as the JSON of the command line has it."""
        return {"own": self.own, "common": self.common, "units": dict(self.by_unit)}


def procedures_total(conn: sa.Connection, now: Rollup) -> Procedures:
    """Return the numbers of procedures.

    Of the kept list where there is one, else as entered for the last month.
    """
    # A line without steps has nothing of just the days of the period.
    own = _procedures(conn, now.own.line) if now.own and now.own.line.steps else None
    return Procedures(own, {line.line.code: _procedures(conn, line.line) for line in now.counted})


def monthly_by_line(conn: sa.Connection, lines: list[Line]) -> MonthlyFigures:
    """Return the other monthly figures that are added over units, of each of some lines."""
    found = {}
    for line in lines:
        known = by_name(_over_line(conn, line))
        found[line.code] = {name: known[name] for name in ADDED_OVER_UNITS}
    return found


def monthly_sums(conn: sa.Connection, lines: list[Line]) -> dict[str, int | None]:
    """Return the other monthly figures of some lines added up; one blank makes a sum blank."""
    return sums_of(monthly_by_line(conn, lines), lines)


def sums_of(figures: MonthlyFigures, lines: list[Line]) -> dict[str, int | None]:
    """Return the same of lines whose figures were read."""
    if not lines:
        return dict.fromkeys(ADDED_OVER_UNITS)
    sums = {}
    for name in ADDED_OVER_UNITS:
        sums[name] = add(figures[line.code][name] for line in lines)
    return sums


def shared_figures(conn: sa.Connection, line: Line) -> dict[str, int | None]:
    """Return the monthly figures of a line that are never added over units, by its last month."""
    known = by_name(numbers_of(monthly_records(conn, line.code).get(line.steps[-1].month)))
    return {name: known[name] for name in known if name not in ADDED_OVER_UNITS}


def _over_line(conn: sa.Connection, line: Line) -> Numbers:
    kept = {unit: monthly_records(conn, unit) for unit in line.units}
    months = []
    for step in line.steps:
        for month in step.months:
            rows = [kept[unit].get(month) for unit in step.units]
            months.append(add_up([numbers_of(row) for row in rows]))
    return over_months(months)


def _procedures(conn: sa.Connection, line: Line) -> int | None:
    last = line.steps[-1]
    listed = records(conn, "procedures", line.code, as_of=last.window.end)
    if listed:
        return len(listed)
    row = monthly_records(conn, line.code).get(last.month)
    return row.whole("procedures_total") if row else None
