"""Copies are listed with what they hold; a good one can take the book's place."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop import backup, history
from desktop import main as program
from desktop.backup_habit import copies_of
from desktop.context import Context, now, open_context
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import new_district
from tests.ui.keyboard import press
from ui.dialogs.first_run import FirstRun
from ui.dialogs.restore import RestoreDialog
from ui.main_window import MainWindow


def copy_of(office: Context, hours_ago: int = 0) -> Path:
    return backup.backup(office.store, None, now() - timedelta(hours=hours_ago)).path


def shown(qtbot: QtBot, dialog: RestoreDialog) -> list[tuple[str, str, str]]:
    """Return the rows once every copy is checked."""
    model = dialog.table.rows

    def checked() -> bool:
        return all(row.cells[1].text != "đang kiểm tra…" for row in model.rows)

    qtbot.waitUntil(checked)
    return [(row.cells[0].text, row.cells[1].text, row.cells[2].text) for row in model.rows]


def dialog_for(office: Context, qtbot: QtBot, entries: int | None = None) -> RestoreDialog:
    made = RestoreDialog(office.path, "Khôi phục", ["Chọn một bản."], "Thôi", entries)
    qtbot.addWidget(made)
    return made


def test_good_and_broken_copies_are_told_apart(office: Context, qtbot: QtBot) -> None:
    good = copy_of(office, hours_ago=2)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    broken = copy_of(office, hours_ago=1)
    broken.write_bytes(broken.read_bytes()[:9000])
    enter(office, JUNE, "Hộ tịch", received_online=6)
    dialog = dialog_for(office, qtbot, office.ask(history.count))
    rows = shown(qtbot, dialog)
    assert [row[1] for row in rows] == ["hỏng", "tốt"]
    assert rows[1][2].startswith("Phường Lê Bình; chưa có số liệu hồ sơ; lần ghi cuối")
    assert not dialog.restore_button.isEnabled()
    assert str(broken) in dialog.says.text()
    dialog.table.choose(1)
    assert dialog.restore_button.isEnabled()
    assert "2 lần ghi sau bản sao này sẽ không còn trong sổ" in dialog.says.text()
    dialog.restore_button.click()
    assert dialog.chosen == backup.Chosen(good)


def test_the_name_of_the_program_stands_once_in_a_title(office: Context, qtbot: QtBot) -> None:
    # The system adds it to what a dialog is called.
    assert QApplication.applicationDisplayName() == "Sổ Một Cửa"
    assert dialog_for(office, qtbot).windowTitle() == "Khôi phục"


def test_a_copy_that_holds_everything_says_so(office: Context, qtbot: QtBot) -> None:
    copy_of(office)
    dialog = dialog_for(office, qtbot, office.ask(history.count))
    shown(qtbot, dialog)
    dialog.table.choose(0)
    assert "không có lần ghi nào mới hơn" in dialog.says.text()


def test_copies_of_one_minute_are_told_apart(office: Context, qtbot: QtBot) -> None:
    first = now().replace(hour=9, minute=5, second=1, microsecond=0)
    for seconds in (0, 20):
        backup.backup(office.store, None, first + timedelta(seconds=seconds))
    rows = shown(qtbot, dialog_for(office, qtbot))
    assert [row[0][:8] for row in rows] == ["09:05:21", "09:05:01"]


def test_only_a_book_that_is_there_is_said_to_be_kept(office: Context, qtbot: QtBot) -> None:
    copy = copy_of(office)
    there = dialog_for(office, qtbot)
    shown(qtbot, there)
    there.table.choose(0)
    words = [str(copy), "Sổ đang có được giữ lại ở một tệp bên cạnh."]
    assert there.says.text().splitlines()[1:] == words
    office.close()
    office.path.unlink()
    gone = dialog_for(office, qtbot)
    shown(qtbot, gone)
    gone.table.choose(0)
    assert gone.says.text().strip().splitlines()[1:] == [str(copy)]


def test_the_usual_key_restores_the_good_copy_that_is_chosen(office: Context, qtbot: QtBot) -> None:
    copy = copy_of(office)
    dialog = dialog_for(office, qtbot)
    shown(qtbot, dialog)
    dialog.table.choose(0)
    assert dialog.restore_button.isDefault()
    press(dialog.table, Qt.Key.Key_Return)
    assert dialog.chosen == backup.Chosen(copy)


def test_a_copy_that_is_not_good_is_not_restored_by_the_usual_key(
    office: Context, qtbot: QtBot
) -> None:
    copy_of(office).write_bytes(b"x")
    dialog = dialog_for(office, qtbot)
    shown(qtbot, dialog)
    dialog.table.choose(0)
    press(dialog.table, Qt.Key.Key_Return)
    assert dialog.chosen is None


def test_without_copies_nothing_can_be_restored(office: Context, qtbot: QtBot) -> None:
    dialog = dialog_for(office, qtbot)
    assert shown(qtbot, dialog) == []
    assert not dialog.restore_button.isEnabled()
    dialog.leave_button.click()
    assert dialog.chosen is None


# --- what the program does with the answer


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[list[MainWindow]]:
    """Return the windows that the program shows, in their order."""
    shown: list[MainWindow] = []

    def show(window: MainWindow) -> None:
        shown.append(window)

    monkeypatch.setattr(MainWindow, "show_fitting", show)
    yield shown
    for window in shown:
        # Their stores are closed: they can be taken down, not closed once more.
        window.deleteLater()


def answer(monkeypatch: pytest.MonkeyPatch, copy: Path | None) -> list[str]:
    """Answer every dialog of copies with one copy; return the words of the leaving button."""
    leaves: list[str] = []

    def done(dialog: RestoreDialog) -> QDialog.DialogCode:
        leaves.append(dialog.leave_button.text())
        dialog.chosen = backup.Chosen(copy) if copy else None
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(RestoreDialog, "exec", done)
    return leaves


def test_a_book_that_is_gone_is_brought_back_from_its_copy(
    office: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    copy = copy_of(office)
    office.close()
    office.path.unlink()
    assert answer(monkeypatch, copy) == []
    opened, restored = program.open_or_make(office.path)
    assert opened is not None
    # So that the window can say what it shows.
    assert restored is not None
    assert restored.source.path == copy
    assert opened.ask(history.count) == backup.verify_copy(copy).entries
    opened.close()


def test_who_wants_no_copy_gets_the_first_questions(
    office: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_of(office)
    office.close()
    office.path.unlink()
    leaves = answer(monkeypatch, None)
    monkeypatch.setattr(FirstRun, "exec", lambda _: 0)
    assert program.open_or_make(office.path) == (None, None)
    assert leaves == ["Tạo sổ mới"]


def test_a_damaged_book_is_opened_again_from_its_copy(
    office: Context,
    windows: list[MainWindow],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    copy = copy_of(office)
    office.close()
    damaged = office.path.read_bytes()[:9000]
    office.path.write_bytes(damaged)
    leaves = answer(monkeypatch, copy)
    said: list[str] = []

    def close(_: QApplication) -> int:
        said.extend(kept.notice.text for kept in windows[-1].notices.kept)
        windows[-1].close()
        return 0

    monkeypatch.setattr(QApplication, "exec", close)
    assert program.work(office.path, qapp) == 0
    assert leaves == ["Đóng chương trình"]
    [aside] = office.path.parent.glob("ward-truoc-khoi-phuc-*.sqlite")
    assert aside.read_bytes() == damaged
    assert said == [f"Đã khôi phục sổ từ {copy}. Sổ trước đó được giữ ở {aside}."]
    restored = open_context(office.path)
    assert restored.ask(history.count) == backup.verify_copy(copy).entries
    restored.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE dossiers",
        "DROP TABLE setting",
        "ALTER TABLE staff DROP COLUMN phone",
        "DELETE FROM alembic_version",
        "UPDATE dossiers SET month = 13",
        "UPDATE dossiers SET year = 99999",
        "UPDATE dossiers SET received_online = 'abc'",
    ],
)
def test_a_book_that_no_window_can_show_is_restored_from_a_copy(
    sql: str,
    office: Context,
    windows: list[MainWindow],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    copy = copy_of(office)
    office.close()
    raw = sqlite3.connect(office.path)
    raw.executescript(sql)
    raw.close()
    leaves = answer(monkeypatch, copy)

    def close(_: QApplication) -> int:
        windows[-1].close()
        return 0

    monkeypatch.setattr(QApplication, "exec", close)
    assert program.work(office.path, qapp) == 0
    assert leaves == ["Đóng chương trình"]
    assert len(list(office.path.parent.glob("ward-truoc-khoi-phuc-*.sqlite"))) == 1
    assert backup.verify_store(office.path) == []


def test_a_fault_of_the_program_itself_is_not_laid_to_a_sound_book(
    office: Context, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: MainWindow) -> None:
        raise ZeroDivisionError

    office.close()
    monkeypatch.setattr(MainWindow, "show_fitting", fail)
    with pytest.raises(ZeroDivisionError):
        program.work(office.path, qapp)
    open_context(office.path).close()


def test_a_copy_chosen_in_the_window_takes_the_books_place_after_it_is_closed(
    office: Context,
    windows: list[MainWindow],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = copy_of(office, hours_ago=1)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    before = office.ask(history.count)
    office.close()
    turns: list[int] = []

    def work(_: QApplication) -> int:
        shell = windows[-1].shell
        turns.append(shell.ask(history.count))
        if len(turns) == 1:
            shell.restore_requested.emit(backup.Chosen(copy))
        windows[-1].close()
        return 0

    monkeypatch.setattr(QApplication, "exec", work)
    assert program.work(office.path, qapp) == 0
    assert turns == [before, backup.verify_copy(copy).entries]
    # What was there is not lost: it was copied when the window closed, and set aside.
    held = [backup.verify_copy(made.path).entries for made in copies_of(office.path)]
    assert before in held


def test_a_file_that_is_no_book_offers_no_copies_where_there_are_none(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaves = answer(monkeypatch, None)
    monkeypatch.setattr("ui.dialogs.cannot_open.CannotOpenDialog.exec", lambda _: 0)
    path = tmp_path / "so.sqlite"
    path.write_text("khong phai so", encoding="utf-8")
    assert program.work(path, qapp) == 2
    assert leaves == []


def test_a_damaged_book_without_copies_beside_it_can_be_restored_from_a_stick(
    office: Context,
    windows: list[MainWindow],
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy = backup.backup(office.store, tmp_path / "usb", now()).path
    office.close()
    office.path.write_bytes(office.path.read_bytes()[:9000])

    def choose(dialog: RestoreDialog) -> None:
        dialog.show_copy(copy)
        dialog.restore_button.click()

    monkeypatch.setattr(RestoreDialog, "exec", choose)
    monkeypatch.setattr(QApplication, "exec", lambda _: int(not windows[-1].close()))
    assert program.work(office.path, qapp) == 0
    assert backup.verify_store(office.path) == []


def test_a_copy_of_another_office_is_refused_and_the_book_opens_again(
    office: Context,
    windows: list[MainWindow],
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    district = new_district(tmp_path)
    other = backup.backup(district.store, None, now()).path
    district.close()
    office.close()
    said: list[str] = []

    def work(_: QApplication) -> int:
        said.append(windows[-1].notices.text)
        if len(said) == 1:
            windows[-1].shell.restore_requested.emit(backup.Chosen(other))
        windows[-1].close()
        return 0

    monkeypatch.setattr(QApplication, "exec", work)
    assert program.work(office.path, qapp) == 0
    assert said[0] == ""
    assert "còn sổ đang dùng của Phường Lê Bình" in said[1]
