"""Months that the store itself says add up are those of which the rules have nothing to say."""

import random
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.blocks import save_block
from desktop.context import Context
from desktop.findings import contradictions, unit_successors
from models.figures import WHOLE_UNIT_ID
from models.findings import Finding
from models.measures import MEASURES, OPTIONAL, TREE
from models.periods import Month
from models.queries.adding_up import settled_months
from models.queries.records import area_names
from models.registers import Values
from models.rules.balance import LIMITS
from models.tables import TABLES
from models.work import Work
from tests.helpers.sums import new_district
from tests.models.rule_units import JUNE, MAY, SOUND

Figures = dict[str, int | None]
Stored = dict[str, int | str | bool | None]

# What was pending in May is carried into June.
IN_MAY: Figures = {**SOUND, "pending": 10, "pending_in_time": 10, "withdrawn": 4} | {
    "closed_unresolved": 5
}
TOTALS = [measure.name for measure in TREE if measure.parts]


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_district(tmp_path)


def row(unit: str, month: Month, field: str, entered: Figures, nil: bool = False) -> Stored:
    key = f"{unit}-{month}-{field}"
    found: Stored = {**entered, "nil": nil, "unit": unit, "field": field}
    found |= {"id": key, "match": key, "folded": "", "ordering": key}
    return {**dict.fromkeys(MEASURES), **found, "year": month.year, "month": month.month}


def keep(office: Context, *rows: Stored) -> None:
    """Put rows into the store as an older one may hold them, whatever would be refused today."""

    def write(work: Work) -> None:
        work.conn.execute(sa.insert(TABLES["dossiers"]), list(rows))

    office.do(write)


def fields(office: Context) -> list[str]:
    return [key for key in office.ask(area_names) if key != WHOLE_UNIT_ID]


def settled(office: Context) -> dict[str, set[Month]]:
    return office.ask(settled_months, [MAY, JUNE])


def two_months(office: Context, unit: str, june: Figures) -> None:
    """Keep two months of two fields of work, one of them in June with other figures."""
    first, second = fields(office)[:2]
    keep(office, row(unit, MAY, first, IN_MAY), row(unit, MAY, second, IN_MAY))
    keep(office, row(unit, JUNE, first, {**SOUND, **june}), row(unit, JUNE, second, SOUND))


def test_months_in_which_all_agrees_are_settled(office: Context) -> None:
    two_months(office, "A", {})
    # Totals that nobody typed, figures beside the tree and a later part that nobody keeps.
    two_months(office, "B", dict.fromkeys((*TOTALS, "uncollected", "paid_online")))
    first, second, *_ = fields(office)
    keep(office, row("C", JUNE, first, {**SOUND, **dict.fromkeys(OPTIONAL)}))
    keep(office, row("C", JUNE, second, {}, nil=True))
    keep(office, row("D", JUNE, WHOLE_UNIT_ID, SOUND))
    keep(office, row("E", JUNE, first, SOUND), row("E", JUNE, second, {}, nil=True))
    thrown_away = row("E", JUNE, WHOLE_UNIT_ID, {"pending": 1})
    keep(office, {**thrown_away, "deleted_at": "2024-07-01T08:00:00+07:00"})
    assert settled(office) == {
        "A": {MAY, JUNE},
        "B": {MAY, JUNE},
        "C": {JUNE},
        "D": {JUNE},
        "E": {JUNE},
    }


@pytest.mark.parametrize("name", TOTALS)
def test_a_total_that_is_not_the_sum_of_its_parts_is_left_to_the_rules(
    office: Context, name: str
) -> None:
    two_months(office, "A", {name: (SOUND[name] or 0) + 1})
    assert settled(office) == {"A": {MAY}}


@pytest.mark.parametrize(("whole", "part"), [(w, part) for w in LIMITS for part in LIMITS[w]])
def test_a_figure_above_what_it_is_part_of_is_left_to_the_rules(
    office: Context, whole: str, part: str
) -> None:
    two_months(office, "A", {part: SOUND[whole]})
    two_months(office, "B", {part: (SOUND[whole] or 0) + 1})
    assert settled(office) == {"A": {MAY, JUNE}, "B": {MAY}}


