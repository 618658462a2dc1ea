"""Who came after whom: the one walk along the successors that a list of units names.

A list is given as the codes of the successors by the code of the unit, none for a unit that names
none. A merger is several units with one successor, a split one unit with several. Whatever circles
were typed, every walk ends: it never comes to a unit twice.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from models.catalogue import UNITS
from models.errors import Place, Problem
from models.kinds import codes_in
from models.registers import Record, Values

Successors = Mapping[str, tuple[str, ...]]


class Handover(NamedTuple):
    """Units that handed over to each other: what the first left, the second took over together.

    Attributes:
        before: the units that ended, in the order of the list.
        after: the units that came after them; with a split there are several.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


def successors_of(units: Iterable[Values]) -> dict[str, tuple[str, ...]]:
    """Return the successors that each unit of a list names, by code."""
    return {str(unit.get("code") or ""): codes_in(unit.get("successor")) for unit in units}


def direct_predecessors(unit: str, successors: Successors) -> list[str]:
    """Return the units that name this one as a successor, in the order of the list."""
    return [code for code, after in successors.items() if unit in after and code != unit]


def handover_to(unit: str, successors: Successors) -> Handover:
    """Return who handed over to a unit, and to whom else.

    A unit that was split handed over to several, each of which may have taken others in besides:
    what they carried over compares to what all of the former left, in sum only.
    """
    before: dict[str, None] = {}
    after = {unit: None}
    waiting = [unit]
    while waiting:
        for code in direct_predecessors(waiting.pop(), successors):
            if code not in before:
                before[code] = None
                new = [heir for heir in successors[code] if heir not in after]
                after.update(dict.fromkeys(new))
                waiting += new
    return Handover(tuple(code for code in successors if code in before), tuple(after))


def standing_successor(unit: str, successors: Successors, standing: Collection[str]) -> str | None:
    """Return the one standing unit that everything of this one went to, or None.

    It may have gone there directly or by way of others. Of a unit that was split among several
    there is none: its figures are not divided.
    """
    heirs = _heirs(unit, successors, standing)
    # One that is not listed may stand, but nobody here knows of it.
    if len(heirs) == 1 and heirs[0] in standing and heirs[0] in successors:
        return heirs[0]
    return None


def merged_into(successors: Successors, standing: Collection[str]) -> dict[str, list[str]]:
    """Return, for each standing unit, those that were merged into it, in the order of the list.

    They may have come directly or by way of others. A standing unit, whatever successor it names,
    is merged into none, and what was merged into it before stays with it. A unit that was split
    among several is merged into none of them.
    """
    found: dict[str, list[str]] = {unit: [] for unit in standing}
    for unit in successors:
        if unit in standing:
            continue
        after = standing_successor(unit, successors, standing)
        if after is not None:
            found[after].append(unit)
    return found


def circle_of(unit: str, successors: Successors) -> list[str]:
    """Return the units of a circle that leads from this one back to it, itself first.

    It is empty where the unit is in none.
    """
    reached: dict[str, str] = {}  # each unit by the one it was first reached from
    waiting = [unit]
    while waiting:
        code = waiting.pop(0)
        for after in successors.get(code, ()):
            if after == unit:
                return _way(unit, code, reached)
            if after in successors and after not in reached:
                reached[after] = code
                waiting.append(after)
    return []


def circle_problems(known: Iterable[Record], rows: Collection[Values]) -> dict[str, Problem]:
    """Return, by code, what is wrong with units that would newly stand in a circle.

    `known` are the units as they are kept, `rows` those that are to be written, each with its `id`.
    A circle that is kept already is no reason to refuse anything else about its units.
    """
    before: dict[str, Values] = {unit.id: unit.values for unit in known}
    after: dict[str, Values] = {**before, **{str(row["id"]): row for row in rows}}
    old, new = successors_of(before.values()), successors_of(after.values())
    names = {str(unit.get("code")): str(unit.get("name")) for unit in after.values()}
    problems = {}
    for code in successors_of(rows):
        # A new circle goes through a successor that is newly named; kept ones stop nothing.
        named = tuple(after for after in new[code] if after not in old.get(code, ()))
        circle = circle_of(code, {**new, code: named})
        if circle:
            problems[code] = _problem([names[unit] for unit in circle])
    return problems


def _problem(names: list[str]) -> Problem:
    place = Place(sheet=UNITS.sheet, columns=(UNITS.field("successor"),))
    if len(names) == 1:
        return Problem("successor_of_itself", place, {"name": names[0]})
    around = " → ".join([*names, names[0]])
    return Problem("successor_circle", place, {"around": around})


def _way(first: str, last: str, reached: Mapping[str, str]) -> list[str]:
    way = [last]
    while way[-1] != first:
        way.append(reached[way[-1]])
    return way[::-1]


def _heirs(unit: str, successors: Successors, standing: Collection[str]) -> list[str]:
    """Return the units at which the ways from this one end.

    A way ends at the first unit that stands, that is not listed, or that names no successor.
    """
    heirs: dict[str, None] = {}
    for code in _walk(unit, successors, standing):
        if code in standing or not successors.get(code):
            heirs[code] = None
    return list(heirs)


def _walk(unit: str, successors: Successors, standing: Collection[str]) -> Iterator[str]:
    """Yield the units that came after this one, each once, none beyond one that stands."""
    seen = {unit}
    waiting = list(successors.get(unit, ()))
    while waiting:
        after = waiting.pop(0)
        if after in seen:
            continue
        seen.add(after)
        yield after
        if after not in standing:
            waiting += successors.get(after, ())
