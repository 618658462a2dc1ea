"""Whether a store holds what was written: its parts are ours, its values what the history tells.

SQLite finds a broken page, not a bit that flipped in a figure. Every value of the own registers
came in by a gesture of the history, so the last one that names it says what it must be.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import sqlalchemy as sa

from models.catalogue import REGISTERS
from models.errors import Place, Problem, Refused, Unusable
from models.kinds import Raw, kind_of, plain
from models.measures import MEASURES
from models.parts import missing_parts, part_words
from models.registers import Register, Value
from models.sqlite_faults import is_no_text
from models.tables import CHANGE, TABLES
from models.work import Change, Work

# Registers with a row of figures for a month or a block.
_FIGURES = ("dossiers", "blocks")

DELETED = "deleted"
Check = Callable[[sa.Connection], list[Problem]]
# The problems that name such values.
DIFFERS = ("value_differs", "record_differs")
# The same of figures that came in a file of another unit.
RECEIVED_DIFFERS = "received_differs"
# More than these are not told one by one.
_NAMED = 20


class Difference(NamedTuple):
    """A value that is not what the history tells.

    Attributes:
        register, record, field: where; the field is `DELETED` where the record is gone or where
            only that differs.
        unit: code of the unit that the record belongs to.
        kept, told: the value in the store, and the one of the history as a plain value.
    """

    register: str
    record: str
    field: str
    unit: str
    kept: Value
    told: Raw


class Ids(NamedTuple):
    """Records by the start of their ids, so that a large store can be looked at bit by bit.

    Attributes:
        first: the first id.
        end: the id after the last one, None where there is no end.
    """

    first: str
    end: str | None

    def hold(self, column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        """Return the condition that an id is among them."""
        found = column >= self.first
        return found if self.end is None else found & (column < self.end)


ALL = Ids("", None)
# Ids begin with a hexadecimal digit, nearly always.
_ENDS = ("", *"123456789abcdef", None)
PARTS = tuple(Ids(first or "", end) for first, end in pairwise(_ENDS))


class _Told(NamedTuple):
    """What the history tells of a record.

    Attributes:
        values: by field.
        deleted: it is in the recycle bin.
        from_start: it was added by a gesture too, not only edited.
        erased: it was taken out for good; it must not be there any more.
    """

    values: dict[str, Raw]
    deleted: bool
    from_start: bool
    erased: bool = False


def impossible_rows(raw: sqlite3.Connection) -> int:
    """Return how many rows of figures no program of ours can have written.

    Months run from 1 to 12 and figures are whole numbers that are not negative.
    """
    return sum(_impossible(raw, name) for name in _FIGURES)


def _impossible(raw: sqlite3.Connection, name: str) -> int:
    names = [field.name for field in REGISTERS[name].fields]
    wrong = [
        f"({each} IS NOT NULL AND (typeof({each}) != 'integer' OR {each} < 0))"
        for each in names
        if each in MEASURES
    ]
    if "month" in names:
        wrong.append("month NOT BETWEEN 1 AND 12 OR year NOT BETWEEN 1900 AND 2999")
    query = f"SELECT count(*) FROM {name} WHERE {' OR '.join(wrong)}"
    return int(raw.execute(query).fetchone()[0])


def differences(conn: sa.Connection, among: Ids = ALL) -> list[Difference]:
    """Return every value of a register that is not what the history tells, and records gone.

    Raises Unusable `store_damaged` where a text of the store is no text any more.
    """
    found: list[Difference] = []
    try:
        for register, told in _told(conn, among).items():
            found += _differences_of(conn, REGISTERS[register], told, among)
    except (ValueError, sa.exc.OperationalError) as error:
        if not _is_no_text(error):
            raise
        raise damaged(conn) from error
    return found


def damaged(conn: sa.Connection) -> Unusable:
    """Return the fault of an open store in which something cannot be read."""
    path = conn.exec_driver_sql("PRAGMA database_list").all()[0][2]
    return Unusable(Problem("store_damaged", values={"path": path}))


def _is_no_text(error: BaseException | None) -> bool:
    """Say whether letters or JSON could not be read; a fault of the disk has a name of its own."""
    if isinstance(error, sa.exc.OperationalError):
        error = error.orig
    return isinstance(error, ValueError) or is_no_text(error)


def _told(conn: sa.Connection, among: Ids) -> dict[str, dict[str, _Told]]:
    """Return what the history tells, by register and record."""
    found: dict[str, dict[str, _Told]] = {}
    columns = (CHANGE.c.register, CHANGE.c.record, CHANGE.c.action, CHANGE.c.after)
    query = sa.select(*columns).where(among.hold(CHANGE.c.record)).order_by(CHANGE.c.number)
    for row in conn.execute(query):
        if row.register not in REGISTERS:
            continue
        records = found.setdefault(row.register, {})
        is_new = row.action == "add"
        before = records.get(row.record, _Told({}, deleted=False, from_start=is_new))
        after: dict[str, Raw] = json.loads(row.after) if row.after else {}
        if row.action == "erase":
            records[row.record] = _Told({}, deleted=True, from_start=True, erased=True)
            continue
        deleted = row.action == "delete" if row.action != "edit" else before.deleted
        values = {**before.values, **after}
        records[row.record] = _Told(values, deleted, before.from_start)
    return found


def _differences_of(
    conn: sa.Connection, register: Register, told: Mapping[str, _Told], among: Ids
) -> Iterator[Difference]:
    gone, table = dict(told), TABLES[register.name]
    for row in conn.execute(sa.select(table).where(among.hold(table.c.id))).mappings():
        expected = gone.pop(row["id"], None)
        if expected is None:
            continue
        if expected.erased:
            yield Difference(register.name, row["id"], DELETED, row["unit"], kept=False, told=True)
            continue
        yield from _differing(register, row, expected)
    for record, expected in gone.items():
        if expected.erased:
            continue
        yield Difference(register.name, record, DELETED, "", kept=True, told=expected.deleted)


def _differing(register: Register, row: sa.RowMapping, expected: _Told) -> Iterator[Difference]:
    where = (register.name, str(row["id"]))
    for field in register.fields:
        # What no gesture named since the record was added was never written: it is blank.
        if field.name not in expected.values and not expected.from_start:
            continue
        kept, told = row[field.name], expected.values.get(field.name)
        if not _is_told(kept, told):
            yield Difference(*where, field.name, row["unit"], kept, told)
    deleted = row["deleted_at"] is not None
    if deleted != expected.deleted:
        yield Difference(*where, DELETED, row["unit"], deleted, expected.deleted)


def _is_told(kept: Value, told: Raw) -> bool:
    if type(kept) is type(told) and not isinstance(kept, tuple):
        return kept == told
    return json.dumps(plain(kept)) == json.dumps(told)


def problems(raw: sqlite3.Connection, also: Check | None = None) -> list[Problem]:
    """Return what is unsound about a store of the present schema beyond what SQLite finds.

    `also` is asked last, of a store with all its parts. Raises sqlite3.DatabaseError where a text
    in it cannot be read at all.
    """
    try:
        return _problems(raw, also)
    except Unusable as error:
        return list(error.problems)
    except (ValueError, sqlite3.OperationalError, sa.exc.OperationalError) as error:
        if not _is_no_text(error):
            raise
        raise sqlite3.DatabaseError from error


def _problems(raw: sqlite3.Connection, also: Check | None) -> list[Problem]:
    missing = missing_parts(raw)
    if missing:
        return [Problem("store_incomplete", values={"names": part_words(missing)})]
    impossible = impossible_rows(raw)
    if impossible:
        return [Problem("store_impossible", values={"count": impossible})]
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=sa.pool.StaticPool)
    with engine.connect() as conn:
        found = [_problem(each) for each in differences(conn)]
        if also is not None:
            found += also(conn)
        return found[:_NAMED]


def require_as_told(conn: sa.Connection) -> None:
    """Raise Refused with the values that are not what the history tells.

    Raises Unusable as `differences` does.
    """
    found = differences(conn)
    if found:
        raise Refused([_problem(each) for each in found[:_NAMED]])


def problems_among(conn: sa.Connection, among: Ids) -> list[Problem]:
    """Return the values of some records that are not what the history tells.

    Raises Unusable as `differences` does.
    """
    return [_problem(each) for each in differences(conn, among)[:_NAMED]]


def require_sound(conn: sa.Connection) -> None:
    """Raise Refused where SQLite finds damage in an open store or the history tells otherwise."""
    if conn.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        path = conn.exec_driver_sql("PRAGMA database_list").mappings().one()["file"]
        raise Refused(Problem("store_damaged", values={"path": str(path)}))
    require_as_told(conn)


def _problem(difference: Difference) -> Problem:
    register = REGISTERS[difference.register]
    place = Place(sheet=register.sheet, unit=difference.unit or None)
    if difference.field == DELETED:
        return Problem("record_differs", place, {"noun": register.noun})
    field = register.field(difference.field)
    values = {"column": field.label, "kept": difference.kept, "told": difference.told}
    said = {name: "" if value is None else str(value) for name, value in values.items()}
    return Problem("value_differs", place, {**said, "noun": register.noun})


def mend(work: Work, found: Iterable[Difference]) -> int:
    """Write what `told` says, as a gesture of its own that can be undone; return how many values.

    A record that is gone is not made again: it is brought back from a copy.
    """
    count = 0
    for each in found:
        table, register = TABLES[each.register], REGISTERS[each.register]
        named = sa.update(table).where(table.c.id == each.record)
        if each.field == DELETED:
            continue
        told = each.told
        value = None if told is None else kind_of(register.field(each.field)).from_plain(told)
        work.conn.execute(named.values({each.field: value}))
        before: dict[str, Value] = {each.field: each.kept}
        after: dict[str, Value] = {each.field: value}
        work.changes.append(Change(each.register, each.record, each.unit, "edit", before, after))
        count += 1
    return count
