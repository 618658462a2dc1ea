"""Totals of a year summed by the database are those worked out unit by unit."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.figures import figures
from desktop.months import set_figures, set_nil
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.queries.totals import year_totals
from tests.helpers.office import area_id, enter, new_office

LEAVES = tuple(name for name, measure in MEASURES.items() if not measure.parts)


@pytest.fixture
def office(tmp_path: Path) -> Context:
    made = new_office(tmp_path)
    for number, month in enumerate((Month(2024, 1), Month(2024, 2)), start=1):
        for place, name in enumerate(("Hộ tịch", "Chứng thực"), start=1):
            enter(
                made,
                month,
                name,
                **{leaf: number * 7 + place * spot for spot, leaf in enumerate(LEAVES)},
            )
    made.do(set_nil, made.unit, Month(2024, 3), area_id(made, "Chứng thực"), nil=True)
    enter(made, Month(2024, 3), "Hộ tịch", **dict.fromkeys(LEAVES, 3))
    return made


def exact(office: Context) -> object:
    total = office.ask(figures, "2024-Q1")["total"]
    assert isinstance(total, dict)
    return total["measures"]


def test_flows_add_and_stocks_are_those_of_the_first_and_the_last_month(office: Context) -> None:
    assert office.ask(year_totals, 2024, 3, [office.unit]) == exact(office)


def test_a_blank_makes_its_sums_unknown_and_no_other(office: Context) -> None:
    enter(office, Month(2024, 2), "Hộ tịch", withdrawn=None)
    found = office.ask(year_totals, 2024, 3, [office.unit])
    assert {name for name, value in found.items() if value is None} == {
        "withdrawn",
        "closed_unresolved",
    }


def test_a_month_that_is_not_there_makes_every_sum_unknown(office: Context) -> None:
    assert set(office.ask(year_totals, 2024, 4, [office.unit]).values()) == {None}


def test_a_figure_of_the_whole_unit_counts_where_its_fields_do_not_all_say_it(
    office: Context,
) -> None:
    enter(office, Month(2024, 2), "Hộ tịch", digitised_results=None, returned=None)
    whole = {
        (WHOLE_UNIT_ID, "digitised_results"): 400,
        (WHOLE_UNIT_ID, "fees_paid"): 9,
        (WHOLE_UNIT_ID, "returned"): 50,
    }
    office.do(set_figures, office.unit, Month(2024, 2), whole)
    found, known = office.ask(year_totals, 2024, 3, [office.unit]), exact(office)
    assert isinstance(known, dict)
    assert found["digitised_results"] == known["digitised_results"]
    assert found["fees_paid"] == known["fees_paid"]
    # A part of a total is left to be worked out: a total that is known may say otherwise.
    differing = {name for name, value in found.items() if value != known[name]}
    assert differing == {"returned", "closed_unresolved"}
    assert (found["returned"], found["closed_unresolved"]) == (None, None)


def test_a_month_of_the_whole_unit_alone_is_left_to_be_worked_out(office: Context) -> None:
    office.do(set_figures, office.unit, Month(2024, 4), {(WHOLE_UNIT_ID, "digitised_results"): 4})
    assert set(office.ask(year_totals, 2024, 4, [office.unit]).values()) == {None}


def test_units_that_were_not_asked_for_are_not_counted(office: Context) -> None:
    assert set(office.ask(year_totals, 2024, 3, ["KHAC"]).values()) == {None}
    assert office.ask(year_totals, 2024, 3, [office.unit, "KHAC"]) == exact(office)


@pytest.mark.parametrize("blank", ["carried_over", "received_online_full"])
def test_what_is_to_be_handled_is_unknown_without_its_opening_or_its_intake(
    office: Context, blank: str
) -> None:
    enter(office, Month(2024, 1), "Hộ tịch", **{blank: None})
    assert office.ask(year_totals, 2024, 3, [office.unit])["to_handle"] is None
