"""Equipment against its norm, by type."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop import registers
from models.registers import Value
from tests.ui.keyboard import press, show_active
from ui.pages.equipment.comparison import ComparisonView
from ui.pages.equipment.page import EquipmentPage
from ui.pages.register.view import RegisterView
from ui.shell import Shell


def add(shell: Shell, kind: str, quantity: int, condition: str) -> None:
    values: dict[str, Value] = {
        "name": f"{kind} {condition}",
        "kind": kind,
        "quantity": quantity,
        "condition": condition,
    }
    shell.perform(registers.save, "equipment", shell.unit, values)


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> EquipmentPage:
    add(shell, "Máy in", 2, "Hoạt động tốt")
    add(shell, "Máy in", 1, "Hỏng")
    shell.perform(registers.save, "norms", shell.unit, {"kind": "Máy in", "norm": 4})
    made = EquipmentPage(shell)
    qtbot.addWidget(made)
    show_active(qtbot, made)
    return made


def comparison(page: EquipmentPage) -> ComparisonView:
    page.tabs.setCurrentIndex(1)
    view = page.current
    assert isinstance(view, ComparisonView)
    return view


def row(view: ComparisonView, number: int) -> list[str]:
    model = view.model
    return [str(model.data(model.index(number, column))) for column in range(model.columnCount())]


def test_norm_have_usable_broken_and_missing_stand_in_one_row(page: EquipmentPage) -> None:
    view = comparison(page)
    QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert row(view, 0) == ["Máy in", "4", "3", "2", "1", "2", "Thiếu 2; 1 chưa dùng được"]


def test_a_piece_written_elsewhere_counts_at_once(page: EquipmentPage, shell: Shell) -> None:
    view = comparison(page)
    add(shell, "Máy scan", 1, "Hoạt động tốt")
    assert row(view, 1)[0] == "Máy scan"
    assert row(view, 1)[-1] == "Chưa có định mức"


def test_a_row_leads_to_its_pieces(page: EquipmentPage, shell: Shell) -> None:
    add(shell, "Máy scan", 1, "Hoạt động tốt")
    view = comparison(page)
    view.table.selectRow(0)
    press(view.table, Qt.Key.Key_Return)
    listed = page.current
    assert isinstance(listed, RegisterView)
    assert {record["kind"] for record in listed.presenter.records} == {"Máy in"}


def test_without_any_norm_nothing_is_said_to_be_complete(shell: Shell, qtbot: QtBot) -> None:
    add(shell, "Máy in", 2, "Hoạt động tốt")
    view = ComparisonView(shell)
    qtbot.addWidget(view)
    assert view.summary.text().endswith("chưa ghi định mức nào nên chưa biết loại nào còn thiếu.")
    shell.perform(registers.save, "norms", shell.unit, {"kind": "Máy in", "norm": 2})
    assert view.summary.text().endswith("; 0 loại còn thiếu so với định mức.")
