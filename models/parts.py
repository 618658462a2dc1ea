"""The parts of a store: of which schema they are, which are missing and which are not ours."""

import sqlite3

from models.catalogue import REGISTERS
from models.tables import columns_by_table

# Tables that no register of the officer's stands for.
_INNER = "dữ liệu chung"


def schema_version(raw: sqlite3.Connection) -> str | None:
    """Return the schema revision of an open database, None before the first migration."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone():
        return None
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def foreign_parts(raw: sqlite3.Connection) -> list[str]:
    """Return the names of triggers and views: this program makes none, and they may change rows."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    return [str(name) for (name,) in raw.execute(query)]


def missing_parts(raw: sqlite3.Connection) -> list[str]:
    """Return the tables and columns of the present schema that a store of it lacks."""
    query = (
        "SELECT m.name, p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p"
        " WHERE m.type = 'table'"
    )
    there: dict[str, set[str]] = {}
    for table, column in raw.execute(query):
        there.setdefault(table, set()).add(column)
    missing = []
    for table, names in columns_by_table().items():
        columns = there.get(table)
        if columns is None:
            missing.append(table)
            continue
        missing += [f"{table}.{name}" for name in names if name not in columns]
    return missing


def part_words(parts: list[str]) -> str:
    """Return missing parts as the officer knows them: "Hồ sơ, Nhân sự"."""
    names = []
    for part in parts:
        register = REGISTERS.get(part.partition(".")[0])
        name = _INNER if register is None else register.sheet
        if name not in names:
            names.append(name)
    return ", ".join(names)
