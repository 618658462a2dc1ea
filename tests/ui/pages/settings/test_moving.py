"""The card for another computer and for the key, on the page of settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop import backup
from desktop.context import Context, now
from desktop.handoff import keys
from desktop.moving import handed_over
from desktop.sealed_copy import is_sealed
from models.periods import Month
from tests.helpers.guards import FakeGuard
from ui.dialogs.steps import StepsDialog
from ui.notice_cards import Notice
from ui.pages.settings.copies import CopiesPanel
from ui.pages.settings.moving import MovingPanel
from ui.shell import Shell

WORD = "mật khẩu của phường"


@pytest.fixture
def shell(office: Context, qtbot: QtBot) -> Iterator[Shell]:
    made = Shell(office, Month(2024, 6))
    yield made
    made.findings.rest()
    made.jobs.shut_down()


def panel(shell: Shell, qtbot: QtBot) -> MovingPanel:
    made = MovingPanel(shell)
    qtbot.addWidget(made)
    return made


def test_the_book_is_handed_over_and_taken_back(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    (tmp_path / "usb").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "usb"))
    monkeypatch.setattr(StepsDialog, "exec", lambda dialog: steps.append(dialog.words.text()))
    made = panel(shell, qtbot)
    assert made.back_button.isHidden()
    made.lock.box.setChecked(True)
    made.lock.line.setText(WORD)
    made.move_button.click()
    qtbot.waitUntil(lambda: len(steps) == 1)
    [file] = (tmp_path / "usb").iterdir()
    assert is_sealed(file)
    assert backup.verify_copy(file, WORD).unit == "LEBINH"
    assert made.lock.password is None
    assert made.move_button.isHidden()
    made.back_button.click()
    assert shell.ask(handed_over) is None
    assert not made.move_button.isHidden()


def test_a_key_that_does_not_open_here_is_told_and_taken_back_from_a_copy(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    key = shell.perform(keys.own_key).value
    copy = backup.backup(shell.context.store, None, now()).path
    made = panel(shell, qtbot)
    assert made.from_copy_button.isHidden()
    guard.account = "may-khac"
    made.load()
    assert "không mở được" in made.key_words.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    made.from_copy_button.click()
    assert keys.telephone_code(key.public) in made.key_words.text()
    assert "dùng được ở máy này" in made.key_words.text()


def test_a_new_key_is_made_only_after_a_question(
    shell: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    old = shell.perform(keys.own_key).value.public
    guard.account = "may-khac"
    made = panel(shell, qtbot)
    made.new_key_button.click()
    assert shell.ask(keys.own_public_key) == old
    assert "so mã qua điện thoại" in made.question.text
    made.question.buttons[0].click()
    assert shell.ask(keys.own_public_key) != old
    assert shell.ask(keys.is_usable)


def test_a_copy_elsewhere_can_have_a_password_and_a_short_one_is_refused(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Notice] = []
    shell.notice_requested.connect(said.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "usb"))
    made = CopiesPanel(shell)
    qtbot.addWidget(made)
    made.lock.box.setChecked(True)
    made.lock.line.setText("123")
    made.elsewhere_button.click()
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "mật khẩu quá ngắn" in said[0].text.casefold()
    made.lock.line.setText(WORD)
    made.elsewhere_button.click()
    qtbot.waitUntil(lambda: len(said) == 2)
    [file] = (tmp_path / "usb").iterdir()
    assert is_sealed(file)
    assert not made.lock.box.isChecked()
