"""The line that asks for a folder, and the chooser of a period."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.drives import Stick
from models.periods import Month, last_day, month_of, parse_period
from tests.ui.keyboard import press, type_text
from ui.widgets import folder_line
from ui.widgets.folder_line import FolderLine
from ui.widgets.period_chooser import PeriodChooser


def test_half_a_path_is_no_folder_and_is_marked(qtbot: QtBot, tmp_path: Path) -> None:
    line = FolderLine()
    qtbot.addWidget(line)
    line.edit.clear()
    type_text(line.edit, "bao-cao")
    assert line.folder() is None
    assert line.edit.property("state") == "wrong"
    line.show_folder(tmp_path)
    assert line.folder() == tmp_path
    assert line.edit.property("state") == ""


def test_a_stick_that_is_plugged_in_is_offered_by_name(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = FolderLine()
    qtbot.addWidget(line)
    monkeypatch.setattr(
        folder_line, "sticks", lambda: [Stick("KINGSTON (E:)", tmp_path, 12_345_678_900)]
    )
    line.look_for_sticks()
    [offer] = line._sticks
    assert offer.text() == "USB KINGSTON (E:)"
    assert offer.toolTip() == f"Ghi vào {tmp_path}, còn trống 12,3 GB"
    offer.click()
    assert line.folder() == tmp_path
    monkeypatch.setattr(folder_line, "sticks", list)
    line.look_for_sticks()
    assert line._sticks == []


def test_every_stick_has_its_button_and_disks_only_where_there_is_room(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = FolderLine()
    qtbot.addWidget(line)
    found = [Stick(f"{name}:", Path(f"/{name}")) for name in "EFG"]
    found.append(Stick("H:", Path("/H"), is_disk=True))
    for count, names in ((4, "EFG"), (1, "GH"), (0, "H")):
        shown = found[3 - count :] if count < 4 else found
        monkeypatch.setattr(folder_line, "sticks", lambda shown=shown: shown)
        line.look_for_sticks()
        assert [offer.text() for offer in line._sticks] == [f"USB {name}:" for name in names]


def test_folders_are_written_as_on_this_system(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_qt_says(_: object) -> str:
        return "C:/users/Nguyễn Văn Ân/Documents"

    def as_windows_does(path: str) -> str:
        return path.replace("/", "\\")

    monkeypatch.setattr(QStandardPaths, "writableLocation", as_qt_says)
    monkeypatch.setattr(QDir, "toNativeSeparators", as_windows_does)
    line = FolderLine()
    qtbot.addWidget(line)
    assert line.edit.text() == "C:\\users\\Nguyễn Văn Ân\\Documents"


def test_a_folder_chosen_in_the_dialog_is_taken(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = FolderLine()
    qtbot.addWidget(line)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    line.choose.click()
    assert line.folder() == tmp_path


def test_the_period_follows_the_month_and_free_dates_wait_until_both_are_there(
    qtbot: QtBot,
) -> None:
    chooser = PeriodChooser(Month(2024, 6))
    qtbot.addWidget(chooser)
    told: list[str] = []
    chooser.chosen.connect(told.append)
    chooser.show_period("2024-Q2")
    chooser.show_month(Month(2024, 9))
    chooser.span.show_value("free")
    chooser.span.edited.emit()
    type_text(chooser.start, "05122023")
    chooser.start.returnPressed.emit()
    assert told == ["2024-Q2", "2024-Q3", ""]
    type_text(chooser.end, "20/6/24")
    chooser.end.returnPressed.emit()
    assert told[-1] == chooser.period == "2023-12-05..2024-06-20"


def test_free_dates_in_the_wrong_order_are_refused(qtbot: QtBot) -> None:
    chooser = PeriodChooser(Month(2024, 6))
    qtbot.addWidget(chooser)
    chooser.span.show_value("free")
    type_text(chooser.start, "20062024")
    type_text(chooser.end, "05122023")
    with qtbot.waitSignal(chooser.refused):
        chooser.end.returnPressed.emit()
    assert chooser.period == ""


def test_a_day_and_a_week_are_those_of_the_month_and_a_day_may_be_typed(qtbot: QtBot) -> None:
    chooser = PeriodChooser(Month(2024, 6))
    qtbot.addWidget(chooser)
    chooser.span.show_value("week")
    chooser.span.edited.emit()
    weeks = [chooser.week.itemText(place) for place in range(chooser.week.count())]
    assert weeks[0] == "tuần 22 năm 2024 (27/5–02/6)"
    assert weeks[-1] == "tuần 26 năm 2024 (24/6–30/6)"
    assert chooser.period == "2024-W26"
    press(chooser.week, Qt.Key.Key_Up)
    assert chooser.period == "2024-W25"
    chooser.show_month(Month(2025, 1))
    assert chooser.week.itemText(0) == "tuần 1 năm 2025 (30/12–05/01)"
    chooser.span.show_value("day")
    chooser.span.edited.emit()
    assert chooser.period == "2025-01-31"
    chooser.start.clear()
    type_text(chooser.start, "14/1/2025")
    chooser.start.returnPressed.emit()
    assert chooser.period == "2025-01-14"


@pytest.mark.parametrize(
    "period", ["2024-06-14", "2024-W01", "2024-Q2", "2024-9M", "2024-7M", "2024", "2024-H2"]
)
def test_a_period_that_is_shown_is_the_one_that_is_chosen(qtbot: QtBot, period: str) -> None:
    chooser = PeriodChooser(month_of(last_day(parse_period(period))))
    qtbot.addWidget(chooser)
    chooser.show_period(period)
    assert chooser.period == period
