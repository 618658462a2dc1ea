"""A store that cannot be used is refused in plain words that name it; one that can stays whole."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.messages import sentences
from models import store as stores
from models.errors import Problem, Unusable
from models.store import Store
from models.tables import SETTING

SAMPLE = Path(__file__).parent.parent / "samples" / "ward-0001.sqlite"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "ward.sqlite"
    stores.create(file).close()
    return file


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = stores.open_store(path)
    yield opened
    opened.close()


def put(store: Store, name: str, value: str) -> None:
    with store.transaction() as connection:
        connection.execute(SETTING.insert(), {"name": name, "value": value})


def values(path: Path) -> list[tuple[str, str]]:
    raw = sqlite3.connect(path)
    found = raw.execute("SELECT name, value FROM setting ORDER BY name").fetchall()
    raw.close()
    return found


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(Unusable) as refused:
        action()
    return sentences(refused.value)[0].partition(". Hãy")[0]


# --- refused in words that name the file


def test_what_is_no_store_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "so.sqlite"
    words = f"Không tìm thấy sổ {file}"
    assert refusal(lambda: stores.open_store(file)) == words
    file.write_bytes(b"x" * 99)
    words = f"{file} không phải sổ của Sổ Một Cửa"
    assert refusal(lambda: stores.open_store(file)) == words
    file.write_bytes(b"SQLite format 3\x00" + b"\x00" * 500)
    assert refusal(lambda: stores.open_store(file)) == words


def test_the_first_hundred_bytes_are_enough_to_tell_another_file(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:99])
    assert "không phải sổ" in refusal(lambda: stores.open_store(path))
    # With its head alone the store is known for ours, and for a broken one.
    path.write_bytes(content[:100])
    assert "bị hỏng" in refusal(lambda: stores.open_store(path))


def test_a_store_is_not_made_where_it_cannot_be(path: Path, tmp_path: Path) -> None:
    words = f"Đã có tệp {path}"
    assert refusal(lambda: stores.create(path)) == words
    words = f"Không có thư mục {tmp_path / 'none'}"
    assert refusal(lambda: stores.create(tmp_path / "none" / "ward.sqlite")) == words
    assert not (tmp_path / "none").exists()


def test_a_newer_a_damaged_and_an_open_store_are_named_by_their_path(path: Path) -> None:
    store = stores.open_store(path)
    words = f"Sổ {path} đang mở ở một cửa sổ khác"
    assert refusal(lambda: stores.open_store(path)) == words
    store.close()
    content = path.read_bytes()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num='9999'")
    raw.commit()
    raw.close()
    words = f"Sổ {path} do phiên bản mới hơn của chương trình tạo ra"
    assert refusal(lambda: stores.open_store(path)) == words
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    words = f"Sổ {path} bị hỏng nên không được mở, để không hỏng thêm"
    assert refusal(lambda: stores.open_store(path)) == words


def rewrite_schema(path: Path, old: str, new: str) -> None:
    raw = sqlite3.connect(path)
    raw.execute("INSERT INTO unit_key VALUES ('A', x'00', NULL, '', '')")
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute("UPDATE sqlite_master SET sql=replace(sql, ?, ?) WHERE name='unit_key'", (old, new))
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("private BLOB", "private BLOB NOT NULL"),  # a row that the table does not allow
        ("private BLOB", "private BLOB UNIQUE"),  # an index that is not there
    ],
)
def test_a_store_whose_content_belies_its_tables_is_damaged(path: Path, old: str, new: str) -> None:
    rewrite_schema(path, old, new)
    words = f"Sổ {path} bị hỏng nên không được mở, để không hỏng thêm"
    assert refusal(lambda: stores.open_store(path)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "Sổ {path} đang mở ở một cửa sổ khác"),
        ("SQLITE_LOCKED", "Sổ {path} đang mở ở một cửa sổ khác"),
        ("SQLITE_CORRUPT_INDEX", "Sổ {path} bị hỏng nên không được mở, để không hỏng thêm"),
        ("SQLITE_NOTADB", "Sổ {path} bị hỏng nên không được mở, để không hỏng thêm"),
        ("SQLITE_FULL", "Đĩa đã đầy nên chưa ghi được {path}; dữ liệu cũ vẫn còn nguyên"),
        ("SQLITE_READONLY_DBMOVED", "Không ghi được vào {path}"),
        ("SQLITE_CANTOPEN", "Không ghi được vào {path}"),
        ("SQLITE_PERM", "Không ghi được vào {path}"),
        ("SQLITE_IOERR_FSYNC", "Ổ đĩa chứa {path} báo lỗi"),
    ],
)
def test_a_fault_of_the_disk_during_work_is_said_plainly(
    store: Store, name: str, words: str
) -> None:
    fault = sqlite3.OperationalError("as the driver gives it")
    fault.sqlite_errorname = name

    def work() -> None:
        with store.transaction():
            raise sa.exc.OperationalError("COMMIT", {}, fault)

    assert refusal(work) == words.format(path=store.path)


def test_a_fault_of_the_program_stays_what_it_is(store: Store) -> None:
    with (
        pytest.raises(sa.exc.OperationalError, match="no such table"),
        store.transaction() as connection,
    ):
        connection.exec_driver_sql("SELECT * FROM nowhere")


def test_a_full_disk_leaves_the_store_as_it_was(store: Store) -> None:
    put(store, "officer", "A")

    def work() -> None:
        with store.transaction() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1")
            put_much = {"name": "much", "value": "x" * 1_000_000}
            connection.execute(SETTING.insert(), put_much)

    assert refusal(work).startswith(f"Đĩa đã đầy nên chưa ghi được {store.path}")
    with store.transaction() as connection:
        assert connection.execute(SETTING.select()).all() == [("officer", "A")]


# --- one transaction at a time


def test_a_transaction_inside_another_is_a_fault_of_the_program(store: Store) -> None:
    with (
        pytest.raises(RuntimeError, match="already open"),
        store.transaction(),
        store.transaction(),
    ):
        pass
    put(store, "officer", "A")
    put(store, "place", "B")
    assert values_in(store) == [("officer", "A"), ("place", "B")]


def values_in(store: Store) -> list[tuple[str, str]]:
    with store.transaction() as connection:
        rows = connection.execute(SETTING.select().order_by(SETTING.c.name)).all()
    return [(row.name, row.value) for row in rows]


def test_another_thread_waits_for_its_turn(store: Store) -> None:
    with store.transaction() as connection:
        thread = threading.Thread(target=put, args=(store, "second", "B"))
        thread.start()
        connection.execute(SETTING.insert(), {"name": "first", "value": "A"})
    thread.join()
    assert values_in(store) == [("first", "A"), ("second", "B")]


# --- files


def accept(draft: Path) -> None:
    assert draft.stat().st_size


def test_a_copy_is_whole_while_the_store_is_open(store: Store, tmp_path: Path) -> None:
    put(store, "officer", "Cán bộ mẫu 01")
    store.write_copy(tmp_path / "copy.sqlite", accept)
    assert values(tmp_path / "copy.sqlite") == [("officer", "Cán bộ mẫu 01")]


def test_a_copy_that_is_not_sound_never_stands_there(store: Store, tmp_path: Path) -> None:
    def refuse(draft: Path) -> None:
        raise Unusable(Problem("backup_failed", values={"path": str(draft)}))

    with pytest.raises(Unusable, match="backup_failed"):
        store.write_copy(tmp_path / "copy.sqlite", refuse)
    assert not [
        file for file in tmp_path.iterdir() if file.suffix == ".sqlite" and file != store.path
    ]


class Failing:
    """A connection whose disk refuses the checkpoint, or gives back what is no page."""

    kind: type[sqlite3.DatabaseError] = sqlite3.OperationalError

    def execute(self, statement: str) -> None:
        assert statement.startswith("PRAGMA wal_checkpoint")
        raise self.kind("disk I/O error")


@pytest.mark.parametrize("kind", [sqlite3.OperationalError, sqlite3.DatabaseError])
def test_a_checkpoint_that_the_disk_refuses_takes_nothing_back(
    store: Store, monkeypatch: pytest.MonkeyPatch, kind: type[sqlite3.DatabaseError]
) -> None:
    put(store, "officer", "Cán bộ mẫu 01")
    monkeypatch.setattr(Failing, "kind", kind)
    monkeypatch.setattr(store, "_raw", Failing)
    assert not store.checkpoint()
    store.close()
    assert values(store.path) == [("officer", "Cán bộ mẫu 01")]


def test_after_a_checkpoint_the_file_alone_is_whole(store: Store, tmp_path: Path) -> None:
    put(store, "officer", "Cán bộ mẫu 01")
    assert store.checkpoint()
    shutil.copyfile(store.path, tmp_path / "copy.sqlite")
    assert values(tmp_path / "copy.sqlite") == [("officer", "Cán bộ mẫu 01")]


def test_a_store_may_be_closed_twice(path: Path) -> None:
    store = stores.open_store(path)
    assert store.path == path
    store.close()
    store.close()
    assert values(path) == []


def test_the_files_beside_a_store_are_known_by_its_name() -> None:
    names = [file.as_posix() for file in stores.side_files(Path("so/ward.sqlite"))]
    assert names == [
        "so/ward.sqlite-wal",
        "so/ward.sqlite-shm",
        "so/ward.sqlite-journal",
    ]


def test_nothing_is_left_of_a_store_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(connection: sa.Connection, revision: str = "head") -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("models.migrations.run.upgrade", stop)
    with pytest.raises(KeyboardInterrupt):
        stores.create(tmp_path / "ward.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_made_but_cannot_be_opened_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opened = tmp_path / "ward.sqlite", stores.open_store

    def refuse(file: Path) -> Store:
        if file == path:
            raise Unusable(Problem("store_unwritable", values={"path": str(file)}))
        return opened(file)

    with monkeypatch.context() as failing:
        failing.setattr(stores, "open_store", refuse)
        said = refusal(lambda: stores.create(path))
    assert said == f"Đã tạo xong sổ {path} nhưng ổ đĩa báo lỗi khi mở"
    stores.open_store(path).close()


# --- schema


def test_the_revision_of_a_database_is_read_where_there_is_one(path: Path) -> None:
    raw = sqlite3.connect(path)
    assert stores.schema_version(raw) == stores.HEAD
    raw.execute("DELETE FROM alembic_version")
    assert stores.schema_version(raw) is None
    raw.execute("DROP TABLE alembic_version")
    assert stores.schema_version(raw) is None
    raw.rollback()
    raw.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(SAMPLE, tmp_path / "ward.sqlite"))


def schema_of(file: Path) -> str | None:
    raw = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return stores.schema_version(raw)
    finally:
        raw.close()


def kept_copy(old: Path) -> Path:
    return old.with_name("ward-truoc-nang-cap-0001.sqlite")


def test_an_upgraded_store_is_kept_once_and_guards_its_references_again(old: Path) -> None:
    store = stores.open_store(old)
    with store.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()
    assert schema_of(kept_copy(old)) == "0001"
    kept_copy(old).unlink()
    stores.open_store(old).close()
    assert not kept_copy(old).exists()


def test_a_sound_copy_from_before_is_left_as_it_is(old: Path) -> None:
    raw = sqlite3.connect(shutil.copyfile(SAMPLE, kept_copy(old)))
    raw.execute("CREATE TABLE mark (x)")
    raw.commit()
    raw.close()
    before = kept_copy(old).read_bytes()
    stores.open_store(old).close()
    assert kept_copy(old).read_bytes() == before


@pytest.mark.parametrize("left", [b"", b"cut short", SAMPLE.read_bytes()[:20_000]])
def test_a_copy_that_a_cut_left_unsound_is_made_anew_before_the_upgrade(
    old: Path, left: bytes
) -> None:
    kept_copy(old).write_bytes(left)
    stores.open_store(old).close()
    assert schema_of(kept_copy(old)) == "0001"
    assert schema_of(old) == stores.HEAD


def test_a_copy_of_another_schema_is_not_taken_for_this_one(old: Path) -> None:
    raw = sqlite3.connect(shutil.copyfile(SAMPLE, kept_copy(old)))
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.commit()
    raw.close()
    stores.open_store(old).close()
    assert schema_of(kept_copy(old)) == "0001"


def test_without_a_sound_copy_there_is_no_upgrade(old: Path) -> None:
    kept_copy(old).mkdir()
    with pytest.raises(Unusable, match="not_a_file"):
        stores.open_store(old)
    assert schema_of(old) == "0001"


def test_an_old_store_whose_references_lead_nowhere_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "ward.sqlite"
    shutil.copyfile(SAMPLE, file)
    raw = sqlite3.connect(file)
    raw.execute("DELETE FROM entry")
    raw.commit()
    raw.close()
    assert refusal(lambda: stores.open_store(file)).startswith(f"Sổ {file} bị hỏng")
    raw = sqlite3.connect(file)
    assert stores.schema_version(raw) == "0001"
    raw.close()


def test_a_new_store_is_not_kept_beside_itself(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == ["ward.sqlite"]
