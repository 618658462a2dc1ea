"""A store that was changed outside the program, or by its disk, is noticed and put right."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from desktop import backup, history, registers
from desktop.backup_habit import copies_of, keep_copy
from desktop.context import Context, now, open_context
from desktop.soundness import PARTS, differences, mend
from models.errors import Refused, Unusable
from models.registers import Value
from tests.desktop.commands.console import Console
from tests.helpers.office import JUNE, enter, new_office

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("ward-*.sqlite"))


def add_person(office: Context, name: str) -> str:
    values: dict[str, Value] = {
        "name": name,
        "assignment": "Chính thức",
        "from_date": date(2024, 1, 1),
    }
    return office.do(registers.save, "staff", office.unit, values).value


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store with figures, a person who was edited and one in the recycle bin."""
    office = new_office(tmp_path)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    enter(office, JUNE, "Hộ tịch", received_online=471)
    [_, gone] = [add_person(office, f"Cán bộ mẫu {number}") for number in ("02", "03")]
    office.do(registers.delete, "staff", [gone])
    office.close()
    return office.path


def change(store: Path, sql: str) -> None:
    raw = sqlite3.connect(store)
    raw.executescript(sql)
    raw.close()


def codes(store: Path) -> list[str]:
    return [problem.code for problem in backup.verify_store(store)]


def test_what_was_written_is_what_the_history_tells(store: Path) -> None:
    assert codes(store) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_upgraded_store_is_what_its_history_tells(sample: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(sample, tmp_path / "ward.sqlite"))
    context = open_context(path)
    assert context.ask(history.count) > 0
    context.close()
    assert codes(path) == []


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE dossiers SET received_online = 470", "value_differs"),
        ("UPDATE dossiers SET received_online = NULL", "value_differs"),
        ("UPDATE dossiers SET received_offline = 7", "value_differs"),
        ("UPDATE staff SET name = 'Cán bộ mẫu 0s' WHERE deleted_at IS NULL", "value_differs"),
        ("UPDATE staff SET deleted_at = NULL", "record_differs"),
        ("DELETE FROM dossiers", "record_differs"),
        ("UPDATE dossiers SET received_online = -1", "store_impossible"),
        ("UPDATE dossiers SET received_online = 1.5", "store_impossible"),
        ("UPDATE dossiers SET month = 13", "store_impossible"),
        ("DROP TABLE staff", "store_incomplete"),
        ("ALTER TABLE staff DROP COLUMN phone", "store_incomplete"),
        (
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM dossiers; END",
            "store_foreign",
        ),
        ("CREATE VIEW v AS SELECT 1", "store_foreign"),
    ],
)
def test_a_change_from_outside_is_noticed(store: Path, sql: str, code: str) -> None:
    change(store, sql)
    assert codes(store) == [code]


def test_a_bit_that_flipped_in_a_figure_is_noticed(store: Path) -> None:
    raw = sqlite3.connect(store)
    before = raw.execute("SELECT rowid FROM dossiers").fetchall()
    raw.close()
    content = store.read_bytes()
    # 471 stands twice: in the row of the month, and in the history as text.
    place = content.index((471).to_bytes(2, "big"), content.index(b"LEBINH"))
    flipped = bytearray(content)
    flipped[place + 1] ^= 4
    store.write_bytes(flipped)
    raw = sqlite3.connect(store)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("SELECT rowid FROM dossiers").fetchall() == before
    [(now_there,)] = raw.execute("SELECT received_online FROM dossiers").fetchall()
    raw.close()
    assert now_there != 471
    assert codes(store) == ["value_differs"]


