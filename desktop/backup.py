"""Verified copies of the store: make one, look into one, put one back, and check a store."""

import hashlib
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from desktop import sealed_copy
from desktop.store_files import SEAL_LENGTH, facts_of, reading, verified
from desktop.store_files import StoreFacts as StoreFacts
from desktop.store_files import verify_copy as verify_copy
from desktop.store_files import verify_store as verify_store
from models import store as stores
from models.errors import Place, Problem, Refused, Unusable
from models.files import (
    copy_whole,
    flush_folder,
    free_name,
    make_folder,
    owner_only,
    put_in_place,
    scratch_folder,
    write_failure,
    write_whole,
)
from models.queries.settings import CAME_OVER, RESTORED, stored
from models.text import match_key

FOLDER = "sao-luu"
_MARK = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
# A file for another computer is opened there within that time.
_ON_THE_WAY = timedelta(days=7)
# What a copy put in its place mends.
DAMAGE = (
    "store_damaged",
    "store_foreign",
    "store_incomplete",
    "store_impossible",
    "not_a_store",
)


class Chosen(NamedTuple):
    """A copy that shall take the place of a store, and its password where it has one."""

    path: Path
    password: str | None = None


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


class _Present(NamedTuple):
    """The store that a backup replaces.

    Attributes:
        facts: what it holds, None where there is none or it is damaged.
        aside: the copy of it that was kept, if any.
        is_ahead: files may have been sent from it of which the backup does not know.
    """

    facts: StoreFacts | None = None
    aside: Path | None = None
    is_ahead: bool = True


def restored_words(done: Restored) -> str:
    """Return what to tell the officer after restoring."""
    words = f"Đã khôi phục sổ từ {done.source.path}."
    if done.set_aside is None:
        return words
    return f"{words} Sổ trước đó được giữ ở {done.set_aside}."


def default_folder(store: Path) -> Path:
    """Return where the copies of a store are kept unless another folder is named."""
    return store.parent / FOLDER


def backup(
    store: stores.Store, folder: Path | None, now: datetime, password: str | None = None
) -> StoreFacts:
    """Write a verified copy of an open store into a folder and return what it holds.

    The folder is made where it is missing. With a password the copy opens with that only.

    Raises:
        Refused: `password_short`.
        Unusable: the folder or file cannot be written, `backup_failed` where the copy is not sound.
    """
    target = folder or default_folder(store.path)
    make_folder(target)
    if folder is None:
        owner_only(target)
    stem = f"{store.path.stem}-{now:%Y%m%d-%H%M%S}"
    if password is not None:
        return _sealed_copy(store, free_name(target, stem, sealed_copy.SUFFIX), password)
    return _copy(store, free_name(target, stem, store.path.suffix))


def _sealed_copy(store: stores.Store, path: Path, password: str) -> StoreFacts:
    with scratch_folder() as folder:
        plain = _copy(store, folder / f"{path.stem}.sqlite")
        sealed_copy.write_sealed(plain.path, path, password)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return plain._replace(path=path, sha256=digest, size=path.stat().st_size)


def restore(
    store: Path, source: Path, now: datetime, dry_run: bool = False, password: str | None = None
) -> Restored:
    """Put a backup in the place of a store that nobody has open; the old one is kept beside it.

    Raises:
        Unusable: the backup cannot be used (as `verify_copy`), the store is open elsewhere, the
            folder cannot be written.
        Refused: `backup_other_unit`.
    """
    if source.exists() and store.exists() and source.samefile(store):
        raise _fault("backup_itself", source)
    with sealed_copy.opened(source, password) as plain:
        done = _restore(store, plain, now, dry_run)
    return done._replace(source=done.source._replace(path=source))


def _restore(store: Path, source: Path, now: datetime, dry_run: bool) -> Restored:
    facts = verified(source)
    if not store.parent.is_dir():
        raise _fault("folder_missing", store.parent)
    present = _set_aside(store, facts, now, dry_run) if store.exists() else _Present()
    if not dry_run:
        if not store.exists() and stores.has_log(store):
            # The book is gone, but what was written to it last may be in there.
            keep_bytes(store, _aside(store, now))
        is_behind = present.is_ahead
        if present.facts is None:
            is_behind = not _comes_over(source, now)
        # Files may have been sent since the copy was made; the next one says so.
        restored_at = now if is_behind else None
        write_whole(
            store, lambda draft: _put_back(source, draft, store, restored_at), _require_sound
        )
        _open_once(store)
    return Restored(facts, present.facts, present.aside)


def _comes_over(source: Path, now: datetime) -> bool:
    """Return whether a file carries a book to another computer these days.

    The book it was made of sends nothing any more. An older one was perhaps worked on elsewhere.
    """
    with reading(source) as raw:
        day = raw.execute("SELECT value FROM setting WHERE name = ?", (CAME_OVER,)).fetchone()
    return day is not None and now.date() - date.fromisoformat(day[0]) <= _ON_THE_WAY


def _open_once(store: Path) -> None:
    """Bring an older backup to the present schema at once, and notice a store that does not open.

    A disk that fails now takes nothing back: the next start tells.
    """
    try:
        stores.open_store(store).close()
    except Unusable as error:
        if error.problems[0].code in DAMAGE:
            raise


def _set_aside(store: Path, source: StoreFacts, now: datetime, dry_run: bool) -> _Present:
    aside = _aside(store, now)
    try:
        opened = stores.open_store(store)
    except Unusable as error:
        if error.problems[0].code not in DAMAGE:
            raise
        return _Present(aside=None if dry_run else keep_bytes(store, aside))
    try:
        opened.checkpoint()
        with opened.transaction() as conn:
            present = facts_of(lambda sql: [tuple(row) for row in conn.exec_driver_sql(sql)], store)
            # Restored twice, or once more after a cut: it is still not known what was sent before.
            is_ahead = present.entries > source.entries or RESTORED in stored(conn)
        if present.unit and match_key(present.unit) != match_key(source.unit):
            values = {"found": source.name or source.unit, "expected": present.name or present.unit}
            raise Refused(Problem("backup_other_unit", Place(file=str(source.path)), values))
        kept = None if dry_run else _copy(opened, aside).path
        return _Present(present, kept, is_ahead)
    finally:
        opened.close()


def _aside(store: Path, now: datetime) -> Path:
    stem = f"{store.stem}-truoc-khoi-phuc-{now:%Y%m%d-%H%M%S}"
    return free_name(store.parent, stem, store.suffix)


def keep_bytes(store: Path, aside: Path) -> Path:
    """Keep the bytes of a store with its side files: something may still be saved from them."""
    for present in (store, *stores.side_files(store)):
        if present.exists():
            kept = aside.with_name(present.name.replace(store.name, aside.name, 1))
            copy_whole(present, kept)
    return aside


def _put_back(source: Path, draft: Path, store: Path, restored_at: datetime | None) -> None:
    """Fill the draft from the backup, and take the side files of the old store away.

    `restored_at` is noted in it before it is the store: a cut must not come between the two.
    """
    with reading(source) as raw:
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            raw.backup(copy)
            if restored_at is not None:
                # Without a log beside the draft.
                copy.execute("PRAGMA journal_mode=MEMORY")
                copy.execute(_MARK, (RESTORED, restored_at.isoformat(timespec="seconds")))
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
    sealed = path.with_name(f"{path.stem}-{facts.sha256[:SEAL_LENGTH]}{path.suffix}")
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


def _fault(code: str, path: Path) -> Unusable:
    return Unusable(_problem(code, path))


def _problem(code: str, path: Path) -> Problem:
    return Problem(code, values={"path": str(path)})
