"""Verified copies of the store: make one, look into one, put one back, and check a store."""

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop import soundness
from models import store as stores
from models.errors import Place, Problem, Refused, Unusable
from models.files import (
    copy_whole,
    flush_folder,
    free_name,
    make_folder,
    owner_only,
    put_in_place,
    require_file,
    write_failure,
    write_whole,
)
from models.periods import Month
from models.queries.settings import RESTORED
from models.text import match_key

FOLDER = "sao-luu"
# The start of the hash of a copy, at the end of its name after date and time: a bit that flipped
# in it is noticed although SQLite finds nothing.
_SEAL = re.compile(r".*-\d{8}-\d{6}(?:-\d+)?-([0-9a-f]{12})")
_SEAL_LENGTH = 12
_MARK = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
# What a copy put in its place mends.
DAMAGE = ("store_damaged", "store_foreign", "not_a_store")


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


class Restored(NamedTuple):
    """What restoring did or would do.

    Attributes:
        source: what the backup holds.
        replaced: what the present store holds, None where there is none or it is damaged.
        set_aside: the copy of the present store that was kept, None where there was none or in a
            dry run.
    """

    source: StoreFacts
    replaced: StoreFacts | None
    set_aside: Path | None


def restored_words(done: Restored) -> str:
    """Return what to tell the officer after restoring."""
    words = f"Đã khôi phục sổ từ {done.source.path}."
    if done.set_aside is None:
        return words
    return f"{words} Sổ trước đó được giữ ở {done.set_aside}."


def default_folder(store: Path) -> Path:
    """Return where the copies of a store are kept unless another folder is named."""
    return store.parent / FOLDER


def backup(store: stores.Store, folder: Path | None, now: datetime) -> StoreFacts:
    """Write a verified copy of an open store into a folder and return what it holds.

    The folder is made where it is missing. Raises Unusable: the folder or file cannot be written,
    `backup_failed` where the copy is not sound.
    """
    target = folder or default_folder(store.path)
    make_folder(target)
    if folder is None:
        owner_only(target)
    path = free_name(target, f"{store.path.stem}-{now:%Y%m%d-%H%M%S}", store.path.suffix)
    return _copy(store, path)


def verify_copy(path: Path) -> StoreFacts:
    """Check a copy of a store from end to end and return what it holds; the file is only read.

    Raises Unusable file_missing, backup_unreadable (no copy of a store), backup_unsound (damaged),
    store_newer.
    """
    require_file(path)
    try:
        with _reading(path) as raw:
            problems = _faults(raw, path)
            if not problems:
                return _sealed(_facts(_ask(raw), path))
    except sqlite3.DatabaseError as error:
        code = "backup_unsound" if _has_our_header(path) else "backup_unreadable"
        raise _fault(code, path) from error
    codes = {"not_a_store": "backup_unreadable", "store_newer": "store_newer"}
    codes["store_foreign"] = "store_foreign"
    raise _fault(codes.get(problems[0].code, "backup_unsound"), path)


def _sealed(facts: StoreFacts) -> StoreFacts:
    """Return what a copy holds; raises Unusable backup_unsound where its name tells otherwise."""
    seal = _SEAL.fullmatch(facts.path.stem)
    if seal and not facts.sha256.startswith(seal[1]):
        raise _fault("backup_unsound", facts.path)
    return facts


def verify_store(path: Path, also: soundness.Check | None = None) -> list[Problem]:
    """Return what is unsound about a store: damage, broken references, a foreign file.

    `also` is asked of a store in which nothing else is found to be missing or impossible.
    Raises Unusable store_missing, store_busy, store_newer.
    """
    if not path.is_file():
        raise _fault("store_missing", path)
    try:
        with _reading(path, locked=True) as raw:
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
        with _reading(path) as raw:
            return _faults(raw, path) or _deep_faults(raw, also)
    except sqlite3.DatabaseError:
        return [_problem("store_damaged", path)]


def restore(store: Path, source: Path, now: datetime, dry_run: bool = False) -> Restored:
    """Put a backup in the place of a store that nobody has open; the old one is kept beside it.

    Raises:
        Unusable: the backup cannot be used (as `verify_copy`), the store is open elsewhere, the
            folder cannot be written.
        Refused: `backup_other_unit`.
    """
    if source.exists() and store.exists() and source.samefile(store):
        raise _fault("backup_itself", source)
    facts = verify_copy(source)
    if not store.parent.is_dir():
        raise _fault("folder_missing", store.parent)
    present, aside = _set_aside(store, facts, now, dry_run) if store.exists() else (None, None)
    if not dry_run:
        write_whole(store, lambda draft: _put_back(source, draft, store), _require_sound)
        # Files may have been sent since the copy was made; the next one says so.
        behind = present is None or present.entries > facts.entries
        _open_once(store, now if behind else None)
    return Restored(facts, present, aside)


