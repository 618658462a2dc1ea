"""The chain from one month's pending dossiers to the next month's carry-over."""

from datetime import date

from models.figures import Row
from models.measures import WHOLE_UNIT
from models.periods import Life, Month
from models.rules.carry_over import check_carry_over
from models.rules.context import UnitHistory
from tests.models.rule_units import JUNE, MAY, june, said, unit, whole


def field(name: str, carried: int | None = None, pending: int | None = None) -> Row:
    return Row(name, name, False, {"carried_over": carried, "pending": pending})


def test_an_unbroken_chain_has_nothing_to_say() -> None:
    assert check_carry_over(unit({MAY: [field("A", 1, 7)], JUNE: [field("A", 7, 2)]}), JUNE) == []


def test_the_first_month_is_silent() -> None:
    assert check_carry_over(june(field("A", 7)), JUNE) == []


def test_a_broken_chain_is_a_warning_for_the_unit_and_a_note_for_the_field() -> None:
    found = check_carry_over(unit({MAY: [field("A", 1, 7)], JUNE: [field("A", 5, 2)]}), JUNE)
    assert said(found) == [
        ("carry_over_broken", "note", "A", "carried_over", -2),
        ("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", -2),
    ]
    assert found[1].values == {"variant": "unit", "left": 5, "right": 7}


def test_dossiers_that_only_changed_their_field_are_notes() -> None:
    months = {MAY: [field("A", 0, 7), field("B", 0, 3)], JUNE: [field("A", 6), field("B", 4)]}
    assert said(check_carry_over(unit(months), JUNE)) == [
        ("carry_over_broken", "note", "A", "carried_over", -1),
        ("carry_over_broken", "note", "B", "carried_over", 1),
    ]


def test_a_field_that_takes_no_part_any_more_leaves_its_dossiers_missing_from_the_unit() -> None:
    months = {MAY: [field("A", 0, 7), field("B", 0, 3)], JUNE: [field("A", 7)]}
    assert said(check_carry_over(unit(months), JUNE)) == [
        ("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", -3)
    ]


def test_a_new_field_cannot_carry_anything_over() -> None:
    months = {MAY: [field("A", 0, 7)], JUNE: [field("A", 7), field("B", 2)]}
    assert said(check_carry_over(unit(months), JUNE)) == [
        ("carry_over_broken", "note", "B", "carried_over", 2),
        ("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", 2),
    ]


def test_the_chain_of_a_unit_that_only_has_its_own_row() -> None:
    found = check_carry_over(unit({MAY: [whole(pending=7)], JUNE: [whole(carried_over=8)]}), JUNE)
    assert said(found) == [("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", 1)]


def test_nothing_is_compared_with_a_blank_or_with_a_month_further_back() -> None:
    assert check_carry_over(unit({MAY: [field("A", 0)], JUNE: [field("A", 7)]}), JUNE) == []
    assert (
        check_carry_over(unit({Month(2024, 4): [field("A", 0, 9)], JUNE: [field("A", 7)]}), JUNE)
        == []
    )


def ward(code: str, pending: int | None, goes_on: bool = False) -> UnitHistory:
    months = {MAY: (field("A", 0, pending),)} | ({JUNE: (field("A", pending),)} if goes_on else {})
    return UnitHistory(code, months)


def test_after_a_merger_the_predecessors_pending_dossiers_are_carried_over_together() -> None:
    assert (
        check_carry_over(june(field("A", 12), predecessors=(ward("LB", 7), ward("BL", 5))), JUNE)
        == []
    )
    found = check_carry_over(
        june(field("A", 10), predecessors=(ward("LB", 7), ward("BL", 5))), JUNE
    )
    assert said(found)[-1] == ("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", -2)


def test_a_unit_that_takes_in_another_carries_over_its_own_dossiers_too() -> None:
    months = {MAY: [field("A", 0, 4)], JUNE: [field("A", 11)]}
    assert check_carry_over(unit(months, predecessors=(ward("BL", 7),)), JUNE) == []


def test_a_predecessor_that_still_reports_has_not_handed_over() -> None:
    months = {MAY: [field("A", 0, 4)], JUNE: [field("A", 4)]}
    assert check_carry_over(unit(months, predecessors=(ward("BL", 7, goes_on=True),)), JUNE) == []


def test_a_predecessors_blank_leaves_the_merger_unchecked() -> None:
    assert (
        check_carry_over(june(field("A", 12), predecessors=(ward("LB", 7), ward("BL", None))), JUNE)
        == []
    )


def heir(code: str, carried: int | None) -> UnitHistory:
    return UnitHistory(code, {JUNE: (field("A", carried),)})


def test_after_a_split_the_new_units_together_carry_over_what_the_old_one_left() -> None:
    split = {"predecessors": (ward("LB", 7),)}
    assert check_carry_over(june(field("A", 3), **split, heirs=(heir("N", 4),)), JUNE) == []
    found = check_carry_over(june(field("A", 3), **split, heirs=(heir("N", 3),)), JUNE)
    assert said(found) == [("carry_over_broken", "warning", WHOLE_UNIT, "carried_over", -1)]
    assert found[0].values == {"variant": "split", "left": 6, "right": 7}


def test_a_split_is_not_compared_while_one_of_the_new_units_is_not_known() -> None:
    split = {"predecessors": (ward("LB", 7),)}
    assert check_carry_over(june(field("A", 3), **split, heirs=(heir("N", None),)), JUNE) == []
    sent_nothing = UnitHistory("N", {})
    assert check_carry_over(june(field("A", 3), **split, heirs=(sent_nothing,)), JUNE) == []


def test_what_the_other_new_unit_kept_of_its_own_counts_in_a_split() -> None:
    standing = UnitHistory("N", {MAY: (field("A", 0, 2),), JUNE: (field("A", 6),)})
    split = {"predecessors": (ward("LB", 7),), "heirs": (standing,)}
    assert check_carry_over(june(field("A", 3), **split), JUNE) == []


def test_long_after_a_split_each_unit_is_compared_with_its_own_month_before() -> None:
    months = {MAY: [field("A", 0, 4)], JUNE: [field("A", 5)]}
    old = UnitHistory("LB", {Month(2024, 4): (field("A", 0, 7),)})
    found = check_carry_over(unit(months, predecessors=(old,), heirs=(heir("N", 4),)), JUNE)
    assert found[-1].values == {"variant": "unit", "left": 5, "right": 4}


def test_a_month_before_the_first_day_of_a_unit_is_not_its_month_before() -> None:
    months = {MAY: [field("A", 0, 7)], JUNE: [field("A", 20)]}
    assert check_carry_over(unit(months, life=Life(date(2024, 6, 1))), JUNE) == []
    assert len(check_carry_over(unit(months, life=Life(date(2024, 5, 20))), JUNE)) == 2
