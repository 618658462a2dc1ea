"""Figures over several months and several units."""

from collections.abc import Mapping

from models.figures import (
    WHOLE_UNIT_ID,
    AreaFigures,
    MonthValues,
    Row,
    UnitFigures,
    evaluate_month,
    over_months,
    over_units,
    unit_figures,
)
from models.measures import MEASURES, WHOLE_UNIT

JANUARY = {
    "carried_over": 10,
    "received": 50,
    "resolved": 45,
    "pending": 15,
    "closed_unresolved": 0,
}
FEBRUARY = {
    "carried_over": 15,
    "received": 40,
    "resolved": 48,
    "pending": 7,
    "closed_unresolved": 0,
}


def month(**fields: Mapping[str, int | None]) -> MonthValues:
    return evaluate_month([Row(name, name, False, dict(cells)) for name, cells in fields.items()])


def total(*months: MonthValues | None) -> dict[str, int | None]:
    return over_months(months)[1]


def fields(*months: MonthValues | None) -> dict[str, AreaFigures]:
    return {field.area_id: field for field in over_months(months)[0]}


def test_flows_add_over_months() -> None:
    sums = total(month(A=JANUARY), month(A=FEBRUARY))
    assert sums["received"] == 90
    assert sums["resolved"] == 93


def test_the_carry_over_is_the_first_months_and_the_stock_the_last_months() -> None:
    sums = total(month(A=JANUARY), month(A=FEBRUARY))
    assert sums["carried_over"] == 10
    assert sums["pending"] == 7


def test_to_handle_is_the_first_carry_over_and_all_intake_so_that_nothing_counts_twice() -> None:
    sums = total(month(A=JANUARY), month(A=FEBRUARY))
    assert sums["to_handle"] == 100
    assert sums["to_handle"] == (sums["resolved"] or 0) + (sums["pending"] or 0)


def test_to_handle_is_known_when_only_the_first_months_total_was_entered() -> None:
    first = {"to_handle": 60, "resolved": 45, "pending": 15}
    sums = total(month(A=first), month(A=FEBRUARY))
    assert sums["to_handle"] == 100
    assert sums["received"] is None


def test_a_blank_in_one_month_makes_a_flow_blank() -> None:
    sums = total(month(A=JANUARY), month(A=FEBRUARY | {"resolved": None}))
    assert sums["resolved"] is None
    assert sums["received"] == 90


def test_a_month_without_figures_is_blank() -> None:
    sums = total(month(A=JANUARY), None, month(A=FEBRUARY))
    assert sums["received"] is None
    assert sums["to_handle"] is None
    assert sums["carried_over"] == 10
    assert sums["pending"] == 7


def test_a_last_month_without_figures_leaves_the_stock_blank() -> None:
    assert total(month(A=JANUARY), None)["pending"] is None


def test_a_field_without_a_row_takes_no_part_that_month() -> None:
    found = fields(month(A=JANUARY), month(A=FEBRUARY, B=JANUARY))
    assert found["B"].measures["received"] == 50
    assert found["B"].measures["carried_over"] == 0
    assert found["B"].measures["to_handle"] == 50
    assert found["B"].measures["pending"] == 15


def whole(**cells: int | None) -> MonthValues:
    return evaluate_month([Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, dict(cells))])


def test_a_month_of_the_whole_unit_only_says_nothing_of_a_field() -> None:
    months = (month(A=JANUARY, B=FEBRUARY), whole(received=20, pending=4))
    assert total(*months)["received"] == 110
    found = fields(*months)["A"].measures
    assert (found["received"], found["to_handle"], found["pending"]) == (None, None, None)
    # What the period takes from the first month is known all the same.
    assert found["carried_over"] == 10
    first = fields(*reversed(months))["A"].measures
    assert (first["carried_over"], first["pending"]) == (None, 15)


def test_where_the_whole_unit_had_none_no_field_had_any() -> None:
    found = fields(month(A=JANUARY), whole(received=0, pending=0, resolved=3))["A"].measures
    assert (found["received"], found["pending"], found["resolved"]) == (50, 0, None)


def test_a_field_without_a_row_in_the_last_month_has_no_stock() -> None:
    found = fields(month(A=JANUARY, B=JANUARY), month(A=FEBRUARY))
    assert found["B"].measures["pending"] == 0
    assert found["B"].measures["received"] == 50


def test_fields_still_add_up_to_the_total_when_their_rows_come_and_go() -> None:
    months = [month(A=JANUARY, B=JANUARY), month(A=FEBRUARY), month(A=JANUARY, C=FEBRUARY)]
    parts, sums = over_months(months)
    for name in ("received", "resolved", "pending", "carried_over", "to_handle"):
        assert sums[name] == sum(field.measures[name] or 0 for field in parts)


def test_a_blank_month_makes_every_fields_flow_blank() -> None:
    assert fields(month(A=JANUARY), None)["A"].measures["received"] is None


def test_a_field_is_nil_over_a_period_when_it_is_nil_in_every_month() -> None:
    nil, some = Row("A", "A", True, {}), Row("A", "A", False, {"pending": 1})
    assert over_months([evaluate_month([nil]), evaluate_month([nil])])[0][0].nil
    assert not over_months([evaluate_month([nil]), evaluate_month([some])])[0][0].nil


def test_a_renamed_field_goes_by_its_last_name() -> None:
    first = evaluate_month([Row("1", "Tư pháp", nil=False, entered={})])
    second = evaluate_month([Row("1", "Hộ tịch", nil=False, entered={})])
    assert [field.area for field in over_months([first, second])[0]] == ["Hộ tịch"]


def test_one_month_over_a_period_of_one_month_is_unchanged() -> None:
    only = month(A=JANUARY, B=FEBRUARY)
    assert total(only) == only.total.known


def test_a_unit_without_any_figures_has_none() -> None:
    assert unit_figures("LB", "Phường Lê Bình", [None, None]) is None


def unit(code: str, **known: int | None) -> UnitFigures:
    return UnitFigures(code, f"Phường {code}", (), {name: known.get(name, 0) for name in MEASURES})


def test_units_add_and_one_blank_makes_the_sum_blank() -> None:
    figures = over_units([unit("A", received=3, pending=None), unit("B", received=4, pending=2)])
    assert figures.total["received"] == 7
    assert figures.total["pending"] is None
    assert figures.incomplete == ("pending",)


def test_a_missing_unit_is_named_and_does_not_make_the_total_blank() -> None:
    figures = over_units([unit("A", received=3)], missing_units=["B"])
    assert figures.total["received"] == 3
    assert figures.missing_units == ("B",)


def test_no_unit_at_all_is_blank_not_zero() -> None:
    assert over_units([], missing_units=["A"]).total["received"] is None
