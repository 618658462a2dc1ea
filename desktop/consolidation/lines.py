"""Which units a period's report is made of, and which unit answers for each month of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.calendars import Calendars
from desktop.consolidation.days import ended_before, life_in_list, overlaps, stands
from desktop.figures import unit_names
from models.errors import Problem, Refused
from models.kinds import codes_in
from models.periods import ALWAYS, Life, Month, Period, Window
from models.queries.lives import life_of, listed_units
from models.queries.months import months_by_unit, months_with_figures
from models.queries.records import profile
from models.queries.settings import stored
from models.registers import Record
from models.succession import merged_into, standing_successor, successors_of
from models.windows import Resolved, months_of


@dataclass(frozen=True)
class Step:
    """One stretch of a line's time: a month, its window, and whose figures add up to it."""

    month: Month
    window: Window
    units: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line of the report: a unit as it stands at the end of the period.

    Those that were merged into it count in it.

    Attributes:
        code, name: of the unit that stands.
        steps: the line's time in order; a month of a merger has two, before and after.
        expected: it is in the list of this office.
        merged: codes of the units that were merged into it and have a part in the period.
        split_into: codes of the units it was split into, where it ended that way; what it reported
            is divided among none of them.
        kind: its type (phường, xã, …) as the list or its profile says, "" where neither does.
    """

    code: str
    name: str
    steps: tuple[Step, ...]
    expected: bool = True
    merged: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()
    kind: str = ""

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
    figures = {code: set(months_with_figures(conn, code))}
    resolved = _Kept(conn, figures).resolved(code, period, life_of(conn, code))
    if not resolved.months:
        return None
    steps = []
    for month, window in zip(resolved.months, resolved.windows, strict=True):
        steps.append(Step(month, window, (code,)))
    return Line(code, profile(conn, code).text("name") or code, tuple(steps), expected=False)


def unit_lines(conn: sa.Connection, period: Period, as_of: date | None = None) -> list[Line]:
    """Return the lines of the other units, in the order of the list.

    A unit that stands on the day (the last one of the period) is a line; what was merged into it
    before counts in it for the months in which it still stood. One that ended in the period without
    a successor, or was split among several, keeps a line of its own.

    Raises Refused for a month that straddles free dates.
    """
    own = stored(conn).get("unit", "")
    kept = _Kept(conn, months_by_unit(conn))
    day = as_of or kept.calendars.last_day(period)
    listed = listed_units(conn)
    listed.pop(own, None)
    # A dictionary for its order and for quick asking: there may be thousands of units.
    standing = {code: unit for code, unit in listed.items() if stands(unit, day)}
    successors = successors_of(unit.values for unit in listed.values())
    heads = list(standing)
    for code, unit in listed.items():
        # A unit that ended and was merged into none that stands answers for itself.
        if ended_before(unit, day) and standing_successor(code, successors, standing) is None:
            heads.append(code)
    # Figures may have come from a unit that nobody has put into the list.
    strangers = sorted(set(kept.figures) - set(listed) - {own})
    groups = merged_into(successors, set(heads))
    lines = []
    for code in (*heads, *strangers):
        line = _line(kept, period, code, listed, groups.get(code, ()))
        if line.steps:
            lines.append(line)
    return lines


class _Kept:
    """What is kept of all units, read at once: months with figures, and windows of their own."""

    def __init__(self, conn: sa.Connection, figures: Mapping[str, set[Month]]) -> None:
        self.conn = conn
        self.figures = figures
        self.calendars = Calendars(conn)

    def resolved(self, unit: str, period: Period, life: Life = ALWAYS) -> Resolved:
        """Apply the period to a unit; raises Refused with the unit's name."""
        known, figures = self.calendars, self.figures.get(unit, ())
        try:
            own, start_day, usual = known.own(unit), known.start_day, known.usual
            return months_of(period, own, figures, start_day, usual, life)
        except Refused as refused:
            name = unit_names(self.conn).get(unit, unit)
            raise Refused(_named(problem, name) for problem in refused.problems) from None


def _named(problem: Problem, name: str) -> Problem:
    """Return a problem of one unit among many, which says the unit's name."""
    code = problem.code
    if code == "window_straddles":
        code = "consolidation_straddles"
    return Problem(code, problem.place, {**problem.values, "name": name})


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
    return Line(
        code,
        _name(kept, code, listed),
        tuple(steps),
        expected=code in listed,
        merged=tuple(unit for unit in merged if unit in used),
        split_into=_split_into(code, listed, kept.calendars.last_day(period)),
        kind=listed[code].text("kind").strip() if code in listed else "",
    )


def _split_into(code: str, listed: Mapping[str, Record], day: date) -> tuple[str, ...]:
    """Return the units that one which ended by a day was split into."""
    unit = listed.get(code)
    if unit is None or not ended_before(unit, day):
        return ()
    heirs = codes_in(unit["successor"])
    return heirs if len(heirs) > 1 else ()


def _name(kept: _Kept, code: str, listed: Mapping[str, Record]) -> str:
    if code in listed:
        return listed[code].text("name")
    return profile(kept.conn, code).text("name") or code


def _steps(
    month: Month,
    window: Window,
    group: Sequence[str],
    listed: Mapping[str, Record],
    figures: Mapping[str, set[Month]],
) -> list[Step]:
    """Return who answers for a month.

    That is one step, or two where units ended inside its window and reported a part.
    """
    after = tuple(unit for unit in group if _stands(unit, window.end, listed))
    ended = []
    for unit in group:
        reported = month in figures.get(unit, ())
        if unit not in after and reported and _overlaps(unit, window, listed):
            ended.append(unit)
    # A unit that stood all the time already holds dossiers of its own: theirs stand beside, not
    # before.
    if ended and any(_stands(unit, window.start, listed) for unit in after):
        return [Step(month, window, (*after, *ended))]
    steps = []
    for units in (tuple(ended), after):
        if units:
            steps.append(Step(month, _lived(units, window, listed), units))
    return steps


def _lived(units: Sequence[str], window: Window, listed: Mapping[str, Record]) -> Window:
    """Return the days of a window on which some of the units stood."""
    lives = [life_in_list(listed[code]) if code in listed else ALWAYS for code in units]
    cut = [life.cut(window) for life in lives]
    return Window(min(each.start for each in cut), max(each.end for each in cut))


# A unit that is not in the list has no dates: it stands whenever it is asked for.


def _stands(code: str, day: date, listed: Mapping[str, Record]) -> bool:
    return code not in listed or stands(listed[code], day)


def _overlaps(code: str, window: Window, listed: Mapping[str, Record]) -> bool:
    return code not in listed or overlaps(listed[code], window)
