"""The tab "Hồ sơ": the grid with its side panel, and what the keys and buttons around it mean."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.finding_reasons import too_short_words
from desktop.findings import settled_at
from models.figures import WHOLE_UNIT_ID
from models.findings import Finding
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month, parse_period, title
from models.text import fold
from ui.actions import Action, on_keys_inside
from ui.closing import ClosingQuestion
from ui.month_findings import PAUSE_MS
from ui.pages.month.areas_panel import AreasPanel
from ui.pages.month.empty_month import EmptyMonth
from ui.pages.month.findings_panel import FindingsPanel
from ui.pages.month.grid import MonthGrid
from ui.pages.month.grid_model import Cell
from ui.pages.month.grid_month import GridMonth
from ui.pages.month.hint_line import HintLine
from ui.pages.month.presenter import MonthPresenter
from ui.pages.month.published import block_of
from ui.shell import Shell
from ui.widgets.pieces import button, tighten

_PANEL_WIDTHS = (236, 286)
_ROOMY = 980


class DossiersView(QWidget):
    """Grid, side panel and the line under the grid.

    Attributes:
        grid: the figures.
        panel: findings, reasons, and what is beside the current cell.
        areas: which fields of work take part.
        closing: asks before the month is closed, and why it shall be opened again.
        buttons: the buttons that belong to this tab; the page puts them in its head.

    Signals:
        elsewhere_requested: page and tab of a finding that no cell of the grid can settle.
        block_requested: name of the period of a finding about figures by period.
    """

    elsewhere_requested = Signal(str, str)
    block_requested = Signal(str)

    def __init__(self, shell: Shell, presenter: MonthPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.grid = MonthGrid()
        self.panel = FindingsPanel()
        self.areas = AreasPanel()
        self.closing = ClosingQuestion(shell, self.grid)
        self._kept_wrong: dict[Month, dict[Cell, tuple[str, str]]] = {}
        self._month = presenter.month
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._rest.timeout.connect(self._show_beside)
        self._build()
        self._connect()

    def show_place(self, area: str | None, measure: str | None) -> None:
        """Put the cursor into the cell of a field of work (by name) and measure."""
        row = self.presenter.shown.row_named(area or WHOLE_UNIT)
        if row is None:
            keys = Action.CHOOSE_AREAS.written
            self.blocked(f"{area} không có dòng trong tháng này: bấm {keys} để thêm lĩnh vực.")
            return
        area_id = self.presenter.shown.rows[row].area_id
        self.grid.go_to(area_id, measure if measure in MEASURES else None)

    def show_findings(self) -> None:
        """Put the cursor on the findings."""
        self._right.setCurrentWidget(self.panel)
        self.presenter.know_findings()
        self.panel.take_focus()

    def search(self, text: str) -> None:
        """Put the cursor on the first field of work that has the words."""
        words = fold(text).split()
        for row, line in enumerate(self.presenter.shown.rows):
            if words and all(word in fold(line.area) for word in words):
                column = max(self.grid.view.currentIndex().column(), 0)
                self.grid.view.setCurrentIndex(self.grid.model.index(row, column))
                return

    def settle(self) -> None:
        """Store what stands in an open cell."""
        self.grid.view.settle()

    def put_away(self) -> None:
        """Store what stands in an open cell and read no more: another page comes to the front."""
        self.settle()
        self.closing.withdraw()
        self._rest.stop()

    def start_closing(self) -> None:
        """Ask whether to close the month, or why a closed one shall be opened again."""
        self.settle()
        name = title(parse_period(str(self.presenter.month)))
        if self.presenter.shown.closed:
            self.closing.ask(
                f"Số liệu {name} đã chốt. Ghi lý do mở lại để sửa; lý do được giữ trong lịch sử.",
                (f"Mở lại {name}", self._on_reopening),
                ("Không mở lại", self.closing.withdraw),
                with_reason=True,
                refuses=too_short_words,
            )
        elif not self._points_to_wrong():
            self._right.setCurrentWidget(self.panel)
            self.presenter.read_findings_now()
            self.closing.ask_about(self.presenter.month)

    def close_month(self, reason: str) -> None:
        """Close the month with a reason for its open warnings ("" for none)."""
        self.settle()
        if not self._points_to_wrong() and self.presenter.close(reason):
            self._to_grid()

    def blocked(self, why: str) -> None:
        """Say under the grid why something cannot be typed."""
        self._line.refuse(why)

    def _build(self) -> None:
        self.take_button = button("Lấy kỳ trước", icon="history", action=Action.CARRY_OVER)
        self.areas_button = button("Lĩnh vực", icon="list", action=Action.CHOOSE_AREAS)
        self.close_button = button("Chốt số liệu", "primary", "lock")
        self.buttons: tuple[QPushButton, ...] = (
            self.areas_button,
            self.take_button,
            self.close_button,
        )
        self._line = HintLine()
        self._empty = EmptyMonth()
        self.start_button = self._empty.start_button
        self._left = QStackedWidget()
        self._left.addWidget(self.grid)
        self._left.addWidget(self._empty)
        self._right = QStackedWidget()
        self._right.addWidget(self.panel)
        self._right.addWidget(self.areas)
        self._right.setFixedWidth(_PANEL_WIDTHS[1])
        left = QVBoxLayout()
        tighten(left, spacing=6)
        left.addWidget(self._left, 1)
        left.addWidget(self._line)
        row = QHBoxLayout(self)
        tighten(row, spacing=12)
        row.addLayout(left, 1)
        row.addWidget(self._right)

    def _connect(self) -> None:
        presenter, view, model = self.presenter, self.grid.view, self.grid.model
        model.write = presenter.write
        model.read = presenter.read_typed
        model.refused.connect(self._show_line)
        presenter.figures_shown.connect(self._on_figures)
        presenter.findings_shown.connect(self._on_findings)
        presenter.month_left.connect(self.settle)
        presenter.month_shown.connect(self._on_month)
        view.undo_requested.connect(presenter.undo)
        view.blocked.connect(self.blocked)
        view.current_moved.connect(self._on_current)
        view.leave_requested.connect(self._on_leave)
        self.panel.place_requested.connect(self._on_place)
        self.panel.reason_given.connect(presenter.give_reason)
        self.panel.left.connect(self._to_grid)
        self.closing.confirmed.connect(self.close_month)
        self.areas.switched.connect(self._on_area)
        self.areas.left.connect(self._on_areas_left)
        self.take_button.clicked.connect(presenter.take_carried_over)
        self.areas_button.clicked.connect(self._on_areas)
        self.close_button.clicked.connect(self.start_closing)
        self.start_button.clicked.connect(self._on_start)
        on_keys_inside(Action.NIL, self, self._on_nil)
        on_keys_inside(Action.SHOW_FINDINGS, self, self.show_findings)

    def _on_figures(self, shown: GridMonth) -> None:
        self.closing.withdraw()
        self.grid.show_month(shown)
        self.grid.totals.show_published(self.presenter.published_totals())
        entered = shown.has_figures
        self._left.setCurrentWidget(self.grid if entered else self._empty)
        self._empty.show_month(self.presenter.month)
        self.areas_button.setEnabled(not shown.closed)
        self.take_button.setEnabled(entered and not shown.closed)
        self.close_button.setEnabled(entered)
        self.close_button.setText("Mở lại tháng" if shown.closed else "Chốt số liệu")
        self._right.setVisible(entered or self._right.currentWidget() is self.areas)
        if self._right.currentWidget() is self.areas:
            self.areas.model.show_areas(self.presenter.area_choices())
        if entered and not self.grid.view.currentIndex().isValid():
            self.grid.go_to_first()
        self._on_current()

    def _on_month(self, month: Month) -> None:
        self._kept_wrong[self._month] = self.grid.model.wrong
        self._month = month
        self.grid.model.show_wrong(self._kept_wrong.pop(month, {}))
        self.closing.withdraw()
        self.panel.show_findings([])

    def _on_findings(self, findings: list[Finding]) -> None:
        self.panel.show_findings(findings)
        self.grid.model.show_marks(self.presenter.marks(findings))

    def _on_current(self) -> None:
        self._show_line()
        self._rest.start()

    def _show_beside(self) -> None:
        """Show what belongs to the current cell; other months are read once the cursor rests."""
        index = self.grid.view.currentIndex()
        if not index.isValid() or not self.isVisible():
            return
        self.panel.show_beside(self.presenter.about_cell(index.row(), index.column()))

    def _show_line(self) -> None:
        index = self.grid.view.currentIndex()
        beside = ""
        if index.isValid():
            beside = self.presenter.published_words(self.grid.model.cell(index))
        self._line.explain(self.grid.model, index, beside)

    def _on_place(self, finding: Finding) -> None:
        page, tab = settled_at(finding)
        block = block_of(finding)
        if block:
            self.block_requested.emit(block)
        elif (page, tab) != ("month", ""):
            self.elsewhere_requested.emit(page, tab)
        elif finding.area is not None or finding.measure in MEASURES:
            self.show_place(finding.area, finding.measure)

    def _on_nil(self) -> None:
        index = self.grid.view.currentIndex()
        shown = self.presenter.shown
        if index.isValid() and not shown.closed:
            row = shown.rows[index.row()]
            if row.area_id != WHOLE_UNIT_ID:
                self.presenter.set_nil(row.area_id, not row.nil)

    def _on_leave(self, forward: bool) -> None:
        if forward:
            self.show_findings()
        else:
            self.areas_button.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _to_grid(self) -> None:
        self.grid.view.setFocus()

    def _points_to_wrong(self) -> bool:
        """Put the cursor on the first wrong cell and return whether there is one."""
        wrong = self.grid.model.wrong_cells()
        if wrong:
            self.grid.view.select_place(wrong[0])
            self._show_line()
        return bool(wrong)

    def _on_reopening(self) -> None:
        if self.presenter.reopen(self.closing.reason.text().strip()):
            self._to_grid()

    def _on_areas(self) -> None:
        self._right.show()
        self._right.setCurrentWidget(self.areas)
        self.areas.open_with(self.presenter.area_choices())

    def _on_areas_left(self) -> None:
        self._right.setCurrentWidget(self.panel)
        self._right.setVisible(self._left.currentWidget() is self.grid)
        if self._right.isVisible():
            self._to_grid()
        else:
            self.start_button.setFocus()

    def _on_area(self, area_id: str, wanted: bool) -> None:
        if wanted:
            self.presenter.add_areas([area_id])
        else:
            self.presenter.remove_area(area_id)

    def _on_start(self) -> None:
        self.presenter.start_month()
        self._to_grid()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(_PANEL_WIDTHS[self.width() >= _ROOMY])
