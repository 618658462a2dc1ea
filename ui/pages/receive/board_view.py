"""The tab with the board: units beside the periods of a year, and what to do about a cell."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.consolidation.board import Standing
from desktop.consolidation.matrix import CellState, Matrix, MatrixCell
from models.periods import Period, parse_period, title
from ui.actions import Action
from ui.pages.receive.board_presenter import BoardPresenter
from ui.pages.receive.reminder_panel import ReminderPanel
from ui.pages.receive.request_panel import RequestPanel
from ui.pages.receive.return_panel import ReturnPanel, Spot
from ui.widgets.pieces import button, label, offer_cursor, panel, tighten, tool_button
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMN_WIDTH, _ROW_HEIGHT, _SIDE_WIDTH = 80, 44, 372
_MANY_DAYS = 100  # more digits than a cell has room for
_LOOKS: Mapping[CellState, tuple[str, str]] = {
    "not_sent": ("Chưa gửi", "amber"),
    "overdue": ("Chưa gửi\nquá hạn", "amber"),
    "partly": ("Thiếu\nsố liệu", "amber"),
    "elsewhere": ("Đã nhận", "green"),
    "received": ("Đã nhận", "green"),
    "returned": ("Trả lại để\nhoàn chỉnh", "red"),
}
_NO_UNITS = (
    "Chưa có đơn vị nào trong danh sách. Thêm các đơn vị gửi báo cáo ở trang Danh mục, "
    "hoặc nhận tệp đầu tiên của đơn vị ở tab Nhận tệp."
)


class Chosen(NamedTuple):
    """The cell under the cursor: the unit's code and name, the period, how far its report is."""

    code: str
    name: str
    period: Period
    cell: MatrixCell


