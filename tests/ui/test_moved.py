"""A book that went to another computer rests here; one that came says what is still to be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.context import Context, now
from desktop.handover import hand_over
from desktop.moving import NEW_STEPS, OLD_STEPS, came_over, handed_over
from tests.ui.keyboard import press as key
from ui.dialogs.first_run import FirstRun
from ui.dialogs.restore import RestoreDialog
from ui.dialogs.steps import StepsDialog
from ui.main_window import MainWindow
from ui.moved import tell_of_move

WORD = "mật khẩu chuyển máy"


@pytest.fixture
def window(office: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(office)
    qtbot.addWidget(made)
    yield made
    made.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the lists of steps that were shown."""
    shown: list[str] = []
    monkeypatch.setattr(StepsDialog, "exec", lambda dialog: shown.append(dialog.words.text()))
    return shown


def press(window: MainWindow, words: str) -> None:
    [wanted] = [each for each in window.notices.buttons() if each.text() == words]
    wanted.click()


def test_an_ordinary_book_says_nothing(window: MainWindow) -> None:
    tell_of_move(window.shell)
    assert window.notices.notice is None


def test_the_old_book_warns_at_each_start_and_can_be_used_again(
    window: MainWindow, tmp_path: Path, read: list[str]
) -> None:
    hand_over(window.shell.context, tmp_path, now())
    tell_of_move(window.shell)
    assert "chỉ để xem, không ký, gửi tệp" in window.notices.text
    press(window, "Xem việc cần làm")
    assert OLD_STEPS[0] in read[0]
    tell_of_move(window.shell)
    press(window, "Dùng lại sổ ở máy này")
    assert window.shell.ask(handed_over) is None
    assert "dùng lại được" in window.notices.text


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def answer(dialog: RestoreDialog) -> None:
    """Type the password if there is one to type, and restore."""
    if dialog.password.isVisibleTo(dialog):
        assert not dialog.restore_button.isEnabled()
        dialog.password.setText("không phải đâu")
        dialog.password_button.click()
        assert "mật khẩu không đúng" in dialog.says.text().casefold()
        dialog.password.setText(WORD)
        dialog.password_button.click()
    dialog.restore_button.click()


def test_enter_after_the_password_shows_the_copy_and_does_nothing_more(
    office: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def ask(*words: object) -> tuple[str, str]:
        asked.append(words)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    dialog = RestoreDialog(tmp_path / "store.sqlite", "Khôi phục", [], "Quay lại")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_copy(hand_over(office, tmp_path, now(), WORD).path)
    dialog.password.setFocus()
    dialog.password.setText(WORD)
    key(dialog.password, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.isVisible()
    assert dialog.chosen is None
    assert asked == []
    assert "Phường Lê Bình" in dialog.says.text()


@pytest.mark.parametrize("password", [None, WORD])
def test_on_the_new_computer_the_first_question_brings_the_book_in(
    office: Context,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: list[str],
    password: str | None,
) -> None:
    choose(monkeypatch, hand_over(office, tmp_path, now(), password).path)
    monkeypatch.setattr(RestoreDialog, "exec", answer)
    wizard = FirstRun(tmp_path / "may-moi" / "store.sqlite")
    qtbot.addWidget(wizard)
    assert wizard.move_button.isVisibleTo(wizard)
    wizard.move_button.click()
    assert wizard.context is not None
    assert wizard.restored is not None
    window = MainWindow(wizard.context)
    qtbot.addWidget(window)
    assert wizard.context.unit_name == "Phường Lê Bình"
    tell_of_move(window.shell)
    press(window, "Xem việc cần làm")
    assert NEW_STEPS[0] in read[0]
    tell_of_move(window.shell)
    press(window, "Đã làm xong")
    assert window.shell.ask(came_over) is None
    window.close()
    wizard.context.close()


def test_a_file_that_is_none_leaves_the_first_question_as_it_is(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "thu.sqlite"
    other.write_text("không phải sổ", encoding="utf-8")
    choose(monkeypatch, other)
    monkeypatch.setattr(RestoreDialog, "exec", answer)
    wizard = FirstRun(tmp_path / "store.sqlite")
    qtbot.addWidget(wizard)
    wizard.move_button.click()
    assert wizard.context is None
    assert not (tmp_path / "store.sqlite").exists()
