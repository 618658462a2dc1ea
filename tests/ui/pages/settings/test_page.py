"""The settings in the window: declared once, saved together, explained where they are wrong."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import backup, settings
from desktop.backup_habit import copies_of
from desktop.registers import save
from desktop.settings import SETTINGS
from models.queries.settings import stored
from tests.desktop.packs.parts import parts_with, write_pack
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


def test_no_help_and_no_input_is_cut_off_where_the_page_is_wider_than_its_cards(
    page: SettingsPage, qtbot: QtBot
) -> None:
    page.resize(1180, 690)
    qtbot.waitUntil(lambda: page.width() == 1180)
    for box in page.boxes.values():
        for part in (box.caption, box._below, box.widget):
            if part.isVisible():
                needed = part.heightForWidth(part.width())
                assert part.height() >= max(needed, part.minimumHeight()), box.field.label


def test_settings_are_saved_together(page: SettingsPage, shell: Shell) -> None:
    line(page, "window_start_day").clear()
    type_text(line(page, "window_start_day"), "15")
    line(page, "officer").clear()
    type_text(line(page, "officer"), "Cán bộ mẫu 02")
    press(line(page, "officer"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert shell.ask(settings.get, "window_start_day") == "15"
    assert shell.ask(settings.get, "officer") == "Cán bộ mẫu 02"
    assert page.unsaved() == ""


def test_a_deadline_that_was_not_set_is_not_set_after_taking_it_back(
    page: SettingsPage, shell: Shell, qtbot: QtBot
) -> None:
    before = shell.ask(stored)
    line(page, settings.DEADLINE).clear()
    type_text(line(page, settings.DEADLINE), "25")
    with qtbot.waitSignal(shell.notice_requested) as signal:
        assert page.save()
    assert shell.ask(stored)[settings.DEADLINE] == "25"
    assert signal.args is not None
    _, undo = signal.args[0].actions[0]
    undo()
    assert shell.ask(stored) == before
    assert line(page, settings.DEADLINE).text() == ""


def test_a_pack_that_is_added_changes_the_day_and_brings_its_kinds(
    page: SettingsPage, shell: Shell, tmp_path: Path
) -> None:
    parts = parts_with("pack.toml", "valid_to = 2024-12-31", "")
    page.packs.add(write_pack(tmp_path / "mau.smb", parts))
    assert line(page, settings.DEADLINE).text() == "12"
    assert line(page, "report.nhanh.deadline").text() == ""
    line(page, "report.nhanh.deadline").clear()
    type_text(line(page, "report.nhanh.deadline"), "9")
    assert page.save()
    assert shell.ask(stored)["report.nhanh.deadline"] == "9"
    assert settings.DEADLINE not in shell.ask(stored)


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


def test_a_denominator_that_the_list_of_rates_sets_aside_says_so(
    page: SettingsPage, shell: Shell
) -> None:
    name = "rate_basis.late_rate"
    assert page.boxes[name].field.help == ""
    row = {"code": "late_rate", "name": "Quá hạn", "numerator": "resolved_late"}
    shell.perform(save, "rates", "", {**row, "denominator": "due"})
    assert "mẫu số là “due”" in page.boxes[name].field.help
