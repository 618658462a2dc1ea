"""The board of a whole year: units beside the periods they send."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import sqlalchemy as sa

from desktop.consolidation.board import BoardRow, Received, Standing, board_rows
from models.periods import Month, Period, last_day, month_period, parse_period
from models.queries.inbox import Batch as Batch
from models.queries.inbox import batches as batches

# "not_due": nothing is awaited yet, or of this unit; "partly": some of its months have come;
# "elsewhere": it came in files for other months.
CellState = Literal["not_due", "not_sent", "overdue", "partly", "elsewhere", "received", "returned"]


@dataclass(frozen=True)
class MatrixCell:
    """One unit's report of one period.

    Attributes:
        period: its name.
        row: how far it has come; None where the unit is not expected and has sent nothing.
        future: the period is not over yet.
    """

    period: str
    row: BoardRow | None
    future: bool

    @property
    def state(self) -> CellState:
        """Return what there is to see of it at a glance."""
        if self.row is None:
            return "not_due"
        standing = self.row.standing
        if standing.status == "not_sent":
            return self._not_sent(self.row)
        if standing.status == "returned":
            return "returned"
        if standing.missing and not self.future:
            return "partly"
        return "elsewhere" if standing.other else "received"

    def _not_sent(self, row: BoardRow) -> CellState:
        if self.future:
            return "not_due"
        return "overdue" if row.overdue_days else "not_sent"

    @property
    def words(self) -> str:
        """Return everything that is known of it, in words."""
        if self.row is None:
            return "kỳ này đơn vị không phải gửi"
        if self.row.standing.status != "not_sent":
            return _sent(self.row.standing)
        if self.future:
            return "chưa đến kỳ"
        late = self.row.overdue_days
        return f"chưa gửi, quá hạn {late} ngày" if late else "chưa gửi"

    @property
    def report(self) -> Period | None:
        """Return the period of the file for just these months, which can be given back."""
        standing = self.row.standing if self.row else None
        if standing is None or standing.other or not standing.reports:
            return None
        return standing.reports[0]

    @property
    def has_figures(self) -> bool:
        """Return whether there are figures to look at, from whatever file."""
        return self.row is not None and self.row.standing.status != "not_sent"


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
    received = Received(conn)
    periods = _periods(received, year)
    names: dict[str, str] = {}
    found: dict[tuple[str, str], BoardRow] = {}
    for period in periods:
        for row in board_rows(conn, period, today, received):
            names[row.code] = row.name
            found[row.code, period.name] = row
    rows = []
    for code, name in names.items():
        cells = []
        for period in periods:
            row_of = found.get((code, period.name))
            cells.append(MatrixCell(period.name, row_of, future=last_day(period) > today))
        rows.append(MatrixRow(code, name, tuple(cells)))
    return Matrix(year, tuple(periods), tuple(rows))


def _periods(received: Received, year: int) -> list[Period]:
    """Return the months of a year and the longer periods with files; these behind their last month.

    A longer period belongs to the year in which it ends.
    """
    months = [month_period(Month(year, month)) for month in range(1, 13)]
    known = {period.name for period in months}
    periods = list(months)
    for name in sorted(received.periods - known):
        period = parse_period(name)
        if last_day(period).year == year:
            periods.append(period)
    return sorted(periods, key=lambda period: (last_day(period), len(period.months)))


def _sent(standing: Standing) -> str:
    at = f" ngày {standing.at.astimezone():%d/%m/%Y %H:%M}" if standing.at else ""
    revision = f", lần {standing.revision}" if standing.revision is not None else ""
    parts = [f"{standing.word}{revision}{at}"]
    if standing.draft:
        parts.append("chưa chốt")
    if standing.late_days is not None:
        days = standing.late_days
        parts.append(f"gửi trễ {days} ngày" if days else "đúng hạn")
    parts += [words for words in (standing.source_words, standing.missing_words) if words]
    return ", ".join(parts)
