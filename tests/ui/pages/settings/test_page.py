"""The settings in the window: declared once, saved together, explained where they are wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import backup, settings
from desktop.backup_habit import copies_of
from desktop.settings import SETTINGS
from tests.ui.keyboard import press, show_active, type_text
from ui.pages.settings.page import SettingsPage
from ui.shell import Shell


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(shell)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def line(page: SettingsPage, name: str) -> QLineEdit:
    widget = page.boxes[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def test_every_setting_for_the_officer_is_on_the_page(page: SettingsPage) -> None:
    assert set(page.boxes) == {name for name, setting in SETTINGS.items() if setting.shown}


def test_settings_are_saved_together(page: SettingsPage, shell: Shell) -> None:
    line(page, "window_start_day").clear()
    type_text(line(page, "window_start_day"), "15")
    line(page, "officer").clear()
    type_text(line(page, "officer"), "Cán bộ mẫu 02")
    press(line(page, "officer"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shell.ask(settings.get, "window_start_day") == "15"
    assert shell.ask(settings.get, "officer") == "Cán bộ mẫu 02"
    assert page.unsaved() == ""


def test_a_wrong_value_is_explained_and_nothing_is_saved(page: SettingsPage, shell: Shell) -> None:
    type_text(line(page, "officer"), "Cán bộ mẫu 02")
    line(page, "window_start_day").clear()
    type_text(line(page, "window_start_day"), "31")
    assert not page.save()
    assert "Ngày bắt đầu kỳ số liệu của tháng" in page.boxes["window_start_day"].error
    assert shell.ask(settings.get, "officer") == ""
    assert page.unsaved()


def test_escape_goes_back_to_what_is_saved(page: SettingsPage) -> None:
    type_text(line(page, "officer"), "X")
    press(line(page, "officer"), Qt.Key.Key_Escape)
    assert line(page, "officer").text() == ""
    assert page.unsaved() == ""


def test_a_copy_is_made_and_verified_on_request(
    page: SettingsPage, shell: Shell, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(shell.copied):
        page.copies.now_button.click()
    [copy] = copies_of(shell.context.path)
    assert backup.verify_store(copy.path) == []
