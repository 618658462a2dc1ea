"""Blocks in the lines of a receiving office: alone, merged, unlisted, missing units."""

from datetime import date
from pathlib import Path

import pytest

from desktop.blocks import save_block
from desktop.consolidation.overview import overview
from desktop.consolidation.tracing import trace
from desktop.context import Context
from desktop.registers import save
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.periods import parse_period
from models.registers import Value
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


def test_an_old_units_block_adds_up_with_the_months_of_another(merged: Context) -> None:
    keep(merged, "A", "2024-Q1")
    for month, pending in (("2024-01", 2), ("2024-02", 3), ("2024-03", 1)):
        plain_month(merged, "B", month, 1, 10, pending)
    found = rolled(merged, "2024-H1")
    assert totals(found, "C") == {
        "to_handle": 6 + 30 + 30 + 90,
        "carried_over": 5 + 1,
        "received": 30 + 30 + 90,
        "resolved": 30 + 9 + 8 + 10 + 87,
        "pending": 9,
    }
    assert found.incomplete == ()
    # Of the quarter alone what is left is that of the block and of the last month.
    quarter = rolled(merged, "2024-Q1", date(2024, 6, 30))
    assert totals(quarter, "C")["pending"] == 5 + 1
    for measure in ("to_handle", "received", "resolved", "carried_over", "pending"):
        [line_of_c] = merged.ask(trace, found, measure, "C").lines
        assert sum(cell.value or 0 for cell in line_of_c.cells) == line_of_c.value
    cells = merged.ask(trace, found, "received", "C").lines[0].cells
    assert [(cell.unit, str(cell.month), cell.block, cell.value) for cell in cells][:4] == [
        ("A", "2024-03", "2024-Q1", 30),
        ("B", "2024-01", "", 10),
        ("B", "2024-02", "", 10),
        ("B", "2024-03", "", 10),
    ]


def test_a_block_adds_up_with_months_only_where_these_are_its_very_days_and_all_there(
    merged: Context,
) -> None:
    keep(merged, "A", "2024-Q1")
    plain_month(merged, "B", "2024-01", 1, 10, 2)
    plain_month(merged, "B", "2024-02", 1, 10, 3)
    assert set(rolled(merged, "2024-H1").incomplete[0].blank_units) == {"A", "B"}
    plain_month(merged, "B", "2024-03", 1, 10, 1)
    days: dict[str, Value] = {"from_date": date(2024, 1, 2), "to_date": date(2024, 1, 31)}
    merged.do(save, "monthly", "B", {"year": 2024, "month": 1, **days})
    days["from_date"] = date(2024, 1, 1)
    merged.do(save, "monthly", "A", {"year": 2024, "month": 1, **days})
    assert rolled(merged, "2024-H1").incomplete != ()


def test_a_block_does_not_reach_into_the_time_before_another_old_unit_stood(
    tmp_path: Path,
) -> None:
    context = new_district(
        tmp_path,
        A={"valid_until": LAST, "successor": "C"},
        B={"valid_from": date(2024, 2, 1), "valid_until": LAST, "successor": "C"},
        C={"valid_from": FIRST},
    )
    keep(context, "A", "2024-Q1")
    plain_month(context, "B", "2024-02", 0, 10, 3)
    plain_month(context, "B", "2024-03", 3, 10, 1)
    plain_month(context, "C", "2024-04", 6, 30, 7)
    found = rolled(context, "2024-H1")
    assert totals(found, "C")["received"] is None
    assert "A" in found.incomplete[0].blank_units


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
