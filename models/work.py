"""The unit of work: one gesture of the officer, one transaction, one entry of the history."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import sqlalchemy as sa

from models.catalogue import REGISTERS
from models.entities import CHANGE, ENTRY
from models.registers import Register, Value

Action = Literal["add", "edit", "delete", "restore"]


def new_id() -> str:
    """Return an id made by us: a commit that failed may still be on the disk, so ids never come
    from the database.
    """
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Change:
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
        self.conn.execute(
            sa.insert(ENTRY), {"id": entry, "at": self.at, "who": self.who, "verb": verb}
        )
        self.conn.execute(
            sa.insert(CHANGE),
            [
                {
                    "entry": entry,
                    "register": change.register,
                    "record": change.record_id,
                    "unit": change.unit,
                    "action": change.action,
                    "before": encode(change.before),
                    "after": encode(change.after),
                }
                for change in self.changes
            ],
        )
        return entry


def encode(values: Mapping[str, Value] | None) -> str | None:
    """Return values as JSON text: dates as YYYY-MM-DD, decimals as text."""
    return None if values is None else json.dumps(values, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value).__name__)


def decode(register_name: str, text: str | None) -> dict[str, Value] | None:
    """Return values from the JSON text of the history; fields that no longer exist are left out."""
    if text is None:
        return None
    raw: dict[str, object] = json.loads(text)
    register = REGISTERS.get(register_name)
    if register is None:
        return {name: str(value) if value is not None else None for name, value in raw.items()}
    known = {field.name for field in register.fields}
    return {name: _typed(register, name, value) for name, value in raw.items() if name in known}


def _typed(register: Register, name: str, value: object) -> Value:
    if value is None:
        return None
    match register.field(name).kind:
        case "date":
            return date.fromisoformat(str(value))
        case "decimal":
            return Decimal(str(value))
        case "choices":
            return tuple(str(part) for part in value) if isinstance(value, list) else None
        case _:
            return value if isinstance(value, (str, int, bool)) else str(value)
