"""Files that leave the program are written whole or not at all."""

import errno
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from models.errors import Place, Problem, Unusable

# What Windows answers while Word, Excel or a virus scanner holds the file.
_WINDOWS_BUSY = {5, 32, 33}
_RETRIES_SECONDS = (0.1, 0.3, 0.8, 1.5)

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.ENOENT: "folder_missing",
    errno.ENOTDIR: "folder_missing",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EBUSY: "file_busy",
}


def write_whole(
    path: Path, writer: Callable[[Path], None], verify: Callable[[Path], None] | None = None
) -> None:
    """Write a file through a temporary one beside it: the old one stays until the new one is sound.

    The writer fills the temporary path it is given; `verify` reopens it and raises where it is not
    right. Raises Unusable folder_missing, readonly, disk_full, file_busy, not_a_file, name_too_long
    or write_failed.
    """
    try:
        if not path.parent.is_dir():
            raise Unusable(Problem("folder_missing", values={"path": str(path.parent)}))
        if path.exists() and not path.is_file():
            raise Unusable(Problem("not_a_file", Place(file=str(path))))
    except OSError as error:
        raise write_failure(path, error) from error
    # openpyxl and Word look at the ending, so the temporary file keeps it.
    draft = path.parent / f".{uuid.uuid4().hex}{path.suffix}"
    try:
        writer(draft)
        _flush(draft)
        if verify is not None:
            verify(draft)
        _replace(draft, path)
        flush_folder(path.parent)
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        draft.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where missing; raises Unusable folder_unmakeable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(Problem("folder_unmakeable", Place(file=str(folder)))) from error


def require_file(path: Path) -> None:
    """Check that a file to be read is there; raises Unusable file_missing or not_a_file."""
    try:
        if path.is_file():
            return
        code = "not_a_file" if path.exists() else "file_missing"
    except OSError:
        code = "file_unreadable"
    raise Unusable(Problem(code, Place(file=str(path))))


def write_failure(path: Path, error: OSError) -> Unusable:
    """Return the known fault for an error of the operating system while writing a file."""
    if getattr(error, "winerror", None) in _WINDOWS_BUSY:
        return Unusable(Problem("file_busy", Place(file=str(path))))
    code = _CODES.get(error.errno or 0, "write_failed")
    if code == "folder_missing":
        return Unusable(Problem(code, values={"path": str(path.parent)}))
    return Unusable(Problem(code, Place(file=str(path))))


def flush_folder(folder: Path) -> None:
    """Make a rename in the folder durable; Windows needs and offers nothing of the kind."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _replace(draft: Path, path: Path) -> None:
    for wait in _RETRIES_SECONDS:
        try:
            draft.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY:
                raise
            time.sleep(wait)
        else:
            return
    draft.replace(path)
