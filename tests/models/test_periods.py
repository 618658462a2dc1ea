"""Months, windows and named periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused, Unusable
from models.periods import (
    Life,
    Month,
    Period,
    Window,
    first_day,
    last_day,
    month_of,
    next_title,
    parse_month,
    parse_period,
    previous_period,
    same_period_last_year,
    title,
    week_period,
    year_to_date,
)
from models.windows import default_window
from tests.helpers.periods import months_of

# The windows of the district's half-year of 2024.
DISTRICT = {
    Month(2024, 1): Window(date(2023, 12, 5), date(2024, 1, 4)),
    Month(2024, 2): Window(date(2024, 1, 5), date(2024, 2, 4)),
    Month(2024, 3): Window(date(2024, 2, 5), date(2024, 3, 4)),
    Month(2024, 4): Window(date(2024, 3, 5), date(2024, 4, 4)),
    Month(2024, 5): Window(date(2024, 4, 5), date(2024, 5, 4)),
    Month(2024, 6): Window(date(2024, 5, 5), date(2024, 6, 20)),
}


def names(period: Period) -> list[str]:
    return [str(month) for month in period.months]


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert Month(2024, 12).next() == Month(2025, 1)
    assert Month(2024, 1).previous() == Month(2023, 12)
    assert Month(2024, 3).plus(-14) == Month(2023, 1)
    assert Month(2023, 12) < Month(2024, 1)
    assert month_of(date(2024, 6, 20)) == Month(2024, 6)


def test_a_month_is_written_without_leading_noughts() -> None:
    assert (Month(2024, 6).short, Month(2024, 12).short) == ("6/2024", "12/2024")


def test_a_month_reads_back_from_its_name() -> None:
    assert parse_month("2024-06") == Month(2024, 6)
    assert str(parse_month(" 2024-06 ")) == "2024-06"


@pytest.mark.parametrize(
    "text", ["2024-13", "2024-00", "2024-6", "06/2024", "", "2024", "0000-01", "２０２４-06"]
)
def test_what_is_not_a_month_cannot_be_used(text: str) -> None:
    with pytest.raises(Unusable) as unusable:
        parse_month(text)
    assert unusable.value.problems[0].code == "month_unknown"


@pytest.mark.parametrize(
    ("name", "kind", "first", "last"),
    [
        ("2024-06", "month", "2024-06", "2024-06"),
        ("2024-Q1", "quarter", "2024-01", "2024-03"),
        ("2024-Q4", "quarter", "2024-10", "2024-12"),
        ("2024-H1", "half", "2024-01", "2024-06"),
        ("2024-H2", "half", "2024-07", "2024-12"),
        ("2024-9M", "months", "2024-01", "2024-09"),
        ("2024-11M", "months", "2024-01", "2024-11"),
        ("2024", "year", "2024-01", "2024-12"),
    ],
)
def test_a_named_period_is_its_months(name: str, kind: str, first: str, last: str) -> None:
    period = parse_period(name)
    assert (period.name, period.kind, names(period)[0], names(period)[-1]) == (
        name,
        kind,
        first,
        last,
    )


def test_the_first_six_months_are_the_first_half() -> None:
    assert parse_period("2024-6M") == parse_period("2024-H1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-13",
        "2024-Q5",
        "2024-H3",
        "2024-q2",
        "2024-12M",
        "2024-1M",
        "24",
        "tháng 6",
        "2024-06-31",
        "2024-W00",
        "2023-W53",
        "2024-w23",
        "1200-06-01",
        "2024-06-01..",
        "2024-02-30..2024-03-01",
        "2024-06-01...2024-06-30",
        "1200",
    ],
)
def test_an_unknown_period_cannot_be_used_and_is_quoted(text: str) -> None:
    with pytest.raises(Unusable) as unusable:
        parse_period(text)
    assert [(p.code, p.values["text"]) for p in unusable.value.problems] == [
        ("period_unknown", text)
    ]


def test_free_dates_in_the_wrong_order_say_so() -> None:
    with pytest.raises(Unusable) as unusable:
        parse_period("2024-06-20..2023-12-05")
    assert unusable.value.problems[0].code == "period_reversed"


@pytest.mark.parametrize(
    ("start_day", "start", "end"),
    [
        (1, date(2024, 2, 1), date(2024, 2, 29)),
        (15, date(2024, 1, 15), date(2024, 2, 14)),
        (28, date(2024, 1, 28), date(2024, 2, 27)),
    ],
)
def test_the_default_window_of_february(start_day: int, start: date, end: date) -> None:
    assert default_window(Month(2024, 2), start_day) == Window(start, end)


def test_the_window_of_january_may_begin_in_december() -> None:
    assert default_window(Month(2024, 1), 15).start == date(2023, 12, 15)


@pytest.mark.parametrize("start_day", [0, 29, 31])
def test_a_window_cannot_begin_on_a_day_that_some_months_lack(start_day: int) -> None:
    with pytest.raises(Refused):
        default_window(Month(2024, 2), start_day)


@given(st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 28))
def test_default_windows_follow_each_other_without_gap_or_overlap(
    year: int, month: int, start_day: int
) -> None:
    one, other = (
        default_window(Month(year, month), start_day),
        default_window(Month(year, month).next(), start_day),
    )
    assert (other.start - one.end).days == 1


def test_a_named_period_runs_from_its_first_window_to_its_last() -> None:
    resolved = months_of(parse_period("2024-H1"), DISTRICT)
    assert (resolved.start, resolved.end) == (date(2023, 12, 5), date(2024, 6, 20))
    assert resolved.windows == tuple(DISTRICT.values())


def test_a_named_period_with_the_fifteenth_as_first_day() -> None:
    resolved = months_of(parse_period("2024-Q2"), start_day=15)
    assert (resolved.start, resolved.end) == (date(2024, 3, 15), date(2024, 6, 14))


def test_free_dates_take_the_months_whose_windows_lie_inside() -> None:
    resolved = months_of(parse_period("2023-12-05..2024-06-20"), DISTRICT, set(DISTRICT))
    assert resolved.months == tuple(DISTRICT)
    assert (resolved.start, resolved.end) == (date(2023, 12, 5), date(2024, 6, 20))


def test_a_month_inside_without_figures_is_taken_and_counts_as_blank() -> None:
    resolved = months_of(
        parse_period("2024-01-01..2024-03-31"), with_figures={Month(2024, 1), Month(2024, 3)}
    )
    assert [str(month) for month in resolved.months] == ["2024-01", "2024-02", "2024-03"]


def test_a_straddling_month_without_figures_or_window_is_left_out() -> None:
    resolved = months_of(parse_period("2024-01-10..2024-03-31"), with_figures={Month(2024, 2)})
    assert [str(month) for month in resolved.months] == ["2024-02", "2024-03"]
    assert resolved.start == date(2024, 2, 1)


def test_a_straddling_month_with_figures_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        months_of(
            parse_period("2024-01-10..2024-03-15"), with_figures={Month(2024, 1), Month(2024, 3)}
        )
    assert [(p.code, p.place.month) for p in refused.value.problems] == [
        ("window_straddles", "2024-01"),
        ("window_straddles", "2024-03"),
    ]


def test_a_straddling_month_with_its_own_window_is_refused_even_without_figures() -> None:
    with pytest.raises(Refused) as refused:
        months_of(parse_period("2023-12-05..2024-06-10"), DISTRICT)
    assert [p.place.month for p in refused.value.problems] == ["2024-06"]


def test_a_month_that_ends_before_the_first_day_does_not_straddle() -> None:
    resolved = months_of(
        parse_period("2024-02-01..2024-02-29"), with_figures={Month(2024, 1), Month(2024, 3)}
    )
    assert resolved.months == (Month(2024, 2),)


def test_free_dates_without_a_whole_month_have_nothing() -> None:
    resolved = months_of(parse_period("2024-06-05..2024-06-20"))
    assert (resolved.months, resolved.pieces, resolved.absent) == ((), (), False)


@pytest.mark.parametrize(
    ("name", "expected", "following"),
    [
        ("2024-06", "tháng 6 năm 2024", "tháng 7 năm 2024"),
        ("2024-12", "tháng 12 năm 2024", "tháng 01 năm 2025"),
        ("2024-02", "tháng 02 năm 2024", "tháng 3 năm 2024"),
        ("2024-Q2", "quý II năm 2024", "quý III năm 2024"),
        ("2024-Q4", "quý IV năm 2024", "quý I năm 2025"),
        ("2024-H1", "6 tháng đầu năm 2024", "6 tháng cuối năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024", "năm 2025"),
        ("2024-9M", "9 tháng đầu năm 2024", "3 tháng cuối năm 2024"),
        ("2024", "năm 2024", "năm 2025"),
        ("2023-12-05..2024-06-20", "từ ngày 05/12/2023 đến ngày 20/6/2024", "thời gian tới"),
        ("2024-01-15..2024-02-14", "từ ngày 15/01/2024 đến ngày 14/02/2024", "thời gian tới"),
        ("2024-06-30", "ngày 30/6/2024", "ngày 01/7/2024"),
        ("2024-W23", "tuần 23 năm 2024", "tuần 24 năm 2024"),
        ("2024-W52", "tuần 52 năm 2024", "tuần 1 năm 2025"),
    ],
)
def test_titles_of_a_period_and_of_what_follows(name: str, expected: str, following: str) -> None:
    assert title(parse_period(name)) == expected
    assert next_title(parse_period(name)) == following


@pytest.mark.parametrize(
    ("name", "before", "last_year", "to_date"),
    [
        ("2024-01", "2023-12", "2023-01", "2024-01"),
        ("2024-05", "2024-04", "2023-05", "2024-5M"),
        ("2024-06", "2024-05", "2023-06", "2024-H1"),
        ("2024-Q1", "2023-Q4", "2023-Q1", "2024-Q1"),
        ("2024-Q3", "2024-Q2", "2023-Q3", "2024-9M"),
        ("2024-H1", "2023-H2", "2023-H1", "2024-H1"),
        ("2024-H2", "2024-H1", "2023-H2", "2024"),
        ("2024-9M", None, "2023-9M", "2024-9M"),
        ("2024", "2023", "2023", "2024"),
        ("2024-01-01..2024-02-29", None, "2023-01-01..2023-02-28", "2024-01-01..2024-02-29"),
        ("2024-06-14", "2024-06-13", "2023-06-14", "2024-01-01..2024-06-14"),
        ("2024-02-29", "2024-02-28", "2023-02-28", "2024-2M"),
        ("2024-06-30", "2024-06-29", "2023-06-30", "2024-H1"),
        ("2024-01-01", "2023-12-31", "2023-01-01", "2024-01-01"),
        ("2024-W23", "2024-W22", "2023-W23", "2024-01-01..2024-06-09"),
        ("2025-W01", "2024-W52", "2024-W01", "2025-W01"),
        ("2020-W53", "2020-W52", "2019-W52", "2020-W53"),
    ],
)
def test_neighbours_of_a_period(
    name: str, before: str | None, last_year: str, to_date: str
) -> None:
    period = parse_period(name)
    previous = previous_period(period)
    assert (None if previous is None else previous.name) == before
    assert same_period_last_year(period) == parse_period(last_year)
    assert year_to_date(period) == parse_period(to_date)


BORN = Life(date(2025, 7, 10))


def test_months_before_the_first_day_are_absent_and_its_month_counts_from_it() -> None:
    year = months_of(parse_period("2025-9M"), life=BORN)
    assert [str(month) for month in year.months] == ["2025-07", "2025-08", "2025-09"]
    assert year.windows[0] == Window(date(2025, 7, 10), date(2025, 7, 31))
    assert (year.start, year.end) == (date(2025, 7, 10), date(2025, 9, 30))


def test_months_after_the_last_day_are_absent_and_its_month_counts_to_it() -> None:
    year = months_of(parse_period("2025"), life=Life(end=date(2025, 2, 20)))
    assert [str(month) for month in year.months] == ["2025-01", "2025-02"]
    assert year.end == date(2025, 2, 20)


def test_a_month_with_figures_is_never_absent() -> None:
    year = months_of(
        parse_period("2025-Q3"), with_figures={Month(2025, 7)}, life=Life(date(2025, 9, 1))
    )
    assert [str(month) for month in year.months] == ["2025-07", "2025-09"]


def test_a_period_that_a_unit_did_not_see_has_no_months_and_the_days_of_the_calendar() -> None:
    before = months_of(parse_period("2025-H1"), life=BORN)
    assert (before.months, before.windows) == ((), ())
    assert (before.start, before.end) == (date(2025, 1, 1), date(2025, 6, 30))


def test_a_window_that_was_set_stands_as_it_was_set() -> None:
    own = {Month(2025, 7): Window(date(2025, 7, 1), date(2025, 7, 31))}
    assert months_of(parse_period("2025-07"), own, life=BORN).start == date(2025, 7, 1)


def test_free_dates_may_begin_on_the_first_day_of_a_unit() -> None:
    free = parse_period("2025-07-10..2025-08-14")
    assert len(months_of(free, start_day=15, life=BORN).months) == 2
    assert len(months_of(parse_period("2025-07-10..2025-07-31"), life=BORN).months) == 1


def test_a_week_is_that_of_the_calendar_from_monday_to_sunday() -> None:
    week = parse_period("2024-W23")
    assert (week.kind, week.start, week.end) == ("week", date(2024, 6, 3), date(2024, 6, 9))
    assert (first_day(week), last_day(week)) == (date(2024, 6, 3), date(2024, 6, 9))
    # ISO 8601: the week belongs to the year in which its Thursday lies.
    assert week_period(date(2024, 12, 31)) == parse_period("2025-W01")


def test_the_year_so_far_begins_where_the_unit_began() -> None:
    founded = date(2025, 7, 1)
    assert year_to_date(parse_period("2025-W29"), founded).name == "2025-07-01..2025-07-20"
    assert year_to_date(parse_period("2026-01-31"), founded).name == "2026-01"
    assert year_to_date(parse_period("2025-W27"), founded).name == "2025-W27"
