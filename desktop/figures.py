"""The figures of a period, per field and in total, with the rates."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

import sqlalchemy as sa

from desktop.blocks import assembled, kept_time, published_beside, worked_out
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
from models.blocks import Assembled, Piece
from models.errors import Place, Problem, Refused, Unusable
from models.figures import PeriodFigures, UnitFigures, over_units, unit_figures
from models.periods import Life, Month, Period, parse_period
from models.queries.blocks import units_with_blocks
from models.queries.months import units_with_figures
from models.queries.rates import name_of, with_own_rates
from models.queries.records import authorities, profile, records
from models.queries.settings import stored
from models.rates import RATES, RateSettings, settings_from


class TotalShape(TypedDict):
    """The total of one unit."""

    measures: Measures
    incomplete: list[str]


class PublishedShape(TypedDict):
    """A number that a block has beside the months', and which of the two is printed."""

    value: int
    source: str
    printed: str


BlockShape = TypedDict("BlockShape", {"period": str, "from": str, "to": str})


class UnitShape(TypedDict):
    """The figures of one unit over a period."""

    code: str
    name: str
    fields: list[AreaShape]
    total: TotalShape
    by_authority: dict[str, SumsShape]
    rates: dict[str, RateShape]
    published: dict[str, PublishedShape]
    blocks: list[BlockShape]


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
    """Return which rates this office has and how it prints them."""
    return with_own_rates(conn, settings_from(all_settings(conn)))


def overridden(conn: sa.Connection) -> dict[str, str]:
    """Return, by name of the setting, which row of the list of rates counts in its place."""
    found = {}
    for row in records(conn, "rates", ""):
        rate = name_of(row)
        if rate not in RATES:
            continue
        if row["in_use"] is False:
            said = "tỷ lệ này không dùng"
        else:
            said = f"mẫu số là “{row.text('denominator')}”"
        found[f"rate_basis.{rate}"] = (
            f"Chưa dùng mẫu số này: theo danh sách Tỷ lệ của đơn vị, {said}."
        )
    return found


def resolve(conn: sa.Connection, unit: str, period: Period, life: Life | None = None) -> Assembled:
    """Return the months and blocks of a period for a unit, with its first and last day.

    `life` is from when to when the unit stands where the caller knows better than the store.

    Raises Refused for a month that straddles the ends of free dates.
    """
    return assembled(conn, unit, period, kept_time(conn, unit, life))


def unit_over(
    conn: sa.Connection, unit: str, name: str, period: Period, *, alone: bool = True
) -> tuple[Assembled, UnitFigures | None]:
    """Return one unit's figures over a period (None without any) and what they come from.

    Raises Refused as `assembled` does.
    """
    resolved = assembled(conn, unit, period, alone=alone)
    return resolved, unit_figures(unit, name, worked_out(conn, unit, resolved.pieces))


def unit_names(conn: sa.Connection) -> dict[str, str]:
    """Return the names of units by code: the own, those of the list, any other with figures."""
    own = stored(conn).get("unit", "")
    names = {own: profile(conn, own).text("name") or own} if own else {}
    for unit in records(conn, "units", ""):
        names[unit.text("code")] = unit.text("name")
    for code in (*units_with_figures(conn), *units_with_blocks(conn)):
        names.setdefault(code, code)
    return names


def period_figures(
    conn: sa.Connection, period: Period, units: dict[str, str]
) -> tuple[dict[str, Assembled], PeriodFigures]:
    """Return the figures of some units (names by code) over a period, and what each comes from.

    Raises Refused as `assembled` does. Among several units one that has nothing of just these days
    is missing; one that began after the period or ended before it takes no part.
    """
    resolved, found, missing = {}, [], []
    for code, name in units.items():
        pieces, figures = unit_over(conn, code, name, period, alone=len(units) == 1)
        if pieces.absent:
            continue
        resolved[code] = pieces
        if figures is None:
            missing.append(code)
        else:
            found.append(figures)
    empty = resolved and not any(each.pieces for each in resolved.values())
    if period.kind == "free" and empty:
        raise Refused(Problem("period_empty", values={"period": period.name}))
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
    start = min((each.start for each in resolved.values()), default=None)
    end = max((each.end for each in resolved.values()), default=None)
    months: set[Month] = set()
    for each in resolved.values():
        months.update(each.months_used)
    return {
        "period": period,
        "from": start.isoformat() if start else None,
        "to": end.isoformat() if end else None,
        "months": [str(month) for month in sorted(months)],
        "units": [
            _unit_shape(conn, item, resolved[item.code], rates, authority_of)
            for item in result.units
        ],
        "total": {
            "measures": dict(result.total),
            "incomplete": list(result.incomplete),
            "partial": partial_shapes(result.partial),
            "missing_units": list(result.missing_units),
            "rates": rate_shapes_together(result.total, rates, result.units),
        },
        "by_authority": authority_shapes(by_authority_over_units(result.units, authority_of)),
    }


def block_shapes(pieces: Iterable[Piece]) -> list[BlockShape]:
    """Return the blocks among some pieces with the days that they really cover."""
    shapes: list[BlockShape] = []
    for piece in pieces:
        if piece.block is not None:
            start, end = piece.window.start.isoformat(), piece.window.end.isoformat()
            shapes.append({"period": piece.block.name, "from": start, "to": end})
    return shapes


def _unit_shape(
    conn: sa.Connection,
    unit: UnitFigures,
    found: Assembled,
    rates: RateSettings,
    authority_of: Mapping[str, str],
) -> UnitShape:
    published: dict[str, PublishedShape] = {}
    for name, beside in published_beside(conn, unit.code, found).items():
        published[name] = {
            "value": beside.value,
            "source": beside.source,
            "printed": beside.printed,
        }
    return {
        "code": unit.code,
        "name": unit.name,
        "fields": area_shapes(unit.areas),
        "total": {"measures": dict(unit.total), "incomplete": list(unit.incomplete)},
        "by_authority": authority_shapes(by_authority(unit.areas, authority_of)),
        "rates": rate_shapes(unit.total, rates, [unit]),
        "published": published,
        "blocks": block_shapes(found.pieces),
    }
