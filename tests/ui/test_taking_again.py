"""Received figures that are not their files' any more: said with the way on, and put right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.backup_habit import copies_of
from desktop.context import Context
from desktop.handoff.received_figures import received_differences
from desktop.settings import set_setting
from desktop.wholeness import require_whole
from tests.helpers.offices import Ward, new_district, take
from ui.dialogs.received import ReceivedDialog
from ui.first_moments import FirstMoments
from ui.main_window import MainWindow

BUTTON = "Lấy lại từ tệp đã nhận"
DAMAGE = "UPDATE inbox SET content = substr(content, 1, length(content) - 9) WHERE unit = 'BALANG'"


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    made = Ward(tmp_path, "BALANG")
    made.figures = {"2024-06": {"Hộ tịch": 30}}
    return made


@pytest.fixture
def district(tmp_path: Path, ward: Ward) -> Iterator[Context]:
    """A receiving office with the files of two wards, each in an act of its own."""
    made = new_district(tmp_path, "LEBINH", "BALANG")
    first = Ward(tmp_path, "LEBINH")
    first.figures = {"2024-05": {"Hộ tịch": 60}, "2024-06": {"Hộ tịch": 70, "Đất đai": 8}}
    take(made, first.send("2024-Q2"))
    take(made, ward.send("2024-06"))
    yield made
    made.close()


@pytest.fixture
def window(district: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(district)
    qtbot.addWidget(made)
    yield made
    made.close()


def spoil(district: Context, sql: str) -> None:
    with district.store.transaction() as conn:
        conn.exec_driver_sql(sql)


def figures(district: Context) -> list[tuple[str, int, int]]:
    query = "SELECT unit, month, to_handle FROM dossiers WHERE deleted_at IS NULL ORDER BY 1, 2, 3"
    with district.store.transaction() as conn:
        return [(unit, month, count) for unit, month, count in conn.exec_driver_sql(query)]


def press(window: MainWindow, words: str) -> None:
    [wanted] = [each for each in window.notices.buttons() if each.text() == words]
    wanted.click()


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.shell.jobs.busy)


def half_hour_is_over(window: MainWindow, qtbot: QtBot) -> None:
    window.shell.do(set_setting, "officer", "Cán bộ mẫu 02")
    window.backups.timer.timeout.emit()
    settled(window, qtbot)


def test_the_notice_after_the_start_takes_the_figures_from_the_file_again(
    window: MainWindow, district: Context, qtbot: QtBot
) -> None:
    sent = figures(district)
    spoil(district, "UPDATE dossiers SET to_handle = 71 WHERE to_handle IN (60, 70)")
    moments = FirstMoments(window, False, lambda _: False)
    moments.begin()
    settled(window, qtbot)
    moments.stop()
    assert "Tháng 5/2024: đơn vị LEBINH: một ô" in window.notices.text
    assert "mở Cài đặt, bấm “Kiểm tra sổ”" in window.notices.text
    assert "verify" not in window.notices.text
    press(window, BUTTON)
    settled(window, qtbot)
    said = "Đã lấy lại số liệu từ tệp đã nhận: LEBINH (tháng 5/2024, tháng 6/2024)."
    assert window.notices.text == said
    assert figures(district) == sent
    district.ask(require_whole)


def test_the_copy_that_was_refused_goes_through_afterwards(
    window: MainWindow, district: Context, qtbot: QtBot
) -> None:
    spoil(district, "UPDATE dossiers SET to_handle = 71 WHERE to_handle = 70")
    half_hour_is_over(window, qtbot)
    assert "trong sổ là 71, tệp đã nhận ghi 70" in window.notices.text
    assert copies_of(district.path) == []
    press(window, BUTTON)
    settled(window, qtbot)
    half_hour_is_over(window, qtbot)
    assert len(copies_of(district.path)) == 1


def test_the_check_of_the_book_shows_what_differs_and_one_button_mends_all(
    window: MainWindow, district: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(district, "UPDATE dossiers SET to_handle = 71 WHERE to_handle = 60")
    spoil(district, "DELETE FROM dossiers WHERE unit = 'BALANG'")
    shown: list[list[str]] = []

    def answer(dialog: ReceivedDialog) -> None:
        for row in dialog.table.rows.rows:
            shown.append([cell.text for cell in row.cells])
        dialog.take_button.click()

    monkeypatch.setattr(ReceivedDialog, "exec", answer)
    window.shell.mending_requested.emit()
    qtbot.waitUntil(lambda: "Đã lấy lại" in window.notices.text)
    assert shown == [
        ["BALANG", "tháng 6/2024", "1 dòng số liệu", "khác tệp", "lấy lại được"],
        ["LEBINH", "tháng 5/2024", "Tổng số hồ sơ phải giải quyết", "71", "60"],
    ]
    assert district.ask(received_differences) == []


def test_a_damaged_kept_file_leads_to_its_act_of_receiving_and_is_received_anew(
    window: MainWindow, district: Context, qtbot: QtBot, ward: Ward
) -> None:
    spoil(district, DAMAGE)
    half_hour_is_over(window, qtbot)
    assert "được giữ trong sổ đã hỏng" in window.notices.text
    assert "hoàn tác lần nhận lúc" in window.notices.text
    press(window, "Các lần nhận")
    page = window.current
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Các lần nhận"  # type: ignore[attr-defined]
    page.batches.undo_button.click()  # type: ignore[attr-defined]
    assert district.ask(received_differences) == []
    take(district, ward.send("2024-06"))
    assert ("BALANG", 6, 30) in figures(district)
    half_hour_is_over(window, qtbot)
    district.ask(require_whole)
    assert copies_of(district.path) != []


def test_what_cannot_be_taken_from_a_damaged_file_is_said_beside_what_was(
    window: MainWindow, district: Context, qtbot: QtBot
) -> None:
    spoil(district, DAMAGE)
    spoil(district, "UPDATE dossiers SET to_handle = 71 WHERE to_handle = 60")
    window.shell.retaking_requested.emit()
    settled(window, qtbot)
    said = [kept.notice.text for kept in window.notices.kept]
    assert said[0] == "Đã lấy lại số liệu từ tệp đã nhận: LEBINH (tháng 5/2024)."
    assert said[1].startswith("Đơn vị BALANG: tệp đã nhận của kỳ tháng 6 năm 2024, lần 1")
    assert len(said) == 2
