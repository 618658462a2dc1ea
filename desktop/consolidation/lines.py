"""Which units a period's report is made of, and which unit answers for each month of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.figures import unit_names
from desktop.settings import get
from models.errors import Problem, Refused
from models.periods import Month, Period, Resolved, Window, last_day, months_of
from models.queries.months import months_by_unit, months_with_figures, own_windows, windows_by_unit
from models.queries.records import profile, records
from models.queries.settings import stored
from models.registers import Record
from models.succession import merged_into, standing_successor, successors_of


@dataclass(frozen=True)
class Step:
    """One stretch of a line's time: a month, its window, and the units whose figures add up to it."""

    month: Month
    window: Window
    units: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the report: a unit as it stands at the end of the period, with those that were
    merged into it.

    Attributes:
        code, name: of the unit that stands.
        steps: the line's time in order; a month of a merger has two, before and after.
        expected: it is in the list of this office.
        merged: codes of the units that were merged into it and have a part in the period.
    """

    code: str
    name: str
    steps: tuple[Step, ...]
    expected: bool = True
    merged: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Return the codes of all units that the line is made of, the standing one first."""
        return (self.code, *self.merged)

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months of the line in order, each once."""
        return tuple(dict.fromkeys(step.month for step in self.steps))


def own_line(conn: sa.Connection, period: Period) -> Line | None:
    """Return the line of the office's own unit; None where that never had any figures."""
    code = stored(conn).get("unit", "")
    if not code or not months_with_figures(conn, code):
        return None
    figures, windows = {code: set(months_with_figures(conn, code))}, {code: own_windows(conn, code)}
    resolved = _Kept(conn, figures, windows).resolved(code, period)
    steps = [
        Step(month, window, (code,))
        for month, window in zip(resolved.months, resolved.windows, strict=True)
    ]
    return Line(code, profile(conn, code).text("name") or code, tuple(steps), expected=False)


def unit_lines(conn: sa.Connection, period: Period, as_of: date | None = None) -> list[Line]:
    """Return the lines of the other units, in the order of the list.

    A unit that stands on the day (the last one of the period) is a line; what was merged into it
    before counts in it for the months in which it still stood. One that ended in the period without
    a successor keeps a line of its own. Raises Refused where a month of a unit straddles free
    dates.
    """
    own, day = stored(conn).get("unit", ""), as_of or last_day(period)
    kept = _Kept(conn, months_by_unit(conn), windows_by_unit(conn))
    listed = {
        unit.text("code"): unit for unit in records(conn, "units", "") if unit.text("code") != own
    }
    standing = {code for code, unit in listed.items() if _stands(unit, day)}
    successors = successors_of(unit.values for unit in listed.values())
    alone = [
        code
        for code, unit in listed.items()
        if _ended_before(unit, day) and standing_successor(code, successors, standing) is None
    ]
    heads = [*(code for code in listed if code in standing), *alone]
    strangers = [code for code in sorted(kept.figures) if code not in listed and code != own]
    groups = merged_into(successors, set(heads))
    lines = [
        _line(kept, period, code, listed, groups.get(code, ())) for code in (*heads, *strangers)
    ]
    return [line for line in lines if line.steps]


class _Kept:
    """What is kept of all units, read at once: months with figures, and windows of their own."""

    def __init__(
        self,
        conn: sa.Connection,
        figures: Mapping[str, set[Month]],
        windows: Mapping[str, Mapping[Month, Window]],
    ) -> None:
        self.conn = conn
        self.figures = figures
        self._windows = windows
        self._start_day = int(get(conn, "window_start_day"))

    def resolved(self, unit: str, period: Period) -> Resolved:
        """Apply the period to a unit; raises Refused with the unit's name."""
        try:
            return months_of(
                period, self._windows.get(unit), self.figures.get(unit, ()), self._start_day
            )
        except Refused as refused:
            # Of many units, which one it is must be said.
            name = unit_names(self.conn).get(unit, unit)
            codes = {"window_straddles": "consolidation_straddles"}
            raise Refused(
                [
                    Problem(
                        codes.get(problem.code, problem.code),
                        problem.place,
                        {**problem.values, "name": name},
                    )
                    for problem in refused.problems
                ]
            ) from None


def _line(
    kept: _Kept, period: Period, code: str, listed: Mapping[str, Record], merged: Sequence[str]
) -> Line:
    group = [code, *merged]
    windows: dict[Month, Window] = {}
    for unit in reversed(group):
        resolved = kept.resolved(unit, period)
        windows.update(zip(resolved.months, resolved.windows, strict=True))
    steps: list[Step] = []
    for month in sorted(windows):
        steps += _steps(month, windows[month], group, listed, kept.figures)
    used = {unit for step in steps for unit in step.units}
    name = (
        listed[code].text("name")
        if code in listed
        else profile(kept.conn, code).text("name") or code
    )
    return Line(
        code, name, tuple(steps), code in listed, tuple(unit for unit in merged if unit in used)
    )


def _steps(
    month: Month,
    window: Window,
    group: Sequence[str],
    listed: Mapping[str, Record],
    figures: Mapping[str, set[Month]],
) -> list[Step]:
    """Return who answers for a month: one step, or two where units ended inside its window and
    reported a part.
    """
    after = tuple(unit for unit in group if _stands(listed.get(unit), window.end))
    ended = tuple(
        unit
        for unit in group
        if unit not in after
        and _overlaps(listed.get(unit), window)
        and month in figures.get(unit, ())
    )
    # A unit that stood all the time already holds dossiers of its own: theirs stand beside, not
    # before.
    if ended and any(_stands(listed.get(unit), window.start) for unit in after):
        return [Step(month, window, (*after, *ended))]
    return [Step(month, window, units) for units in (ended, after) if units]


def _ended_before(unit: Record, day: date) -> bool:
    end = unit.day("valid_until")
    return end is not None and end < day


def _stands(unit: Record | None, day: date) -> bool:
    if unit is None:
        return True
    start, end = unit.day("valid_from"), unit.day("valid_until")
    return (start is None or start <= day) and (end is None or day <= end)


def _overlaps(unit: Record | None, window: Window) -> bool:
    if unit is None:
        return True
    start, end = unit.day("valid_from"), unit.day("valid_until")
    return (start is None or start <= window.end) and (end is None or window.start <= end)
