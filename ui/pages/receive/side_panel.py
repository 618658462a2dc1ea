"""What the panels beside the board have in common: a heading, a way to close, room below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.widgets.pieces import label, tighten, tool_button


class SideFrame(QFrame):
    """A panel that Esc closes.

    Attributes:
        column: where the content goes.

    Signals:
        closed: the officer wants it away.
    """

    closed = Signal()

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self.column = QVBoxLayout(self)
        tighten(self.column, 14, 10, 14, 12, 8)
        head = QHBoxLayout()
        close = tool_button("close", "Đóng")
        close.clicked.connect(self.closed)
        head.addWidget(label(heading, "heading"), 1)
        head.addWidget(close)
        self.column.addLayout(head)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
