"""The panel at the right of a register: one record to read and edit, or its history."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.history import Entry
from models.errors import Problem
from models.registers import Register, Value
from ui.actions import Action, on_keys_inside
from ui.forms import FieldForm
from ui.pages.register.history_view import HistoryView
from ui.pages.register.presenter import Mode
from ui.widgets.pieces import button, label, tighten, tool_button
from ui.widgets.question import Answer, Question
from ui.widgets.save_row import SaveRow
from ui.widgets.scrolling import scrolled

WIDTH = 392


class RecordPanel(QFrame):
    """Title, form or history, and the buttons below.

    Attributes:
        question: asks above the form what to do with a draft.

    Signals:
        save_requested, discard_requested, delete_requested, restore_requested: the officer's
            wishes.
        history_requested: whether the history is wanted.
    """

    save_requested = Signal()
    discard_requested = Signal()
    delete_requested = Signal()
    restore_requested = Signal()
    history_requested = Signal(bool)

    def __init__(self, register: Register, form: FieldForm) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.register = register
        self.form = form
        column = QVBoxLayout(self)
        tighten(column, 14, 10, 14, 10, 8)
        self._title = label("", "heading", wrap=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.history_button = tool_button("history", action=Action.HISTORY, checkable=True)
        self.history_button.clicked.connect(self.history_requested)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._general = label("", "wrong", wrap=True)
        self._general.hide()
        column.addWidget(self._general)
        self.question = Question()
        column.addWidget(self.question)
        self._stack = QStackedWidget()
        self._scroll = scrolled(form)
        self.history_view = HistoryView(register)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.history_view)
        column.addWidget(self._stack, 1)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addLayout(self._buttons())
        on_keys_inside(Action.DISCARD, self, self.discard_requested.emit)

    def show_below(self, widget: QWidget) -> None:
        """Put a widget between the form and the buttons."""
        self._below.addWidget(widget)

    def show_title(self, text: str) -> None:
        """Show what the record is called."""
        self._title.setText(text)

    def show_form(self) -> None:
        """Show the form."""
        self.history_button.setChecked(False)
        self._stack.setCurrentWidget(self._scroll)

    def show_history(self, entries: list[Entry], names: dict[str, str]) -> None:
        """Show what happened to the record in place of the form."""
        self.history_button.setChecked(True)
        self.history_view.show_entries(entries, names)
        self._stack.setCurrentWidget(self.history_view)

    def show_general(self, text: str) -> None:
        """Show what is wrong with the record as a whole, or nothing."""
        self._general.setText(text)
        self._general.setVisible(bool(text))

    def show_problems(self, problems: tuple[Problem, ...]) -> list[Problem]:
        """Show problems beside their fields and return the others."""
        self.show_form()
        elsewhere = self.form.show_problems(problems)
        wrong = [box for box in self.form.boxes.values() if box.error]
        if wrong:
            self._scroll.ensureWidgetVisible(wrong[0])
        return elsewhere

    def ask(self, text: str, *answers: Answer) -> None:
        """Put a question above the form; the officer answers it or goes on editing."""
        self.question.ask(text, *answers, start=0)

    def withdraw_question(self) -> None:
        """Take the question away."""
        self.question.withdraw()

    def show_mode(self, mode: Mode, touched: bool) -> None:
        """Show the buttons that go with what is on show; `touched` says that it was changed."""
        new = mode == "new"
        to_read = mode in ("deleted", "locked")
        self.save_button.setVisible(not to_read)
        self.save_button.setEnabled(touched)
        self.discard_button.setVisible(not to_read and (touched or new))
        # Nothing was typed into a new record yet: there is only the panel to close.
        self.discard_button.setText("Thôi" if new and not touched else "Bỏ thay đổi")
        self.delete_button.setVisible(mode == "kept" and not touched)
        self.restore_button.setVisible(mode == "deleted")
        self.history_button.setVisible(not new)
        self.form.lock(to_read)

    def values(self) -> dict[str, Value]:
        """Return what stands in the form; raises Refused."""
        return self.form.draft()

    def _buttons(self) -> SaveRow:
        row = SaveRow()
        row.setSpacing(8)
        self.save_button, self.discard_button = row.save_button, row.discard_button
        self.delete_button = button("Xóa", "quiet", "trash", "Chuyển vào thùng rác; hoàn tác được")
        self.restore_button = button("Khôi phục", "primary", "undo", "Đưa ra khỏi thùng rác")
        self.save_button.clicked.connect(self.save_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        self.delete_button.clicked.connect(self.delete_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        row.insertWidget(row.indexOf(self.discard_button) + 1, self.restore_button)
        row.addWidget(self.delete_button)
        return row

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)
