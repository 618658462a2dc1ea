"""Which months of all units add up: told by the store itself, so that nobody reads their rows.

The rules of `models.rules` have nothing to say of such a month. Of any other only they know what
is wrong, if anything: it may merely lack a number.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES, OPTIONAL, TREE
from models.periods import Month
from models.rules.balance import LIMITS


class _Sums(NamedTuple):
    """One month of one unit: whether every row adds up, and if so the sums over its rows."""

    adds_up: bool
    carried_over: int
    pending: int


def settled_months(conn: sa.Connection, months: Iterable[Month]) -> dict[str, set[Month]]:
    """Return which of some months add up and carry over what the month before left, by unit.

    Without rows of the month before nothing was left. Only the months of the unit itself count
    here, not those of others that it came from.
    """
    asked = set(months)
    if not asked:
        return {}
    found: dict[str, set[Month]] = {}
    for unit, sums in _read(conn, min(asked).previous(), max(asked)).items():
        found[unit] = {month for month in asked & sums.keys() if _is_settled(month, sums)}
    return found


def _is_settled(month: Month, sums: Mapping[Month, _Sums]) -> bool:
    now, before = sums[month], sums.get(month.previous())
    if before is None:
        return now.adds_up
    return now.adds_up and before.adds_up and now.carried_over == before.pending


def _read(conn: sa.Connection, first: Month, last: Month) -> dict[str, dict[Month, _Sums]]:
    found: dict[str, dict[Month, _Sums]] = {}
    span = (first.year * 12 + first.month, last.year * 12 + last.month)
    for unit, year, month, *sums in conn.exec_driver_sql(_SUMS, span):
        adds_up, carried_over, pending = (number or 0 for number in sums)
        found.setdefault(unit, {})[Month(year, month)] = _Sums(bool(adds_up), carried_over, pending)
    return found


def _leaves(name: str) -> Iterator[str]:
    """Yield what a measure is the sum of in the end."""
    parts = MEASURES[name].parts
    for part in parts:
        yield from _leaves(part)
    if not parts:
        yield name


def _sum(name: str) -> str:
    """Return a measure as the sum of its leaves: NULL where one of them is blank."""
    terms = [f"coalesce({leaf}, 0)" if leaf in OPTIONAL else leaf for leaf in _leaves(name)]
    return f"({' + '.join(terms)})"


def _conditions() -> Iterator[str]:
    """Yield what a row must fulfil to add up."""
    outcomes = (_sum(name) for name in ("resolved", "closed_unresolved", "pending"))
    yield f"coalesce({_sum('to_handle')} = {' + '.join(outcomes)}, 0)"
    for measure in TREE:
        if measure.parts:
            yield f"coalesce({measure.name} = {_sum(measure.name)}, 1)"
    for whole, parts in LIMITS.items():
        for part in parts:
            yield f"coalesce({part} <= {_sum(whole)}, 1)"


_ADDS_UP = " AND ".join(_conditions())
_NOTHING = " AND ".join(f"coalesce({name}, 0) = 0" for name in MEASURES)
# An optional part is 0 where no row has it; where some have it the others lack it.
_OPTIONAL = " AND ".join(
    f"(count({name}) = 0 OR sum(coalesce(nil, 0) = 0 AND {name} IS NULL) = 0)" for name in OPTIONAL
)
# A row of the whole unit may say more than the fields beside it.
_ALONE = f"(count(*) = 1 OR sum(field = '{WHOLE_UNIT_ID}') = 0)"
_SUMS = (
    "SELECT unit, year, month, "
    f"min(CASE WHEN nil THEN {_NOTHING} ELSE {_ADDS_UP} END) AND {_OPTIONAL} AND {_ALONE}, "
    f"sum(carried_over), sum{_sum('pending')} "
    "FROM dossiers WHERE deleted_at IS NULL AND year * 12 + month BETWEEN ? AND ? "
    "GROUP BY unit, year, month"
)
