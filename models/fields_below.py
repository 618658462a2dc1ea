"""What the fields of work below a unit hold together, measure by measure.

Fields are given as what is known of each, by area key, in the order of the tree.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from models.measures import MEASURES
from models.numbers import PLACE, add, least

Known = Mapping[str, int | None]


class BlankCells(NamedTuple):
    """The fields in which a measure is unknown though the unit's is known.

    Attributes:
        keys: of the fields.
        name: of the measure.
        rest: what the unit's leaves for them.
    """

    keys: list[str]
    name: str
    rest: int


def sums(fields: Mapping[str, Known]) -> dict[str, int]:
    """Return the sum over the fields of each measure that is known in all of them."""
    found: dict[str, int] = {}
    if fields:
        for name, cells in zip(MEASURES, _side_by_side(fields), strict=True):
            value = add(cells)
            if value is not None:
                found[name] = value
    return found


def blank_cells(total: Known, fields: Mapping[str, Known]) -> Iterator[BlankCells]:
    """Yield what is unknown in the fields below each known total of a unit."""
    for (name, whole), cells in zip(total.items(), _side_by_side(fields), strict=True):
        if whole is not None and None in cells:
            unknown = [key for key, cell in zip(fields, cells, strict=True) if cell is None]
            yield BlankCells(unknown, name, whole - sum(filter(None, cells)))


def held(fields: Mapping[str, Known]) -> dict[str, int]:
    """Return the least that the fields hold of each measure, by what is known of its parts too."""
    found = dict.fromkeys(MEASURES, 0)
    for each in fields.values():
        known = tuple(each.values())
        for name, place in PLACE.items():
            found[name] += least(known, place)
    return found


def hold_some(fields: Mapping[str, Known], cells: BlankCells) -> bool:
    """Return whether one of some blank cells is more than 0 by what is known of its parts."""
    place = PLACE[cells.name]
    return any(least(tuple(fields[key].values()), place) for key in cells.keys)


def too_small(total: Known, least_held: Known) -> set[str]:
    """Return each measure of a unit that is less than its fields hold, and the parts of it."""
    found: set[str] = set()
    for name, value in total.items():
        if value is not None and value < (least_held[name] or 0):
            found.add(name)
            found.update(MEASURES[name].parts)
    return found


def _side_by_side(fields: Mapping[str, Known]) -> Iterable[tuple[int | None, ...]]:
    """Return for each measure, in the order of the tree, what is known of it in every field."""
    return zip(*(each.values() for each in fields.values()), strict=True)
