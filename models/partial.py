"""What some of several units know of a number that others lack: never silent, never hidden."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

# The figures of several units by their code.
ByUnit = Mapping[str, Mapping[str, int | None]]


class Partial(NamedTuple):
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
