"""The form of a register's only record: the month's indicators, or the unit's own profile."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages, months, registers
from desktop.context import Change
from models.catalogue import REGISTERS
from models.errors import Refused
from models.registers import Record, Value
from ui.actions import Action, on_keys_inside
from ui.change_hub import touches
from ui.forms import FieldForm
from ui.shell import Shell
from ui.widgets.pieces import label, tighten
from ui.widgets.save_row import SaveRow
from ui.widgets.scrolling import scrolled

_WIDEST = 900
_LOCKED = "Tháng đã chốt: chỉ xem. Muốn sửa, hãy mở lại tháng ở thẻ Hồ sơ."


class SingleRecordView(QWidget):
    """A form with Lưu and Bỏ thay đổi for the one record there is, or will be.

    Attributes:
        form: the form.
    """

    def __init__(
        self, shell: Shell, name: str, by_month: bool = False, columns: int = 3, heading: str = ""
    ) -> None:
        super().__init__()
        self._shell = shell
        self._register = REGISTERS[name]
        self._by_month = by_month
        self._record: Record | None = None
        self._month = shell.month
        hidden = {"year", "month"} if by_month else set[str]()
        self.form = FieldForm(shell, self._register, hidden, columns)
        self.form.setMaximumWidth(_WIDEST)
        self._build(heading)
        self.form.edited.connect(self._show_buttons)
        shell.changes.changed.connect(self._on_changed)
        if by_month:
            shell.month_changed.connect(self._on_month_changed)
        self.load()

    def load(self) -> None:
        """Show what is kept."""
        shell = self._shell
        self._month = shell.month
        month = self._month if self._by_month else None
        found = shell.ask(registers.records, self._register.name, shell.unit, month=month)
        self._record = found[0] if found else None
        self.form.load(self._record.values if self._record else {})
        locked = self._by_month and shell.ask(months.is_closed, shell.unit, self._month)
        self.form.lock(locked)
        self._locked.setVisible(locked)
        self._general.hide()
        self._show_buttons()

    def search(self, text: str) -> None:
        """Do nothing: there is one record."""

    def unsaved(self) -> str:
        """Return what is being edited, "" for nothing."""
        if not self.form.touched:
            return ""
        month = f" tháng {self._month.short}" if self._by_month else ""
        return f"“{self._register.sheet}”{month}"

    def save(self) -> bool:
        """Save the form; problems are shown beside their fields."""
        if not self.form.touched:
            return True
        try:
            values: dict[str, Value] = self.form.draft()
            if self._by_month:
                values |= {"year": self._month.year, "month": self._month.month}
            known = self._record.id if self._record else None
            outcome = self._shell.perform(
                registers.save, self._register.name, self._shell.unit, values, known
            )
        except Refused as refused:
            self._show_problems(refused)
            return False
        self.load()
        self._shell.notify_undo(f"Đã lưu {self._register.noun}.", outcome.entry)
        return True

    def discard(self) -> None:
        """Go back to what is saved."""
        self.load()

    def _show_problems(self, refused: Refused) -> None:
        """Show problems beside their fields, and those of the record as a whole above the form."""
        elsewhere = self.form.show_problems(refused.problems)
        self._general.setText("\n".join(messages.sentence(problem) for problem in elsewhere))
        self._general.setVisible(bool(elsewhere))

    def _build(self, heading: str) -> None:
        column = QVBoxLayout(self)
        tighten(column, spacing=8)
        if heading:
            column.addWidget(label(heading, "muted", wrap=True))
        self._locked = label(_LOCKED, "muted", wrap=True)
        self._general = label("", "wrong", wrap=True)
        column.addWidget(self._locked)
        column.addWidget(self._general)
        column.addWidget(scrolled(self.form), 1)
        self._buttons = SaveRow()
        self._buttons.save_button.clicked.connect(self.save)
        self._buttons.discard_button.clicked.connect(self.discard)
        column.addLayout(self._buttons)
        on_keys_inside(Action.DISCARD, self, self._on_escape)

    def _show_buttons(self) -> None:
        self._buttons.show_touched(self.form.touched)

    def _on_escape(self) -> None:
        if self.form.touched:
            self.discard()

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, self._register.name, "closing") and not self.form.touched:
            self.load()

    def _on_month_changed(self) -> None:
        draft = self.unsaved()
        if not draft:
            self.load()
            return
        self._shell.ask_person(
            f"Chưa lưu {draft}.",
            ("Lưu", self._save_and_load),
            ("Bỏ thay đổi", self.load),
            ("Sửa tiếp", self._go_back),
        )

    def _save_and_load(self) -> None:
        if self.save():
            self.load()
        else:
            self._go_back()

    def _go_back(self) -> None:
        self._shell.set_month(self._month)
