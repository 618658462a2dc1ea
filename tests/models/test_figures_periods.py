"""Figures of several months and units keep the names of those they belong to."""

from models.figures import (
    WHOLE_UNIT_ID,
    AreaFigures,
    MonthValues,
    PeriodFigures,
    Row,
    UnitFigures,
    evaluate_month,
    incomplete,
    over_months,
    over_units,
    unit_figures,
)
from models.measures import MEASURES, WHOLE_UNIT

Cells = tuple[str, bool, dict[str, int | None]]


def month(*rows: Cells) -> MonthValues:
    return evaluate_month([Row(key, f"Lĩnh vực {key}", nil, cells) for key, nil, cells in rows])


def test_figures_of_a_unit_bear_its_code_and_its_name() -> None:
    found = unit_figures("LB", "Phường Lê Bình", [None, month(("a", False, {"due": 2}))])
    assert found is not None
    assert (found.code, found.name) == ("LB", "Phường Lê Bình")
    assert [(item.area_id, item.area) for item in found.areas] == [("a", "Lĩnh vực a")]
    assert unit_figures("LB", "Phường Lê Bình", [None, None]) is None
    assert unit_figures("LB", "Phường Lê Bình", []) is None


def test_a_field_is_nil_only_while_every_month_with_its_row_says_so() -> None:
    nil: Cells = ("a", True, {})
    some: Cells = ("a", False, {"due": 2})
    other: Cells = ("b", False, {"due": 0})

    def is_nil(*months: MonthValues | None) -> bool:
        fields, _ = over_months(months)
        return next(item.nil for item in fields if item.area_id == "a")

    assert is_nil(month(nil), month(nil, other))
    assert is_nil(month(nil), None, month(other))
    assert not is_nil(month(nil), month(some))


def test_no_month_at_all_leaves_every_figure_unknown() -> None:
    assert over_months([]) == ((), dict.fromkeys(MEASURES))


def test_a_field_without_a_row_in_a_month_adds_nothing_there() -> None:
    one: Cells = ("a", False, {"due": 2})
    two: Cells = ("b", False, {"due": 5})
    fields, total = over_months([month(one, two), month(("a", False, {"due": 3}))])
    assert {item.area_id: item.measures["due"] for item in fields} == {"a": 5, "b": 5}
    assert total["due"] == 10


def test_units_are_added_and_those_without_figures_named() -> None:
    one = UnitFigures("A", "A", (), dict.fromkeys(MEASURES, 1))
    two = UnitFigures("B", "B", (), dict.fromkeys(MEASURES, 2) | {"due": None})
    found = over_units([one, two], ["C"])
    assert (found.units, found.missing_units) == ((one, two), ("C",))
    assert found.total == dict.fromkeys(MEASURES, 3) | {"due": None}
    assert over_units([]) == PeriodFigures((), dict.fromkeys(MEASURES), ())


def test_what_is_unknown_is_named_in_the_order_of_the_tree() -> None:
    cells = dict.fromkeys(MEASURES, 0) | {"due": None, "received": None}
    assert incomplete(cells) == ("received", "due")
    assert AreaFigures("a", "A", False, cells).incomplete == ("received", "due")
    assert UnitFigures("A", "A", (), cells).incomplete == ("received", "due")
    assert PeriodFigures((), cells).incomplete == ("received", "due")
    assert incomplete({}) == tuple(MEASURES)


# --- a month of a whole unit


def of_unit(whole: Row, *rows: Row) -> MonthValues:
    return evaluate_month([*rows, whole])


def field(key: str, **cells: int | None) -> Row:
    return Row(key, f"Lĩnh vực {key}", False, cells)


def whole_unit(**cells: int | None) -> Row:
    return Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, cells)


def test_the_unit_stands_above_its_fields_with_what_was_entered_for_it() -> None:
    entered: dict[str, int | None] = {"pending_in_time": 9, "pending_overdue": 2}
    fields = field("a", pending=6), field("b", pending=4)
    found = of_unit(whole_unit(pending_in_time=9, pending_overdue=2), *fields)
    assert found.rows == {"a": fields[0], "b": fields[1]}
    assert found.whole is not None
    assert (found.whole.known["pending"], found.total.known["pending"]) == (11, 10)
    assert found.total.entered == found.whole.entered == entered


def test_a_unit_without_fields_is_its_own_total() -> None:
    found = of_unit(whole_unit(pending=4))
    assert (found.rows, found.areas) == ({}, {})
    assert found.whole is not None
    assert found.whole == found.total
    assert found.total.known["pending"] == 4


def test_a_unit_that_says_nothing_occurred_leaves_nothing_to_its_fields() -> None:
    nothing = Row(WHOLE_UNIT_ID, WHOLE_UNIT, True, {"pending": 5})
    found = of_unit(nothing, field("a", resolved=0), field("b"))
    assert found.total.known["pending"] == 0
    assert found.areas["b"].known["resolved"] == 0
    assert of_unit(nothing, field("a")).areas["a"].known["due"] == 0


def test_a_field_may_be_left_with_exactly_nothing() -> None:
    found = of_unit(whole_unit(pending=10), field("a", pending=10), field("b"))
    assert found.areas["b"].known["pending"] == 0
    assert found.areas["b"].origin["pending"] == "derived"
    assert found.areas["b"].negative == {}


def test_a_part_of_the_unit_is_not_worked_out_over_a_fields_contradiction() -> None:
    wrong = field("a", resolved=10, resolved_late=12)
    sound = field("b", resolved=5, resolved_late=1)
    found = evaluate_month([wrong, sound])
    assert found.areas["a"].negative == {"resolved_in_time": -2}
    assert (found.total.known["resolved"], found.total.known["resolved_late"]) == (15, 13)
    assert found.total.known["resolved_in_time"] is None
