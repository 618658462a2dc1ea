"""Typing in tests as UniKey sends it: QTest.keyClicks aborts the process at the first letter
outside ASCII.
"""

import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def type_text(widget: QWidget, text: str) -> None:
    """Type a text letter by letter."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(widget, letter)
        else:
            _send(widget, letter)


def type_as_unikey(widget: QWidget, text: str) -> None:
    """Type a text as UniKey does: the plain letter first, then a backspace and the letter with its
    marks.
    """
    for letter in text:
        plain = unicodedata.normalize("NFD", letter.replace("đ", "d").replace("Đ", "D"))[0]
        QTest.keyClicks(widget, plain)
        if plain != letter:
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
            _send(widget, letter)


def commit_text(widget: QWidget, text: str) -> None:
    """Hand a text over at once, as an input method or a paste of another program does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press one key."""
    QTest.keyClick(widget, key, modifier)


def hit(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press one key where the focus is, as under an officer's hands."""
    press(focused(), key, modifiers)


def write(text: str) -> None:
    """Type a text letter by letter; the focus may move on the way, as when a cell opens."""
    for letter in text:
        type_text(focused(), letter)


def show_active(qtbot: QtBot, widget: QWidget) -> None:
    """Show a window and wait until it takes the keys."""
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def focused() -> QWidget:
    """Return the widget with the cursor."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _send(widget: QWidget, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, Qt.Key.Key_unknown, NONE, letter))
