"""The bar at the top: whose book this is, the month and its state, and the search box."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from models.periods import Month, Window
from models.text import nfc
from ui import style
from ui.plain import tip
from ui.widgets.month_chooser import MonthChooser
from ui.widgets.pieces import label, set_state

STATES = {
    "open": ("Đang nhập", "amber"),
    "closed": ("Đã chốt", "green"),
    "sent": ("Đã gửi", "green"),
    "received": ("Đã nhận", "green"),
    "returned": ("Trả lại để hoàn chỉnh", "red"),
}
TYPING_PAUSE_MS = 180


class TopBar(QFrame):
    """Unit, month, state and search.

    Signals:
        month_chosen: Month.
        search_changed: text, a moment after the officer stops typing.
    """

    month_chosen = Signal(Month)
    search_changed = Signal(str)

    def __init__(self, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 7, 18, 7)
        row.setSpacing(12)
        self._unit = label("", "strong")
        self._unit.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._unit_name = ""
        self.chooser = MonthChooser(month)
        self.badge = label("", "badge")
        self.search = QLineEdit()
        self.search.setAccessibleName("Tìm trong trang")
        self.search.setFixedWidth(270)
        self.search.addAction(
            QAction(style.icon("search"), "Tìm", self.search),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        row.addWidget(self._unit)
        row.addWidget(self.chooser)
        row.addWidget(self.badge)
        row.addStretch(1)
        row.addWidget(self.search)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.search.textEdited.connect(self._pause.start)
        self.search.textChanged.connect(self._on_cleared)
        self.search.returnPressed.connect(self._tell)
        self.chooser.chosen.connect(self.month_chosen)

    def show_unit(self, name: str) -> None:
        """Show the unit's name, shortened where it does not fit."""
        self._unit_name = name
        self._unit.setToolTip(tip(name))
        self._fit()

    def show_month(self, month: Month, window: Window | None, state: str) -> None:
        """Show the month, its days and its state."""
        self.chooser.show_month(month, window)
        words, colour = STATES.get(state, STATES["open"])
        self.badge.setText(words)
        set_state(self.badge, colour)

    def show_search(self, wanted: bool, text: str, hint: str) -> None:
        """Offer the search box with the page's own text, or hide it."""
        self.search.setVisible(wanted)
        # Qt looks for its cross in every theme of icons; the home page has nothing to search.
        if wanted:
            self.search.setClearButtonEnabled(True)
        self.search.setText(text)
        self.search.setPlaceholderText(hint)

    def focus_search(self) -> None:
        """Put the cursor in the search box."""
        self.search.setFocus()
        self.search.selectAll()

    def _on_cleared(self, text: str) -> None:
        if not text and self.search.hasFocus():
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.search_changed.emit(nfc(self.search.text()))

    def _fit(self) -> None:
        room = max(120, self.width() - 830)
        metrics = QFontMetrics(style.bold(self._unit.font()))
        self._unit.setText(metrics.elidedText(self._unit_name, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
