"""What lies in the file of a store or of a copy of one, and whether it is sound."""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from desktop import sealed_copy, soundness
from models import store as stores
from models.errors import Problem, Refused, Unusable
from models.files import require_file
from models.key_guard import KEY_BYTES, is_closed
from models.periods import Month
from models.sqlite_address import sqlite_address

# The start of the hash of a copy, at the end of its name after date and time: a bit that flipped
# in it is noticed although SQLite finds nothing.
SEAL_LENGTH = 12
_SEAL = re.compile(r".*-\d{8}-\d{6}(?:-\d+)?-([0-9a-f]{12})")


class StoreFacts(NamedTuple):
    """What a store or a copy of one holds.

    Attributes:
        path: the file.
        unit, name: code and name of the office it belongs to.
        months: months with figures of that office.
        changed_at, changed_by: the latest change, None where nothing was ever changed.
        entries: number of gestures in its history.
        sha256: hash of the file.
        size: bytes of the file.
        is_key_open: the signing key in it, if any, can be used on any computer.
    """

    path: Path
    unit: str
    name: str
    months: tuple[Month, ...]
    changed_at: str | None
    changed_by: str | None
    entries: int
    sha256: str
    size: int
    is_key_open: bool = True


def verify_copy(path: Path, password: str | None = None) -> StoreFacts:
    """Check a copy of a store from end to end and return what it holds; the file is only read.

    Raises Unusable file_missing, backup_unreadable (no copy of a store), backup_unsound (damaged),
    backup_log_beside (it was copied while it was in use), store_newer, copy_password_needed,
    copy_password_wrong.
    """
    with sealed_copy.opened(path, password) as plain:
        return verified(plain)._replace(path=path)


def verified(path: Path) -> StoreFacts:
    """Check a plain copy as `verify_copy` does."""
    require_file(path)
    if not _SEAL.fullmatch(path.stem):
        _require_alone(path)
    try:
        with reading(path) as raw:
            problems = _faults(raw, path)
            if not problems:
                return _sealed(facts_of(_ask(raw), path))
    except sqlite3.DatabaseError as error:
        code = "backup_unsound" if _has_our_header(path) else "backup_unreadable"
        raise _fault(code, path) from error
    codes = {"not_a_store": "backup_unreadable", "store_newer": "store_newer"}
    codes["store_foreign"] = "store_foreign"
    raise _fault(codes.get(problems[0].code, "backup_unsound"), path)


def _sealed(facts: StoreFacts) -> StoreFacts:
    """Return what a copy holds; raises Unusable backup_unsound where its name tells otherwise."""
    if not _fits(facts.path, facts.sha256):
        raise _fault("backup_unsound", facts.path)
    return facts


def is_as_named(path: Path) -> bool:
    """Return whether a copy can be read and has the hash that its name tells, if any."""
    try:
        return _fits(path, _hash(path))
    except OSError:
        return False


def _fits(path: Path, sha256: str) -> bool:
    seal = _SEAL.fullmatch(path.stem)
    return seal is None or sha256.startswith(seal[1])


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_store(path: Path, also: soundness.Check | None = None) -> list[Problem]:
    """Return what is unsound about a store: damage, broken references, a foreign file.

    `also` is asked of a store in which nothing else is found to be missing or impossible.
    Raises Unusable store_missing, store_busy, store_newer.
    """
    if not path.is_file():
        raise _fault("store_missing", path)
    try:
        with reading(path, locked=True) as raw:
            problems = _faults(raw, path) or _deep_faults(raw, also)
    except sqlite3.OperationalError as error:
        problems = _after_refusal(error, path, also)
    except sqlite3.DatabaseError:
        return [_problem("store_damaged" if _has_our_header(path) else "not_a_store", path)]
    if any(problem.code == "store_newer" for problem in problems):
        raise Unusable(problems)
    return problems


def _after_refusal(
    error: sqlite3.OperationalError, path: Path, also: soundness.Check | None
) -> list[Problem]:
    """Return what is unsound about a store that SQLite did not open for writing.

    On a medium that cannot be written nobody has it open, so it is read as a copy is.
    """
    name = error.sqlite_errorname
    if name.startswith("SQLITE_BUSY"):
        raise _fault("store_busy", path) from error
    if name.startswith("SQLITE_IOERR"):
        raise _fault("disk_failed", path) from error
    if not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return [_problem("store_damaged", path)]
    try:
        with reading(path, with_log=True) as raw:
            return _faults(raw, path) or _deep_faults(raw, also)
    except sqlite3.DatabaseError:
        return [_problem("store_damaged", path)]


def _require_alone(path: Path) -> None:
    """Refuse a copy with a log beside it: nobody can say which of the two is older.

    One with its hash in its name is known to be whole, and is read without the log.
    """
    log, _, journal = stores.side_files(path)
    for beside in (log, journal):
        if beside.exists() and beside.stat().st_size:
            values = {"path": str(path), "name": beside.name}
            raise Unusable(Problem("backup_log_beside", values=values))


