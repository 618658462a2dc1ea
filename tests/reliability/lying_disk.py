"""A disk that tells of its last syncs without doing them, and then the power goes.

Nothing can be promised of what was written then. But damage must be noticed: what SQLite finds at
the next start, and the newest good copy must put the book right. What SQLite does not find is
noticed by comparing with the history and with the kept files of other offices: by the window after
a cut, before the next copy, so that good copies stay, and by the command `verify`.
"""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import sqlalchemy as sa

from desktop.backup import DAMAGE, restore, verify_store
from desktop.backup_habit import copies_of, keep_copy
from desktop.context import Context, now, open_context
from desktop.handoff.received_figures import received_problems
from desktop.wholeness import require_whole
from models.errors import OfficeError
from models.store import was_cut
from tests.reliability.counts import Counts
from tests.reliability.disk import MODELS
from tests.reliability.powercut import SESSIONS
from tests.reliability.running import made_offices
from tests.reliability.sessions import Image, Session, lies, put_down, record
from tests.reliability.state import state_of


def lying_disk(counts: Counts, count: int, seconds: float) -> None:
    """Start from so many images, or from those of so many seconds."""
    counts.expect("images", "older state", "damaged", "restored", "unnoticed", "not restored")
    until = time.monotonic() + seconds
    with made_offices() as folder:
        sessions = [record(folder, names) for names in SESSIONS]
        parts = list(product(sessions, MODELS))
        for place, (session, model) in enumerate(parts):
            left = (until - time.monotonic()) / (len(parts) - place)
            (folder / "image").mkdir(exist_ok=True)
            for image in lies(session, model, count // len(parts), left):
                _start(put_down(image, session, folder / "image"), session, image, counts)


def _start(store: Path, session: Session, image: Image, counts: Counts) -> None:
    """Start the program on an image, and restore a copy where it says that the store is damaged."""
    counts.add("images")
    cut = was_cut(store)
    try:
        context = open_context(store)
    except OfficeError as error:
        counts.add("damaged")
        if error.problems[0].code not in DAMAGE:
            counts.fault("told otherwise", f"{image.where} ({error})")
        _restore_newest_good(store, image, counts)
        return
    try:
        is_older = state_of(context.store._raw()) in session.states
        noticed = None if is_older else _noticed_by(context, cut)
    finally:
        context.close()
    if is_older:
        counts.add("older state")
    elif noticed is not None:
        counts.add(f"noticed {noticed}")
    elif verify_store(store, received_problems):
        counts.add("noticed by verify")
    else:
        counts.fault("unnoticed", image.where)


def _noticed_by(context: Context, was_cut: bool) -> str | None:
    """Return when the window notices that an open store is not what was written, if it does."""
    if was_cut and _is_refused(context, require_whole):
        return "at start"
    try:
        keep_copy(context, now())
    except OfficeError:
        return "before the next copy"
    return None


def _is_refused(context: Context, check: Callable[[sa.Connection], None]) -> bool:
    try:
        context.ask(check)
    except OfficeError:
        return True
    return False


def _restore_newest_good(store: Path, image: Image, counts: Counts) -> None:
    for copy in copies_of(store):
        try:
            restore(store, copy.path, now())
        except OfficeError:
            counts.add("damaged copies refused")
            continue
        if verify_store(store):
            counts.fault("restored unsound", image.where)
        counts.add("restored")
        return
    counts.fault("not restored", image.where)
