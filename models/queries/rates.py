"""Read the rates that an office keeps as data."""

from collections.abc import Sequence

import sqlalchemy as sa

from models.catalogue import FIELDS, ROUNDING_CHOICES
from models.figures import WHOLE_UNIT_ID
from models.queries.records import field_index, records
from models.rate_words import AreaList, built_in_name, read_scope, read_sum
from models.rates import RateKind, RateSettings
from models.registers import Record
from models.rounding import ROUNDINGS
from models.text import match_key

_ROUNDINGS = dict(zip(ROUNDING_CHOICES, ROUNDINGS, strict=True))


def with_own_rates(
    conn: sa.Connection, settings: RateSettings, listed: Sequence[Record] | None = None
) -> RateSettings:
    """Return the settings with what the office's list of rates overrides, leaves out and adds.

    `listed` are the rows that count, None for all as they are kept.
    """
    rows = records(conn, "rates", "") if listed is None else listed
    if not rows:
        return settings
    areas = area_list(conn)
    kinds, off = [], []
    for row in rows:
        name = name_of(row)
        if row["in_use"] is False:
            off.append(name)
        else:
            kinds.append(rate_kind(row, areas))
    return settings.with_own(kinds, off)


def name_of(row: Record) -> str:
    """Return the name of a listed rate: the built-in one that its code means, else its code."""
    code = row.text("code")
    return built_in_name(code) or code


def area_list(conn: sa.Connection) -> AreaList:
    """Return the fields of work as the scope of a rate may name them."""
    ids = field_index(conn)
    # What was entered for the whole unit is of no one field.
    ids = {key: area for key, area in ids.items() if area != WHOLE_UNIT_ID}
    by_authority: dict[str, set[str]] = {
        match_key(name): set() for name in FIELDS.field("authority").choices
    }
    for row in records(conn, "fields", ""):
        key = match_key(row.text("authority"))
        if key:
            by_authority.setdefault(key, set()).add(row.id)
    return AreaList(ids, {key: frozenset(found) for key, found in by_authority.items()})


def rate_kind(row: Record, areas: AreaList) -> RateKind:
    """Return a row of the list as a rate; words that name nothing make it unknown everywhere."""
    scope = read_scope(row.text("scope"), areas)
    top, bottom = read_sum(row.text("numerator")), read_sum(row.text("denominator"))
    return RateKind(
        name=name_of(row),
        label=row.text("name"),
        tops=top.names,
        bottoms=bottom.names,
        areas=scope.areas,
        scope=scope.words,
        rounding=_ROUNDINGS.get(row.text("rounding")),
        decimals=row.whole("decimals"),
        section=row.text("section") or "II.2",
        own=True,
        # What names something that is no longer there would be another rate without it.
        lost=bool(scope.unknown or top.unknown or bottom.unknown),
    )
