"""The board of a whole year: units beside the periods they send."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.board import BoardRow, board_rows
from models.periods import Month, Period, last_day, month_period, parse_period
from models.queries.inbox import Batch as Batch
from models.queries.inbox import accepted, month_sources
from models.queries.inbox import batches as batches


@dataclass(frozen=True)
class MatrixCell:
    """One unit's report of one period.

    Attributes:
        period: its name.
        row: how far it has come; None where the unit is not expected and has sent nothing.
        future: the period is not over yet.
        figures: the month's figures are here, in the file of a longer or later period.
    """

    period: str
    row: BoardRow | None
    future: bool
    figures: bool


@dataclass(frozen=True)
class MatrixRow:
    """One unit with its cells, in the order of the periods."""

    code: str
    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class Matrix:
    """The periods of a year in order of time, and the units."""

    year: int
    periods: tuple[Period, ...]
    rows: tuple[MatrixRow, ...]


def matrix(conn: sa.Connection, year: int, today: date) -> Matrix:
    """Return the board of a year: its months, and every longer period that a file has come for."""
    periods = _periods(conn, year)
    names: dict[str, str] = {}
    found: dict[tuple[str, str], BoardRow] = {}
    for period in periods:
        for row in board_rows(conn, period, today):
            names[row.code] = row.name
            found[row.code, period.name] = row
    rows = []
    for code, name in names.items():
        here = set(month_sources(conn, code))
        cells = []
        for period in periods:
            cell = MatrixCell(
                period.name,
                found.get((code, period.name)),
                future=last_day(period) > today,
                figures=_covered(period, here),
            )
            cells.append(cell)
        rows.append(MatrixRow(code, name, tuple(cells)))
    return Matrix(year, tuple(periods), tuple(rows))


def _periods(conn: sa.Connection, year: int) -> list[Period]:
    """Return the months of a year and the longer periods with files; these behind their last month.

    A longer period belongs to the year in which it ends.
    """
    months = [month_period(Month(year, month)) for month in range(1, 13)]
    known = {period.name for period in months}
    periods = list(months)
    for name in sorted({file.period for file in accepted(conn)} - known):
        period = parse_period(name)
        if last_day(period).year == year:
            periods.append(period)
    return sorted(periods, key=lambda period: (last_day(period), len(period.months)))


def _covered(period: Period, here: set[Month]) -> bool:
    return period.kind == "month" and set(period.months) <= here
