"""A whole month of a new officer without the mouse: first questions to Word file."""

import re
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import months, registers
from desktop.context import Context
from models.periods import Month
from tests.ui.keyboard import CTRL, focused, hit, show_active, type_text, write
from ui.app import prepare
from ui.dialogs.first_run import FirstRun
from ui.main_window import MainWindow
from ui.pages.month.columns import COLUMN_OF
from ui.pages.month.grid_view import GridView
from ui.pages.month.page import MonthPage
from ui.pages.report.page import ReportPage

JUNE = Month(2024, 6)

# In the order of the cells that Tab visits: kỳ trước, trực tuyến, trực tiếp | trước hạn, đúng hạn,
# quá hạn, rút và trả lại | trong hạn, quá hạn.
TYPED = {
    "Chứng thực": ("0", "315", "107", "422", "0", "0", "0", "0", "0"),
    "Hộ tịch": ("18", "85", "16", "100", "3", "0", "0", "13", "0"),
    "Đất đai": ("3", "11", "7", "18", "0", "0", "0", "3", "0"),
}
CELLS = (
    "carried_over",
    "received_online",
    "received_offline",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "closed_unresolved",
    "pending_in_time",
    "pending_overdue",
)


def answer_first_questions(qtbot: QtBot, path: Path) -> Context:
    wizard = FirstRun(path)
    qtbot.addWidget(wizard)
    show_active(qtbot, wizard)
    write("Cán bộ mẫu 01")
    hit(Qt.Key.Key_Return)
    for text in ("Phường Lê Bình", "LEBINH", "Ủy ban nhân dân quận Cái Răng"):
        write(text)
        hit(Qt.Key.Key_Tab)
    write("Lê Bình")
    hit(Qt.Key.Key_Return)
    hit(Qt.Key.Key_Tab)
    write("CHỦ TỊCH")
    for _ in range(3):
        hit(Qt.Key.Key_Return)
    assert wizard.context is not None, wizard.error
    wizard.close()
    return wizard.context


def choose_fields(page: MonthPage, qtbot: QtBot) -> None:
    """Start the month and leave only the three fields that this ward had."""
    hit(Qt.Key.Key_F8)
    qtbot.waitUntil(page.dossiers.areas.search.hasFocus)
    for name in TYPED:
        write(name)
        hit(Qt.Key.Key_Return)
        hit(Qt.Key.Key_Space)
        page.dossiers.areas.search.setFocus()
        hit(Qt.Key.Key_A, CTRL)
    hit(Qt.Key.Key_Escape)
    assert [row.area for row in page.presenter.shown.rows[:3]] == list(TYPED)


def tab_to(view: GridView, row: int, column: int) -> None:
    for _ in range(200):
        if (view.currentIndex().row(), view.currentIndex().column()) == (row, column):
            return
        hit(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach row {row}, column {column}")


def type_figures(page: MonthPage) -> None:
    view = page.dossiers.grid.view
    hit(Qt.Key.Key_Home, CTRL)
    for row, figures in enumerate(TYPED.values()):
        for name, figure in zip(CELLS, figures, strict=True):
            tab_to(view, row, COLUMN_OF[name])
            write(figure)
            hit(Qt.Key.Key_Return)
            hit(Qt.Key.Key_Up)


def total(page: MonthPage, measure: str) -> str:
    return str(page.dossiers.grid.totals.index(0, COLUMN_OF[measure]).data() or "")


def words_of(path: Path) -> str:
    with ZipFile(path) as package:
        return re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())


def test_a_whole_month_from_the_first_questions_to_the_word_file(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    prepare(qapp)
    context = answer_first_questions(qtbot, tmp_path / "so.sqlite")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show_active(qtbot, window)
    window.shell.set_month(JUNE)

    # the overview offers the first step
    assert focused().property("look") == "primary"
    hit(Qt.Key.Key_Space)
    page = window.current
    assert isinstance(page, MonthPage)
    choose_fields(page, qtbot)
    type_figures(page)
    assert [total(page, name) for name in ("to_handle", "resolved", "pending")] == [
        "562",
        "543",
        "16",
    ]

    # three dossiers are missing; the finding leads to the row, where a figure is put right
    qtbot.waitUntil(lambda: bool(page.presenter.open_warnings()))
    hit(Qt.Key.Key_F9)
    finding = page.presenter.open_warnings()[0]
    assert (finding.code, finding.area, abs(int(finding.difference or 0))) == (
        "balance",
        "Hộ tịch",
        3,
    )
    hit(Qt.Key.Key_Return)
    tab_to(page.dossiers.grid.view, 1, COLUMN_OF["closed_unresolved"])
    write("3")
    hit(Qt.Key.Key_Return)
    assert not [f for f in page.presenter.read_findings_now() if f.code == "balance"]

    # the month is closed
    page.dossiers.close_button.setFocus()
    hit(Qt.Key.Key_Space)
    closing = page.dossiers.closing
    assert closing.isVisible()
    if closing.reason.isVisible():
        write("Không theo dõi riêng")
    else:
        hit(Qt.Key.Key_Backtab)
    hit(Qt.Key.Key_Return)
    assert context.ask(months.is_closed, context.unit, JUNE)

    # the report gets its text and becomes a Word file
    hit(Qt.Key.Key_7, CTRL)
    report = window.current
    assert isinstance(report, ReportPage)
    while str(report.list.currentIndex().data()).split(". ")[0] != "IV":
        hit(Qt.Key.Key_Down)
    hit(Qt.Key.Key_Return)
    assert focused() is report.section.editor
    type_text(focused(), "Tiếp tục giải quyết {pending} hồ sơ còn lại.")
    out = tmp_path / "bao-cao.docx"
    hit(Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(report.export_panel.isVisible)
    hit(Qt.Key.Key_A, CTRL)
    type_text(focused(), str(out))
    with qtbot.waitSignal(report.presenter.exported, timeout=30_000):
        hit(Qt.Key.Key_Return)
    words = words_of(out)
    assert "Tiếp tục giải quyết 16 hồ sơ còn lại." in words
    assert "562" in words
    assert context.ask(registers.records, "narratives", context.unit)
    window.close()
    context.close()
