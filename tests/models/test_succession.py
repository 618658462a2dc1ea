"""Who came after whom, whatever circles were typed."""

from itertools import product

import pytest

from models.catalogue import UNITS
from models.registers import Record
from models.succession import (
    circle_of,
    circle_problems,
    direct_predecessors,
    merged_into,
    standing_successor,
)

# A and B were merged into C, and C became D; E stands beside them.
CHAIN = {"A": "C", "B": "C", "C": "D", "D": "", "E": ""}
TWO = {"A": "B", "B": "A"}
THREE = {"A": "B", "B": "C", "C": "A", "D": "A"}


def unit(code: str, successor: str = "", key: str = "") -> Record:
    values = {"code": code, "name": f"Phường {code}", "successor": successor or None}
    return Record(key or f"id-{code}", UNITS.name, "", values)


def row(code: str, successor: str) -> dict[str, str]:
    return {"id": f"id-{code}", "code": code, "name": f"Phường {code}", "successor": successor}


def test_predecessors_are_those_that_name_the_unit_itself() -> None:
    assert direct_predecessors("C", CHAIN) == ["A", "B"]
    assert direct_predecessors("D", CHAIN) == ["C"]
    assert direct_predecessors("E", CHAIN) == []


def test_no_unit_is_its_own_predecessor() -> None:
    assert direct_predecessors("A", {"A": "A", "B": "A"}) == ["B"]


def test_the_one_that_stands_in_the_end_is_found_over_others() -> None:
    assert standing_successor("A", CHAIN, {"D", "E"}) == "D"
    assert standing_successor("A", CHAIN, {"C", "D"}) == "C"
    assert standing_successor("A", CHAIN, {"E"}) is None


def test_a_standing_unit_is_not_its_own_successor() -> None:
    assert standing_successor("D", CHAIN, {"D"}) is None
    assert standing_successor("A", TWO, {"A"}) is None
    assert standing_successor("A", {"A": "A"}, {"A"}) is None


def test_a_successor_that_is_not_in_the_list_ends_the_way() -> None:
    assert standing_successor("A", {"A": "X"}, {"X"}) is None
    assert circle_of("A", {"A": "X"}) == []


def test_merged_units_are_grouped_by_the_one_that_stands_in_the_order_of_the_list() -> None:
    assert merged_into(CHAIN, ["D", "E"]) == {"D": ["A", "B", "C"], "E": []}


def test_what_was_merged_into_a_standing_unit_stays_with_it() -> None:
    assert merged_into(CHAIN, ["C", "D"]) == {"C": ["A", "B"], "D": []}


@pytest.mark.parametrize("circle", [{"A": "A"}, TWO, THREE])
def test_a_circle_of_which_none_stands_belongs_to_no_line(circle: dict[str, str]) -> None:
    assert merged_into({**circle, "E": ""}, ["E"]) == {"E": []}


def test_a_circle_of_which_one_stands_belongs_to_that_one_and_each_is_counted_once() -> None:
    assert merged_into(TWO, ["A"]) == {"A": ["B"]}
    assert merged_into(THREE, ["B"]) == {"B": ["A", "C", "D"]}
    assert merged_into(THREE, ["A", "C"]) == {"A": ["D"], "C": ["B"]}


def test_of_every_list_of_four_each_unit_is_in_at_most_one_place() -> None:
    # Every way in which four units can name each other, themselves, nobody or a stranger.
    codes = "ABCD"
    for named in product((*codes, "", "X"), repeat=4):
        successors = dict(zip(codes, named, strict=True))
        for standing in (["A"], ["A", "B"], [], list(codes)):
            merged = merged_into(successors, standing)
            placed = sorted(unit for group in merged.values() for unit in group)
            assert len(set(placed)) == len(placed)
            assert not set(placed) & set(standing)


def test_a_very_long_chain_and_a_very_long_circle_are_walked() -> None:
    codes = [f"U{number}" for number in range(3000)]
    chain = dict(zip(codes, [*codes[1:], ""], strict=True))
    assert standing_successor(codes[0], chain, {codes[-1]}) == codes[-1]
    circle = {**chain, codes[-1]: codes[0]}
    assert circle_of(codes[7], circle) == [*codes[7:], *codes[:7]]


def test_a_circle_is_named_from_each_of_its_units_and_not_from_one_that_leads_to_it() -> None:
    assert circle_of("A", TWO) == ["A", "B"]
    assert circle_of("C", THREE) == ["C", "A", "B"]
    assert circle_of("D", THREE) == []
    assert circle_of("A", {"A": "A"}) == ["A"]
    assert circle_of("A", CHAIN) == []


def test_a_row_that_closes_a_circle_is_a_problem_with_its_way_round() -> None:
    problems = circle_problems([unit("A", "B"), unit("B", "C"), unit("C")], [row("C", "A")])
    assert list(problems) == ["C"]
    problem = problems["C"]
    assert (problem.code, problem.place.column) == ("successor_circle", "Đơn vị kế thừa")
    assert problem.values["around"] == "Phường C → Phường A → Phường B → Phường C"


def test_a_unit_that_follows_itself_is_a_problem() -> None:
    problem = circle_problems([], [row("A", "A")])["A"]
    assert (problem.code, problem.values["name"]) == ("successor_of_itself", "Phường A")


def test_a_chain_is_no_problem_and_the_way_back_may_be_taken_off_at_once() -> None:
    assert circle_problems([unit("A", "B"), unit("B")], [row("B", "C"), row("C", "")]) == {}
    # The direction is turned round in one gesture.
    assert circle_problems([unit("A", "B"), unit("B")], [row("A", ""), row("B", "A")]) == {}


def test_a_circle_that_was_kept_before_stops_no_other_change() -> None:
    kept = [unit("A", "B"), unit("B", "A")]
    assert circle_problems(kept, [{**row("A", "B"), "name": "Phường A mới"}]) == {}
    assert list(circle_problems([*kept, unit("C", "A")], [row("A", "C")])) == ["A"]
