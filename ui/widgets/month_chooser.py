"""The working month in the top bar: a step back and forth, and a year to choose from."""

from collections.abc import Collection
from functools import cached_property

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QWidget

from models.periods import Month, Window
from ui.actions import Action
from ui.widgets.pieces import button, label, tool_button

_COLUMNS = 4


class MonthChooser(QWidget):
    """Shows the working month with its days.

    Signals:
        chosen: Month the officer wants to work on.
        about_to_open: the popup needs to know which months have figures.
    """

    chosen = Signal(Month)
    about_to_open = Signal()

    def __init__(self, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._back = tool_button("left", action=Action.MONTH_BEFORE)
        self._forth = tool_button("right", action=Action.MONTH_AFTER)
        self._face = button("", icon="calendar", action=Action.CHOOSE_MONTH)
        row.addWidget(self._back)
        row.addWidget(self._face)
        row.addWidget(self._forth)
        self._back.clicked.connect(self._on_back)
        self._forth.clicked.connect(self._on_forth)
        self._face.clicked.connect(self._on_open)

    def show_month(self, month: Month, window: Window | None) -> None:
        """Show a month and its first and last day."""
        self._month = month
        text = f"Tháng {month.month}/{month.year}"
        if window is not None:
            text += f"  ({window.start:%d/%m} – {window.end:%d/%m})"
        self._face.setText(text)
        self._face.setAccessibleName(f"Tháng làm việc: {text}")

    def show_months_with_figures(self, months: Collection[Month]) -> None:
        """Mark the months that have figures, for the popup."""
        self.popup.marked = frozenset(months)

    @property
    def text(self) -> str:
        """Return the words on show."""
        return self._face.text()

    @cached_property
    def popup(self) -> "MonthPopup":
        """Return the popup with the months of a year; it is made when it is first needed."""
        popup = MonthPopup(self)
        popup.chosen.connect(self.chosen)
        return popup

    def _on_back(self) -> None:
        self.chosen.emit(self._month.previous())

    def _on_forth(self) -> None:
        self.chosen.emit(self._month.next())

    def _on_open(self) -> None:
        self.about_to_open.emit()
        self.popup.open_at(self._face.mapToGlobal(QPoint(0, self._face.height() + 2)), self._month)


class MonthPopup(QFrame):
    """The twelve months of a year.

    Attributes:
        marked: months that have figures; they are shown in bold.

    Signals:
        chosen: Month.
    """

    chosen = Signal(Month)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("monthPopup")
        self.marked: frozenset[Month] = frozenset()
        self._current = Month(2000, 1)
        self._year = 2000
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 10, 10, 10)
        grid.setSpacing(4)
        self._before = tool_button("left", action=Action.YEAR_BEFORE)
        self._after = tool_button("right", action=Action.YEAR_AFTER)
        self._title = label("", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self._before, 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._title, 0, 1, 1, _COLUMNS - 2)
        grid.addWidget(self._after, 0, _COLUMNS - 1, Qt.AlignmentFlag.AlignRight)
        self._before.clicked.connect(self._on_before)
        self._after.clicked.connect(self._on_after)
        self.buttons: list[QToolButton] = []
        for index in range(12):
            month = QToolButton()
            month.setText(f"Tháng {index + 1}")
            month.setCheckable(True)
            month.setFixedSize(QSize(84, 32))
            month.setProperty("look", "quiet")
            month.setProperty("month", index + 1)
            month.clicked.connect(self._on_clicked)
            grid.addWidget(month, 1 + index // _COLUMNS, index % _COLUMNS)
            self.buttons.append(month)
        hint = label("Chữ đậm: tháng đã có số liệu", "muted")
        grid.addWidget(hint, 4, 0, 1, _COLUMNS)

    def open_at(self, corner: QPoint, month: Month) -> None:
        """Open below the month's button."""
        self._current = month
        self._year = month.year
        self._fill()
        self.move(corner)
        self.show()
        self.buttons[month.month - 1].setFocus()

    def _fill(self) -> None:
        self._title.setText(f"Năm {self._year}")
        for index, choice in enumerate(self.buttons, start=1):
            month = Month(self._year, index)
            choice.setChecked(month == self._current)
            font = choice.font()
            font.setBold(month in self.marked)
            choice.setFont(font)
            choice.setAccessibleName(f"Tháng {index}/{self._year}")

    def _on_before(self) -> None:
        self._year -= 1
        self._fill()

    def _on_after(self) -> None:
        self._year += 1
        self._fill()

    def _on_clicked(self) -> None:
        choice = self.sender()
        if isinstance(choice, QToolButton):
            self.hide()
            self.chosen.emit(Month(self._year, int(choice.property("month"))))
