"""The panel at the right of a register: one record to read and edit, its history, a question about
an open draft.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.history import Entry
from models.errors import Problem
from models.registers import Register, Value
from ui.forms import FieldForm
from ui.pages.register.history_view import HistoryView
from ui.widgets.pieces import button, label, tighten, tool_button

WIDTH = 392


class RecordPanel(QFrame):
    """Title, form or history, and the buttons below.

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
        self.history_button = tool_button("history", "Lịch sử thay đổi", "Ctrl+H", checkable=True)
        self.history_button.clicked.connect(self.history_requested)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.history_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._general = label("", "wrong", wrap=True)
        self._general.hide()
        column.addWidget(self._general)
        self._question = _Question()
        column.addWidget(self._question)
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
        escape = QShortcut(QKeySequence("Esc"), self, self.discard_requested.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

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

    def ask(self, text: str, *answers: tuple[str, Callable[[], object]]) -> None:
        """Put a question above the form; the officer answers it or goes on editing."""
        self._question.ask(text, answers)

    def withdraw_question(self) -> None:
        """Take the question away."""
        self._question.hide()

    @property
    def question(self) -> "_Question":
        """Return the question above the form."""
        return self._question

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
        self.save_button = button("Lưu", "primary", "save", "Lưu thay đổi", "Ctrl+S")
        self.discard_button = button("Bỏ thay đổi", hint="Trả lại như đã lưu (Esc)")
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


class _Question(QFrame):
    """Asks what to do with a draft, in the panel itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "ask")
        self._column = QVBoxLayout(self)
        tighten(self._column, 12, 8, 12, 8, 6)
        self._text = label("", wrap=True)
        self._column.addWidget(self._text)
        self._row = QHBoxLayout()
        self._column.addLayout(self._row)
        self._answers: tuple[tuple[str, Callable[[], object]], ...] = ()
        self.buttons = [button(""), button(""), button("")]
        for part in self.buttons:
            part.clicked.connect(self._on_clicked)
            self._row.addWidget(part)
        self._row.addStretch(1)
        self.hide()

    def ask(self, text: str, answers: tuple[tuple[str, Callable[[], object]], ...]) -> None:
        """Show the question with up to three answers."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._answers = answers
        for number, part in enumerate(self.buttons):
            part.setVisible(number < len(answers))
            if number < len(answers):
                part.setText(answers[number][0])
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        number = next(i for i, part in enumerate(self.buttons) if part is self.sender())
        self.hide()
        self._answers[number][1]()
