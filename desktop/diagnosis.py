"""A package for whoever helps: versions, schema, counts and logs, never a row of the store."""

import json
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

import sqlalchemy as sa

from desktop import PUBLISHED, VERSION
from desktop.context import now
from desktop.paths import user_data_dir
from desktop.settings import SETTINGS
from desktop.traces import without_home
from models.files import write_whole
from models.queries.settings import stored
from models.store import HEAD
from models.tables import all_tables

FILE_NAME = "chan-doan-so-mot-cua.zip"
FACTS = "thong-tin.json"
_LOG_BYTES = 2_000_000


def logs_folder() -> Path:
    """Return the folder of the program's logs; it may not exist yet."""
    return user_data_dir() / "logs"


def store_facts(conn: sa.Connection) -> dict[str, object]:
    """Return the schema, the number of rows of each table, and the settings that name nobody."""
    rows = {}
    for table in all_tables().sorted_tables:
        rows[table.name] = conn.execute(sa.select(sa.func.count()).select_from(table)).scalar()
    return {"schema": HEAD, "rows": rows, "settings": _impersonal(stored(conn))}


def write_package(out: Path, store: Mapping[str, object]) -> None:
    """Write the package; `store` is what `store_facts` told, or why it could not.

    Raises Unusable as `write_whole` does.
    """
    facts = {
        "program": VERSION,
        "published": f"{PUBLISHED}",
        "at": now().isoformat(timespec="seconds"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sa.__version__,
        "store": dict(store),
    }
    write_whole(out, lambda draft: _write(draft, json.dumps(facts, indent=2)))


def _impersonal(values: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that are a choice or a number: nobody's name can stand in them."""
    found = {}
    for name, value in values.items():
        declared = SETTINGS.get(name)
        if declared is not None and (declared.choices is not None or value.isdigit()):
            found[name] = value
    return found


def _write(draft: Path, facts: str) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for name, text in ((FACTS, facts), *_logs()):
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, ZIP_DEFLATED)


def _logs() -> Iterator[tuple[str, str]]:
    """Yield name and end of each log."""
    folder = logs_folder()
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.log*")):
        text = path.read_bytes()[-_LOG_BYTES:].decode("utf-8", "replace")
        yield path.name, without_home(text)
