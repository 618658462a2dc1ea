"""Who came after whom, whatever circles were typed."""

from itertools import product

import pytest

from models.catalogue import UNITS
from models.registers import Record
from models.succession import (
    Handover,
    circle_of,
    circle_problems,
    direct_predecessors,
    handover_to,
    merged_into,
    standing_successor,
)


# A and B were merged into C, and C became D; E stands beside them.
def after(**named: str) -> dict[str, tuple[str, ...]]:
    """Return successors by unit, each a text of one letter per unit."""
    return {code: tuple(letters) for code, letters in named.items()}


CHAIN = after(A="C", B="C", C="D", D="", E="")
TWO = after(A="B", B="A")
THREE = after(A="B", B="C", C="A", D="A")
# S was split into A and B, and A became C; T went into B.
SPLIT = after(S="AB", T="B", A="C", B="", C="")


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
    assert direct_predecessors("A", after(A="A", B="A")) == ["B"]


def test_the_one_that_stands_in_the_end_is_found_over_others() -> None:
    assert standing_successor("A", CHAIN, {"D", "E"}) == "D"
    assert standing_successor("A", CHAIN, {"C", "D"}) == "C"
    assert standing_successor("A", CHAIN, {"E"}) is None


def test_a_standing_unit_is_not_its_own_successor() -> None:
    assert standing_successor("D", CHAIN, {"D"}) is None
    assert standing_successor("A", TWO, {"A"}) is None
    assert standing_successor("A", after(A="A"), {"A"}) is None


def test_a_successor_that_is_not_in_the_list_ends_the_way() -> None:
    assert standing_successor("A", after(A="X"), {"X"}) is None
    assert circle_of("A", after(A="X")) == []


def test_merged_units_are_grouped_by_the_one_that_stands_in_the_order_of_the_list() -> None:
    assert merged_into(CHAIN, ["D", "E"]) == {"D": ["A", "B", "C"], "E": []}


def test_what_was_merged_into_a_standing_unit_stays_with_it() -> None:
    assert merged_into(CHAIN, ["C", "D"]) == {"C": ["A", "B"], "D": []}


@pytest.mark.parametrize("circle", [after(A="A"), TWO, THREE])
def test_a_circle_of_which_none_stands_belongs_to_no_line(
    circle: dict[str, tuple[str, ...]],
) -> None:
    assert merged_into({**circle, "E": ()}, ["E"]) == {"E": []}


def test_a_circle_of_which_one_stands_belongs_to_that_one_and_each_is_counted_once() -> None:
    assert merged_into(TWO, ["A"]) == {"A": ["B"]}
    assert merged_into(THREE, ["B"]) == {"B": ["A", "C", "D"]}
    assert merged_into(THREE, ["A", "C"]) == {"A": ["D"], "C": ["B"]}


def test_of_every_list_of_four_each_unit_is_in_at_most_one_place() -> None:
    # Every way in which four units can name each other, themselves, nobody, a stranger or two.
    codes = "ABCD"
    for named in product((*codes, "", "X", "AB", "CD"), repeat=4):
        successors = after(**dict(zip(codes, named, strict=True)))
        for standing in (["A"], ["A", "B"], [], list(codes)):
            merged = merged_into(successors, standing)
            placed = sorted(unit for group in merged.values() for unit in group)
            assert len(set(placed)) == len(placed)
            assert not set(placed) & set(standing)


def test_a_very_long_chain_and_a_very_long_circle_are_walked() -> None:
    codes = [f"U{number}" for number in range(3000)]
    chain = {code: (later,) for code, later in zip(codes, [*codes[1:], "X"], strict=True)}
    assert standing_successor(codes[0], chain, {codes[-1]}) == codes[-1]
    circle = {**chain, codes[-1]: (codes[0],)}
    assert circle_of(codes[7], circle) == [*codes[7:], *codes[:7]]


def test_a_circle_is_named_from_each_of_its_units_and_not_from_one_that_leads_to_it() -> None:
    assert circle_of("A", TWO) == ["A", "B"]
    assert circle_of("C", THREE) == ["C", "A", "B"]
    assert circle_of("D", THREE) == []
    assert circle_of("A", after(A="A")) == ["A"]
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


def test_a_split_unit_went_to_none_and_one_whose_parts_came_together_again_to_that() -> None:
    assert standing_successor("S", SPLIT, {"B", "C"}) is None
    assert merged_into(SPLIT, ["B", "C"]) == {"B": ["T"], "C": ["A"]}
    together = {**SPLIT, "B": ("C",)}
    assert merged_into(together, ["C"]) == {"C": ["S", "T", "A", "B"]}


def test_a_part_that_went_to_a_stranger_or_ended_is_not_given_to_the_other_part() -> None:
    assert standing_successor("S", after(S="BX", B=""), {"B"}) is None
    assert standing_successor("S", after(S="AB", A="", B=""), {"B"}) is None


def test_all_that_took_over_from_a_split_unit_are_told_together_with_all_that_it_came_from() -> (
    None
):
    assert handover_to("B", SPLIT) == Handover(("S", "T"), ("B", "A"))
    assert handover_to("A", SPLIT) == Handover(("S", "T"), ("A", "B"))
    assert handover_to("C", SPLIT) == Handover(("A",), ("C",))
    assert handover_to("S", SPLIT) == Handover((), ("S",))


def test_a_circle_through_one_of_several_successors_is_found() -> None:
    assert circle_of("A", after(A="BC", B="", C="A")) == ["A", "C"]
    kept = [unit("A", "B"), unit("B", "A"), unit("C", "A")]
    assert list(circle_problems(kept, [row("A", "B\nC")])) == ["A"]


def test_a_circle_that_was_kept_before_stops_no_other_change() -> None:
    kept = [unit("A", "B"), unit("B", "A")]
    assert circle_problems(kept, [{**row("A", "B"), "name": "Phường A mới"}]) == {}
    assert list(circle_problems([*kept, unit("C", "A")], [row("A", "C")])) == ["A"]
