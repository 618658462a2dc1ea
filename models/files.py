"""Files that leave the program are written whole or not at all."""

import errno
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import Place, Problem, Unusable
from models.file_faults import is_held, is_too_long
from models.file_faults import write_failure as write_failure
from models.file_names import DRAFT, is_safe
from models.file_names import draft_beside as draft_beside

# A virus scanner holds a new file for a moment.
_RETRIES_SECONDS = (0.1, 0.3, 0.8, 1.5)

# The temporary files and folders of this version and the files of those before it, with what
# SQLite keeps beside them.
_DRAFT = re.compile(
    rf"({DRAFT}|\.somotcua-\w+(\.[a-z]+)?|\.[0-9a-f]{{32}}\.[a-z]+)(-wal|-shm|-journal)?"
    r"|\.smc-\d+"
)
# Nothing that this program writes takes as long: an older draft belongs to a run that was cut.
_DRAFT_SECONDS = 600

_PREFIX = ".somotcua-"
# What stands in the names of copies that lie beside a store.
_KEPT_MARKS = ("truoc-nang-cap", "truoc-khoi-phuc", "de-rieng")
_HIDDEN, _ORDINARY = 0x2, 0x80  # FILE_ATTRIBUTE_…


def write_whole(
    path: Path, writer: Callable[[Path], None], verify: Callable[[Path], None] | None = None
) -> None:
    """Write a file through a temporary one beside it: the old one stays until the new one is sound.

    The writer fills the empty temporary file it is given; `verify` reopens it and raises where it
    is not right. The file is for this account of the computer only (`owner_only`).
    Raises Unusable folder_missing, readonly, disk_full, file_busy, not_a_file, name_too_long,
    name_unfit, write_failed or not_durable.
    """
    _require_place(path)
    draft = draft_beside(path)
    try:
        make_private(draft)
        writer(draft)
        owner_only(draft)
        # Not before: nothing writes a hidden file of Windows anew.
        _hide(draft, hidden=True)
        _flush(draft)
        if verify is not None:
            verify(draft)
        _hide(draft, hidden=False)
        put_in_place(draft, path)
        clear_drafts(path.parent)
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        # A disk that cannot be written refuses this too: its first answer is the one to tell.
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _require_place(path: Path) -> None:
    try:
        if not path.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no folder")
        if path.exists() and not path.is_file():
            raise Unusable(Problem("not_a_file", Place(file=str(path))))
        # Windows writes some of these as something else than a file.
        if _is_windows() and not is_safe(path.name):
            raise Unusable(Problem("name_unfit", Place(file=str(path))))
    except OSError as error:
        raise write_failure(path, error) from error


def _is_windows() -> bool:
    return os.name == "nt"


def _hide(path: Path, *, hidden: bool) -> None:
    """Hide a file on Windows, where a dot before its name does not, or show it; raises OSError.

    What a power cut leaves beside a report shall not be taken for one.
    """
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        found = kernel.GetFileAttributesW(str(path))
        wanted = (found | _HIDDEN) if hidden else (found & ~_HIDDEN)
        done = found in (-1, wanted) or kernel.SetFileAttributesW(str(path), wanted or _ORDINARY)
        if not done and not hidden:
            raise ctypes.WinError()


def copy_whole(source: Path, path: Path, verify: Callable[[Path], None] | None = None) -> None:
    """Copy a file byte by byte, as `write_whole` writes."""
    import shutil

    def copy(draft: Path) -> None:
        shutil.copyfile(source, draft)

    write_whole(path, copy, verify)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may open, whatever the umask; raises OSError.

    It is so from the first byte on: a copy of a book holds the key that signs for the office.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    owner_only(path)


def owner_only(path: Path) -> None:
    """Keep other accounts of this computer out of a file or folder, where that can be said.

    Sticks and network folders know no such thing, and a file there is written all the same. On
    Windows the folder of the account does it. A path that is not there is left out.
    """
    if os.name != "posix":
        return
    with suppress(OSError):
        path.chmod(0o700 if path.is_dir() else 0o600)


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a name that is not taken: two copies may be made within a second."""
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path


def kept_beside(path: Path) -> list[Path]:
    """Return the copies of a store that lie beside it until somebody deletes them.

    They were made before an upgrade or a restoring, or set aside.
    """
    marks = tuple(f"{path.stem}-{mark}-" for mark in _KEPT_MARKS)
    try:
        return sorted(each for each in path.parent.iterdir() if each.name.startswith(marks))
    except OSError:
        return []


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished temporary file its name, durably.

    Raises OSError where it does not have it, Unusable `not_durable` where it has it for now only.
    """
    _replace(draft, path)
    try:
        flush_folder(path.parent)
    except OSError as error:
        raise Unusable(Problem("not_durable", Place(file=str(path)))) from error


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder that is gone afterwards, and clear those that cut runs left.

    Raises Unusable as `write_whole` does where it, or what is written in it, cannot be written.
    """
    # Imported when it is needed: it takes longer than the store takes to open.
    import tempfile

    try:
        clear_drafts(Path(tempfile.gettempdir()))
        with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        raise write_failure(Path(tempfile.tempdir or "."), error) from error


def clear_drafts(folder: Path) -> None:
    """Take away what a run that was cut short left in a folder under temporary names.

    They are whole copies of books and reports. One that cannot be taken away stays for next time.
    """
    cut = time.time() - _DRAFT_SECONDS
    with suppress(OSError):
        for path in list(folder.iterdir()):
            if _DRAFT.fullmatch(path.name) and path.stat().st_mtime < cut:
                _take_away(path)


def _take_away(path: Path) -> None:
    if path.is_dir():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it where missing, for this account of the computer only.

    Raises Unusable folder_unmakeable or name_too_long.
    """
    try:
        for missing in reversed([each for each in folder.parents if not each.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        # Windows leaves room for the short name of a file in it.
        code = "name_too_long" if is_too_long(folder / "12345678.123") else "folder_unmakeable"
        raise Unusable(Problem(code, Place(file=str(folder)))) from error


def require_file(path: Path) -> None:
    """Check that a file to be read is there.

    Raises Unusable file_missing, not_a_file, file_unreadable or name_too_long.
    """
    try:
        if path.is_file():
            return
        code = "not_a_file" if path.exists() else "file_missing"
        if code == "file_missing" and is_too_long(path):
            code = "name_too_long"
    except OSError:
        code = "file_unreadable"
    raise Unusable(Problem(code, Place(file=str(path))))


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
            if not is_held(path, error):
                raise
            time.sleep(wait)
        else:
            return
    draft.replace(path)
