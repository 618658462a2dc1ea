"""How an office rounds is found from what its last report printed."""

import pytest

from models.rounding import PrintedShare, Style, find_rounding, percent, percentage, read_share

# Section II.2 of a district's report of 2024: one decimal, cut off, "46" without a zero.
CUT_OFF = (
    "1.970/2.181=90,3",
    "11.214/16.037=69,9",
    "1.552/2.181=71,1",
    "11.060/16.037=68,9",
    "1.246/2.181=57,1",
    "10.863/16.037=67,7",
    "575/1.357=42,3",
    "6.504/14.128=46",
    "21/28=75",
)
# The closing figures of a province's report: two decimals, half up; points of a score among them.
ROUNDED = (
    "157976/158002=99,98",
    "28760/28781=99,93",
    "81761/81776=99,98",
    "171/178=96,07",
    "13,3/18=73,89",
    "15,6/22=70,91",
    "7,9/12=65,83",
    "17,5/18=97,22",
)


def shares(*rows: str) -> list[PrintedShare]:
    read = [read_share(row) for row in rows]
    assert None not in read
    return [row for row in read if row is not None]


def test_only_cutting_off_explains_the_district_report() -> None:
    found = find_rounding(shares(*CUT_OFF))
    assert found.fits == (Style("truncate", 1, "drop"),)
    assert found.misfits == ()


def test_half_up_comes_first_for_the_province_report() -> None:
    found = find_rounding(shares(*ROUNDED))
    assert found.fits[0] == Style("half_up", 2, "drop")
    assert {style.rounding for style in found.fits} == {"half_up", "half_even"}
    assert {style.decimals for style in found.fits} == {2}


def test_a_slip_in_the_report_is_named_and_hides_no_setting() -> None:
    found = find_rounding(shares(*ROUNDED, "16/61=51,61"))
    assert found.fits[0] == Style("half_up", 2, "drop")
    assert [row.text for row in found.misfits] == ["16/61=51,61"]


def test_two_ways_of_rounding_in_one_report_fit_no_setting() -> None:
    found = find_rounding(shares("1552/2181=71,1", "11060/16037=69,0"))
    assert found.fits == ()
    assert found.misfits == ()
    assert find_rounding([]).fits == ()


def test_a_kept_zero_is_told_from_a_dropped_one() -> None:
    assert all(style.zeros == "keep" for style in find_rounding(shares("23/50=46,0")).fits)
    assert all(style.zeros == "drop" for style in find_rounding(shares("23/50=46")).fits[:3])


@pytest.mark.parametrize("text", ["1970/2181", "1970:2181=90,3", "5/0=0", "a/b=c", "-1/2=50", ""])
def test_what_is_no_printed_share_is_not_read(text: str) -> None:
    assert read_share(text) is None


def test_a_decimal_point_and_a_percent_sign_are_read_as_people_meant_them() -> None:
    assert read_share(" 76 / 100 = 76.81% ") == PrintedShare("76 / 100 = 76.81%", 76, 100, "76,81")


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(1, 8, "12"), (3, 8, "38"), (5, 8, "62"), (7, 8, "88"), (251, 1000, "25")],
)
def test_half_even_turns_to_the_even_digit_on_the_half_only(
    numerator: int, denominator: int, printed: str
) -> None:
    assert percent(numerator, denominator, "half_even", 0) == printed


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "printed"),
    [
        (46, 100, 1, "46,0"),
        (46, 100, 2, "46,00"),
        (46, 100, 0, "46"),
        (1, 1, 1, "100,0"),
        (0, 7, 2, "0,00"),
        (9380, 9383, 1, "99,97"),
        (3, 2, 1, "150,0"),
        (10_001, 10_000, 1, "100,01"),
    ],
)
def test_zeros_are_kept_and_a_share_still_never_reads_0_or_100_unless_it_is(
    numerator: int, denominator: int, decimals: int, printed: str
) -> None:
    assert percent(numerator, denominator, "half_up", decimals, "keep") == printed


def test_kept_zeros_are_the_same_number() -> None:
    assert percentage(46, 100, zeros="keep") == percentage(46, 100)
