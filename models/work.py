"""The unit of work: one gesture of the officer, one transaction, one entry of the history."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa

from models.catalogue import REGISTERS
from models.kinds import Raw, kind_of, plain
from models.registers import Value
from models.tables import CHANGE, ENTRY

# "erase" takes a record out for good: nothing of it is left, in the history either.
Action = Literal["add", "edit", "delete", "restore", "erase"]


def new_id() -> str:
    """Return an id made by us.

    A commit that failed may still be on the disk, so ids never come from the database.
    """
    return uuid.uuid4().hex


class Change(NamedTuple):
    """What a gesture changed in one record: only the fields that differ.

    Attributes:
        register: name of the register, or "setting".
        record_id: id of the record, or the setting's name.
        unit: code of the unit, "" where it belongs to none.
        action: what happened.
        before, after: values by field name; None where the record was or is not there.
    """

    register: str
    record_id: str
    unit: str
    action: Action
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


class Work:
    """What a verb writes with.

    Attributes:
        conn: the connection, inside the transaction.
        who: name of the officer.
        now: when the gesture was made, with the offset from UTC.
        changes: what has been changed so far, in order.
    """

    def __init__(self, conn: sa.Connection, who: str, now: datetime) -> None:
        self.conn = conn
        self.who = who
        self.now = now
        self.changes: list[Change] = []

    @property
    def at(self) -> str:
        """Return the time as text, to the second, with the offset."""
        return self.now.isoformat(timespec="seconds")

    def write_history(self, verb: str) -> str | None:
        """Write one entry with all changes and return its id; None where nothing changed."""
        if not self.changes:
            return None
        entry = new_id()
        who = {"id": entry, "at": self.at, "who": self.who, "verb": verb}
        self.conn.execute(sa.insert(ENTRY), who)
        rows = []
        for change in self.changes:
            row = {
                "entry": entry,
                "register": change.register,
                "record": change.record_id,
                "unit": change.unit,
                "action": change.action,
                "before": encode(change.before),
                "after": encode(change.after),
            }
            rows.append(row)
        self.conn.execute(sa.insert(CHANGE), rows)
        return entry


def encode(values: Mapping[str, Value] | None) -> str | None:
    """Return values as JSON text: dates as YYYY-MM-DD, decimals as text."""
    if values is None:
        return None
    written = {name: plain(value) for name, value in values.items()}
    return json.dumps(written, ensure_ascii=False)


def decode(register_name: str, text: str | None) -> dict[str, Value] | None:
    """Return values from the JSON text of the history; fields that no longer exist are left out."""
    if text is None:
        return None
    raw: dict[str, Raw] = json.loads(text)
    register = REGISTERS.get(register_name)
    if register is None:
        return {name: None if value is None else str(value) for name, value in raw.items()}
    values: dict[str, Value] = {}
    for field in register.fields:
        if field.name in raw:
            value = raw[field.name]
            values[field.name] = None if value is None else kind_of(field).from_plain(value)
    return values
