"""What a form expects of every input, and the mark of a wrong one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.registers import Value
from ui.widgets.pieces import set_state

# Qt allows one widget among the bases only, so an input is a widget by its other base.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Input(_Widget):
    """The other base of every input; it declares its signals itself, as Qt wants it.

    Signals:
        edited: the officer changed it.
        left: the officer goes elsewhere.
    """

    edited: Signal
    left: Signal

    def value(self) -> Value:
        """Return the value; raises Refused where the text is none."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show a value; tells nobody."""
        raise NotImplementedError

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        raise NotImplementedError

    def show_wrong(self, wrong: bool) -> None:
        """Mark the input as wrong, or take the mark away."""
        set_state(self, "wrong" if wrong else "")
