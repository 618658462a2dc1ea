"""The board of a whole year."""

from datetime import date
from pathlib import Path

import pytest

from desktop.consolidation.matrix import MatrixCell, matrix
from desktop.context import Context
from tests.helpers.offices import NEW, Ward, new_district, take

DAY = date(2024, 7, 15)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


def cells(district: Context, code: str) -> dict[str, MatrixCell]:
    found = district.ask(matrix, 2024, DAY)
    [row] = [row for row in found.rows if row.code == code]
    return {cell.period: cell for cell in row.cells}


def test_every_unit_of_the_list_stands_beside_the_twelve_months(district: Context) -> None:
    found = district.ask(matrix, 2024, DAY)
    assert [row.name for row in found.rows] == ["Phường BALANG", "Phường LEBINH"]
    assert [period.name for period in found.periods] == [
        f"2024-{month:02d}" for month in range(1, 13)
    ]
    assert [cell.future for cell in found.rows[0].cells] == [False] * 6 + [True] * 6


def test_a_longer_period_stands_behind_its_last_month_and_its_months_have_figures(
    district: Context, tmp_path: Path
) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-05": {"Hộ tịch": 3}, "2024-06": {"Hộ tịch": 5}}
    take(district, ward.send("2024-H1"), decisions=NEW)
    names = [period.name for period in district.ask(matrix, 2024, DAY).periods]
    assert names[5:8] == ["2024-06", "2024-H1", "2024-07"]
    found = cells(district, "LEBINH")
    assert [found[f"2024-0{month}"].figures for month in (4, 5, 6)] == [False, True, True]
    half = found["2024-H1"].row
    assert half is not None
    assert half.standing.status == "received"
    other = cells(district, "BALANG")["2024-H1"].row
    assert other is not None
    assert other.standing.status == "not_sent"


def test_a_file_of_another_year_adds_no_column(district: Context, tmp_path: Path) -> None:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2023-06": {"Hộ tịch": 3}}
    take(district, ward.send("2023-H1"), decisions=NEW)
    assert len(district.ask(matrix, 2024, DAY).periods) == 12
