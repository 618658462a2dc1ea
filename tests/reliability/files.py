"""The files that an operation left: those that it should write, whether whole, and others."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from desktop.backup import verify_copy
from models.errors import Unusable
from tests.reliability.operations import Operation

_HOUR = 3600


def is_whole(path: Path) -> bool:
    """Return whether a copy of a store, or an archive of any kind, is complete."""
    try:
        if path.suffix == ".sqlite":
            verify_copy(path)
            return True
        with ZipFile(path) as archive:
            return archive.testzip() is None
    except (Unusable, BadZipFile):
        return False


def written(folder: Path) -> list[Path]:
    """Return the files under the names which an officer sees."""
    found = [*folder.glob("out/*"), *folder.glob("*/*.sqlite")]
    return [path for path in found if not path.name.startswith(".")]


def all_written(operation: Operation, folder: Path) -> bool:
    """Return whether every file is there that an operation writes."""
    return all(any(folder.glob(name)) for name in operation.writes)


def make_older(folder: Path) -> None:
    """Let every file have been changed an hour ago."""
    then = time.time() - _HOUR
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


def leftovers(folder: Path) -> Iterator[str]:
    """Yield the files that nobody asked for: hidden or empty ones, and logs beside a store."""
    for path in folder.rglob("*"):
        hidden = path.name.startswith(".") or path.parent.name == "tmp"
        empty = path.is_file() and not path.stat().st_size
        beside = path.name.endswith(("-wal", "-shm", "-journal"))
        if hidden or empty or beside:
            yield path.name