class BoardModel(RowsModel):
    """The matrix of a year."""

    def __init__(self) -> None:
        super().__init__((), ground=True)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a year."""
        columns = [Column(_short(period), _COLUMN_WIDTH, "centre") for period in matrix.periods]
        rows = []
        for row in matrix.rows:
            rows.append(Row(row, [cell_of(cell) for cell in row.cells]))
        self.show_rows(rows, columns, [row.name for row in matrix.rows])


class BoardView(QWidget):
    """Board, reminder, request, return slip.

    Signals:
        figures_requested: code of the unit and name of the period whose figures the officer wants
            to see.
    """

    figures_requested = Signal(str, str)

    def __init__(self, presenter: BoardPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.model = BoardModel()
        self.table = RowsTable(
            self.model, "Bảng theo dõi các đơn vị", by_cell=True, height=_ROW_HEIGHT
        )
        self.reminder = ReminderPanel(presenter)
        self.request = RequestPanel(presenter)
        self.giving_back = ReturnPanel(presenter)
        self.before = tool_button("left", "Năm trước")
        self.after = tool_button("right", "Năm sau")
        self._year = label("", "heading")
        self._count = label("", "muted")
        self.reminder_button = button("Danh sách nhắc", icon="tasks", action=Action.REMIND)
        self.request_button = button("Ghi yêu cầu báo cáo…", icon="export")
        self.return_button = button("Trả lại để hoàn chỉnh…", icon="undo", action=Action.RETURN)
        self.figures_button = button("Xem số liệu", icon="sum")
        self._words = label("", wrap=True)
        self._build()
        self._connect()

    @property
    def chosen(self) -> Chosen | None:
        """Return the cell under the cursor."""
        index, matrix = self.table.currentIndex(), self.presenter.matrix
        if not index.isValid() or index.row() >= len(matrix.rows):
            return None
        row, place = matrix.rows[index.row()], index.column()
        return Chosen(row.code, row.name, matrix.periods[place], row.cells[place])

    def take_focus(self) -> None:
        """Put the cursor into the working month of the first unit."""
        if not self.table.currentIndex().isValid():
            self.table.choose(0, self._month_column())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        head = QHBoxLayout()
        tighten(head, spacing=6)
        for widget in (self.before, self._year, self.after, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.reminder_button)
        head.addWidget(self.request_button)
        self.table.keep_names_in_sight(172)
        self.table.setStyleSheet("QTableView::item { padding: 0 1px; }")
        self._empty = label(_NO_UNITS, "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        foot = panel("soft")
        row = QHBoxLayout(foot)
        tighten(row, 12, 8, 12, 8, 8)
        row.addWidget(self._words, 1)
        row.addWidget(self.figures_button)
        row.addWidget(self.return_button)
        left = QVBoxLayout()
        tighten(left, spacing=10)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(foot)
        self.side = QStackedWidget()
        for part in (self.reminder, self.request, self.giving_back):
            self.side.addWidget(part)
        self.side.hide()
        whole = QHBoxLayout(self)
        tighten(whole, spacing=12)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)

    def _connect(self) -> None:
        self.presenter.shown.connect(self._show)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.reminder_button.clicked.connect(self._on_reminder)
        self.request_button.clicked.connect(self._on_request)
        self.return_button.clicked.connect(self._on_return)
        self.figures_button.clicked.connect(self._on_figures)
        self.table.selectionModel().currentChanged.connect(self._on_cell)
        self.table.activated_row.connect(self._on_activated)
        self.presenter.slip_written.connect(self._on_written)
        for part in (self.reminder, self.request, self.giving_back):
            part.closed.connect(self._close_side)

    def _show(self) -> None:
        matrix, index = self.presenter.matrix, self.table.currentIndex()
        row = max(index.row(), 0)
        column = index.column() if index.isValid() else self._month_column()
        self._year.setText(f"Năm {matrix.year}")
        self._count.setText(f"{len(matrix.rows)} đơn vị" if matrix.rows else "")
        self.table.setVisible(bool(matrix.rows))
        self._empty.setVisible(not matrix.rows)
        self.model.show_matrix(matrix)
        # Another year may have fewer columns: no longer period was sent for it.
        self.table.choose(row, max(0, min(column, len(matrix.periods) - 1)))
        self._on_cell()

    def _on_cell(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        chosen = self.chosen
        self.return_button.setEnabled(chosen is not None and chosen.cell.report is not None)
        self.figures_button.setEnabled(chosen is not None and chosen.cell.has_figures)
        if chosen is None:
            self._words.clear()
            return
        self._words.setText(f"{chosen.name}, {title(chosen.period)}: {chosen.cell.words}")

    def give_back(self, unit: str, period: str, cell: Spot | None = None) -> None:
        """Begin a return slip for a unit's report, with a remark on one of its cells."""
        names = {row.code: row.name for row in self.presenter.matrix.rows}
        self._open_side(self.giving_back)
        self.giving_back.show_unit(unit, names.get(unit, unit), parse_period(period))
        if cell is not None:
            self.giving_back.show_cell(*cell)

    def _month_column(self) -> int:
        names = [period.name for period in self.presenter.matrix.periods]
        month = str(self.presenter.month)
        return names.index(month) if month in names else 0

    def _wanted_period(self) -> str:
        """Return the period under the cursor, else the working month."""
        chosen = self.chosen
        return chosen.period.name if chosen else str(self.presenter.month)

    def _on_before(self) -> None:
        self.presenter.choose_year(self.presenter.matrix.year - 1)

    def _on_after(self) -> None:
        self.presenter.choose_year(self.presenter.matrix.year + 1)

    def _on_reminder(self) -> None:
        self._open_side(self.reminder)
        self.reminder.show_period(self._wanted_period())

    def _on_request(self) -> None:
        self._open_side(self.request)
        self.request.show_period(self._wanted_period())

    def _on_return(self) -> None:
        chosen = self.chosen
        report = chosen.cell.report if chosen is not None else None
        if chosen is not None and report is not None:
            self._open_side(self.giving_back)
            self.giving_back.show_unit(chosen.code, chosen.name, report)

    def _on_activated(self) -> None:
        self._on_return()

    def _on_figures(self) -> None:
        chosen = self.chosen
        if chosen is not None:
            self.figures_requested.emit(chosen.code, chosen.period.name)

    def _open_side(self, part: QWidget) -> None:
        self.side.setCurrentWidget(part)
        self.side.show()
        self._fit()

    def _on_written(self) -> None:
        self.side.hide()
        self._fit()
        offer_cursor(self.table)

    def _close_side(self) -> None:
        self.side.hide()
        self._fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Leave the board its room: beside a panel on a small screen its buttons give way."""
        small = self.width() < 1000
        self.side.setFixedWidth(336 if small else _SIDE_WIDTH)
        for part in (self.reminder_button, self.request_button, self.figures_button):
            part.setVisible(not small or self.side.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def cell_of(cell: MatrixCell) -> Cell:
    """Return how a cell of the board looks: one or two words, and a tone."""
    if cell.row is None or cell.state == "not_due":
        return Cell("–", "muted", cell.words)
    text, tone = _LOOKS[cell.state]
    if cell.state in ("received", "elsewhere"):
        mark = _mark(cell.row.standing)
        text = f"{text}\n{mark}" if mark else text
    return Cell(text, tone, cell.words)


def _mark(standing: Standing) -> str:
    """Return the one thing to know of a report that came, as short as a cell is narrow."""
    if standing.draft:
        return "chưa chốt"
    if standing.late_days:
        days = standing.late_days
        return f"trễ {days} ngày" if days < _MANY_DAYS else "trễ hạn"
    if standing.other:
        return _from(standing.reports)
    return f"lần {standing.revision}" if standing.revision != 1 else ""


def _from(reports: tuple[Period, ...]) -> str:
    """Return the report that figures came in, where it is not the one for just these months."""
    if len(reports) > 1:
        return f"từ {len(reports)} kỳ"
    # Two days are wider than a cell; they stand in full under the table.
    if reports[0].kind == "free":
        return "kỳ khác"
    name = _short(reports[0])
    return f"kỳ {name[:1].lower()}{name[1:]}"


def _short(period: Period) -> str:
    """Return the name of a period as a heading of the board: the year stands above it."""
    match period.kind:
        case "month":
            return f"Tháng {period.months[0].month}"
        case "quarter":
            return f"Quý {(period.months[0].month + 2) // 3}"
        case "year":
            return "Cả năm"
    if period.kind == "week":
        return f"Tuần {int(period.name[-2:])}"
    if period.kind == "day" and period.start:
        return f"{period.start:%d/%m}"
    if period.start and period.end:
        return f"{period.start:%d/%m}–{period.end:%d/%m}"
    return f"{len(period.months)} tháng"
