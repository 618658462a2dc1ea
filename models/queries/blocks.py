"""Read the blocks of units: for what time there are any, and their figures."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from models.blocks import Block, BlockDays, BlockRow
from models.catalogue import BLOCKS, BOOK
from models.figures import Row
from models.measures import MEASURES
from models.periods import Period, parse_period
from models.queries.records import area_names
from models.tables import TABLES

_BLOCKS = TABLES[BLOCKS.name]
_KEPT = _BLOCKS.c.deleted_at.is_(None)
_NAMES = tuple(MEASURES)
_MEASURES = tuple(_BLOCKS.c[name] for name in _NAMES)
_FIRST, _LAST = sa.func.min(_BLOCKS.c.from_date), sa.func.max(_BLOCKS.c.to_date)
_DAYS = (
    sa.select(_BLOCKS.c.unit, _BLOCKS.c.period, _FIRST, _LAST)
    .where(_KEPT)
    .group_by(_BLOCKS.c.unit, _BLOCKS.c.period)
    .order_by(_BLOCKS.c.unit, _BLOCKS.c.period)
)
_DAYS_OF_UNIT = _DAYS.where(_BLOCKS.c.unit == sa.bindparam("of_unit"))
_UNITS = sa.select(_BLOCKS.c.unit).where(_KEPT).distinct().order_by(_BLOCKS.c.unit)
_TOLD = (_BLOCKS.c.source, _BLOCKS.c.printed, _BLOCKS.c.reason)
_ROWS = sa.select(
    _BLOCKS.c.id,
    _BLOCKS.c.period,
    _BLOCKS.c.field,
    _BLOCKS.c.from_date,
    _BLOCKS.c.to_date,
    *_TOLD,
    *_MEASURES,
).where(_KEPT, _BLOCKS.c.unit == sa.bindparam("of_unit"))


def block_days(conn: sa.Connection, unit: str) -> list[BlockDays]:
    """Return for what time a unit has blocks."""
    found = conn.execute(_DAYS_OF_UNIT, {"of_unit": unit})
    return [BlockDays(parse_period(period), start, end) for _, period, start, end in found]


def blocks_by_unit(conn: sa.Connection) -> dict[str, list[BlockDays]]:
    """Return the same of every unit that has any, read in one pass."""
    found: dict[str, list[BlockDays]] = {}
    for unit, period, start, end in conn.execute(_DAYS):
        found.setdefault(unit, []).append(BlockDays(parse_period(period), start, end))
    return found


def units_with_blocks(conn: sa.Connection) -> list[str]:
    """Return the codes of the units that have any block."""
    return list(conn.execute(_UNITS).scalars())


def blocks(
    conn: sa.Connection,
    unit: str,
    periods: Collection[Period] | None = None,
    fields: Mapping[str, str] | None = None,
) -> dict[Period, Block]:
    """Return the blocks of a unit with their figures, of the given periods or all.

    `fields` is the list of fields of work where the caller has read it.
    """
    query, given = _ROWS, {"of_unit": unit}
    if periods is not None:
        if not periods:
            return {}
        query = _ROWS.where(_BLOCKS.c.period.in_([period.name for period in periods]))
    names = area_names(conn) if fields is None else fields
    rank = {key: place for place, key in enumerate(names)}
    rows: dict[str, list[BlockRow]] = {}
    for key, name, area, start, end, source, printed, reason, *values in conn.execute(query, given):
        entered = dict(zip(_NAMES, values, strict=True))
        row = Row(area, names.get(area, area), nil=False, entered=entered)
        told = (source or "", printed or BOOK, reason or "")
        rows.setdefault(name, []).append(BlockRow(key, row, start, end, *told))
    found = {}
    for name, those in rows.items():
        those.sort(key=lambda each: rank.get(each.row.area_id, len(rank)))
        period = parse_period(name)
        found[period] = Block(period, tuple(those))
    return found
