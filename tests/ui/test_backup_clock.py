"""Copies while the officer works: half an hour after a change, and when the window closes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.backup import verify_copy
from desktop.backup_habit import copies_of
from desktop.context import Context
from desktop.handoff.keys import own_key
from models.errors import Problem, Unusable
from tests.helpers.guards import FakeGuard
from ui.main_window import MainWindow
from ui.notice_cards import Notice


@pytest.fixture
def window(office: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(office)
    qtbot.addWidget(made)
    yield made
    made.close()


def change(window: MainWindow, name: str) -> None:
    window.shell.do(settings.set_setting, "officer", name)


def test_half_an_hour_after_the_first_change_a_copy_is_made(
    window: MainWindow, qtbot: QtBot
) -> None:
    clock = window.backups
    assert not clock.timer.isActive()
    change(window, "Cán bộ mẫu 02")
    assert clock.timer.isActive()
    assert clock.timer.interval() == 30 * 60 * 1000
    left = clock.timer.remainingTime()
    qtbot.wait(20)
    change(window, "Cán bộ mẫu 03")
    # Who writes without a pause gets a copy too.
    assert clock.timer.remainingTime() < left
    with qtbot.waitSignal(window.shell.copied):
        clock.timer.timeout.emit()
    [copy] = copies_of(window.shell.context.path)
    assert verify_copy(copy.path).entries > 0
    assert f"{copy.made:%H:%M %d/%m/%Y}" in window.status_line.texts[2]
    assert not clock.timer.isActive()


def test_closing_the_window_makes_a_copy_only_of_changes(window: MainWindow) -> None:
    change(window, "Cán bộ mẫu 02")
    assert window.close()
    copies = copies_of(window.shell.context.path)
    assert len(copies) == 1
    window.show()
    assert window.close()
    assert copies_of(window.shell.context.path) == copies


def test_a_copy_that_fails_at_the_end_is_said_once_and_keeps_nobody_in(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Notice] = []
    window.shell.notice_requested.connect(said.append)
    change(window, "Cán bộ mẫu 02")

    def full(*_: object, **__: object) -> None:
        raise Unusable(Problem("disk_full", values={"path": "so.sqlite"}))

    monkeypatch.setattr("ui.backup_clock.keep_copy", full)
    assert not window.close()
    [notice] = said
    assert notice.text.startswith("Chưa sao lưu được nên chưa đóng. Đĩa đã đầy")
    assert [words for words, _ in notice.actions] == ["Vẫn đóng", "Ở lại"]
    assert window.close()


def test_an_old_second_place_is_marked_until_it_has_a_copy(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    line = window.status_line
    assert line.second_place_text == ""
    window.shell.do(settings.set_setting, settings.SECOND_PLACE, str(tmp_path / "usb"))
    window.shell.copied.emit()
    away = "Nơi sao lưu thứ hai: chưa cắm hoặc chưa nối được"
    qtbot.waitUntil(lambda: line.second_place_text == away)
    (tmp_path / "usb").mkdir()
    assert window.shell.keep_copy()
    qtbot.waitUntil(lambda: line.second_place_text == "")


def test_a_copy_that_signs_only_here_is_said_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    window.shell.do(own_key)
    guard.account = "nguoi-khac"
    for name in ("Cán bộ mẫu 02", "Cán bộ mẫu 03"):
        change(window, name)
        with qtbot.waitSignal(window.shell.copied):
            window.backups.timer.timeout.emit()
    change(window, "Cán bộ mẫu 04")
    assert window.shell.keep_copy()
    told = [kept.notice for kept in window.notices.kept if "khóa ký" in kept.notice.text]
    assert [notice.tone for notice in told] == ["note"]
    guard.account = "can-bo"
