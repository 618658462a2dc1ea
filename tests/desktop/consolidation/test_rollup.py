"""Units are added up month by month; what is missing is named and never makes a sum smaller."""

from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.figures import rate_settings
from desktop.messages import sentence
from models.errors import Refused
from tests.helpers.sums import consolidate, enter, line, new_district, plain_month, rolled, totals


def test_flows_add_and_stocks_are_those_of_the_ends(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    plain_month(two, "A", "2024-02", 3, 20, 4)
    plain_month(two, "B", "2024-01", 1, 7, 2)
    plain_month(two, "B", "2024-02", 2, 9, 6)
    below = rolled(two, "2024-01-01..2024-02-29").below.total
    assert (below["carried_over"], below["received"]) == (6, 46)
    assert (below["to_handle"], below["pending"]) == (52, 10)


def test_fields_are_added_by_name_and_one_that_a_unit_lacks_adds_nothing(two: Context) -> None:
    enter(two, "A", "2024-01", "Hộ tịch", received=10, carried_over=0)
    enter(two, "A", "2024-01", "Đất đai", received=4, carried_over=0)
    enter(two, "B", "2024-01", "ho tich", received=7, carried_over=1)
    fields = {row.area: row.measures["to_handle"] for row in rolled(two, "2024-01").below.fields}
    assert fields == {"Hộ tịch": 18, "Đất đai": 4}


def test_a_unit_without_figures_is_named_and_left_out_of_the_sum(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    found = rolled(two, "2024-01")
    assert [each.line.code for each in found.missing] == ["B"]
    assert found.below.total["to_handle"] == 15
    shape = two.ask(consolidate, "2024-01", today())
    assert (shape["counted"], shape["expected"]) == (1, 2)
    assert shape["missing_units"] == [{"code": "B", "name": "Phường B"}]


def test_a_missing_month_makes_flows_unknown_and_is_named(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    plain_month(two, "A", "2024-03", 3, 20, 4)
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(two, "B", month, 0, 5, 0)
    found = rolled(two, "2024-Q1")
    [short] = found.incomplete
    assert (short.line.code, [str(month) for month in short.blank_months]) == ("A", ["2024-02"])
    assert (found.below.total["received"], found.below.total["to_handle"]) == (None, None)
    # The ends are known all the same.
    assert (found.below.total["carried_over"], found.below.total["pending"]) == (5, 4)


def test_one_blank_makes_a_sum_unknown_never_smaller(two: Context) -> None:
    enter(two, "A", "2024-01", received=10, carried_over=0, paid_online=3)
    enter(two, "B", "2024-01", received=7, carried_over=0)
    found = rolled(two, "2024-01")
    assert (found.below.total["received"], found.below.total["paid_online"]) == (17, None)


def test_what_some_units_know_is_told_with_who_does_not(two: Context) -> None:
    enter(two, "A", "2024-01", received=10, carried_over=0, fee_bearing=6, paid_online=3)
    enter(two, "B", "2024-01", received=7, carried_over=0, fee_bearing=7)
    plain_month(two, "DIST", "2024-01", 2, 8, 1)
    shape = two.ask(consolidate, "2024-01", today())
    below, total = shape["below"], shape["total"]
    assert "received" not in below["partial"]
    assert below["partial"]["paid_online"] == {"value": 3, "units": 1, "of": 2, "missing": ["B"]}
    found = total["partial"]["fee_bearing"]
    assert found == {"value": 13, "units": 2, "of": 3, "missing": ["DIST"]}
    assert below["rates"]["paid_online_rate"]["partial"] == {
        "numerator": 3,
        "denominator": 6,
        "percent": "50",
        "units": 1,
        "of": 2,
        "missing": ["B"],
    }
    assert below["rates"]["paid_online_rate"]["percent"] is None
    assert "partial" not in below["rates"]["reuse_rate"]


def test_the_own_unit_is_kept_apart_and_added_to_all(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    plain_month(two, "DIST", "2024-01", 2, 8, 1)
    found = rolled(two, "2024-01")
    assert found.own is not None
    assert found.own.figures is not None
    assert found.own.figures.total["to_handle"] == 10
    assert (found.below.total["to_handle"], found.all.total["to_handle"]) == (15, 25)


def test_an_own_unit_that_has_nothing_of_the_period_is_named_too(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    plain_month(two, "DIST", "2024-02", 2, 8, 1)
    found = rolled(two, "2024-01")
    assert found.own_is_missing
    assert found.incomplete == ()
    total = two.ask(consolidate, "2024-01", today())["total"]
    assert total["missing_units"] == ["DIST", "B"]


def test_a_month_that_straddles_the_days_names_its_unit(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    with pytest.raises(Refused) as caught:
        rolled(two, "2024-01-10..2024-03-31")
    assert sentence(caught.value.problems[0]).startswith(
        "Phường A: tháng 1/2024 (từ 01/01/2024 đến 31/01/2024)"
    )


def test_an_office_without_a_unit_of_its_own_has_no_line(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    found = rolled(two, "2024-01")
    assert found.own is None
    assert found.all.total == found.below.total


def test_a_list_without_units_adds_up_to_nothing_known(tmp_path: Path) -> None:
    empty = new_district(tmp_path)
    found = rolled(empty, "2024-01")
    assert (found.lines, found.own, found.below.total["to_handle"]) == ((), None, None)
    shape = empty.ask(consolidate, "2024-01", today())
    assert (shape["expected"], shape["from"], shape["to"]) == (0, "2024-01-01", "2024-01-31")


def test_a_unit_in_the_list_without_any_merger_has_one_step_a_month(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    found = line(rolled(two, "2024-Q1"), "A")
    assert [step.units for step in found.line.steps] == [("A",)] * 3
    assert totals(rolled(two, "2024-01"), "A")["to_handle"] == 15
    assert two.ask(rate_settings).rounding == "half_up"
