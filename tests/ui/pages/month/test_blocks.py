"""Figures by period: typed like a month, listed, locked, and shown at the cell of the month."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from desktop import months
from desktop.blocks import blocks, save_block
from desktop.context import Context
from models.blocks import Block
from models.figures import WHOLE_UNIT_ID
from models.periods import parse_period
from tests.helpers.office import BALANCED, JUNE, area_id, enter
from tests.ui.keyboard import CTRL, hit, write
from ui.main_window import MainWindow
from ui.pages.month.blocks_view import BlocksView
from ui.pages.month.grid_model import LOOK_ROLE
from ui.pages.month.page import _PLACES, MonthPage


@pytest.fixture
def view(page: MonthPage) -> BlocksView:
    """The tab, on week 23 of June."""
    page.tabs.setCurrentIndex(_PLACES["blocks"])
    shown = page._made[_PLACES["blocks"]]
    assert isinstance(shown, BlocksView)
    shown.show_period(parse_period("2024-W23"))
    shown.take_focus()
    return shown


def keep(office: Context, period: str, **told: str) -> None:
    cells: dict[str, dict[str, int | None]] = {WHOLE_UNIT_ID: {"to_handle": 1234}}
    office.do(save_block, office.unit, period, cells, dict(told))


def kept(office: Context, period: str) -> Block | None:
    return office.ask(blocks, office.unit).get(parse_period(period))


def entered(office: Context, period: str, area: str = WHOLE_UNIT_ID) -> dict[str, int]:
    block = kept(office, period)
    rows = [each.row for each in block.rows if each.row.area_id == area] if block else []
    return {name: n for row in rows for name, n in row.entered.items() if n is not None}


def listed(view: BlocksView) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in view.panel.model.rows]


def line(view: BlocksView, name: str) -> QLineEdit:
    widget = view.panel.form.boxes[name].widget
    assert isinstance(widget, QLineEdit)
    return widget


def test_nothing_of_it_is_built_before_the_tab_is_opened(page: MonthPage) -> None:
    assert _PLACES["blocks"] not in page._made


def test_figures_of_a_week_are_typed_like_those_of_a_month_and_taken_back(
    view: BlocksView, office: Context
) -> None:
    QAbstractItemModelTester(view.grid.model)
    view.grid.go_to(WHOLE_UNIT_ID, "carried_over")
    write("11")
    hit(Qt.Key.Key_Tab)
    write("57")
    hit(Qt.Key.Key_Tab)
    write("20")
    hit(Qt.Key.Key_Return)
    week = {"carried_over": 11, "received_online": 57, "received_offline": 20}
    assert entered(office, "2024-W23") == week
    assert listed(view) == [["Tuần 23 năm 2024\n03/06/2024 – 09/06/2024", "88"]]
    hit(Qt.Key.Key_Z, CTRL)
    assert entered(office, "2024-W23") == {"carried_over": 11, "received_online": 57}
    hit(Qt.Key.Key_Z, CTRL)
    hit(Qt.Key.Key_Z, CTRL)
    assert kept(office, "2024-W23") is None
    assert listed(view) == []


def test_refused_text_stays_red_where_it_was_typed_also_after_another_period(
    view: BlocksView, office: Context
) -> None:
    view.grid.go_to(WHOLE_UNIT_ID, "resolved")
    write("6o")
    hit(Qt.Key.Key_Return)
    assert "6o" in view._line.text()
    assert view.unsaved() == "số liệu tuần 23 năm 2024 (03/6–09/6)"
    view.show_period(parse_period("2024-W24"))
    assert view.grid.model.wrong == {}
    view.show_period(parse_period("2024-W23"))
    assert list(view.grid.model.wrong) == [(WHOLE_UNIT_ID, "resolved")]
    assert kept(office, "2024-W23") is None
    view.discard()


def test_fields_are_offered_on_demand_and_blank_ones_take_no_part(
    view: BlocksView, office: Context
) -> None:
    assert view.grid.model.shown.area_ids == [WHOLE_UNIT_ID]
    view.fields.click()
    civil = area_id(office, "Hộ tịch")
    view.grid.go_to(civil, "received_online")
    write("9")
    hit(Qt.Key.Key_Return)
    block = kept(office, "2024-W23")
    assert block is not None
    assert [each.row.area for each in block.rows] == ["Hộ tịch"]
    assert (
        view.grid.totals.index(0, 0)
        .siblingAtColumn(view.grid.model.place(civil, "received_online").column())
        .data()
        == "9"
    )
    view.grid.go_to(civil, "received_online")
    hit(Qt.Key.Key_Delete)
    assert kept(office, "2024-W23") is None


def test_source_and_days_are_saved_on_leaving_and_wait_for_the_first_figure(
    view: BlocksView, office: Context
) -> None:
    line(view, "source").setFocus()
    write("Bao cao nhanh")
    hit(Qt.Key.Key_Tab)
    assert kept(office, "2024-W23") is None
    view.grid.go_to(WHOLE_UNIT_ID, "carried_over")
    write("5")
    hit(Qt.Key.Key_Return)
    line(view, "to_date").setFocus()
    write("8/6/2024")
    hit(Qt.Key.Key_Return)
    block = kept(office, "2024-W23")
    assert block is not None
    assert block.rows[0].source == "Bao cao nhanh"
    assert block.days.end == date(2024, 6, 8)
    assert listed(view)[0][0] == "Tuần 23 năm 2024\n03/06/2024 – 08/06/2024"


def test_days_that_do_not_belong_to_the_period_are_refused_beside_their_input(
    view: BlocksView, office: Context
) -> None:
    view.grid.go_to(WHOLE_UNIT_ID, "carried_over")
    write("5")
    hit(Qt.Key.Key_Return)
    line(view, "to_date").setFocus()
    write("9/12/2025")
    hit(Qt.Key.Key_Return)
    assert view.panel.form.boxes["to_date"].error
    assert view.unsaved()
    assert kept(office, "2024-W23") is not None
    view.discard()
    assert not view.unsaved()


def test_a_deleted_block_is_brought_back_from_the_notice(
    view: BlocksView, window: MainWindow, office: Context
) -> None:
    keep(office, "2024-5M", source="Cổng mẫu")
    view.presenter.load()
    view.show_period(parse_period("2024-5M"))
    view.panel.delete_button.click()
    assert kept(office, "2024-5M") is None
    assert window.notices.notice is not None
    assert window.notices.notice.text == "Đã xóa số liệu 5 tháng đầu năm 2024."
    [(words, act)] = window.notices.notice.actions
    assert words == "Hoàn tác"
    act()
    assert entered(office, "2024-5M") == {"to_handle": 1234}


def test_a_block_whose_last_month_is_closed_is_locked_and_says_why(
    view: BlocksView, office: Context
) -> None:
    keep(office, "2024-W23")
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    closing = view._shell.do(months.close_month, office.unit, JUNE, date(2024, 7, 1), "Số của mẫu.")
    assert closing is not None
    view.presenter.load()
    assert "tháng 6/2024 đã chốt" in view._locked.text()
    view.grid.go_to(WHOLE_UNIT_ID, "carried_over")
    write("5")
    assert "mở lại" in view._line.text()
    assert not view.panel.delete_button.isEnabled()
    assert line(view, "source").isReadOnly()
    hit(Qt.Key.Key_Delete)
    assert entered(office, "2024-W23") == {"to_handle": 1234}


def test_what_was_published_of_the_month_stands_at_the_cell_and_a_difference_is_marked(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    keep(office, "2024-06", source="Cổng mẫu")
    page.presenter.load()
    page.dossiers.grid.go_to(WHOLE_UNIT_ID, "to_handle")
    said = "Đã công bố: 1.234 (nguồn Cổng mẫu), sổ: 10, chênh 1.224 – đang in theo Sổ"
    assert page.dossiers._line.text() == said
    total = page.dossiers.grid.totals.index(0, 0)
    assert total.data(LOOK_ROLE)[2]
    assert said in total.data(Qt.ItemDataRole.ToolTipRole)
    page.dossiers.grid.go_to(WHOLE_UNIT_ID, "resolved")
    assert "Đã công bố" not in page.dossiers._line.text()


def test_a_finding_about_published_figures_leads_to_them_and_names_their_period_in_words(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    keep(office, "2024-06")
    page.presenter.load()
    page.presenter.read_findings_now()
    model = page.dossiers.panel.model
    [row] = [i for i, f in enumerate(model.findings) if f.code == "published_differs"]
    assert "tháng 6 năm 2024 đã công bố 1.234" in str(model.index(row).data())
    page.dossiers.panel.list.activated.emit(model.index(row))
    assert page.tabs.currentIndex() == _PLACES["blocks"]
    view = page._made[_PLACES["blocks"]]
    assert isinstance(view, BlocksView)
    assert view.presenter.period == parse_period("2024-06")
