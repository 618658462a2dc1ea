"""Add up the figures of units: month by month, line by line, per area, and all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from desktop.consolidation.lines import Line, own_line, unit_lines
from desktop.progress import SILENT, Reporter
from models.errors import Problem, Refused
from models.figures import (
    AreaFigures,
    UnitFigures,
    evaluate_month,
    fields_over_months,
    incomplete,
    month_numbers,
    over_units,
    totals_of,
)
from models.numbers import FieldNumbers, MonthNumbers, add_up, as_measures, units_together
from models.partial import Partial, partial_sums
from models.partial_rates import PartialRate, partial_rate
from models.periods import Month, Period, first_day, last_day
from models.queries.blocks import blocks
from models.queries.months import entered_by_month
from models.queries.records import area_names
from models.rates import RateSettings

Sums = Mapping[str, int | None]

# The months and blocks of units, worked out.
_Months = Mapping[str, Mapping[Month | Period, MonthNumbers]]

DOING, _TOLD = "Đang tổng hợp số liệu của các đơn vị", 100


@dataclass(frozen=True)
class LineFigures:
    """What one line of the report says.

    Attributes:
        line: the unit, with those merged into it.
        figures: over the period; None where no month has any.
        blank_months: months of the line for which one of its units has sent nothing.
        blank_units: the units that these months lack, by code.
    """

    line: Line
    figures: UnitFigures | None
    blank_months: tuple[Month, ...] = ()
    blank_units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Together:
    """Several lines added up, per field of work and in total; one blank makes a sum blank.

    Attributes:
        fields, total: the sums.
        units: what is added up.
    """

    fields: tuple[AreaFigures, ...]
    total: Sums
    units: tuple[UnitFigures, ...] = ()

    @cached_property
    def partial(self) -> dict[str, Partial]:
        """Return what some units know of the measures without a sum."""
        return partial_sums(totals_of(self.units), incomplete(self.total))

    def partial_rate(self, name: str, settings: RateSettings) -> PartialRate | None:
        """Return a rate over the units that know both numbers; None where all do, or none."""
        return partial_rate(name, self.units, settings)


@dataclass(frozen=True)
class Rollup:
    """The figures of a period over an office and the units below it.

    Attributes:
        period: the period.
        start, end: first day of the first window and last day of the last, over all units.
        months: the months of all lines in order.
        own: the office's own unit; None where it keeps no figures.
        lines: the other units, those without figures too.
        below: the other units that have figures, together.
        all: own unit and the others together.
    """

    period: Period
    start: date
    end: date
    months: tuple[Month, ...]
    own: LineFigures | None
    lines: tuple[LineFigures, ...]
    below: Together
    all: Together

    @property
    def counted(self) -> tuple[LineFigures, ...]:
        """Return the other units that have figures."""
        return tuple(line for line in self.lines if line.figures is not None)

    @property
    def missing(self) -> tuple[LineFigures, ...]:
        """Return the other units that have none: left out of the sums, and always named."""
        return tuple(line for line in self.lines if line.figures is None)

    @property
    def own_is_missing(self) -> bool:
        """Return whether the office's own unit keeps figures but has none of this period."""
        return self.own is not None and self.own.figures is None

    @property
    def incomplete(self) -> tuple[LineFigures, ...]:
        """Return the lines that lack some of their months, the own unit among them."""
        return tuple(line for line in self.with_own if line.blank_months)

    @property
    def whole(self) -> tuple[LineFigures, ...]:
        """Return the other units whose months are all there."""
        return tuple(line for line in self.counted if not line.blank_months)

    @property
    def with_own(self) -> tuple[LineFigures, ...]:
        """Return the lines that have figures, the own unit first."""
        own = (self.own,) if self.own and self.own.figures else ()
        return (*own, *self.counted)

    def sums(self, part: str) -> Sums | None:
        """Return the totals of a part, None where it has none.

        A part is "own", "below", "all" or a unit's code.
        """
        if part == "all":
            return self.all.total if self.with_own else None
        if part == "below":
            return self.below.total if self.counted else None
        code = self.own.line.code if part == "own" and self.own else part
        for line in self.with_own:
            if line.figures is not None and line.line.code == code:
                return line.figures.total
        return None


