"""Findings about the days that months cover."""

from datetime import date
from typing import Any

import pytest

from models.periods import Month, Window
from models.rules.context import UnitHistory
from models.rules.windows import check_closed_early, check_windows
from tests.models.rule_units import JUNE, MAY, june, row, said, unit


def windows(may: tuple[date, date], june_window: tuple[date, date], **more: Any) -> UnitHistory:
    return unit(
        {MAY: [row("A")], JUNE: [row("A")]},
        windows={MAY: Window(*may), JUNE: Window(*june_window)},
        **more,
    )


def test_calendar_months_follow_each_other() -> None:
    assert check_windows(unit({MAY: [row("A")], JUNE: [row("A")]}), JUNE) == []


def test_days_in_no_month_are_a_gap_with_its_dates() -> None:
    found = check_windows(
        windows((date(2024, 4, 5), date(2024, 5, 4)), (date(2024, 5, 8), date(2024, 6, 20))), JUNE
    )
    assert said(found) == [("window_gap", "warning", None, None, 3)]
    assert (found[0].values["start"], found[0].values["end"]) == (
        date(2024, 5, 5),
        date(2024, 5, 7),
    )


def test_days_in_two_months_are_an_overlap() -> None:
    found = check_windows(
        windows((date(2024, 4, 5), date(2024, 5, 10)), (date(2024, 5, 5), date(2024, 6, 20))), JUNE
    )
    assert said(found) == [("window_overlap", "warning", None, None, -6)]
    assert found[0].values["previous"] == "tháng 5 năm 2024"


def test_a_single_day_in_two_months_is_an_overlap_and_none_is_not() -> None:
    may, june_window = (date(2024, 4, 5), date(2024, 5, 5)), (date(2024, 5, 5), date(2024, 6, 20))
    found = check_windows(windows(may, june_window), JUNE)
    assert said(found) == [("window_overlap", "warning", None, None, -1)]
    assert found[0].values["days"] == 1
    a_day_less = (date(2024, 4, 5), date(2024, 5, 4))
    assert check_windows(windows(a_day_less, june_window), JUNE) == []


def test_a_single_day_in_no_month_is_a_gap() -> None:
    may, june_window = (date(2024, 4, 5), date(2024, 5, 4)), (date(2024, 5, 6), date(2024, 6, 20))
    found = check_windows(windows(may, june_window), JUNE)
    assert said(found) == [("window_gap", "warning", None, None, 1)]


def test_only_the_later_month_says_it() -> None:
    history = windows((date(2024, 4, 5), date(2024, 5, 4)), (date(2024, 5, 8), date(2024, 6, 20)))
    assert check_windows(history, MAY) == []


def test_a_change_of_the_first_day_shows_where_a_month_has_its_own_window() -> None:
    history = unit(
        {MAY: [row("A")], JUNE: [row("A")]},
        windows={JUNE: Window(date(2024, 5, 15), date(2024, 6, 14))},
    )
    assert said(check_windows(history, JUNE)) == [("window_overlap", "warning", None, None, -17)]


def test_a_month_with_a_window_of_its_own_counts_without_figures() -> None:
    history = june(row("A"), windows={MAY: Window(date(2024, 5, 1), date(2024, 5, 29))})
    assert said(check_windows(history, JUNE)) == [("window_gap", "warning", None, None, 2)]


def test_a_month_with_neither_figures_nor_window_is_no_neighbour() -> None:
    assert check_windows(june(row("A")), JUNE) == []
    assert check_windows(unit({MAY: [row("A")]}), JUNE) == []


def test_a_whole_month_left_out_is_a_gap() -> None:
    history = unit({Month(2024, 4): [row("A")], JUNE: [row("A")]})
    assert said(check_windows(history, JUNE)) == [("window_gap", "warning", None, None, 31)]


@pytest.mark.parametrize(
    ("closed", "left"),
    [(date(2024, 6, 25), 5), (date(2024, 6, 30), None), (date(2024, 7, 2), None)],
)
def test_a_month_closed_before_its_last_day_is_named(closed: date, left: int | None) -> None:
    found = check_closed_early(june(row("A"), closed_on={JUNE: closed}), JUNE)
    assert said(found) == ([] if left is None else [("closed_early", "warning", None, None, left)])


def test_an_open_month_is_not_closed_early() -> None:
    assert check_closed_early(june(row("A")), JUNE) == []
