"""A receiving office's window, and wards that send."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from tests.helpers.office import JUNE
from tests.helpers.offices import Ward, new_district
from tests.ui.keyboard import show_active
from ui.main_window import MainWindow
from ui.pages.receive.page import ReceivePage


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    """A receiving office that expects two wards."""
    made = new_district(tmp_path, "LEBINH", "BALANG")
    yield made
    made.close()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    """The folder with what the wards send."""
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


@pytest.fixture
def ward(post: Path) -> Ward:
    """A ward with June's figures."""
    made = Ward(post, "LEBINH")
    made.figures = {"2024-06": {"Hộ tịch": 5, "Đất đai": 2}}
    return made


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
def page(window: MainWindow) -> ReceivePage:
    """The page Nhận báo cáo."""
    window.show_page("receive")
    page = window.current
    assert isinstance(page, ReceivePage)
    return page
