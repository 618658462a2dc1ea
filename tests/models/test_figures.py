"""Totals and parts inside one month of one field."""

from hypothesis import given
from hypothesis import strategies as st

from models.figures import evaluate, incomplete
from models.measures import MEASURES, TREE, TREE_NAMES

counts = st.dictionaries(st.sampled_from(TREE_NAMES), st.none() | st.integers(0, 50))


def test_all_parts_known_make_the_total() -> None:
    values = evaluate({"received_in_person": 4, "received_postal": 1})
    assert values.known["received_offline"] == 5
    assert values.origin["received_offline"] == "computed"


def test_a_total_may_stand_while_its_parts_are_blank() -> None:
    values = evaluate({"resolved_in_time": 90})
    assert values.known["resolved_in_time"] == 90
    assert values.origin["resolved_in_time"] == "entered"
    assert values.known["resolved_early"] is None
    assert values.known["resolved"] is None


def test_one_blank_part_is_derived_from_its_total() -> None:
    values = evaluate({"resolved": 100, "resolved_late": 3})
    assert values.known["resolved_in_time"] == 97
    assert values.origin["resolved_in_time"] == "derived"


def test_derivation_goes_on_down_the_tree() -> None:
    values = evaluate(
        {"to_handle": 100, "carried_over": 10, "received_online": 60, "received_in_person": 25}
    )
    assert values.known["received"] == 90
    assert values.known["received_offline"] == 30
    assert values.known["received_postal"] == 5


def test_a_derived_part_is_not_used_to_invent_two_others() -> None:
    values = evaluate({"closed_unresolved": 5, "withdrawn": 2})
    assert values.known["returned"] is None
    assert values.known["stopped"] is None


def test_the_last_of_three_parts_is_derived() -> None:
    assert evaluate({"closed_unresolved": 5, "withdrawn": 2, "stopped": 0}).known["returned"] == 3


def test_a_negative_remainder_stays_unknown_and_is_named() -> None:
    values = evaluate({"to_handle": 2181, "carried_over": 277, "received_online": 1970})
    assert values.known["received"] == 1904
    assert values.known["received_offline"] is None
    assert values.origin["received_offline"] == "blank"
    assert values.negative == {"received_offline": -66}


def test_an_entered_total_is_kept_beside_the_computed_one_which_is_used() -> None:
    values = evaluate({"resolved": 100, "resolved_in_time": 90, "resolved_late": 5})
    assert values.known["resolved"] == 95
    assert values.origin["resolved"] == "computed"
    assert values.entered["resolved"] == 100


def test_blank_zero_and_nil_are_three_things() -> None:
    blank, zero, nil = evaluate({}), evaluate({"pending": 0}), evaluate({}, nil=True)
    assert blank.known["pending"] is None
    assert blank.origin["pending"] == "blank"
    assert zero.known["pending"] == 0
    assert zero.origin["pending"] == "entered"
    assert set(nil.known.values()) == {0}
    assert set(nil.origin.values()) == {"nil"}


def test_a_total_of_zero_makes_a_lone_blank_part_zero() -> None:
    assert evaluate({"pending": 0, "pending_overdue": 0}).known["pending_in_time"] == 0


def test_of_which_measures_are_never_computed() -> None:
    values = evaluate({"pending": 7, "digitised_results": 3})
    assert values.known["awaiting_supplement"] is None
    assert values.known["digitised_results"] == 3


def test_incomplete_names_what_has_no_value_in_the_order_of_the_tree() -> None:
    values = evaluate(
        dict.fromkeys(MEASURES, 0)
        | {"closed_unresolved": 1, "withdrawn": None, "stopped": None, "due": None}
    )
    assert values.incomplete == ("withdrawn", "stopped", "due")
    assert incomplete({}) == tuple(MEASURES)


@given(counts)
def test_known_totals_agree_with_known_parts(entered: dict[str, int | None]) -> None:
    known = evaluate(entered).known
    for measure in TREE:
        parts = [known[part] for part in measure.parts]
        if parts and None not in parts:
            assert known[measure.name] == sum(part or 0 for part in parts)


@given(counts)
def test_a_leaf_that_was_entered_is_never_changed(entered: dict[str, int | None]) -> None:
    values = evaluate(entered)
    for measure in TREE:
        if not measure.parts and entered.get(measure.name) is not None:
            assert values.known[measure.name] == entered[measure.name]


@given(counts)
def test_nothing_known_is_negative_and_every_value_has_an_origin(
    entered: dict[str, int | None],
) -> None:
    values = evaluate(entered)
    for name in MEASURES:
        value = values.known[name]
        assert (value is None) == (values.origin[name] == "blank")
        assert value is None or value >= 0


@given(counts)
def test_entering_what_was_worked_out_changes_nothing(entered: dict[str, int | None]) -> None:
    known = evaluate(entered).known
    assert evaluate(known).known == known
