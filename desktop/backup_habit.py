"""Backup as a habit: a copy before anything risky, old copies that go, a second place.

What is kept: every copy of the last 24 hours, and the newest of each of 12 days, 10 weeks and 9
months that have copies.
"""

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from desktop.backup import StoreFacts, backup, default_folder, restore, verify_copy
from desktop.context import Context, now, open_context
from desktop.settings import SECOND_PLACE
from desktop.soundness import require_as_told
from desktop.store_files import is_as_named
from desktop.wholeness import require_whole
from models.errors import Problem, Unusable
from models.files import copy_whole, scratch_folder
from models.periods import parse_period, title
from models.queries.settings import stored
from models.sqlite_address import sqlite_address
from models.store import Store

DAYS, WEEKS, MONTHS = 12, 10, 9
ALL_KEPT = timedelta(hours=24)
# A clock that was a little fast dates nothing wrongly.
AHEAD = timedelta(days=1)
# A second place whose newest copy is older than that is asked for again.
SECOND_OLD = timedelta(days=7)

# Date and time of a copy in its name, then what tells copies of one second apart, and its seal.
_STAMP = re.compile(r"-(\d{8}-\d{6})(-\d+)?(-[0-9a-f]{12})?")
# What tells a changed store: its last entry of the history and how many of these it holds. Numbers
# of rows would not do: writing a copy may renumber them.
_LAST = "SELECT id FROM entry WHERE number = (SELECT max(number) FROM entry)"
_GROWING = ("entry", "closing", "reason", "outbox", "batch", "inbox", "slip", "sign_off", "pack")
_MARKS = (_LAST, *(f"SELECT count(*) FROM {name}" for name in _GROWING))


class Copy(NamedTuple):
    """A copy of the store and when it was made."""

    path: Path
    made: datetime


class SecondPlace(NamedTuple):
    """Where copies go besides the folder beside the store.

    Attributes:
        folder: as the officer chose it.
        there: it can be reached now.
        newest: when its newest copy of this store was made, None where it has none or is away.
        is_behind: the newest copy beside the store did not come here.
    """

    folder: Path
    there: bool
    newest: datetime | None
    is_behind: bool = False

    def is_old(self, at: datetime) -> bool:
        """Return whether the officer should bring it up to date."""
        return self.newest is None or at.replace(tzinfo=None) - self.newest > SECOND_OLD

    def lack(self, at: datetime) -> str:
        """Return what it lacks in a few words, "" where it is up to date."""
        if not self.there:
            return "chưa cắm hoặc chưa nối được"
        if self.newest is None:
            return "chưa có bản sao nào"
        if self.is_old(at):
            return f"quá {SECOND_OLD.days} ngày chưa có bản mới"
        return "chưa ghi được bản mới nhất" if self.is_behind else ""


def copies_of(store: Path, folder: Path | None = None) -> list[Copy]:
    """Return the copies of a store in a folder (the usual one unless named), newest first.

    One that a wrong clock dated ahead of the present comes last: nobody knows when it was made.
    """
    folder = folder or default_folder(store)
    found = []
    with suppress(OSError):
        for path in folder.glob(f"*{store.suffix}"):
            stamp = _STAMP.fullmatch(path.stem.removeprefix(store.stem))
            if stamp and path.name.startswith(store.stem):
                with suppress(ValueError):
                    found.append(Copy(path, datetime.strptime(stamp[1], "%Y%m%d-%H%M%S")))  # noqa: DTZ007 - the clock on the officer's wall
    latest = now().replace(tzinfo=None) + AHEAD
    return sorted(found, key=lambda copy: (copy.made <= latest, copy.made), reverse=True)


def has_changed(store: Store) -> bool:
    """Return whether the newest copy of an open store lacks something."""
    copies = copies_of(store.path)
    if not copies or not is_as_named(copies[0].path):
        return True
    with store.transaction() as conn:
        here = [conn.exec_driver_sql(sql).scalar() for sql in _MARKS]
    newest = sqlite_address(copies[0].path.resolve(), "mode=ro&immutable=1")
    raw = sqlite3.connect(newest, uri=True)
    try:
        return here != [raw.execute(sql).fetchone()[0] for sql in _MARKS]
    except (sqlite3.DatabaseError, TypeError):
        # Damaged, or of an older schema: it holds less than the store.
        return True
    finally:
        raw.close()


