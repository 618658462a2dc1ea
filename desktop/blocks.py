"""Figures by period ("số liệu theo kỳ"): read a unit's time from months and blocks, keep blocks."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from desktop.registers import delete, records, save_many
from desktop.settings import get
from models.blocks import Assembled, Block, Kept, Piece, Published, nothing_of
from models.blocks import put_together as put_together
from models.catalogue import BLOCKS, BOOK, PUBLISHED
from models.errors import Problem, Refused
from models.figures import WHOLE_UNIT_ID, MonthValues, Row, evaluate_month
from models.measures import MEASURES, OPTIONAL
from models.periods import Life, Month, Period, month_period, parse_period
from models.queries.blocks import block_days
from models.queries.blocks import blocks as blocks
from models.queries.lives import life_of
from models.queries.months import months_with_figures, own_windows, year_figures
from models.registers import Record, Value
from models.work import Work

# The columns of a block that are the same in all of its rows.
TOLD = ("from_date", "to_date", "source", "printed", "reason", "note")


def kept_time(conn: sa.Connection, unit: str, life: Life | None = None) -> Kept:
    """Return for what time a unit has figures.

    `life` is from when to when it stands where the caller knows better than the store.
    """
    return Kept(
        own_windows(conn, unit),
        frozenset(months_with_figures(conn, unit)),
        tuple(block_days(conn, unit)),
        int(get(conn, "window_start_day") or 1),
        life or life_of(conn, unit),
    )


def assembled(
    conn: sa.Connection,
    unit: str,
    period: Period,
    kept: Kept | None = None,
    *,
    alone: bool = True,
) -> Assembled:
    """Return what a period of a unit is put together from; `kept` where the caller has read it.

    Raises Refused for a month that straddles an end, and `period_empty` for free dates without any
    month, if they touch the unit's life. Among others (not `alone`) a unit that has nothing of just
    these days is missing: its months say nothing of a day or a week of theirs.
    """
    try:
        found = put_together(period, kept or kept_time(conn, unit))
    except Refused:
        if alone or period.kind == "free":
            raise
        return nothing_of(period)
    if alone and period.kind == "free" and not (found.pieces or found.absent):
        raise Refused(Problem("period_empty", values={"period": period.name}))
    return found


def worked_out(conn: sa.Connection, unit: str, pieces: Sequence[Piece]) -> list[MonthValues | None]:
    """Return the figures of each piece, None for a month without any."""
    months = year_figures(conn, unit, [piece.month for piece in pieces if piece.month])
    held = blocks(conn, unit, [piece.block for piece in pieces if piece.block])
    found: list[MonthValues | None] = []
    for piece in pieces:
        rows: Sequence[Row] = ()
        if piece.month in months:
            rows = months[piece.month].rows
        elif piece.block in held:
            rows = held[piece.block].figures
        found.append(evaluate_month(rows) if rows else None)
    return found


def closing_values(conn: sa.Connection, unit: str, month: Month) -> MonthValues | None:
    """Return the figures at the end of a month: its own, or those of a block that ends with it."""
    kept = kept_time(conn, unit)
    piece = Piece(kept.window(month), month)
    ending = kept.ending_with(month)
    if month not in kept.with_figures and ending:
        piece = Piece(piece.window, None, ending[0])
    return worked_out(conn, unit, [piece])[0]


def published_beside(conn: sa.Connection, unit: str, found: Assembled) -> dict[str, Published]:
    """Return the numbers of the block that stands beside the months of a period, by measure."""
    if found.published is None:
        return {}
    block = blocks(conn, unit, [found.published]).get(found.published)
    return published_numbers(block) if block else {}


def published_numbers(block: Block) -> dict[str, Published]:
    """Return what a block says of the whole unit, by measure.

    Where the whole unit has no row of its own, its fields' say together: `PUBLISHED` is printed
    only where all of them want it.
    """
    total = evaluate_month(block.figures).total
    rows = [each for each in block.rows if each.row.is_whole] or list(block.rows)
    wanted = all(each.printed == PUBLISHED for each in rows)
    printed = PUBLISHED if wanted else BOOK
    source = _together(each.source for each in rows)
    reason = _together(each.reason for each in rows)
    # Nobody published the 0 of a part that the block knows nothing of.
    said: set[str] = set(MEASURES).difference(OPTIONAL)
    for row in block.figures:
        said.update(name for name, value in row.entered.items() if value is not None)
    found = {}
    for name, value in total.known.items():
        if value is not None and name in said:
            found[name] = Published(value, source, printed, reason)
    return found


def published_cells(
    conn: sa.Connection, unit: str, month: Month
) -> dict[tuple[str, str], Published]:
    """Return what the block of just this month says, by field id and measure.

    There is something only where the month has figures as well; for the whole unit it is that of
    `published_beside`.
    """
    # The window asks after every figure that is typed, and few units have any block.
    if not block_days(conn, unit):
        return {}
    found = assembled(conn, unit, month_period(month))
    if found.published is None:
        return {}
    said = published_beside(conn, unit, found)
    cells = {(WHOLE_UNIT_ID, name): published for name, published in said.items()}
    for each in blocks(conn, unit, [found.published])[found.published].rows:
        told = (each.source, each.printed, each.reason)
        for name, value in each.row.entered.items():
            if value is not None and not each.row.is_whole:
                cells[(each.row.area_id, name)] = Published(value, *told)
    return cells


def save_block(
    work: Work,
    unit: str,
    period: str,
    cells: Mapping[str, Mapping[str, int | None]],
    told: Mapping[str, Value] | None = None,
) -> list[str]:
    """Add a block or change it; return the ids of its rows.

    `cells` are its figures by field id (`WHOLE_UNIT_ID` for the whole unit) and measure; a field or
    measure that is not given stays. `told` are columns of `TOLD`, for every row given.

    Raises:
        Refused: `period_unknown`, `unknown_field`, `not_whole`, `month_closed`,
            `block_days_reversed`, `block_days_outside`, …
    """
    kept = {row.text("field"): row.id for row in _rows(work.conn, unit, period)}
    items: list[tuple[str | None, Mapping[str, Value]]] = []
    for area, figures in cells.items():
        values = {"period": period.strip(), "field": area, **(told or {}), **figures}
        items.append((kept.get(area), values))
    return save_many(work, BLOCKS.name, unit, items)


def enter_block(
    work: Work,
    unit: str,
    period: str,
    cells: Mapping[str, Mapping[str, int | None]],
    told: Mapping[str, Value],
) -> None:
    """Write figures of a block as they are typed; a row that has none left is deleted.

    `told` goes into the rows that are new: what was told of the others stays. Raises Refused as
    `save_block` does.
    """
    held = blocks(work.conn, unit, [parse_period(period)]).get(parse_period(period))
    rows = {each.row.area_id: each.row.entered for each in held.rows} if held else {}
    for area, figures in cells.items():
        left = {**rows.get(area, {}), **figures}
        if any(value is not None for value in left.values()):
            save_block(work, unit, period, {area: figures}, None if area in rows else told)
        elif area in rows:
            delete_block(work, unit, period, area)


def delete_block(work: Work, unit: str, period: str, area_id: str | None = None) -> None:
    """Move a block, or one field of it, to the recycle bin; raises Refused `month_closed`."""
    rows = _rows(work.conn, unit, period)
    delete(work, BLOCKS.name, [row.id for row in rows if area_id in (None, row.text("field"))])


def _rows(conn: sa.Connection, unit: str, period: str) -> list[Record]:
    return records(conn, BLOCKS.name, unit, where={"period": period.strip()})


def _together(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
