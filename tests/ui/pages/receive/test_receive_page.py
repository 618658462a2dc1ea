"""The page Nhận báo cáo: files in, each with one action; the board; slips; undo."""

import re
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop import drives
from desktop.context import Context
from desktop.handoff.container import seal
from desktop.handoff.keys import new_key
from desktop.handoff.received_slips import open_file, open_remarks
from desktop.months import month_values
from desktop.registers import area_names
from tests.helpers.office import JUNE, new_office
from tests.helpers.offices import Ward, take
from tests.ui.keyboard import CTRL, focused, hit, write
from tests.ui.test_words import ENGLISH, texts_of
from ui.main_window import MainWindow
from ui.pages.receive.page import ReceivePage
from ui.pages.table_of_contents import entries_for


def put(page: ReceivePage, qtbot: QtBot, *paths: Path) -> None:
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.add(list(paths))


def receive(page: ReceivePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.presenter.taken):
        hit(Qt.Key.Key_Return, CTRL)


def column(page: ReceivePage, number: int) -> list[str]:
    return [row.cells[number].text for row in page.intake.model.rows]


def to_handle(district: Context, unit: str) -> int | None:
    return district.ask(month_values, unit, JUNE).total.known["to_handle"]


def on_board(page: ReceivePage, code: str, period: str) -> str:
    page.tabs.setCurrentIndex(1)
    matrix = page.board_presenter.matrix
    row = [row.code for row in matrix.rows].index(code)
    place = [item.name for item in matrix.periods].index(period)
    page.board.table.choose(row, place)
    return page.board.model.rows[row].cells[place].text


def test_only_a_receiving_office_has_these_pages(window: MainWindow) -> None:
    assert {"receive", "consolidate"} <= {entry.name for entry in entries_for("district")}
    assert not {"receive", "consolidate"} & {entry.name for entry in entries_for("ward")}
    hit(Qt.Key.Key_9, CTRL)
    assert isinstance(window.current, ReceivePage)


def test_files_are_sorted_and_taken_in_by_keyboard(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context, post: Path
) -> None:
    ward.send("2024-06")
    (post / "broken.smc").write_bytes(b"not a file of ours")
    put(page, qtbot, post)
    assert column(page, 1) == ["Mới", "Không đọc được"]
    assert column(page, 2) == ["Nhận", "Đề nghị gửi lại"]
    assert page.intake.receive_button.text() == "Nhận 1 tệp"
    assert to_handle(district, "LEBINH") is None
    receive(page, qtbot)
    assert to_handle(district, "LEBINH") == 7
    assert column(page, 2) == ["Đã nhận", "Đề nghị gửi lại"]


def test_a_dropped_folder_is_looked_at(
    page: ReceivePage, qtbot: QtBot, ward: Ward, post: Path
) -> None:
    ward.send("2024-06")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(post))])
    nothing = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *nothing))
    assert column(page, 0) == ["LEBINH_2024-06_r1.smc"]


