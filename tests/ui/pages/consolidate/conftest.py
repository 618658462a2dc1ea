"""A receiving office with figures of its own and of two wards, one of them missing in May."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from models.periods import Month
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import Ward, new_district, take
from tests.ui.keyboard import show_active
from ui.main_window import MainWindow
from ui.pages.consolidate.page import ConsolidatePage


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    """The office's store: its own June, Lê Bình's May and June, Ba Láng's June, no Hưng Phú."""
    made = new_district(tmp_path, "LEBINH", "BALANG", "HUNGPHU")
    enter(made, JUNE, "Hộ tịch", to_handle=100, received=80, received_online=90, resolved=60)
    first, second = Ward(tmp_path, "LEBINH"), Ward(tmp_path, "BALANG")
    first.figures = {"2024-05": {"Hộ tịch": 3}, "2024-06": {"Hộ tịch": 5, "Đất đai": 2}}
    second.figures = {"2024-06": {"Hộ tịch": 4}}
    take(made, first.send("2024-06"), second.send("2024-06"))
    yield made
    made.close()


@pytest.fixture
def window(district: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the receiving office's store, in June."""
    made = MainWindow(district)
    qtbot.addWidget(made)
    made.resize(1366, 740)
    show_active(qtbot, made)
    made.shell.set_month(JUNE)
    yield made
    made.close()


@pytest.fixture
def open_page(window: MainWindow, qtbot: QtBot) -> Callable[[Month], ConsolidatePage]:
    """Show the page in a month, its figures worked out."""

    def show(month: Month) -> ConsolidatePage:
        window.shell.set_month(month)
        with qtbot.waitSignal(window.shell.jobs.ended):
            window.show_page("consolidate")
        page = window.current
        assert isinstance(page, ConsolidatePage)
        return page

    return show


@pytest.fixture
def page(open_page: Callable[[Month], ConsolidatePage]) -> ConsolidatePage:
    """The page in June."""
    return open_page(JUNE)
