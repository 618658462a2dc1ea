"""What an error of the operating system says about a file that was to be written."""

import errno
import os
from pathlib import Path

from models.errors import Place, Problem, Unusable
from models.file_names import draft_beside, is_safe

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

# What `errno` says of these is too little, https://learn.microsoft.com/windows/win32/debug/system-error-codes
_WINDOWS_CODES = {
    19: "readonly",  # the stick is locked
    21: "folder_missing",  # there is nothing in the drive
    32: "file_busy",
    33: "file_busy",
    39: "disk_full",
    53: "folder_missing",  # there is no such computer
    64: "folder_missing",  # the network is gone
    67: "folder_missing",  # there is no such shared folder
    111: "name_too_long",
    112: "disk_full",
    123: "name_unfit",
    206: "name_too_long",
    1167: "folder_missing",  # the stick is gone
}
_DENIED = 5

# Of Windows: a path that is longer is not found, unless the computer is told to take it.
_LONGEST_PATH = 259 if os.name == "nt" else 4095


def write_failure(path: Path, error: OSError) -> Unusable:
    """Return the known fault for an error of the operating system while writing a file."""
    code = _code(path, error)
    if code == "folder_missing":
        return Unusable(Problem(code, values={"path": str(path.parent)}))
    return Unusable(Problem(code, Place(file=str(path))))


def _code(path: Path, error: OSError) -> str:
    if is_held(path, error):
        return "file_busy"
    known = _CODES.get(error.errno or 0, "write_failed")
    code = _WINDOWS_CODES.get(getattr(error, "winerror", 0) or 0, known)
    if code == "folder_missing" and is_too_long(path):
        return "name_too_long"
    if code == "write_failed" and error.errno == errno.EINVAL and not is_safe(path.name):
        return "name_unfit"
    return code


def is_held(path: Path, error: OSError) -> bool:
    """Return whether another program (Word, Excel, a virus scanner) has the file open.

    Windows denies access to such a file with the same words as to one that may not be written.
    """
    number = getattr(error, "winerror", 0)
    if number != _DENIED:
        return _WINDOWS_CODES.get(number or 0) == "file_busy"
    is_locked = path.exists() and not os.access(path, os.W_OK)
    return not is_locked and _takes_files(path)


def _takes_files(path: Path) -> bool:
    """Return whether a new file can be made where a file shall stand."""
    probe = draft_beside(path)
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError:
        return False
    return True


def is_too_long(path: Path) -> bool:
    """Return whether this system finds no path of such length."""
    return len(str(path.absolute())) > _LONGEST_PATH
