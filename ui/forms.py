"""The form of a record, from its declared fields: label, input, help, place of what is wrong."""

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop import messages, registers
from models.errors import Place, Problem, Refused
from models.kinds import kind_of
from models.registers import Field, Register, Value, Values
from ui.shell import Shell
from ui.widgets.input import Input
from ui.widgets.inputs import LineInput, input_for
from ui.widgets.pieces import label, set_state, tighten

_NARROW_TEXT = 15
_LONG_HELP = 40


def caption(text: str, widget: QWidget, look: str = "", name: str = "") -> QLabel:
    """Return the label of an input that stands in a row of its own, and name the input after it."""
    made = label(text, look)
    made.setBuddy(widget)
    widget.setAccessibleName(name or text.rstrip(":"))
    return made


class FieldBox(QWidget):
    """One field: its label above, its input, and help or what is wrong below.

    Attributes:
        field: the declared field.
        input: what is typed into, as an input and (`widget`) as a widget.
        problem: what is wrong with it; None where nothing is, or where only a text was given.
    """

    def __init__(self, field: Field, made: Input) -> None:
        super().__init__()
        self.field = field
        self.input = made
        self.widget: QWidget = made
        self.problem: Problem | None = None
        column = QVBoxLayout(self)
        tighten(column, spacing=3)
        self.caption = label(f"{field.label} *" if field.required else field.label)
        self.caption.setBuddy(made)
        self.caption.setWordWrap(True)
        name = f"{field.label}, bắt buộc" if field.required else field.label
        made.setAccessibleName(name)
        made.setAccessibleDescription(field.help)
        self._below = label(field.help, "muted", wrap=True)
        column.addWidget(self.caption)
        column.addWidget(made)
        column.addWidget(self._below)
        # What is shown before it has a place is a window of its own for a moment.
        self._below.setVisible(bool(field.help))
        column.addStretch(1)

    @property
    def error(self) -> str:
        """Return what is shown as wrong, "" for nothing."""
        return self._below.text() if self._below.property("look") == "wrong" else ""

    def show_problem(self, problem: Problem) -> None:
        """Show what is wrong below the input, without its place: it stands there."""
        words = {"column": self.field.label, **problem.values}
        self.show_error(messages.sentence(Problem(problem.code, Place(), words)))
        self.problem = problem

    def show_help(self, text: str) -> None:
        """Show another help below the input."""
        self.field = self.field._replace(help=text)
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Show what is wrong below the input, or the help again for ""."""
        self.problem = None
        self.input.show_wrong(bool(text))
        self._below.setText(text or self.field.help)
        self._below.setVisible(bool(text or self.field.help))
        self._below.setProperty("look", "wrong" if text else "muted")
        self.widget.setAccessibleDescription(text or self.field.help)
        set_state(self._below, "wrong" if text else "")

    def narrow(self, columns: int) -> bool:
        """Return whether it takes one of so many columns only."""
        room = kind_of(self.field).room
        if columns > 2:
            return room != "block"
        if len(self.field.help) >= _LONG_HELP:
            return False
        return room == "narrow" or (room == "line" and self.field.width <= _NARROW_TEXT)


class FieldForm(QWidget):
    """Inputs for some fields of a register.

    Signals:
        edited: the officer changed something.
    """

    edited = Signal()

    def __init__(
        self, shell: Shell, register: Register, hidden: Collection[str] = (), columns: int = 2
    ) -> None:
        super().__init__()
        self._shell = shell
        self._register = register
        self._loaded: Values = {}
        self._touched = False
        self.boxes: dict[str, FieldBox] = {}
        for field in register.fields:
            if field.name not in hidden:
                box = FieldBox(field, input_for(field, self._names, self._find))
                box.input.edited.connect(self._on_edited)
                box.input.left.connect(self._on_left)
                self.boxes[field.name] = box
        _arrange(QGridLayout(self), list(self.boxes.values()), columns)

    @property
    def touched(self) -> bool:
        """Return whether the officer changed something since loading."""
        return self._touched

    def load(self, values: Values) -> None:
        """Show the values of a record; nothing is wrong and nothing is changed then."""
        self._loaded = dict(values)
        for name, box in self.boxes.items():
            box.input.show_value(values.get(name))
            box.show_error("")
        self._touched = False

    def draft(self) -> dict[str, Value]:
        """Return what stands in the form; raises Refused for each input that is no value."""
        values: dict[str, Value] = {}
        problems: list[Problem] = []
        for name, box in self.boxes.items():
            try:
                values[name] = box.input.value()
            except Refused as refused:
                problems += refused.problems
        if problems:
            raise Refused(problems)
        return values

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Show problems beside all fields they are about, and put the cursor in the first.

        Those that belong to no field are returned.
        """
        for box in self.boxes.values():
            box.show_error("")
        first: FieldBox | None = None
        elsewhere: list[Problem] = []
        for problem in problems:
            about = self._boxes_of(problem)
            if not about:
                elsewhere.append(problem)
                continue
            for box in about:
                if not box.error:
                    box.show_problem(problem)
            first = first or about[0]
        if first:
            first.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return elsewhere

    def focus_first(self) -> None:
        """Put the cursor in the first input."""
        box = next(iter(self.boxes.values()))
        box.widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(box.widget, LineInput):
            box.widget.selectAll()

    def lock(self, locked: bool) -> None:
        """Make all inputs read-only, or open them again."""
        for box in self.boxes.values():
            box.input.lock(locked)

    def _on_edited(self) -> None:
        box = self._box_of(self.sender())
        if box is not None and box.error:
            self._take_back(box)
        self._touched = True
        self.edited.emit()

    def _on_left(self) -> None:
        """Say at once what is not understood, while the officer still knows what was meant."""
        box = self._box_of(self.sender())
        if box is None or not self._touched:
            return
        try:
            box.input.value()
        except Refused as refused:
            box.show_problem(refused.problems[0])

    def _boxes_of(self, problem: Problem) -> list[FieldBox]:
        names = [field.name for field in problem.place.columns]
        return [self.boxes[name] for name in names if name in self.boxes]

    def _take_back(self, edited: FieldBox) -> None:
        """Take away what was said at a field, and where it was said of several fields, at all."""
        problem = edited.problem
        edited.show_error("")
        for box in self.boxes.values():
            if problem is not None and box.problem is problem:
                box.show_error("")

    def _box_of(self, widget: QObject) -> FieldBox | None:
        for box in self.boxes.values():
            if box.widget is widget:
                return box
        return None

    def _names(self, register: str) -> dict[str, str]:
        if register == "fields":
            return self._shell.ask(registers.area_names)
        units = self._shell.ask(registers.records, "units", "")
        return {record.text("code"): record.text("name") for record in units}

    def _find(self, text: str) -> str | None:
        return self._shell.ask(registers.find_field, text)


def _arrange(grid: QGridLayout, boxes: Sequence[FieldBox], columns: int) -> None:
    tighten(grid, 2, 2, 2, 2, 10)
    grid.setVerticalSpacing(10)
    row = place = 0
    for box in boxes:
        if columns > 1 and box.narrow(columns):
            grid.addWidget(box, row, place)
            place += 1
        else:
            # One that takes the whole width begins a row of its own.
            row += 1 if place else 0
            grid.addWidget(box, row, 0, 1, columns)
            place = columns
        if place == columns:
            row, place = row + 1, 0
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    grid.setRowStretch(row + 1, 1)
