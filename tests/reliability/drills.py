"""Copies of a book that were damaged on the way, and what lies beside them.

What is put back is what was copied; a damaged copy is refused and the book in use stays.
"""

import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from math import inf
from pathlib import Path

from desktop import backup
from desktop.context import now, open_context
from models.errors import OfficeError
from models.store import side_files
from tests.helpers.office import BALANCED, JUNE, SETTLED, enter, new_office
from tests.reliability.counts import Counts

_PAGE = 4096
_KEPT = "SELECT field, received_online, pending_in_time, deleted_at FROM dossiers ORDER BY field"
Rows = list[tuple[object, ...]]
Damage = Callable[[bytearray, random.Random], bytearray]


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Hold so many drills: each restores a whole copy, and tries to restore damaged ones."""
    until = time.monotonic() + seconds
    counts.expect("drills")
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        store = _office(Path(made))
        for seed in range(count):
            if time.monotonic() > until:
                break
            _hold(counts, store, random.Random(seed), f"seed {seed}")
            counts.add("drills")


def _office(folder: Path) -> Path:
    office = new_office(folder)
    for area in ("Hộ tịch", "Chứng thực", "Đất đai"):
        enter(office, JUNE, area, **BALANCED)
    office.close()
    return office.path


def _hold(counts: Counts, store: Path, chance: random.Random, seed: str) -> None:
    office = open_context(store)
    enter(office, JUNE, "Hộ tịch", received_online=chance.randrange(10**6))
    with office.store.transaction() as conn:
        copied = [tuple(row) for row in conn.exec_driver_sql(_KEPT)]
    facts = backup.backup(office.store, None, now())
    enter(office, JUNE, "Đất đai", **{**SETTLED, "received_online": chance.randrange(10**6)})
    office.close()
    present = _rows(store)
    _try_damaged(counts, store, facts.path, chance, seed, present)
    if chance.random() < 0.5:
        _leave_beside(counts, chance.choice([store, facts.path]), chance)
    try:
        backup.restore(store, facts.path, now())
    except OfficeError as error:
        counts.fault("a whole copy was refused", f"{seed}: {error}")
        return
    open_context(store).close()
    if _rows(store) != copied:
        counts.fault("restored is not what was copied", seed)
    counts.add("restored")
    shutil.rmtree(backup.default_folder(store))
    for kept in store.parent.glob("*truoc-khoi-phuc*"):
        kept.unlink()


def _try_damaged(
    counts: Counts, store: Path, copy: Path, chance: random.Random, seed: str, present: Rows
) -> None:
    """Try to restore a damaged copy, under its own name and under one that tells no hash."""
    name, damage = chance.choice(sorted(_DAMAGES.items()))
    whole = copy.read_bytes()
    broken = bytes(damage(bytearray(whole), chance))
    for path, named in ((copy, "named"), (copy.with_name("bản sao.sqlite"), "renamed")):
        path.write_bytes(broken)
        try:
            backup.restore(store, path, now(), dry_run=True)
        except OfficeError as error:
            counts.add(f"{name}, {named}: refused {error.problems[0].code}")
        except Exception as error:  # noqa: BLE001 - exactly this is what the run looks for
            counts.fault("uncaught", f"{seed}, {name}, {named}: {type(error).__name__}: {error}")
        else:
            _judge(counts, broken == whole, path, whole, f"{seed}, {name}, {named}")
        if _rows(store) != present:
            counts.fault("the store in use changed", f"{seed}, {name}")
    path.unlink()
    copy.write_bytes(whole)


def _judge(counts: Counts, is_whole: bool, path: Path, whole: bytes, where: str) -> None:
    """Say whether a copy that was not refused still says what it said."""
    beside = path.with_name("ban-goc.sqlite")
    beside.write_bytes(whole)
    if _rows(path) != _rows(beside):
        counts.fault("a damaged copy was believed", where)
    elif is_whole:
        counts.add("nothing was damaged")
    else:
        counts.add("damage where nothing is kept")
    beside.unlink()


def _leave_beside(counts: Counts, path: Path, chance: random.Random) -> None:
    """Leave the side files of another life of the book, as copying by hand does."""
    kind = chance.choice(["log", "noise", "shared"])
    log, shared = side_files(path)[:2]
    if kind == "noise":
        log.write_bytes(chance.randbytes(5000))
    elif kind == "shared":
        shared.write_bytes(bytes(32768))
    else:
        log.write_bytes(_old_log(path))
    counts.add(f"left beside: {kind}")


def _old_log(path: Path) -> bytes:
    """Return the log of a change that the book at a path has not seen."""
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        other = Path(shutil.copy(path, Path(made) / "other.sqlite"))
        raw = sqlite3.connect(other, isolation_level=None)
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("UPDATE dossiers SET received_online = 77777")
        log = side_files(other)[0].read_bytes()
        raw.close()
    return log


def _rows(path: Path) -> Rows:
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        raw = sqlite3.connect(Path(shutil.copy(path, Path(made) / "look.sqlite")))
        try:
            return raw.execute(_KEPT).fetchall()
        finally:
            raw.close()


def _cut(raw: bytearray, chance: random.Random) -> bytearray:
    return raw[: chance.randrange(len(raw))]


def _flipped(raw: bytearray, chance: random.Random) -> bytearray:
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return raw


def _zeroed(raw: bytearray, chance: random.Random) -> bytearray:
    start = 512 * chance.randrange(len(raw) // 512)
    raw[start : start + 512] = bytes(512)
    return raw


def _page_moved(raw: bytearray, chance: random.Random) -> bytearray:
    source, target = (_PAGE * chance.randrange(len(raw) // _PAGE) for _ in range(2))
    raw[target : target + _PAGE] = raw[source : source + _PAGE]
    return raw


_DAMAGES: dict[str, Damage] = {
    "cut": _cut,
    "bit flipped": _flipped,
    "512 bytes zeroed": _zeroed,
    "page moved": _page_moved,
}