@dataclass(frozen=True)
class Expected:
    """The lines that the figures of a period are made of: the own unit's, and the others'."""

    period: Period
    own: Line | None
    lines: tuple[Line, ...]

    @property
    def all(self) -> tuple[Line, ...]:
        """Return all lines, the own unit's last."""
        return (*self.lines, self.own) if self.own else self.lines

    @property
    def by_code(self) -> dict[str, Line]:
        """Return all lines by the code of their unit."""
        return {line.code: line for line in self.all}


def roll_up(
    conn: sa.Connection, period: Period, as_of: date | None = None, reporter: Reporter = SILENT
) -> Rollup:
    """Return the figures of a period over all units that stand on a day (its last one).

    Flows add; what was carried over is that of the first month, stocks are those of the last, of
    each line. Raises Refused where a month of a unit straddles free dates, Cancelled where the
    reporter stops it.
    """
    # Said first: reading which units stand takes a moment where there are thousands.
    reporter.step(0, 0, DOING)
    [found] = add_up_all(conn, [expected(conn, period, as_of)], reporter)
    return found


def expected(conn: sa.Connection, period: Period, as_of: date | None = None) -> Expected:
    """Return the lines of a period by the units that stand on a day.

    Raises Refused as `roll_up` does, and `period_empty` for free dates of which nobody has a month.
    """
    found = Expected(period, own_line(conn, period), tuple(unit_lines(conn, period, as_of)))
    if period.kind == "free" and not any(line.steps for line in found.all):
        raise Refused(Problem("period_empty", values={"period": period.name}))
    return found