def key_in(copy: Path, password: str | None = None) -> tuple[bytes, bytes]:
    """Return the public and the private key of the office in a copy of its store.

    Raises Refused `key_not_in_copy`, Unusable as `verify_copy` does.
    """
    with sealed_copy.opened(copy, password) as plain:
        verified(plain)
        with reading(plain) as raw:
            own = "SELECT public, private FROM unit_key WHERE private IS NOT NULL"
            found = raw.execute(own).fetchone()
    if found is None or is_closed(found[1]):
        raise Refused(Problem("key_not_in_copy", values={"path": str(copy)}))
    return bytes(found[0]), bytes(found[1])


@contextmanager
def reading(
    path: Path, locked: bool = False, with_log: bool = False
) -> Iterator[sqlite3.Connection]:
    """Open a store file to look into it; `locked` keeps others out and fails where one has it open.

    A copy lies still: it is read as it is, without making or reading files beside it; a store that
    cannot be opened for writing is read `with_log`, where there is one. Letters that cannot be read
    are raised as a sqlite3.DatabaseError.
    """
    has_log = with_log and stores.keeps_log(path) and stores.has_log(path)
    mode = "ro" if has_log else "ro&immutable=1"
    if locked:
        mode = "rw"
    address = sqlite_address(path.resolve(), f"mode={mode}")
    raw = sqlite3.connect(address, uri=True, timeout=1.0, isolation_level=None)
    try:
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.execute("PRAGMA cell_size_check=ON")
        if locked:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE")
            raw.execute("BEGIN IMMEDIATE")
        yield raw
    except (sqlite3.OperationalError, UnicodeDecodeError) as error:
        if not stores.is_no_text(error):
            raise
        raise sqlite3.DatabaseError("a text cannot be read") from error
    finally:
        raw.close()


def _faults(raw: sqlite3.Connection, path: Path) -> list[Problem]:
    """Return what is wrong with an open store.

    Raises sqlite3.DatabaseError where it is too damaged to say.
    """
    if raw.execute("PRAGMA application_id").fetchone() != (stores.APPLICATION_ID,):
        return [_problem("not_a_store", path)]
    if raw.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return [_problem("store_damaged", path)]
    version = stores.schema_version(raw)
    if version is None:
        return [_problem("not_a_store", path)]
    if version > stores.HEAD:
        return [_problem("store_newer", path)]
    if raw.execute("PRAGMA foreign_key_check").fetchone():
        return [_problem("store_damaged", path)]
    foreign = stores.foreign_parts(raw)
    if foreign:
        values = {"path": str(path), "names": ", ".join(foreign)}
        return [Problem("store_foreign", values=values)]
    return []


def _deep_faults(raw: sqlite3.Connection, also: soundness.Check | None) -> list[Problem]:
    """Return what the history tells otherwise; an older store is asked once it is upgraded."""
    return soundness.problems(raw, also) if stores.schema_version(raw) == stores.HEAD else []


def facts_of(query: Callable[[str], list[tuple[str, ...]]], path: Path) -> StoreFacts:
    """Return what a store holds that answers queries; its file is hashed."""
    unit = next((row[0] for row in query("SELECT value FROM setting WHERE name = 'unit'")), "")
    named = query("SELECT code, name FROM profile WHERE deleted_at IS NULL")
    name = next((name for code, name in named if code == unit), "") or ""
    figures = query(
        "SELECT DISTINCT unit, year, month FROM dossiers"
        " WHERE deleted_at IS NULL AND month BETWEEN 1 AND 12"
        " AND year BETWEEN 1900 AND 2999 ORDER BY year, month"
    )
    months = tuple(Month(int(year), int(month)) for owner, year, month in figures if owner == unit)
    latest = query("SELECT at, who FROM entry ORDER BY number DESC LIMIT 1")
    changed_at, changed_by = latest[0] if latest else (None, None)
    entries = int(query("SELECT count(*) FROM entry")[0][0])
    found = (path, unit, name, months, changed_at, changed_by, entries, _hash(path))
    return StoreFacts(*found, path.stat().st_size, _is_key_open(query))


def _is_key_open(query: Callable[[str], list[tuple[str, ...]]]) -> bool:
    if not query("SELECT 1 FROM sqlite_master WHERE name = 'unit_key'"):
        return True
    own = f"SELECT 1 FROM unit_key WHERE length(private) != {KEY_BYTES}"
    return not query(own)


def _ask(raw: sqlite3.Connection) -> Callable[[str], list[tuple[str, ...]]]:
    return lambda sql: raw.execute(sql).fetchall()


def _has_our_header(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.read(100)
    return header.startswith(b"SQLite format 3\x00") and header[
        68:72
    ] == stores.APPLICATION_ID.to_bytes(4, "big")


def _fault(code: str, path: Path) -> Unusable:
    return Unusable(_problem(code, path))


def _problem(code: str, path: Path) -> Problem:
    return Problem(code, values={"path": str(path)})
