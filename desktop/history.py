"""The history: what was changed, when and by whom, and taking a change back."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from desktop.registers import delete, record, restore, save
from desktop.settings import put_back
from models.catalogue import REGISTERS
from models.errors import Problem, Refused
from models.registers import Value
from models.tables import CHANGE, ENTRY
from models.work import Action, Change, Work, decode

ACTION_WORDS: dict[Action, str] = {
    "add": "Thêm mới",
    "edit": "Sửa",
    "delete": "Xóa",
    "restore": "Khôi phục",
    "erase": "Xóa hẳn",
}


class Entry(NamedTuple):
    """One gesture: when, who, the verb's name, and what it changed."""

    id: str
    at: datetime
    who: str
    verb: str
    changes: tuple[Change, ...]


def of_record(conn: sa.Connection, register: str, record_id: str) -> list[Entry]:
    """Return the entries that changed one record, newest first, with its changes only."""
    query = _query().where(CHANGE.c.register == register, CHANGE.c.record == record_id)
    return _entries(conn, query)


def latest(conn: sa.Connection, limit: int = 50) -> list[Entry]:
    """Return the latest entries with all their changes, newest first."""
    newest = sa.select(ENTRY.c.id).order_by(ENTRY.c.number.desc()).limit(limit)
    return _entries(conn, _query().where(ENTRY.c.id.in_(newest)))


def count(conn: sa.Connection) -> int:
    """Return the number of gestures in the history."""
    return conn.execute(sa.select(sa.func.count()).select_from(ENTRY)).scalar_one()


def entry(conn: sa.Connection, entry_id: str) -> Entry | None:
    """Return one entry, None where there is none."""
    found = _entries(conn, _query().where(ENTRY.c.id == entry_id))
    return found[0] if found else None


def undo(work: Work, entry_id: str) -> None:
    """Take one entry back: its own entry in the history, which can be taken back in turn.

    Raises:
        Refused: `undo_missing`, `undo_conflict` (a record was changed since), `undo_not_possible`
            (closing a month), `undo_erased`, or what saving raises (`month_closed`, …).
    """
    found = entry(work.conn, entry_id)
    if found is None:
        raise Refused(Problem("undo_missing"))
    for change in reversed(found.changes):
        if change.register == "setting":
            _undo_setting(work, change)
        elif change.register in REGISTERS:
            _undo_record(work, change)
        else:
            raise Refused(Problem("undo_not_possible"))


def _undo_setting(work: Work, change: Change) -> None:
    before = (change.before or {}).get("value")
    put_back(work, change.record_id, None if before is None else str(before))


def _undo_record(work: Work, change: Change) -> None:
    if change.action == "erase":
        raise Refused(Problem("undo_erased"))
    now = record(work.conn, change.register, change.record_id)
    if now is None or now.deleted != (change.action == "delete"):
        raise Refused(Problem("undo_conflict"))
    if any(now[name] != value for name, value in _left_by(change).items()):
        raise Refused(Problem("undo_conflict"))
    if change.action in ("add", "restore"):
        delete(work, change.register, [change.record_id])
    elif change.action == "delete":
        restore(work, change.register, [change.record_id])
    else:
        # Under the unit as it is called now: its code may have changed since, or by this entry.
        save(work, change.register, now.unit, change.before or {}, change.record_id)


def _left_by(change: Change) -> Mapping[str, Value]:
    """Return the values that a change left behind.

    Of a record that it brought the blanks count too: what was typed into them since would go.
    """
    after = change.after or {}
    if change.action not in ("add", "restore"):
        return after
    names = [field.name for field in REGISTERS[change.register].fields]
    return {name: after.get(name) for name in names}


def _query() -> sa.Select[tuple[object, ...]]:
    of_entry = (ENTRY.c.id, ENTRY.c.at, ENTRY.c.who, ENTRY.c.verb)
    place = (CHANGE.c.register, CHANGE.c.record, CHANGE.c.unit, CHANGE.c.action)
    values = (CHANGE.c.before, CHANGE.c.after)
    query = sa.select(*of_entry, *place, *values).join(CHANGE, CHANGE.c.entry == ENTRY.c.id)
    return query.order_by(ENTRY.c.number.desc(), CHANGE.c.number)


def _entries(conn: sa.Connection, query: sa.Select[tuple[object, ...]]) -> list[Entry]:
    found: dict[str, tuple[sa.Row[tuple[object, ...]], list[Change]]] = {}
    for row in conn.execute(query):
        action: Action = row.action
        before, after = decode(row.register, row.before), decode(row.register, row.after)
        change = Change(row.register, row.record, row.unit, action, before, after)
        found.setdefault(row.id, (row, []))[1].append(change)
    entries = []
    for row, changes in found.values():
        at = datetime.fromisoformat(row.at)
        entries.append(Entry(row.id, at, row.who, row.verb, tuple(changes)))
    return entries
