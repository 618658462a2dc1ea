"""A receiving office in a temporary folder whose units' figures are entered directly."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from desktop.consolidation.period import consolidated
from desktop.consolidation.rollup import LineFigures, Rollup, roll_up
from desktop.consolidation.shape import ConsolidatedShape, shape_of
from desktop.context import Context, create_store
from desktop.months import add_rows, set_figures
from desktop.registers import find_field, save
from models.periods import Month, parse_period
from models.registers import Value
from models.tables import TABLES
from models.work import Work


def new_district(folder: Path, **units: Mapping[str, Value]) -> Context:
    """Make the store of a receiving office with a list of units.

    Of each its name, valid_from, valid_until, successor.
    """
    context = create_store(
        folder / "district.sqlite",
        "district",
        "DIST",
        "Quận Mẫu",
        "Ủy ban nhân dân thành phố Mẫu",
        "Mẫu",
        who="Cán bộ mẫu 01",
    )
    # A successor must be in the list before it is named.
    for code, values in sorted(units.items(), key=lambda item: "successor" in item[1]):
        context.do(save, "units", "", {"code": code, "name": f"Phường {code}", **values})
    return context


def keep_successors(context: Context, **successors: str) -> None:
    """Keep successors that are refused today, as a store that is older than the check may hold."""
    units = TABLES["units"]

    def write(work: Work) -> None:
        for code, successor in successors.items():
            chosen = sa.update(units).where(units.c.code == code)
            work.conn.execute(chosen.values(successor=successor))

    context.do(write)


def enter(
    context: Context, unit: str, month: str, area: str = "Hộ tịch", **figures: int | None
) -> None:
    """Enter the figures of one field of work of a unit's month."""
    key = context.ask(find_field, area)
    assert key is not None
    year, number = month.split("-")
    when = Month(int(year), int(number))
    context.do(add_rows, unit, when, [key])
    context.do(set_figures, unit, when, {(key, name): value for name, value in figures.items()})


def plain_month(
    context: Context, unit: str, month: str, carried: int, received: int, pending: int
) -> None:
    """Enter a month with what was carried over, received and left pending."""
    enter(
        context,
        unit,
        month,
        carried_over=carried,
        received=received,
        resolved=carried + received - pending,
        closed_unresolved=0,
        pending=pending,
    )


def rolled(context: Context, period: str, as_of: date | None = None) -> Rollup:
    """Return the figures of a period over all units."""
    return context.ask(roll_up, parse_period(period), as_of)


def line(rollup: Rollup, code: str) -> LineFigures:
    """Return the line of a unit."""
    return next(each for each in rollup.lines if each.line.code == code)


def totals(rollup: Rollup, code: str) -> dict[str, int | None]:
    """Return the figures of a unit's line; those that every month is entered with."""
    figures = line(rollup, code).figures
    assert figures is not None
    names = ("to_handle", "carried_over", "received", "resolved", "pending")
    return {name: figures.total[name] for name in names}


def consolidate(conn: sa.Connection, period: str, today: date) -> ConsolidatedShape:
    """Return a period over all units as the command `consolidate` prints it."""
    return shape_of(conn, consolidated(conn, period), today)
