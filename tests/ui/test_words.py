"""No English word, no nameless button, nothing that is reached by the mouse alone."""

import re
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ui.main_window import MainWindow
from ui.pages.table_of_contents import entries_for

_WORDS = """
save cancel open close search delete add edit new yes file undo redo copy paste clear
select all help error warning
month year name type date unit staff report settings the and of with not none true false null
"""
ENGLISH = frozenset(_WORDS.split())


def texts_of(window: QWidget) -> list[str]:
    widgets = cast("list[QWidget]", window.findChildren(QWidget))
    texts = [text for widget in widgets for text in (widget.toolTip(), widget.accessibleName())]
    for widget in widgets:
        if isinstance(widget, (QLabel, QAbstractButton)):
            texts.append(widget.text())
        if isinstance(widget, (QLineEdit, QPlainTextEdit)):
            texts.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(index) for index in range(widget.count())]
        texts += [action.text() for action in widget.actions() if isinstance(action, QAction)]
    return [text for text in texts if text]


@pytest.mark.parametrize("name", [entry.name for entry in entries_for("ward")])
def test_no_page_has_an_english_word(window: MainWindow, name: str) -> None:
    window.show_page(name)
    path = str(window.shell.context.path)
    words = [
        (text, set(re.findall(r"\w+", text.replace(path, "").lower()))) for text in texts_of(window)
    ]
    assert words
    assert [text for text, found in words if found & ENGLISH] == []


@pytest.mark.parametrize("name", [entry.name for entry in entries_for("ward")])
def test_every_button_in_sight_has_a_name_and_takes_the_keyboard(
    window: MainWindow, name: str
) -> None:
    window.show_page(name)
    buttons = [
        b
        for b in cast("list[QAbstractButton]", window.findChildren(QAbstractButton))
        if b.isVisible()
    ]
    nameless = [repr(b) for b in buttons if not (b.text() or b.accessibleName() or b.toolTip())]
    # arrows move among the pages; what stands inside a line has keys of its own
    reachable = Qt.FocusPolicy.TabFocus.value
    unreachable = [
        b.text() or b.accessibleName()
        for b in buttons
        if not (
            b.focusPolicy().value & reachable
            or b.autoExclusive()
            or isinstance(b.parent(), (QLineEdit, QTabBar))
        )
    ]
    assert (nameless, unreachable) == ([], [])
