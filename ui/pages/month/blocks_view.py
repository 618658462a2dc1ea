"""The tab "Số liệu theo kỳ": figures of a day, a week, a quarter or the year so far as one grid."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from models.blocks import last_month
from models.periods import Month, Period
from ui.actions import Action, hint_line
from ui.pages.month.blocks_panel import BlocksPanel
from ui.pages.month.blocks_presenter import BlocksPresenter
from ui.pages.month.grid import MonthGrid
from ui.pages.month.grid_model import Cell
from ui.pages.month.hint_line import HintLine
from ui.pages.month.presenter import MonthPresenter
from ui.periods import words
from ui.shell import Shell
from ui.widgets.period_chooser import PeriodChooser
from ui.widgets.pieces import label, tighten

_KEYS = hint_line(
    Action.DOWN, Action.RIGHT, Action.EDIT, Action.CLEAR, Action.COPY_DOWN, Action.UNDO
)
_HELP = "Dùng khi chỉ có số của cả kỳ. Các tháng đã nhập đủ thì số này đứng bên cạnh để đối chiếu."
_PANEL_WIDTHS = (296, 320)
_ROOMY = 980


class BlocksView(QWidget):
    """Chooser, grid and panel.

    Attributes:
        chooser: which period.
        grid: its figures; the same keys as in the month.
        fields: whether fields of work without figures have a row too.
        panel: what is told of the period, and the periods there are.
    """

    def __init__(self, shell: Shell, months: MonthPresenter) -> None:
        super().__init__()
        self._shell = shell
        self.presenter = BlocksPresenter(shell, self)
        self.chooser = PeriodChooser(shell.month)
        self.fields = QCheckBox("Nhập theo từng lĩnh vực")
        self.grid = MonthGrid()
        self.panel = BlocksPanel(shell, self.presenter)
        self._kept_wrong: dict[Period | None, dict[Cell, tuple[str, str]]] = {}
        self._period: Period | None = None
        self._build()
        self._connect(months)
        self.presenter.load()
        self._show_first()

    def show_period(self, period: Period) -> None:
        """Show a period; the whole window goes to the month in which it ends."""
        self._shell.set_month(last_month(period))
        self.chooser.show_period(period.name)
        if self.presenter.period != period:
            self.presenter.choose(period.name)

    def settle(self) -> None:
        """Store what stands in an open cell and in the form."""
        self.grid.view.settle()
        self.panel.save()

    def unsaved(self) -> str:
        """Return what is typed and not stored."""
        self.settle()
        if not (self.grid.model.wrong or self.panel.form.touched):
            return ""
        return f"số liệu {words(self._period)}" if self._period else "số liệu theo kỳ"

    def save(self) -> bool:
        """Store what can be stored; return whether that is everything."""
        self.settle()
        return not (self.grid.model.wrong or self.panel.form.touched)

    def discard(self) -> None:
        """Forget what is not stored."""
        self.grid.model.show_wrong({})
        self.panel.discard()

    def take_focus(self) -> None:
        """Put the cursor in the grid."""
        self.grid.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.grid.view.setAccessibleName("Bảng số liệu hồ sơ của kỳ")
        self._title = label("", "strong", wrap=True)
        self._locked = label("", "muted", wrap=True)
        self._line = HintLine(_KEYS)
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.chooser)
        head.addStretch(1)
        under = QHBoxLayout()
        tighten(under, spacing=8)
        under.addWidget(self._title, 1)
        under.addWidget(self.fields)
        left = QVBoxLayout()
        tighten(left, spacing=6)
        left.addLayout(head)
        left.addLayout(under)
        left.addWidget(self._locked)
        left.addWidget(self.grid, 1)
        left.addWidget(self._line)
        row = QHBoxLayout(self)
        tighten(row, spacing=12)
        row.addLayout(left, 1)
        row.addWidget(self.panel)

    def _connect(self, months: MonthPresenter) -> None:
        presenter, view, model = self.presenter, self.grid.view, self.grid.model
        model.write = presenter.write
        model.read = months.read_typed
        model.refused.connect(self._show_line)
        presenter.shown.connect(self._show)
        presenter.period_left.connect(self._on_left)
        view.undo_requested.connect(presenter.undo)
        view.blocked.connect(self._line.refuse)
        view.current_moved.connect(self._show_line)
        view.leave_requested.connect(self._on_leave)
        self.chooser.chosen.connect(presenter.choose)
        self.chooser.refused.connect(self._shell.show_problems)
        self.fields.clicked.connect(presenter.show_fields)
        self.panel.wanted.connect(self.show_period)
        self.panel.left.connect(self.take_focus)
        self._shell.month_changed.connect(self._on_month)

    def _show_first(self) -> None:
        """Show the last block of the working month, or else its year so far."""
        presenter, month = self.presenter, self._shell.month
        ending = [period for period in presenter.held if last_month(period) == month]
        if ending:
            self.chooser.show_period(ending[-1].name)
        else:
            self.chooser.show_span("to_date")
        presenter.choose(self.chooser.period)

    def _show(self) -> None:
        presenter = self.presenter
        if presenter.period != self._period:
            self._period = presenter.period
            self.grid.model.show_wrong(self._kept_wrong.pop(self._period, {}))
            self.panel.discard()
        why = presenter.why_locked
        self._title.setText(self._words())
        self._locked.setText(why or _HELP)
        self.grid.show_month(presenter.grid)
        self.fields.setChecked(presenter.by_field)
        self.fields.setEnabled(not why)
        self.panel.show_blocks()
        if not self.grid.view.currentIndex().isValid():
            self.grid.go_to_first()
        self._show_line()

    def _words(self) -> str:
        period = self.presenter.period
        if period is None:
            return "Chưa đủ ngày của kỳ"
        window = self.presenter.window(period)
        text = words(period).partition(" (")[0]
        days = f"số liệu từ {window.start:%d/%m/%Y} đến {window.end:%d/%m/%Y}"
        return f"{text[:1].upper()}{text[1:]}: {days}"

    def _show_line(self) -> None:
        self._line.explain(self.grid.model, self.grid.view.currentIndex())

    def _on_left(self) -> None:
        self.grid.view.settle()
        self._kept_wrong[self._period] = self.grid.model.wrong
        if not self.panel.save() and self._period is not None:
            self._shell.notify(
                f"Phần ghi thêm của {words(self._period)} chưa lưu vì còn ô chưa đúng.",
                tone="problem",
            )

    def _on_month(self, month: Month) -> None:
        self.chooser.show_month(month)

    def _on_leave(self, forward: bool) -> None:
        if forward:
            self.panel.table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.fields.setFocus(Qt.FocusReason.BacktabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setFixedWidth(_PANEL_WIDTHS[self.width() >= _ROOMY])
