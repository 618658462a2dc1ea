"""The figures of a period, per field and in total, with the rates."""

from collections.abc import Mapping
from typing import TypedDict

import sqlalchemy as sa

from desktop.settings import all_settings
from desktop.shapes import (
    AreaShape,
    Measures,
    PartialShape,
    RateShape,
    SumsShape,
    area_shapes,
    authority_shapes,
    partial_shapes,
    rate_shapes,
    rate_shapes_together,
)
from models.authority import by_authority, by_authority_over_units
from models.errors import Place, Problem, Unusable
from models.figures import (
    MonthValues,
    PeriodFigures,
    UnitFigures,
    evaluate_month,
    over_units,
    totals_of,
    unit_figures,
)
from models.periods import Life, Month, Period, parse_period
from models.queries.lives import life_of
from models.queries.months import own_windows, units_with_figures, year_figures
from models.queries.records import authorities, profile, records
from models.queries.settings import stored
from models.rates import RateSettings, settings_from
from models.windows import Resolved, months_of


class TotalShape(TypedDict):
    """The total of one unit."""

    measures: Measures
    incomplete: list[str]


class UnitShape(TypedDict):
    """The figures of one unit over a period."""

    code: str
    name: str
    fields: list[AreaShape]
    total: TotalShape
    by_authority: dict[str, SumsShape]
    rates: dict[str, RateShape]


class WholeShape(TypedDict):
    """The total of all units, what some of them know of the rest, and who has no figures."""

    measures: Measures
    incomplete: list[str]
    partial: dict[str, PartialShape]
    missing_units: list[str]
    rates: dict[str, RateShape]


FiguresShape = TypedDict(
    "FiguresShape",
    {
        "period": str,
        "from": str | None,
        "to": str | None,
        "months": list[str],
        "units": list[UnitShape],
        "total": WholeShape,
        "by_authority": dict[str, SumsShape],
    },
)


def rate_settings(conn: sa.Connection) -> RateSettings:
    """Return how this office prints its rates."""
    return settings_from(all_settings(conn))


def resolve(conn: sa.Connection, unit: str, period: Period, life: Life | None = None) -> Resolved:
    """Return the months of a period for a unit, with its first and last day.

    `life` is from when to when the unit stands where the caller knows better than the store.

    Raises Refused for a month that straddles the ends of free dates.
    """
    return months_of(
        period,
        own_windows(conn, unit),
        set(year_figures(conn, unit)),
        int(all_settings(conn)["window_start_day"]),
        life=life or life_of(conn, unit),
    )


def months_worked_out(
    conn: sa.Connection, unit: str, months: list[Month]
) -> list[MonthValues | None]:
    """Return the months of a unit worked out, None for a month without figures."""
    found = year_figures(conn, unit, months)
    return [evaluate_month(found[month].rows) if month in found else None for month in months]


def unit_over(
    conn: sa.Connection, unit: str, name: str, period: Period
) -> tuple[Resolved, UnitFigures | None]:
    """Return one unit's figures over a period (None without any) and the months they come from."""
    resolved = resolve(conn, unit, period)
    return resolved, unit_figures(unit, name, months_worked_out(conn, unit, list(resolved.months)))


def unit_names(conn: sa.Connection) -> dict[str, str]:
    """Return the names of units by code: the own, those of the list, any other with figures."""
    own = stored(conn).get("unit", "")
    names = {own: profile(conn, own).text("name") or own} if own else {}
    for unit in records(conn, "units", ""):
        names[unit.text("code")] = unit.text("name")
    for code in units_with_figures(conn):
        names.setdefault(code, code)
    return names


def period_figures(
    conn: sa.Connection, period: Period, units: dict[str, str]
) -> tuple[list[Resolved], PeriodFigures]:
    """Return the figures of some units (names by code) over a period, and the months of each."""
    resolved, found, missing = [], [], []
    for code, name in units.items():
        months, figures = unit_over(conn, code, name, period)
        if not months.months:
            continue  # it began after the period or ended before it
        if figures is None:
            missing.append(code)
        else:
            found.append(figures)
        resolved.append(months)
    return resolved, over_units(found, missing)


def figures(conn: sa.Connection, period: str, unit: str | None = None) -> FiguresShape:
    """Return every measure per field and in total with the rates, as the command `figures` does.

    Raises:
        Unusable: `period_unknown`, `unit_unknown`.
        Refused: a month with figures straddles the ends of free dates.
    """
    parsed = parse_period(period)
    units = unit_names(conn)
    if unit is not None:
        if unit not in units:
            raise Unusable(Problem("unit_unknown", Place(), {"text": unit}))
        units = {unit: units[unit]}
    resolved, result = period_figures(conn, parsed, units)
    rates, authority_of = rate_settings(conn), authorities(conn)
    start = min((each.start for each in resolved), default=None)
    end = max((each.end for each in resolved), default=None)
    months: set[Month] = set()
    for each in resolved:
        months.update(each.months)
    return {
        "period": period,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
        "months": [str(month) for month in sorted(months)],
        "units": [_unit_shape(item, rates, authority_of) for item in result.units],
        "total": {
            "measures": dict(result.total),
            "incomplete": list(result.incomplete),
            "partial": partial_shapes(result.partial),
            "missing_units": list(result.missing_units),
            "rates": rate_shapes_together(result.total, totals_of(result.units), rates),
        },
        "by_authority": authority_shapes(by_authority_over_units(result.units, authority_of)),
    }


def _unit_shape(
    unit: UnitFigures, rates: RateSettings, authority_of: Mapping[str, str]
) -> UnitShape:
    return {
        "code": unit.code,
        "name": unit.name,
        "fields": area_shapes(unit.areas),
        "total": {"measures": dict(unit.total), "incomplete": list(unit.incomplete)},
        "by_authority": authority_shapes(by_authority(unit.areas, authority_of)),
        "rates": rate_shapes(unit.total, rates),
    }
