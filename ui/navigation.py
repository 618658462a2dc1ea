"""The navigation at the left: one button with icon and word for each page."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import style
from ui.actions import page_keys
from ui.pages.table_of_contents import Entry
from ui.plain import tip
from ui.widgets.pieces import label

WIDTH = 186


class Navigation(QFrame):
    """The list of pages.

    Signals:
        chosen: name of the page.
    """

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Các trang")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 10)
        column.setSpacing(2)
        name = label("Sổ Một Cửa")
        name.setObjectName("programName")
        name.setContentsMargins(10, 0, 0, 8)
        column.addWidget(name)
        self._buttons: dict[str, QToolButton] = {}
        for number, entry in enumerate(entries, start=1):
            if entry.bottom and not any(e.bottom for e in entries[: number - 1]):
                column.addStretch(1)
            column.addWidget(self._button(entry, number))

    def show_chosen(self, name: str) -> None:
        """Mark a page as the one on show."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QToolButton:
        """Return the button of a page."""
        return self._buttons[name]

    def _button(self, entry: Entry, number: int) -> QToolButton:
        button = QToolButton()
        # The style leaves hardly any room between icon and word.
        button.setText(f"\u2002{entry.label}")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setIcon(style.icon(entry.icon, style.MUTED, style.ACCENT_DARK))
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setAccessibleName(entry.label)
        keys = page_keys(number)
        button.setToolTip(tip(f"{entry.label} ({keys})" if keys else entry.label))
        button.setProperty("page", entry.name)
        button.clicked.connect(self._on_clicked)
        self._buttons[entry.name] = button
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.chosen.emit(str(button.property("page")))
