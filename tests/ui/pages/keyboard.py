"""Keys go to whatever has the focus, as under an officer's hands."""

from PySide6.QtCore import Qt

from tests.ui.keyboard import focused, type_text
from tests.ui.keyboard import press as press_on

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press one key."""
    press_on(focused(), key, modifiers)


def write(text: str) -> None:
    """Type a text letter by letter; the focus may move on the way, as when a cell opens."""
    for letter in text:
        type_text(focused(), letter)