def _open_once(store: Path, restored_at: datetime | None) -> None:
    """Bring an older backup to the present schema at once, and notice a store that does not open.

    `restored_at` is noted in it. A disk that fails now takes nothing back: the next start tells.
    """
    try:
        opened = stores.open_store(store)
        try:
            if restored_at is not None:
                with opened.transaction() as conn:
                    moment = restored_at.isoformat(timespec="seconds")
                    conn.exec_driver_sql(_MARK, (RESTORED, moment))
        finally:
            opened.close()
    except Unusable as error:
        if error.problems[0].code in DAMAGE:
            raise


def _set_aside(
    store: Path, source: StoreFacts, now: datetime, dry_run: bool
) -> tuple[StoreFacts | None, Path | None]:
    stem = f"{store.stem}-truoc-khoi-phuc-{now:%Y%m%d-%H%M%S}"
    aside = free_name(store.parent, stem, store.suffix)
    try:
        opened = stores.open_store(store)
    except Unusable as error:
        if error.problems[0].code not in DAMAGE:
            raise
        return None, None if dry_run else keep_bytes(store, aside)
    try:
        opened.checkpoint()
        with opened.transaction() as conn:
            present = _facts(lambda sql: [tuple(row) for row in conn.exec_driver_sql(sql)], store)
        if match_key(present.unit) != match_key(source.unit):
            values = {"found": source.name or source.unit, "expected": present.name or present.unit}
            raise Refused(Problem("backup_other_unit", Place(file=str(source.path)), values))
        kept = None if dry_run else _copy(opened, aside).path
        return present, kept
    finally:
        opened.close()


def keep_bytes(store: Path, aside: Path) -> Path:
    """Keep the bytes of a store with its side files: something may still be saved from them."""
    for present in (store, *stores.side_files(store)):
        if present.exists():
            kept = aside.with_name(present.name.replace(store.name, aside.name, 1))
            copy_whole(present, kept)
    return aside


def _put_back(source: Path, draft: Path, store: Path) -> None:
    """Fill the draft from the backup, and take the side files of the old store away."""
    with _reading(source) as raw:
        copy = sqlite3.connect(draft)
        try:
            raw.backup(copy)
        except sqlite3.OperationalError as error:
            raise stores.copying_fault(error, store) from error
        finally:
            copy.close()
    # They would bring old rows back into the new store.
    for leftover in stores.side_files(store):
        try:
            leftover.unlink(missing_ok=True)
        except OSError as error:
            raise write_failure(leftover, error) from error
    flush_folder(store.parent)


def _copy(store: stores.Store, path: Path) -> StoreFacts:
    """Write a verified copy and give it the start of its hash for the end of its name."""
    store.write_copy(path, _require_sound)
    facts = verify_copy(path)
    sealed = path.with_name(f"{path.stem}-{facts.sha256[:_SEAL_LENGTH]}{path.suffix}")
    try:
        put_in_place(path, sealed)
    except OSError as error:
        raise write_failure(sealed, error) from error
    return facts._replace(path=sealed)


def _require_sound(draft: Path) -> None:
    try:
        verify_copy(draft)
    except Unusable as error:
        raise _fault("backup_failed", draft) from error


@contextmanager
def _reading(path: Path, locked: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a store file to look into it; `locked` keeps others out and fails where one has it open.

    A copy lies still: it is read as it is, without making files beside it, unless a log with
    changes of its own lies there. A copy that keeps no log has none of its own.
    """
    still = not locked and not (stores.keeps_log(path) and stores.has_log(path))
    mode = "ro&immutable=1" if still else "ro"
    if locked:
        mode = "rw"
    address = f"{path.resolve().as_uri()}?mode={mode}"
    raw = sqlite3.connect(address, uri=True, timeout=1.0, isolation_level=None)
    try:
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.execute("PRAGMA cell_size_check=ON")
        if locked:
            raw.execute("PRAGMA locking_mode=EXCLUSIVE")
            raw.execute("BEGIN IMMEDIATE")
        yield raw
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


def _facts(query: Callable[[str], list[tuple[str, ...]]], path: Path) -> StoreFacts:
    unit = next((row[0] for row in query("SELECT value FROM setting WHERE name = 'unit'")), "")
    named = query("SELECT code, name FROM profile WHERE deleted_at IS NULL")
    name = next((name for code, name in named if code == unit), "") or ""
    figures = query(
        "SELECT DISTINCT unit, year, month FROM dossiers"
        " WHERE deleted_at IS NULL ORDER BY year, month"
    )
    months = tuple(Month(int(year), int(month)) for owner, year, month in figures if owner == unit)
    latest = query("SELECT at, who FROM entry ORDER BY number DESC LIMIT 1")
    changed_at, changed_by = latest[0] if latest else (None, None)
    entries = int(query("SELECT count(*) FROM entry")[0][0])
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = path.stat().st_size
    return StoreFacts(path, unit, name, months, changed_at, changed_by, entries, digest, size)


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
