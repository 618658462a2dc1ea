"""Blocks in the lines of a receiving office: alone, merged, unlisted, missing units."""

from datetime import date
from pathlib import Path

import pytest

from desktop.blocks import save_block
from desktop.consolidation.overview import overview
from desktop.context import Context
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.periods import parse_period
from tests.helpers.sums import line, new_district, plain_month, rolled, totals

LAST, FIRST = date(2024, 3, 31), date(2024, 4, 1)
QUARTER = {"carried_over": 5, "received": 30, "resolved": 30, "pending": 5}


def keep(context: Context, unit: str, period: str, **numbers: int) -> None:
    context.do(save_block, unit, period, {WHOLE_UNIT_ID: {**QUARTER, **numbers}})


@pytest.fixture
def merged(tmp_path: Path) -> Context:
    """A and B end with March and become C."""
    context = new_district(
        tmp_path,
        A={"valid_until": LAST, "successor": "C"},
        B={"valid_until": LAST, "successor": "C"},
        C={"valid_from": FIRST},
    )
    plain_month(context, "C", "2024-04", 6, 30, 7)
    plain_month(context, "C", "2024-05", 7, 30, 8)
    plain_month(context, "C", "2024-06", 8, 30, 9)
    return context


def test_quick_totals_are_left_to_the_lines_where_a_unit_has_a_block(two: Context) -> None:
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(two, "A", month, 0, 4, 0)
    keep(two, "B", "2024-Q1")
    assert two.ask(overview, parse_period("2024-Q1")) is None
    assert rolled(two, "2024-Q1").below.total["received"] == 12 + 30


def test_blocks_that_all_old_units_have_count_in_the_line_of_the_new_one(merged: Context) -> None:
    keep(merged, "A", "2024-Q1")
    keep(merged, "B", "2024-Q1", carried_over=1, received=10, resolved=10, pending=1)
    found = rolled(merged, "2024-H1")
    assert line(found, "C").line.merged == ("A", "B")
    assert totals(found, "C") == {
        "to_handle": 6 + 40 + 90,
        "carried_over": 6,
        "received": 130,
        "resolved": 40 + 87,
        "pending": 9,
    }
    assert found.incomplete == ()


def test_an_old_units_block_alone_does_not_make_the_quarter_whole(merged: Context) -> None:
    keep(merged, "A", "2024-Q1")
    found = rolled(merged, "2024-H1")
    assert totals(found, "C")["received"] is None
    [incomplete] = found.incomplete
    assert set(incomplete.blank_units) == {"A", "B"}


def test_a_unit_that_the_list_does_not_have_counts_by_its_block_too(two: Context) -> None:
    keep(two, "X", "2024-Q1")
    found = rolled(two, "2024-Q1")
    assert [(each.line.code, each.line.expected) for each in found.counted] == [("X", False)]


def test_free_dates_that_one_unit_has_leave_the_other_missing(two: Context) -> None:
    keep(two, "A", "2024-06-03..2024-06-12")
    found = rolled(two, "2024-06-03..2024-06-12")
    assert totals(found, "A")["received"] == 30
    assert [each.line.code for each in found.missing] == ["B"]
    assert found.months == ()
    with pytest.raises(Refused) as refused:
        rolled(two, "2024-07-03..2024-07-12")
    assert refused.value.problems[0].code == "period_empty"
    # Of free dates a month that straddles says something, so it is named.
    plain_month(two, "B", "2024-06", 0, 4, 0)
    with pytest.raises(Refused) as refused:
        rolled(two, "2024-06-03..2024-06-12")
    assert refused.value.problems[0].code == "consolidation_straddles"
