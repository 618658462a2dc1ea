"""A second start calls the window that has the store open, through a small file.

Each store has a bell of its own in the user's data folder. Who rings writes the bell; the open
window sees it, takes it away and does what it says. A bell that nobody takes away was rung where
nobody was at home. No network part of the system is used for that.
"""

import hashlib
import json
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


def bell_of(store: Path) -> Path:
    """Return the bell of a store; its folder may not exist yet."""
    name = hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:16]
    return user_data_dir() / FOLDER / f"{name}.json"


def ring(store: Path, file: Path | None, patience: float = PATIENCE_SECONDS) -> bool:
    """Ask the window on a store to come to the front and open a file; False where none answers."""
    bell = bell_of(store)
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


def answer(store: Path) -> tuple[bool, Path | None]:
    """Take the bell of a store away; return whether it was rung, and the file to open."""
    bell = bell_of(store)
    try:
        said = bell.read_bytes()[:_LONGEST]
        bell.unlink()
    except OSError:
        return False, None
    with suppress(ValueError, AttributeError):
        name = json.loads(said).get("file")
        return True, Path(name) if isinstance(name, str) else None
    return True, None


def _write(draft: Path, words: str) -> None:
    draft.write_text(words, encoding="utf-8")


def _let_come_to_the_front() -> None:
    """Let the other window come to the front: Windows allows that to whom the officer started."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
