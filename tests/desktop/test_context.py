"""A book is made whole or not at all; one that an older version left without an owner gives way."""

from pathlib import Path

import pytest

from desktop.context import Context, open_context
from models import store as stores
from models.errors import Unusable
from tests.helpers.office import new_office


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_cut_while_a_book_is_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def stop(*_: object) -> None:
        seen.append(names(tmp_path))
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.context.found_office", stop)
    with pytest.raises(KeyboardInterrupt):
        new_office(tmp_path)
    # Under its own name it does not stand before it is whole: power may fail instead.
    assert "ward.sqlite" not in seen[0]
    assert names(tmp_path) == []


def test_a_book_is_opened_under_its_name_and_alone_in_its_folder(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    assert office.path == tmp_path / "ward.sqlite"
    office.close()
    assert names(tmp_path) == ["ward.sqlite"]


def test_a_book_without_an_owner_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "ward-do-dang.sqlite").write_text("x", encoding="utf-8")
    stores.create(tmp_path / "ward.sqlite").close()
    office = new_office(tmp_path)
    assert office.unit == "LEBINH"
    office.close()
    assert names(tmp_path) == ["ward-do-dang-2.sqlite", "ward-do-dang.sqlite", "ward.sqlite"]


def test_a_book_of_somebody_is_never_moved(tmp_path: Path) -> None:
    new_office(tmp_path).close()
    before = (tmp_path / "ward.sqlite").read_bytes()
    with pytest.raises(Unusable, match="store_exists"):
        new_office(tmp_path)
    assert (tmp_path / "ward.sqlite").read_bytes() == before
    assert names(tmp_path) == ["ward.sqlite"]


@pytest.mark.parametrize("content", [b"", b"khong phai so"])
def test_another_file_is_never_moved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ward.sqlite").write_bytes(content)
    with pytest.raises(Unusable, match="store_exists"):
        new_office(tmp_path)
    assert (tmp_path / "ward.sqlite").read_bytes() == content


def test_an_open_book_without_an_owner_is_not_taken_away(tmp_path: Path) -> None:
    other = Context(stores.create(tmp_path / "ward.sqlite"))
    with pytest.raises(Unusable, match="store_exists"):
        new_office(tmp_path)
    other.close()
    open_context(tmp_path / "ward.sqlite").close()


def test_copies_that_others_could_reach_are_closed_to_them_on_opening(office: Context) -> None:
    folder = office.path.parent / "sao-luu"
    folder.mkdir()
    folder.chmod(0o755)
    office.close()
    open_context(office.path).close()
    assert folder.stat().st_mode & 0o777 == 0o700