@pytest.mark.parametrize(
    "june",
    [
        {"withdrawn": 3, "closed_unresolved": None},
        {"stopped": None},
        {"received_online_other": None},
    ],
)
def test_what_does_not_balance_or_lacks_a_number_is_left_to_the_rules(
    office: Context, june: Figures
) -> None:
    two_months(office, "A", june)
    assert settled(office) == {"A": {MAY}}


def test_a_carry_over_that_the_month_before_did_not_leave_is_left_to_the_rules(
    office: Context,
) -> None:
    first = fields(office)[0]
    less: Figures = {**IN_MAY, "pending": 9, "pending_in_time": 9, "withdrawn": 5}
    less["closed_unresolved"] = 6
    for unit, before in (("A", IN_MAY), ("B", less)):
        keep(office, row(unit, MAY, first, before), row(unit, JUNE, first, SOUND))
    assert settled(office) == {"A": {MAY, JUNE}, "B": {MAY}}
    assert office.ask(settled_months, [JUNE]) == {"A": {JUNE}, "B": set()}


def test_a_row_of_the_whole_unit_beside_others_and_one_of_nothing_that_has_figures_are_left(
    office: Context,
) -> None:
    first = fields(office)[0]
    keep(office, row("A", JUNE, first, SOUND), row("A", JUNE, WHOLE_UNIT_ID, SOUND))
    keep(office, row("B", JUNE, first, SOUND, nil=True))
    assert settled(office) == {"A": set(), "B": set()}


def test_what_others_left_and_what_a_block_left_is_looked_at_all_the_same(tmp_path: Path) -> None:
    ended: Values = {"valid_until": date(2024, 5, 31), "successor": "C"}
    office = new_district(tmp_path, A=ended, B=ended, C={"valid_from": date(2024, 6, 1)}, D={})
    first = fields(office)[0]
    keep(office, row("A", MAY, first, IN_MAY), row("B", MAY, first, IN_MAY))
    keep(office, row("C", JUNE, first, SOUND), row("D", JUNE, first, SOUND))
    office.do(save_block, "D", "2024-04-01..2024-05-31", {WHOLE_UNIT_ID: {"pending": 7}})
    known = settled(office)
    assert (known["C"], known["D"]) == ({JUNE}, {JUNE})
    for unit, left in (("C", 20), ("D", 7)):
        [found] = rules_say(office, unit, [JUNE], known[unit])
        assert (found.code, found.values["left"], found.values["right"]) == (
            "carry_over_broken",
            10,
            left,
        )


def rules_say(
    office: Context, unit: str, months: list[Month], settled: Collection[Month] = ()
) -> list[Finding]:
    names, successors = office.ask(area_names), office.ask(unit_successors)
    return office.ask(contradictions, unit, months, names, successors, settled)


def test_the_rules_say_the_same_of_any_figures_with_and_without_the_settled_months(
    office: Context,
) -> None:
    chance = random.Random(7)
    units = [f"U{number}" for number in range(250)]
    rows: list[Stored] = []
    for unit in units:
        rows += _rows(chance, unit, MAY, IN_MAY, fields(office))
        rows += _rows(chance, unit, JUNE, SOUND, fields(office))
    keep(office, *rows)
    known = settled(office)
    assert 50 < sum(len(months) for months in known.values()) < 450
    told = 0
    for unit in units:
        found = rules_say(office, unit, [MAY, JUNE])
        assert rules_say(office, unit, [MAY, JUNE], known[unit]) == found, unit
        told += bool(found)
    assert told > 50


def _rows(
    chance: random.Random, unit: str, month: Month, sound: Figures, keys: list[str]
) -> Iterator[Stored]:
    places = [*keys[: chance.randint(1, 3)], *([WHOLE_UNIT_ID] if chance.random() < 0.1 else [])]
    for field in places:
        entered = dict(sound)
        if chance.random() < 0.5:
            entered |= dict.fromkeys(TOTALS)
        for _ in range(chance.choice((0, 0, 0, 1, 2))):
            name = chance.choice(list(MEASURES))
            entered[name] = chance.choice((None, 0, 1, 5, 12, 90, 200))
        yield row(unit, month, field, entered, nil=chance.random() < 0.03)
