"""Rates and the way numbers are printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.measures import MEASURES
from models.rates import BASES, RATES, RateSettings, basis_label, percent, rates_of, settings_from

# District report 242/BC-UBND of 2024: numerator, denominator, half up and truncated to one decimal.
ONE_DECIMAL = [
    (1970, 2181, "90,3", "90,3"),
    (11214, 16037, "69,9", "69,9"),
    (1552, 2181, "71,2", "71,1"),
    (11060, 16037, "69", "68,9"),
    (1246, 2181, "57,1", "57,1"),
    (10863, 16037, "67,7", "67,7"),
    (575, 1357, "42,4", "42,3"),
    (6504, 14128, "46", "46"),
    (21, 28, "75", "75"),
]
# Closing figures of the city's bulletin of June 2024, to two decimals.
TWO_DECIMALS = [
    (157976, 158002, "99,98", "99,98"),
    (28760, 28781, "99,93", "99,92"),
    (81761, 81776, "99,98", "99,98"),
    (171, 178, "96,07", "96,06"),
    (133, 180, "73,89", "73,88"),
    (156, 220, "70,91", "70,9"),
    (79, 120, "65,83", "65,83"),
    (175, 180, "97,22", "97,22"),
    (19, 27, "70,37", "70,37"),
    (16, 31, "51,61", "51,61"),
]


@pytest.mark.parametrize(("numerator", "denominator", "half_up", "truncated"), ONE_DECIMAL)
def test_published_percentages_of_the_district(
    numerator: int, denominator: int, half_up: str, truncated: str
) -> None:
    assert percent(numerator, denominator, "half_up", 1) == half_up
    assert percent(numerator, denominator, "truncate", 1) == truncated


@pytest.mark.parametrize(("numerator", "denominator", "half_up", "truncated"), TWO_DECIMALS)
def test_published_percentages_of_the_city(
    numerator: int, denominator: int, half_up: str, truncated: str
) -> None:
    assert percent(numerator, denominator, "half_up", 2) == half_up
    assert percent(numerator, denominator, "truncate", 2) == truncated


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "truncated"),
    [(1916, 2000, "96", "95"), (410, 436, "94", "94")],
)
def test_percentages_without_decimals(
    numerator: int, denominator: int, half_up: str, truncated: str
) -> None:
    assert percent(numerator, denominator, "half_up", 0) == half_up
    assert percent(numerator, denominator, "truncate", 0) == truncated


def test_exactly_half_rounds_up_where_binary_fractions_would_not() -> None:
    assert percent(1005, 100000, "half_up", 2) == "1,01"
    assert percent(1, 8, "half_up", 0) == "13"


def test_no_denominator_has_no_percentage_and_no_numerator_is_zero_percent() -> None:
    assert percent(0, 0) is None
    assert percent(5, 0) is None
    assert percent(0, 5) == "0"


def test_more_than_everything_is_printed_as_it_is() -> None:
    assert percent(1970, 1904) == "103,5"
    assert percent(5000, 4) == "125.000"


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 2))
def test_printed_percentages_are_the_nearest_and_the_next_below(
    numerator: int, denominator: int, places: int
) -> None:
    exact = Fraction(100 * numerator, denominator)
    step = Fraction(1, 10**places)

    def read(text: str | None) -> Fraction:
        return Fraction((text or "").replace(".", "").replace(",", "."))

    assert abs(read(percent(numerator, denominator, "half_up", places)) - exact) <= step / 2
    assert 0 <= exact - read(percent(numerator, denominator, "truncate", places)) < step


FIGURES: dict[str, int | None] = dict.fromkeys(MEASURES) | {
    "to_handle": 2181,
    "received": 1904,
    "received_online": 1970,
    "resolved": 1783,
    "resolved_in_time": 1777,
    "resolved_late": 6,
    "fee_bearing": 1357,
    "paid_online": 575,
}


def test_every_rate_names_its_numbers_and_its_denominator() -> None:
    rates = rates_of(FIGURES, RateSettings("truncate", 1))
    assert set(rates) == set(RATES)
    online = rates["online_rate"]
    assert (online.numerator, online.denominator, online.basis, online.percent) == (
        1970,
        2181,
        "to_handle",
        "90,3",
    )
    assert rates["in_time_rate"].percent == "99,6"
    assert rates["late_rate"].percent == "0,3"
    assert rates["paid_online_rate"].percent == "42,3"


def test_a_rate_without_its_numerator_keeps_its_denominator_and_has_no_percentage() -> None:
    rate = rates_of(FIGURES, RateSettings())["digitised_results_rate"]
    assert (rate.numerator, rate.denominator, rate.percent) == (None, 2181, None)


def test_an_office_may_choose_another_denominator() -> None:
    rates = rates_of(FIGURES, settings_from({"rate_basis.online_rate": "received"}))
    assert (rates["online_rate"].basis, rates["online_rate"].percent) == ("received", "103,5")
    assert rates["e_results_rate"].basis == "to_handle"


def test_settings_are_half_up_with_one_decimal_unless_told_otherwise() -> None:
    assert settings_from({}) == RateSettings("half_up", 1, {})
    chosen = settings_from(
        {"percent_rounding": "truncate", "percent_decimals": "2", "office_hours": "7-11"}
    )
    assert (chosen.rounding, chosen.decimals) == ("truncate", 2)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("percent_rounding", "up", "setting_value"),
        ("percent_decimals", "3", "setting_value"),
        ("rate_basis.online_rate", "pending", "setting_value"),
        ("rate_basis.speed", "resolved", "setting_unknown"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(name: str, value: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        settings_from({name: value})
    assert [(problem.code, problem.values["name"]) for problem in refused.value.problems] == [
        (code, name)
    ]


def test_every_denominator_has_words() -> None:
    assert all(basis_label(kind.basis) == BASES[kind.basis] for kind in RATES.values())
    assert basis_label("pending") == "Đang giải quyết"
