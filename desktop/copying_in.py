"""Bring a store from a stick, a share or a synchronised folder onto this computer."""

import hashlib
from pathlib import Path

from desktop.backup import verify_copy
from desktop.paths import default_store
from desktop.side_files import look
from models import store as stores
from models.errors import Problem, Unusable
from models.files import copy_whole, free_name, make_folder, scratch_folder


def copy_in(source: Path) -> Path:
    """Copy a store into the program's own data folder, verified, and return where it is.

    It takes the usual name where that is free. The original and what lies beside it are only read.

    Raises:
        Unusable: the store is damaged or none (as `open_store`), `store_busy` where it changed
            meanwhile, the folder cannot be written.
    """
    with scratch_folder() as folder:
        draft = folder / "store.sqlite"
        before = _hashes(source)
        _copy_all(source, draft)
        if not before or _hashes(draft) != before or _hashes(source) != before:
            raise Unusable(Problem("store_busy", values={"path": str(source)}))
        # A log of its own is brought in here; over a doubtful one the officer is asked at opening.
        if look(draft).owner == "own":
            stores.open_store(draft).close()
            verify_copy(draft)
        path = _free_place(source)
        _copy_all(draft, path)
    return path


def _free_place(source: Path) -> Path:
    usual = default_store()
    make_folder(usual.parent)
    return free_name(usual.parent, source.stem, usual.suffix) if usual.exists() else usual


def _copy_all(source: Path, target: Path) -> None:
    """Copy a store and what lies beside it, the store last."""
    pairs = zip(stores.side_files(source), stores.side_files(target), strict=True)
    for beside, copied in [*pairs, (source, target)]:
        if beside.exists():
            copy_whole(beside, copied)


def _hashes(store: Path) -> list[str]:
    found = []
    for path in (store, *stores.side_files(store)):
        if path.exists():
            with path.open("rb") as file:
                found.append(hashlib.file_digest(file, "sha256").hexdigest())
    return found
