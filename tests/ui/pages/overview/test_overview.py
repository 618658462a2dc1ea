"""The page Tổng quan: where the month stands, and the one next button."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop import registers, settings, sheets
from desktop.context import Context, today
from desktop.handoff.submission import submit
from models.periods import Month
from tests.helpers.office import JUNE, enter
from tests.ui.keyboard import focused, hit
from ui.main_window import MainWindow
from ui.pages.overview.page import OverviewPage

BALANCED = {
    "carried_over": 0, "received_online": 6, "received_offline": 2, "resolved_in_time": 8, "resolved_late": 0,
    "withdrawn": 0, "returned": 0, "stopped": 0, "pending_in_time": 0, "pending_overdue": 0,
}  # fmt: skip


@pytest.fixture
def page(window: MainWindow) -> OverviewPage:
    """The page on June."""
    window.shell.set_month(JUNE)
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    return page


def refresh(page: OverviewPage) -> None:
    page.presenter._on_moved()


def offered(page: OverviewPage) -> list[str]:
    return [card.button.text() for card in page.steps if card.button.isVisible()]


def test_one_button_is_offered_and_it_follows_the_month(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    assert offered(page) == ["Bắt đầu nhập"]
    enter(office, JUNE, "Hộ tịch", **BALANCED | {"resolved_in_time": 5})
    refresh(page)
    assert offered(page) == ["Xem 1 điểm"]
    enter(office, JUNE, "Hộ tịch", resolved_in_time=8)
    refresh(page)
    assert offered(page) == ["Chốt số liệu"]
    window.shell.do(sheets.close_month, office.unit, JUNE, today())
    assert offered(page) == ["Soạn báo cáo"]
    assert page.steps[2].accessibleName() == "Bước 3: Chốt số liệu, xong, đã chốt"


def test_sending_is_the_last_step_and_leads_to_its_page(
    page: OverviewPage, office: Context, window: MainWindow, tmp_path: Path
) -> None:
    assert "chưa gửi" in page.steps[4].accessibleName()
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    window.shell.do(
        sheets.close_month, office.unit, JUNE, today(), "số liệu theo hệ thống của tỉnh"
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
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    refresh(page)
    names = [bar.accessibleName() for bar in page._bars]
    assert names[0] == "Hồ sơ trực tuyến: 75%, 6/8 tổng số hồ sơ phải giải quyết"
    assert "chưa có số liệu" in names[3]


def test_counts_lead_to_their_pages(
    page: OverviewPage, office: Context, window: MainWindow
) -> None:
    window.shell.do(
        registers.save, "equipment", office.unit,
        {"name": "Máy in", "kind": "Máy in", "quantity": 2, "condition": "Hỏng"},
    )  # fmt: skip
    card = page.counts[1]
    assert "2 hỏng hoặc đang sửa" in card.accessibleName()
    card.setFocus()
    assert focused() is card
    hit(Qt.Key.Key_Return)
    assert window.current is window.page("equipment")
