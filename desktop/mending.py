"""Values that are not what the history tells, each with what could be written instead."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from desktop.backup_habit import copies_of
from desktop.context import Context
from desktop.soundness import DELETED, Difference, differences
from desktop.store_files import reading, verify_copy
from models import store as stores
from models.catalogue import REGISTERS
from models.errors import OfficeError
from models.kinds import Raw, kind_of, plain, shown
from models.queries.records import names_for, record
from models.registers import Value
from models.tables import TABLES


class Doubt(NamedTuple):
    """One value in doubt.

    Attributes:
        difference: where it stands, in the store and in the history.
        place: which record, in words: "Hồ sơ: tháng 6/2024, Hộ tịch"; another unit is named.
        label: the column.
        kept, told, copied: the values as a person reads them; `copied` None where no good copy has
            the record.
        in_copy: the value of the copy as a plain value.
        can_mend: it can be written here; a record that is gone comes back with a copy only.
    """

    difference: Difference
    place: str
    label: str
    kept: str
    told: str
    copied: str | None
    in_copy: Raw
    can_mend: bool


class Doubts(NamedTuple):
    """All of them, and when the copy was made that they were compared with, None without one."""

    rows: tuple[Doubt, ...]
    copy_made: datetime | None


def doubts(context: Context) -> Doubts:
    """Return the values of a store that are not what its history tells, and its newest good copy's.

    A copy that is not sound itself is passed over.
    """
    found = context.ask(differences)
    made, copied = _newest_values(context.path, found) if found else (None, {})
    rows = [context.ask(_doubt, each, copied, context.unit) for each in found]
    return Doubts(tuple(rows), made)


def _newest_values(
    store: Path, found: Sequence[Difference]
) -> tuple[datetime | None, dict[Difference, Value]]:
    for copy in copies_of(store):
        try:
            verify_copy(copy.path)
        except OfficeError:
            continue
        with reading(copy.path) as raw:
            values = _compared(raw, found)
        if values is not None:
            return copy.made, values
    return None, {}


def _compared(
    raw: sqlite3.Connection, found: Sequence[Difference]
) -> dict[Difference, Value] | None:
    """Return what a copy has in the places found, None where it is older or in doubt itself."""
    if stores.schema_version(raw) != stores.HEAD:
        return None
    engine = sa.create_engine("sqlite://", creator=lambda: raw, poolclass=sa.pool.StaticPool)
    with engine.connect() as conn:
        return None if differences(conn) else _values(conn, found)


def _values(conn: sa.Connection, found: Sequence[Difference]) -> dict[Difference, Value]:
    values: dict[Difference, Value] = {}
    for each in found:
        table = TABLES[each.register]
        column = table.c["id" if each.field == DELETED else each.field]
        query = sa.select(column).where(table.c.id == each.record)
        row = conn.execute(query).first()
        if row is not None:
            values[each] = row[0]
    return values


def _doubt(
    conn: sa.Connection, each: Difference, copied: dict[Difference, Value], own: str
) -> Doubt:
    register = REGISTERS[each.register]
    names = names_for(conn, [register])
    place = _place(conn, each, names, own)
    if each.field == DELETED:
        gone = ("còn", "đã xóa")
        words = (gone[bool(each.kept)], gone[bool(each.told)])
        held = gone[0] if each in copied else None
        return Doubt(each, place, "Cả bản ghi", *words, held, None, can_mend=False)
    field = register.field(each.field)
    told = None if each.told is None else kind_of(field).from_plain(each.told)
    in_copy = copied.get(each)
    return Doubt(
        each,
        place,
        field.label,
        _said(each.kept),
        shown(field, told, names) or "(trống)",
        (shown(field, in_copy, names) or "(trống)") if each in copied else None,
        plain(in_copy),
        can_mend=True,
    )


def _said(value: Value) -> str:
    # What stands there may be none of the values that the field takes.
    return "(trống)" if value is None else str(value)


def _place(conn: sa.Connection, each: Difference, names: dict[str, str], own: str) -> str:
    register = REGISTERS[each.register]
    found = record(conn, each.register, each.record)
    if found is None:
        return f"Một {register.noun} không còn trong sổ"
    parts = [each.unit] if each.unit != own else []
    fields = {field.name for field in register.fields}
    if {"year", "month"} <= fields:
        parts.append(f"tháng {found['month']}/{found['year']}")
    title = register.title_field
    parts.append(shown(register.field(title), found[title], names))
    words = ", ".join(part for part in parts if part)
    return f"{register.sheet}: {words}"
