"""The sample district, added up, gives every figure of the published report."""

from datetime import date
from typing import Any

import pytest

from desktop.context import Context
from desktop.equipment import EquipmentType
from desktop.reports.district.gathering import gather_district
from desktop.settings import get
from tests.helpers import published
from tests.helpers.sums import consolidate

TODAY = date(2024, 6, 28)


@pytest.fixture
def shape(district: Context) -> dict[str, Any]:
    return dict(district.ask(consolidate, "2024-H1", TODAY))


def test_the_own_unit_and_the_wards_come_out_separately_and_together(shape: dict[str, Any]) -> None:
    own = shape["own"]["total"]["measures"]
    below = shape["below"]["measures"]
    both = shape["total"]["measures"]
    for name, number in published.DISTRICT.items():
        assert (name, own[name]) == (name, number)
        assert (name, both[name]) == (name, number + published.WARDS[name])
    for name, number in published.WARDS.items():
        assert (name, below[name]) == (name, number)
    assert (shape["from"], shape["to"]) == ("2023-12-05", "2024-06-20")


def test_the_percentages_are_cut_off_as_they_were_printed(
    district: Context, shape: dict[str, Any]
) -> None:
    assert district.ask(get, "percent_rounding") == "truncate"
    assert district.ask(get, "percent_decimals") == "1"
    for who, printed in (
        ("own", published.DISTRICT_PERCENTAGES),
        ("below", published.WARDS_PERCENTAGES),
    ):
        rates = shape[who]["rates"]
        assert {name: rates[name]["percent"] for name in printed} == printed
        assert {rates[name]["basis"] for name in printed} == {"to_handle", "fee_bearing"}


def test_the_impossible_line_of_the_own_unit_raises_its_finding_and_no_other(
    shape: dict[str, Any],
) -> None:
    [finding] = shape["findings"]
    assert finding["code"] == "online_exceeds_received"
    assert (finding["unit"], finding["difference"]) == ("CAIRANG", 66)
    assert "1.970" in finding["message"]
    assert "1.904" in finding["message"]


def test_procedures_are_never_added(shape: dict[str, Any]) -> None:
    assert (shape["procedures_total"]["own"], shape["procedures_total"]["common"]) == (281, 144)
    assert set(shape["procedures_total"]["units"].values()) == {144}
    assert "procedures_total" not in shape["total"]["measures"]


def test_staff_feedback_tasks_innovations_and_equipment_are_as_published(district: Context) -> None:
    data = district.ask(gather_district, "2024-H1", TODAY)
    assert data.own is not None
    assert (len(data.own.staff), sum(len(ward.staff) for ward in data.units)) == (9, 49)
    assert data.monthly["all"]["feedback_received"] == 2
    assert data.monthly["all"]["feedback_in_time"] == 2
    tasks = data.own_report.records("tasks")
    assert (sum(task.day("done") is not None for task in tasks), len(tasks)) == (21, 28)
    found = {ward.line.name: len(ward.innovations) for ward in data.units if ward.innovations}
    assert found == {"Phường Lê Bình": 1, "Phường Thường Thạnh": 3, "Phường Ba Láng": 3}
    assert data.own.innovations == ()

    def have(stocks: tuple[EquipmentType, ...], kind: str) -> int:
        return sum(stock.have for stock in stocks if stock.kind == kind)

    assert (have(data.own.equipment, "Máy tính bảng"), have(data.own.equipment, "Camera")) == (8, 3)
    assert {have(ward.equipment, "Camera") for ward in data.units} == {3}
    queues = [ward for ward in data.units if have(ward.equipment, "Máy lấy số tự động")]
    assert [ward.line.code for ward in queues] == ["PHUTHU"]


def test_every_ward_figure_names_its_file(shape: dict[str, Any]) -> None:
    assert (shape["expected"], shape["counted"]) == (7, 7)
    assert (shape["missing_units"], shape["incomplete_units"]) == ([], [])
    for unit in shape["units"]:
        [source] = unit["sources"]
        assert (source["file"], source["revision"]) == (f"{unit['code']}_2024-H1_r1.smc", 1)
        assert len(source["sha256"]) == 64
        assert len(source["months"]) == 6


def test_the_units_are_put_in_order_by_the_exact_rates(shape: dict[str, Any]) -> None:
    order = shape["ranking"]["online_rate"]
    assert [placed["place"] for placed in order] == [1, 2, 3, 4, 5, 6, 7]
    exact = [placed["numerator"] / placed["denominator"] for placed in order]
    assert exact == sorted(exact, reverse=True)
    in_time = shape["ranking"]["in_time_rate"]
    assert [placed["place"] for placed in in_time][:3] == [1, 1, 1]
