"""Move the office to another computer: one verified file, and the old book signs no more."""

import sqlite3
from datetime import date, datetime
from pathlib import Path

from desktop import sealed_copy
from desktop.context import Context
from desktop.handoff.keys import is_usable
from desktop.handoff.outbox import plain_code
from desktop.handoff.seal import check_password
from desktop.moving import handed_over, mark_handed_over
from desktop.people.leaving import note_copy
from desktop.store_files import SEAL_LENGTH, StoreFacts, verify_copy
from desktop.wholeness import require_whole
from models.errors import Problem, Refused, Unusable
from models.files import copy_whole, free_name, scratch_folder
from models.queries.settings import CAME_OVER
from models.work import Work

_STEM = "chuyen-may"


def hand_over(
    context: Context, folder: Path, at: datetime, password: str | None = None
) -> StoreFacts:
    """Write the whole book into one verified file for another computer, and mark this one.

    The key in the file can be used on any computer. Returns what the file holds.

    Raises:
        Refused: `key_locked`, `password_short`, `store_handed_over`, what `require_whole` finds.
        Unusable: `folder_missing` or as `write_whole` and `verify_copy` do.
    """
    day = context.ask(handed_over)
    if day is not None:
        raise Refused(Problem("store_handed_over", values={"day": day}))
    if not context.ask(is_usable):
        raise Refused(Problem("key_locked"))
    check_password(password)
    context.ask(require_whole)
    stem = f"{_STEM}-{plain_code(context.unit)}-{at:%Y%m%d-%H%M%S}"
    with scratch_folder() as scratch:
        plain = scratch / f"{stem}.sqlite"
        context.store.write_copy(plain, verify_copy_of_it)
        facts = _marked(plain, at.date())
        if not facts.is_key_open:
            raise Refused(Problem("key_locked"))
        if password is None:
            path = free_name(folder, f"{stem}-{facts.sha256[:SEAL_LENGTH]}", ".sqlite")
            copy_whole(plain, path, verify_copy_of_it)
        else:
            path = free_name(folder, stem, sealed_copy.SUFFIX)
            sealed_copy.write_sealed(plain, path, password)
    context.do(_note_move, context.unit, at.date(), path)
    return verify_copy(path, password)


def _note_move(work: Work, unit: str, day: date, path: Path) -> None:
    mark_handed_over(work, day)
    note_copy(work, unit, "handover", path)


def verify_copy_of_it(draft: Path) -> None:
    """Raise Unusable `backup_failed` where a file just written is not sound."""
    try:
        verify_copy(draft)
    except Unusable as error:
        raise Unusable(Problem("backup_failed", values={"path": str(draft)})) from error


def _marked(copy: Path, day: date) -> StoreFacts:
    """Note in the file that it came over, and return what it holds."""
    raw = sqlite3.connect(copy, isolation_level=None)
    try:
        raw.execute("PRAGMA journal_mode=MEMORY")
        raw.execute("DELETE FROM setting WHERE name = ?", (CAME_OVER,))
        raw.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (CAME_OVER, str(day)))
    finally:
        raw.close()
    return verify_copy(copy)
