"""A log of the store's own is always kept; another file's log never comes in unasked."""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop import backup
from desktop.context import Context, now, open_context
from desktop.registers import save
from desktop.side_files import keep_both, look, require_own, set_aside
from models.errors import Unusable
from models.registers import Value
from models.store import keeps_log, side_files, was_cut
from tests.helpers.cuts import cut
from tests.helpers.office import JUNE, enter


def log_of(store: Path) -> Path:
    return side_files(store)[0]


def received(store: Path) -> list[int]:
    """Return the figures of a store as it opens."""
    context = open_context(store)
    sql = "SELECT received_online FROM dossiers WHERE received_online IS NOT NULL ORDER BY 1"
    found = context.ask(lambda conn: list(conn.exec_driver_sql(sql).scalars()))
    context.close()
    return found


def contents(store: Path) -> list[bytes]:
    return [path.read_bytes() for path in (store, log_of(store)) if path.exists()]


def test_a_closed_store_has_nothing_beside_it(office: Context) -> None:
    path = office.path
    assert was_cut(path)
    office.close()
    assert not was_cut(path)
    assert look(path).owner == "own"


def test_the_log_of_a_cut_is_its_own_and_everything_in_it_stays(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.store.checkpoint()
    enter(office, JUNE, "Hộ tịch", received_online=7)
    enter(office, JUNE, "Chứng thực", received_online=9)
    left = cut(office, tmp_path / "cut")
    before = contents(left)
    found = look(left)
    assert found.owner == "own"
    assert found.alone is not None
    assert found.merged is not None
    assert len(found.merged.entries - found.alone.entries) == 2
    assert contents(left) == before
    assert was_cut(left)
    assert received(left) == [7, 9]


def test_a_cut_while_the_log_is_brought_in_loses_nothing(office: Context, tmp_path: Path) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.store.checkpoint()
    enter(office, JUNE, "Hộ tịch", received_online=7)
    left = cut(office, tmp_path / "cut")
    office.store.checkpoint()
    whole = office.path.read_bytes()
    pages = left.read_bytes()
    # Every second page arrived.
    for start in range(0, len(pages), 8192):
        pages = pages[:start] + whole[start : start + 4096] + pages[start + 4096 :]
    left.write_bytes(pages)
    assert look(left).owner == "own"
    assert received(left) == [7]


def test_a_log_beside_a_copy_of_this_program_is_another_files(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    enter(office, JUNE, "Hộ tịch", received_online=7)
    shutil.copyfile(backup.backup(office.store, None, now()).path, left)
    old_log = log_of(left).read_bytes()
    assert not keeps_log(left)
    assert look(left).owner == "foreign"
    kept = set_aside(left, now())
    assert kept.read_bytes() == old_log
    assert look(left).owner == "own"
    assert received(left) == [7]


def test_a_log_with_entries_that_the_file_lacks_is_asked_about(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.store.checkpoint()
    enter(office, JUNE, "Hộ tịch", received_online=7)
    left = cut(office, tmp_path / "cut")
    pages = bytearray(left.read_bytes())
    pages[18:20] = b"\x01\x01"
    left.write_bytes(pages)
    assert look(left).owner == "doubtful"
    with pytest.raises(Unusable, match="store_side_file"):
        require_own(left)


def newer_file(office: Context, folder: Path) -> Path:
    """Return an old log beside a newer file that was copied over its own."""
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, folder)
    enter(office, JUNE, "Hộ tịch", received_online=7)
    office.store.checkpoint()
    shutil.copyfile(office.path, left)
    return left


def older_file(office: Context, folder: Path) -> Path:
    """Return a newer log beside an old file: what was brought in between the two is missing."""
    office.store.checkpoint()
    old = office.path.read_bytes()
    person: dict[str, Value] = {
        "name": "Cán bộ mẫu 02",
        "assignment": "Chính thức",
        "from_date": date(2024, 1, 1),
    }
    office.do(save, "staff", office.unit, person)
    office.store.checkpoint()
    enter(office, JUNE, "Hộ tịch", received_online=7)
    left = cut(office, folder)
    left.write_bytes(old)
    return left


@pytest.mark.parametrize("make", [newer_file, older_file])
def test_a_file_of_another_time_is_never_mixed_with_a_log_unasked(
    office: Context, tmp_path: Path, make: Callable[[Context, Path], Path]
) -> None:
    left = make(office, tmp_path / "cut")
    before = contents(left)
    assert keeps_log(left)
    assert look(left).owner == "doubtful"
    assert contents(left) == before
    kept = keep_both(left, now())
    assert contents(kept) == before


def test_a_hot_journal_of_another_file_is_asked_about(office: Context, tmp_path: Path) -> None:
    path = office.path
    enter(office, JUNE, "Hộ tịch", received_online=5)
    copy = backup.backup(office.store, None, now()).path
    office.close()
    raw = sqlite3.connect(copy, isolation_level=None)
    raw.execute("PRAGMA cache_size=1")
    raw.execute("BEGIN")
    raw.execute("DELETE FROM entry")
    raw.execute("DELETE FROM change")
    raw.execute("UPDATE setting SET value = value || 'x'")
    journal = copy.with_name(f"{copy.name}-journal").read_bytes()
    raw.execute("ROLLBACK")
    raw.close()
    assert look(path).owner == "own"
    side_files(path)[2].write_bytes(journal)
    before = path.read_bytes()
    found = look(path)
    assert path.read_bytes() == before
    # What it takes back is of another file: either nothing that counts, or it is asked about.
    assert found.owner == "doubtful" or found.merged == found.alone


def test_a_log_beside_a_backup_is_not_read_into_it(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    old_log = log_of(office.path).read_bytes()
    enter(office, JUNE, "Hộ tịch", received_online=7)
    copy = backup.backup(office.store, None, now()).path
    before = backup.verify_copy(copy)
    log_of(copy).write_bytes(old_log)
    assert backup.verify_copy(copy) == before
    office.close()
    backup.restore(office.path, copy, now())
    assert received(office.path) == [7]
