"""The tab "Chỉ tiêu tháng": the month's days and figures of no field of work, as one form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import messages, months, registers
from desktop.context import Change
from models.catalogue import MONTHLY
from models.errors import Refused
from models.periods import Month
from models.registers import Value
from ui.actions import Action, on_keys_inside
from ui.change_hub import touches
from ui.forms import FieldForm
from ui.shell import Shell
from ui.widgets.pieces import button, label, panel, tighten

_READ_ONLY = "Tháng đã chốt nên chỉ xem."
_OWN_DAYS = "Chỉ ghi từ ngày, đến ngày khi tháng này khác với cách tính chung."
_HIDDEN = frozenset({"year", "month"})


class MonthlyView(QWidget):
    """One form for the working month; a draft stays with its month until it is saved or dropped.

    Attributes:
        form: the inputs.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._month = shell.month
        self._record_id: str | None = None
        self.form = FieldForm(shell, MONTHLY, _HIDDEN, columns=4)
        self._build()
        self.form.edited.connect(self._show_state)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)
        shell.month_changed.connect(self._on_month_changed)
        shell.changes.changed.connect(self._on_changed)
        on_keys_inside(Action.DISCARD, self, self.discard)
        self._load()

    def unsaved(self) -> str:
        """Return what is being edited, "" for nothing."""
        return f"chỉ tiêu tháng {self._month.month}/{self._month.year}" if self.form.touched else ""

    def save(self) -> bool:
        """Save the form; problems are shown beside their fields."""
        if not self.form.touched:
            return True
        self._general.hide()
        values: dict[str, Value] = {"year": self._month.year, "month": self._month.month}
        try:
            values |= self.form.draft()
            outcome = self._shell.perform(
                registers.save, MONTHLY.name, self._shell.unit, values, self._record_id
            )
        except Refused as refused:
            elsewhere = self.form.show_problems(refused.problems)
            self._general.setText("\n".join(messages.sentence(problem) for problem in elsewhere))
            self._general.setVisible(bool(elsewhere))
            return False
        month = self._month
        self._month = self._shell.month
        self._load()
        self._shell.notify_undo(f"Đã lưu chỉ tiêu tháng {month.month}/{month.year}.", outcome.entry)
        return True

    def discard(self) -> None:
        """Go back to what is saved."""
        if self.form.touched:
            self._month = self._shell.month
            self._load()

    def _build(self) -> None:
        self._title = label("", "heading")
        self._hint = label("", "muted", wrap=True)
        self._general = label("", "wrong", wrap=True)
        self._general.hide()
        self.save_button = button("Lưu", "primary", "save", action=Action.SAVE)
        self.discard_button = button("Bỏ thay đổi", hint=Action.DISCARD.hint)
        frame = panel("card")
        column = QVBoxLayout(frame)
        tighten(column, 18, 14, 18, 12, 10)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self._general)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        column.addWidget(scroll, 1)
        row = QHBoxLayout()
        row.addWidget(self.save_button)
        row.addWidget(self.discard_button)
        row.addStretch(1)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        tighten(whole)
        whole.addWidget(frame, 1)

    def _load(self) -> None:
        shell = self._shell
        found = shell.ask(registers.records, MONTHLY.name, shell.unit, month=self._month)
        self._record_id = found[0].id if found else None
        self.form.load(found[0].values if found else {})
        closed = shell.ask(months.is_closed, shell.unit, self._month)
        self.form.lock(closed)
        window = shell.ask(months.window, shell.unit, self._month)
        self._title.setText(f"Tháng {self._month.month}/{self._month.year}")
        days = f"Số liệu từ {window.start:%d/%m/%Y} đến {window.end:%d/%m/%Y}."
        self._hint.setText(f"{days} {_READ_ONLY if closed else _OWN_DAYS}")
        self.save_button.setVisible(not closed)
        self._show_state()

    def _show_state(self) -> None:
        self.save_button.setEnabled(self.form.touched)
        self.discard_button.setVisible(self.form.touched)

    def _on_month_changed(self, month: Month) -> None:
        if self.form.touched:
            text = f"Chỉ tiêu tháng {self._month.month}/{self._month.year} còn thay đổi chưa lưu."
            self._shell.ask_person(text, ("Lưu", self.save), ("Bỏ thay đổi", self.discard))
            return
        self._month = month
        self._load()

    def _on_changed(self, changes: Sequence[Change]) -> None:
        if not self.form.touched and touches(changes, MONTHLY.name, "closing", "setting"):
            self._load()
