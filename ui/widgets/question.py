"""A question in place, asked once before something that cannot simply be taken back; no dialog."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.pieces import button, label, set_state, tighten

Answer = tuple[str, Callable[[], object]]
_WIDTH, _EDGE = 480, 10
_MOST_ANSWERS = 3


def _nothing(_reason: str) -> str:
    return ""


class Question(QFrame):
    """A sentence with up to three answers, the last of which leaves everything as it is.

    With `over` it lies at the top right of that widget and outside its layout: nothing moves, and
    what it asks about stays in its place. Without, it is a piece of whatever layout holds it.
    What is in it is made with the first question.

    Attributes:
        reason: the line for a reason; in sight only where one is asked for.
        buttons: the buttons of the answers, in order.
    """

    def __init__(self, over: QWidget | None = None) -> None:
        super().__init__(over)
        self.setProperty("look", "ask")
        self._over = over
        self._answers: tuple[Answer, ...] = ()
        self._asked = ""
        self._refuses: Callable[[str], str] = _nothing
        self._focus_before: QWidget | None = None
        self.hide()
        if over is not None:
            over.installEventFilter(self)

    def _build(self) -> None:
        self._words = label("", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.returnPressed.connect(self._on_reason)
        self.buttons = [button("") for _ in range(_MOST_ANSWERS)]
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 12, 10, 8)
        column.addWidget(self._words)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in self.buttons:
            part.clicked.connect(self._on_clicked)
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def text(self) -> str:
        """Return the sentence that is asked."""
        return self._words.text()

    def ask(
        self,
        text: str,
        *answers: Answer,
        start: int = -1,
        with_reason: bool = False,
        refuses: Callable[[str], str] = _nothing,
    ) -> None:
        """Ask; the cursor starts on the answer number `start`, or in the line for the reason.

        The first answer needs a reason where one is asked for. `refuses` says what is wrong with
        one that was written, "" for nothing.
        """
        if self.layout() is None:
            self._build()
        self._answers, self._refuses, self._asked = answers, refuses, text
        self._words.setText(text)
        self.setAccessibleName(text)
        for number, part in enumerate(self.buttons):
            part.setVisible(number < len(answers))
            if number < len(answers):
                part.setText(answers[number][0])
        self._clear_reason(with_reason)
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self._focus_before = focus
        self._place()
        self.show()
        self.raise_()
        target = self.reason if with_reason else self.buttons[: len(answers)][start]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Take the question away unanswered; the cursor goes back to where it was."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self.hide()
        before, self._focus_before = self._focus_before, None
        if inside and before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_reason(self, wanted: bool) -> None:
        self.reason.clear()
        self.reason.setVisible(wanted)
        self.reason.setPlaceholderText("Lý do…")
        self.reason.setAccessibleName(f"Lý do. {self.text}")
        set_state(self.reason, "")

    def _answer(self, number: int) -> None:
        if number == 0 and self.reason.isVisible() and self._reason_is_wrong():
            set_state(self.reason, "wrong")
            self.reason.setFocus()
            return
        act = self._answers[number][1]
        self.withdraw()
        act()

    def _reason_is_wrong(self) -> bool:
        """Say what is wrong with the reason, where something is."""
        if not self.reason.text().strip():
            self.reason.setPlaceholderText("Hãy ghi lý do")
            return True
        wrong = self._refuses(self.reason.text())
        if wrong:
            self._words.setText(f"{self._asked}\n{wrong}")
            self._place()
        return bool(wrong)

    def _on_reason(self) -> None:
        self._answer(0)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self._answer(self.buttons.index(pressed))

    def _place(self) -> None:
        layout = self.layout()
        if self._over is None or layout is None:
            return
        width = min(_WIDTH, self._over.width() - 2 * _EDGE)
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        self.setGeometry(self._over.width() - width - _EDGE, _EDGE, width, height)

    def _stops(self) -> list[QWidget]:
        return [part for part in (self.reason, *self.buttons) if part.isVisible()]

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab goes round the answers: what lies below may take it for itself, as an editor does.
        focus = QApplication.focusWidget()
        stops = self._stops()
        if self._over is None or focus not in stops:
            return super().focusNextPrevChild(forward)
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason
        stops[(stops.index(focus) + step) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        # Esc answers the question before it closes or discards what lies around it.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._answer(len(self._answers) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus in self.buttons:
            self._answer(self.buttons.index(focus))
        # No other key may reach what lies below: Del would delete there.
        event.accept()
