"""The row above a register's table: add, filter by choices, as of a day, recycle bin."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from models.errors import Refused
from models.registers import Field
from ui.actions import Action
from ui.forms import caption
from ui.pages.register.presenter import RegisterPresenter
from ui.plain import tip
from ui.widgets.inputs import ChoiceInput, DateInput
from ui.widgets.pieces import button, tighten, tool_button

_AS_OF = Field("as_of", "Tính đến ngày", "date")
_DAY_HINT = "Chỉ hiện những gì còn hiệu lực vào ngày này; để trống thì hiện tất cả"
_NO_DAY = (
    "Không phải ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/11/2024; để trống thì hiện tất cả."
)


class FilterBar(QWidget):
    """Narrows what the presenter shows.

    Signals:
        add_requested: the officer wants a new record.
    """

    add_requested = Signal()

    def __init__(self, presenter: RegisterPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        register = presenter.register
        row = QHBoxLayout(self)
        tighten(row, spacing=8)
        self._add = button(f"Thêm {register.noun}", "primary", "plus", Action.NEW_RECORD.hint)
        self._add.clicked.connect(self.add_requested)
        row.addWidget(self._add)
        self.choices: dict[str, ChoiceInput] = {}
        for field in presenter.filters:
            choice = _filter(field)
            choice.edited.connect(self._on_choice)
            self.choices[field.name] = choice
            row.addWidget(choice, 3)
        self.day = DateInput(_AS_OF)
        self.day.setToolTip(_DAY_HINT)
        self.day.setPlaceholderText("mọi ngày")
        self.day.setFixedWidth(136)
        self.day.left.connect(self._on_day)
        self.day.returnPressed.connect(self._on_day)
        self._day_caption = caption("Tính đến:", self.day, "muted", _AS_OF.label)
        self._with_day = bool(register.until)
        row.addWidget(self._day_caption)
        row.addWidget(self.day)
        row.addStretch(1)
        self.bin = tool_button(
            "trash", "Xem những gì đã xóa, khôi phục được", text="Thùng rác", checkable=True
        )
        self.bin.clicked.connect(self._on_bin)
        row.addWidget(self.bin)
        self.show_state()

    def show_state(self) -> None:
        """Show what the presenter filters by."""
        presenter = self._presenter
        for name, choice in self.choices.items():
            choice.show_value(presenter.value_of_filter(name))
        in_bin = presenter.bin_shown
        for part in (self._day_caption, self.day):
            part.setVisible(self._with_day and not in_bin)
        if not self.day.hasFocus():
            self.day.show_value(presenter.as_of)
        self.bin.setChecked(in_bin)
        self._add.setEnabled(not in_bin)

    def clear(self) -> None:
        """Take every filter away."""
        self._presenter.clear()
        self.show_state()

    def _on_choice(self) -> None:
        for name, choice in self.choices.items():
            if choice is self.sender():
                self._presenter.filter_by(name, choice.value())

    def _on_day(self) -> None:
        try:
            day = self.day.value()
        except Refused:
            self.day.show_wrong(True)
            self.day.setToolTip(_NO_DAY)
            return
        self.day.show_wrong(False)
        if day != self._presenter.as_of:
            self._presenter.show_as_of(day if isinstance(day, date) else None)

    def _on_bin(self, shown: bool) -> None:
        self._presenter.show_bin(shown)


def _filter(field: Field) -> ChoiceInput:
    """Return the choice among a field's values; it is no wider than its heading needs."""
    choice = ChoiceInput([(value, value) for value in field.choices], field.header)
    choice.setAccessibleName(f"Lọc theo {field.label}")
    choice.setToolTip(tip(f"Lọc theo {field.label}"))
    choice.setMinimumContentsLength(5)
    heading = choice.fontMetrics().horizontalAdvance(choice.itemText(0))
    choice.setMaximumWidth(heading + 60)
    choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return choice
