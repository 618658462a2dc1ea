"""The files that SQLite keeps beside a store, and what they say of how it was left."""

from pathlib import Path


def side_files(path: Path) -> tuple[Path, Path, Path]:
    """Return the files that SQLite may keep beside a store."""
    return (
        path.with_name(f"{path.name}-wal"),
        path.with_name(f"{path.name}-shm"),
        path.with_name(f"{path.name}-journal"),
    )


def keeps_log(path: Path) -> bool:
    """Return whether a store file says that it is written through a log (`-wal`) beside it.

    That stands in its head, durably, before the first byte of such a log is written. A copy that
    this program makes (VACUUM INTO) says no: whatever log lies beside it is another file's.
    """
    with path.open("rb") as file:
        return file.read(20)[18:20] == b"\x02\x02"


def has_log(path: Path) -> bool:
    """Return whether a log with changes lies beside a store file."""
    log = side_files(path)[0]
    return log.exists() and log.stat().st_size > 0


def was_cut(path: Path) -> bool:
    """Return whether a store file was left open: its log is there, if empty, until it is closed."""
    return side_files(path)[0].exists() and keeps_log(path)
