"""A copy with a password opens with that only, and damage or a wrong word is told in a sentence."""

from pathlib import Path

import pytest

from desktop import backup, history
from desktop.backup_habit import copies_of
from desktop.context import Context, now, open_context
from desktop.messages import sentences
from desktop.sealed_copy import is_sealed
from models.errors import OfficeError
from tests.helpers.office import JUNE, enter

WORD = "mật khẩu của phường"


@pytest.fixture
def sealed(office: Context, tmp_path: Path) -> Path:
    """A copy with a password of a store that is closed then."""
    enter(office, JUNE, "Hộ tịch", received_online=5)
    made = backup.backup(office.store, tmp_path / "usb", now(), WORD)
    office.close()
    return made.path


def code_of(error: pytest.ExceptionInfo[OfficeError]) -> str:
    return error.value.problems[0].code


def test_nothing_of_the_book_can_be_read_in_it(sealed: Path) -> None:
    content = sealed.read_bytes()
    assert is_sealed(sealed)
    assert b"SQLite" not in content
    assert "Lê Bình".encode() not in content
    # Nothing plain was left beside it.
    assert list(sealed.parent.iterdir()) == [sealed]


def test_with_its_password_it_takes_the_place_of_the_book(sealed: Path, tmp_path: Path) -> None:
    store = tmp_path / "ward.sqlite"
    before = backup.verify_copy(sealed, WORD)
    assert before.name == "Phường Lê Bình"
    store.unlink()
    done = backup.restore(store, sealed, now(), password=WORD)
    assert done.source.path == sealed
    restored = open_context(store)
    assert restored.ask(history.count) == before.entries
    restored.close()


def test_without_or_with_another_password_it_is_refused_in_one_sentence(
    sealed: Path, tmp_path: Path
) -> None:
    store = tmp_path / "ward.sqlite"
    kept = store.read_bytes()
    for word, code in ((None, "copy_password_needed"), ("sai rồi đấy", "copy_password_wrong")):
        with pytest.raises(OfficeError) as caught:
            backup.restore(store, sealed, now(), password=word)
        assert code_of(caught) == code
        assert len(sentences(caught.value)) == 1
    assert store.read_bytes() == kept


def test_a_changed_or_cut_copy_is_refused(sealed: Path) -> None:
    whole = sealed.read_bytes()
    changed = bytearray(whole)
    changed[-4000] ^= 1
    for content in (bytes(changed), whole[:-1], whole[:30], whole[:24]):
        sealed.write_bytes(content)
        with pytest.raises(OfficeError) as caught:
            backup.verify_copy(sealed, WORD)
        assert code_of(caught) == "copy_password_wrong"


def test_a_short_password_is_refused_before_anything_is_written(
    office: Context, tmp_path: Path
) -> None:
    with pytest.raises(OfficeError) as caught:
        backup.backup(office.store, tmp_path / "usb", now(), "123")
    assert code_of(caught) == "password_short"
    assert not (tmp_path / "usb").exists() or list((tmp_path / "usb").iterdir()) == []


def test_it_is_no_copy_of_the_habit_and_none_takes_it_away(office: Context) -> None:
    made = backup.backup(office.store, None, now(), WORD)
    assert copies_of(office.path) == []
    assert made.path.exists()
