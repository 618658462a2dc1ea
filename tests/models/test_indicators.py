"""Indicators of an office's own: over months by their kind, over the units that know them."""

from decimal import Decimal

import pytest

from models.indicators import Indicator, over_months, over_units, share
from models.periods import Month
from models.rates import RateSettings
from models.registers import Record, Value

MAY, JUNE = Month(2024, 5), Month(2024, 6)


def row(month: Month, code: str = "LOP", kind: str = "Phát sinh", **values: Value) -> Record:
    known: dict[str, Value] = {"code": code, "kind": kind, "year": month.year, "month": month.month}
    return Record("", "indicators", "LB", {**known, **values})


def one(*rows: Record) -> Indicator:
    [found] = over_months(rows, [MAY, JUNE])
    return found


def test_what_occurs_adds_exactly_and_is_known_only_where_every_month_has_it() -> None:
    found = one(row(MAY, actual=Decimal("0.1")), row(JUNE, actual=Decimal("0.2")))
    assert found.actual == Decimal("0.3")
    gap = one(row(JUNE, actual=Decimal(2)))
    assert (gap.actual, gap.is_known, gap.spoken_of) == (None, False, True)


@pytest.mark.parametrize("kind", ["Lũy kế", "Thời điểm"])
def test_what_does_not_add_stands_as_in_the_last_month_that_has_it(kind: str) -> None:
    rows = [row(MAY, kind=kind, actual=Decimal(5)), row(JUNE, kind=kind, actual=Decimal(7))]
    assert one(*rows).actual == 7
    assert one(rows[0], row(JUNE, kind=kind)).actual == 5


def test_a_plan_alone_or_a_row_without_figures_is_nothing_to_tell() -> None:
    assert not one(row(MAY), row(JUNE)).spoken_of
    assert not one(row(JUNE, plan=Decimal(10))).spoken_of


def test_codes_are_the_same_whatever_their_spelling() -> None:
    assert one(row(MAY, "Lop", actual=Decimal(1)), row(JUNE, "LOP", actual=Decimal(2))).actual == 3


def test_where_it_stands_and_whether_it_adds_up_have_their_defaults() -> None:
    found = one(row(JUNE, kind="Thời điểm", actual=Decimal(1)))
    assert (found.section, found.added_up, found.name) == ("II.6", True, "LOP")
    chosen = one(row(JUNE, actual=Decimal(1), section="II.4", added_up=False, name="Lớp"))
    assert (chosen.section, chosen.added_up, chosen.name) == ("II.4", False, "Lớp")


def level(code: str = "TO", **values: Value) -> list[Indicator]:
    return over_months([row(JUNE, code, "Thời điểm", **values)], [JUNE])


def test_units_add_by_code_and_those_that_do_not_know_it_are_named() -> None:
    units = [
        ("A", level(actual=Decimal(10))),
        ("B", level("to", actual=Decimal("2.5"))),
        ("C", level()),
        ("D", []),
    ]
    [found] = over_units(units)
    assert found.total is not None
    assert found.total.actual == Decimal("12.5")
    assert (found.known, found.missing) == (("A", "B"), ("C", "D"))


def test_an_indicator_that_is_not_added_up_has_no_total_but_its_units() -> None:
    [found] = over_units(
        [("A", level(actual=Decimal(10))), ("B", level(actual=Decimal(2), added_up=False))]
    )
    assert found.total is None
    assert list(found.units) == ["A", "B"]


def test_a_share_is_summed_over_units_that_know_both_numbers() -> None:
    [found] = over_units(
        [
            ("A", level(numerator=Decimal(3), denominator=Decimal(4))),
            ("B", level(actual=Decimal(9))),
            ("C", level(numerator=Decimal(1), denominator=Decimal(4))),
        ]
    )
    assert found.total is not None
    assert (found.total.numerator, found.total.denominator) == (Decimal(4), Decimal(8))
    assert found.missing == ("B",)


def test_a_share_of_decimals_is_exact_and_of_nothing_is_unknown() -> None:
    settings = RateSettings()
    assert share(Decimal("2.5"), Decimal("4"), settings) == Decimal("62.5")
    assert share(Decimal(85), Decimal(100), settings) == 85
    assert share(Decimal(1), Decimal(0), settings) is None
    assert share(None, Decimal(3), settings) is None
