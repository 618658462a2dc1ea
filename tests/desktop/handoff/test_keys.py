"""The signing key: closed in the live store, open in every copy, and a way on where it is lost."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from desktop import backup, store_files
from desktop.backup_habit import held_words
from desktop.context import Context, now, open_context
from desktop.handoff import keys
from models.errors import Refused
from models.files import scratch_folder
from models.store import open_key
from models.tables import UNIT_KEY
from tests.helpers.guards import FakeGuard


def kept_in(path: Path) -> bytes:
    raw = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        [(kept,)] = raw.execute("SELECT private FROM unit_key WHERE private IS NOT NULL")
    finally:
        raw.close()
    return bytes(kept)


def kept(office: Context) -> bytes:
    return bytes(office.ask(lambda conn: conn.execute(UNIT_KEY.select()).one().private))


def test_a_new_key_is_closed_in_the_store_and_signs(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeGuard.use(monkeypatch)
    key = office.do(keys.own_key).value
    assert kept(office) != key.private
    again = office.do(keys.own_key).value
    assert keys.is_signed(key.public, again.sign(b"thu"), b"thu")


def test_the_key_of_an_existing_store_is_closed_when_it_is_first_used(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = office.do(keys.own_key).value
    assert kept(office) == key.private
    FakeGuard.use(monkeypatch)
    assert office.do(keys.own_key).value == key
    assert kept(office) != key.private
    assert office.do(keys.own_key).value == key


def test_every_copy_holds_the_key_so_that_it_opens_on_any_computer(
    office: Context, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    guard = FakeGuard.use(monkeypatch)
    key = office.do(keys.own_key).value
    plain = backup.backup(office.store, None, now()).path
    sealed = backup.backup(office.store, tmp_path / "usb", now(), "mat khau thu").path
    office.close()
    assert kept_in(plain) == key.private
    guard.account = "may-moi"
    restored = tmp_path / "moi" / "ward.sqlite"
    restored.parent.mkdir()
    backup.restore(restored, sealed, now(), password="mat khau thu")
    there = open_context(restored)
    assert there.do(keys.own_key).value == key
    # And there it is closed for the new account.
    assert kept(there) != key.private
    there.close()


def test_a_store_copied_by_hand_does_not_sign_and_says_the_way_on(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    key = office.do(keys.own_key).value
    copy = backup.backup(office.store, None, now()).path
    guard.account = "may-khac"
    assert not office.ask(keys.is_usable)
    with pytest.raises(Refused) as caught:
        office.do(keys.own_key)
    assert caught.value.problems[0].code == "key_locked"
    office.do(keys.take_back, *store_files.key_in(copy))
    assert office.ask(keys.is_usable)
    assert office.do(keys.own_key).value == key


def test_the_key_of_another_office_is_not_taken(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    office.do(keys.own_key)
    guard.account = "may-khac"
    other = keys.new_key()
    with pytest.raises(Refused) as caught:
        office.do(keys.take_back, other.public, other.private)
    assert caught.value.problems[0].code == "key_of_another"


def test_a_new_key_is_made_only_by_an_act_of_its_own_and_stands_in_the_history(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    old = office.do(keys.own_key).value
    guard.account = "may-khac"
    done = office.do(keys.renew)
    assert done.value.public != old.public
    assert [(change.register, change.action) for change in done.changes] == [("unit_key", "edit")]
    assert office.do(keys.own_key).value == done.value


def test_a_copy_without_an_open_key_gives_none(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    office.do(keys.own_key)
    guard.account = "may-khac"
    # The data are copied all the same: the key may still be opened where it was closed.
    facts = backup.backup(office.store, None, now())
    copy = facts.path
    assert not facts.is_key_open
    assert "khóa ký chỉ dùng được ở máy đã ghi" in held_words(facts)
    with pytest.raises(Refused) as caught:
        store_files.key_in(copy)
    assert caught.value.problems[0].code == "key_not_in_copy"


def test_the_copy_before_a_migration_holds_the_key_too(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeGuard.use(monkeypatch)
    key = office.do(keys.own_key).value
    with scratch_folder() as folder:
        office.store.write_copy(folder / "ward-truoc-nang-cap.sqlite", lambda _: None)
        shutil.copy(folder / "ward-truoc-nang-cap.sqlite", office.path.parent / "cu.sqlite")
    assert kept_in(office.path.parent / "cu.sqlite") == key.private


def test_a_sample_is_handed_on_with_its_key_open(
    office: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeGuard.use(monkeypatch)
    key = office.do(keys.own_key).value
    office.close()
    open_key(office.path)
    assert kept_in(office.path) == key.private
