"""What the grid shows for a month."""

from models.figures import WHOLE_UNIT_ID, Row
from models.measures import MEASURES, WHOLE_UNIT
from ui.pages.month.columns import COLUMN_OF, COLUMNS, GROUPS, columns_of, folded_away
from ui.pages.month.grid_month import grid_month


def test_every_measure_has_one_column_and_its_group_stands_together() -> None:
    assert [column.name for column in COLUMNS] == list(MEASURES)
    assert [index for group in GROUPS for index in columns_of(group)] == list(range(len(COLUMNS)))


def test_a_folded_group_keeps_the_columns_of_the_official_form() -> None:
    hidden = {COLUMNS[index].name for group in GROUPS for index in folded_away(group)}
    assert not {name for name in hidden if MEASURES[name].column is not None}
    assert all(len(folded_away(group)) < len(columns_of(group)) for group in GROUPS)


def test_blank_zero_and_nil_are_three_different_things() -> None:
    shown = grid_month(
        [
            Row("a", "A", False, {"resolved_late": 0}),
            Row("b", "B", True, {}),
            Row("c", "C", False, {}),
        ]
    )
    column = COLUMN_OF["resolved_late"]
    assert [row.texts[column] for row in shown.rows[:3]] == ["0", "–", ""]
    assert [row.kinds[column] for row in shown.rows[:3]] == ["entered", "nil", "blank"]


def test_a_total_is_locked_only_while_all_its_parts_are_known() -> None:
    shown = grid_month(
        [
            Row("a", "A", False, {"carried_over": 1, "received": 2}),
            Row("b", "B", False, {"received": 2}),
        ]
    )
    assert shown.why_locked(0, COLUMN_OF["to_handle"])
    assert not shown.why_locked(1, COLUMN_OF["to_handle"])
    assert not shown.why_locked(0, COLUMN_OF["received"])


def test_a_typed_total_that_contradicts_its_parts_is_seen() -> None:
    shown = grid_month([Row("a", "A", False, {"carried_over": 1, "received": 2, "to_handle": 4})])
    assert shown.contradicts(0, COLUMN_OF["to_handle"])
    assert shown.rows[0].texts[COLUMN_OF["to_handle"]] == "3"


def test_a_closed_month_is_locked_everywhere() -> None:
    shown = grid_month([Row("a", "A", False, {})], closed=True)
    assert all(shown.why_locked(row, column) for row in range(2) for column in range(len(COLUMNS)))


def test_the_whole_units_row_is_always_there_and_takes_only_what_the_fields_leave_open() -> None:
    shown = grid_month(
        [
            Row("a", "A", False, {"received": 2}),
            Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, {"paid_online": 5}),
        ]
    )
    assert shown.rows[-1].area == WHOLE_UNIT
    assert shown.rows[-1].kinds[COLUMN_OF["received"]] == "covered"
    assert shown.rows[-1].texts[COLUMN_OF["paid_online"]] == "5"
    assert not shown.why_locked(1, COLUMN_OF["paid_online"])
    assert grid_month([]).rows[-1].area_id == WHOLE_UNIT_ID
