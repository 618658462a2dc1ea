"""When units began and ended: by the list of units, else by what each says of itself."""

import dataclasses
from datetime import date

import sqlalchemy as sa

from models.periods import Life
from models.queries.records import profile, records
from models.registers import Record
from models.tables import TABLES

_PROFILES = TABLES["profile"]
_ESTABLISHED = sa.select(_PROFILES.c.unit, _PROFILES.c.established).where(
    _PROFILES.c.established.is_not(None), _PROFILES.c.deleted_at.is_(None)
)


def listed_units(conn: sa.Connection) -> dict[str, Record]:
    """Return the units of the list by code, in its order, each with the day it began.

    `valid_from` is that of the list, else the day of establishment that came with the unit's own
    profile.
    """
    established = established_by_unit(conn)
    found = {}
    for unit in records(conn, "units", ""):
        code = unit.text("code")
        begun = unit.day("valid_from") or established.get(code)
        found[code] = dataclasses.replace(unit, values={**unit.values, "valid_from": begun})
    return found


def established_by_unit(conn: sa.Connection) -> dict[str, date]:
    """Return the day of establishment of every unit that says one, read in one pass."""
    return {row.unit: row.established for row in conn.execute(_ESTABLISHED)}


def life_of(conn: sa.Connection, unit: str) -> Life:
    """Return from when to when a unit stands: by the list, else by its profile, else always."""
    listed = records(conn, "units", "", where={"code": unit})
    start = listed[0].day("valid_from") if listed else None
    end = listed[0].day("valid_until") if listed else None
    return Life(start or profile(conn, unit).day("established"), end)
