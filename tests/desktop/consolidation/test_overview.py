"""The totals that are there at once are those worked out line by line, or they are not there."""

from datetime import date
from pathlib import Path

import pytest

from desktop.consolidation.overview import overview
from desktop.consolidation.rollup import roll_up
from desktop.context import Context
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import parse_period
from tests.helpers.sums import enter, new_district, plain_month, rolled


def at_once(context: Context, period: str) -> dict[str, int | None] | None:
    found = context.ask(overview, parse_period(period))
    return dict(found.total) if found else None


@pytest.mark.parametrize(
    "period", ["2024-01", "2024-2M", "2024-Q1", "2024-4M", "2024-5M", "2024-H1"]
)
def test_the_sample_districts_totals_are_there_at_once(district: Context, period: str) -> None:
    total = at_once(district, period)
    assert total is not None
    known = {name: value for name, value in total.items() if value is not None}
    exact = district.ask(roll_up, parse_period(period)).all.total
    assert known == {name: exact[name] for name in known}
    # Of the own unit the online ones are known for the whole unit only, and the parts of a total of
    # 0 are told by it alone: both are left to the lines.
    left = [name for name, value in exact.items() if value is not None and name not in known]
    assert left == ["received_online", *MEASURES["closed_unresolved"].parts]


def test_a_period_that_starts_later_or_lacks_months_has_none(district: Context) -> None:
    assert [at_once(district, period) for period in ("2024-Q2", "2024-02", "2024-9M", "2024")] == [
        None
    ] * 4
    assert at_once(district, "2024-01-01..2024-06-30") is None


def test_a_ward_without_figures_is_left_out_as_it_is_of_the_lines(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    plain_month(context, "A", "2024-01", 5, 10, 3)
    assert (
        (at_once(context, "2024-01") or {})["to_handle"]
        == rolled(context, "2024-01").all.total["to_handle"]
        == 15
    )


def test_figures_of_a_ward_that_no_longer_stands_are_not_counted(tmp_path: Path) -> None:
    context = new_district(
        tmp_path, A={}, OLD={"valid_until": date(2023, 12, 31), "successor": "A"}
    )
    plain_month(context, "A", "2024-01", 5, 10, 3)
    plain_month(context, "OLD", "2024-01", 100, 100, 100)
    assert (
        (at_once(context, "2024-01") or {})["to_handle"]
        == rolled(context, "2024-01").all.total["to_handle"]
        == 15
    )


def test_a_merger_within_the_period_is_left_to_the_lines(tmp_path: Path) -> None:
    context = new_district(
        tmp_path,
        A={"valid_until": date(2024, 1, 31), "successor": "B"},
        B={"valid_from": date(2024, 2, 1)},
        C={},
    )
    plain_month(context, "A", "2024-01", 1, 1, 1)
    plain_month(context, "B", "2024-02", 1, 1, 1)
    for month in ("2024-01", "2024-02"):
        plain_month(context, "C", month, 1, 1, 1)
    assert at_once(context, "2024-2M") is None


def test_what_one_ward_gives_by_field_and_another_for_the_whole_unit_adds_up(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", "2024-01", "Hộ tịch", fees_paid=4, digitised_results=2)
    enter(context, "A", "2024-01", "Đất đai", fees_paid=5)
    enter(context, "B", "2024-01", "Hộ tịch", carried_over=1, received=1)
    for unit, paid in (("A", 1), ("B", 30)):
        enter(context, unit, "2024-01", WHOLE_UNIT, fees_paid=paid, digitised_results=7)
    total, exact = at_once(context, "2024-01") or {}, rolled(context, "2024-01").all.total
    assert total["fees_paid"] == exact["fees_paid"] == 9 + 30
    assert total["digitised_results"] == exact["digitised_results"] == 14
