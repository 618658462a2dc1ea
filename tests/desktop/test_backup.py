"""Copies of the store are verified, and putting one back loses nothing."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from desktop import backup, registers
from desktop.context import Context, open_context
from desktop.handoff.counters import was_restored
from models.errors import OfficeError, Problem, Refused, Unusable
from models.periods import Month
from models.store import side_files
from tests.helpers.office import JUNE, enter, new_office

NOON = datetime(2024, 7, 1, 12, 0, tzinfo=timezone.utc)  # noqa: UP017


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store with June's figures of one field."""
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.close()
    return tmp_path / "ward.sqlite"


def online(context: Context) -> int | None:
    from desktop.months import month_figures

    return context.ask(month_figures, context.unit, JUNE).rows[0].entered["received_online"]


def copied(store: Path, folder: Path | None = None) -> backup.StoreFacts:
    office = open_context(store)
    try:
        return backup.backup(office.store, folder, NOON)
    finally:
        office.close()


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[30_000:60_000] = b"x" * 30_000
    path.write_bytes(data)


def code_of(error: pytest.ExceptionInfo[OfficeError]) -> str:
    return error.value.problems[0].code


def test_a_copy_holds_everything_and_says_what(store: Path, tmp_path: Path) -> None:
    facts = copied(store, tmp_path / "usb" / "moi")
    assert (facts.unit, facts.name, facts.months) == ("LEBINH", "Phường Lê Bình", (Month(2024, 6),))
    assert facts.sha256 == hashlib.sha256(facts.path.read_bytes()).hexdigest()
    assert [path.name for path in facts.path.parent.iterdir()] == [facts.path.name]
    office = open_context(facts.path)
    assert online(office) == 5
    office.close()


def test_a_copy_of_an_open_store_has_the_last_saved_cell(store: Path) -> None:
    office = open_context(store)
    enter(office, JUNE, "Hộ tịch", received_online=6)
    first = backup.backup(office.store, None, NOON)
    assert backup.backup(office.store, None, NOON).path == first.path
    enter(office, JUNE, "Hộ tịch", received_online=7)
    second = backup.backup(office.store, None, NOON)
    office.close()
    # Two of one second that differ stand beside each other.
    assert first.path != second.path
    assert first.path.exists()
    assert first.path.parent == backup.default_folder(store)
    shutil.copyfile(first.path, store.parent / "mo-thu.sqlite")
    other = open_context(store.parent / "mo-thu.sqlite")
    assert online(other) == 6
    other.close()


def test_restoring_brings_the_old_rows_back_and_keeps_the_newer_store(store: Path) -> None:
    facts = copied(store)
    office = open_context(store)
    enter(office, JUNE, "Hộ tịch", received_online=99)
    office.close()
    # A log left beside the store would bring the newer rows back into the restored file.
    for leftover in side_files(store):
        leftover.write_bytes(b"stale")
    done = backup.restore(store, facts.path, NOON)
    office = open_context(store)
    assert online(office) == 5
    office.close()
    assert done.set_aside is not None
    kept = open_context(done.set_aside)
    assert online(kept) == 99
    kept.close()


def test_a_dry_run_shows_both_stores_and_touches_neither(store: Path) -> None:
    facts = copied(store)
    before = store.read_bytes()
    done = backup.restore(store, facts.path, NOON, dry_run=True)
    assert (done.source.sha256, done.replaced and done.replaced.months) == (
        facts.sha256,
        facts.months,
    )
    assert done.set_aside is None
    assert store.read_bytes() == before
    assert sorted(p.name for p in store.parent.iterdir()) == ["sao-luu", "ward.sqlite"]


def test_a_store_can_be_restored_where_none_is(store: Path) -> None:
    facts = copied(store)
    store.unlink()
    done = backup.restore(store, facts.path, NOON)
    assert (done.replaced, done.set_aside) == (None, None)
    office = open_context(store)
    assert online(office) == 5
    office.close()


