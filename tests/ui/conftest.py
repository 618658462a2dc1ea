"""A dressed application, a ward's store copied for each test, and a window on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.context import Context, open_context
from models.periods import Month
from tests.helpers.office import JUNE, new_office
from tests.ui.keyboard import show_active
from ui import month_findings
from ui.app import prepare
from ui.main_window import MainWindow
from ui.shell import Shell

_dressed: list[QApplication] = []


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The application as the officer sees it."""
    if qapp not in _dressed:
        prepare(qapp)
        _dressed.append(qapp)
    return qapp


@pytest.fixture(autouse=True)
def quick_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules answer at once on a busy machine as well; whoever tests the wait says so."""
    monkeypatch.setattr(month_findings, "UNFELT_MS", 60_000)


@pytest.fixture(scope="session")
def empty_ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of a new ward, to be copied."""
    folder = tmp_path_factory.mktemp("ward")
    new_office(folder).close()
    return folder / "ward.sqlite"


@pytest.fixture
def office(empty_ward: Path, tmp_path: Path) -> Iterator[Context]:
    """A new ward's open store."""
    path = tmp_path / "ward.sqlite"
    shutil.copyfile(empty_ward, path)
    context = open_context(path, "Cán bộ mẫu 01")
    yield context
    context.close()


@pytest.fixture
def month() -> Month:
    """The working month."""
    return JUNE


@pytest.fixture
def shell(office: Context, month: Month) -> Iterator[Shell]:
    """The window's doors without the window."""
    made = Shell(office, month)
    yield made
    made.findings.rest()
    made.jobs.shut_down()


@pytest.fixture
def window(office: Context, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on a new ward's store."""
    made = MainWindow(office)
    qtbot.addWidget(made)
    made.resize(1366, 740)
    show_active(qtbot, made)
    yield made
    for name, _ in made._unsaved():
        made.page(name).discard()
    made.close()
