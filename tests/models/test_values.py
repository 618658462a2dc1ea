"""Typed text becomes a value or a plain refusal, never another value than was typed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.values import (
    format_decimal,
    format_number,
    parse_date,
    parse_decimal,
    parse_whole,
    parse_yes_no,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234", 1234),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("0", 0),
        ("03", 3),
        (" 12 ", 12),
        ("1 234", 1234),
    ],
)
def test_whole_numbers_are_read_with_and_without_thousands(typed: str, number: int) -> None:
    assert parse_whole(typed) == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-3", "number_negative"),
        ("12,5", "not_whole"),
        ("12.5", "number_doubtful"),
        ("1,234", "number_doubtful"),
        ("1.23", "number_doubtful"),
        ("0.500", "number_doubtful"),
        ("012.345", "number_doubtful"),
        ("mười", "not_whole"),
        ("12a", "not_whole"),
        ("9" * 20, "number_too_large"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_its_own_reason(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_whole(typed)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    "typed", ["5/11/2024", "05112024", "5-11-2024", "5.11.2024", "05/11/24", "2024-11-05"]
)
def test_every_usual_way_of_typing_a_day_gives_that_day(typed: str) -> None:
    assert parse_date(typed) == date(2024, 11, 5)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/4/2024", "not_date"),
        ("11/2024", "not_date"),
        ("5/11/65", "date_doubtful"),
        ("5/11/0024", "not_date"),
    ],
)
def test_a_day_that_does_not_exist_or_is_doubtful_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(typed)
    assert refused.value.problems[0].code == code


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,5", "12.5"), ("1.234,5", "1234.5"), ("-3", "-3"), ("1.234", "1234"), ("0,25", "0.25")],
)
def test_decimals_use_the_comma(typed: str, number: str) -> None:
    assert parse_decimal(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["12.5", "1,234.5", "1.2.3", "0.125"])
def test_a_decimal_point_is_asked_about(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_decimal(typed)
    assert refused.value.problems[0].code == "number_doubtful"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1234567, "1.234.567"),
        (-66, "-66"),
        (Decimal("32556.8"), "32.556,8"),
        (Decimal("12.50"), "12,50"),
    ],
)
def test_numbers_have_dots_between_thousands_and_a_comma_before_decimals(
    value: int | Decimal, text: str
) -> None:
    assert format_number(value) == text


@given(st.integers(min_value=0, max_value=10**15))
def test_a_shown_number_reads_back_as_itself(number: int) -> None:
    assert parse_whole(format_number(number)) == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_shown_decimal_reads_back_as_itself(number: Decimal) -> None:
    assert parse_decimal(format_decimal(number)) == number


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_shown_day_reads_back_as_itself(day: date) -> None:
    assert parse_date(f"{day:%d/%m/%Y}") == day


def test_yes_and_no_are_read_as_people_write_them() -> None:
    assert [parse_yes_no(text) for text in ("Có", "co", "x", "Không", "KHONG", "")] == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]
