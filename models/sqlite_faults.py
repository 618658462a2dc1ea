"""What SQLite's errors mean to the officer."""

import sqlite3
from pathlib import Path

from models.errors import Problem, Unusable


def copying_fault(error: sqlite3.OperationalError, path: Path) -> Unusable:
    """Return the plain fault behind an SQLite error while a copy is written to a path."""
    name = error.sqlite_errorname
    code = "write_failed"
    if name.startswith("SQLITE_FULL"):
        code = "disk_full"
    elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        code = "readonly"
    return Unusable(Problem(code, values={"path": str(path)}))


def is_no_text(error: BaseException | None) -> bool:
    """Return whether letters could not be read; every fault that SQLite itself finds has a name."""
    if isinstance(error, sqlite3.OperationalError):
        return not hasattr(error, "sqlite_errorname")
    return isinstance(error, UnicodeDecodeError)


def damaged(path: Path) -> Unusable:
    """Return the fault of a store in which something cannot be read."""
    return Unusable(Problem("store_damaged", values={"path": str(path)}))


def unusable(error: BaseException | None, path: Path) -> Unusable | None:
    """Return the plain fault behind an SQLite error, None where it is a fault of the program."""
    name = getattr(error, "sqlite_errorname", "") or ""
    values = {"path": str(path)}
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Unusable(Problem("store_busy", values=values))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or is_no_text(error):
        return damaged(path)
    if name.startswith("SQLITE_FULL"):
        return Unusable(Problem("disk_full", values=values))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Unusable(Problem("store_unwritable", values=values))
    if name.startswith("SQLITE_IOERR"):
        return Unusable(Problem("disk_failed", values=values))
    return None
