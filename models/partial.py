"""What some of several units know of a number that others lack: never silent, never hidden."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.measures import MEASURES
from models.rates import Rate, RateSettings, rate_of

# The figures of several units by their code.
ByUnit = Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True)
class Partial:
    """The sum of a measure over the units that know it, where others do not.

    Attributes:
        value: that sum.
        units: how many units know it.
        of: how many were asked, those that know it among them.
        missing: codes of those that do not.
    """

    value: int
    units: int
    of: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PartialRate:
    """A rate over the units that know both of its numbers, where others do not.

    `units`, `of` and `missing` are those of `Partial`.
    """

    rate: Rate
    units: int
    of: int
    missing: tuple[str, ...]


def partial_sum(name: str, by_unit: ByUnit) -> Partial | None:
    """Return what some units know of a measure; None where all of them do, or none does."""
    known = {code: sums.get(name) for code, sums in by_unit.items()}
    missing = tuple(code for code, value in known.items() if value is None)
    if not missing or len(missing) == len(known):
        return None
    total = sum(value for value in known.values() if value is not None)
    return Partial(total, len(known) - len(missing), len(known), missing)


def partial_sums(by_unit: ByUnit, names: Collection[str]) -> dict[str, Partial]:
    """Return what some units know of the measures with these names, where others do not."""
    found = {}
    for name in names:
        partial = partial_sum(name, by_unit)
        if partial is not None:
            found[name] = partial
    return found


def knowing_both(by_unit: ByUnit, names: Collection[str]) -> ByUnit:
    """Return the figures with these names, all blank for a unit that lacks one of them."""
    found: dict[str, Mapping[str, int | None]] = {}
    for code, sums in by_unit.items():
        values = {name: sums.get(name) for name in names}
        found[code] = {} if None in values.values() else values
    return found


def partial_rate(name: str, by_unit: ByUnit, settings: RateSettings) -> PartialRate | None:
    """Return a rate over the units that know both numbers; None where all do, or none does.

    It comes from the summed numbers of these units, not from their rates.
    """
    knowing, missing = [], []
    for code, sums in by_unit.items():
        rate = rate_of(name, sums, settings)
        if rate.numerator is None or rate.denominator is None:
            missing.append(code)
        else:
            knowing.append(code)
    if not missing or not knowing:
        return None
    rate = rate_of(name, _sums_over([by_unit[code] for code in knowing]), settings)
    return PartialRate(rate, len(knowing), len(by_unit), tuple(missing))


def _sums_over(rows: Collection[Mapping[str, int | None]]) -> dict[str, int | None]:
    """Return the sums of the measures that all rows know."""
    found: dict[str, int | None] = {}
    for name in MEASURES:
        values = [row[name] for row in rows]
        known = [value for value in values if value is not None]
        found[name] = sum(known) if len(known) == len(values) else None
    return found
