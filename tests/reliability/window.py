"""The window itself: an officer types one number after another into a cell of the month."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.context import open_context
from tests.reliability.offices import FEBRUARY
from tests.reliability.operations import Operation
from tests.ui.keyboard import hit, write
from ui.app import make_application
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF
from ui.pages.month.page import MonthPage

_NUMBERS = 30


def type_numbers(folder: Path, acknowledge: Callable[[int], object]) -> int:
    """Type numbers, each acknowledged once the window says that it is saved; close the window."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application(["somotcua"])
    context = open_context(folder / "ward.sqlite")
    window = MainWindow(context)
    window.show()
    window.activateWindow()
    window.shell.set_month(FEBRUARY)
    window.show_page("month")
    application.processEvents()
    page = window.current
    assert isinstance(page, MonthPage)
    grid = page.dossiers.grid.view
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, COLUMN_OF["received_online"]))
    number = 0
    window.shell.saved.connect(lambda: acknowledge(number))
    for number in range(1, _NUMBERS + 1):
        write(str(number))
        hit(Qt.Key.Key_Return)
        hit(Qt.Key.Key_Up)
        QApplication.processEvents()
    window.close()
    context.close()
    return 0


WINDOW = Operation("window", "ward", "ward.sqlite", type_numbers, numbers=True)
