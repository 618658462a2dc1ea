"""Values that were changed outside the program are shown, chosen and written in the window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.backup_habit import copies_of, keep_copy
from desktop.context import Context, now
from desktop.mending import doubts
from desktop.soundness import differences
from tests.helpers.office import JUNE, enter
from ui.dialogs.mend import MendDialog
from ui.dialogs.restore import RestoreDialog
from ui.main_window import MainWindow


@pytest.fixture
def window(office: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    enter(office, JUNE, "Hộ tịch", received_online=471, received_offline=3)
    keep_copy(office, now())
    made = MainWindow(office)
    qtbot.addWidget(made)
    yield made
    made.close()


def spoil(office: Context, sql: str) -> None:
    with office.store.transaction() as conn:
        conn.exec_driver_sql(sql)


def kept(office: Context) -> tuple[int, int]:
    query = "SELECT received_online, received_offline FROM dossiers"
    with office.store.transaction() as conn:
        first, second = conn.exec_driver_sql(query).one()
    return int(first), int(second)


def shown(dialog: MendDialog) -> list[list[str]]:
    model = dialog.table.rows
    return [[cell.text for cell in row.cells] for row in model.rows]


def press(window: MainWindow, words: str) -> None:
    [wanted] = [each for each in window.notices.buttons() if each.text() == words]
    wanted.click()


def test_each_cell_stands_with_its_place_and_the_three_values(window: MainWindow) -> None:
    office = window.shell.context
    spoil(office, "UPDATE dossiers SET received_online = 470")
    dialog = MendDialog(doubts(office))
    [row] = shown(dialog)
    assert row[0] == "Hồ sơ: tháng 6/2024, Hộ tịch"
    assert row[1:] == ["Tiếp nhận trực tuyến", "470", "471", "471", "theo lịch sử"]
    dialog.deleteLater()


def test_a_sound_book_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.shell.mending_requested.emit()
    qtbot.waitUntil(lambda: "Sổ nguyên vẹn" in window.notices.text)


def test_chosen_cells_are_written_and_taken_back_by_one_undo(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.shell.context
    spoil(office, "UPDATE dossiers SET received_online = 470, received_offline = 4")

    def answer(dialog: MendDialog) -> None:
        dialog.table.choose(0)
        dialog.copied_button.click()
        dialog.table.choose(1)
        dialog.kept_button.click()
        dialog.mend_button.click()

    monkeypatch.setattr(MendDialog, "exec", answer)
    window.shell.mending_requested.emit()
    qtbot.waitUntil(lambda: "Đã ghi lại 2 ô" in window.notices.text)
    assert kept(office) == (471, 4)
    assert office.ask(differences) == []
    press(window, "Hoàn tác")
    assert kept(office) == (470, 4)
    # What was taken back is in the history too: the book stays sound.
    assert office.ask(differences) == []


def test_leaving_the_list_changes_nothing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.shell.context
    spoil(office, "UPDATE dossiers SET received_online = 470")
    left: list[bool] = []

    def leave(dialog: MendDialog) -> None:
        dialog.leave_button.click()
        left.append(True)

    monkeypatch.setattr(MendDialog, "exec", leave)
    window.shell.mending_requested.emit()
    qtbot.waitUntil(lambda: left == [True])
    assert kept(office) == (470, 3)


def test_a_record_that_is_gone_comes_back_with_a_whole_copy(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.shell.context
    spoil(office, "DELETE FROM dossiers")
    offered: list[bool] = []

    def answer(dialog: MendDialog) -> None:
        [row] = shown(dialog)
        assert row[1:] == ["Cả bản ghi", "đã xóa", "còn", "còn", "lấy từ bản sao"]
        assert not dialog.copied_button.isEnabled()
        assert "bấm “Khôi phục cả sổ từ bản sao…”" in dialog.says.text()
        assert not dialog.mend_button.isEnabled()
        dialog.restore_button.click()

    monkeypatch.setattr(MendDialog, "exec", answer)
    monkeypatch.setattr(RestoreDialog, "exec", lambda _: offered.append(True))
    window.shell.mending_requested.emit()
    qtbot.waitUntil(lambda: offered == [True])


def test_the_copy_at_the_end_offers_to_look_and_mend(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.shell.context
    good = copies_of(office.path)
    enter(office, JUNE, "Đất đai", received_online=1)
    spoil(office, "UPDATE dossiers SET received_online = 470 WHERE received_online = 471")
    monkeypatch.setattr(MendDialog, "exec", lambda dialog: dialog.mend_button.click())
    assert not window.close()
    offers = [each.text() for each in window.notices.buttons()]
    assert offers == ["Xem và sửa", "Vẫn đóng", "Ở lại"]
    press(window, "Xem và sửa")
    qtbot.waitUntil(lambda: "Đã ghi lại 1 ô" in window.notices.text)
    assert office.ask(differences) == []
    assert window.close()
    assert len(copies_of(office.path)) == len(good) + 1


def test_a_copy_in_doubt_itself_is_not_offered(window: MainWindow) -> None:
    office = window.shell.context
    spoil(office, "UPDATE dossiers SET received_online = 470")
    [copy] = copies_of(office.path)
    copy.path.write_bytes(copy.path.read_bytes()[:9000])
    [row] = doubts(office).rows
    assert (row.copied, row.told) == (None, "471")
