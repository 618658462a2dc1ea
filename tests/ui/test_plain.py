"""What people and other offices wrote is shown letter by letter, in every place of the window."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop import registers
from desktop.context import Context
from models.registers import Value
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import new_district
from ui.main_window import MainWindow
from ui.pages.table_of_contents import entries_for
from ui.plain import tip

HOSTILE = '<img src="file:///tmp/la.png"> & <b>lạ</b>'
_MOST = 40


def _infect(context: Context) -> None:
    """Let what others may write into a book look like tags: fields of work, units, the office."""
    for name, unit in (("fields", ""), ("units", ""), ("profile", context.unit)):
        for record in context.ask(registers.records, name, unit):
            values = {"name": f"{HOSTILE} {record.id[:4]}"}
            context.do(registers.save, name, unit, values, record.id)


@pytest.fixture
def places(office: Context, tmp_path: Path) -> Iterator[list[Context]]:
    enter(office, JUNE, "Hộ tịch", received_in_person=5, resolved_late=2)
    staff: dict[str, Value] = {"name": HOSTILE, "position": HOSTILE, "assignment": "Chính thức"}
    office.do(registers.save, "staff", office.unit, {**staff, "from_date": date(2024, 1, 2)})
    (tmp_path / "q").mkdir()
    above = new_district(tmp_path / "q", "LEBINH", "CAIRANG")
    for context in (office, above):
        _infect(context)
    yield [office, above]
    above.close()


def test_no_text_of_others_is_read_as_tags_on_any_page(places: list[Context], qtbot: QtBot) -> None:
    seen = 0
    for context in places:
        window = MainWindow(context)
        qtbot.addWidget(window)
        for entry in entries_for(context.role):
            window.show_page(entry.name)
            qtbot.wait(1)
        told = list(_read_as_tags(window))
        seen += sum(HOSTILE in text for text in _plain_texts(window))
        window.close()
        assert not told
    assert seen


def test_a_hint_shows_tags_and_lines_as_they_are() -> None:
    assert tip("Hộ tịch & chứng thực\n< 5 ngày") == "Hộ tịch & chứng thực\n< 5 ngày"
    shown = tip(f"{HOSTILE}\ndòng hai")
    assert "<img" not in shown
    assert "<b>" not in shown
    assert shown.endswith("<br>dòng hai</span>")


def _plain_texts(window: QWidget) -> Iterator[str]:
    labels: Iterable[QLabel] = window.findChildren(QLabel)
    for label in labels:
        yield label.text()
    yield from _in_views(window, Qt.ItemDataRole.DisplayRole)


def _read_as_tags(window: QWidget) -> Iterator[str]:
    """Yield each text with a picture or bold in it that Qt would read as rich text."""
    found: Iterable[QWidget] = window.findChildren(QWidget)
    widgets = list(found)
    hints = [widget.toolTip() for widget in widgets]
    hints += _in_views(window, Qt.ItemDataRole.ToolTipRole)
    for widget in widgets:
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            hints.append(widget.text())
        if isinstance(widget, QTextBrowser) and "<img" in widget.toHtml():
            yield widget.toHtml()
    for text in hints:
        if Qt.mightBeRichText(text) and ("<img" in text or "<b>" in text):
            yield text


def _in_views(window: QWidget, role: int) -> Iterator[str]:
    views: Iterable[QAbstractItemView] = window.findChildren(QAbstractItemView)
    for view in views:
        if not isinstance(view, QHeaderView):
            yield from _cells(view.model(), role)


def _cells(model: QAbstractItemModel | None, role: int) -> Iterator[str]:
    if model is None:
        return
    rows = min(model.rowCount(), _MOST)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(rows):
        for column in range(columns):
            yield str(model.index(row, column, QModelIndex()).data(role) or "")
        yield str(model.headerData(row, Qt.Orientation.Vertical, role) or "")
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
