"""The tab "Hồ sơ": the grid with its side panel, and what the keys and buttons around it mean."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.findings import settled_at
from models.figures import WHOLE_UNIT_ID
from models.findings import Finding
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month, parse_period, title
from models.text import fold
from ui.actions import Action, hint_line, on_keys_inside
from ui.closing import ClosingQuestion
from ui.pages.month.areas_panel import AreasPanel
from ui.pages.month.columns import COLUMNS
from ui.pages.month.findings_panel import FindingsPanel
from ui.pages.month.grid import MonthGrid
from ui.pages.month.grid_model import Cell
from ui.pages.month.presenter import PAUSE_MS, MonthPresenter
from ui.pages.month.sheet import Sheet, figure_text
from ui.shell import Shell
from ui.widgets.pieces import button, label, tighten

_HINT = hint_line(
    Action.DOWN,
    Action.RIGHT,
    Action.EDIT,
    Action.CLEAR,
    Action.COPY_DOWN,
    Action.UNDO,
    Action.NIL,
    Action.SHOW_FINDINGS,
)
_PANEL_WIDTHS = (236, 286)
_ROOMY = 980


class SheetView(QWidget):
    """Grid, side panel and the line under the grid.

    Attributes:
        grid: the figures.
        panel: findings, reasons, and what is beside the current cell.
        fields: which fields of work take part.
        closing: asks before the month is closed, and why it shall be opened again.
        buttons: the buttons that belong to this tab; the page puts them in its head.

    Signals:
        elsewhere_requested: page and tab of a finding that no cell of the grid can settle.
    """

    elsewhere_requested = Signal(str, str)

    def __init__(self, shell: Shell, presenter: MonthPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self.grid = MonthGrid()
        self.panel = FindingsPanel()
        self.fields = AreasPanel()
        self.closing = ClosingQuestion(shell, self.grid)
        self._kept_wrong: dict[Month, dict[Cell, tuple[str, str]]] = {}
        self._month = presenter.month
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE_MS)
        self._rest.timeout.connect(self._show_beside)
        self._build()
        self._connect()

    def show_place(self, field: str | None, measure: str | None) -> None:
        """Put the cursor into the cell of a field of work (by name) and measure."""
        row = self.presenter.sheet.row_named(field or WHOLE_UNIT)
        if row is None:
            keys = Action.CHOOSE_AREAS.written
            self.blocked(f"{field} không có dòng trong tháng này: bấm {keys} để thêm lĩnh vực.")
            return
        area_id = self.presenter.sheet.rows[row].area_id
        self.grid.go_to(area_id, measure if measure in MEASURES else None)

    def show_findings(self) -> None:
        """Put the cursor on the findings."""
        self._right.setCurrentWidget(self.panel)
        self.presenter.read_findings_now()
        self.panel.take_focus()

    def search(self, text: str) -> None:
        """Put the cursor on the first field of work that has the words."""
        words = fold(text).split()
        for row, line in enumerate(self.presenter.sheet.rows):
            if words and all(word in fold(line.field) for word in words):
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
        """Ask whether to close the month, or say what keeps it open; a closed month is asked why it
        shall be opened.
        """
        self.settle()
        name = title(parse_period(str(self.presenter.month)))
        if self.presenter.sheet.closed:
            self.closing.ask(
                f"Số liệu {name} đã chốt. Ghi lý do mở lại để sửa; lý do được giữ trong lịch sử.",
                (f"Mở lại {name}", self._on_reopening),
                ("Không mở lại", self.closing.withdraw),
                with_reason=True,
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
        self._say(why, "wrong")

    def _build(self) -> None:
        self.take_button = button("Lấy kỳ trước", icon="history", action=Action.CARRY_OVER)
        self.fields_button = button("Lĩnh vực", icon="list", action=Action.CHOOSE_AREAS)
        self.close_button = button("Chốt số liệu", "primary", "lock")
        self.buttons: tuple[QPushButton, ...] = (
            self.fields_button,
            self.take_button,
            self.close_button,
        )
        self._line = QLabel(_HINT)
        self._line.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setProperty("look", "muted")
        self._line.setWordWrap(True)
        self._line.setMinimumHeight(self._line.fontMetrics().lineSpacing() + 4)
        self._empty = self._empty_month()
        self._left = QStackedWidget()
        self._left.addWidget(self.grid)
        self._left.addWidget(self._empty)
        self._right = QStackedWidget()
        self._right.addWidget(self.panel)
        self._right.addWidget(self.fields)
        self._right.setFixedWidth(_PANEL_WIDTHS[1])
        left = QVBoxLayout()
        tighten(left, spacing=6)
        left.addWidget(self._left, 1)
        left.addWidget(self._line)
        row = QHBoxLayout(self)
        tighten(row, spacing=12)
        row.addLayout(left, 1)
        row.addWidget(self._right)

    def _empty_month(self) -> QFrame:
        box = QFrame()
        box.setProperty("look", "card")
        column = QVBoxLayout(box)
        self._empty_words = label("", "heading", wrap=True)
        self.start_button = button("Bắt đầu nhập tháng này", "primary", "plus")
        explained = label(
            "Mỗi lĩnh vực một dòng. Chương trình đưa sẵn các lĩnh vực của tháng trước; "
            "tháng đầu tiên thì đưa các lĩnh vực đang dùng.",
            "muted", wrap=True,
        )  # fmt: skip
        column.addStretch(2)
        for widget in (self._empty_words, explained, self.start_button):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(
                widget,
                0,
                Qt.AlignmentFlag.AlignCenter
                if widget is self.start_button
                else Qt.AlignmentFlag(0),
            )
            column.addSpacing(8)
        column.addStretch(3)
        return box

    def _connect(self) -> None:
        presenter, view, model = self.presenter, self.grid.view, self.grid.model
        model.write = presenter.write
        model.read = presenter.read_typed
        model.refused.connect(self._show_line)
        presenter.sheet_shown.connect(self._on_sheet)
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
        self.fields.switched.connect(self._on_field)
        self.fields.left.connect(self._on_fields_left)
        self.take_button.clicked.connect(presenter.take_carried_over)
        self.fields_button.clicked.connect(self._on_fields)
        self.close_button.clicked.connect(self.start_closing)
        self.start_button.clicked.connect(self._on_start)
        on_keys_inside(Action.NIL, self, self._on_nil)
        on_keys_inside(Action.SHOW_FINDINGS, self, self.show_findings)

    def _on_sheet(self, shown: Sheet) -> None:
        self.closing.withdraw()
        self.grid.show_sheet(shown)
        month = self.presenter.month
        entered = len(shown.rows) > 1 or any(
            value is not None for value in shown.rows[0].entered.values()
        )
        self._left.setCurrentWidget(self.grid if entered else self._empty)
        self._empty_words.setText(f"Tháng {month.month}/{month.year} chưa có số liệu")
        self.fields_button.setEnabled(not shown.closed)
        self.take_button.setEnabled(entered and not shown.closed)
        self.close_button.setEnabled(entered)
        self.close_button.setText("Mở lại tháng" if shown.closed else "Chốt số liệu")
        self._right.setVisible(entered or self._right.currentWidget() is self.fields)
        if self._right.currentWidget() is self.fields:
            self.fields.model.show_fields(self.presenter.field_choices())
        if entered and not self.grid.view.currentIndex().isValid():
            self._to_first_cell()
        self._on_current()

    def _to_first_cell(self) -> None:
        view, model = self.grid.view, self.grid.model
        for column in view.visible_columns():
            if not model.sheet.why_locked(0, column) and not COLUMNS[column].measure.parts:
                view.setCurrentIndex(model.index(0, column))
                return
        view.setCurrentIndex(model.index(0, 0))

    def _on_month(self, month: Month) -> None:
        self._kept_wrong[self._month] = self.grid.model.wrong
        self._month = month
        self.grid.model.show_wrong(self._kept_wrong.pop(month, {}))
        self.closing.withdraw()
        self.panel.show_findings([])

    def _on_findings(self, findings: list[Finding]) -> None:
        self.panel.show_findings(findings)
        marks: dict[Cell, str] = {}
        for finding in findings:
            row = self.presenter.sheet.row_of(finding.area_id or WHOLE_UNIT_ID)
            if (
                row is not None
                and finding.measure in MEASURES
                and finding.severity == "warning"
                and not finding.reason
            ):
                text = self.panel.model.text_of(finding)
                marks[(self.presenter.sheet.rows[row].area_id, finding.measure)] = text
        self.grid.model.show_marks(marks)

    def _on_current(self) -> None:
        self._show_line()
        self._rest.start()

    def _show_beside(self) -> None:
        """Show what belongs to the current cell; other months are read once the cursor rests."""
        index = self.grid.view.currentIndex()
        if not index.isValid() or not self.isVisible():
            return
        line, measure = self.presenter.sheet.rows[index.row()], COLUMNS[index.column()].measure
        lines = [f"Ô đang chọn: {line.field}, {measure.label}"]
        typed = line.entered.get(measure.name)
        if typed is not None and self.presenter.sheet.contradicts(index.row(), index.column()):
            keys = Action.CLEAR.written
            lines.append(
                f"Đã nhập {figure_text(typed)} nhưng các phần cộng lại khác; "
                f"bấm {keys} để bỏ số đã nhập."
            )
        lines += [
            f"{month}: {text}" for month, text in self.presenter.beside(line.area_id, measure.name)
        ]
        self.panel.show_beside(lines)

    def _show_line(self) -> None:
        """Explain wrong text: that of the current cell, else the first one anywhere in the grid."""
        model, current = self.grid.model, self.grid.view.currentIndex()
        places = [current] if model.wrong_at(current) else model.wrong_cells()[:1]
        if places:
            row, measure = model.sheet.rows[places[0].row()], COLUMNS[places[0].column()].measure
            self._say(
                f"Chưa lưu – {row.field}, {measure.label}: {model.wrong_at(places[0])}", "wrong"
            )
        else:
            self._say(_HINT, "muted")

    def _say(self, words: str, look: str) -> None:
        """Put words under the grid, in the look of a hint or of something wrong."""
        self._line.setText(words)
        if self._line.property("look") != look:
            self._line.setProperty("look", look)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def _on_place(self, finding: Finding) -> None:
        page, tab = settled_at(finding)
        if (page, tab) != ("month", ""):
            self.elsewhere_requested.emit(page, tab)
        elif finding.area is not None or finding.measure in MEASURES:
            self.show_place(finding.area, finding.measure)

    def _on_nil(self) -> None:
        index = self.grid.view.currentIndex()
        sheet = self.presenter.sheet
        if index.isValid() and not sheet.closed:
            row = sheet.rows[index.row()]
            if row.area_id != WHOLE_UNIT_ID:
                self.presenter.set_nil(row.area_id, not row.nil)

    def _on_leave(self, forward: bool) -> None:
        if forward:
            self.show_findings()
        else:
            self.fields_button.setFocus(Qt.FocusReason.BacktabFocusReason)

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

    def _on_fields(self) -> None:
        self._right.show()
        self._right.setCurrentWidget(self.fields)
        self.fields.open_with(self.presenter.field_choices())

    def _on_fields_left(self) -> None:
        self._right.setCurrentWidget(self.panel)
        self._right.setVisible(self._left.currentWidget() is self.grid)
        (self.grid.view if self._right.isVisible() else self.start_button).setFocus()

    def _on_field(self, area_id: str, wanted: bool) -> None:
        if wanted:
            self.presenter.add_fields([area_id])
        else:
            self.presenter.remove_field(area_id)

    def _on_start(self) -> None:
        self.presenter.start_month()
        self._to_grid()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(_PANEL_WIDTHS[self.width() >= _ROOMY])
