"""The figures of units as the rules look at them: months, blocks, and other units' histories."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from models.blocks import Block, last_month
from models.figures import Row
from models.periods import Month, first_day, month_of
from models.queries.blocks import block_days, blocks
from models.queries.months import year_figures
from models.rules.context import UnitHistory


def blocks_of(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month],
    names: Mapping[str, str] | None = None,
) -> tuple[Block, ...]:
    """Return the blocks that some months are judged by.

    They end in them or just before them, or stand for one of them.
    """
    if not months:
        return ()
    first = months[0].previous()
    periods = []
    for block in block_days(conn, unit):
        if last_month(block.period) >= first and month_of(first_day(block.period)) <= months[-1]:
            periods.append(block.period)
    return tuple(blocks(conn, unit, periods, names).values())


def rows_of(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month],
    names: Mapping[str, str] | None = None,
) -> dict[Month, tuple[Row, ...]]:
    """Return the rows of those of some months that have any; `names` are the fields by id."""
    return {month: found.rows for month, found in year_figures(conn, unit, months, names).items()}


def histories(
    conn: sa.Connection,
    unit: str,
    codes: Sequence[str],
    months: Sequence[Month],
    names: Mapping[str, str] | None = None,
) -> tuple[UnitHistory, ...]:
    """Return the figures of other units than this one; no rule asks for more of them."""
    others = [code for code in codes if code != unit]
    found = []
    for code in others:
        held = blocks_of(conn, code, months, names)
        found.append(UnitHistory(code, rows_of(conn, code, months, names), blocks=held))
    return tuple(found)
