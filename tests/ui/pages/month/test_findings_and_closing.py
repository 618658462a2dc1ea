"""Findings beside the grid, reasons, closing and reopening, all by keyboard."""

from typing import cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import findings, months, registers
from desktop.context import Context, today
from desktop.finding_kinds import finding_kinds
from models.measures import OF_WHICH
from models.registers import Value
from tests.helpers.office import BALANCED, JUNE, area_id, enter
from tests.ui.keyboard import CTRL, focused, hit, write
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF, COLUMNS
from ui.pages.month.page import _PLACES, MonthPage
from ui.pages.register.page import RegisterPage


def read_anew(page: MonthPage) -> None:
    """Show what was written past the window's doors, as if it had come through them."""
    page.shell.findings.ask_later()
    page.presenter.load()


def close_by_keyboard(page: MonthPage) -> None:
    page.dossiers.close_button.setFocus()
    hit(Qt.Key.Key_Space)
    hit(Qt.Key.Key_Backtab)
    hit(Qt.Key.Key_Return)


def places(page: QWidget, beside: QWidget) -> list[tuple[QWidget, QRect]]:
    """Return where everything stands, but for one widget and what is in it."""
    found = cast("list[QWidget]", page.findChildren(QWidget))
    return [
        (widget, QRect(widget.mapToGlobal(widget.rect().topLeft()), widget.size()))
        for widget in found
        if widget.isVisible() and widget is not beside and not beside.isAncestorOf(widget)
    ]


def texts(page: MonthPage) -> str:
    model = page.dossiers.panel.model
    return "\n".join(str(model.index(row).data()) for row in range(model.rowCount()))


def test_a_missing_dossier_is_named_with_its_difference_and_enter_leads_to_the_cell(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **{**BALANCED, "resolved_in_time": 5})
    read_anew(page)
    qtbot.waitUntil(lambda: "thiếu 3 hồ sơ" in texts(page))
    hit(Qt.Key.Key_F9)
    panel = page.dossiers.panel
    assert panel.list.hasFocus()
    assert panel.heading.text().startswith("1 điểm cần xem")
    hit(Qt.Key.Key_Return)
    view = page.dossiers.grid.view
    assert view.hasFocus()
    assert page.presenter.shown.rows[view.currentIndex().row()].area == "Hộ tịch"


def cursor(page: MonthPage) -> tuple[str, str]:
    """Return field of work and measure of the cell under the cursor."""
    index = page.dossiers.grid.view.currentIndex()
    line = page.presenter.shown.rows[index.row()]
    return line.area, COLUMNS[index.column()].name


