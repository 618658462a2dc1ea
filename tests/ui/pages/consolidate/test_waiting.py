"""While many wards are worked out: what is known at once is shown, and it can be stopped."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.context import Context
from models.periods import Month
from tests.helpers.office import JUNE
from tests.helpers.sums import enter
from tests.ui.keyboard import hit
from tests.ui.pages.consolidate.test_consolidate_page import shown
from ui.main_window import MainWindow
from ui.pages.consolidate import presenter
from ui.pages.consolidate.page import ConsolidatePage


class Gate:
    """Holds the work up before it takes the store, which the window may want meanwhile."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()

    def shut(self) -> None:
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    def before(self, work: Callable[..., object]) -> Callable[..., object]:
        def held_up(*args: Any, **kwargs: Any) -> object:
            self._open.wait()
            return work(*args, **kwargs)

        return held_up


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    for name in ("work_out", "write_district", "export_workbook"):
        monkeypatch.setattr(presenter, name, made.before(getattr(presenter, name)))
    yield made
    made.open()


def enter_january(district: Context, *units: str) -> None:
    for number, unit in enumerate(units, start=1):
        enter(district, unit, "2024-01", carried_over=number, received=10 * number, resolved=number)


def test_the_totals_of_all_stand_there_before_the_lines_and_stay_the_same(
    district: Context, gate: Gate, open_page: Callable[[Month], ConsolidatePage], qtbot: QtBot
) -> None:
    enter_january(district, district.unit, "LEBINH", "BALANG")
    gate.shut()
    page = open_page(Month(2024, 1))
    assert shown(page) == {"Tất cả cộng lại": "66"}
    assert {cell.text for cell in page.figures.model.rows[0].cells} == {"66", "6", "60", "…"}
    assert "đang tính từng đơn vị" in page._days.words
    assert not page.word_button.isEnabled()
    with qtbot.waitSignal(page.presenter.shown):
        gate.open()
    assert shown(page) == {
        "Riêng Quận Cái Răng": "11",
        "Phường BALANG": "33",
        "Phường HUNGPHU": "–",
        "Phường LEBINH": "22",
        "Cộng 02/03 đơn vị": "55",
        "Tất cả cộng lại": "66",
    }
    assert page.word_button.isEnabled()


def test_no_total_stands_there_before_the_lines_where_a_ward_lacks_a_month(
    district: Context,
    gate: Gate,
    open_page: Callable[[Month], ConsolidatePage],
    page: ConsolidatePage,
    qtbot: QtBot,
) -> None:
    enter_january(district, district.unit, "LEBINH", "BALANG")
    gate.shut()
    with qtbot.waitSignal(page.shell.jobs.ended):
        page.period.show_period("2024-H1")
    assert shown(page) == {}
    with qtbot.waitSignal(page.presenter.shown):
        gate.open()
    assert shown(page)["Tất cả cộng lại"] == "–"


def test_a_stopped_period_leaves_the_page_as_it_was(
    page: ConsolidatePage, gate: Gate, window: MainWindow, qtbot: QtBot
) -> None:
    before, days = shown(page), page._days.words
    gate.shut()
    window.shell.set_month(Month(2024, 5))
    assert shown(page) == {}
    with qtbot.waitSignal(window.shell.jobs.cancelled):
        window.progress.stop_requested.emit()
        gate.open()
    assert (shown(page), page._days.words) == (before, days)
    assert page.period.period == page.presenter.period == "2024-06"
    assert window.shell.month == JUNE
    assert page.word_button.isEnabled()
    assert "đã dừng" in window.notices.text
    assert not window.shell.jobs.busy


def test_a_stopped_look_for_blank_sections_says_no_more_and_the_export_still_works(
    page: ConsolidatePage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.presenter.blank_shown):
        page.word_button.click()
        window.shell.jobs.cancel()
    assert page.export_panel._empty.isHidden()
    page.export_panel.edit.setText(str(tmp_path / "tong-hop.docx"))
    with qtbot.waitSignal(page.presenter.exported):
        hit(Qt.Key.Key_Return)
    assert (tmp_path / "tong-hop.docx").exists()


def test_a_period_that_was_left_is_given_up_for_the_next(
    page: ConsolidatePage, gate: Gate, window: MainWindow, qtbot: QtBot
) -> None:
    gate.shut()
    page.period.show_period("2024-Q2")
    page.period.show_period("2024-05-01..2024-06-30")
    with qtbot.waitSignal(page.presenter.shown):
        gate.open()
    assert page.presenter.shown_figures is not None
    assert page.presenter.shown_figures.now.period.name == "2024-05-01..2024-06-30"
    assert not window.shell.jobs.busy
    assert "đã dừng" not in window.notices.text


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_stopped_export_writes_nothing_and_the_page_stays(
    page: ConsolidatePage, gate: Gate, window: MainWindow, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    before = shown(page)
    if ending == "docx":
        with qtbot.waitSignal(page.presenter.blank_shown):
            page.word_button.click()
    else:
        page.excel_button.click()
    page.export_panel.edit.setText(str(tmp_path / f"tong-hop.{ending}"))
    gate.shut()
    hit(Qt.Key.Key_Return)
    with qtbot.waitSignal(window.shell.jobs.cancelled):
        window.progress.stop_requested.emit()
        gate.open()
    assert list(tmp_path.glob(f"*.{ending}")) == []
    assert shown(page) == before
    assert "đã dừng" in window.notices.text
