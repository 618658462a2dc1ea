"""The borders of months and periods, and what a refusal says of them."""

from datetime import date

import pytest

from desktop.messages import sentences
from models.errors import OfficeError, Refused, Unusable
from models.periods import Month, Window, parse_month, parse_period, title
from models.windows import default_window, window_of
from tests.helpers.periods import months_of


def refusal(error: pytest.ExceptionInfo[OfficeError]) -> list[str]:
    return [text.partition(" Hãy")[0] for text in sentences(error.value)]


@pytest.mark.parametrize("text", ["2024-13", "06/2024"])
def test_what_is_no_month_is_quoted(text: str) -> None:
    with pytest.raises(OfficeError) as refused:
        parse_month(text)
    assert refusal(refused) == [f"“{text}” không phải tháng."]


@pytest.mark.parametrize("text", ["1899-12-31..1900-01-31", "2999-12-01..3000-01-31"])
def test_free_dates_beyond_the_years_of_the_store_are_no_period(text: str) -> None:
    with pytest.raises(Unusable) as refused:
        parse_period(text)
    assert refusal(refused) == [f"“{text}” không phải kỳ số liệu."]


def test_free_dates_in_the_wrong_order_are_quoted() -> None:
    with pytest.raises(Unusable) as refused:
        parse_period("2024-06-20..2024-06-19")
    words = "Kỳ “2024-06-20..2024-06-19” có ngày cuối trước ngày đầu."
    assert refusal(refused) == [words]


def test_the_first_and_the_last_year_are_years() -> None:
    assert parse_month("1900-01") == Month(1900, 1)
    assert parse_month("2999-12") == Month(2999, 12)
    assert parse_period("1900").months[0] == Month(1900, 1)
    assert parse_period("2999").months[-1] == Month(2999, 12)


def test_a_single_day_is_a_period_of_its_own_name() -> None:
    period = parse_period(" 2024-06-20..2024-06-20 ")
    assert (str(period), period.months) == ("2024-06-20..2024-06-20", ())
    assert (period.start, period.end) == (date(2024, 6, 20), date(2024, 6, 20))


def test_a_resolved_period_still_knows_its_name() -> None:
    assert months_of(parse_period("2024-Q1")).period == parse_period("2024-Q1")


def test_a_straddling_month_is_named_with_its_days() -> None:
    with pytest.raises(Refused) as refused:
        months_of(parse_period("2024-01-10..2024-02-29"), with_figures={Month(2024, 1)})
    words = "Tháng 1/2024 (từ 01/01/2024 đến 31/01/2024) chỉ nằm một phần trong kỳ."
    assert refusal(refused) == [words]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-02-01..2024-03-01", Month(2024, 3)),
        ("2024-01-31..2024-02-29", Month(2024, 1)),
    ],
)
def test_a_month_that_shares_one_day_with_the_period_straddles_it(text: str, month: Month) -> None:
    with pytest.raises(Refused) as refused:
        months_of(parse_period(text), with_figures={month})
    assert [problem.place.month for problem in refused.value.problems] == [str(month)]


def test_free_dates_follow_the_first_day_that_the_office_chose() -> None:
    resolved = months_of(parse_period("2024-01-15..2024-03-14"), start_day=15)
    assert resolved.months == (Month(2024, 2), Month(2024, 3))
    assert (resolved.start, resolved.end) == (date(2024, 1, 15), date(2024, 3, 14))


def test_a_month_whose_window_ends_before_it_begins_by_name_is_found() -> None:
    # An office whose July runs over the days of June.
    own = {Month(2024, 7): Window(date(2024, 6, 1), date(2024, 6, 30))}
    resolved = months_of(parse_period("2024-06-01..2024-06-30"), own)
    assert Month(2024, 7) in resolved.months


def test_only_the_first_two_months_are_padded_in_a_title() -> None:
    assert title(parse_period("2024-02-05..2024-03-04")) == "từ ngày 05/02/2024 đến ngày 04/3/2024"


@pytest.mark.parametrize("day", [0, 29])
def test_a_first_day_that_some_months_lack_is_quoted(day: int) -> None:
    with pytest.raises(Refused) as refused:
        default_window(Month(2024, 2), day)
    assert refusal(refused) == [f"Ngày bắt đầu kỳ số liệu là {day}, phải từ 1 đến 28."]


def test_a_month_is_the_one_of_the_calendar_unless_told_otherwise() -> None:
    calendar = Window(date(2024, 2, 1), date(2024, 2, 29))
    own = Window(date(2024, 1, 5), date(2024, 2, 4))
    assert default_window(Month(2024, 2)) == calendar
    assert window_of(Month(2024, 2), {}) == calendar
    assert window_of(Month(2024, 2), {Month(2024, 2): own}, 15) == own
