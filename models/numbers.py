"""Figures as bare numbers in the order of `MEASURES`.

Here are the rule of totals and parts, and the sums over fields, months and units.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from models.measures import MEASURES, Flow, Measure, walk_down, walk_up

# One number for each figure of a row, of `MEASURES` where nothing else is said, in their order;
# None is a blank.
Numbers = tuple[int | None, ...]

PLACE = {name: place for place, name in enumerate(MEASURES)}
BLANK: Numbers = (None,) * len(MEASURES)
NOTHING: Numbers = (0,) * len(MEASURES)

_TO_HANDLE, _RECEIVED = PLACE["to_handle"], PLACE["received"]


def _places(measures: Iterable[Measure]) -> list[tuple[int, list[int]]]:
    """Return the place of every total among some measures, with the places of its parts."""
    found = []
    for measure in measures:
        if measure.parts:
            parts = [PLACE[part] for part in measure.parts]
            found.append((PLACE[measure.name], parts))
    return found


# Built once because every cell of a grid asks for them.
_UPWARD = _places(walk_up())
_DOWNWARD = _places(walk_down())
_PARTS = dict(_DOWNWARD)


class FieldNumbers(NamedTuple):
    """One field of work in a month: its name, whether nothing came up, and its numbers."""

    name: str
    nil: bool
    numbers: Numbers


class MonthNumbers(NamedTuple):
    """A month of one unit, or of several added up, worked out: its fields by key, and the total."""

    fields: Mapping[str, FieldNumbers]
    total: Numbers

    def of_field(self, key: str) -> Numbers:
        """Return the numbers of a field of work: without a row it takes no part.

        Where the month knows the unit only, a field has what is 0 of the whole; the rest is blank.
        """
        row = self.fields.get(key)
        if row is not None:
            return row.numbers
        if self.fields:
            return NOTHING
        return tuple(0 if value == 0 else None for value in self.total)


class Flows:
    """How the figures of a row are put together over months.

    Attributes:
        opening: places of the figures that a period takes from its first month.
        closing: places of those it takes from its last month; all others add up.
    """

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.opening: list[int] = []
        self.closing: list[int] = []
        for place, flow in enumerate(flows):
            if flow == "opening":
                self.opening.append(place)
            elif flow == "closing":
                self.closing.append(place)


_FLOWS = Flows(measure.flow for measure in MEASURES.values())


def as_measures(numbers: Numbers) -> dict[str, int | None]:
    """Return the numbers by the names of their measures."""
    return dict(zip(MEASURES, numbers, strict=True))


def add_upward(known: list[int | None], given: Collection[int] = ()) -> list[int]:
    """Put every total whose parts are known in place; return where.

    Those `given` stay as they are.
    """
    computed = []
    for place, parts in _UPWARD:
        if place in given:
            continue
        total = 0
        for part in parts:
            value = known[part]
            if value is None:
                break
            total += value
        else:
            known[place] = total
            computed.append(place)
    return computed


def derive_downward(
    known: list[int | None], underivable: Collection[int] = ()
) -> tuple[list[int], dict[int, int]]:
    """Put the unknown parts of known totals in place, as far as the totals say what they are.

    That is the only unknown part of a total, and all of them where nothing is left for them.
    Returns where, and the remainders below 0 by the part that therefore stays unknown.
    """
    derived: list[int] = []
    negative: dict[int, int] = {}
    if None not in known:  # most rows of an office that types all it is asked for
        return derived, negative
    for place, parts in _DOWNWARD:
        rest = known[place]
        if rest is None:
            continue
        unknown = [part for part in parts if known[part] is None]
        if not unknown or any(part in underivable for part in unknown):
            continue
        rest -= sum(known[part] or 0 for part in parts)
        if len(unknown) > 1:
            if rest == 0 and not any(least(known, part) for part in unknown):
                derived += _put_nothing(known, unknown)
        elif rest < 0:
            negative[unknown[0]] = rest
        else:
            known[unknown[0]] = rest
            derived.append(unknown[0])
    return derived, negative


def contradicted(known: Sequence[int | None]) -> set[int]:
    """Return the unknown parts of which their total is less than what is known of its parts."""
    found: set[int] = set()
    if None not in known:
        return found
    for place, parts in _DOWNWARD:
        total = known[place]
        unknown = [part for part in parts if known[part] is None]
        if total is None or not unknown:
            continue
        if sum(least(known, part) for part in parts) > total:
            found.update(unknown)
    return found


def _put_nothing(known: list[int | None], places: list[int]) -> list[int]:
    for place in places:
        known[place] = 0
    return places


def least(known: Sequence[int | None], place: int) -> int:
    """Return the least that a figure can be by what is known of it and of its parts."""
    value = known[place]
    if value is not None:
        return value
    return sum(least(known, part) for part in _PARTS.get(place, ()))


def work_out(entered: Iterable[int | None], absent: Iterable[int] = ()) -> Numbers:
    """Return the numbers of one row: totals from their parts, unknown parts from their total.

    `absent` are the places of the optional parts that count as 0.
    """
    known = list(entered)
    for place in absent:
        known[place] = 0
    add_upward(known)
    derive_downward(known)
    return tuple(known)


def add(values: Iterable[int | None]) -> int | None:
    """Return the sum, or None as soon as one value is unknown."""
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def add_up(rows: Sequence[Numbers]) -> Numbers:
    """Return the sum of some rows measure by measure.

    One blank makes a sum blank, and so does no row at all.
    """
    if not rows:
        return BLANK
    # A province has a million columns to add and hardly a blank: no look at each number here.
    full = cast("Sequence[tuple[int, ...]]", rows)
    try:
        return tuple(map(sum, zip(*full, strict=True)))
    except TypeError:  # a blank cannot be added
        return tuple(map(add, zip(*rows, strict=True)))


def months_together(months: Sequence[Numbers], flows: Flows) -> Numbers:
    """Put consecutive months together, at least one, by what each figure is.

    What flows adds up, and one blank month makes its sum blank; an opening stock is the first
    month's, a closing stock the last month's.
    """
    first, last = months[0], months[-1]
    found = list(add_up(months))
    for place in flows.opening:
        found[place] = first[place]
    for place in flows.closing:
        found[place] = last[place]
    return tuple(found)


def over_months(months: Sequence[Numbers | None]) -> Numbers:
    """Put one field's or one unit's consecutive months together; None is a blank month.

    `to_handle` is the first month's plus what was received later: what a later month carried over
    is in it already.
    """
    if not months:
        return BLANK
    cells = [BLANK if month is None else month for month in months]
    found = list(months_together(cells, _FLOWS))
    later = [month[_RECEIVED] for month in cells[1:]]
    found[_TO_HANDLE] = add([cells[0][_TO_HANDLE], *later])
    return tuple(found)


def units_together(months: Sequence[MonthNumbers | None]) -> MonthNumbers | None:
    """Return one month of several units added up; None where one of them is blank.

    A field of work is blank where one of them knows the whole unit only and has more than 0 of it.
    """
    known = [month for month in months if month is not None]
    if len(known) != len(months) or not known:
        return None
    if len(known) == 1:
        return known[0]
    by_area: dict[str, list[FieldNumbers]] = {}
    for month in known:
        for key, row in month.fields.items():
            by_area.setdefault(key, []).append(row)
    fields = {}
    for key, rows in by_area.items():
        numbers = add_up([month.of_field(key) for month in known])
        nil = all(row.nil for row in rows) and numbers == NOTHING
        fields[key] = FieldNumbers(rows[-1].name, nil, numbers)
    return MonthNumbers(fields, add_up([month.total for month in known]))
