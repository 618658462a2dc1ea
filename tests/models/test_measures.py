"""The declared measure tree."""

from models.measures import MEASURES, OF_WHICH, PARENT, ROOTS, TREE, TREE_NAMES, walk_down, walk_up


def test_the_tree_has_the_agreed_measures_in_the_agreed_order() -> None:
    assert TREE_NAMES == (
        "to_handle",
        "carried_over",
        "received",
        "received_online",
        "received_online_full",
        "received_online_partial",
        "received_online_other",
        "received_offline",
        "received_in_person",
        "received_postal",
        "resolved",
        "resolved_in_time",
        "resolved_early",
        "resolved_on_time",
        "resolved_late",
        "closed_unresolved",
        "withdrawn",
        "returned",
        "stopped",
        "pending",
        "pending_in_time",
        "pending_overdue",
    )


def test_the_columns_of_form_ii_06a_are_numbered_three_to_thirteen() -> None:
    columns = {measure.column: measure.name for measure in TREE if measure.column is not None}
    assert sorted(columns) == list(range(3, 14))
    assert columns[6] == "carried_over"
    assert columns[11] == "pending"


def test_every_part_has_one_total_and_roots_have_none() -> None:
    assert {name for name in TREE_NAMES if name not in PARENT} == set(ROOTS)
    assert len(PARENT) == sum(len(measure.parts) for measure in TREE)


def test_walking_down_meets_totals_first_and_walking_up_meets_parts_first() -> None:
    down = [measure.name for measure in walk_down()]
    up = [measure.name for measure in walk_up()]
    assert all(down.index(total) < down.index(part) for part, total in PARENT.items())
    assert all(up.index(part) < up.index(total) for part, total in PARENT.items())


def test_stocks_are_the_carry_over_and_what_is_open_at_the_end() -> None:
    assert {m.name for m in MEASURES.values() if m.flow == "opening"} == {"carried_over"}
    assert {m.name for m in MEASURES.values() if m.flow == "closing"} == {
        "pending",
        "pending_in_time",
        "pending_overdue",
        "awaiting_supplement",
        "uncollected",
        "waiting_acceptance",
    }


def test_labels_are_distinct_because_they_are_workbook_headers() -> None:
    labels = [measure.label for measure in MEASURES.values()]
    assert len(set(labels)) == len(labels) == len(TREE) + len(OF_WHICH)
