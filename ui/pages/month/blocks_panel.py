"""The side panel of "Số liệu theo kỳ": what is told of a period, and the periods there are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.catalogue import BLOCKS
from models.errors import Refused
from models.periods import Period
from models.values import format_number
from ui.forms import FieldForm
from ui.pages.month.blocks_presenter import ASKED, BlocksPresenter
from ui.periods import words
from ui.shell import Shell
from ui.widgets.inputs import ChoiceInput, LineInput
from ui.widgets.pieces import button, label, panel, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_HIDDEN = frozenset(field.name for field in BLOCKS.fields) - frozenset(ASKED)
_COLUMNS = (Column("Kỳ đã nhập"), Column("Hồ sơ", 68, "right"))
_TWO_LINES = 46
_REASON_HEIGHT = 52
_NONE = "Chưa có kỳ nào. Chọn kỳ ở trên rồi gõ số vào bảng, hoặc nạp sổ Excel."


class BlocksPanel(QFrame):
    """A form that saves by itself, and the list.

    Attributes:
        form: days, source, which number is printed and why.
        table: the blocks, each with its days and its total.
        delete_button: deletes the chosen one.

    Signals:
        wanted: Period to show.
        left: back to the grid.
    """

    wanted = Signal(Period)
    left = Signal()

    def __init__(self, shell: Shell, presenter: BlocksPresenter) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._presenter = presenter
        self.form = FieldForm(shell, BLOCKS, _HIDDEN, columns=2)
        self.form.boxes["reason"].widget.setFixedHeight(_REASON_HEIGHT)
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Các kỳ đã nhập", height=_TWO_LINES)
        self.delete_button = button("Xóa kỳ này", "quiet", "trash")
        self._none = label(_NONE, "muted", wrap=True)
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 12, 8, 6)
        column.addWidget(self.form)
        column.addWidget(panel("line"))
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addWidget(self.delete_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)
        self._connect()

    def show_blocks(self) -> None:
        """Show what there is; what is being typed stays until it is saved."""
        presenter = self._presenter
        if not self.form.touched:
            self.form.load(presenter.told)
        self._show_days()
        self.form.lock(bool(presenter.why_locked))
        self.delete_button.setEnabled(presenter.block is not None and not presenter.why_locked)
        periods = [block.period for block in presenter.kept.by_size]
        blocked = self.table.blockSignals(True)
        self.model.show_rows([Row(period, self._cells(period)) for period in periods])
        if presenter.period in periods:
            self.table.choose(periods.index(presenter.period))
        self.table.blockSignals(blocked)
        self.table.setVisible(bool(periods))
        self.delete_button.setVisible(bool(periods))
        self._none.setVisible(not periods)

    def save(self) -> bool:
        """Store what is told; what is wrong is said beside its field."""
        if not self.form.touched:
            return True
        try:
            told = self.form.draft()
            self._presenter.tell(told)
        except Refused as refused:
            self._show_problems(refused)
            return False
        self.form.load(told)
        return True

    def discard(self) -> None:
        """Go back to what is stored."""
        self.form.load(self._presenter.told)

    def _connect(self) -> None:
        for box in self.form.boxes.values():
            box.input.left.connect(self.save)
            if isinstance(box.widget, LineInput):
                box.widget.returnPressed.connect(self.save)
            elif isinstance(box.widget, ChoiceInput):
                box.widget.edited.connect(self.save)
        self.table.row_chosen.connect(self._on_row)
        self.table.activated_row.connect(self._on_entered)
        self.table.delete_requested.connect(self._on_delete)
        self.delete_button.clicked.connect(self._on_button)

    def _cells(self, period: Period) -> tuple[Cell, ...]:
        presenter = self._presenter
        window = presenter.window(period)
        days = f"{window.start:%d/%m/%Y} – {window.end:%d/%m/%Y}"
        # The days stand below the name; those of free dates need not stand there twice.
        text = "khoảng ngày" if period.kind == "free" else words(period).partition(" (")[0]
        locked = " · đã chốt" if presenter.is_locked(period) else ""
        total = presenter.total(presenter.held[period])
        number = "chưa có" if total is None else format_number(total)
        name = text[:1].upper() + text[1:]
        return (
            Cell(f"{name}\n{days}{locked}", tip=f"{name}: {days}{locked}"),
            Cell(
                number, "muted" if total is None else "", tip=f"Tổng số phải giải quyết: {number}"
            ),
        )

    def _show_days(self) -> None:
        """Show in the blank inputs which days hold while nobody types others."""
        presenter = self._presenter
        if presenter.period is None:
            return
        window = presenter.window(presenter.period)
        for name, day in (("from_date", window.start), ("to_date", window.end)):
            widget = self.form.boxes[name].widget
            if isinstance(widget, LineInput):
                widget.setPlaceholderText(f"{day:%d/%m/%Y}")

    def _show_problems(self, refused: Refused) -> None:
        """Say what is wrong without taking the cursor back: it is on its way elsewhere."""
        for problem in refused.problems:
            for field in problem.place.columns:
                if field.name in self.form.boxes:
                    self.form.boxes[field.name].show_problem(problem)

    def _on_row(self, period: object) -> None:
        if isinstance(period, Period) and period != self._presenter.period:
            self.wanted.emit(period)

    def _on_entered(self, _period: object) -> None:
        self.left.emit()

    def _on_delete(self, period: object) -> None:
        if isinstance(period, Period) and self.delete_button.isEnabled():
            self._presenter.remove(period)

    def _on_button(self) -> None:
        if self._presenter.period is not None:
            self._presenter.remove(self._presenter.period)
