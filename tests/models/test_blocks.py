"""What a period is put together from: months, and blocks where months have no figures."""

from datetime import date

import pytest

from models.blocks import Assembled, BlockDays, Kept, last_month, put_together, speaks_of
from models.errors import Refused
from models.periods import Month, Window, parse_period

HALF_YEAR = [Month(2024, month) for month in range(1, 7)]


def kept(months: list[Month], *blocks: str, start_day: int = 1) -> Kept:
    days = tuple(BlockDays(parse_period(name)) for name in blocks)
    return Kept({}, set(months), days, start_day)


def names(found: Assembled) -> list[str]:
    """The pieces in order; blocks are marked."""
    return [f"[{piece.block}]" if piece.block else str(piece.month) for piece in found.pieces]


def asked(period: str, held: Kept) -> list[str]:
    return names(put_together(parse_period(period), held))


def test_months_without_figures_are_filled_by_the_block_that_stands_for_them() -> None:
    held = kept([Month(2024, month) for month in (10, 11, 12)], "2024-9M")
    assert asked("2024", held) == ["[2024-9M]", "2024-10", "2024-11", "2024-12"]
    assert asked("2024-9M", held) == ["[2024-9M]"]
    assert asked("2024-Q4", held) == ["2024-10", "2024-11", "2024-12"]


def test_the_largest_block_goes_first_and_none_is_counted_twice() -> None:
    held = kept([], "2024-01", "2024-Q1", "2024-Q2", "2024-H1", "2024-W23")
    assert asked("2024-H1", held) == ["[2024-H1]"]
    assert asked("2024-Q1", held) == ["[2024-Q1]"]
    assert asked("2024-01", held) == ["[2024-01]"]
    # A half-year is more than was asked for, a week never fills a month.
    assert asked("2024-4M", held) == ["[2024-Q1]", "2024-04"]
    assert asked("2024-06", held) == ["2024-06"]


def test_months_with_figures_count_and_the_block_stands_beside_them() -> None:
    held = kept(HALF_YEAR, "2024-Q1", "2024-H1")
    found = put_together(parse_period("2024-H1"), held)
    assert names(found) == [str(month) for month in HALF_YEAR]
    assert found.published == parse_period("2024-H1")
    assert put_together(parse_period("2024-4M"), held).published is None


def test_a_block_that_reaches_into_months_with_figures_is_taken_whole_or_not_at_all() -> None:
    # Its own months are there: nothing is missing that it could fill.
    assert asked("2024-Q1", kept(HALF_YEAR[:3], "2024-Q1")) == ["2024-01", "2024-02", "2024-03"]
    # The third is not, and half a block cannot be taken: the block stands for all three.
    assert asked("2024-Q1", kept(HALF_YEAR[:2], "2024-Q1")) == ["[2024-Q1]"]
    assert asked("2024-H1", kept(HALF_YEAR[1:], "2024-Q1", "2024-01")) == [
        "[2024-01]", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06",
    ]  # fmt: skip


def test_a_month_may_be_made_of_blocks_of_days_without_a_gap() -> None:
    halves = ("2024-06-01..2024-06-15", "2024-06-16..2024-06-30")
    assert asked("2024-06", kept([], *halves)) == [f"[{name}]" for name in halves]
    assert asked("2024-06", kept([], halves[0])) == ["2024-06"]


def test_days_are_put_together_from_gapless_blocks_inside_a_month_with_figures() -> None:
    held = kept(HALF_YEAR, "2024-W23", "2024-W24", "2024-06-14")
    assert asked("2024-06-03..2024-06-16", held) == ["[2024-W23]", "[2024-W24]"]
    assert asked("2024-W23", held) == ["[2024-W23]"]
    assert asked("2024-06-14", held) == ["[2024-06-14]"]


def test_only_where_no_blocks_serve_a_straddling_month_is_refused() -> None:
    held = kept(HALF_YEAR, "2024-W23", "2024-W24")
    with pytest.raises(Refused) as refused:
        put_together(parse_period("2024-06-03..2024-06-17"), held)
    [problem] = refused.value.problems
    assert (problem.code, problem.place.month) == ("window_straddles", "2024-06")


def test_the_year_so_far_is_its_months_and_what_was_entered_of_the_last_one() -> None:
    held = kept(HALF_YEAR, "2024-06-01..2024-06-09", "2024-Q1")
    assert asked("2024-01-01..2024-06-09", held) == [
        "2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "[2024-06-01..2024-06-09]",
    ]  # fmt: skip
    exact = kept(HALF_YEAR, "2024-01-01..2024-06-09")
    assert asked("2024-01-01..2024-06-09", exact) == ["[2024-01-01..2024-06-09]"]


def test_the_same_months_by_dates_and_by_name_are_made_of_the_same_pieces() -> None:
    for held in (
        kept(HALF_YEAR, "2024-Q1"),
        kept(HALF_YEAR[3:], "2024-Q1"),
        kept(HALF_YEAR[:2], "2024-Q1"),
    ):
        by_name, by_dates = parse_period("2024-Q1"), parse_period("2024-01-01..2024-03-31")
        assert asked("2024-Q1", held) == asked("2024-01-01..2024-03-31", held)
        assert put_together(by_name, held).published == put_together(by_dates, held).published


def test_a_day_without_figures_has_no_pieces_and_is_no_fault() -> None:
    found = put_together(parse_period("2024-06-14"), kept([]))
    assert (found.pieces, found.months) == ((), ())
    assert (found.start, found.end) == (date(2024, 6, 14), date(2024, 6, 14))


def test_windows_of_the_unit_say_which_months_free_dates_are() -> None:
    held = kept([], "2024-01-15..2024-03-14", start_day=15)
    assert asked("2024-Q1", held) == ["2024-01", "[2024-01-15..2024-03-14]"]
    assert asked("2024-03", kept([], "2024-02-15..2024-03-14", start_day=15)) == [
        "[2024-02-15..2024-03-14]"
    ]
    own = {Month(2024, 1): Window(date(2023, 12, 5), date(2024, 1, 4))}
    held = Kept(own, set(), (BlockDays(parse_period("2023-12-05..2024-01-04")),))
    assert asked("2024-01", held) == ["[2023-12-05..2024-01-04]"]


def test_a_block_is_printed_with_the_days_that_it_really_covers() -> None:
    block = BlockDays(parse_period("2024-H1"), date(2023, 12, 5), date(2024, 6, 20))
    found = put_together(parse_period("2024-H1"), Kept({}, set(), (block,)))
    assert (found.start, found.end) == (date(2023, 12, 5), date(2024, 6, 20))


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("2024-Q2", "2024-06"),
        ("2024-06-14", "2024-06"),
        ("2024-W27", "2024-07"),
        ("2024", "2024-12"),
    ],
)
def test_a_block_belongs_to_the_month_in_which_it_ends(name: str, month: str) -> None:
    assert str(last_month(parse_period(name))) == month


def test_a_submission_speaks_of_the_blocks_of_its_years_up_to_its_end() -> None:
    june = parse_period("2024-06")
    for name in ("2024-Q1", "2024-06-30", "2024-01", "2023-12-05..2024-06-20"):
        assert speaks_of(june, parse_period(name)), name
    for name in ("2024-07", "2024", "2024-07-01", "2023-Q4"):
        assert not speaks_of(june, parse_period(name)), name
