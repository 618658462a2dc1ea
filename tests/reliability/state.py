"""What a store says, whatever its ids, times and keys are."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from models.store import Store

NO_STORE = "no store"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
# Ids, hashes and times differ from run to run.
_OWN = re.compile(r"[0-9a-f]{32,}|\d{4}-\d\d-\d\dT[\d:.+-]+|[0-9A-Z]{4}(-[0-9A-Z]{4}){2,}")


def state_of(raw: sqlite3.Connection) -> str:
    """Return a hash of everything that an open store says."""
    told = hashlib.sha256()
    for (table,) in sorted(raw.execute(_TABLES).fetchall()):
        rows = raw.execute(f'SELECT * FROM "{table}"').fetchall()
        told.update("\n".join([table, *sorted(map(_plain, rows))]).encode())
    return told.hexdigest()


def state_at(path: Path) -> str:
    """Return a hash of what a store says that nobody has open."""
    if not path.exists():
        return NO_STORE
    raw = sqlite3.connect(path)
    try:
        # So that no file is needed beside it: the disk may be full.
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
        return state_of(raw)
    finally:
        raw.close()


@contextmanager
def told_states(states: list[str]) -> Iterator[None]:
    """Append what a store says after each transaction that changes it."""
    real = Store.transaction

    @contextmanager
    def transaction(store: Store) -> Iterator[sa.Connection]:
        with real(store) as connection:
            yield connection
        state = state_of(store._raw())
        if state != states[-1]:
            states.append(state)

    Store.transaction = transaction  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Store.transaction = real  # type: ignore[method-assign]


def _plain(row: tuple[object, ...]) -> str:
    values = ["bytes" if isinstance(value, bytes) else value for value in row]
    return _OWN.sub("#", repr(values))
