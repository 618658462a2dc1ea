"""Figures far from the unit's own past."""

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures import Row
from models.measures import WHOLE_UNIT
from models.rules.context import UnitHistory
from models.rules.outliers import check_missing_areas, check_outliers, is_outlier, twice_median
from tests.models.rule_units import JUNE, MAY, june, row, said, unit, whole

STEADY = [231, 240, 225, 236, 229, 244, 238, 233, 227, 241, 235, 230]


def history(name: str, past: Sequence[int | None], now: int, *more: Row) -> UnitHistory:
    months = {
        JUNE.plus(-back): (Row("A", "A", False, {name: count}),)
        for back, count in enumerate(past, start=1)
    }
    return UnitHistory("LB", months | {JUNE: (Row("A", "A", False, {name: now}), *more)})


def test_a_field_that_lost_its_row_is_noted() -> None:
    found = check_missing_areas(unit({MAY: [row("A"), row("B")], JUNE: [row("A")]}), JUNE)
    assert said(found) == [("field_missing", "note", "B", None, None)]
    assert found[0].values["previous"] == "tháng 5 năm 2024"


def test_no_field_is_missing_in_the_first_month_nor_in_a_month_without_rows() -> None:
    assert check_missing_areas(june(row("A")), JUNE) == []
    assert check_missing_areas(unit({MAY: [row("A")]}), JUNE) == []


def test_a_slip_of_one_digit_is_noted_with_the_usual_figure() -> None:
    found = check_outliers(history("resolved_early", STEADY, 2330), JUNE)
    assert said(found) == [("outlier", "note", "A", "resolved_early", 2096)]
    assert found[0].values == {"left": 2330, "right": 234}


def test_an_ordinary_month_is_not_noted() -> None:
    assert check_outliers(history("resolved_early", STEADY, 260), JUNE) == []


def test_a_digit_too_few_is_noted_too() -> None:
    assert said(check_outliers(history("resolved_early", STEADY, 23), JUNE))[0][4] == -211


@pytest.mark.parametrize("known", [5, 6])
def test_six_known_months_are_needed(known: int) -> None:
    past = STEADY[:known] + [None] * (12 - known)
    assert bool(check_outliers(history("resolved_early", past, 2330), JUNE)) == (known >= 6)


def test_months_more_than_a_year_back_do_not_count() -> None:
    past = [None] * 12 + STEADY
    assert check_outliers(history("resolved_early", past, 2330), JUNE) == []


@pytest.mark.parametrize(("now", "noted"), [(19, False), (20, True)])
def test_small_counts_are_left_alone(now: int, noted: bool) -> None:
    assert is_outlier(now, [2, 3, 2, 1, 2, 3]) == noted


def test_a_steady_past_does_not_make_every_change_an_outlier() -> None:
    assert not is_outlier(110, [100] * 12)
    assert is_outlier(150, [100] * 12)


@pytest.mark.parametrize(
    ("past", "last_usual"),
    [
        ([100] * 12, 135),  # a tenth of the median and its root are the same
        ([40_000] * 12, 54_000),  # a tenth of the median
        ([25] * 12, 42),  # the root of the median
        ([1, 25_001, 30_000, 30_001, 35_001, 60_000], 55_946),  # 1.4826 times 5000
    ],
)
def test_a_figure_is_usual_up_to_three_and_a_half_deviations(
    past: list[int], last_usual: int
) -> None:
    assert not is_outlier(last_usual, past)
    assert is_outlier(last_usual + 1, past)


def test_one_wild_month_in_the_past_does_not_hide_the_next_one() -> None:
    assert is_outlier(2400, [231, 240, 225, 2360, 229, 244, 238])


def test_the_most_precise_figure_is_named_not_every_total_above_it() -> None:
    months = {
        JUNE.plus(-back): (
            Row("A", "A", False, {"received_in_person": count, "received_postal": 3}),
        )
        for back, count in enumerate(STEADY, start=1)
    }
    months[JUNE] = (Row("A", "A", False, {"received_in_person": 2330, "received_postal": 3}),)
    assert [place[2:4] for place in said(check_outliers(UnitHistory("LB", months), JUNE))] == [
        ("A", "received_in_person")
    ]


def test_a_figure_of_the_whole_unit_is_compared_with_its_own_past() -> None:
    months = {
        JUNE.plus(-back): (whole(e_results=count),) for back, count in enumerate(STEADY, start=1)
    }
    months[JUNE] = (whole(e_results=2330),)
    assert [place[2:4] for place in said(check_outliers(UnitHistory("LB", months), JUNE))] == [
        (WHOLE_UNIT, "e_results")
    ]


def test_the_median_lies_between_two_middle_counts_without_rounding() -> None:
    assert twice_median([3, 1, 2]) == 4
    assert twice_median([4, 1, 2, 3]) == 5
    assert twice_median([]) == 0


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=12))
def test_the_median_of_the_past_is_never_an_outlier(past: list[int]) -> None:
    assert not is_outlier(twice_median(past) // 2, past)


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=12), st.integers(0, 20_000))
def test_the_rule_is_what_it_says_in_exact_fractions(past: list[int], value: int) -> None:
    middle = median(past)
    deviation = max(
        Fraction(14826, 10000) * median([abs(count - middle) for count in past]),
        middle / 10,
        Fraction(isqrt(int(middle))),
    )
    expected = (value >= 20 or middle >= 20) and abs(value - middle) > Fraction(7, 2) * deviation
    assert is_outlier(value, past) == expected


def median(values: Sequence[int] | Sequence[Fraction]) -> Fraction:
    ordered = sorted(Fraction(value) for value in values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
