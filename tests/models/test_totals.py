"""Totals of a year summed by the database are those worked out unit by unit."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.figures import figures
from desktop.sheets import set_figures, set_nil
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.queries.totals import year_totals
from tests.helpers.office import enter, field_id, new_office

LEAVES = tuple(name for name, measure in MEASURES.items() if not measure.parts)


@pytest.fixture
def office(tmp_path: Path) -> Context:
    made = new_office(tmp_path)
    for number, month in enumerate((Month(2024, 1), Month(2024, 2)), start=1):
        for place, name in enumerate(("Hộ tịch", "Chứng thực"), start=1):
            enter(made, month, name, **{leaf: number * 7 + place * spot for spot, leaf in enumerate(LEAVES)})
    made.do(set_nil, made.unit, Month(2024, 3), field_id(made, "Chứng thực"), nil=True)
    enter(made, Month(2024, 3), "Hộ tịch", **dict.fromkeys(LEAVES, 3))
    return made


def exact(office: Context) -> object:
    total = office.ask(figures, "2024-Q1")["total"]
    assert isinstance(total, dict)
    return total["measures"]


def test_flows_add_and_stocks_are_those_of_the_first_and_the_last_month(office: Context) -> None:
    assert office.ask(year_totals, 2024, 3) == exact(office)


def test_a_blank_makes_its_sums_unknown_and_no_other(office: Context) -> None:
    enter(office, Month(2024, 2), "Hộ tịch", withdrawn=None)
    found = office.ask(year_totals, 2024, 3)
    assert {name for name, value in found.items() if value is None} == {"withdrawn", "closed_unresolved"}


def test_a_month_that_is_not_there_makes_every_sum_unknown(office: Context) -> None:
    assert set(office.ask(year_totals, 2024, 4).values()) == {None}


def test_figures_of_the_whole_unit_only_are_left_to_be_worked_out(office: Context) -> None:
    office.do(set_figures, office.unit, Month(2024, 3), {(WHOLE_UNIT_ID, "digitised_results"): 4})
    assert set(office.ask(year_totals, 2024, 3).values()) == {None}
