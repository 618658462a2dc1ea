"""The page Tổng quan: where the month stands, and the one next button."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop import months, registers, settings
from desktop.context import Context, today
from desktop.handoff.submission import submit
from models.periods import Month
from tests.helpers.office import JUNE, SETTLED, enter
from tests.ui.keyboard import focused, hit, show_active, write
from ui.main_window import MainWindow
from ui.pages.month.page import MonthPage
from ui.pages.overview.page import OverviewPage


@pytest.fixture
def page(window: MainWindow) -> OverviewPage:
    """The page on June."""
    window.shell.set_month(JUNE)
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    return page


def refresh(page: OverviewPage) -> None:
    """Show what was written past the window's doors, as if it had come through them."""
    page.shell.findings.ask_later()
    page.presenter._on_moved()


def offered(page: OverviewPage) -> list[str]:
    return [card.button.text() for card in page.steps if card.button.isVisible()]


def test_one_button_is_offered_and_it_follows_the_month(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    assert offered(page) == ["Bắt đầu nhập"]
    enter(office, JUNE, "Hộ tịch", **SETTLED | {"resolved_in_time": 5})
    refresh(page)
    assert offered(page) == ["Xem 1 điểm"]
    enter(office, JUNE, "Hộ tịch", resolved_in_time=8)
    refresh(page)
    assert offered(page) == ["Chốt số liệu"]
    window.shell.do(months.close_month, office.unit, JUNE, today())
    assert offered(page) == ["Soạn báo cáo"]
    assert page.steps[2].accessibleName() == "Bước 3: Chốt số liệu, xong, đã chốt"


def signs(page: OverviewPage) -> list[str]:
    return [card._sign.text() for card in page.steps]


def test_a_tick_means_that_every_field_is_entered(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    enter(office, JUNE, "Chứng thực", received_online=3)
    refresh(page)
    assert "1/2 lĩnh vực đủ số" in page.steps[0].accessibleName()
    assert signs(page) == ["1", "2", "3", "4", "5"]
    assert offered(page) == ["Nhập tiếp"]
    window.shell.do(months.close_month, office.unit, JUNE, today(), "Chứng thực chưa có số")
    assert signs(page) == ["!", "✓", "✓", "4", "5"]
    assert "chốt khi còn thiếu" in page.steps[0].accessibleName()
    assert offered(page) == ["Soạn báo cáo"]


def test_closing_is_asked_below_the_steps_and_a_double_click_is_not_enough(
    page: OverviewPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    refresh(page)
    button = page.steps[2].button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert page.closing.isVisible()
    here = button.mapToGlobal(button.rect().center())
    assert not page.closing.rect().contains(page.closing.mapFromGlobal(here))
    assert focused() is page.closing.buttons[1]
    hit(Qt.Key.Key_Escape)
    assert page.closing.isHidden()
    assert not office.ask(months.is_closed, office.unit, JUNE)


def test_the_month_is_closed_from_here_by_keyboard(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    refresh(page)
    page.entered()
    hit(Qt.Key.Key_Space)
    hit(Qt.Key.Key_Backtab)
    hit(Qt.Key.Key_Return)
    assert office.ask(months.is_closed, office.unit, JUNE)
    assert window.current is window.page("month")


def test_a_wrong_cell_of_the_month_keeps_it_open_from_here_too(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    month = window.page("month")
    assert isinstance(month, MonthPage)
    window.show_page("month")
    month.dossiers.show_place("Hộ tịch", "received_online")
    write("6o")
    hit(Qt.Key.Key_Return)
    window.show_page("overview")
    refresh(page)
    page.steps[2].button.click()
    page.closing.buttons[0].click()
    assert not office.ask(months.is_closed, office.unit, JUNE)
    assert "6o" in month.dossiers._line.text()


def test_sending_is_the_last_step_and_leads_to_its_page(
    page: OverviewPage, office: Context, window: MainWindow, tmp_path: Path
) -> None:
    assert "chưa gửi" in page.steps[4].accessibleName()
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    window.shell.do(
        months.close_month, office.unit, JUNE, today(), "số liệu theo hệ thống của tỉnh"
    )
    submit(office, "2024-06", tmp_path)
    refresh(page)
    assert "đã gửi, lần 1" in page.steps[4].accessibleName()
    assert offered(page) == []
    assert window.top_bar.badge.text() == "Đã chốt"
    window._show_month()
    assert window.top_bar.badge.text() == "Đã gửi"


def test_the_next_step_is_taken_by_keyboard(page: OverviewPage, window: MainWindow) -> None:
    page.entered()
    hit(Qt.Key.Key_Space)
    assert window.current is window.page("month")


def test_the_deadline_is_counted_in_days(page: OverviewPage, window: MainWindow) -> None:
    day = today()
    window.shell.set_month(Month(day.year, day.month))
    window.shell.do(settings.set_setting, "report.cchc.deadline", str(day.day))
    assert "hôm nay là hạn cuối" in page._deadline.text()
    window.shell.do(settings.set_setting, "report.cchc.deadline", "")
    assert "Chưa đặt hạn" in page._deadline.text()


def test_rates_name_their_denominator_and_an_unknown_one_is_not_zero(
    page: OverviewPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    refresh(page)
    names = [bar.accessibleName() for bar in page._bars]
    assert names[0] == "Hồ sơ trực tuyến: 75%, 6/8 tổng số hồ sơ phải giải quyết"
    assert "chưa có số liệu" in names[3]


def test_counts_lead_to_their_pages(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    window.shell.do(
        registers.save,
        "equipment",
        office.unit,
        {"name": "Máy in", "kind": "Máy in", "quantity": 2, "condition": "Hỏng"},
    )
    card = page.counts[1]
    assert "2 hỏng hoặc đang sửa" in card.accessibleName()
    card.setFocus()
    assert focused() is card
    hit(Qt.Key.Key_Return)
    assert window.current is window.page("equipment")


def test_what_went_out_is_no_longer_said_to_be_overdue(
    page: OverviewPage, office: Context, tmp_path: Path
) -> None:
    office.do(settings.set_setting, "report.cchc.deadline", "20")
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    refresh(page)
    assert "đã qua hạn" in page._deadline.text()
    submit(office, "2024-Q2", tmp_path)
    refresh(page)
    assert page._deadline.text().startswith("Báo cáo tháng 6/2024 đã gửi, lần 1")
    assert "quý II" in page._deadline.text()


def test_the_page_is_there_before_the_rules_are_asked_and_the_keys_follow_the_next_step(
    office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    made = MainWindow(office)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    page = made.page("overview")
    assert isinstance(page, OverviewPage)
    assert offered(page) == ["Xem"]
    assert "đang kiểm tra" in page.steps[1].accessibleName()
    assert focused() is page.steps[1].button
    qtbot.waitUntil(lambda: offered(page) == ["Chốt số liệu"])
    assert focused() is page.steps[2].button
    made.close()
