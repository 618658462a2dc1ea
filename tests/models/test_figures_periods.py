"""Figures of several months and units keep the names of those they belong to."""

from models.figures import (
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
from models.measures import MEASURES

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
