"""The whole unit as the parent of its fields."""

from hypothesis import given
from hypothesis import strategies as st

from models.figures import WHOLE_UNIT_ID, Row, evaluate_month
from models.measures import MEASURES, TREE_NAMES, WHOLE_UNIT


def row(field: str, nil: bool = False, **entered: int | None) -> Row:
    return Row(field, field, nil, entered)


def whole(**entered: int | None) -> Row:
    return Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, entered)


def test_fields_add_up_to_the_unit() -> None:
    month = evaluate_month([row("Hộ tịch", pending=3), row("Chứng thực", pending=4)])
    assert month.total.known["pending"] == 7
    assert month.total.origin["pending"] == "computed"
    assert month.whole is None


def test_one_blank_field_makes_the_sum_blank_never_smaller() -> None:
    month = evaluate_month([row("Hộ tịch", pending=3), row("Chứng thực")])
    assert month.total.known["pending"] is None
    assert "pending" in month.total.incomplete


def test_a_nil_field_adds_nothing_but_is_known() -> None:
    month = evaluate_month([row("Hộ tịch", pending=3), row("Thư viện", nil=True)])
    assert month.total.known["pending"] == 3


def test_what_is_known_only_for_the_whole_unit_counts_for_the_unit() -> None:
    month = evaluate_month(
        [row("Hộ tịch", pending=3), row("Chứng thực", pending=4), whole(digitised_results=120)]
    )
    assert month.total.known["digitised_results"] == 120
    assert month.total.known["pending"] == 7
    assert month.areas["Hộ tịch"].known["digitised_results"] is None


def test_a_unit_without_fields_has_only_its_own_row() -> None:
    month = evaluate_month([whole(resolved=10, resolved_late=1)])
    assert month.total.known["resolved_in_time"] == 9
    assert month.areas == {}


def test_the_only_blank_field_is_derived_from_the_whole_unit() -> None:
    month = evaluate_month([row("Hộ tịch", pending=3), row("Chứng thực"), whole(pending=10)])
    assert month.areas["Chứng thực"].known["pending"] == 7
    assert month.areas["Chứng thực"].origin["pending"] == "derived"


def test_a_cell_derived_from_the_whole_unit_lets_its_field_be_worked_out_again() -> None:
    month = evaluate_month(
        [
            row("Hộ tịch", resolved=30, resolved_late=2),
            row("Chứng thực", resolved_late=1),
            whole(resolved=100),
        ]
    )
    field = month.areas["Chứng thực"]
    assert field.known["resolved"] == 70
    assert field.known["resolved_in_time"] == 69
    assert month.total.known["resolved_in_time"] == 97


def test_a_field_of_which_the_unit_leaves_less_than_nothing_stays_blank_and_is_named() -> None:
    month = evaluate_month([row("Hộ tịch", pending=12), row("Chứng thực"), whole(pending=10)])
    assert month.areas["Chứng thực"].known["pending"] is None
    assert month.areas["Chứng thực"].negative == {"pending": -2}
    assert month.total.known["pending"] == 10


def test_what_a_field_itself_contradicts_is_not_filled_in_from_the_whole_unit() -> None:
    # Its own numbers leave less than nothing for "in time"; the unit's total would leave 10.
    contradicted = row("Chứng thực", resolved=5, resolved_late=8)
    month = evaluate_month(
        [
            row("Hộ tịch", resolved_in_time=10, resolved_late=0),
            contradicted,
            whole(resolved_in_time=20),
        ]
    )
    field = month.areas["Chứng thực"]
    assert field.known["resolved_in_time"] is None
    assert field.known["resolved"] == 5
    assert field.negative == {"resolved_in_time": -3}
    assert month.total.known["resolved_in_time"] == 20


def test_fields_win_over_the_entered_total_which_is_kept() -> None:
    month = evaluate_month(
        [row("Hộ tịch", pending=3), row("Chứng thực", pending=4), whole(pending=9)]
    )
    assert month.total.known["pending"] == 7
    assert month.total.entered["pending"] == 9


