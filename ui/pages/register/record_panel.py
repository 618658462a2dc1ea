"""The panel at the right of a register: one record to read and edit, its history, a question about
an open draft.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from desktop.history import Entry
from models.errors import Problem
from models.registers import Register, Value
from ui.actions import Action, on_keys_inside
from ui.forms import FieldForm
from ui.pages.register.history_view import HistoryView
from ui.widgets.pieces import button, label, tighten, tool_button
from ui.widgets.question import Answer, Question

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
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(form)
        self.history_view = HistoryView(register)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.history_view)
        column.addWidget(self._stack, 1)
        column.addLayout(self._buttons())
        on_keys_inside(Action.DISCARD, self, self.discard_requested.emit)

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
        left = self.form.show_problems(problems)
        wrong = next((box for box in self.form.boxes.values() if box.error), None)
        if wrong is not None:
            self._scroll.ensureWidgetVisible(wrong)
        return left

    def ask(self, text: str, *answers: Answer) -> None:
        """Put a question above the form; the officer answers it or goes on editing."""
        self.question.ask(text, *answers, start=0)

    def withdraw_question(self) -> None:
        """Take the question away."""
        self.question.withdraw()

    def show_mode(self, mode: str, touched: bool) -> None:
        """Show the buttons for a new record, a kept one ("kept"), a deleted one or one that is
        locked.
        """
        deleted, locked = mode == "deleted", mode in ("deleted", "locked")
        self.save_button.setVisible(not locked)
        self.discard_button.setVisible(not locked and (touched or mode == "new"))
        self.discard_button.setText("Bỏ thay đổi" if mode != "new" or touched else "Thôi")
        self.delete_button.setVisible(mode == "kept" and not touched)
        self.restore_button.setVisible(deleted)
        self.save_button.setEnabled(touched)
        self.history_button.setVisible(mode != "new")
        self.form.lock(locked)

    def values(self) -> dict[str, Value]:
        """Return what stands in the form; raises Refused."""
        return self.form.draft()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.save_button = button("Lưu", "primary", "save", action=Action.SAVE)
        self.discard_button = button("Bỏ thay đổi", hint=Action.DISCARD.hint)
        self.delete_button = button("Xóa", "quiet", "trash", "Chuyển vào thùng rác; hoàn tác được")
        self.restore_button = button("Khôi phục", "primary", "undo", "Đưa ra khỏi thùng rác")
        self.save_button.clicked.connect(self.save_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        self.delete_button.clicked.connect(self.delete_requested)
        self.restore_button.clicked.connect(self.restore_requested)
        for part in (self.save_button, self.discard_button, self.restore_button):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        return row

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 400)
