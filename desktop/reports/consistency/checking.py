"""Compare the numbers that a report names in two places."""

from collections.abc import Iterator

from desktop.reports.consistency.district_pairs import district_pairs
from desktop.reports.consistency.places import Cell, Named, Pair, Place, Reader, Said
from desktop.reports.consistency.unit_pairs import unit_pairs
from desktop.word import wording
from desktop.word.content import Report
from models.errors import Problem, Refused

_ENOUGH = 20


def pairs_of(reader: Reader) -> Iterator[Pair]:
    """Yield the pairs of places of a report that must say the same."""
    yield from unit_pairs(reader)
    yield from district_pairs(reader)


def require_consistent(report: Report) -> int:
    """Return how many pairs of places say the same; where one of two is not known, they are none.

    Raises Refused `report_inconsistent` for each pair that does not, with both places and numbers.
    """
    compared = 0
    problems = []
    for _, first, second in _found(Reader(report)):
        compared += 1
        if first.number != second.number:
            problems.append(_problem(first, second))
    if problems:
        raise Refused(problems[:_ENOUGH])
    return compared


def compared_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the pairs whose places are both there, at least one of them with a number."""
    for pair, _, _ in _found(reader):
        yield pair


def _found(reader: Reader) -> Iterator[tuple[Pair, Named, Named]]:
    """Yield the same with what stands in both places."""
    for one, other in pairs_of(reader):
        first = one.find(reader)
        second = other.find(reader) if first else None
        if first is None or second is None:
            continue
        known = (first.number is not None) + (second.number is not None)
        # Of two single numbers both are known, or neither.
        if known == 2 or (known and _is_single(one) and _is_single(other)):
            yield (one, other), first, second


def _is_single(place: Place) -> bool:
    """Say whether a place is one number: a sum may be known of parts that are not all known."""
    return isinstance(place, Said | Cell)


def _problem(first: Named, second: Named) -> Problem:
    values = {
        "first": first.where,
        "first_number": wording.number(first.number),
        "second": second.where,
        "second_number": wording.number(second.number),
    }
    return Problem("report_inconsistent", values=values)
