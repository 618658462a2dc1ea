"""The pieces of the page Tổng quan: a step, a bar of a rate, a card that leads to a page."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import style
from ui.pages.overview.presenter import Bar, Count, Step
from ui.plain import tip
from ui.widgets.pieces import button, label, set_look, set_state, tighten

_STATES = {
    "done": "xong",
    "short": "chốt khi còn thiếu",
    "now": "bước tiếp theo",
    "later": "chưa đến",
}
_MARKS = {"done": "✓", "short": "!"}


class StepCard(QFrame):
    """One step: number, title, state with a sign, and the button where it is the next one.

    Signals:
        go_requested: the button was pressed.
    """

    go_requested = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName("stepCard")
        self._number = number
        column = QVBoxLayout(self)
        tighten(column, 14, 11, 14, 11, 5)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._sign = label()
        self._sign.setObjectName("stepSign")
        self._sign.setFixedSize(24, 24)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "strong", wrap=True)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        self._words = label("", "muted", wrap=True)
        self.button = button("", "primary")
        self.button.clicked.connect(self.go_requested)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addWidget(self.button)

    def show_step(self, step: Step) -> None:
        """Show a step as it stands."""
        now = step.state == "now"
        self._title.setText(step.title)
        self._words.setText(step.words)
        self.button.setText(step.verb)
        self.button.setVisible(now and bool(step.verb))
        self._sign.setText(_MARKS.get(step.state, str(self._number)))
        set_state(self._sign, step.state)
        set_state(self, step.state)
        state = _STATES[step.state]
        self.setAccessibleName(f"Bước {self._number}: {step.title}, {state}, {step.words}")


class RateBar(QWidget):
    """A rate as a bar with its percentage and fraction in words."""

    def __init__(self) -> None:
        super().__init__()
        self._bar = Bar("", "", "", None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bar(self, bar: Bar) -> None:
        """Show a rate."""
        self._bar = bar
        self.setAccessibleName(f"{bar.label}: {bar.percent}, {bar.fraction}")
        self.setToolTip(tip(bar.fraction))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 2 * self.fontMetrics().lineSpacing() + 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().lineSpacing()
        width = self.width()
        painter.setPen(QColor(style.INK))
        painter.drawText(QRect(0, 0, width, line), Qt.AlignmentFlag.AlignLeft, self._bar.label)
        known = self._bar.share is not None
        painter.setFont(style.bold(self.font()) if known else self.font())
        painter.setPen(QColor(style.INK if known else style.MUTED))
        painter.drawText(QRect(0, 0, width, line), Qt.AlignmentFlag.AlignRight, self._bar.percent)
        track = QRect(0, line + 4, width, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.SHADE))
        painter.drawRoundedRect(track, 4, 4)
        if self._bar.share:
            painter.setBrush(QColor(style.ACCENT))
            filled = max(8, width * self._bar.share // 1000)
            painter.drawRoundedRect(QRect(0, track.top(), filled, 9), 4, 4)
        painter.setFont(self.font())
        painter.setPen(QColor(style.MUTED))
        words = self.fontMetrics().elidedText(
            self._bar.fraction, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRect(0, line + 15, width, line + 2), Qt.AlignmentFlag.AlignLeft, words)


class CountCard(QFrame):
    """What a register says in short; a click or Enter leads to its page.

    Signals:
        chosen: the name of the page.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("countCard")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._page = ""
        column = QVBoxLayout(self)
        tighten(column, 14, 10, 14, 10, 3)
        self._title = label("", "muted")
        self._number = label("", "heading")
        self._words = label("", "muted", wrap=True)
        for widget in (self._title, self._number, self._words):
            column.addWidget(widget)
        column.addStretch(1)

    def show_count(self, count: Count) -> None:
        """Show a count."""
        self._page = count.page
        self._title.setText(count.title)
        self._number.setText(count.number)
        self._words.setText(f"⚠ {count.words}" if count.alarm else count.words)
        set_look(self._words, "alarm" if count.alarm else "muted")
        told = f"{count.title}: {count.number}, {count.words}"
        self.setAccessibleName(f"{told}. Mở trang {count.title}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self._page)
        else:
            super().keyPressEvent(event)
