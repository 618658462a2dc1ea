"""A second start calls the window that has the store open, through small files.

Each store has bells of its own in the user's data folder. Who rings writes one; the open window
sees it, takes it away and does what it says. A bell that nobody takes away was rung where
nobody was at home. No network part of the system is used for that.
"""

import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from desktop.paths import user_data_dir
from models.errors import Unusable
from models.files import make_folder, write_whole

if sys.platform == "win32":
    import ctypes

FOLDER = "goi"
PATIENCE_SECONDS = 3.0
_STEP_SECONDS = 0.05
_LONGEST = 8192


def bells_of(store: Path) -> list[Path]:
    """Return the bells of a store that were rung and not taken away yet, the oldest first."""
    return sorted(folder().glob(f"{_name(store)}*.json"))


def ring(store: Path, file: Path | None, patience: float = PATIENCE_SECONDS) -> bool:
    """Ask the window on a store to come to the front and open a file; False where none answers."""
    # Each ring is a file of its own: of several at once none is lost.
    bell = folder() / f"{_name(store)}-{time.time_ns():020}-{os.getpid()}.json"
    words = json.dumps({"file": None if file is None else str(file.absolute())})
    try:
        make_folder(bell.parent)
        write_whole(bell, lambda draft: _write(draft, words))
    except Unusable:
        return False
    _let_come_to_the_front()
    for _ in range(round(patience / _STEP_SECONDS)):
        if not bell.exists():
            return True
        time.sleep(_STEP_SECONDS)
    with suppress(OSError):
        bell.unlink()
        return False
    # It was taken at the last moment.
    return not bell.exists()


def answer(store: Path) -> list[Path | None]:
    """Take the bells of a store away; return the file to open for each that still waits, or None.

    Nobody waits for one that is older than the patience of who rings.
    """
    calls = []
    for bell in bells_of(store):
        try:
            age = time.time() - bell.stat().st_mtime
            said = bell.read_bytes()[:_LONGEST]
            bell.unlink()
        except OSError:
            continue
        if age <= PATIENCE_SECONDS:
            calls.append(_file_in(said))
    return calls


def _file_in(said: bytes) -> Path | None:
    with suppress(ValueError, AttributeError):
        name = json.loads(said).get("file")
        return Path(name) if isinstance(name, str) else None
    return None


def folder() -> Path:
    """Return where the bells lie; it may not exist yet."""
    return user_data_dir() / FOLDER


def _name(store: Path) -> str:
    return hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]


def _write(draft: Path, words: str) -> None:
    draft.write_text(words, encoding="utf-8")


def _let_come_to_the_front() -> None:
    """Let the other window come to the front: Windows allows that to whom the officer started."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
