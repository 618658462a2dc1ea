"""Rates and the way numbers are printed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.measures import MEASURES
from models.rates import (
    BASES,
    RATES,
    ROUNDINGS,
    Rate,
    RateSettings,
    Rounding,
    basis_label,
    percent,
    percentage,
    points,
    rate_of,
    rates_of,
    settings_from,
)

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


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "half_up", "truncated"),
    [
        (9380, 9383, 1, "99,97", "99,9"),
        (9380, 9383, 0, "99,97", "99"),
        (999_997, 1_000_000, 1, "99,9997", "99,9"),
        (5, 15_795, 1, "0,03", "0,03"),
        (5, 15_795, 0, "0,03", "0,03"),
        (1, 1_000_000, 2, "0,0001", "0,0001"),
        # Half of the last decimal is enough to round up, and to be told apart from 0.
        (1, 200, 0, "1", "0,5"),
        (1, 20_000, 1, "0,01", "0,005"),
        # Half below 100 rounds up to 100, so that it needs one more.
        (199, 200, 0, "99,5", "99"),
        (1999, 2000, 1, "99,95", "99,9"),
        # A little more than all of it is not all of it.
        (10_001, 10_000, 1, "100,01", "100,01"),
        (1_000_003, 1_000_000, 0, "100,0003", "100,0003"),
        (201, 200, 0, "101", "100,5"),
    ],
)
def test_a_percentage_reads_neither_0_nor_100_unless_it_is(
    numerator: int, denominator: int, decimals: int, half_up: str, truncated: str
) -> None:
    assert percent(numerator, denominator, "half_up", decimals) == half_up
    assert percent(numerator, denominator, "truncate", decimals) == truncated


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_nothing_and_all_of_it_get_no_more_decimals(rounding: Rounding) -> None:
    for decimals in (0, 1, 2):
        assert percent(0, 9383, rounding, decimals) == "0"
        assert percent(9383, 9383, rounding, decimals) == "100"


# Near the edges, where it matters, and anywhere else.
_fractions = st.one_of(
    st.tuples(st.integers(0, 10**12), st.integers(1, 10**12)),
    st.builds(
        lambda whole, more: (max(whole + more, 0), whole),
        st.integers(1, 10**12),
        st.integers(-5, 5),
    ),
    st.tuples(st.integers(0, 5), st.integers(1, 10**12)),
)


@given(_fractions, st.sampled_from(ROUNDINGS), st.integers(0, 2))
def test_a_percentage_has_the_fewest_decimals_that_tell_it_from_0_and_100(
    fraction: tuple[int, int], rounding: Rounding, least: int
) -> None:
    numerator, denominator = fraction
    exact = Fraction(100 * numerator, denominator)

    def rounded(decimals: int) -> Fraction:
        scaled = exact * 10**decimals
        if rounding == "half_even":
            return Fraction(round(scaled), 10**decimals)
        if rounding == "half_up":
            scaled += Fraction(1, 2)
        return Fraction(scaled.__floor__(), 10**decimals)

    decimals = least
    while rounded(decimals) in (0, 100) and rounded(decimals) != exact:
        decimals += 1
    printed = percentage(numerator, denominator, rounding, least)
    assert printed is not None
    assert Fraction(printed) == rounded(decimals)
    assert (printed == 0) == (numerator == 0)
    assert (printed == 100) == (numerator == denominator)


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


def test_the_number_of_a_rate_is_what_it_prints() -> None:
    rate = rate_of("in_time_rate", {"resolved_in_time": 9380, "resolved": 9383}, RateSettings())
    assert (rate.value, rate.percent) == (Decimal("99.97"), "99,97")


def test_points_are_taken_from_the_rates_as_they_are_printed() -> None:
    def in_time(numerator: int | None) -> Rate:
        figures = {"resolved_in_time": numerator, "resolved": 9383}
        return rate_of("in_time_rate", figures, RateSettings())

    assert points(in_time(9380), in_time(9374)) == Decimal("0.07")
    assert points(in_time(9383), in_time(9380)) == Decimal("0.03")
    assert points(in_time(None), in_time(9380)) is None
    assert points(in_time(9380), in_time(None)) is None


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
