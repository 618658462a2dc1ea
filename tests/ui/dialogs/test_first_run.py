"""The first questions: by keyboard, at most six screens, none taller than a small screen, and a
book at the end.
"""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import registers, settings
from desktop.context import Context
from tests.ui.keyboard import focused, press, show_active, type_text
from ui.dialogs.cannot_open import CannotOpenDialog
from ui.dialogs.first_run import FirstRun


@pytest.fixture
def wizard(tmp_path: Path, qtbot: QtBot) -> FirstRun:
    made = FirstRun(tmp_path / "so" / "store.sqlite")
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def walk_through(wizard: FirstRun) -> Context:
    type_text(focused(), "Cán bộ mẫu 01")
    press(focused(), Qt.Key.Key_Return)
    for text in ("Phường Thử", "THU", "UBND quận Cái Răng"):
        type_text(focused(), text)
        press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Thử")
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "PHÓ CHỦ TỊCH")
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Space)
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Return)
    assert wizard.context is not None, wizard.error
    return wizard.context


def test_the_questions_are_answered_by_keyboard_and_make_the_book(wizard: FirstRun) -> None:
    context = walk_through(wizard)
    profile = context.ask(registers.profile, "THU")
    assert (context.unit_name, context.role, context.who) == ("Phường Thử", "ward", "Cán bộ mẫu 01")
    assert profile.text("signer_title") == "PHÓ CHỦ TỊCH"
    assert context.ask(settings.get, "window_start_day") == "15"
    first = wizard.fields.boxes[0].text()
    assert first not in context.ask(registers.area_names, True).values()
    assert first in context.ask(registers.area_names).values()
    context.close()


def test_a_required_answer_is_asked_for(wizard: FirstRun) -> None:
    press(focused(), Qt.Key.Key_Return)
    assert wizard.step is wizard.officer
    assert "họ và tên" in wizard.error


def test_escape_goes_back_and_keeps_what_was_typed(wizard: FirstRun) -> None:
    type_text(focused(), "Cán bộ mẫu 01")
    press(focused(), Qt.Key.Key_Return)
    type_text(focused(), "Phường Thử")
    press(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    assert wizard.step is wizard.officer
    wizard.go_on()
    name = wizard.unit.boxes["name"].widget
    assert isinstance(name, QLineEdit)
    assert name.text() == "Phường Thử"


def is_seen(widget: QWidget) -> bool:
    """Return whether a widget is on show in its whole height."""
    return widget.visibleRegion().boundingRect().height() == widget.height()


@pytest.mark.parametrize("room", [QSize(1366, 728), QSize(1092, 574), QSize(910, 472)])
def test_every_question_can_be_reached_on_a_small_screen_with_larger_letters(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, room: QSize
) -> None:
    # 1366×768 at 100, 125 and 150 %, less the task bar.
    monkeypatch.setattr(QScreen, "availableSize", lambda _: room)
    made = FirstRun(tmp_path / "store.sqlite")
    qtbot.addWidget(made)
    show_active(qtbot, made)
    assert made.height() + 32 <= room.height()
    type_text(focused(), "Cán bộ mẫu 01")
    made.go_on()
    made.go_on()
    assert made.error
    made.go_back()
    made.unit.boxes["name"].input.show_value("Phường Thử")
    made.go_on()
    for name in ("code", "superior", "place"):
        made.go_on()
        wrong = made.unit.boxes[name].widget
        qtbot.waitUntil(partial(is_seen, wrong))
        assert focused() is wrong
        made.unit.boxes[name].input.show_value("Thử")
    made.go_on()
    for box in made.signer.boxes.values():
        box.widget.setFocus()
        press(focused(), Qt.Key.Key_Tab)
        press(focused(), Qt.Key.Key_Backtab)
        assert is_seen(box.widget)
    assert is_seen(made.next_button)


def test_there_are_at_most_six_screens_that_fit(wizard: FirstRun) -> None:
    assert len(wizard.steps) <= 6
    # 640 pixels at 125 %
    assert wizard.height() <= 640 / 1.25 + 8
    assert wizard.width() <= 1092


def test_a_day_that_is_none_is_asked_for_again(wizard: FirstRun) -> None:
    rule = wizard.window_rule
    type_text(rule._day, "31")
    assert "2 đến 28" in rule.problem()
    rule._day.clear()
    type_text(rule._day, "20")
    assert rule.problem() == ""
    assert rule.start_day == "20"


def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    blocker = tmp_path / "tep"
    blocker.write_text("", encoding="utf-8")
    wizard = FirstRun(blocker / "store.sqlite")
    qtbot.addWidget(wizard)
    wizard.officer.boxes["officer"].input.show_value("Cán bộ mẫu 01")
    for name, text in (
        ("name", "Phường Thử"),
        ("code", "THU"),
        ("superior", "UBND"),
        ("place", "Thử"),
    ):
        wizard.unit.boxes[name].input.show_value(text)
    for _ in wizard.steps:
        wizard.go_on()
    assert wizard.context is None
    assert str(blocker) in wizard.error


def test_a_book_that_cannot_be_opened_is_explained(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CannotOpenDialog(tmp_path / "a.sqlite", ["Sổ đang mở ở cửa sổ khác."])
    qtbot.addWidget(dialog)
    assert dialog.reasons.text() == "Sổ đang mở ở cửa sổ khác."
