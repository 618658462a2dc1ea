"""Whether the log beside a store is its own, asked before SQLite opens both.

A store file that was copied by hand over another one finds that one's log (`-wal`) beside it, and
SQLite brings it in without a word. Nothing in the two files names the other, so it is their content
that decides: the history only grows. A log of its own, left by a cut, adds to the history of the
file and leaves a store whose values are what its history tells; another file's log takes entries
away or leaves values that no entry tells. Besides, a copy that this program made keeps no log
(`models.store.keeps_log`), so that what lies beside one is never its own.

A log is looked at only where a run was cut; then both states are made in a folder of their own.
Nothing is ever thrown away: what is not used is kept beside the store.
"""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from desktop.backup import StoreFacts, keep_bytes, verify_copy, verify_store
from models.errors import OfficeError, Problem, Unusable
from models.files import copy_whole, free_name, put_in_place, scratch_folder, write_failure
from models.store import keeps_log, side_files

# The head of a log that holds nothing.
_LOG_HEAD = 32

Owner = Literal["own", "foreign", "doubtful"]


class State(NamedTuple):
    """What a store holds in one of its two states, and the entries of its history."""

    facts: StoreFacts
    entries: frozenset[str]


class Beside(NamedTuple):
    """What lies beside a store.

    Attributes:
        owner: "own" where it may be opened as it is (also where nothing lies there), "foreign"
            where it is surely another file's, "doubtful" where a person must say.
        alone: the store without it, None where that is damaged.
        merged: the store with it, None where that is damaged.
    """

    owner: Owner
    alone: State | None = None
    merged: State | None = None


def look(store: Path) -> Beside:
    """Say whose the files beside a closed store are; nothing is changed.

    Raises Unusable as `copy_whole` does where there is no room to look.
    """
    if not _lies_there(store):
        return Beside("own")
    found = _compare(store)
    # A window that has the store open may have written in between.
    return found if found.owner == "own" else _compare(store)


def require_own(store: Path) -> None:
    """Raise Unusable store_side_file where what lies beside a store may be another file's."""
    if look(store).owner != "own":
        side = next(path.name for path in side_files(store) if path.exists())
        raise Unusable(Problem("store_side_file", values={"path": str(store), "side": side}))


def set_aside(store: Path, at: datetime) -> Path:
    """Take away the log beside a store, so that the store is opened alone; return where it is kept.

    Raises Unusable where the folder cannot be written.
    """
    kept = _kept_name(store, at)
    for side in side_files(store):
        if side.exists():
            target = kept.with_name(side.name.replace(store.name, kept.name, 1))
            try:
                put_in_place(side, target)
            except OSError as error:
                raise write_failure(target, error) from error
    return kept.with_name(f"{kept.name}-wal")


def keep_both(store: Path, at: datetime) -> Path:
    """Keep the bytes of a store and of what lies beside it, and return where the store's are."""
    return keep_bytes(store, _kept_name(store, at))


def _kept_name(store: Path, at: datetime) -> Path:
    stem = f"{store.stem}-de-rieng-{at:%Y%m%d-%H%M%S}"
    return free_name(store.parent, stem, store.suffix)


def _lies_there(store: Path) -> bool:
    log, _, journal = side_files(store)
    with suppress(OSError):
        if log.stat().st_size > _LOG_HEAD:
            return True
    with suppress(OSError):
        return journal.stat().st_size > 0
    return False


def _compare(store: Path) -> Beside:
    with scratch_folder() as folder:
        alone, merged = folder / "alone.sqlite", folder / "merged.sqlite"
        copy_whole(store, alone)
        copy_whole(store, merged)
        for side, copied in zip(side_files(store), side_files(merged), strict=True):
            if side.exists():
                copy_whole(side, copied)
        states = (_state(alone), _state(merged))
    return Beside(_owner(store, *states), *states)


def _state(copy: Path) -> State | None:
    """Return what a copy holds once SQLite has brought in what lies beside it, None if unsound."""
    try:
        if verify_store(copy):
            return None
        facts = verify_copy(copy)
    except OfficeError:
        return None
    raw = sqlite3.connect(copy)
    try:
        entries = frozenset(str(name) for (name,) in raw.execute("SELECT id FROM entry"))
    except sqlite3.DatabaseError:
        return None
    finally:
        raw.close()
    return State(facts, entries)


def _owner(store: Path, alone: State | None, merged: State | None) -> Owner:
    if alone is None:
        # Cut while the log was brought in, or damaged anyway: what is sound is told at opening.
        return "own"
    if not side_files(store)[0].exists():
        # A journal of SQLite's takes back what was not finished: by itself that changes no entry.
        return "own" if merged is not None and merged.entries == alone.entries else "doubtful"
    if keeps_log(store):
        grown = merged is not None and alone.entries <= merged.entries
        return "own" if grown else "doubtful"
    adds_nothing = merged is None or merged.entries <= alone.entries
    return "foreign" if adds_nothing else "doubtful"
