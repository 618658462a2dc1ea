"""The indicators of the units' own (Chỉ tiêu khác) added up by their codes."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

import sqlalchemy as sa

from desktop.consolidation.lines import Line
from desktop.consolidation.rollup import Rollup
from desktop.shapes import exact
from models.indicators import (
    Indicator,
    Together,
    in_both_periods,
    over_months,
    over_units,
    planned_by_some,
    share,
)
from models.queries.records import month_of_record, records
from models.rates import RateSettings
from models.registers import Record
from models.tables import TABLES

_TABLE = TABLES["indicators"]
_KEEPERS = sa.select(_TABLE.c.unit).where(_TABLE.c.deleted_at.is_(None)).distinct()


class NumbersShape(TypedDict):
    """The numbers of an indicator, decimals as text with a dot."""

    plan: int | str | None
    actual: int | str | None
    numerator: int | str | None
    denominator: int | str | None
    estimate: bool
    percent: int | str | None
    of_plan: int | str | None


class PlannedShape(TypedDict):
    """The plan of those units that have one, where others of a sum have none."""

    units: list[str]
    plan: int | str | None
    actual: int | str | None
    of_plan: int | str | None


class YearAgoShape(TypedDict):
    """One indicator now and a year ago, over the units that know it in both years."""

    units: list[str]
    now: NumbersShape
    then: NumbersShape


class IndicatorShape(TypedDict):
    """One indicator over all units."""

    code: str
    name: str
    measured_in: str
    kind: str
    section: str
    added_up: bool
    total: NumbersShape | None
    known: int
    of: int
    missing: list[str]
    planned: PlannedShape | None
    year_ago: YearAgoShape | None
    units: dict[str, NumbersShape]


def indicators_of(conn: sa.Connection, lines: Iterable[Line]) -> list[Together]:
    """Return the indicators of some lines together, each of the units that the line is made of."""
    # Most units of a large office keep none: they are not asked one by one.
    keepers = set(conn.execute(_KEEPERS).scalars())
    return over_units([(line.code, _over_line(conn, line, keepers)) for line in lines])


def indicator_shapes(
    conn: sa.Connection, now: Rollup, year_ago: Rollup | None, rates: RateSettings
) -> list[IndicatorShape]:
    """Return the indicators of all units, the own one's too, in the shape of `consolidate`."""
    lines = [line.line for line in now.with_own]
    then = indicators_of(conn, lines_of(year_ago))
    return [_shape(found, then, len(lines), rates) for found in indicators_of(conn, lines)]


def lines_of(rollup: Rollup | None) -> list[Line]:
    """Return the lines of a period that have figures, the own unit's first; none without one."""
    return [line.line for line in rollup.with_own] if rollup else []


def _over_line(conn: sa.Connection, line: Line, keepers: set[str]) -> list[Indicator]:
    answering: dict[str, set[object]] = {}
    for step in line.steps:
        for unit in step.units:
            answering.setdefault(unit, set()).update(step.months)
    rows: list[Record] = []
    for unit, months in answering.items():
        if unit in keepers:
            kept = records(conn, "indicators", unit)
            rows += [row for row in kept if month_of_record(row) in months]
    return over_months(rows, line.covered)


def _shape(
    found: Together, then: Iterable[Together], of: int, rates: RateSettings
) -> IndicatorShape:
    first = found.first
    units: Mapping[str, Indicator] = found.units
    return {
        "code": first.code,
        "name": first.name,
        "measured_in": first.measured_in,
        "kind": first.kind,
        "section": first.section,
        "added_up": all(each.added_up for each in units.values()),
        "total": _numbers(found.total, rates) if found.total else None,
        "known": len(found.known),
        "of": of,
        "missing": list(found.missing),
        "planned": _planned(found, rates),
        "year_ago": _year_ago(found, then, rates),
        "units": {code: _numbers(each, rates) for code, each in units.items()},
    }


def _planned(found: Together, rates: RateSettings) -> PlannedShape | None:
    planned = planned_by_some(found)
    if planned is None:
        return None
    return {
        "units": list(planned.units),
        "plan": exact(planned.plan),
        "actual": exact(planned.actual),
        "of_plan": exact(share(planned.actual, planned.plan, rates)),
    }


def _year_ago(
    found: Together, then: Iterable[Together], rates: RateSettings
) -> YearAgoShape | None:
    both = in_both_periods(found, then)
    if both is None:
        return None
    now, before = _numbers(both.now, rates), _numbers(both.then, rates)
    return {"units": list(both.units), "now": now, "then": before}


def _numbers(indicator: Indicator, rates: RateSettings) -> NumbersShape:
    return {
        "plan": exact(indicator.plan),
        "actual": exact(indicator.actual),
        "numerator": exact(indicator.numerator),
        "denominator": exact(indicator.denominator),
        "estimate": indicator.estimate,
        "percent": exact(share(indicator.numerator, indicator.denominator, rates)),
        "of_plan": exact(share(indicator.actual, indicator.plan, rates)),
    }
