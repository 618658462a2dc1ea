"""Every key of the window is declared once, in the catalogue of actions."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from tests.architecture.source import Source, sources
from tests.ui.keyboard import CTRL, NONE, SHIFT
from ui.actions import Action, Place, hint_line, page_keys

CATALOGUE = "ui/actions.py"
# What moves and types inside a widget is no shortcut.
TYPING = {
    "Key_Return", "Key_Enter", "Key_Tab", "Key_Backtab", "Key_Escape", "Key_Delete",
    "Key_Backspace", "Key_Up", "Key_Down", "Key_Left", "Key_Right", "Key_Space", "Key_F2",
}  # fmt: skip
MAKERS = {"QKeySequence", "QShortcut", "ControlModifier", "AltModifier", "MetaModifier"}
KEYS_IN_TEXT = re.compile(
    r"\b(Ctrl|Alt|Shift|Meta) ?\+|\bF([1-9]|1[0-2])\b"
    r"|\b(Enter|Esc|Del|Delete|Ins|Insert|PgUp|PgDown|PageUp|PageDown)\b|phím cách"
)
# Qt's own words for keys, which it writes into its own menus.
TRANSLATOR = "ui/vietnamese.py"


def keys_in(source: Source) -> Iterator[str]:
    """Yield every key that a file names itself."""
    docstrings = set(docstrings_of(source.tree))
    for node in ast.walk(source.tree):
        if id(node) not in docstrings and names_a_key(node):
            yield f"{source.path}:{getattr(node, 'lineno', 0)} {ast.unparse(node)}"


def names_a_key(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in MAKERS or (name.startswith("Key_") and name not in TYPING)
        case ast.Constant(value=str(text)):
            return KEYS_IN_TEXT.search(text) is not None
    return False


def docstrings_of(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def test_no_key_is_named_outside_the_catalogue() -> None:
    house = [source for source in sources("ui") if source.path not in (CATALOGUE, TRANSLATOR)]
    named = [found for source in house for found in keys_in(source)]
    assert not named, "\n".join(named)


@pytest.mark.parametrize(
    "line",
    [
        'button("Lưu", keys="Ctrl+S")',
        'hint = "Trở lại (Esc)"',
        'hint = f"bấm F8 để thêm {name}"',
        "QShortcut(keys, self, self.close)",
        "event.key() == Qt.Key.Key_D",
        "event.modifiers() & Qt.KeyboardModifier.ControlModifier",
    ],
)
def test_a_key_named_elsewhere_is_found(line: str) -> None:
    assert list(keys_in(Source("ui/page.py", "ui.page", line, ast.parse(line))))


@pytest.mark.parametrize("place", Place)
def test_no_two_actions_of_one_place_have_the_same_keys(place: Place) -> None:
    here = [action for action in Action if action.place in (place, Place.WINDOW)]
    keys = Counter(key for action in here for key in action.keys)
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_place_has_an_action() -> None:
    assert {action.place for action in Action} == set(Place)


def test_an_action_says_what_it_does_with_its_keys_as_they_stand_on_the_keyboard() -> None:
    assert Action.SAVE.hint == "Lưu thay đổi (Ctrl+S)"
    assert Action.WRITE_SUBMISSION.written == "Ctrl+Enter"
    assert Action.MONTH_BEFORE.hint == "Tháng trước (Alt+PageUp)"
    assert Action.OPEN_CHOICES.written == "Alt+↓"
    assert hint_line(Action.DOWN, Action.EDIT) == "Enter xuống · F2 sửa"


def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers)


def test_a_pressed_key_is_known_on_the_number_pad_too_and_only_with_its_own_modifiers() -> None:
    keypad = Qt.KeyboardModifier.KeypadModifier
    assert Action.COPY_DOWN.is_meant_by(pressed(Qt.Key.Key_D, CTRL))
    assert Action.COPY.is_meant_by(pressed(Qt.Key.Key_Insert, CTRL | keypad))
    assert not Action.COPY_DOWN.is_meant_by(pressed(Qt.Key.Key_D, CTRL | SHIFT))
    assert not Action.COPY_DOWN.is_meant_by(pressed(Qt.Key.Key_D, NONE))
    assert Action.TO_BUTTONS.is_meant_by(pressed(Qt.Key.Key_Backtab, CTRL | SHIFT))
    assert not Action.TO_PANEL.is_meant_by(pressed(Qt.Key.Key_Backtab, CTRL | SHIFT))


def test_the_first_ten_pages_have_a_digit_and_the_others_none() -> None:
    assert [page_keys(number) for number in (1, 9, 10, 11)] == ["Ctrl+1", "Ctrl+9", "Ctrl+0", ""]
