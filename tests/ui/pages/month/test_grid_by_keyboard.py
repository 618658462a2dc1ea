"""The monthly grid as an officer types it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop import months, registers
from desktop.context import Context
from models.periods import Month
from tests.helpers.office import JUNE, area_id, enter
from tests.ui.keyboard import CTRL, SHIFT, focused, hit, write
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF
from ui.pages.month.page import MonthPage

FIELDS = ("Chứng thực", "Hộ tịch", "Đất đai")


@pytest.fixture
def page(window: MainWindow, office: Context) -> MonthPage:
    """The page on June with three fields of work."""
    window.shell.do(months.add_rows, office.unit, JUNE, [area_id(office, name) for name in FIELDS])
    window.shell.set_month(JUNE)
    window.show_page("month")
    page = window.page("month")
    assert isinstance(page, MonthPage)
    return page


def go(page: MonthPage, field: str, measure: str) -> None:
    page.dossiers.show_place(field, measure)


def stored(office: Context, field: str, month: Month = JUNE) -> dict[str, int | None]:
    rows = office.ask(months.month_figures, office.unit, month).rows
    return next((dict(row.entered) for row in rows if row.area == field), {})


def shown(page: MonthPage, field: str, measure: str) -> str:
    shown = page.presenter.shown
    row = shown.row_named(field)
    assert row is not None
    return str(page.dossiers.grid.model.index(row, COLUMN_OF[measure]).data())


def total(page: MonthPage, measure: str) -> str:
    return str(page.dossiers.grid.totals.index(0, COLUMN_OF[measure]).data() or "")


def test_a_typed_figure_is_stored_at_once_and_enter_goes_down(
    page: MonthPage, office: Context
) -> None:
    go(page, "Chứng thực", "carried_over")
    write("12")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Chứng thực")["carried_over"] == 12
    write("1.234")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Hộ tịch")["carried_over"] == 1234
    write("0")
    hit(Qt.Key.Key_Return)
    assert total(page, "carried_over") == "1.246"


def test_tab_goes_right_over_the_cells_that_work_themselves_out(
    page: MonthPage, office: Context
) -> None:
    go(page, "Hộ tịch", "carried_over")
    for figure in ("4", "30", "20"):
        write(figure)
        hit(Qt.Key.Key_Tab)
    assert {k: v for k, v in stored(office, "Hộ tịch").items() if v is not None} == {
        "carried_over": 4, "received_online": 30, "received_offline": 20,
    }  # fmt: skip
    assert shown(page, "Hộ tịch", "to_handle") == "54"
    hit(Qt.Key.Key_Backtab, SHIFT)
    assert page.dossiers.grid.view.currentIndex().column() == COLUMN_OF["received_offline"]


def test_typing_replaces_and_f2_edits(page: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=25)
    page.presenter.load()
    go(page, "Hộ tịch", "received_online")
    write("7")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Hộ tịch")["received_online"] == 7
    go(page, "Hộ tịch", "received_online")
    hit(Qt.Key.Key_F2)
    hit(Qt.Key.Key_End)
    write("3")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Hộ tịch")["received_online"] == 73


def test_escape_leaves_the_figure_as_it_was(page: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=25)
    page.presenter.load()
    go(page, "Hộ tịch", "received_online")
    write("999")
    hit(Qt.Key.Key_Escape)
    assert stored(office, "Hộ tịch")["received_online"] == 25
    assert shown(page, "Hộ tịch", "received_online") == "25"


@pytest.mark.parametrize("text", ["abc", "-5", "12,5", "1.23", "12h"])
def test_wrong_input_stays_in_sight_is_explained_and_never_stored(
    page: MonthPage, office: Context, text: str
) -> None:
    go(page, "Đất đai", "received_online")
    write(text)
    hit(Qt.Key.Key_Return)
    assert stored(office, "Đất đai").get("received_online") is None
    assert shown(page, "Đất đai", "received_online") == text
    assert text in page.dossiers._line.text()
    assert "Đất đai" in page.dossiers._line.text()
    # the cursor waits at the wrong cell; the right figure then replaces the text
    write("8")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Đất đai")["received_online"] == 8
    assert "Chưa lưu" not in page.dossiers._line.text()


def test_wrong_input_is_still_there_after_looking_at_another_month(
    page: MonthPage, window: MainWindow
) -> None:
    go(page, "Đất đai", "received_online")
    write("12,5")
    hit(Qt.Key.Key_Tab)
    window.shell.set_month(Month(2024, 5))
    assert page.unsaved() == ""
    window.shell.set_month(JUNE)
    assert shown(page, "Đất đai", "received_online") == "12,5"
    assert page.unsaved() != ""


def test_escape_forgets_wrong_input_and_shows_the_stored_figure(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Đất đai", received_online=8)
    page.presenter.load()
    go(page, "Đất đai", "received_online")
    write("8,5")
    hit(Qt.Key.Key_Return)
    hit(Qt.Key.Key_Escape)
    assert shown(page, "Đất đai", "received_online") == "8"
    assert page.unsaved() == ""


def test_what_is_being_typed_goes_to_its_own_month_when_another_one_comes(
    page: MonthPage, window: MainWindow, office: Context
) -> None:
    go(page, "Hộ tịch", "received_online")
    write("31")
    window.shell.set_month(Month(2024, 5))
    assert stored(office, "Hộ tịch")["received_online"] == 31
    assert stored(office, "Hộ tịch", Month(2024, 5)) == {}


def test_delete_clears_the_selection_and_undo_brings_it_back_in_one_step(
    page: MonthPage, office: Context
) -> None:
    for name in FIELDS:
        enter(office, JUNE, name, received_online=5, received_offline=6)
    page.presenter.load()
    go(page, "Chứng thực", "received_online")
    hit(Qt.Key.Key_Down, SHIFT)
    hit(Qt.Key.Key_Delete)
    assert [stored(office, name)["received_online"] for name in FIELDS] == [None, None, 5]
    hit(Qt.Key.Key_Z, CTRL)
    assert [stored(office, name)["received_online"] for name in FIELDS] == [5, 5, 5]


def test_ctrl_d_takes_the_figure_above(page: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Chứng thực", received_online=41)
    page.presenter.load()
    go(page, "Hộ tịch", "received_online")
    hit(Qt.Key.Key_D, CTRL)
    assert stored(office, "Hộ tịch")["received_online"] == 41


def test_ctrl_c_copies_a_block_as_excel_takes_it(page: MonthPage, office: Context) -> None:
    enter(office, JUNE, "Chứng thực", received_online=1234, received_offline=6)
    page.presenter.load()
    go(page, "Chứng thực", "received_online")
    hit(Qt.Key.Key_Right, SHIFT)
    hit(Qt.Key.Key_Down, SHIFT)
    hit(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "1234\t6\n\t"


def test_a_computed_total_cannot_be_typed_over_but_a_blank_one_can(
    page: MonthPage, office: Context
) -> None:
    go(page, "Hộ tịch", "to_handle")
    write("90")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Hộ tịch")["to_handle"] == 90
    enter(office, JUNE, "Chứng thực", carried_over=1, received=2)
    page.presenter.load()
    go(page, "Chứng thực", "to_handle")
    write("5")
    assert not isinstance(focused(), QLineEdit)
    assert stored(office, "Chứng thực")["to_handle"] is None
    assert "tự tính" in page.dossiers._line.text()


def test_a_part_left_blank_is_worked_out_and_not_stored_by_passing_over_it(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", pending=40, pending_overdue=1)
    page.presenter.load()
    assert shown(page, "Hộ tịch", "pending_in_time") == "39"
    go(page, "Hộ tịch", "pending_in_time")
    hit(Qt.Key.Key_F2)
    hit(Qt.Key.Key_Return)
    assert stored(office, "Hộ tịch")["pending_in_time"] is None


def test_f7_says_that_nothing_occurred_and_looks_unlike_zero_and_blank(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Chứng thực", received_online=0)
    page.presenter.load()
    go(page, "Hộ tịch", "received_online")
    hit(Qt.Key.Key_F7)
    looks = [shown(page, name, "received_online") for name in FIELDS]
    assert looks == ["0", "–", ""]
    assert total(page, "received_online") == "…"
    hit(Qt.Key.Key_F7)
    assert shown(page, "Hộ tịch", "received_online") == ""


def test_f6_takes_what_was_pending_last_month(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, Month(2024, 5), "Hộ tịch", pending=39)
    go(page, "Chứng thực", "carried_over")
    hit(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: stored(office, "Hộ tịch").get("carried_over") == 39)
    row = page.presenter.shown.row_named("Hộ tịch")
    assert row is not None
    assert page.presenter.about_cell(row, COLUMN_OF["pending"])[1] == "Tháng 5/2024: 39"


def test_the_whole_unit_has_a_row_for_what_is_known_only_for_all(
    page: MonthPage, office: Context
) -> None:
    go(page, "Chung toàn đơn vị", "digitised_results")
    write("77")
    hit(Qt.Key.Key_Return)
    assert stored(office, "Chung toàn đơn vị")["digitised_results"] == 77
    assert total(page, "digitised_results") == "77"


def test_fields_of_work_come_and_go_by_keyboard_and_come_back_with_their_figures(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Đất đai", received_online=9)
    page.presenter.load()
    hit(Qt.Key.Key_F8)
    qtbot.waitUntil(page.dossiers.areas.search.hasFocus)
    write("nuoi con nuoi")
    hit(Qt.Key.Key_Return)
    hit(Qt.Key.Key_Space)
    assert page.presenter.shown.row_named("Nuôi con nuôi") is not None
    page.presenter.remove_area(area_id(office, "Đất đai"))
    assert page.presenter.shown.row_named("Đất đai") is None
    hit(Qt.Key.Key_Escape)
    hit(Qt.Key.Key_Z, CTRL)
    assert stored(office, "Đất đai")["received_online"] == 9
    assert not office.ask(registers.records, "dossiers", office.unit, deleted=True)
