"""Add up the figures of units: month by month, line by line, per field, and all of them together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.lines import Line, own_line, unit_lines
from desktop.handoff.board import last_day
from desktop.progress import SILENT, Reporter
from models.figures import (
    FieldFigures,
    MonthValues,
    Row,
    UnitFigures,
    Values,
    add,
    evaluate_month,
    over_units,
    unit_figures,
)
from models.measures import MEASURES
from models.periods import Month, Period
from models.queries.records import field_names
from models.queries.sheets import year_figures

Sums = Mapping[str, int | None]

_DOING, _TOLD = "Đang tổng hợp số liệu của các đơn vị", 100


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
    """Several lines added up: fields of work by name, and the total; one blank makes a sum blank."""

    fields: tuple[FieldFigures, ...]
    total: Sums


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


def roll_up(
    conn: sa.Connection, period: Period, as_of: date | None = None, reporter: Reporter = SILENT
) -> Rollup:
    """Return the figures of a period over all units that stand on a day (the last one of the
    period).

    Flows add; what was carried over is that of the first month, stocks are those of the last, of
    each line. Raises Refused where a month of a unit straddles free dates, Cancelled where the
    reporter stops it.
    """
    # Said first: reading which units stand takes a moment where there are thousands.
    reporter.step(0, 0, _DOING)
    own, found = own_line(conn, period), unit_lines(conn, period, as_of)
    lines = tuple(_figures(conn, found, reporter))
    own_figures = next(_figures(conn, [own], SILENT)) if own else None
    steps = [
        step
        for line in (*lines, *((own_figures,) if own_figures else ()))
        for step in line.line.steps
    ]
    # Days come from the months that were reported; a unit that sent nothing has only the usual
    # ones.
    known = [
        line for line in (own_figures, *lines) if line is not None and line.figures is not None
    ]
    windows = [step.window for line in known for step in line.line.steps]
    rank = {key: place for place, key in enumerate(field_names(conn))}
    below = [line.figures for line in lines if line.figures]
    everybody = [*([own_figures.figures] if own_figures and own_figures.figures else []), *below]
    first, last = _days(period)
    return Rollup(
        period=period,
        start=min((window.start for window in windows), default=first),
        end=max((window.end for window in windows), default=last),
        months=tuple(sorted({step.month for step in steps})) or period.months,
        own=own_figures,
        lines=lines,
        below=together(below, rank),
        all=together(everybody, rank),
    )


def together(units: Sequence[UnitFigures], rank: Mapping[str, int]) -> Together:
    """Add up units: each field over those that have it, in the order of the list of fields."""
    by_field: dict[str, list[FieldFigures]] = {}
    for unit in units:
        for row in unit.fields:
            by_field.setdefault(row.field_id, []).append(row)
    keys = sorted(by_field, key=lambda key: rank.get(key, len(rank)))
    fields = [
        FieldFigures(
            key, by_field[key][0].field, all(row.nil for row in by_field[key]),
            {name: add(row.measures[name] for row in by_field[key]) for name in MEASURES},
        )
        for key in keys
    ]  # fmt: skip
    return Together(tuple(fields), over_units(units).total)


def _figures(
    conn: sa.Connection, lines: Sequence[Line], reporter: Reporter
) -> Iterator[LineFigures]:
    """Work out lines one after the other; of each only its sums stay, or thousands of units would
    fill the memory.
    """
    fields = field_names(conn)
    rank = {key: place for place, key in enumerate(fields)}
    for place, line in enumerate(lines):
        if place % max(1, len(lines) // _TOLD) == 0:
            reporter.step(place, len(lines), _DOING)
        months = {
            unit: _months(
                conn, unit, [step.month for step in line.steps if unit in step.units], fields
            )
            for unit in line.units
        }
        yield _line_figures(line, months, rank)
    reporter.step(len(lines), len(lines), _DOING)


def _months(
    conn: sa.Connection, unit: str, months: Sequence[Month], fields: Mapping[str, str]
) -> dict[Month, MonthValues]:
    found = year_figures(conn, unit, months, fields)
    return {month: evaluate_month(figures.rows) for month, figures in found.items()}


def _line_figures(
    line: Line, read: Mapping[str, Mapping[Month, MonthValues]], rank: Mapping[str, int]
) -> LineFigures:
    blank = [
        (step.month, unit)
        for step in line.steps
        for unit in step.units
        if step.month not in read[unit]
    ]
    blank_units = tuple(dict.fromkeys(unit for _, unit in blank))
    if not any(read[unit] for unit in line.units):
        return LineFigures(line, None, line.months, blank_units)
    steps = [_added([read[unit].get(step.month) for unit in step.units]) for step in line.steps]
    found = unit_figures(line.code, line.name, steps) or UnitFigures(
        line.code, line.name, (), dict.fromkeys(MEASURES)
    )
    ordered = sorted(found.fields, key=lambda row: rank.get(row.field_id, len(rank)))
    return LineFigures(
        line,
        UnitFigures(line.code, line.name, tuple(ordered), found.total),
        tuple(dict.fromkeys(month for month, _ in blank)),
        blank_units,
    )


def _added(units: Sequence[MonthValues | None]) -> MonthValues | None:
    """Return one month of several units added up; None where one of them is blank."""
    known = [unit for unit in units if unit is not None]
    if len(known) != len(units) or not known:
        return None
    if len(known) == 1:
        return known[0]
    rows: dict[str, Row] = {}
    for unit in known:
        for key, row in unit.rows.items():
            nil = row.nil and (rows[key].nil if key in rows else True)
            rows[key] = Row(key, row.field, nil)
    fields = {key: _sum([unit.fields[key] for unit in known if key in unit.fields]) for key in rows}
    return MonthValues(rows, fields, None, _sum([unit.total for unit in known]))


def _sum(values: Sequence[Values]) -> Values:
    known = {name: add(value.known[name] for value in values) for name in MEASURES}
    return Values(known, dict.fromkeys(MEASURES, "computed"), {}, {})


def _days(period: Period) -> tuple[date, date]:
    start = period.start or date(period.months[0].year, period.months[0].month, 1)
    return start, last_day(period)
