"""What is answered, confirmed by a person, or sent along on the page Nhận báo cáo."""

from datetime import date
from pathlib import Path

import msgspec
from pytestqt.qtbot import QtBot

from desktop.context import Context
from tests.desktop.packs.parts import write_pack
from tests.helpers.offices import Ward, take
from tests.ui.pages.receive.test_receive_page import column, on_board, put, receive, to_handle
from ui.main_window import MainWindow
from ui.pages.receive.page import ReceivePage


def test_a_file_that_is_too_old_is_answered_with_a_receipt_of_what_is_held(
    page: ReceivePage, window: MainWindow, qtbot: QtBot, ward: Ward, district: Context, post: Path
) -> None:
    old = ward.send("2024-06")
    take(district, ward.send("2024-06"))
    put(page, qtbot, old)
    assert column(page, 1) == ["Bản cũ hơn"]
    assert column(page, 2) == ["Gửi biên nhận…"]
    stick = post / "stick"
    stick.mkdir()
    page.intake.receipts.show_folder(stick)
    assert page.intake.receipts_button.isVisible()
    with qtbot.waitSignal(window.shell.jobs.done):
        page.intake.receipts_button.click()
    assert [path.name for path in stick.iterdir()] == ["LEBINH_2024-06_bien-nhan_r2.smc"]


def test_a_sequence_far_ahead_is_taken_in_only_after_a_person_confirms_it(
    page: ReceivePage, qtbot: QtBot, ward: Ward, district: Context
) -> None:
    put(page, qtbot, ward.send("2024-06", sequence=10**9))
    assert column(page, 1) == ["Số thứ tự tăng bất thường"]
    assert not page.intake.receive_button.isEnabled()
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.panel.sequence_button.click()
    assert column(page, 1) == ["Mới"]
    receive(page, qtbot)
    assert to_handle(district, "LEBINH") == 7


def test_a_code_that_only_looks_like_a_unit_cannot_be_added(
    page: ReceivePage, qtbot: QtBot, post: Path
) -> None:
    stranger = Ward(post, "ＬＥＢＩＮＨ")
    stranger.figures = {"2024-06": {"Hộ tịch": 5}}
    put(page, qtbot, stranger.send("2024-06", "la.smc"))
    assert column(page, 1) == ["Đơn vị chưa có trong danh sách"]
    assert "trông giống mã LEBINH đã có" in page.intake.panel._message.text()
    assert not page.intake.panel.new_unit_button.isVisible()


def test_a_request_carries_the_form_pack_that_was_chosen(
    page: ReceivePage, qtbot: QtBot, tmp_path: Path, district: Context
) -> None:
    on_board(page, "LEBINH", "2024-06")
    page.board.request_button.click()
    panel = page.board.request
    panel.folder.show_folder(tmp_path)
    panel.deadline.show_value(date(2024, 6, 25))
    assert panel._pack_words.text() == "Bộ biểu mẫu: không kèm"
    broken = tmp_path / "hong.smb"
    broken.write_bytes(b"not a pack")
    panel.take_pack(broken)
    assert "hong.smb" in panel.wrong.text()
    assert panel._pack_words.text() == "Bộ biểu mẫu: không kèm"
    panel.take_pack(write_pack(tmp_path / "mau.smb", signer=district))
    assert panel._pack_words.text().startswith("Bộ biểu mẫu: Đề cương mẫu của tỉnh")
    assert panel.wrong.text() == ""
    with qtbot.waitSignal(page.board_presenter.slip_written) as written:
        panel.write_button.click()
    assert written.args is not None
    assert written.args[0].slip.pack == (tmp_path / "mau.smb").read_bytes()
    # The next request begins without it.
    page.board.request_button.click()
    assert panel._pack_words.text() == "Bộ biểu mẫu: không kèm"
    panel.take_pack(tmp_path / "mau.smb")
    panel.no_pack_button.click()
    with qtbot.waitSignal(page.board_presenter.slip_written) as written:
        panel.deadline.show_value(date(2024, 6, 26))
        panel.write_button.click()
    assert written.args is not None
    assert written.args[0].slip.pack is msgspec.UNSET