def test_the_log_that_a_lost_store_left_is_kept(store: Path) -> None:
    made = copied(store)
    store.unlink()
    side_files(store)[0].write_bytes(b"what was written last")
    backup.restore(store, made.path, NOON)
    [kept] = store.parent.glob("ward-truoc-khoi-phuc-*")
    assert kept.read_bytes() == b"what was written last"


@pytest.mark.parametrize("code", ["disk_full", "disk_failed", "store_unwritable"])
def test_a_disk_that_fails_once_the_store_is_restored_takes_nothing_back(
    store: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    facts = copied(store)
    store.unlink()

    def refuse(path: Path) -> None:
        raise Unusable(Problem(code, values={"path": str(path)}))

    with monkeypatch.context() as failing:
        failing.setattr("desktop.backup.stores.open_store", refuse)
        assert backup.restore(store, facts.path, NOON).source == facts
    office = open_context(store)
    assert online(office) == 5
    office.close()


def test_a_damaged_store_is_set_aside_as_it_is(store: Path) -> None:
    facts = copied(store)
    damage(store)
    broken = store.read_bytes()
    done = backup.restore(store, facts.path, NOON)
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == broken
    assert backup.verify_store(store) == []


def test_a_damaged_or_foreign_backup_is_refused_and_the_store_stays(
    store: Path, tmp_path: Path
) -> None:
    facts = copied(store)
    before = store.read_bytes()
    damage(facts.path)
    (tmp_path / "van-ban.sqlite").write_text("xin chào " * 50, encoding="utf-8")
    foreign = sqlite3.connect(tmp_path / "khac.sqlite")
    foreign.execute("CREATE TABLE a (b)")
    foreign.close()
    newer = tmp_path / "moi-hon.sqlite"
    shutil.copyfile(store, newer)
    raw = sqlite3.connect(newer)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    cases = {
        facts.path: "backup_unsound",
        tmp_path / "van-ban.sqlite": "backup_unreadable",
        tmp_path / "khac.sqlite": "backup_unreadable",
        newer: "store_newer",
        tmp_path / "khong-co.sqlite": "file_missing",
        store: "backup_itself",
    }
    for source, code in cases.items():
        with pytest.raises(Unusable) as caught:
            backup.restore(store, source, NOON)
        assert code_of(caught) == code
    assert store.read_bytes() == before


def test_every_damaged_copy_is_rejected(store: Path, tmp_path: Path) -> None:
    whole = copied(store).path.read_bytes()
    path = tmp_path / "hong.sqlite"
    for cut in (0, 50, 100, 4096, len(whole) // 2, len(whole) - 4096):
        path.write_bytes(whole[:cut])
        with pytest.raises(Unusable):
            backup.verify_copy(path)


def test_another_units_backup_is_refused(store: Path, tmp_path: Path) -> None:
    facts = copied(store)
    (tmp_path / "khac").mkdir()
    other = new_office(tmp_path / "khac")
    profile = other.ask(registers.profile, other.unit)
    other.do(
        registers.save,
        "profile",
        other.unit,
        {"code": "HUNGPHU", "name": "Phường Hưng Phú"},
        profile.id,
    )
    path = other.path
    other.close()
    with pytest.raises(Refused) as caught:
        backup.restore(path, facts.path, NOON)
    assert code_of(caught) == "backup_other_unit"


def test_an_open_store_is_neither_replaced_nor_verified(store: Path) -> None:
    facts = copied(store)
    office = open_context(store)
    for attempt in (
        lambda: backup.restore(store, facts.path, NOON),
        lambda: backup.verify_store(store),
    ):
        with pytest.raises(Unusable) as caught:
            attempt()
        assert code_of(caught) == "store_busy"
    assert online(office) == 5
    office.close()


def test_verifying_finds_damage_and_changes_nothing(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    assert backup.verify_store(store) == []
    assert store.read_bytes() == before
    assert not any(path.exists() for path in side_files(store))
    damage(store)
    assert [p.code for p in backup.verify_store(store)] == ["store_damaged"]
    store.write_bytes(b"khong phai so")
    assert [p.code for p in backup.verify_store(store)] == ["not_a_store"]
    with pytest.raises(Unusable, match="store_missing"):
        backup.verify_store(tmp_path / "khong-co.sqlite")


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make SQLite answer with an error to whoever wants to write, as a disk would."""
    connect = sqlite3.connect

    def refuse(name: str) -> None:
        def opened(address: str, uri: bool, timeout: float, **_: None) -> sqlite3.Connection:
            if "mode=rw" in address:
                fault = sqlite3.OperationalError("as the driver gives it")
                fault.sqlite_errorname = name
                raise fault
            return connect(address, timeout, isolation_level=None, uri=uri)

        monkeypatch.setattr("desktop.backup.sqlite3.connect", opened)

    return refuse


@pytest.mark.parametrize("answer", ["SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"])
def test_a_store_on_a_medium_that_cannot_be_written_is_verified_as_it_lies(
    store: Path, refusing: Callable[[str], None], answer: str
) -> None:
    refusing(answer)
    assert backup.verify_store(store) == []
    damage(store)
    assert [p.code for p in backup.verify_store(store)] == ["store_damaged"]


def test_a_disk_that_fails_is_not_called_a_damaged_store(
    store: Path, refusing: Callable[[str], None]
) -> None:
    refusing("SQLITE_IOERR_READ")
    with pytest.raises(Unusable, match="disk_failed"):
        backup.verify_store(store)


def test_a_reference_to_nothing_is_unsound(store: Path) -> None:
    raw = sqlite3.connect(store)
    raw.execute("UPDATE change SET entry = 'khong-co'")
    raw.commit()
    raw.close()
    assert [p.code for p in backup.verify_store(store)] == ["store_damaged"]


def test_a_folder_that_cannot_be_made_is_said_plainly(store: Path, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    with pytest.raises(Unusable, match="folder_unmakeable"):
        copied(store, tmp_path / "tep" / "con")


# --- what lies beside a copy


def test_a_log_beside_a_copy_brings_nothing_in(store: Path) -> None:
    facts = copied(store)
    office = open_context(store)
    enter(office, JUNE, "Hộ tịch", received_online=99)
    log = side_files(store)[0]
    assert log.stat().st_size
    shutil.copyfile(log, side_files(facts.path)[0])
    office.close()
    # Its hash says that the copy is whole: it is read without the log.
    assert backup.verify_copy(facts.path).entries == facts.entries
    backup.restore(store, facts.path, NOON)
    office = open_context(store)
    assert online(office) == 5
    office.close()


@pytest.mark.parametrize("number", [0, 2])
def test_a_log_beside_a_file_without_a_hash_is_refused(
    store: Path, tmp_path: Path, number: int
) -> None:
    by_hand = tmp_path / "chep-tay.sqlite"
    shutil.copyfile(copied(store).path, by_hand)
    assert backup.verify_copy(by_hand).months == (Month(2024, 6),)
    side_files(by_hand)[number].write_bytes(b"x" * 40)
    with pytest.raises(Unusable) as caught:
        backup.restore(store, by_hand, NOON)
    assert code_of(caught) == "backup_log_beside"


def test_what_was_put_back_says_so_even_where_a_cut_comes_at_once(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = copied(store)
    office = open_context(store)
    enter(office, JUNE, "Hộ tịch", received_online=6)
    office.close()

    def cut(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(backup, "_open_once", cut)
        with pytest.raises(KeyboardInterrupt):
            backup.restore(store, facts.path, NOON)
    office = open_context(store)
    assert office.ask(was_restored)
    office.close()
    # Done once more: the numbers of what was sent are not better known than before.
    backup.restore(store, facts.path, NOON)
    office = open_context(store)
    assert office.ask(was_restored)
    assert online(office) == 5
    office.close()
    assert not any(path.exists() for path in side_files(store))
