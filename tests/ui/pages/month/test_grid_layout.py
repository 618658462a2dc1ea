"""How the grid lies on the page: groups, headers, totals, and what stands beside the cell."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.context import Context
from tests.helpers.office import BALANCED, JUNE, area_id, enter
from tests.ui.keyboard import hit
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF, GROUPS, columns_of, folded_away
from ui.pages.month.page import MonthPage


def test_groups_fold_by_click_and_by_keyboard_and_a_finding_opens_its_group(
    page: MonthPage, office: Context
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    page.presenter.load()
    view, grid = page.dossiers.grid.view, page.dossiers.grid
    page.dossiers.show_place("Hộ tịch", "received_online")
    hit(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not any(view.isColumnHidden(column) for column in columns_of(GROUPS[0]))
    view.measures.fold_requested.emit(GROUPS[0])
    assert all(view.isColumnHidden(column) for column in folded_away(GROUPS[0]))
    assert all(grid._bottom.isColumnHidden(column) for column in folded_away(GROUPS[0]))
    page.dossiers.show_place("Hộ tịch", "received_postal")
    assert not view.isColumnHidden(COLUMN_OF["received_postal"])
    assert view.currentIndex().column() == COLUMN_OF["received_postal"]


def test_the_totals_stay_under_their_columns(
    page: MonthPage, office: Context, window: MainWindow
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    page.presenter.load()
    window.resize(1093, 614)
    view, bottom = page.dossiers.grid.view, page.dossiers.grid._bottom
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    column = COLUMN_OF["paid_online"]
    assert bottom.columnViewportPosition(column) == view.columnViewportPosition(column)
    assert bottom.columnWidth(column) == view.columnWidth(column)
    assert bottom.verticalHeader().width() == view.verticalHeader().width()


def test_every_header_stands_in_its_column_without_losing_a_word(page: MonthPage) -> None:
    header = page.dossiers.grid.view.measures
    assert all(
        header.sectionSize(c) >= header.fitting_width(c)
        for c in range(header.count())
        if header.sectionSize(c)
    )


def test_the_models_of_the_page_keep_the_rules_of_qt(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    view = page.dossiers
    models = [view.grid.model, view.grid.totals, view.panel.model, view.areas.model]
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    page.dossiers.start_button.click()
    enter(office, JUNE, "Hộ tịch", received_online=4)
    page.presenter.load()
    page.presenter.set_nil(area_id(office, "Chứng thực"), True)
    page.presenter.read_findings_now()
    page.dossiers.areas_button.click()
    page.dossiers.areas.model.search("ho")
    assert len(testers) == 4


def test_beside_the_cell_stand_last_month_and_the_same_month_last_year(
    page: MonthPage, office: Context, qtbot: QtBot
) -> None:
    enter(office, JUNE, "Hộ tịch", **BALANCED)
    enter(office, JUNE.previous(), "Hộ tịch", pending_in_time=39)
    enter(office, JUNE.plus(-12), "Hộ tịch", pending_in_time=28)
    page.presenter.load()
    page.dossiers.show_place("Hộ tịch", "pending_in_time")
    beside = page.dossiers.panel.beside
    qtbot.waitUntil(lambda: "Tháng 5/2024: 39" in beside.text())
    assert "Tháng 6/2023: 28" in beside.text()
