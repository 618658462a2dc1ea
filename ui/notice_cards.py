"""What a notice is, and the cards that show one notice, or the job that runs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.actions import Action
from ui.widgets.pieces import button, label, set_state, tighten, tool_button

Tone = Literal["done", "note", "problem", "question"]
Answer = tuple[str, Callable[[], object]]

SHOWN_MS: Final = 12_000
_LINES: Final = 3  # of several sentences, so that a card covers little of the page
# After the separators inside a long name: numbers that follow them keep a line together otherwise.
_LONG_NAME: Final = re.compile(r"(?<=\S{12}[-_.])(?=\w)")
SIGNS: Final[dict[Tone, tuple[str, str]]] = {
    "done": ("check", style.ACCENT),
    "note": ("info", style.MUTED),
    "problem": ("warning", style.RED),
    "question": ("warning", style.AMBER),
}


class Notice(NamedTuple):
    """One message.

    Attributes:
        text: what to say.
        tone: "done" says that something was done, "note" that nothing was or that there is
            something to know, "problem" that something was refused or failed, "question" waits for
            one of its actions.
        actions: words and what they do; the notice closes when one is taken.
    """

    text: str
    tone: Tone = "done"
    actions: tuple[Answer, ...] = ()

    @property
    def fades(self) -> bool:
        """Return whether it may go by itself: nothing is wrong and there is nothing to do."""
        return self.tone in ("done", "note") and not self.actions


@dataclass
class Kept:
    """A notice of this session.

    Attributes:
        notice: what was said.
        at: when.
        read: it needs no second look.
        offers: its actions can still be taken.
    """

    notice: Notice
    at: datetime
    read: bool
    offers: bool = True


class NoticeCard(QFrame):
    """Shows one notice; what is in it is made with the first one.

    Signals:
        close_requested: the officer closed it, or its time is over.
        action_taken: number of the action.
    """

    close_requested = Signal()
    action_taken = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.kept: Kept | None = None
        self.buttons: list[QPushButton] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_MS)
        self._clock.timeout.connect(self._on_time_over)
        self.hide()

    def _build(self) -> None:
        self._sign = label()
        # To read, not to copy from: the list of notices has the text without the places to break.
        self._text = label(wrap=True)
        self._close = tool_button("close", Action.CLOSE_NOTICE.hint)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.close_requested)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._text, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._offers = QWidget()
        self._column = QVBoxLayout(self)
        tighten(self._column, 12, 8, 6, 9, 6)
        self._column.addLayout(head)
        self._column.addWidget(self._offers)

    def show_kept(self, kept: Kept) -> None:
        """Show a notice in place of the one before."""
        if self.layout() is None:
            self._build()
        notice = kept.notice
        self.kept = kept
        sign, colour = SIGNS[notice.tone]
        self._sign.setPixmap(style.icon(sign, colour).pixmap(18, 18))
        self._text.setText(_breakable(_folded(notice.text)))
        self.setAccessibleName(f"Thông báo: {notice.text}")
        set_state(self, notice.tone)
        self._make_buttons(notice)
        self._clock.stop()
        if notice.fades:
            self._clock.start()

    def put_away(self) -> None:
        """Show nothing."""
        self._clock.stop()
        self.kept = None
        self.hide()

    def height_for(self, width: int) -> int:
        """Return the height it takes at a width, in pixels."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _make_buttons(self, notice: Notice) -> None:
        self._offers.hide()
        self._offers.deleteLater()
        self._offers = QWidget()
        # Answers to a question are sentences: one below the other.
        way = QBoxLayout.Direction
        upright = notice.tone == "question"
        row = QBoxLayout(way.TopToBottom if upright else way.LeftToRight, self._offers)
        tighten(row, 26, 0, 6, 0, 6)
        self.buttons = action_buttons(notice)
        for part in self.buttons:
            part.clicked.connect(self._on_action)
            row.addWidget(part)
        row.addStretch(1)
        # Shown with all its buttons at once: what is added to a widget on show stays hidden, and
        # takes no height, until the next round of events.
        self._column.addWidget(self._offers)
        self._offers.setVisible(bool(notice.actions))

    def _on_action(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.action_taken.emit(self.buttons.index(pressed))

    def _on_time_over(self) -> None:
        # It does not go from under the mouse.
        if self.underMouse():
            self._clock.start()
        else:
            self.close_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focus in self.buttons:
            self.action_taken.emit(self.buttons.index(focus))
        else:
            super().keyPressEvent(event)


def _folded(text: str) -> str:
    """Return the lines that a card has room for; the list of notices has them all."""
    lines = text.splitlines()
    rest = len(lines) - _LINES
    if rest <= 1:
        return text
    return "\n".join([*lines[:_LINES], f"… và {rest} điều nữa, xem ở Thông báo."])


def _breakable(text: str) -> str:
    """Return the text with places where a long name of a file may go on in the next line."""
    return _LONG_NAME.sub("\u200b", text)


def action_buttons(notice: Notice) -> list[QPushButton]:
    """Return a button for each action; a click on one leaves the cursor where it is."""
    made = [button(word) for word, _ in notice.actions]
    for part in made:
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class ProgressCard(QFrame):
    """Shows the job that takes longer than a moment, with a way to stop it.

    Signals:
        stop_requested: the officer wants the job stopped.
    """

    stop_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        column = QVBoxLayout(self)
        tighten(column, 12, 8, 12, 10, 6)
        self._text = label()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = button("Dừng")
        self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop.clicked.connect(self._on_stop)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        column.addWidget(self._text)
        column.addLayout(row)
        self.hide()

    def start(self, text: str) -> None:
        """Show a job whose end is not known yet."""
        self._text.setText(f"{text}…")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self.setAccessibleName(text)
        self._stop.setEnabled(True)

    def step(self, done: int, total: int, text: str) -> None:
        """Show how far the job is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if text:
            self._text.setText(text)

    def height_for(self, width: int) -> int:
        """Return the height it takes at any width, in pixels."""
        return self.sizeHint().height()

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._text.setText("Đang dừng…")
        self.stop_requested.emit()
