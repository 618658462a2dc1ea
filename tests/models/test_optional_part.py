"""A part that came later: a month that never heard of it stays as well known as it was."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from desktop.context import Context
from models import figures
from models.figures import WHOLE_UNIT_ID, Row, evaluate_month, month_numbers
from models.measures import MEASURES, OPTIONAL, WHOLE_UNIT
from models.numbers import FieldNumbers, as_measures
from models.periods import Month
from models.queries import totals
from models.rules.check import check_month
from tests.helpers.office import enter, new_office
from tests.models.rule_units import JUNE, SOUND, june
from tests.models.test_numbers import MONTHS

# Declared as a later part would be: the third way of an intake whose other ways everybody enters.
PART = "received_postal"
BEFORE = {**SOUND, PART: None, "received_offline": None, "received_in_person": 30}


@pytest.fixture(autouse=True)
def tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a tree in which one part is optional."""
    for module in (figures, totals):
        monkeypatch.setattr(module, "OPTIONAL", (*OPTIONAL, PART))


def area(name: str, entered: dict[str, int | None], *, nil: bool = False) -> Row:
    return Row(name, name, nil, entered)


def whole(**entered: int | None) -> Row:
    return Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, dict(entered))


def test_blank_in_every_row_it_counts_as_nothing_and_its_total_is_known() -> None:
    month = evaluate_month([area("a", {"received_in_person": 5}), area("b", {}, nil=True)])
    assert month.areas["a"].known[PART] == 0
    assert month.areas["a"].known["received_offline"] == 5
    assert month.total.known["received_offline"] == 5
    assert month.areas["a"].entered == {"received_in_person": 5}


def test_a_month_without_it_gives_no_finding() -> None:
    assert [finding.measure for finding in check_month(june(area("a", BEFORE)), JUNE)] == []


def test_entered_once_it_is_a_part_like_the_others() -> None:
    known: dict[str, int | None] = {"received_in_person": 5, PART: 2}
    month = evaluate_month([area("a", known), area("b", {"received_in_person": 3})])
    assert month.areas["a"].known["received_offline"] == 7
    assert month.areas["b"].known[PART] is None
    assert month.areas["b"].known["received_offline"] is None
    assert month.total.known["received_offline"] is None


def test_zero_is_entered_too() -> None:
    month = evaluate_month([area("a", {PART: 0}), area("b", {"received_in_person": 3})])
    assert month.areas["b"].known["received_offline"] is None


def test_the_row_of_the_whole_unit_may_be_the_one_that_knows_it() -> None:
    areas = [area("a", {"received_in_person": 5}), area("b", {"received_in_person": 3})]
    month = evaluate_month([*areas, whole(received_postal=4)])
    assert month.areas["a"].known["received_offline"] is None
    assert month.total.known["received_offline"] == 12


def test_the_whole_unit_alone_counts_it_as_nothing_too() -> None:
    assert evaluate_month([whole(received_in_person=9)]).total.known["received_offline"] == 9


@settings(max_examples=200)
@given(MONTHS)
def test_the_numbers_alone_are_the_same(entered: dict[str, FieldNumbers]) -> None:
    rows = [Row(key, row.name, row.nil, as_measures(row.numbers)) for key, row in entered.items()]
    assert month_numbers(entered) == evaluate_month(rows).numbers


@pytest.fixture
def office(tmp_path: Path) -> Context:
    """An office with two months in which nobody has entered the part."""
    made = new_office(tmp_path)
    leaves = {name: 3 for name, measure in MEASURES.items() if not measure.parts and name != PART}
    for number in (1, 2):
        enter(made, Month(2024, number), "Hộ tịch", **leaves)
    return made


def test_the_sums_of_a_year_count_it_as_nothing_where_nobody_entered_it(office: Context) -> None:
    found = office.ask(totals.year_totals, 2024, 2, [office.unit])
    assert (found[PART], found["received_offline"], found["received"]) == (0, 6, 24)


def test_the_sums_of_a_year_are_left_to_be_worked_out_once_one_month_has_it(
    office: Context,
) -> None:
    enter(office, Month(2024, 2), "Hộ tịch", received_postal=4)
    found = office.ask(totals.year_totals, 2024, 2, [office.unit])
    assert (found[PART], found["received_offline"], found["received"]) == (None, None, None)
    assert found["received_online"] == 18
