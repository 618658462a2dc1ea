"""Whatever happens in the window while a cell is open, the figure that is typed is stored."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import months
from desktop.context import Context
from desktop.progress import Reporter
from tests.helpers.office import JUNE, area_id, enter
from tests.ui.keyboard import CTRL, focused, hit, show_active, write
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF
from ui.pages.month.page import MonthPage
from ui.pages.submit.page import SubmitPage

ALT = Qt.KeyboardModifier.AltModifier
HERE = "Hộ tịch"


@pytest.fixture
def page(page: MonthPage, office: Context) -> MonthPage:
    """The page on June, with an open cell into which 12 is typed."""
    for name in (HERE, "Đất đai"):
        enter(office, JUNE, name, carried_over=5)
    page.presenter.load()
    page.dossiers.show_place(HERE, "received_online")
    write("12")
    assert focused().objectName() == "figureEditor"
    return page


def stored(office: Context) -> int | None:
    rows = office.ask(months.month_figures, office.unit, JUNE).rows
    [row] = [row for row in rows if row.area == HERE]
    return row.entered["received_online"]


def click(widget: QWidget, place: QPoint | None = None) -> None:
    middle = place or widget.rect().center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)


# What happens by itself, or beside the cell: the hands type on.


def a_notice_comes_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    window.shell.notify("Đã sao lưu.")
    window.notices.dismiss()


def a_question_comes(window: MainWindow, qtbot: QtBot) -> None:
    window.shell.ask_person("Đọc góp ý ngay?", ("Đọc", window.close), ("Để sau", window.close))


def the_rules_answer(window: MainWindow, qtbot: QtBot) -> None:
    window.shell.findings.ask_later()
    window.shell.findings.ask()


def the_copy_of_the_half_hour_is_made(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.shell.copied):
        window.backups.timer.timeout.emit()


def a_field_of_work_joins_the_month(window: MainWindow, qtbot: QtBot) -> None:
    """A file that is loaded in the meantime brings another row, above the open one."""
    shell = window.shell
    with qtbot.waitSignal(shell.jobs.done):
        shell.run_job("Đang nạp", _another_row(shell.context))


def _another_row(office: Context) -> Callable[[Reporter], object]:
    new = area_id(office, "Chứng thực")
    return lambda _reporter: office.do(months.add_rows, office.unit, JUNE, [new])


def a_click_takes_the_removal_of_another_field_back(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("month")
    assert isinstance(page, MonthPage)
    page.presenter.remove_area(area_id(window.shell.context, "Đất đai"))
    click(window.notices.buttons()[0])
    assert page.presenter.shown.row_named("Đất đai") is not None


def the_field_is_said_to_have_nothing(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_F7)


def a_report_is_ready_that_was_asked_for_before(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("submit")
    assert isinstance(page, SubmitPage)
    page.presenter.come_to_front()
    folder = window.shell.context.path.parent / "stick"
    folder.mkdir()
    with qtbot.waitSignal(page.presenter.written):
        page.presenter.submit(folder, None)


def long_work_begins_and_ends(window: MainWindow, qtbot: QtBot) -> None:
    window.notices.start_progress("Đang xuất báo cáo")
    window.notices.end_progress()


def a_group_of_columns_is_opened_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("month")
    assert isinstance(page, MonthPage)
    page.dossiers.grid.toggle_group("received")


def another_window_comes_and_goes(window: MainWindow, qtbot: QtBot) -> None:
    other = QWidget()
    show_active(qtbot, other)
    assert stored(window.shell.context) == 12
    other.close()
    show_active(qtbot, window)


Disturbance = Callable[[MainWindow, QtBot], None]


@pytest.mark.parametrize(
    "happens",
    [
        a_notice_comes_and_goes,
        a_question_comes,
        the_rules_answer,
        the_copy_of_the_half_hour_is_made,
        a_field_of_work_joins_the_month,
        a_click_takes_the_removal_of_another_field_back,
        the_field_is_said_to_have_nothing,
        a_report_is_ready_that_was_asked_for_before,
        long_work_begins_and_ends,
        a_group_of_columns_is_opened_by_a_click,
        another_window_comes_and_goes,
    ],
    ids=lambda happens: happens.__name__,
)
def test_the_hands_type_on_and_the_whole_figure_is_stored(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot, happens: Disturbance
) -> None:
    happens(window, qtbot)
    QApplication.processEvents()
    write("34")
    hit(Qt.Key.Key_Return)
    assert stored(office) == 1234


# Where the officer goes elsewhere, what was typed so far counts.


def the_next_page(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_PageDown, CTRL)


def a_page_by_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    click(window.navigation.button("staff"))


def the_next_month(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_PageDown, ALT)


def the_list_of_months(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_T, ALT)
    click(window.top_bar.chooser.popup.buttons[2])


def the_search(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_F, CTRL)


def another_tab(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("month")
    assert isinstance(page, MonthPage)
    click(page.tabs, page.tabs.tabRect(2).center())


def the_findings(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_F9)


def the_fields_of_the_month(window: MainWindow, qtbot: QtBot) -> None:
    hit(Qt.Key.Key_F8)


def the_question_before_closing(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("month")
    assert isinstance(page, MonthPage)
    click(page.dossiers.close_button)


def another_cell(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page("month")
    assert isinstance(page, MonthPage)
    view = page.dossiers.grid.view
    place = view.visualRect(view.model().index(1, COLUMN_OF["carried_over"])).center()
    click(view.viewport(), place)


def the_end_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.close()


@pytest.mark.parametrize(
    "goes",
    [
        the_next_page,
        a_page_by_the_mouse,
        the_next_month,
        the_list_of_months,
        the_search,
        another_tab,
        the_findings,
        the_fields_of_the_month,
        the_question_before_closing,
        another_cell,
        the_end_of_the_window,
    ],
    ids=lambda goes: goes.__name__,
)
def test_what_was_typed_so_far_is_stored_when_the_officer_goes_elsewhere(
    page: MonthPage, window: MainWindow, office: Context, qtbot: QtBot, goes: Disturbance
) -> None:
    goes(window, qtbot)
    QApplication.processEvents()
    assert stored(office) == 12


def test_the_cursor_stays_in_its_cell_when_other_rows_come(
    page: MonthPage, window: MainWindow, qtbot: QtBot
) -> None:
    hit(Qt.Key.Key_Escape)
    a_field_of_work_joins_the_month(window, qtbot)
    model, view = page.dossiers.grid.model, page.dossiers.grid.view
    assert model.cell(view.currentIndex())[1] == "received_online"
    assert model.shown.rows[view.currentIndex().row()].area == HERE
    assert focused() is view