def add_up_all(
    conn: sa.Connection, periods: Sequence[Expected], reporter: Reporter = SILENT
) -> list[Rollup]:
    """Return the figures of several periods; each row is read and worked out once for all of them.

    Raises Cancelled where the reporter stops it.
    """
    areas = area_names(conn)
    rank = {key: place for place, key in enumerate(areas)}
    lines = [each.by_code for each in periods]
    codes: dict[str, None] = {}  # a dictionary for its order: each unit once
    for of_period in lines:
        codes.update(dict.fromkeys(of_period))
    found: list[dict[str, LineFigures]] = [{} for _ in periods]
    # Unit by unit: of each only its sums stay, or thousands of units would fill the memory.
    for place, code in enumerate(codes):
        if place % max(1, len(codes) // _TOLD) == 0:
            reporter.step(place, len(codes), DOING)
        months = _worked_out(conn, [each[code] for each in lines if code in each], areas)
        for of_period, figures in zip(lines, found, strict=True):
            if code in of_period:
                figures[code] = _line_figures(of_period[code], months, rank)
    reporter.step(len(codes), len(codes), DOING)
    return [_rolled_up(each, known, rank) for each, known in zip(periods, found, strict=True)]


def add_up_units(units: Sequence[UnitFigures], rank: Mapping[str, int]) -> Together:
    """Add up units: each field of work over those that have it, in the order of the list."""
    by_area: dict[str, list[AreaFigures]] = {}
    for unit in units:
        for row in unit.areas:
            by_area.setdefault(row.area_id, []).append(row)
    areas = [_added_up(rows) for rows in by_area.values()]
    areas.sort(key=lambda row: rank.get(row.area_id, len(rank)))
    return Together(tuple(areas), over_units(units).total, tuple(units))


def _added_up(rows: Sequence[AreaFigures]) -> AreaFigures:
    """Add up one field of work of several units."""
    first = rows[0]
    sums = as_measures(add_up([tuple(row.measures.values()) for row in rows]))
    nil = all(row.nil for row in rows)
    return AreaFigures(first.area_id, first.area, nil, sums)


def _worked_out(conn: sa.Connection, lines: Sequence[Line], areas: Mapping[str, str]) -> _Months:
    """Read every unit of some lines once, for all the months that it answers for."""
    wanted: dict[str, set[Month]] = {}
    held: dict[str, set[Period]] = {}
    for line in lines:
        for step in line.steps:
            for unit in step.units:
                figures = step.figures_of(unit)
                months = {each for each in figures if isinstance(each, Month)}
                wanted.setdefault(unit, set()).update(months)
                blocks_of = {each for each in figures if isinstance(each, Period)}
                held.setdefault(unit, set()).update(blocks_of)
    found: dict[str, dict[Month | Period, MonthNumbers]] = {}
    for unit in {**wanted, **held}:
        entered = entered_by_month(conn, unit, wanted.get(unit, ()), areas)
        found[unit] = {month: month_numbers(rows) for month, rows in entered.items()}
        for period, block in blocks(conn, unit, held.get(unit, ()), areas).items():
            found[unit][period] = evaluate_month(block.figures).numbers
    return found


def _line_figures(line: Line, months: _Months, rank: Mapping[str, int]) -> LineFigures:
    blank: list[tuple[Month, str]] = []
    steps: list[MonthNumbers | None] = []
    reported = False
    for step in line.steps:
        units = [_known(months[unit], step.figures_of(unit)) for unit in step.units]
        steps.append(units_together(units))
        for unit, known in zip(step.units, units, strict=True):
            if known is None:
                blank.append((step.month, unit))
            else:
                reported = True
    blank_units = tuple(dict.fromkeys(unit for _, unit in blank))
    if not reported:
        return LineFigures(line, None, line.months, blank_units)
    areas, total = fields_over_months(steps)
    ordered = sorted(areas, key=lambda row: rank.get(row.area_id, len(rank)))
    figures = UnitFigures(line.code, line.name, tuple(ordered), as_measures(total))
    blank_months = tuple(dict.fromkeys(month for month, _ in blank))
    return LineFigures(line, figures, blank_months, blank_units)


def _known(
    months: Mapping[Month | Period, MonthNumbers], figures: Sequence[Month | Period]
) -> MonthNumbers | None:
    """Return what a unit knows of a stretch of time, of whatever that is put together from."""
    known = [months[each] for each in figures if each in months]
    if len(known) < len(figures):
        return None
    return known[0] if len(known) == 1 else _as_one(known)


def _as_one(months: Sequence[MonthNumbers]) -> MonthNumbers:
    """Return consecutive months put together, as if they were one."""
    areas, total = fields_over_months(months)
    fields = {}
    for row in areas:
        fields[row.area_id] = FieldNumbers(row.area, row.nil, tuple(row.measures.values()))
    return MonthNumbers(fields, total)


def _rolled_up(
    asked: Expected, found: Mapping[str, LineFigures], rank: Mapping[str, int]
) -> Rollup:
    own = found[asked.own.code] if asked.own else None
    lines = tuple(found[line.code] for line in asked.lines)
    everybody = [line for line in (own, *lines) if line is not None]
    months = {month for line in everybody for month in line.line.months}
    has_steps = any(line.line.steps for line in everybody)
    # Days come from the months that were reported; a unit that sent nothing has only usual ones.
    known = [line for line in everybody if line.figures is not None]
    windows = [step.window for line in known for step in line.line.steps]
    first, last = _days(asked.period)
    return Rollup(
        period=asked.period,
        start=min((window.start for window in windows), default=first),
        end=max((window.end for window in windows), default=last),
        months=tuple(sorted(months)) if has_steps else asked.period.months,
        own=own,
        lines=lines,
        below=add_up_units([line.figures for line in lines if line.figures], rank),
        all=add_up_units([line.figures for line in known if line.figures], rank),
    )


def _days(period: Period) -> tuple[date, date]:
    return first_day(period), last_day(period)
