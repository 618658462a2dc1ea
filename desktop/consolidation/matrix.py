"""The board of a whole year: units beside the periods they send, as a receiving office looks at it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.board import BoardRow, board_rows
from models.periods import Month, Period, last_day, parse_period
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
    """Return the board of a year: its months, and every longer period of it for which a file has
    come.
    """
    longer = {file.period for file in accepted(conn)} - {
        str(Month(year, month)) for month in range(1, 13)
    }
    inside = [
        period for period in map(parse_period, sorted(longer)) if last_day(period).year == year
    ]
    months = [parse_period(str(Month(year, month))) for month in range(1, 13)]
    # A longer period stands behind its last month.
    periods = tuple(
        sorted((*months, *inside), key=lambda period: (last_day(period), len(period.months)))
    )
    boards = {
        period.name: {row.code: row for row in board_rows(conn, period, today)}
        for period in periods
    }
    names: dict[str, str] = {
        row.code: row.name for found in boards.values() for row in found.values()
    }
    rows = []
    for code, name in names.items():
        here = set(month_sources(conn, code))
        cells = tuple(
            MatrixCell(
                period.name,
                boards[period.name].get(code),
                last_day(period) > today,
                _covered(period, here),
            )
            for period in periods
        )
        rows.append(MatrixRow(code, name, cells))
    return Matrix(year, periods, tuple(rows))


def _covered(period: Period, here: set[Month]) -> bool:
    return period.kind == "month" and set(period.months) <= here
