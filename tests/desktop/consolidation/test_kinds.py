"""Subtotals by type of unit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.context import Context, today
from desktop.registers import profile, save
from desktop.reports.district.workbook import export_workbook
from tests.desktop.reports.district.test_workbook import formulas_that_differ, row_of
from tests.helpers.sums import consolidate, new_district, plain_month


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Context]:
    """Two wards, a commune whose type only its own profile says, one without a type."""
    context = new_district(
        tmp_path, A={"kind": "Phường"}, B={"kind": "phường "}, C={}, D={}, E={"kind": "Phường"}
    )
    kept = context.ask(profile, "C")
    values = {"code": "C", "name": "Xã C", "kind": "Xã"}
    context.do(save, "profile", "C", values, kept.id or None)
    for code, received in {"A": 10, "B": 20, "C": 5, "D": 1}.items():
        plain_month(context, code, "2024-06", 0, received, 0)
    yield context
    context.close()


def test_every_type_has_its_sum_and_says_how_many_of_it_there_are(mixed: Context) -> None:
    found = mixed.ask(consolidate, "2024-06", today())["by_kind"]
    said = [
        (each["kind"], each["expected"], each["units"], each["measures"]["received"])
        for each in found
    ]
    assert said == [("Phường", 3, ["A", "B"], 30), ("Xã", 1, ["C"], 5), ("", 1, ["D"], 1)]
    assert found[0]["rates"]["in_time_rate"]["denominator"] == 30


def test_the_tables_sum_each_type_with_a_live_formula(mixed: Context, tmp_path: Path) -> None:
    path = export_workbook(mixed, "2024-06", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    book = load_workbook(path, data_only=True)
    assert row_of(book, "Số liệu", "Trong đó: Phường (02)")[2] == 30
    assert row_of(book, "Số liệu", "Trong đó: Xã (01)")[2] == 5
    assert row_of(book, "Số liệu", "Trong đó: chưa ghi loại đơn vị (01)")[2] == 1
    assert row_of(book, "Tổng hợp", "Tổng số hồ sơ phải giải quyết")[2] == 36


def test_units_of_one_type_have_no_row_of_their_own(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Phường"})
    for code in ("A", "B"):
        plain_month(context, code, "2024-06", 0, 10, 0)
    path = export_workbook(context, "2024-06", tmp_path / "t.xlsx")
    labels = [row[1] for row in load_workbook(path)["Số liệu"].iter_rows(values_only=True)]
    assert not any(str(label).startswith("Trong đó") for label in labels)
    context.close()
