"""The first questions: who types, which unit, who signs, which fields of work and days."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import messages, registers, settings
from desktop.backup import Restored, restore
from desktop.context import Context, create_store, now, open_context
from models.errors import OfficeError
from models.files import make_folder
from ui import style
from ui.dialogs.first_run_steps import (
    FieldsStep,
    OfficerStep,
    SignerStep,
    Step,
    UnitStep,
    WindowStep,
)
from ui.dialogs.restore import RestoreDialog
from ui.widgets.fitting import fix_fitting
from ui.widgets.pieces import button, label, panel, tighten

_SIZE = (760, 520)
_OPEN = "Mở tệp chuyển máy, bản sao lưu…"
_MOVE = "Chọn tệp chuyển máy (chuyen-may-…) hoặc một bản sao lưu; cả sổ về máy này như cũ."


class FirstRun(QDialog):
    """Five short screens; the book is made at the end of the last one.

    Attributes:
        context: the new open store, None until it is made.
        restored: what was brought in from another computer or a copy instead, if anything.
        steps: the screens in order.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setWindowTitle("Bắt đầu")
        self.setWindowIcon(style.icon("somotcua"))
        fix_fitting(self, *_SIZE)
        self.context: Context | None = None
        self.restored: Restored | None = None
        self._path = path
        self.officer, self.unit, self.signer = OfficerStep(), UnitStep(), SignerStep()
        self.fields, self.window_rule = FieldsStep(), WindowStep()
        self.steps: tuple[Step, ...] = (
            self.officer,
            self.unit,
            self.signer,
            self.fields,
            self.window_rule,
        )
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
        self._number = label("", "muted")
        self._title = label("", "title")
        self._text = label("", "muted", wrap=True)
        self._error = label("", "wrong", wrap=True)
        self._error.hide()
        column = QVBoxLayout(self)
        tighten(column)
        column.addWidget(self._head())
        body = QWidget()
        inner = QVBoxLayout(body)
        tighten(inner, 28, 14, 28, 10, 8)
        for part in (self._number, self._title, self._text):
            inner.addWidget(part)
        inner.addSpacing(4)
        inner.addWidget(self._scrolling(), 1)
        inner.addWidget(self._error)
        inner.addLayout(self._buttons())
        column.addWidget(body, 1)
        self._show_step(0)

    @property
    def step(self) -> Step:
        """Return the screen on show."""
        return self.steps[self._stack.currentIndex()]

    @property
    def error(self) -> str:
        """Return what is shown as wrong."""
        return "" if self._error.isHidden() else self._error.text()

    def go_on(self) -> None:
        """Check this screen and show the next, or make the book after the last."""
        problem = self.step.problem()
        self._show_error(problem)
        if problem:
            return
        number = self._stack.currentIndex()
        if number < len(self.steps) - 1:
            self._show_step(number + 1)
        else:
            self._make()

    def go_back(self) -> None:
        """Show the screen before."""
        self._show_error("")
        self._show_step(max(0, self._stack.currentIndex() - 1))

    def _head(self) -> QFrame:
        head = panel("soft")
        head.setStyleSheet(f"QFrame {{ border: 0; border-radius: 0; background: {style.ACCENT}; }}")
        row = QHBoxLayout(head)
        tighten(row, 28, 10, 28, 10, 12)
        name = label("Sổ Một Cửa")
        name.setStyleSheet(f"color: {style.PAPER}; font-size: 13pt; font-weight: bold;")
        row.addWidget(name)
        row.addStretch(1)
        return head

    def _scrolling(self) -> QScrollArea:
        """Return the screens in a frame that scrolls where they are taller than it."""
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._stack)
        return self._area

    def _buttons(self) -> QHBoxLayout:
        self.back_button = button("Quay lại")
        self.next_button = button("Tiếp tục", "primary")
        self.move_button = button(_OPEN, hint="Đã có sổ ở máy khác, hoặc có bản sao")
        for part in (self.back_button, self.next_button, self.move_button):
            part.setAutoDefault(False)
        self.move_button.clicked.connect(self._on_move)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        row = QHBoxLayout()
        row.addWidget(self.move_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return row

    def _show_step(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        step = self.steps[number]
        self._number.setText(f"Bước {number + 1} trong {len(self.steps)}")
        self._title.setText(step.title)
        self._text.setText(step.text)
        self.back_button.setVisible(number > 0)
        self.move_button.setVisible(number == 0)
        last = number == len(self.steps) - 1
        self.next_button.setText("Tạo sổ và bắt đầu" if last else "Tiếp tục")
        step.focus_first()

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
        wrong = self.focusWidget()
        if text and wrong is not None:
            # Once what is said has taken its room.
            QTimer.singleShot(0, self._area, lambda: self._area.ensureWidgetVisible(wrong))

    def _on_move(self) -> None:
        """Bring the book of another computer, or a copy, here instead of making one."""
        dialog = RestoreDialog(
            self._path, "Mở tệp chuyển máy hoặc bản sao lưu", [_MOVE], "Quay lại"
        )
        dialog.other_button.click()
        dialog.exec()
        if dialog.chosen is None:
            return
        copy = dialog.chosen
        try:
            make_folder(self._path.parent)
            self.restored = restore(self._path, copy.path, now(), password=copy.password)
            self.context = open_context(self._path)
        except OfficeError as error:
            self._show_error("\n".join(messages.sentences(error)))
            return
        self.accept()

    def _make(self) -> None:
        officer = self.officer.name
        try:
            make_folder(self._path.parent)
            unit = self.unit.values
            context = create_store(
                self._path,
                self.officer.role,
                unit["code"],
                unit["name"],
                unit["superior"],
                unit["place"],
                officer,
            )
        except OfficeError as error:
            self._show_error("\n".join(messages.sentences(error)))
            return
        try:
            self._fill(context)
        except OfficeError as error:
            # the book stands: what is missing can be written in Danh mục and Cài đặt
            self._show_error("\n".join(messages.sentences(error)))
        context.close()

        self.context = open_context(self._path)
        self.accept()

    def _fill(self, context: Context) -> None:
        profile = context.ask(registers.profile, context.unit)
        signer = self.signer.values
        if any(signer.values()):
            context.do(registers.save, "profile", context.unit, signer, profile.id)
        left_out = self.fields.left_out
        if left_out:
            known = context.ask(registers.records, "fields", "")
            unused = [record for record in known if record.text("name") in left_out]
            items = [(record.id, {"in_use": False}) for record in unused]
            context.do(registers.save_many, "fields", "", items)
        context.do(
            settings.set_settings,
            {"officer": self.officer.name, "window_start_day": self.window_rule.start_day},
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Escape must not throw away what was typed
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.go_on()
        else:
            super().keyPressEvent(event)
