"""The figures of a period, per field and in total, with the rates."""

import sqlalchemy as sa

from desktop.settings import all_settings
from models.errors import Place, Problem, Unusable
from models.figures import (
    MonthValues,
    PeriodFigures,
    UnitFigures,
    evaluate_month,
    over_units,
    unit_figures,
)
from models.periods import Month, Period, Resolved, months_of, parse_period
from models.queries.months import own_windows, units_with_figures, year_figures
from models.queries.records import profile, records
from models.queries.settings import stored
from models.rates import RateSettings, rates_of, settings_from


def rate_settings(conn: sa.Connection) -> RateSettings:
    """Return how this office prints its rates."""
    return settings_from(all_settings(conn))


def resolve(conn: sa.Connection, unit: str, period: Period) -> Resolved:
    """Return the months of a period for a unit with its first and last day; raises Refused for a
    straddling month.
    """
    return months_of(
        period,
        own_windows(conn, unit),
        set(year_figures(conn, unit)),
        int(all_settings(conn)["window_start_day"]),
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
    """Return the units of this store by code: its own, those listed, any that has figures."""
    own = stored(conn).get("unit", "")
    names = {own: profile(conn, own).text("name") or own} if own else {}
    names.update({r.text("code"): r.text("name") for r in records(conn, "units", "")})
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
        if figures is None:
            missing.append(code)
        else:
            found.append(figures)
        resolved.append(months)
    return resolved, over_units(found, missing)


def figures(conn: sa.Connection, period: str, unit: str | None = None) -> dict[str, object]:
    """Return every measure per field and in total with the rates, in the shape of the command
    `figures`.

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
    rates = rate_settings(conn)
    return {
        "period": period,
        "from": min(r.start for r in resolved).isoformat() if resolved else None,
        "to": max(r.end for r in resolved).isoformat() if resolved else None,
        "months": [str(month) for month in sorted({month for r in resolved for month in r.months})],
        "units": [_unit_shape(item, rates) for item in result.units],
        "total": {
            "measures": dict(result.total),
            "incomplete": list(result.incomplete),
            "missing_units": list(result.missing_units),
            "rates": _rates_shape(result.total, rates),
        },
    }


def _unit_shape(unit: UnitFigures, rates: RateSettings) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "fields": [
            {
                "field": item.area,
                "nil": item.nil,
                "measures": dict(item.measures),
                "incomplete": list(item.incomplete),
            }
            for item in unit.areas
        ],
        "total": {"measures": dict(unit.total), "incomplete": list(unit.incomplete)},
        "rates": _rates_shape(unit.total, rates),
    }


def _rates_shape(measures: dict[str, int | None], settings: RateSettings) -> dict[str, object]:
    return {
        name: {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "basis": rate.basis,
            "percent": rate.percent,
        }
        for name, rate in rates_of(measures, settings).items()
    }
