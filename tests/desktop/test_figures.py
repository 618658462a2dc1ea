"""The figures of a period: months added up rightly, gaps named, rates as printed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop import registers
from desktop.context import Context
from desktop.figures import figures
from desktop.settings import set_setting
from models.errors import OfficeError
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month
from models.registers import Value
from tests.helpers.office import JUNE, area_id, enter, new_office

MAY = JUNE.previous()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def ask(office: Context, period: str) -> Any:
    return office.ask(figures, period)


def test_flows_add_and_stocks_take_the_last_month(office: Context) -> None:
    enter(
        office,
        MAY,
        "Hộ tịch",
        carried_over=4,
        received_online=10,
        received_offline=2,
        resolved=11,
        pending=5,
    )
    enter(
        office,
        JUNE,
        "Hộ tịch",
        carried_over=5,
        received_online=20,
        received_offline=1,
        resolved=23,
        pending=3,
    )
    found = ask(office, "2024-05-01..2024-06-30")
    total = found["units"][0]["total"]["measures"]
    assert (total["carried_over"], total["received"], total["to_handle"]) == (4, 33, 37)
    assert (total["resolved"], total["pending"]) == (34, 3)
    assert (found["from"], found["to"], found["months"]) == (
        "2024-05-01",
        "2024-06-30",
        ["2024-05", "2024-06"],
    )


def test_a_month_without_figures_makes_the_sum_unknown_and_named(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=20)
    total = ask(office, "2024-Q2")["units"][0]["total"]
    assert total["measures"]["received_online"] is None
    assert "received_online" in total["incomplete"]


def test_every_measure_is_there_per_field_and_in_total(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=20)
    unit = ask(office, "2024-06")["units"][0]
    assert list(unit["fields"][0]["measures"]) == list(MEASURES)
    assert list(unit["total"]["measures"]) == list(MEASURES)


def test_a_unit_without_figures_is_only_missing(office: Context) -> None:
    found = ask(office, "2024-06")
    assert found["units"] == []
    assert found["total"]["missing_units"] == ["LEBINH"]


def test_rates_follow_rounding_and_denominator_of_the_settings(office: Context) -> None:
    enter(
        office,
        JUNE,
        "Hộ tịch",
        carried_over=277,
        received=1904,
        received_online=1904,
        digitised_results=1552,
    )
    rates = ask(office, "2024-06")["units"][0]["rates"]
    assert rates["digitised_results_rate"] == {
        "numerator": 1552,
        "denominator": 2181,
        "basis": "to_handle",
        "percent": "71,2",
    }
    office.do(set_setting, "percent_rounding", "truncate")
    office.do(set_setting, "rate_basis.online_rate", "received")
    rates = ask(office, "2024-06")["units"][0]["rates"]
    assert rates["digitised_results_rate"]["percent"] == "71,1"
    assert (rates["online_rate"]["denominator"], rates["online_rate"]["percent"]) == (1904, "100")


def test_a_rate_reads_neither_0_nor_100_unless_it_is(office: Context) -> None:
    enter(
        office,
        JUNE,
        "Hộ tịch",
        resolved_in_time=9380,
        resolved_late=3,
        fee_bearing=15_795,
        paid_online=5,
    )
    rates = ask(office, "2024-06")["units"][0]["rates"]
    printed = [rates[name]["percent"] for name in ("in_time_rate", "late_rate", "paid_online_rate")]
    assert printed == ["99,97", "0,03", "0,03"]


def test_free_dates_take_the_months_whose_windows_lie_inside(office: Context) -> None:
    for month, start, end in (
        (MAY, date(2024, 4, 5), date(2024, 5, 4)),
        (JUNE, date(2024, 5, 5), date(2024, 6, 20)),
    ):
        enter(office, month, "Hộ tịch", received_online=month.month)
        own: dict[str, Value] = {
            "year": 2024,
            "month": month.month,
            "from_date": start,
            "to_date": end,
        }
        office.do(registers.save, "monthly", office.unit, own)
    found = ask(office, "2024-04-05..2024-06-20")
    assert found["months"] == ["2024-05", "2024-06"]
    with pytest.raises(OfficeError) as refused:
        ask(office, "2024-04-05..2024-06-10")
    assert refused.value.problems[0].place.month == "2024-06"


@pytest.mark.parametrize("period", ["2024-13", "2024-Q5", "tháng 6", "2024-06-20..2024-01-01", ""])
def test_an_unknown_period_is_refused(office: Context, period: str) -> None:
    with pytest.raises(OfficeError) as refused:
        ask(office, period)
    assert refused.value.problems[0].code.startswith("period")


def test_months_far_apart_are_kept_apart(office: Context) -> None:
    enter(office, Month(2023, 6), "Hộ tịch", received_online=1)
    enter(office, JUNE, "Hộ tịch", received_online=2)
    assert ask(office, "2024-06")["units"][0]["total"]["measures"]["received_online"] == 2


def test_fields_are_added_up_by_their_authority_and_the_whole_unit_is_in_none(
    office: Context,
) -> None:
    for field, received in (("Hộ tịch", 5), ("Chứng thực", 7), ("Nghĩa vụ quân sự", 2)):
        enter(office, JUNE, field, received=received)
    enter(office, JUNE, WHOLE_UNIT, paid_online=4)
    found = ask(office, "2024-06")
    [unit] = found["units"]
    sums = {name: each["measures"]["received"] for name, each in unit["by_authority"].items()}
    assert sums == {"Xã": 12, "Ngành dọc": 2}
    assert "paid_online" in unit["by_authority"]["Xã"]["incomplete"]
    assert found["by_authority"] == unit["by_authority"]


def test_fields_without_an_authority_stand_beside_those_that_say_it(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received=5)
    enter(office, JUNE, "Chứng thực", received=7)
    key = area_id(office, "Hộ tịch")
    office.do(registers.save, "fields", office.unit, {"authority": None}, key)
    found = ask(office, "2024-06")["by_authority"]
    assert {name: each["measures"]["received"] for name, each in found.items()} == {
        "Xã": 7,
        "Chưa ghi thẩm quyền": 5,
    }
