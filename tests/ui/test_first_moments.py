"""After the window is shown: the clock, a cut, leftovers, and a second start that calls it."""

import hashlib
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
from desktop.backup_habit import copies_of
from desktop.context import Context
from desktop.people.compacting import is_unfinished
from desktop.people.erasing import erase
from desktop.settings import SECOND_PLACE, set_setting
from models.registers import Values
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import Ward, new_district, take
from tests.ui.keyboard import show_active
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
    made = FirstMoments(window, was_cut, lambda path: path.suffix == ".smc")
    # A test says itself when they begin: a slow one is over when the clock would.
    made._timer.stop()
    return made


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


@pytest.mark.parametrize("writes", [False, True])
def test_closing_to_set_the_clock_dates_no_copy_unless_something_was_written(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, writes: bool
) -> None:
    enter(window.shell.context, JUNE, "Hộ tịch", received_online=5)
    early = datetime.now().astimezone() - timedelta(days=800)
    monkeypatch.setattr(first_moments, "now", lambda: early)
    moments_of(window).begin()
    settled(window, qtbot)
    if writes:
        window.shell.do(set_setting, SECOND_PLACE, "")
        window.shell.do(set_setting, SECOND_PLACE, "/usb")
    [close] = [each for each in window.notices.buttons() if each.text() == "Đóng để chỉnh giờ"]
    close.click()
    assert not window.isVisible()
    assert bool(copies_of(window.shell.context.path)) == writes


# --- a cut


def test_a_cut_is_told_once_the_store_was_checked(window: MainWindow, qtbot: QtBot) -> None:
    enter(window.shell.context, JUNE, "Hộ tịch", received_online=5)
    moments_of(window, was_cut=True).begin()
    assert "tắt đột ngột" not in said(window)
    settled(window, qtbot)
    assert "Lần trước máy tắt đột ngột; đã kiểm tra, số liệu đã lưu vẫn còn đủ." in said(window)


@pytest.mark.parametrize("was_cut", [True, False])
def test_a_figure_that_was_changed_outside_is_told_at_each_start(
    window: MainWindow, qtbot: QtBot, was_cut: bool
) -> None:
    office = window.shell.context
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET received_online = 6"))
    moments_of(window, was_cut).begin()
    settled(window, qtbot)
    assert "vẫn còn đủ" not in said(window)
    assert "1 chỗ khác với lịch sử ghi" in said(window)
    assert [button.text() for button in window.notices.buttons()] == ["Xem và sửa"]
    office.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET received_online = 5"))


def test_what_was_received_is_compared_with_its_files_after_a_cut(
    qtbot: QtBot, tmp_path: Path
) -> None:
    district = new_district(tmp_path, "LEBINH")
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 70}}
    take(district, ward.send("2024-06"))
    district.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET to_handle = 71"))
    window = MainWindow(district)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    moments = moments_of(window, was_cut=True)
    moments.begin()
    settled(window, qtbot)
    moments.stop()
    assert "vẫn còn đủ" not in said(window)
    assert "đơn vị LEBINH: một ô “Tổng số hồ sơ phải giải quyết” trong sổ là 71" in said(window)
    district.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET to_handle = 70"))
    window.close()
    district.close()


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
    assert doorbell.bells_of(office.path) == []


def test_another_store_does_not_hear_it(office: Context, qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "khác.sqlite"
    thread = ring(office.path, None, [])
    qtbot.waitUntil(lambda: len(doorbell.bells_of(office.path)) == 1)
    assert doorbell.answer(other) == []
    assert doorbell.answer(office.path) == [None]
    thread.join()


def test_files_of_several_starts_are_all_opened_also_those_rung_before_the_window_listened(
    window: MainWindow, qtbot: QtBot, office: Context, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.smc" for number in range(3)]
    answers: list[bool] = []
    threads = [ring(office.path, file, answers) for file in files]
    qtbot.waitUntil(lambda: len(doorbell.bells_of(office.path)) == 3)
    heard: list[Path] = []
    moments = moments_of(window)
    moments.bell.rung.connect(heard.append)
    moments.begin()
    for thread in threads:
        thread.join()
    assert sorted(heard) == files
    assert answers == [True, True, True]
    settled(window, qtbot)


def test_a_bell_that_nobody_waits_for_any_more_is_no_call(office: Context) -> None:
    bell = left_bell(office, b'{"file": "a.smc"}')
    old = time.time() - 60
    os.utime(bell, (old, old))
    assert doorbell.answer(office.path) == []
    assert not bell.exists()


def left_bell(office: Context, words: bytes) -> Path:
    name = hashlib.sha256(str(office.path.resolve()).encode()).hexdigest()[:16]
    bell = doorbell.folder() / f"{name}-1.json"
    bell.parent.mkdir(parents=True)
    bell.write_bytes(words)
    return bell


@pytest.mark.parametrize("words", [b"", b"[]", b"\xff", b'{"file": 7}', b'{"file": null}'])
def test_a_bell_with_nonsense_only_brings_the_window_to_the_front(
    office: Context, words: bytes
) -> None:
    left_bell(office, words)
    assert doorbell.answer(office.path) == [None]
    assert doorbell.answer(office.path) == []


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
