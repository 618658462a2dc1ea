"""What the page of a register knows: order, filters and counts follow from the kinds of fields."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from desktop import registers
from models.catalogue import REGISTERS
from models.registers import Value
from ui.pages.register.presenter import RegisterPresenter
from ui.pages.register.table import RecordTableModel
from ui.shell import Shell


def keep(shell: Shell, register: str, values: dict[str, Value]) -> None:
    shell.perform(registers.save, register, shell.unit, values)


@pytest.mark.parametrize(
    ("name", "in_order"),
    [
        ("score", [Decimal("9.5"), Decimal("70"), Decimal("100")]),
        ("rank", [9, 10, 100]),
        ("group", ["Nhóm 9", "Nhóm 10", "Nhóm 100"]),
    ],
)
def test_a_column_is_sorted_by_what_its_values_mean(
    name: str, in_order: list[Value], shell: Shell
) -> None:
    for number, value in enumerate(reversed(in_order)):
        known: dict[str, Value] = {"kind": "Khác", "period": f"202{number}"}
        keep(shell, "assessments", {**known, name: value})
    presenter = RegisterPresenter(shell, "assessments")
    presenter.sort_by(name)
    assert [record[name] for record in presenter.records] == in_order


def test_days_are_sorted_by_the_calendar(shell: Shell) -> None:
    days: list[Value] = [date(2024, 12, 1), date(2025, 1, 31), date(2025, 2, 1)]
    for number, day in enumerate(reversed(days)):
        keep(shell, "software", {"name": f"Phần mềm {number}", "from_date": day})
    presenter = RegisterPresenter(shell, "software")
    presenter.as_of = None
    presenter.sort_by("from_date")
    assert [record["from_date"] for record in presenter.records] == days


def test_no_comes_before_yes(shell: Shell) -> None:
    keep(shell, "fields", {"name": "Mẫu", "in_use": False})
    presenter = RegisterPresenter(shell, "fields")
    presenter.sort_by("in_use")
    assert presenter.records[0]["name"] == "Mẫu"


def test_one_of_declared_choices_is_what_a_table_is_filtered_and_counted_by(shell: Shell) -> None:
    started = date(2024, 1, 1)
    keep(shell, "innovations", {"name": "Một", "kind": "Mô hình", "started": started})
    presenter = RegisterPresenter(shell, "innovations")
    presenter.load()
    assert [field.name for field in presenter.filters] == ["kind"]
    assert presenter.summary().endswith(": Mô hình 1")
    assert RegisterPresenter(shell, "documents").filters == []


def test_things_are_counted_by_their_quantity(shell: Shell) -> None:
    usable = {"condition": "Hoạt động tốt"}
    keep(shell, "equipment", {"name": "Một", "kind": "Camera", "quantity": 3, **usable})
    keep(shell, "equipment", {"name": "Hai", "kind": "Máy in", "quantity": 1, **usable})
    presenter = RegisterPresenter(shell, "equipment")
    presenter.load()
    assert presenter.summary() == "4 thiết bị ở 2 dòng: Camera 3 · Máy in 1"
    presenter.filter_by("kind", "Máy in")
    assert presenter.summary() == "1 thiết bị: Máy in 1"


def test_figures_stand_at_the_right_of_their_column(shell: Shell) -> None:
    declared = REGISTERS["indicators"]
    model = RecordTableModel(declared, declared.fields)
    at_right = []
    for place, field in enumerate(declared.fields):
        side = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert isinstance(side, Qt.AlignmentFlag)
        if Qt.AlignmentFlag.AlignRight in side:
            at_right.append(field.name)
    assert at_right == ["year", "month", "plan", "actual", "numerator", "denominator"]