def keep_copy(context: Context, at: datetime, *, received: bool = True) -> StoreFacts | None:
    """Make a verified copy where the newest one lacks something, and let old ones go.

    Called before whatever changes much at once (a workbook, received files, a batch taken back,
    many records deleted), after half an hour of work and at the end.

    The second place gets the newest copy too where it can be reached; where not, `second_place`
    tells. Returns None where there was nothing new. Raises Unusable as `backup` does, and Refused
    as `require_whole` does; without `received` the files of other offices are not asked, which may
    take longer than somebody waits for the window.
    """
    if not has_changed(context.store):
        bring_newest(context, at)
        return None
    # A value that was changed outside must not push the good copies out.
    context.ask(require_whole if received else require_as_told)
    made = backup(context.store, None, at)
    after_copy(context, at)
    return made


def after_copy(context: Context, at: datetime) -> None:
    """Bring a new, verified copy to the second place and let old copies go at both."""
    rotate(context.path, default_folder(context.path), at)
    bring_newest(context, at)


def bring_newest(context: Context, at: datetime) -> None:
    """Bring the newest copy to the second place where it is not there yet; let old ones go there.

    A stick that fails is told by `second_place`: it stays behind.
    """
    place = second_place(context)
    if place is None or not place.is_behind:
        return
    with suppress(Unusable):
        copy_to(copies_of(context.path)[0].path, place.folder)
        rotate(context.path, place.folder, at)


def copy_to(copy: Path, folder: Path) -> Path:
    """Bring a verified copy into another folder, verify it there, and return its path.

    Raises Unusable as `write_whole` and `verify_copy` do.
    """
    target = folder / copy.name
    copy_whole(copy, target, _require_same(copy))
    return target


def _require_same(copy: Path) -> Callable[[Path], None]:
    expected = verify_copy(copy).sha256

    def check(draft: Path) -> None:
        if verify_copy(draft).sha256 != expected:
            raise Unusable(Problem("backup_failed", values={"path": str(draft)}))

    return check


def second_place(context: Context) -> SecondPlace | None:
    """Return the second place as it is now, None where the officer chose none."""
    chosen = context.ask(stored).get(SECOND_PLACE, "")
    if not chosen:
        return None
    folder = Path(chosen)
    try:
        there = folder.is_dir()
    except OSError:
        there = False
    copies = copies_of(context.path, folder) if there else []
    here = copies_of(context.path)
    is_behind = (
        there and bool(here) and here[0].path.name not in [each.path.name for each in copies]
    )
    return SecondPlace(folder, there, copies[0].made if copies else None, is_behind)


def rotate(store: Path, folder: Path, at: datetime) -> None:
    """Take away the copies of a store in a folder that no rule keeps; one in use stays."""
    copies = copies_of(store, folder)
    kept = kept_copies(copies, at.replace(tzinfo=None))
    for copy in copies:
        if copy not in kept:
            with suppress(OSError):
                copy.path.unlink()


def kept_copies(copies: Iterable[Copy], at: datetime) -> set[Copy]:
    """Return the copies to keep; a clock that was set back takes none of them away.

    Source of the numbers: 12 daily, 10 weekly, 9 monthly ones.
    """
    newest_first = sorted(copies, key=lambda copy: copy.made, reverse=True)
    kept = {copy for copy in newest_first if at - copy.made < ALL_KEPT}
    kept |= _newest_of_each(newest_first, lambda made: made.date(), DAYS)
    kept |= _newest_of_each(newest_first, lambda made: made.isocalendar()[:2], WEEKS)
    kept |= _newest_of_each(newest_first, lambda made: (made.year, made.month), MONTHS)
    return kept


def _newest_of_each(
    newest_first: Iterable[Copy], name: Callable[[datetime], Hashable], count: int
) -> set[Copy]:
    found: dict[Hashable, Copy] = {}
    for copy in newest_first:
        found.setdefault(name(copy.made), copy)
    return set(list(found.values())[:count])


def try_out(copy: Path) -> StoreFacts:
    """Restore a copy into a folder of its own, open it as on any day, and return what it holds.

    The store in use is not touched. Raises Unusable as `restore` does where the copy is not good.
    """
    with scratch_folder() as folder:
        trial = folder / copy.name
        facts = restore(trial, copy, now()).source
        open_context(trial).close()
    return facts


def held_words(facts: StoreFacts) -> str:
    """Return what a copy holds: "Phường Mẫu; số liệu 06 tháng, đến tháng 6 năm 2024; …"."""
    parts = [facts.name or facts.unit or "chưa có đơn vị"]
    if facts.months:
        last = title(parse_period(str(facts.months[-1])))
        parts.append(f"số liệu {len(facts.months):02d} tháng, đến {last}")
    else:
        parts.append("chưa có số liệu hồ sơ")
    if facts.changed_at is not None:
        at = datetime.fromisoformat(facts.changed_at)
        parts.append(f"lần ghi cuối {at:%H:%M %d/%m/%Y} ({facts.changed_by})")
    if not facts.is_key_open:
        parts.append("khóa ký chỉ dùng được ở máy đã ghi")
    return "; ".join(parts)
