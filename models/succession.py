"""Who came after whom: the one walk along the successors that a list of units names.

A list is given as the code of the successor by the code of the unit, "" for none. Whatever circles
were typed, every walk ends: it never goes on from a unit where it was before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from models.catalogue import UNITS
from models.errors import Place, Problem
from models.registers import Record, Values


def successors_of(units: Iterable[Values]) -> dict[str, str]:
    """Return the successor that each unit of a list names, by code."""
    return {str(unit.get("code") or ""): str(unit.get("successor") or "") for unit in units}


def direct_predecessors(unit: str, successors: Mapping[str, str]) -> list[str]:
    """Return the units that name this one as their successor, in the order of the list."""
    return [code for code, after in successors.items() if after == unit and code != unit]


def standing_successor(
    unit: str, successors: Mapping[str, str], standing: Collection[str]
) -> str | None:
    """Return the first of the standing units that came after this one, or None.

    It may have come directly or by way of others.
    """
    for after in _walk(unit, successors):
        if after in standing:
            return after
    return None


def merged_into(successors: Mapping[str, str], standing: Collection[str]) -> dict[str, list[str]]:
    """Return, for each standing unit, those that were merged into it, in the order of the list.

    They may have come directly or by way of others. A standing unit, whatever successor it names,
    is merged into none, and what was merged into it before stays with it.
    """
    found: dict[str, list[str]] = {unit: [] for unit in standing}
    for unit in successors:
        if unit in standing:
            continue
        after = standing_successor(unit, successors, standing)
        if after is not None:
            found[after].append(unit)
    return found


def circle_of(unit: str, successors: Mapping[str, str]) -> list[str]:
    """Return the units of the circle that leads from this one back to it, itself first.

    It is empty where the unit is in none.
    """
    circle = [unit, *_walk(unit, successors)]
    return circle if successors.get(circle[-1]) == unit else []


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
        circle = circle_of(code, new)
        if circle and circle != circle_of(code, old):
            problems[code] = _problem([names[unit] for unit in circle])
    return problems


def _problem(names: list[str]) -> Problem:
    place = Place(sheet=UNITS.sheet, columns=(UNITS.field("successor"),))
    if len(names) == 1:
        return Problem("successor_of_itself", place, {"name": names[0]})
    around = " → ".join([*names, names[0]])
    return Problem("successor_circle", place, {"around": around})


def _walk(unit: str, successors: Mapping[str, str]) -> Iterator[str]:
    """Yield the listed units that came after this one, in order, each once."""
    seen = {unit}
    after = successors.get(unit, "")
    while after in successors and after not in seen:
        yield after
        seen.add(after)
        after = successors[after]
