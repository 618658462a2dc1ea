"""After the window is shown: the clock, a cut, leftovers, and a second start that calls it."""

import os
import threading
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import doorbell, registers
from desktop.backup import default_folder
from desktop.context import Context
from desktop.people.erasing import erase, is_unfinished
from desktop.settings import SECOND_PLACE, set_setting
from models.registers import Values
from tests.helpers.office import JUNE, enter
from ui import first_moments
from ui.first_moments import FirstMoments
from ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program a data folder of its own."""
    folder = tmp_path / "nha"
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def moments_of(window: MainWindow, was_cut: bool = False) -> FirstMoments:
    return FirstMoments(window, was_cut, lambda path: path.suffix == ".smc")


def said(window: MainWindow) -> str:
    return "\n".join(kept.notice.text for kept in window.notices.kept)


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.shell.jobs.busy)


# --- the clock


def test_a_clock_that_may_be_right_is_not_mentioned(window: MainWindow, qtbot: QtBot) -> None:
    moments_of(window).begin()
    settled(window, qtbot)
    assert window.notices.kept == []


def test_a_wrong_clock_is_asked_about_and_the_question_stays(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(window.shell.context, JUNE, "Hộ tịch", received_online=5)
    early = datetime.now().astimezone() - timedelta(days=800)
    monkeypatch.setattr(first_moments, "now", lambda: early)
    moments_of(window).begin()
    notice = window.notices.notice
    assert notice is not None
    assert f"{early:%d/%m/%Y}" in notice.text
    assert not notice.fades
    assert [button.text() for button in window.notices.buttons()] == [
        "Đóng để chỉnh giờ", "Ngày giờ đúng",
    ]  # fmt: skip
    window.notices.buttons()[1].click()
    assert window.notices.notice is None
    assert window.isVisible()


# --- a cut


def test_a_cut_is_told_once_the_store_was_checked(window: MainWindow, qtbot: QtBot) -> None:
    enter(window.shell.context, JUNE, "Hộ tịch", received_online=5)
    moments_of(window, was_cut=True).begin()
    assert "tắt đột ngột" not in said(window)
    settled(window, qtbot)
    assert "Lần trước máy tắt đột ngột; đã kiểm tra, số liệu đã lưu vẫn còn đủ." in said(window)


def test_a_store_that_is_not_as_it_was_is_not_called_whole(
    window: MainWindow, qtbot: QtBot
) -> None:
    office = window.shell.context
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET received_online = 6"))
    moments_of(window, was_cut=True).begin()
    settled(window, qtbot)
    assert "vẫn còn đủ" not in said(window)
    assert "trong sổ là “6”, lịch sử ghi là “5”" in said(window)
    office.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET received_online = 5"))


# --- leftovers


def test_what_earlier_runs_left_where_copies_go_is_taken_away(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    office = window.shell.context
    stick = tmp_path / "usb"
    office.do(set_setting, SECOND_PLACE, str(stick))
    old = time.time() - 3600
    left = []
    for folder in (default_folder(office.path), stick):
        folder.mkdir(exist_ok=True)
        draft = folder / f".somotcua-{'a' * 32}.sqlite"
        draft.write_bytes(b"x")
        os.utime(draft, (old, old))
        own = folder / "so-cua-toi.sqlite"
        own.write_bytes(b"x")
        os.utime(own, (old, old))
        left += [draft, own]
    moments_of(window).begin()
    settled(window, qtbot)
    assert [path.exists() for path in left] == [False, True, False, True]


# --- a second start


def ring(store: Path, file: Path | None, answers: list[bool]) -> threading.Thread:
    thread = threading.Thread(target=lambda: answers.append(doorbell.ring(store, file)))
    thread.start()
    return thread


def test_a_second_start_brings_the_window_to_the_front(
    window: MainWindow, qtbot: QtBot, office: Context
) -> None:
    moments = moments_of(window)
    moments.begin()
    window.showMinimized()
    answers: list[bool] = []
    with qtbot.waitSignal(moments.bell.rung):
        thread = ring(office.path, None, answers)
    thread.join()
    assert answers == [True]
    assert not window.windowState() & Qt.WindowState.WindowMinimized


def test_a_second_start_with_a_file_opens_it_here(
    window: MainWindow, qtbot: QtBot, office: Context, tmp_path: Path
) -> None:
    moments = moments_of(window)
    moments.begin()
    file = tmp_path / "phiếu trả lại.smc"
    file.write_bytes(b"x")
    answers: list[bool] = []
    with qtbot.waitSignal(moments.bell.rung):
        thread = ring(office.path, file, answers)
    thread.join()
    assert answers == [True]
    assert window._name == "submit"
    settled(window, qtbot)
    assert "phiếu trả lại.smc" in said(window)


def test_a_window_that_was_closed_hears_nothing_any_more(
    window: MainWindow, qtbot: QtBot, office: Context
) -> None:
    moments = moments_of(window)
    moments.begin()
    moments.stop()
    moments.stop()
    assert not doorbell.ring(office.path, None, patience=0.1)


def test_where_nobody_listens_the_bell_is_taken_back(office: Context) -> None:
    assert not doorbell.ring(office.path, None, patience=0.1)
    assert not doorbell.bell_of(office.path).exists()


def test_another_store_has_another_bell(office: Context, tmp_path: Path) -> None:
    assert doorbell.bell_of(office.path) != doorbell.bell_of(tmp_path / "khác.sqlite")


@pytest.mark.parametrize("words", [b"", b"[]", b"\xff", b'{"file": 7}', b'{"file": null}'])
def test_a_bell_with_nonsense_only_brings_the_window_to_the_front(
    office: Context, words: bytes
) -> None:
    bell = doorbell.bell_of(office.path)
    bell.parent.mkdir(parents=True)
    bell.write_bytes(words)
    assert doorbell.answer(office.path) == (True, None)
    assert doorbell.answer(office.path) == (False, None)


# --- the bytes of somebody erased


def test_what_a_full_disk_left_of_an_erased_person_goes_at_the_next_start(
    window: MainWindow, qtbot: QtBot
) -> None:
    shell = window.shell
    values: Values = {"name": "Cán bộ mẫu 02", "assignment": "Chính thức"}
    days: Values = {"from_date": date(2020, 1, 2)}
    key = shell.perform(registers.save, "staff", shell.unit, {**values, **days}).value
    shell.perform(erase, shell.unit, [key])
    moments_of(window).begin()
    settled(window, qtbot)
    assert not shell.ask(is_unfinished)
