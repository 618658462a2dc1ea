"""The notice bar under the top bar: what happened, what is wrong, and one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ui import style
from ui.widgets.pieces import label, tool_button

SHOWN_MS = 12_000
_SIGNS = {
    "done": ("check", style.ACCENT),
    "problem": ("warning", style.RED),
    "question": ("warning", style.AMBER),
}


@dataclass(frozen=True)
class Notice:
    """One message in the bar.

    Attributes:
        text: what to say.
        kind: "done" goes away by itself, "problem" stays until closed, "question" waits for one of
            its actions.
        actions: words and what they do; the notice closes when one is taken.
    """

    text: str
    kind: Literal["done", "problem", "question"] = "done"
    actions: tuple[tuple[str, Callable[[], object]], ...] = ()


class NoticeBar(QFrame):
    """Shows one notice at a time.

    Signals:
        closed: the officer closed the notice or took its action.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.notice: Notice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(18, 7, 10, 7)
        self._sign = QLabel()
        self._text = label(wrap=True, selectable=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = tool_button("close", "Đóng thông báo")
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_MS)
        self._clock.timeout.connect(self.dismiss)
        self.hide()

    @property
    def text(self) -> str:
        """Return the text on show, "" when nothing is."""
        return self.notice.text if self.notice else ""

    def show_notice(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self.notice = notice
        sign, colour = _SIGNS[notice.kind]
        self._sign.setPixmap(style.icon(sign, colour).pixmap(18, 18))
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        self._make_buttons(notice)
        self.setProperty("state", notice.kind)
        self.style().polish(self)
        self.show()
        if notice.kind == "done":
            self._clock.start()
        else:
            self._clock.stop()

    def dismiss(self) -> None:
        """Close the notice on show."""
        self._clock.stop()
        self.notice = None
        self.hide()
        self.closed.emit()

    def buttons(self) -> list[QPushButton]:
        """Return the buttons of the notice's actions, in order."""
        return list(self._buttons)

    def _make_buttons(self, notice: Notice) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, (word, _) in enumerate(notice.actions):
            button = QPushButton(word)
            button.clicked.connect(self._on_action)
            self._row.insertWidget(2 + place, button, 0, Qt.AlignmentFlag.AlignVCenter)
            self._buttons.append(button)

    def _on_action(self) -> None:
        button = self.sender()
        notice = self.notice
        if notice is None or not isinstance(button, QPushButton):
            return
        action = notice.actions[self._buttons.index(button)][1]
        self.dismiss()
        action()


class ProgressBar(QFrame):
    """Shows the job that takes longer than a moment, with a way to stop it.

    Signals:
        stop_requested: the officer wants the job stopped.
    """

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 7, 10, 7)
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton("Dừng")
        self._stop.clicked.connect(self._on_stop)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()

    def start(self, text: str) -> None:
        """Show a job whose end is not known yet."""
        self._text.setText(f"{text}…")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._stop.setEnabled(True)
        self.show()

    def step(self, done: int, total: int, text: str) -> None:
        """Show how far the job is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._text.setText("Đang dừng…")
        self.stop_requested.emit()
