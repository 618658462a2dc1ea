"""A ward and its receiver, in two windows with a folder as the stick, without the mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.context import Context
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import new_district
from tests.ui.keyboard import CTRL, focused, hit, show_active, write
from ui.app import prepare
from ui.main_window import MainWindow
from ui.pages.consolidate.page import ConsolidatePage
from ui.pages.receive.page import ReceivePage
from ui.pages.submit.page import SubmitPage


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The folder that stands for the stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Context]:
    """A ward with figures in June."""
    made = new_office(tmp_path)
    enter(
        made,
        JUNE,
        "Hộ tịch",
        carried_over=1,
        received_online=7,
        received_offline=2,
        resolved=8,
        pending=2,
    )
    yield made
    made.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    """The office that receives."""
    made = new_district(tmp_path, "LEBINH", "BALANG")
    yield made
    made.close()


def window_on(context: Context, qtbot: QtBot) -> MainWindow:
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.shell.set_month(JUNE)
    return window


def send(window: MainWindow, qtbot: QtBot, stick: Path) -> None:
    """Write the submission of June to the stick."""
    show_active(qtbot, window)
    hit(Qt.Key.Key_8, CTRL)
    page = window.current
    assert isinstance(page, SubmitPage)
    page.send.folder.edit.setFocus()
    hit(Qt.Key.Key_A, CTRL)
    write(str(stick))
    hit(Qt.Key.Key_Return)
    with qtbot.waitSignal(page.presenter.written):
        hit(Qt.Key.Key_Space)


def receive(window: MainWindow, qtbot: QtBot, stick: Path) -> ReceivePage:
    """Take in whatever lies on the stick."""
    show_active(qtbot, window)
    hit(Qt.Key.Key_9, CTRL)
    page = window.current
    assert isinstance(page, ReceivePage)
    page.tabs.setCurrentIndex(0)
    with qtbot.waitSignal(page.presenter.triaged):
        page.intake.add([stick])
    with qtbot.waitSignal(page.presenter.taken):
        hit(Qt.Key.Key_Return, CTRL)
    return page


def give_back(page: ReceivePage, qtbot: QtBot, stick: Path) -> Path:
    """Return the report of the first unit that has sent, with one remark."""
    page.tabs.setCurrentIndex(1)
    row = [row.code for row in page.board_presenter.matrix.rows].index("LEBINH")
    page.board.table.choose(row, page.board.table.currentIndex().column())
    hit(Qt.Key.Key_R, CTRL)
    panel = page.board.giving_back
    panel.field.show_value("Hộ tịch")
    panel.measure.show_value("pending")
    panel.text.setFocus()
    write("Xem lại số đang giải quyết.")
    hit(Qt.Key.Key_Return)
    panel.folder.show_folder(stick)
    with qtbot.waitSignal(page.board_presenter.slip_written) as written:
        panel.folder.edit.setFocus()
        hit(Qt.Key.Key_Return)
    assert written.args is not None
    path = written.args[0].path
    assert isinstance(path, Path)
    return path


def test_a_report_is_sent_returned_corrected_and_added_up(
    qtbot: QtBot, qapp: QApplication, ward: Context, district: Context, stick: Path
) -> None:
    prepare(qapp)
    here, there = window_on(ward, qtbot), window_on(district, qtbot)
    send(here, qtbot, stick)
    slip = give_back(receive(there, qtbot, stick), qtbot, stick)

    # the ward is led to the cell and puts it right
    show_active(qtbot, here)
    page = here.current
    assert isinstance(page, SubmitPage)
    page.open_slip(slip)
    assert here.top_bar.badge.text() == "Trả lại để hoàn chỉnh"
    hit(Qt.Key.Key_Return)
    assert here.current is here.page("month")
    enter(ward, JUNE, "Hộ tịch", resolved=7, pending=3)
    button = here.notices.buttons()[0]
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    hit(Qt.Key.Key_Space)
    assert focused() is page.send.send_button
    send(here, qtbot, stick)

    # the second revision takes the place of the first, and counts
    receiving = receive(there, qtbot, stick)
    assert [a.status for a in receiving.presenter.arrivals if a.applies] == ["newer"]
    with qtbot.waitSignal(there.shell.jobs.ended):
        hit(Qt.Key.Key_0, CTRL)
    summing = there.current
    assert isinstance(summing, ConsolidatePage)
    shown = dict(zip(summing.figures.model.names, summing.figures.model.rows, strict=True))
    pending = [column.heading for column in summing.figures.model.columns].index("Đang\ngiải quyết")
    assert shown["Phường LEBINH"].cells[pending].text == "3"
    assert "Phường BALANG" in summing._banner_words.text()
    here.close()
    there.close()
