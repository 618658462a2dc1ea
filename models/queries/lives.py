"""When units began and ended: by the list of units, else by what each says of itself."""

import dataclasses

import sqlalchemy as sa

from models.periods import Life
from models.queries.records import profile, records
from models.registers import Record
from models.tables import TABLES


def listed_units(conn: sa.Connection) -> dict[str, Record]:
    """Return the units of the list by code, in its order, each with its type and first day.

    `valid_from` is that of the list, else the day of establishment that came with the unit's own
    profile; `kind` likewise.
    """
    columns = TABLES["profile"].c
    query = sa.select(columns.unit, columns.established, columns.kind)
    # Read in one pass: there may be thousands of units.
    said = {row.unit: row for row in conn.execute(query.where(columns.deleted_at.is_(None)))}
    found = {}
    for unit in records(conn, "units", ""):
        code, values = unit.text("code"), dict(unit.values)
        if code in said:
            values["valid_from"] = unit.day("valid_from") or said[code].established
            values["kind"] = unit.text("kind") or said[code].kind
        found[code] = dataclasses.replace(unit, values=values)
    return found


def life_of(conn: sa.Connection, unit: str) -> Life:
    """Return from when to when a unit stands: by the list, else by its profile, else always."""
    listed = records(conn, "units", "", where={"code": unit})
    start = listed[0].day("valid_from") if listed else None
    end = listed[0].day("valid_until") if listed else None
    return Life(start or profile(conn, unit).day("established"), end)
