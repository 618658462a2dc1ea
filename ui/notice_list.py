"""The list "Thông báo": the notices of this session with their time, to be read again."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.actions import Action
from ui.notice_cards import SIGNS, Kept, action_buttons
from ui.notices import NoticeBoard
from ui.widgets.pieces import label, panel, tighten, tool_button

_WIDTH, _HEIGHT, _EDGE = 440, 460, 10


class NoticeList(QFrame):
    """Lies over the page at the bottom right, newest notice first."""

    def __init__(self, board: NoticeBoard, area: QWidget) -> None:
        super().__init__(area)
        self.setObjectName("noticeList")
        self.setAccessibleName("Thông báo của lần làm việc này")
        self._board = board
        self._area = area
        self._focus_before: QWidget | None = None
        self._offers: dict[QPushButton, tuple[Kept, int]] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(self.accessibleName())
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = tool_button("close", Action.CLOSE_NOTICES.hint)
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(label("Thông báo của lần làm việc này", "heading"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        tighten(column, 14, 8, 8, 10, 6)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.hide()
        area.installEventFilter(self)
        board.changed.connect(self._on_changed)

    def switch(self) -> None:
        """Show the list, or put it away."""
        if self.isHidden():
            self._open()
        else:
            self.put_away()

    def texts(self) -> list[str]:
        """Return what stands in the list, line by line."""
        lines = cast("list[QLabel]", self._scroll.widget().findChildren(QLabel))
        return [line.text() for line in lines if line.text()]

    def put_away(self) -> None:
        """Close the list; the cursor goes back to where it was."""
        self.hide()
        before = self._focus_before
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._board.mark_read()
        self._focus_before = QApplication.focusWidget()
        self._fill()
        self._place()
        self.show()
        self.raise_()
        first = next(iter(self._offers), None)
        (first or self._scroll).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        self._offers = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        tighten(column, 0, 0, 6, 0, 0)
        for kept in reversed(self._board.kept):
            column.addWidget(self._line(kept))
            column.addWidget(panel("line"))
        if not self._board.kept:
            column.addWidget(label("Chưa có thông báo nào.", "muted"))
        column.addStretch(1)
        self._scroll.setWidget(inner)

    def _line(self, kept: Kept) -> QWidget:
        line = QWidget()
        sign = label()
        name, colour = SIGNS[kept.notice.tone]
        sign.setPixmap(style.icon(name, colour).pixmap(18, 18))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(kept.notice.text, wrap=True, selectable=True))
        column.addLayout(self._buttons(kept))
        row = QHBoxLayout(line)
        tighten(row, 2, 7, 2, 7, 8)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(sign, 0, top)
        row.addWidget(label(f"{kept.at:%H:%M}", "muted"), 0, top)
        row.addLayout(column, 1)
        return line

    def _buttons(self, kept: Kept) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for number, part in enumerate(action_buttons(kept.notice) if kept.offers else []):
            self._offers[part] = (kept, number)
            part.clicked.connect(self._on_action)
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _on_action(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self._take(pressed)

    def _take(self, pressed: QPushButton) -> None:
        kept, number = self._offers[pressed]
        self.put_away()
        self._board.take(kept, number)

    def _on_changed(self) -> None:
        if self.isHidden():
            return
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self._fill()
        self.raise_()
        if inside:
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        width = min(_WIDTH, self._area.width() - 2 * _EDGE)
        height = min(_HEIGHT, self._area.height() - 2 * _EDGE)
        left = self._area.width() - width - _EDGE
        self.setGeometry(left, self._area.height() - height - _EDGE, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and isinstance(focus, QPushButton)
            and focus in self._offers
        ):
            self._take(focus)
        else:
            super().keyPressEvent(event)