def test_a_store_with_foreign_parts_is_neither_opened_nor_restored(
    store: Path, tmp_path: Path
) -> None:
    change(store, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM dossiers; END")
    with pytest.raises(Unusable, match="store_foreign"):
        open_context(store)
    with pytest.raises(Unusable, match="store_foreign"):
        backup.restore(tmp_path / "moi.sqlite", store, now())


def test_a_copy_takes_the_place_of_a_store_with_foreign_parts(store: Path, tmp_path: Path) -> None:
    context = open_context(store)
    good = backup.backup(context.store, tmp_path / "usb", now())
    context.close()
    change(store, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM dossiers; END")
    done = backup.restore(store, good.path, now())
    assert done.set_aside is not None
    assert codes(done.set_aside) == ["store_foreign"]
    assert codes(store) == []


def test_a_record_that_came_otherwise_is_asked_only_for_what_was_edited(store: Path) -> None:
    # What another office sent has no gesture of ours that added it.
    change(store, "DELETE FROM change WHERE register = 'staff' AND action = 'add'")
    assert codes(store) == []


def test_what_the_history_tells_is_put_back_as_a_gesture_of_its_own(store: Path) -> None:
    change(store, "UPDATE dossiers SET received_online = 470")
    context = open_context(store)
    before = context.ask(history.count)
    assert context.do(mend, context.ask(differences)).value == 1
    assert context.ask(differences) == []
    assert context.ask(history.count) == before + 1
    context.close()
    assert codes(store) == []


def test_the_command_says_where_and_puts_back(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(store, "UPDATE dossiers SET received_online = 470")
    console = Console(store, capsys)
    found = console.json("verify", status=1)
    assert found["ok"] is False
    [problem] = found["problems"]
    assert "“470”" in problem["message"]
    assert "“471”" in problem["message"]
    assert console.json("verify", "--mend")["ok"] is True


def test_no_copy_is_made_of_a_store_that_is_not_what_it_tells(store: Path) -> None:
    context: Context = open_context(store)
    keep_copy(context, now())
    good = copies_of(store)
    with context.store.transaction() as conn:
        conn.exec_driver_sql("UPDATE dossiers SET received_online = 470")
    enter(context, JUNE, "Hộ tịch", received_offline=1)
    with pytest.raises(Refused, match="value_differs"):
        keep_copy(context, now())
    assert copies_of(store) == good
    context.close()


@pytest.mark.parametrize("text", ["CAST(X'7b22ff' AS TEXT)", "'{\"received_online\": 4'"])
def test_a_history_that_cannot_be_read_is_damage_said_plainly(
    store: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    change(store, f"UPDATE change SET after = {text} WHERE register = 'dossiers'")
    assert codes(store) == ["store_damaged"]
    office = open_context(store)
    with pytest.raises(Unusable, match="store_damaged"):
        keep_copy(office, now())
    office.close()
    console = Console(store, capsys)
    assert console.refusal("verify", "--mend", status=2) == "store_damaged"


_NO_TEXT = "CAST(X'4cff' AS TEXT)"


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE dossiers SET field = {_NO_TEXT}",
        f"UPDATE staff SET name = {_NO_TEXT}",
        f"UPDATE change SET record = {_NO_TEXT}",
    ],
)
def test_letters_that_cannot_be_read_are_damage_said_plainly(
    store: Path, capsys: pytest.CaptureFixture[str], sql: str
) -> None:
    change(store, sql)
    assert codes(store) == ["store_damaged"]
    console = Console(store, capsys)
    assert console.json("verify", status=1)["problems"][0]["code"] == "store_damaged"
    office = open_context(store)
    with pytest.raises(Unusable, match="store_damaged"):
        keep_copy(office, now())
    office.close()


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE entry SET who = {_NO_TEXT}",
        f"UPDATE profile SET name = {_NO_TEXT}",
        f"UPDATE alembic_version SET version_num = {_NO_TEXT}",
    ],
)
def test_a_copy_with_letters_that_cannot_be_read_is_unsound(
    store: Path, capsys: pytest.CaptureFixture[str], sql: str
) -> None:
    change(store, sql)
    with pytest.raises(Unusable, match="backup_unsound"):
        backup.verify_copy(store)
    target = store.with_name("moi.sqlite")
    assert Console(target, capsys).refusal("restore", store, status=2) == "backup_unsound"
    assert Console(store, capsys).refusal("backup", status=2) in ("backup_failed", "store_damaged")


def test_a_name_of_a_table_that_cannot_be_read_is_damage(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = store.read_bytes()
    # SQLite says in its fault what it cannot read.
    store.write_bytes(content.replace(b"CREATE TABLE staff", b"CREATE T\xffBLE staff"))
    assert codes(store) == ["store_damaged"]
    with pytest.raises(Unusable, match="backup_unsound"):
        backup.verify_copy(store)
    with pytest.raises(Unusable, match="store_damaged"):
        open_context(store)
    assert Console(store, capsys).refusal("backup", status=2) == "store_damaged"


@pytest.mark.parametrize("sql", ["DROP TABLE staff", "DELETE FROM alembic_version"])
def test_a_store_that_lacks_a_part_is_not_opened(store: Path, sql: str) -> None:
    change(store, sql)
    with pytest.raises(Unusable, match="store_incomplete"):
        open_context(store)


def test_the_parts_of_the_check_find_together_what_the_whole_finds(store: Path) -> None:
    change(store, "UPDATE dossiers SET received_online = 470; DELETE FROM staff")
    context = open_context(store)
    found = []
    for among in PARTS:
        found += context.ask(differences, among)
    whole = context.ask(differences)
    context.close()
    assert len(whole) > 1
    assert sorted(found, key=str) == sorted(whole, key=str)


def test_no_copy_is_made_of_a_figure_that_was_changed_outside(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(store, "UPDATE dossiers SET received_online = 470")
    assert Console(store, capsys).refusal("backup", status=1) == "value_differs"
    assert copies_of(store) == []
