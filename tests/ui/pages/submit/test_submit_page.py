"""The page Gửi báo cáo: signed off, sent, written again, and completed where it comes back."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.handoff.outbox import outbox
from desktop.handoff.received_slips import open_remarks
from desktop.handoff.slips import request_file, return_slip, write_receipts
from desktop.packs.shelf import kept_packs
from models.periods import Month
from tests.desktop.packs.parts import parts_with, write_pack
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import new_district, take
from tests.ui.keyboard import CTRL, focused, hit, write
from ui.main_window import MainWindow
from ui.pages.month.page import MonthPage
from ui.pages.submit.page import SubmitPage


@pytest.fixture
def page(window: MainWindow, office: Context) -> SubmitPage:
    """The page on June, which has some figures."""
    enter(office, JUNE, "Hộ tịch", carried_over=1, received_online=7, received_offline=2, pending=3)
    window.shell.set_month(JUNE)
    window.show_page("submit")
    page = window.current
    assert isinstance(page, SubmitPage)
    return page


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The folder that stands for the stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def district(tmp_path: Path) -> Context:
    """The office that receives."""
    return new_district(tmp_path, "LEBINH")


def run(window: MainWindow, qtbot: QtBot, action: Callable[[], object]) -> None:
    """Do something that starts a job, and wait for its end."""
    with qtbot.waitSignal(window.shell.jobs.ended):
        action()


def send(page: SubmitPage, qtbot: QtBot, folder: Path) -> Path:
    page.send.folder.show_folder(folder)
    with qtbot.waitSignal(page.presenter.written) as written:
        page.send.send_button.click()
    assert written.args is not None
    path = written.args[0].path
    assert isinstance(path, Path)
    return path


def signed_report(page: SubmitPage, window: MainWindow, qtbot: QtBot, folder: Path) -> Path:
    path = folder / "report.docx"
    run(window, qtbot, lambda: page.presenter.export(path))
    return path


def change_a_number(path: Path, number: str, other: str) -> None:
    """Change the first cell with a number in a Word file, as an officer does."""
    edited = path.with_name("edited.docx")
    with ZipFile(path) as old, ZipFile(edited, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                assert f">{number}<".encode() in content
                content = content.replace(f">{number}<".encode(), f">{other}<".encode(), 1)
            new.writestr(item, content)
    shutil.move(edited, path)


def test_the_sheet_says_what_goes_and_which_private_columns_stay(page: SubmitPage) -> None:
    lines = page.send._lines
    assert lines["to"].text() == "UBND quận Cái Răng"
    assert "tháng 6/2024" in lines["months"].text()
    assert "Điện thoại" in lines["private"].text()
    page.send.private.click()
    assert "Điện thoại" not in lines["private"].text()
    assert "Tháng 6/2024 chưa chốt" in page.send.draft.text()


def test_a_period_without_figures_says_so_and_leads_to_the_month(
    page: SubmitPage, window: MainWindow
) -> None:
    window.shell.set_month(Month(2024, 3))
    assert not page.send._sheet.isVisible()
    assert "chưa có số liệu" in page.send._empty_words.text()
    page.send.enter_button.click()
    assert isinstance(window.current, MonthPage)


def test_the_file_is_written_by_keyboard_and_the_code_is_shown(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, stick: Path, office: Context
) -> None:
    page.send.folder.edit.setFocus()
    hit(Qt.Key.Key_A, CTRL)
    write(str(stick))
    hit(Qt.Key.Key_Return)
    assert focused() is page.send.send_button
    with qtbot.waitSignal(page.presenter.written):
        hit(Qt.Key.Key_Space)
    assert [path.name for path in stick.iterdir()] == ["LEBINH_2024-06_r1.smc"]
    assert "Có thể rút USB" not in page.send._result_words.text()
    assert len(page.send._result_code.text()) == len("7F3A-91C2-08DE-55B0")
    assert page.badge.text() == "Đã gửi, lần 1, chưa chốt"
    assert [row.cells[1].text for row in page.outbox.model.rows] == ["chưa chốt"]
    assert page.send.send_button.text() == "Ghi tệp gửi, lần 2"


def test_a_stick_that_is_pulled_refuses_before_a_number_is_given(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, stick: Path, office: Context
) -> None:
    stick.rmdir()
    page.send.folder.show_folder(stick / "bao-cao")
    with qtbot.waitSignal(window.shell.jobs.refused):
        page.send.send_button.click()
    assert window.notices.notice is not None
    assert window.notices.notice.tone == "problem"
    assert office.ask(outbox) == []


def test_a_file_of_the_outbox_is_written_again_to_another_stick(
    page: SubmitPage, qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    first = send(page, qtbot, stick)
    other = tmp_path / "other"
    other.mkdir()
    page.send.folder.show_folder(other)
    with qtbot.waitSignal(page.presenter.written):
        page.outbox.again_button.click()
    assert (other / first.name).read_bytes() == first.read_bytes()


def test_a_short_password_is_refused_and_a_good_one_closes_the_file(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, stick: Path
) -> None:
    page.send.locked.click()
    page.send.password.setText("ngắn")
    page.send.folder.show_folder(stick)
    with qtbot.waitSignal(window.shell.jobs.refused):
        page.send.send_button.click()
    assert list(stick.iterdir()) == []
    page.send.password.setText("một câu đủ dài")
    with ZipFile(send(page, qtbot, stick)) as closed:
        assert sorted(closed.namelist()) == ["sealed", "sealed.json"]


def test_an_edited_word_file_comes_back_with_every_difference_listed(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = signed_report(page, window, qtbot, tmp_path)
    change_a_number(path, "10", "11")
    run(window, qtbot, lambda: page.sign_off.take_back(path))
    assert page.sign_off.table.isVisible()
    assert page.sign_off.differences.rows
    assert "11" in {row.cells[2].text for row in page.sign_off.differences.rows}
    assert "khác với sổ" in page.sign_off.table_words.text()


def test_number_date_and_scan_are_recorded_by_keyboard_and_wrong_ones_are_explained(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = signed_report(page, window, qtbot, tmp_path)
    run(window, qtbot, lambda: page.sign_off.take_back(path))
    assert not page.sign_off.table.isVisible()
    page.sign_off.number.setFocus()
    write("45/BC-UBND")
    hit(Qt.Key.Key_Return)
    assert "ngày ban hành" in page.sign_off.wrong.text()
    write("2162024")
    hit(Qt.Key.Key_Return)
    assert page.sign_off.wrong.isVisible()
    page.sign_off.day.show_value(date(2024, 6, 21))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"no pdf")
    page.sign_off.scan.setText(str(scan))
    page.sign_off.record_button.click()
    assert "PDF" in page.sign_off.wrong.text()
    scan.write_bytes(b"%PDF-1.4 signed")
    page.sign_off.record_button.click()
    assert page.sign_off.badge.text() == "Đã ký: 45/BC-UBND ngày 21/06/2024, có bản ký PDF"
    assert "45/BC-UBND" in page.send._lines["report"].text()
    assert not page.sign_off._form.isVisible()


def test_a_request_sets_the_period_and_the_deadline(
    page: SubmitPage, window: MainWindow, stick: Path, district: Context
) -> None:
    path = request_file(district, "2024-H1", date(2024, 6, 25), stick).path
    page.open_slip(path)
    assert "hạn gửi 25/06/2024" in window.notices.text
    assert page.presenter.period == "2024-H1"
    assert "hạn gửi 25/06/2024" in page.days.text()


def test_a_request_offers_its_pack_and_a_button_adds_it(
    page: SubmitPage,
    window: MainWindow,
    stick: Path,
    district: Context,
    office: Context,
) -> None:
    raw = write_pack(stick / "mau.smb").read_bytes()
    path = request_file(district, "2024-06", date(2024, 6, 25), stick, raw).path
    page.open_slip(path)
    assert "hạn gửi 25/06/2024" in window.notices.text
    assert "Đề cương mẫu của tỉnh" in window.notices.text
    assert [each.text() for each in window.notices.buttons()[:2]] == [
        "Thêm bộ biểu mẫu",
        "Không thêm",
    ]
    window.notices.buttons()[1].click()
    assert office.ask(kept_packs) == []
    page.open_slip(path)
    window.notices.buttons()[0].click()
    assert len(office.ask(kept_packs)) == 1
    assert "Đã thêm bộ biểu mẫu" in window.notices.text

    # Another issue, by another key: asked about by its code.
    later = write_pack(stick / "2.smb", parts_with("pack.toml", "= 12", "= 25")).read_bytes()
    path = request_file(district, "2024-06", date(2024, 6, 25), stick, later).path
    page.open_slip(path)
    window.notices.buttons()[0].click()
    assert len(office.ask(kept_packs)) == 1
    window.notices.buttons()[0].click()
    assert len(office.ask(kept_packs)) == 2


def test_a_returned_report_is_walked_through_and_sent_again(
    page: SubmitPage,
    window: MainWindow,
    qtbot: QtBot,
    stick: Path,
    district: Context,
    office: Context,
) -> None:
    take(district, send(page, qtbot, stick))
    remarks = [
        ("2024-06/Hộ tịch/pending", "Xem lại số đang giải quyết."),
        ("II.2", "Thiếu nguyên nhân."),
    ]
    page.open_slip(return_slip(district, "LEBINH", "2024-06", remarks, stick).path)
    assert window.top_bar.badge.text() == "Trả lại để hoàn chỉnh"
    assert page.remarks.isVisible()
    assert "còn 2 góp ý" in page.remarks.heading.text()

    # to the cell, by the first button of the notice
    window.notices.buttons()[0].click()
    month = window.current
    assert isinstance(month, MonthPage)
    view = month.dossiers.grid.view
    assert month.presenter.shown.rows[view.currentIndex().row()].area == "Hộ tịch"
    assert "Góp ý 1/2" in window.notices.text
    enter(office, JUNE, "Hộ tịch", pending=4)

    # seen to: the next one leads to the section of the report
    window.notices.buttons()[0].click()
    assert window.current is window.page("report")
    assert "Mục II.2" in window.notices.text
    window.notices.buttons()[0].click()
    assert office.ask(open_remarks, office.unit) == []
    assert window.current is page
    assert not page.remarks.isVisible()

    # revision 2, and its receipt
    received = take(district, send(page, qtbot, stick))
    assert [arrival.status for arrival in received.arrivals] == ["newer"]
    [receipt] = write_receipts(district, received.arrivals, stick)
    page.open_slip(receipt.path)
    assert page.badge.text().startswith("Đã nhận, lần 2")


def test_a_remark_is_reached_and_settled_by_keyboard(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, stick: Path, district: Context
) -> None:
    take(district, send(page, qtbot, stick))
    page.open_slip(
        return_slip(district, "LEBINH", "2024-06", [("II.2", "Một."), ("IV", "Hai.")], stick).path
    )
    assert focused() is page.remarks.table
    hit(Qt.Key.Key_Down)
    assert page.remarks.text.text() == "Mục IV: Hai."
    page.remarks.done_button.setFocus()
    hit(Qt.Key.Key_Space)
    assert [row.cells[1].text for row in page.remarks.model.rows] == ["Một."]
    hit(Qt.Key.Key_F6)
    assert window.current is window.page("report")


def test_a_file_for_another_office_is_refused_in_plain_words(
    page: SubmitPage, window: MainWindow, stick: Path, tmp_path: Path
) -> None:
    path = stick / "x.smc"
    path.write_bytes(b"no package")
    page.open_slip(path)
    assert window.notices.notice is not None
    assert window.notices.notice.tone == "problem"


def test_the_tables_keep_the_promises_of_item_models(
    page: SubmitPage, qtbot: QtBot, stick: Path
) -> None:
    for model in (page.outbox.model, page.remarks.model, page.sign_off.differences):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    send(page, qtbot, stick)
    assert page.outbox.model.rowCount() == 1


def test_after_restoring_the_sheet_says_what_may_happen_and_a_receipt_sets_it_right(
    page: SubmitPage, window: MainWindow, qtbot: QtBot, stick: Path, district: Context
) -> None:
    received = take(district, send(page, qtbot, stick))
    [receipt] = write_receipts(district, received.arrivals, stick)
    assert not page.send.restored.isVisible()
    with page.shell.context.store.transaction() as conn:
        conn.exec_driver_sql("DELETE FROM outbox")
        conn.exec_driver_sql("INSERT INTO setting VALUES ('restored_at', '2026-11-24')")
    page.presenter.load()
    assert page.send.restored.isVisible()
    assert "mở biên nhận" in page.send.restored.text()
    page.open_slip(receipt.path)
    assert "đã nhận báo cáo tháng 6 năm 2024 của Phường Lê Bình, lần 1" in window.notices.text
    assert "đánh số tiếp" in window.notices.text
    assert not page.send.restored.isVisible()
    assert page.send.send_button.text() == "Ghi tệp gửi, lần 2"
