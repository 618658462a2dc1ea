"""The board of a whole year: units beside the periods they send."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import sqlalchemy as sa

from desktop.consolidation.board import BoardRow, Standing, board_rows
from models.periods import Month, Period, last_day, month_period, parse_period
from models.queries.inbox import Batch as Batch
from models.queries.inbox import accepted, month_sources
from models.queries.inbox import batches as batches

# "not_due": nothing is awaited yet, or of this unit; "elsewhere": the figures came in the file of
# another period.
CellState = Literal["not_due", "not_sent", "overdue", "elsewhere", "received", "returned"]


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

    @property
    def state(self) -> CellState:
        """Return what there is to see of it at a glance."""
        if self.row is None:
            return "not_due"
        standing = self.row.standing
        if standing.status == "returned":
            return "returned"
        if standing.status != "not_sent":
            return "received"
        if self.future:
            return "not_due"
        if self.figures:
            return "elsewhere"
        return "overdue" if self.row.overdue_days else "not_sent"

    @property
    def words(self) -> str:
        """Return everything that is known of it, in words."""
        if self.row is None:
            return "kỳ này đơn vị không phải gửi"
        if self.row.standing.status == "not_sent":
            return self._nothing_sent(self.row)
        return _sent(self.row.standing)

    def _nothing_sent(self, row: BoardRow) -> str:
        if self.figures:
            return "chưa gửi riêng kỳ này, số liệu của tháng đã có trong báo cáo của kỳ khác"
        if self.future:
            return "chưa đến kỳ"
        return f"chưa gửi, quá hạn {row.overdue_days} ngày" if row.overdue_days else "chưa gửi"

    @property
    def has_come(self) -> bool:
        """Return whether a file of this very period has come, so that it can be given back."""
        return self.row is not None and self.row.standing.revision is not None

    @property
    def has_figures(self) -> bool:
        """Return whether there are figures to look at, from whatever file."""
        return self.has_come or self.figures


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


def _sent(standing: Standing) -> str:
    at = f" ngày {standing.at.astimezone():%d/%m/%Y %H:%M}" if standing.at else ""
    parts = [f"{standing.word}, lần {standing.revision}{at}"]
    if standing.draft:
        parts.append("chưa chốt")
    if standing.late_days is not None:
        days = standing.late_days
        parts.append(f"gửi trễ {days} ngày" if days else "đúng hạn")
    return ", ".join(parts)


def _covered(period: Period, here: set[Month]) -> bool:
    return period.kind == "month" and set(period.months) <= here
