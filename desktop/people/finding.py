"""Find people in the register of staff, by name or id."""

from collections.abc import Iterator

import sqlalchemy as sa

from models.catalogue import STAFF
from models.errors import Problem, Refused
from models.queries.records import profile, records
from models.registers import Record
from models.tables import TABLES
from models.text import match_key


def everyone(conn: sa.Connection, unit: str | None = None) -> list[Record]:
    """Return the people of a unit, of all units of the book unless one is named.

    Those in the recycle bin come after the others of their unit.
    """
    units = _units(conn) if unit is None else [unit]
    found: list[Record] = []
    for each in units:
        found += records(conn, STAFF.name, each)
        found += records(conn, STAFF.name, each, deleted=True)
    return found


def find_person(conn: sa.Connection, unit: str | None, text: str) -> Record:
    """Return the person of a unit, or of all, with an id or a name.

    Raises Refused `person_unknown`, `person_ambiguous`.
    """
    people = everyone(conn, unit)
    key = match_key(text)
    found = [each for each in people if each.id == text]
    found = found or [each for each in people if match_key(each.text("name")) == key]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(Problem("person_unknown", values={"name": text}))
    ids = ", ".join(_told_apart(conn, found))
    raise Refused(Problem("person_ambiguous", values={"name": text, "ids": ids}))


def _told_apart(conn: sa.Connection, people: list[Record]) -> Iterator[str]:
    several = len({each.unit for each in people}) > 1
    for each in people:
        name = profile(conn, each.unit).text("name") or each.unit
        yield f"{each.id} ({name})" if several else each.id


def _units(conn: sa.Connection) -> list[str]:
    unit = TABLES[STAFF.name].c.unit
    return list(conn.execute(sa.select(unit).distinct().order_by(unit)).scalars())
