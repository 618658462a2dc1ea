"""A book of an earlier schema, made by the revisions themselves: what an upgrade is tried on."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

from models.migrations.run import upgrade
from models.store import APPLICATION_ID, HEAD

# Its revision is the upgrade's own; a reason is told by other columns since the third schema.
_NOT_FILLED = ("alembic_version", "reason")


def earlier_schemas() -> list[str]:
    """Return the revisions before the newest."""
    return [f"{number:04d}" for number in range(1, int(HEAD))]


def make_old(path: Path, revision: str, sample: Path) -> dict[str, int]:
    """Make a book of an earlier schema with the rows of one of the newest.

    Returns how many rows each of its tables has.
    """
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(path))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        upgrade(connection, revision)
    engine.dispose()
    raw = sqlite3.connect(path)
    try:
        raw.execute("ATTACH ? AS sample", (str(sample),))
        for table in _tables(raw):
            names = [f'"{row[1]}"' for row in raw.execute(f"PRAGMA main.table_info({table})")]
            columns = ", ".join(names)
            raw.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM sample.{table}")
        raw.commit()
        return _counts(raw, _tables(raw))
    finally:
        raw.close()


def count_rows(path: Path, tables: list[str]) -> dict[str, int]:
    """Return how many rows each of some tables has in a book that nobody has open."""
    raw = sqlite3.connect(path)
    try:
        return _counts(raw, tables)
    finally:
        raw.close()


def _tables(raw: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in raw.execute(query) if name not in _NOT_FILLED]


def _counts(raw: sqlite3.Connection, tables: list[str]) -> dict[str, int]:
    counts = {}
    for table in tables:
        [counts[table]] = raw.execute(f"SELECT count(*) FROM main.{table}").fetchone()
    return counts