def test_a_click_on_a_finding_puts_the_cursor_into_the_row_and_column_it_names(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    wrong = {
        "Chứng thực": {"resolved_in_time": 5},
        "Đất đai": {"paid_online": 4, "fee_bearing": 3},
        "Hộ tịch": {"digitised_results": 99},
    }
    for field, changed in wrong.items():
        enter(office, JUNE, field, **{**BALANCED, **changed})
    read_anew(page)
    qtbot.waitUntil(lambda: len(page.presenter.open_warnings()) == 3)
    panel = page.dossiers.panel
    named = {}
    for row, finding in enumerate(panel.model.findings):
        if finding.severity != "warning":
            continue
        middle = panel.list.visualRect(panel.model.index(row)).center()
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert page.dossiers.grid.view.hasFocus()
        named[cursor(page)[0]] = cursor(page)[1]
    assert named == {
        "Chứng thực": "to_handle",
        "Đất đai": "paid_online",
        "Hộ tịch": "digitised_results",
    }


@pytest.mark.parametrize(
    ("field", "measure"),
    [
        ("Chứng thực", "resolved_late"),
        ("Đất đai", "received_postal"),
        ("Hộ tịch", "carried_over"),
        ("Chung toàn đơn vị", "digitised_results"),
    ],
)
def test_another_page_leads_to_exactly_the_cell_it_names(
    page: MonthPage, window: MainWindow, office: Context, field: str, measure: str
) -> None:
    for name in ("Chứng thực", "Đất đai", "Hộ tịch"):
        enter(office, JUNE, name, **BALANCED)
    read_anew(page)
    window.show_page("overview")
    window.shell.go("month", month=JUNE, field=field, measure=measure)
    assert window.current is page
    assert cursor(page) == (field, measure)


def test_figures_that_the_office_does_not_keep_are_one_note_that_names_them(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED, uncollected=0)
    read_anew(page)
    qtbot.waitUntil(lambda: "chỉ tiêu theo dõi thêm" in texts(page))
    missing = f"Chưa nhập {len(OF_WHICH) - 1} chỉ tiêu theo dõi thêm: Chờ bổ sung; "
    assert missing in texts(page)
    assert texts(page).count("Chưa nhập") == 1
    assert page.dossiers.panel.heading.text() == "1 lưu ý"


def test_closing_is_refused_until_every_warning_has_a_reason_and_one_reason_may_serve_all(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **{**BALANCED, "resolved_in_time": 5})
    read_anew(page)
    page.dossiers.close_button.click()
    closing = page.dossiers.closing
    assert closing.isVisible()
    assert "1 cảnh báo chưa có lý do" in closing.text
    assert not office.ask(months.is_closed, office.unit, JUNE)
    hit(Qt.Key.Key_Return)
    assert closing.isVisible(), "an empty reason closes nothing"
    write("Số của hệ thống tỉnh, đang chờ đối chiếu")
    hit(Qt.Key.Key_Return)
    assert office.ask(months.is_closed, office.unit, JUNE)
    found = office.ask(findings.findings, office.unit, [JUNE], today())
    assert {f.reason for f in found if f.code == "balance"} == {
        "Số của hệ thống tỉnh, đang chờ đối chiếu"
    }
    assert page.dossiers.close_button.text() == "Mở lại tháng"


@pytest.fixture
def balanced(page: MonthPage, office: Context) -> MonthPage:
    """The page on a June with nothing left to settle."""
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    read_anew(page)
    page.presenter.read_findings_now()
    return page


def test_closing_asks_once_and_says_what_it_means(balanced: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Chứng thực", received_online=3)
    read_anew(balanced)
    QTest.mouseClick(balanced.dossiers.close_button, Qt.MouseButton.LeftButton)
    closing = balanced.dossiers.closing
    assert "số liệu tháng 6 năm 2024 không sửa được nữa" in closing.text
    assert "1/2 lĩnh vực chưa đủ số" in closing.text
    assert [part.text() for part in closing.buttons if part.isVisible()] == [
        "Chốt tháng 6 năm 2024",
        "Chưa chốt",
    ]
    assert not office.ask(months.is_closed, office.unit, JUNE)


def test_the_harmless_answer_has_the_cursor_and_escape_means_it(
    balanced: MonthPage, office: Context
) -> None:
    button, closing = balanced.dossiers.close_button, balanced.dossiers.closing
    button.setFocus()
    for answer in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        hit(Qt.Key.Key_Space)
        assert focused() is closing.buttons[1]
        hit(answer)
        assert closing.isHidden()
        assert focused() is button
        assert not office.ask(months.is_closed, office.unit, JUNE)


def test_a_double_click_closes_no_month_and_moves_nothing(
    balanced: MonthPage, office: Context
) -> None:
    button, closing = balanced.dossiers.close_button, balanced.dossiers.closing
    before = places(balanced, closing)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert closing.isVisible()
    assert places(balanced, closing) == before
    here = button.mapToGlobal(button.rect().center())
    assert not closing.rect().contains(closing.mapFromGlobal(here))
    assert not office.ask(months.is_closed, office.unit, JUNE)


def test_the_question_goes_with_its_month(
    balanced: MonthPage, window: MainWindow, office: Context
) -> None:
    closing = balanced.dossiers.closing
    balanced.dossiers.close_button.click()
    window.shell.set_month(JUNE.next())
    assert closing.isHidden()
    window.shell.set_month(JUNE)
    balanced.dossiers.close_button.click()
    window.show_page("staff")
    window.show_page("month")
    assert closing.isHidden()


def test_a_reason_is_written_beside_its_finding(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **{**BALANCED, "resolved_in_time": 5})
    read_anew(page)
    hit(Qt.Key.Key_F9)
    panel = page.dossiers.panel
    qtbot.waitUntil(panel.reason.isVisible)
    panel.reason.edit.setFocus()
    write("Hồ sơ chuyển sang phường khác")
    hit(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Hồ sơ chuyển sang phường khác" in str(panel.model.findings[0].reason))
    assert not page.presenter.open_warnings()
    close_by_keyboard(page)
    assert office.ask(months.is_closed, office.unit, JUNE)


def test_a_closed_month_takes_no_figures_until_it_is_reopened_with_a_reason(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    read_anew(page)
    close_by_keyboard(page)
    assert office.ask(months.is_closed, office.unit, JUNE)
    page.dossiers.show_place("Hộ tịch", "received_online")
    write("7")
    assert focused() is page.dossiers.grid.view
    assert "đã chốt" in page.dossiers._line.text()
    hit(Qt.Key.Key_Delete)
    hit(Qt.Key.Key_F7)
    row = office.ask(months.month_figures, office.unit, JUNE).rows[0]
    assert row.entered["received_online"] == 6
    page.dossiers.close_button.click()
    write("x")
    hit(Qt.Key.Key_Return)
    assert office.ask(months.is_closed, office.unit, JUNE)
    assert "ít nhất 10 ký tự" in page.dossiers.closing._words.text()
    hit(Qt.Key.Key_A, CTRL)
    write("Bổ sung hồ sơ nhận cuối ngày")
    hit(Qt.Key.Key_Return)
    assert not office.ask(months.is_closed, office.unit, JUNE)
    page.dossiers.show_place("Hộ tịch", "received_online")
    write("7")
    hit(Qt.Key.Key_Return)
    assert (
        office.ask(months.month_figures, office.unit, JUNE).rows[0].entered["received_online"] == 7
    )


def test_a_month_without_figures_offers_the_first_step(page: MonthPage, office: Context) -> None:
    view = page.dossiers
    assert view.start_button.isVisible()
    assert not view.grid.isVisible()
    view.start_button.click()
    assert view.grid.isVisible()
    assert len(page.presenter.shown.rows) > 5


def test_figures_changed_elsewhere_show_here(
    page: MonthPage, window: MainWindow, office: Context
) -> None:
    key = area_id(office, "Hộ tịch")
    window.shell.do(months.set_figures, office.unit, JUNE, {(key, "received_online"): 5})
    assert str(page.dossiers.grid.totals.index(0, COLUMN_OF["received_online"]).data()) == "5"


def test_monthly_figures_are_a_form_whose_draft_stays_with_its_month(
    page: MonthPage, window: MainWindow, office: Context
) -> None:
    page.tabs.setCurrentIndex(_PLACES["monthly"])
    view = page._made[_PLACES["monthly"]]
    box = view.form.boxes["news_items"]  # type: ignore[attr-defined]
    box.widget.setFocus()
    write("8")
    assert "6/2024" in page.unsaved()
    window.shell.set_month(JUNE.previous())
    assert "6/2024" in page.unsaved()
    assert page.save()
    found = office.ask(registers.records, "monthly", office.unit)
    assert [(r["year"], r["month"], r["news_items"]) for r in found] == [(2024, 6, 8)]


def test_a_finding_that_no_cell_settles_leads_to_its_own_page(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    task: dict[str, Value] = {
        "plan": "01/KH-UBND",
        "number": "1",
        "content": "Tuyên truyền",
        "due": today(),
    }
    window.shell.do(registers.save, "tasks", office.unit, task)
    qtbot.waitUntil(lambda: "Tuyên truyền" in texts(page))
    row = next(i for i, f in enumerate(page.dossiers.panel.model.findings) if f.code == "task_due")
    page.dossiers.panel.list.activated.emit(page.dossiers.panel.model.index(row))
    assert window.current is window.page("work")


def test_every_finding_leads_to_a_page_and_tab_of_the_window(window: MainWindow) -> None:
    for kind in finding_kinds().values():
        page = window.page(kind.page)
        if isinstance(page, MonthPage):
            tabs = {"", *_PLACES} - {"dossiers"}
        elif isinstance(page, RegisterPage):
            tabs = set(page._names)
        else:
            tabs = {""}
        assert kind.tab in tabs, kind.code


def test_the_panel_leaves_out_the_advice_that_it_offers_itself_and_the_tool_tip_gives_it(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **{**BALANCED, "resolved_late": 1})
    read_anew(page)
    page.presenter.read_findings_now()
    model = page.dossiers.panel.model
    [index] = [model.index(i) for i, f in enumerate(model.findings) if f.code == "balance"]
    told, tip = index.data(), index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip == f"{told} Hãy sửa số liệu hoặc ghi lý do."


def test_a_month_with_a_wrong_cell_is_not_closed(page: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    read_anew(page)
    page.dossiers.show_place("Hộ tịch", "received_online")
    write("6o")
    hit(Qt.Key.Key_Return)
    page.dossiers.close_button.click()
    assert not office.ask(months.is_closed, office.unit, JUNE)
    assert "6o" in page.dossiers._line.text()
