"""The page Hồ sơ tháng on June."""

import pytest

from tests.helpers.office import JUNE
from ui.main_window import MainWindow
from ui.pages.month.page import MonthPage


@pytest.fixture
def page(window: MainWindow) -> MonthPage:
    """The page on June."""
    window.shell.set_month(JUNE)
    window.show_page("month")
    page = window.page("month")
    assert isinstance(page, MonthPage)
    return page