def test_a_newer_revision_shows_what_would_change_cell_by_cell(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    take(district, ward.send("2024-06"))
    ward.figures["2024-06"]["Hộ tịch"] = 9
    put(page, qtbot, ward.send("2024-06"))
    assert column(page, 2) == ["Nhận, thay bản cũ"]
    [change] = [[cell.text for cell in row.cells] for row in page.intake.panel.changes.rows]
    assert change == ["6/2024, Hộ tịch, Tổng số hồ sơ phải giải quyết", "5", "9"]
    assert to_handle(district, "LEBINH") == 7
    receive(page, qtbot)
    assert to_handle(district, "LEBINH") == 11
    # Once it is taken in the panel says the same of it.
    [done] = [[cell.text for cell in row.cells] for row in page.intake.panel.changes.rows]
    assert done == change


def test_a_changed_figure_of_a_block_is_named_by_its_period(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    ward.blocks["2024-Q1"] = 30
    take(district, ward.send("2024-06"))
    ward.blocks["2024-Q1"] = 31
    put(page, qtbot, ward.send("2024-06"))
    [change] = [[cell.text for cell in row.cells] for row in page.intake.panel.changes.rows]
    assert change == ["Quý I năm 2024, Hộ tịch, Tổng số hồ sơ phải giải quyết", "30", "31"]


def test_a_file_can_be_left_out_by_keyboard(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    put(page, qtbot, ward.send("2024-06"))
    page.intake.table.setFocus()
    hit(Qt.Key.Key_Space)
    assert column(page, 2) == ["Để lại, chưa nhận"]
    assert not page.intake.receive_button.isEnabled()
    hit(Qt.Key.Key_Space)
    receive(page, qtbot)
    assert to_handle(district, "LEBINH") == 7


def test_an_unknown_unit_is_asked_about_and_becomes_new_or_an_old_one(
    page: ReceivePage, qtbot: QtBot, post: Path, district: Context
) -> None:
    stranger = Ward(post, "THUONGTHANH")
    stranger.figures = {"2024-06": {"Hộ tịch": 4}}
    path = stranger.send("2024-06")
    put(page, qtbot, path)
    assert column(page, 2) == ["Chọn đơn vị…"]
    page.intake.table.setFocus()
    hit(Qt.Key.Key_Return)
    assert focused() is page.intake.panel.new_unit_button
    with qtbot.waitSignal(page.presenter.triaged):
        hit(Qt.Key.Key_Space)
    assert column(page, 1) == ["Mới"]
    page.presenter.clear()
    put(page, qtbot, path)
    page.intake.panel.unit.show_value("BALANG")
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.panel.alias_button.click()
    receive(page, qtbot)
    assert to_handle(district, "BALANG") == 4


def test_a_changed_key_waits_for_a_telephone_call(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    take(district, ward.send("2024-06"))
    ward.key = new_key()
    put(page, qtbot, ward.send("2024-06"))
    assert column(page, 2) == ["Gọi đối chiếu khóa…"]
    assert not page.intake.receive_button.isEnabled()
    assert "Mã khóa của nơi gửi" in page.intake.panel._facts.text()
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.panel.key_button.click()
    assert column(page, 1) == ["Bản mới hơn"]


def test_a_closed_file_opens_with_its_password(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    path = ward.send("2024-06")
    path.write_bytes(seal(path.read_bytes(), "một câu đủ dài"))
    put(page, qtbot, path)
    assert column(page, 2) == ["Nhập mật khẩu…"]
    page.intake.table.setFocus()
    hit(Qt.Key.Key_Return)
    assert focused() is page.intake.panel.password
    write("một câu đủ dài")
    with qtbot.waitSignal(page.presenter.triaged):
        hit(Qt.Key.Key_Return)
    assert column(page, 1) == ["Mới"]


def test_a_batch_is_undone_from_the_notice_and_from_the_list(
    page: ReceivePage, window: MainWindow, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    path = ward.send("2024-06")
    put(page, qtbot, path)
    receive(page, qtbot)
    with qtbot.waitSignal(page.presenter.triaged):
        window.notices.buttons()[0].click()
    assert to_handle(district, "LEBINH") is None
    assert column(page, 1) == ["Mới"]
    receive(page, qtbot)
    page.tabs.setCurrentIndex(2)
    assert [row.cells[3].text.split()[0] for row in page.batches.model.rows] == ["đang", "đã"]
    page.batches.undo_button.click()
    assert to_handle(district, "LEBINH") is None
    assert not page.batches.undo_button.isEnabled()


def test_receipts_are_written_for_what_was_taken_in(
    page: ReceivePage,
    window: MainWindow,
    qtbot: QtBot,
    ward: Ward,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drives, "_MOUNTS", ("/",))
    put(page, qtbot, ward.send("2024-06"))
    receive(page, qtbot)
    stick = tmp_path / "stick"
    stick.mkdir()
    page.intake.receipts.show_folder(stick)
    with qtbot.waitSignal(window.shell.jobs.done):
        page.intake.receipts_button.click()
    assert len(list(stick.iterdir())) == 1
    assert "Có thể rút USB" in window.notices.text


def test_the_board_says_in_words_who_has_sent(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    take(district, ward.send("2024-06", draft=True))
    assert on_board(page, "LEBINH", "2024-06") == "Đã nhận\nchưa chốt"
    assert page.board.return_button.isEnabled()
    assert on_board(page, "BALANG", "2024-06").startswith("Chưa gửi")
    assert not page.board.return_button.isEnabled()
    assert "Phường BALANG, tháng 6 năm 2024: chưa gửi" in page.board._words.text()


def test_the_reminder_list_is_copied_and_written(
    page: ReceivePage, ward: Ward, district: Context, tmp_path: Path
) -> None:
    take(district, ward.send("2024-06"))
    on_board(page, "BALANG", "2024-06")
    page.board.reminder_button.click()
    page.board.reminder.copy_button.click()
    assert "Phường BALANG: chưa gửi" in QGuiApplication.clipboard().text()
    assert "LEBINH" not in QGuiApplication.clipboard().text()
    page.board.reminder.write(tmp_path / "nhac.txt")
    assert "Phường BALANG" in (tmp_path / "nhac.txt").read_text(encoding="utf-8-sig")
    hit(Qt.Key.Key_Escape)
    assert not page.board.side.isVisible()


def test_a_report_is_returned_by_keyboard_and_the_ward_finds_the_places(
    page: ReceivePage,
    window: MainWindow,
    qtbot: QtBot,
    ward: Ward,
    district: Context,
    tmp_path: Path,
) -> None:
    take(district, ward.send("2024-06"))
    on_board(page, "LEBINH", "2024-06")
    page.board.table.setFocus()
    hit(Qt.Key.Key_Return)
    panel = page.board.giving_back
    assert focused() is panel.kind
    panel.field.show_value("Hộ tịch")
    panel.measure.show_value("to_handle")
    panel.text.setFocus()
    write("Xem lại số này.")
    hit(Qt.Key.Key_Return)
    assert panel.remarks == [("2024-06/Hộ tịch/to_handle", "Xem lại số này.")]
    panel.folder.show_folder(tmp_path)
    with qtbot.waitSignal(page.board_presenter.slip_written) as written:
        panel.write_button.click()
    assert on_board(page, "LEBINH", "2024-06") == "Trả lại để\nhoàn chỉnh"
    office = new_office(tmp_path)
    assert written.args is not None
    office.do(open_file, written.args[0].path)
    [found] = office.ask(open_remarks, "LEBINH")
    assert (found.remark.area, found.remark.measure) == ("Hộ tịch", "to_handle")
    office.close()


def test_a_slip_without_remarks_is_not_written(
    page: ReceivePage, ward: Ward, district: Context
) -> None:
    take(district, ward.send("2024-06"))
    on_board(page, "LEBINH", "2024-06")
    page.board.return_button.click()
    panel = page.board.giving_back
    assert not panel.write_button.isEnabled()
    panel.add_button.click()
    assert "cần sửa gì" in panel.wrong.text()
    assert len(panel.field._values) == 1 + len(district.ask(area_names))


def test_a_request_names_its_last_day(
    page: ReceivePage, window: MainWindow, qtbot: QtBot, tmp_path: Path, district: Context
) -> None:
    on_board(page, "LEBINH", "2024-06")
    page.board.request_button.click()
    panel = page.board.request
    panel.folder.show_folder(tmp_path)
    panel.write_button.click()
    assert panel.wrong.text() == "Hãy ghi hạn gửi."
    panel.deadline.show_value(date(2024, 6, 25))
    with qtbot.waitSignal(page.board_presenter.slip_written) as written:
        panel.write_button.click()
    assert written.args is not None
    assert written.args[0].slip.deadline == "2024-06-25"
    assert on_board(page, "LEBINH", "2024-06") == "Chưa gửi\nquá hạn"


@pytest.mark.parametrize("name", ["receive", "consolidate"])
def test_nothing_is_wider_than_the_smallest_screen(window: MainWindow, name: str) -> None:
    window.resize(1092, 570)
    window.show_page(name)
    assert window.minimumSizeHint().width() <= 1092
    assert window.minimumSizeHint().height() <= 570


def test_the_tables_keep_the_promises_of_item_models(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (
        page.intake.model,
        page.board.model,
        page.batches.model,
        page.intake.panel.changes,
    ):
        QAbstractItemModelTester(model, mode)
    put(page, qtbot, ward.send("2024-06"))
    receive(page, qtbot)
    assert on_board(page, "LEBINH", "2024-06") == "Đã nhận\ntrễ hạn"
    page.tabs.setCurrentIndex(2)
    assert page.batches.model.rowCount() == 1


@pytest.mark.parametrize("name", ["submit", "receive", "consolidate"])
def test_no_page_of_a_receiving_office_has_an_english_word(window: MainWindow, name: str) -> None:
    window.show_page(name)
    path = str(window.shell.context.path)
    english = []
    for text in texts_of(window):
        words = re.findall(r"\w+", text.replace(path, "").lower())
        if ENGLISH.intersection(words):
            english.append(text)
    assert english == []
    buttons = cast("list[QAbstractButton]", window.findChildren(QAbstractButton))
    for shown in [button for button in buttons if button.isVisible()]:
        assert shown.text() or shown.accessibleName() or shown.toolTip(), repr(shown)


def test_receiving_can_be_stopped_and_leaves_nothing(
    page: ReceivePage, window: MainWindow, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    for _ in range(40):
        ward.send("2024-06")
    first = ward.send("2024-05")
    others = sorted(page.shell.context.path.parent.glob("post/*.smc"))
    put(page, qtbot, first, *others)
    with qtbot.waitSignal(window.shell.jobs.cancelled):
        page.intake.receive_button.click()
        window.progress.stop_requested.emit()
    assert to_handle(district, "LEBINH") is None
    assert "đã dừng" in window.notices.text
    assert page.presenter.received is None
