"""Inputs for the values of a register: what is typed is parsed or refused, never guessed."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from desktop.registers import parse, shown
from models.errors import Place, Problem, Refused
from models.kinds import kind_of
from models.registers import Field, KindName, Value
from models.text import match_key, nfc
from ui import style
from ui.actions import Action, on_keys
from ui.widgets.input import Input
from ui.widgets.name_chooser import NameChooser
from ui.widgets.pieces import tighten

BLANK_CHOICE = "–"
_LONGEST = 2000


class LineInput(Input, QLineEdit):
    """One line of text, a number, a year or a date.

    Signals:
        edited: the officer changed it.
        left: the officer goes elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setMaxLength(_LONGEST)
        if kind_of(field).amount:
            self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(self.edited)

    def value(self) -> Value:
        """Return the value of the text; raises Refused."""
        return parse(self.field, self.text())

    def show_value(self, value: Value) -> None:
        """Show a value as a person writes it."""
        self.setText(shown(self.field, value))
        self.setCursorPosition(0)

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        self.setReadOnly(locked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.isReadOnly():
            self._settle()
            self.left.emit()

    def _settle(self) -> None:
        """Show what was understood (05/11/2024, 1.234); what is wrong stays as typed."""
        try:
            text = shown(self.field, self.value())
        except Refused:
            return
        if text != self.text():
            self.setText(text)


class DateInput(LineInput):
    """A date typed in any usual way, or chosen from a calendar (Alt+↓)."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setPlaceholderText("ngày/tháng/năm")
        open_calendar = QAction(style.icon("calendar"), "Mở lịch", self)
        open_calendar.triggered.connect(self._open)
        self.addAction(open_calendar, QLineEdit.ActionPosition.TrailingPosition)
        self._opener = open_calendar
        self._calendar: QCalendarWidget | None = None
        here = Qt.ShortcutContext.WidgetShortcut
        on_keys(Action.OPEN_CHOICES, self, self._open, here)

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        super().lock(locked)
        self._opener.setEnabled(not locked)

    def _open(self) -> None:
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
            self._calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            self._calendar.setHorizontalHeaderFormat(
                QCalendarWidget.HorizontalHeaderFormat.ShortDayNames
            )
            self._calendar.setFixedSize(336, 250)
            _dress_calendar(self._calendar)
            self._calendar.clicked.connect(self._on_chosen)
            self._calendar.activated.connect(self._on_chosen)
        try:
            day = self.value()
        except Refused:
            day = None
        self._calendar.setSelectedDate(QDate(day) if day else QDate.currentDate())  # type: ignore[call-overload]
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    def _on_chosen(self, day: QDate) -> None:
        assert self._calendar is not None
        self._calendar.hide()
        self.setText(day.toString("dd/MM/yyyy"))
        self.edited.emit()
        self.setFocus()


def _dress_calendar(calendar: QCalendarWidget) -> None:
    """Give the calendar our arrows and their names; Qt's are green and English."""
    for name, icon, hint in (
        ("qt_calendar_prevmonth", "left", "Tháng trước"),
        ("qt_calendar_nextmonth", "right", "Tháng sau"),
    ):
        arrow: QToolButton | None = calendar.findChild(QToolButton, name)
        if arrow is not None:
            arrow.setIcon(style.icon(icon, style.PAPER))
            arrow.setAccessibleName(hint)


class LongText(Input, QPlainTextEdit):
    """Several lines of text; Tab goes on to the next input.

    Signals:
        edited: the officer changed it.
        left: the officer goes elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._loading = False
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 20)
        self.textChanged.connect(self._on_changed)

    def value(self) -> Value:
        """Return the text; raises nothing in practice."""
        return parse(self.field, self.toPlainText())

    def show_value(self, value: Value) -> None:
        """Show a text."""
        self._loading = True
        self.setPlainText(shown(self.field, value))
        self._loading = False

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        if locked != self.isReadOnly():
            self.setReadOnly(locked)
            # Its colour must reach the edge as well, which only a new look at the style brings.
            self.style().polish(self)

    def _on_changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class NamesText(LongText):
    """Several records, each by its name or its code on a line of its own."""

    def __init__(self, field: Field, names: Callable[[str], dict[str, str]]) -> None:
        super().__init__(field)
        self._names = names

    def value(self) -> Value:
        """Return the codes behind the names; raises Refused for the first that is none."""
        labels = self._labels()
        known = {match_key(code): code for code in labels}
        known.update({match_key(name): code for code, name in labels.items()})
        found = []
        for text in filter(None, map(nfc, self.toPlainText().splitlines())):
            if match_key(text) not in known:
                place, wrong = Place(columns=(self.field,)), kind_of(self.field).unknown
                raise Refused(Problem(wrong, place, {"text": text}))
            found.append(known[match_key(text)])
        return parse(self.field, "\n".join(found))

    def show_value(self, value: Value) -> None:
        """Show the names behind the codes."""
        self._loading = True
        self.setPlainText(shown(self.field, value, self._labels()))
        self._loading = False

    def _labels(self) -> dict[str, str]:
        """Return the names by code; of two that are called the same, the code goes with it."""
        names = self._names(kind_of(self.field).reference)
        twice = Counter(map(match_key, names.values()))
        labels = {}
        for code, name in names.items():
            labels[code] = name if twice[match_key(name)] == 1 else f"{name} ({code})"
        return labels


class ChoiceInput(Input, QComboBox):
    """One of a few values, or none; the wheel changes it only while it has the cursor.

    Signals:
        edited: the officer chose.
        left: the officer goes elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, choices: Sequence[tuple[Value, str]], blank: str | None = BLANK_CHOICE
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(14)
        self._values: list[Value] = []
        self.offer(choices, blank)
        self.activated.connect(self._on_activated)

    def offer(self, choices: Sequence[tuple[Value, str]], blank: str | None = BLANK_CHOICE) -> None:
        """Offer other values, keeping the chosen one where it is still there."""
        chosen = self.value() if self._values else None
        self.clear()
        offered = list(choices)
        if blank is not None:
            offered.insert(0, (None, blank))
        self._values = [value for value, _ in offered]
        self.addItems([text for _, text in offered])
        self.show_value(chosen)

    def value(self) -> Value:
        """Return the chosen value."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def show_value(self, value: Value) -> None:
        """Show a value; one that is no longer offered is kept and shown as it is."""
        # True == 1 in Python: compare the type as well.
        for index, offered in enumerate(self._values):
            if offered == value and type(offered) is type(value):
                self.setCurrentIndex(index)
                return
        if value is not None:
            self._values.append(value)
            self.addItem(str(value))
        self.setCurrentIndex(len(self._values) - 1 if value is not None else -1)

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        self.setEnabled(not locked)

    def _on_activated(self) -> None:
        self.edited.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        may_be_blank = bool(self._values) and self._values[0] is None
        takes_back = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if takes_back and may_be_blank:
            self.setCurrentIndex(0)
            self.edited.emit()
            return
        super().keyPressEvent(event)


class SeveralChoices(Input, QWidget):
    """Any number of a few values.

    Signals:
        edited: the officer ticked or unticked one.
        left: never; there is nothing to get wrong.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[str], columns: int = 2) -> None:
        super().__init__()
        grid = QGridLayout(self)
        tighten(grid, spacing=4)
        self._boxes = [QCheckBox(choice) for choice in choices]
        for index, box in enumerate(self._boxes):
            grid.addWidget(box, index // columns, index % columns)
            box.clicked.connect(self._on_clicked)
        self.setFocusProxy(self._boxes[0])

    def value(self) -> Value:
        """Return the ticked values in their declared order, None for none."""
        return tuple(box.text() for box in self._boxes if box.isChecked()) or None

    def show_value(self, value: Value) -> None:
        """Tick the values."""
        ticked = value if isinstance(value, tuple) else ()
        for box in self._boxes:
            box.setChecked(box.text() in ticked)

    def show_wrong(self, wrong: bool) -> None:
        """Do nothing: no choice is wrong."""

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        for box in self._boxes:
            box.setEnabled(not locked)

    def _on_clicked(self) -> None:
        self.edited.emit()


def month_choices() -> list[tuple[Value, str]]:
    """Return the twelve months to choose from."""
    return [(month, f"Tháng {month}") for month in range(1, 13)]


def _choice(field: Field) -> ChoiceInput:
    return ChoiceInput([(choice, choice) for choice in field.choices])


def _yes_no(field: Field) -> ChoiceInput:
    return ChoiceInput([(True, "Có"), (False, "Không")])


def _month(field: Field) -> ChoiceInput:
    return ChoiceInput(month_choices())


def _several(field: Field) -> SeveralChoices:
    return SeveralChoices(field.choices)


# The input of each kind; what points to another record is chosen by its name.
_INPUTS: dict[KindName, Callable[[Field], Input]] = {
    "text": LineInput,
    "long_text": LongText,
    "whole": LineInput,
    "decimal": LineInput,
    "date": DateInput,
    "choice": _choice,
    "choices": _several,
    "yes_no": _yes_no,
    "year": LineInput,
    "month": _month,
}


def input_for(
    field: Field, names: Callable[[str], dict[str, str]], find: Callable[[str], str | None]
) -> Input:
    """Return the input for a field.

    `names` gives the records of a register by id, `find` the id of a field of work by any
    spelling.
    """
    kind = kind_of(field)
    if kind.reference and kind.lines:
        return NamesText(field, names)
    if kind.reference:
        return NameChooser(field, names, find)
    return _INPUTS[field.kind](field)
