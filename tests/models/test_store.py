"""The store file: sound, alone, of the right kind and version, or refused in plain words."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from models import store as stores
from models.errors import Unusable
from models.tables import SETTING, all_tables


def code_of(path: Path) -> str:
    with pytest.raises(Unusable) as refused:
        stores.open_store(path)
    return refused.value.problems[0].code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ward.sqlite"
    stores.create(file).close()
    return file


def test_the_migrations_make_exactly_the_declared_tables(path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = stores.open_store(path)
    with store.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection), all_tables()) == []
    store.close()


def test_a_commit_survives_closing_and_opening(path: Path) -> None:
    store = stores.open_store(path)
    with store.transaction() as connection:
        connection.execute(SETTING.insert(), {"name": "officer", "value": "Cán bộ mẫu 01"})
    store.close()
    again = stores.open_store(path)
    with again.transaction() as connection:
        assert connection.execute(SETTING.select()).all() == [("officer", "Cán bộ mẫu 01")]
    again.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["ward.sqlite"]


def test_an_error_inside_a_transaction_leaves_nothing(path: Path) -> None:
    store = stores.open_store(path)
    row = {"name": "officer", "value": "Cán bộ mẫu 01"}
    with pytest.raises(sa.exc.IntegrityError), store.transaction() as connection:
        connection.execute(SETTING.insert(), [row, row])
    with store.transaction() as connection:
        assert connection.execute(SETTING.select()).all() == []
    store.close()


def test_the_safest_settings_of_the_database_are_on(path: Path) -> None:
    store = stores.open_store(path)
    safest: dict[str, str | int] = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "locking_mode": "exclusive",
        "trusted_schema": 0,
    }
    with store.transaction() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in safest}
    store.close()
    assert found == safest


def test_a_second_program_is_told_that_the_store_is_open(path: Path) -> None:
    first = stores.open_store(path)
    assert code_of(path) == "store_busy"
    first.close()
    stores.open_store(path).close()


def test_a_missing_store_is_not_made_silently(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.sqlite") == "store_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_never_made_over_another_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Unusable) as refused:
        stores.create(path)
    assert refused.value.problems[0].code == "store_exists"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"PK\x03\x04" + b"x" * 200])
def test_another_kind_of_file_is_no_store_and_stays_untouched(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "report.sqlite"
    file.write_bytes(content)
    assert code_of(file) == "not_a_store"
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_no_store(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as raw:
        raw.execute("CREATE TABLE t (id)")
    raw.close()
    assert code_of(file) == "not_a_store"


def test_a_store_of_a_newer_version_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num='9999'")
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    assert code_of(path) == "store_newer"


def test_a_damaged_store_is_found_at_the_start(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    assert code_of(path) == "store_damaged"
    assert path.read_bytes() == bytes(content)


def test_an_older_store_is_upgraded_and_kept_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = sqlite3.connect(path)
    raw.execute("INSERT INTO setting VALUES ('officer', 'Cán bộ mẫu 01')")
    raw.execute("UPDATE alembic_version SET version_num='0000'")
    raw.commit()
    raw.close()
    upgraded: list[bool] = []

    def upgrade(connection: object, revision: str = "head") -> None:
        upgraded.append(True)

    monkeypatch.setattr("models.migrations.run.upgrade", upgrade)
    stores.open_store(path).close()
    copy = path.with_name("ward-truoc-nang-cap-0000.sqlite")
    assert upgraded == [True]
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT value FROM setting").fetchone() == ("Cán bộ mẫu 01",)
    kept.close()


def test_a_store_of_the_first_schema_is_upgraded_without_losing_a_figure(tmp_path: Path) -> None:
    file = tmp_path / "ward.sqlite"
    shutil.copy(Path(__file__).parent.parent / "samples" / "ward-0001.sqlite", file)
    store = stores.open_store(file)
    with store.transaction() as connection:
        rows = connection.exec_driver_sql(
            "SELECT carried_over, received_online, resolved FROM dossiers"
        ).all()
        names = connection.exec_driver_sql("SELECT name FROM staff").scalars().all()
        changes = connection.exec_driver_sql("SELECT count(*) FROM change").scalar()
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == 0
    store.close()
    assert rows == [(3, 10, 16)]
    assert names == ["Cán bộ mẫu 02"]
    assert changes


def test_a_store_that_others_could_read_is_closed_to_them_on_opening(path: Path) -> None:
    path.chmod(0o666)
    aside = path.with_name(f"{path.stem}-truoc-khoi-phuc-20240620-080000.sqlite")
    aside.write_bytes(b"")
    aside.chmod(0o644)
    before = os.umask(0)
    try:
        opened = stores.open_store(path)
        with opened.transaction() as conn:
            conn.execute(sa.insert(SETTING), {"name": "a", "value": "b"})
        beside = [each for each in stores.side_files(path) if each.exists()]
        assert beside
        assert {each.stat().st_mode & 0o777 for each in (path, aside, *beside)} == {0o600}
        opened.close()
        made = path.with_name("new.sqlite")
        stores.create(made).close()
        assert made.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
