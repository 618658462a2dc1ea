"""Parts of which a total leaves nothing are 0, in a row and below the whole unit."""

from models.figures import WHOLE_UNIT_ID, MonthValues, Row, evaluate, evaluate_month
from models.measures import MEASURES, WHOLE_UNIT


def area(key: str, *, nil: bool = False, **cells: int) -> Row:
    return Row(key, key, nil, dict(cells))


def month(*areas: Row, nil: bool = False, **whole: int) -> MonthValues:
    return evaluate_month([*areas, Row(WHOLE_UNIT_ID, WHOLE_UNIT, nil, dict(whole))])


def test_the_parts_of_a_known_total_of_0_are_0_down_to_the_last_of_them() -> None:
    values = evaluate({"received": 0, "pending": 0})
    for name in ("received_online_full", "received_postal", "pending_in_time", "pending_overdue"):
        assert (values.known[name], values.origin[name]) == (0, "derived")


def test_a_remainder_of_0_over_several_blank_parts_makes_them_all_0() -> None:
    values = evaluate({"closed_unresolved": 4, "returned": 4})
    assert (values.known["withdrawn"], values.known["stopped"]) == (0, 0)


def test_any_other_remainder_over_several_blank_parts_says_nothing() -> None:
    for returned in (3, 5):
        values = evaluate({"closed_unresolved": 4, "returned": returned})
        assert (values.known["withdrawn"], values.known["stopped"]) == (None, None)
        assert values.negative == {}


def test_a_total_of_0_above_something_known_makes_nothing_0() -> None:
    values = evaluate({"to_handle": 0, "received_online": 5})
    assert (values.known["received"], values.known["carried_over"]) == (None, None)


def test_a_unit_total_of_0_makes_the_cell_of_every_field_0() -> None:
    found = month(area("a", pending=3), area("b", pending=1), apologies=0)
    for values in found.areas.values():
        assert (values.known["apologies"], values.origin["apologies"]) == (0, "derived")


def test_a_unit_total_that_one_field_holds_makes_the_blank_cells_of_all_others_0() -> None:
    found = month(area("a", resolved=9), area("b"), area("c"), resolved=9)
    assert [found.areas[key].known["resolved_late"] for key in "abc"] == [None, 0, 0]


def test_a_unit_total_that_leaves_something_for_several_fields_leaves_them_blank() -> None:
    found = month(area("a", resolved=8), area("b"), area("c"), resolved=9)
    assert [found.areas[key].known["resolved"] for key in "abc"] == [8, None, None]


def test_a_field_without_incidents_takes_no_part_in_what_is_left() -> None:
    found = month(area("a", resolved=9), area("b", nil=True), area("c"), area("d"), resolved=9)
    assert [found.areas[key].known["resolved"] for key in "abcd"] == [9, 0, 0, 0]


def test_a_whole_unit_without_incidents_makes_its_blank_fields_0() -> None:
    found = month(area("a"), area("b"), nil=True)
    assert set(found.areas["a"].known.values()) == set(found.areas["b"].known.values()) == {0}
    assert set(found.total.known) == set(MEASURES)


def test_a_contradiction_in_one_field_does_not_make_the_parts_of_another_0() -> None:
    # Together 5 of 5 are withdrawn; but field a says 3 of 2, so that field b leaves one open.
    found = month(
        area("a", closed_unresolved=2, withdrawn=3), area("b", closed_unresolved=3, withdrawn=2)
    )
    assert found.total.known["returned"] is None
    assert found.areas["b"].known["closed_unresolved"] == 3
    assert found.areas["b"].known["returned"] is None
