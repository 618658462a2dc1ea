"""Numbers that are never added across units, and the other monthly figures that are."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.consolidation.lines import Line
from desktop.consolidation.rollup import Rollup
from models.figures import add
from models.periods import Month
from models.queries.records import records
from models.registers import Record

# Citizens' remarks (PAKN), opinion polls and news; opening and closing stocks as of the first and
# the last month.
_OPENING, _CLOSING = ("feedback_carried",), ("feedback_pending",)
MONTHLY_NAMES = (
    "feedback_carried", "feedback_received", "feedback_in_time", "feedback_late", "feedback_pending", "surveys",
    "surveys_satisfied", "news_items", "inspections",
)  # fmt: skip


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
        """Return the number that all other units have in common; None where they differ or one is
        not known.
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
    """Return the numbers of procedures: of the kept list where there is one, else as entered for
    the last month.
    """
    own = _procedures(conn, now.own.line) if now.own else None
    return Procedures(own, {line.line.code: _procedures(conn, line.line) for line in now.counted})


def monthly_sums(conn: sa.Connection, lines: list[Line]) -> dict[str, int | None]:
    """Return the other monthly figures of some lines added up; one blank makes a sum blank."""
    by_line = [_monthly(conn, line) for line in lines]
    return {
        name: add(line[name] for line in by_line) if by_line else None for name in MONTHLY_NAMES
    }


def _monthly(conn: sa.Connection, line: Line) -> dict[str, int | None]:
    kept = {unit: _by_month(conn, unit) for unit in line.units}
    steps = [[kept[unit].get(step.month) for unit in step.units] for step in line.steps]
    found: dict[str, int | None] = {}
    for name in MONTHLY_NAMES:
        values = [add(row.whole(name) if row else None for row in step) for step in steps]
        found[name] = (
            values[0] if name in _OPENING else values[-1] if name in _CLOSING else add(values)
        )
    return found


def _procedures(conn: sa.Connection, line: Line) -> int | None:
    last = line.steps[-1]
    listed = records(conn, "procedures", line.code, as_of=last.window.end)
    if listed:
        return len(listed)
    row = _by_month(conn, line.code).get(last.month)
    return row.whole("procedures_total") if row else None


def _by_month(conn: sa.Connection, unit: str) -> dict[Month, Record]:
    rows = records(conn, "monthly", unit)
    return {Month(row.whole("year") or 0, row.whole("month") or 0): row for row in rows}
