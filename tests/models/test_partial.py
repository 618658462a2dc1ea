"""What some units know of a number that others lack: summed, counted, and who is missing named."""

import pytest

from models.figures import UnitFigures, over_units
from models.measures import MEASURES
from models.partial import partial_sum
from models.partial_rates import partial_rate
from models.rates import RateSettings

Figures = dict[str, int | None]


def unit(code: str, **known: int) -> UnitFigures:
    return UnitFigures(code, code, (), {name: known.get(name) for name in MEASURES})


def test_a_measure_without_a_sum_has_that_of_the_units_that_know_it() -> None:
    found = over_units([unit("A", due=3), unit("B"), unit("C", due=4)], ["D"])
    assert found.total["due"] is None
    partial = found.partial["due"]
    # D has no figures at all: it is in no sum, and not asked for this one.
    assert (partial.value, partial.units, partial.of, partial.missing) == (7, 2, 3, ("B",))


def test_what_all_know_or_nobody_knows_has_no_partial_sum() -> None:
    found = over_units([unit("A", received=1), unit("B", received=2)])
    assert found.partial == {}


@pytest.mark.parametrize("values", [{"A": None}, {"A": 1}, {}])
def test_a_lone_unit_is_never_a_part(values: Figures) -> None:
    assert partial_sum("due", {code: {"due": value} for code, value in values.items()}) is None


def test_a_rate_takes_the_units_that_know_both_numbers() -> None:
    units = [
        unit("A", paid_online=10, fee_bearing=20),
        unit("B", paid_online=5),
        unit("C", fee_bearing=100),
        unit("D", paid_online=1, fee_bearing=2),
    ]
    found = partial_rate("paid_online_rate", units, RateSettings())
    assert found is not None
    rate = found.rate
    assert (rate.numerator, rate.denominator, rate.percent) == (11, 22, "50")
    assert (found.units, found.of, found.missing) == (2, 4, ("B", "C"))


def test_a_rate_that_all_units_have_or_none_has_is_no_partial_one() -> None:
    whole = [unit("A", paid_online=1, fee_bearing=2)]
    assert partial_rate("paid_online_rate", whole, RateSettings()) is None
    apart = [unit("A", paid_online=1), unit("B", fee_bearing=2)]
    assert partial_rate("paid_online_rate", apart, RateSettings()) is None
