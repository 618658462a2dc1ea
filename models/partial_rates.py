"""The rates of those of several units that know both numbers, where others do not."""

from collections.abc import Sequence
from typing import NamedTuple

from models.figures import UnitFigures, over_units
from models.rates import Rate, RateSettings, rate_of


class PartialRate(NamedTuple):
    """A rate over the units that know both of its numbers, where others do not.

    `units`, `of` and `missing` are those of `Partial`.
    """

    rate: Rate
    units: int
    of: int
    missing: tuple[str, ...]


def partial_rate(
    name: str, units: Sequence[UnitFigures], settings: RateSettings
) -> PartialRate | None:
    """Return a rate over the units that know both numbers; None where all do, or none does.

    It comes from the summed numbers of these units, not from their rates. Of a rate of some fields
    of work a unit knows both numbers where its fields say them.
    """
    knowing, missing = [], []
    for unit in units:
        rate = rate_of(name, unit.total, settings, [unit])
        if rate.numerator is None or rate.denominator is None:
            missing.append(unit.code)
        else:
            knowing.append(unit)
    if not missing or not knowing:
        return None
    rate = rate_of(name, over_units(knowing).total, settings, knowing)
    return PartialRate(rate, len(knowing), len(units), tuple(missing))
