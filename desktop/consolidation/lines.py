"""Which units a period's report is made of, and which unit answers for each month of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.figures import unit_names
from desktop.handoff.board import last_day
from desktop.settings import get
from models.errors import Problem, Refused
from models.periods import Month, Period, Resolved, Window, months_of
from models.queries.records import profile, records
from models.queries.settings import stored
from models.queries.sheets import months_with_figures, own_windows, units_with_figures
from models.registers import Record


@dataclass(frozen=True)
class Step:
    """One stretch of a line's time: a month, its window, and the units whose figures add up to it."""

    month: Month
    window: Window
    units: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the report: a unit as it stands at the end of the period, with those that were merged into it.

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
    resolved = _resolved(conn, code, period)
    steps = [Step(month, window, (code,)) for month, window in zip(resolved.months, resolved.windows, strict=True)]
    return Line(code, profile(conn, code).text("name") or code, tuple(steps), expected=False)


def unit_lines(conn: sa.Connection, period: Period, as_of: date | None = None) -> list[Line]:
    """Return the lines of the other units, in the order of the list.

    A unit that stands on the day (the last one of the period) is a line; what was merged into it before counts in it
    for the months in which it still stood. One that ended in the period without a successor keeps a line of its own.
    Raises Refused where a month of a unit straddles free dates.
    """
    own, day = stored(conn).get("unit", ""), as_of or last_day(period)
    listed = {unit.text("code"): unit for unit in records(conn, "units", "") if unit.text("code") != own}
    heads = [code for code, unit in listed.items() if _stands(unit, day)]
    heads += [code for code in listed if code not in heads and _ended_alone(code, listed, heads, day)]
    strangers = [code for code in units_with_figures(conn) if code not in listed and code != own]
    lines = [_line(conn, period, code, listed, heads) for code in (*heads, *strangers)]
    return [line for line in lines if line.steps]


def predecessors(units: Mapping[str, Record], code: str) -> list[str]:
    """Return the units that were merged into one, directly or by way of another, whatever circles were typed."""
    found: dict[str, None] = {}
    waiting = [code]
    while waiting:
        into = waiting.pop()
        for other, unit in units.items():
            if unit.text("successor") == into and other != code and other not in found:
                found[other] = None
                waiting.append(other)
    return [other for other in units if other in found]


def _line(conn: sa.Connection, period: Period, code: str, listed: Mapping[str, Record], heads: Sequence[str]) -> Line:
    # A unit that has a line of its own, whatever successor it names, is counted there alone.
    group = [code, *(other for other in predecessors(listed, code) if other not in heads)]
    windows: dict[Month, Window] = {}
    for unit in reversed(group):
        resolved = _resolved(conn, unit, period)
        windows.update(zip(resolved.months, resolved.windows, strict=True))
    figures = {unit: set(months_with_figures(conn, unit)) for unit in group} if len(group) > 1 else {}
    steps: list[Step] = []
    for month in sorted(windows):
        steps += _steps(month, windows[month], group, listed, figures)
    used = {unit for step in steps for unit in step.units}
    name = listed[code].text("name") if code in listed else profile(conn, code).text("name") or code
    merged = tuple(unit for unit in group[1:] if unit in used)
    return Line(code, name, tuple(steps), code in listed, merged)


def _resolved(conn: sa.Connection, unit: str, period: Period) -> Resolved:
    windows, figures = own_windows(conn, unit), set(months_with_figures(conn, unit))
    try:
        return months_of(period, windows, figures, int(get(conn, "window_start_day")))
    except Refused as refused:
        # Of many units, which one it is must be said.
        name = unit_names(conn).get(unit, unit)
        codes = {"window_straddles": "consolidation_straddles"}
        raise Refused(
            [
                Problem(codes.get(problem.code, problem.code), problem.place, {**problem.values, "name": name})
                for problem in refused.problems
            ]
        ) from None


def _steps(
    month: Month, window: Window, group: Sequence[str], listed: Mapping[str, Record], figures: Mapping[str, set[Month]]
) -> list[Step]:
    """Return who answers for a month: one step, or two where units ended inside its window and reported a part."""
    after = tuple(unit for unit in group if _stands(listed.get(unit), window.end))
    ended = tuple(
        unit
        for unit in group
        if unit not in after and _overlaps(listed.get(unit), window) and month in figures.get(unit, ())
    )
    # A unit that stood all the time already holds dossiers of its own: theirs stand beside, not before.
    if ended and any(_stands(listed.get(unit), window.start) for unit in after):
        return [Step(month, window, (*after, *ended))]
    return [Step(month, window, units) for units in (ended, after) if units]


def _ended_alone(code: str, listed: Mapping[str, Record], heads: Sequence[str], day: date) -> bool:
    end = listed[code].day("valid_until")
    if end is None or end >= day:
        return False
    successor, seen = listed[code].text("successor"), {code}
    while successor in listed and successor not in seen:
        if successor in heads:
            return False
        seen.add(successor)
        successor = listed[successor].text("successor")
    return True


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