def test_the_total_is_itself_a_tree() -> None:
    month = evaluate_month(
        [
            row("Hộ tịch", resolved_late=2),
            row("Chứng thực", resolved_late=1),
            whole(resolved_in_time=97),
        ]
    )
    assert month.total.known["resolved"] == 100


def test_a_total_from_the_fields_and_a_part_from_the_unit_derive_the_other_part() -> None:
    month = evaluate_month(
        [row("Hộ tịch", pending=5), row("Chứng thực", pending=5), whole(pending_overdue=1)]
    )
    assert month.total.known["pending_in_time"] == 9


def test_a_nil_whole_unit_says_every_measure_is_zero() -> None:
    month = evaluate_month([Row(WHOLE_UNIT_ID, WHOLE_UNIT, True, {})])
    assert set(month.total.known.values()) == {0}


def test_a_unit_that_says_nothing_occurred_pushes_nothing_of_its_fields_aside() -> None:
    nothing = Row(WHOLE_UNIT_ID, WHOLE_UNIT, True, {})
    month = evaluate_month([row("Hộ tịch", carried_over=0, received=100, pending=5), nothing])
    [field] = month.areas.values()
    for values in (field, month.total):
        known = values.known
        assert (known["to_handle"], known["received"], known["pending"]) == (100, 100, 5)
        # Nobody typed these zeros for the field.
        assert known["received_online"] is None
    assert month.total.entered["received"] == 0


def test_zeros_typed_for_the_unit_push_nothing_of_its_fields_aside() -> None:
    two = [row("Hộ tịch", received=10, pending=5), row("Chứng thực")]
    month = evaluate_month([*two, whole(to_handle=0, resolved=0, pending=0)])
    held = month.areas["Hộ tịch"].known
    assert (held["received"], held["pending"]) == (10, 5)
    assert held["received_online"] is None
    # Less than the fields hold is no total; what is left for a single field stays in sight.
    assert month.total.known["to_handle"] is None
    assert month.total.known["received"] is None
    assert month.areas["Chứng thực"].negative["pending"] == -5
    assert month.areas["Chứng thực"].known["resolved"] == 0


def test_a_total_below_the_parts_of_its_fields_is_none_of_theirs() -> None:
    two = [row("Hộ tịch", pending_in_time=5), row("Chứng thực")]
    month = evaluate_month([*two, whole(pending=4)])
    assert month.total.known["pending"] is None
    assert month.areas["Hộ tịch"].known["pending"] is None
    enough = evaluate_month([*two, whole(pending=5)])
    assert enough.total.known["pending"] == 5


entered = st.dictionaries(st.sampled_from(TREE_NAMES), st.integers(0, 9), max_size=12)


@given(st.lists(entered, min_size=1, max_size=4), entered)
def test_known_fields_always_add_up_to_the_total(
    fields: list[dict[str, int]], above: dict[str, int]
) -> None:
    rows = [
        Row(str(index), f"Lĩnh vực {index}", False, dict(cells))
        for index, cells in enumerate(fields)
    ]
    month = evaluate_month([*rows, Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, dict(above))])
    for name in MEASURES:
        cells = [values.known[name] for values in month.areas.values()]
        if None not in cells:
            assert month.total.known[name] == sum(cell or 0 for cell in cells)


@given(st.lists(entered, min_size=1, max_size=4))
def test_without_a_row_of_the_unit_a_total_is_known_only_where_every_field_is(
    fields: list[dict[str, int]],
) -> None:
    rows = [
        Row(str(index), f"Lĩnh vực {index}", False, dict(cells))
        for index, cells in enumerate(fields)
    ]
    month = evaluate_month(rows)
    for name in MEASURES:
        if month.total.known[name] is not None:
            assert all(values.known[name] is not None for values in month.areas.values())
