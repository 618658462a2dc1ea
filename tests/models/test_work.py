"""The history: one entry for a gesture, and values that read back as they were."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from models import store as stores
from models.registers import Value
from models.tables import CHANGE, ENTRY
from models.work import Change, Work, decode, encode, new_id

NOON = datetime(2024, 6, 14, 12, 0, 5, 123456, tzinfo=timezone(timedelta(hours=7)))
STAFF: dict[str, Value] = {
    "name": "Cán bộ mẫu 02",
    "from_date": date(2024, 1, 31),
    "trained": True,
    "note": None,
}


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    store = stores.create(tmp_path / "ward.sqlite")
    with store.transaction() as connection:
        yield Work(connection, "Cán bộ mẫu 01", NOON)
    store.close()


def test_a_gesture_that_changed_nothing_leaves_no_entry(work: Work) -> None:
    assert work.write_history("save") is None
    assert work.conn.execute(sa.select(ENTRY)).all() == []


def test_a_gesture_is_one_entry_with_its_time_its_officer_and_its_changes(work: Work) -> None:
    work.changes.append(Change("staff", "r1", "LEBINH", "add", None, STAFF))
    work.changes.append(Change("staff", "r2", "LEBINH", "delete", {"name": "A"}, None))
    key = work.write_history("save")
    entry = work.conn.execute(sa.select(ENTRY)).mappings().one()
    assert (entry["id"], entry["at"]) == (key, "2024-06-14T12:00:05+07:00")
    assert (entry["who"], entry["verb"]) == ("Cán bộ mẫu 01", "save")
    rows = work.conn.execute(sa.select(CHANGE).order_by(CHANGE.c.number)).mappings().all()
    places = [(row["entry"], row["register"], row["record"], row["unit"]) for row in rows]
    assert places == [(key, "staff", "r1", "LEBINH"), (key, "staff", "r2", "LEBINH")]
    assert [row["action"] for row in rows] == ["add", "delete"]
    assert [row["before"] for row in rows] == [None, '{"name": "A"}']
    assert decode("staff", rows[0]["after"]) == STAFF
    assert rows[1]["after"] is None


def test_two_records_never_share_an_id() -> None:
    assert len({new_id() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("register", "values"),
    [
        ("staff", STAFF),
        ("assessments", {"period": "2024", "score": Decimal("91.30")}),
        ("assessments", {"score": Decimal("0.00000001")}),
        ("documents", {"topics": ("CCHC", "Kiểm tra"), "issued": date(2024, 1, 25)}),
        ("tasks", {"remind_days": 0, "done": None}),
        ("monthly", {"year": 2024, "month": 6, "surveys": 12}),
    ],
)
def test_values_read_back_from_the_history_as_they_were(
    register: str, values: dict[str, Value]
) -> None:
    found = decode(register, encode(values))
    assert found == values
    assert found is not None
    assert {name: type(value) for name, value in found.items()} == {
        name: type(value) for name, value in values.items()
    }


def test_the_history_is_kept_in_letters_a_person_can_read() -> None:
    assert encode({"name": "Hộ tịch"}) == '{"name": "Hộ tịch"}'
    assert encode({"score": Decimal("0.00000001")}) == '{"score": "0.00000001"}'
    assert encode(None) is None
    assert decode("staff", None) is None


def test_what_no_register_knows_is_never_written_as_something_else() -> None:
    with pytest.raises(TypeError, match="bytes"):
        encode({"name": b"x"})  # type: ignore[dict-item]


def test_a_field_that_is_no_longer_declared_is_left_out() -> None:
    assert decode("staff", '{"name": "A", "shoe_size": 43}') == {"name": "A"}


def test_a_setting_reads_back_as_text_and_blank_as_blank() -> None:
    assert decode("setting", '{"value": 15, "old": null}') == {"value": "15", "old": None}


def test_a_value_of_another_kind_than_declared_reads_back_as_text_or_blank() -> None:
    assert decode("staff", '{"name": 1.5}') == {"name": "1.5"}
    assert decode("documents", '{"topics": "CCHC"}') == {"topics": None}
    assert decode("documents", '{"topics": [1, "CCHC"]}') == {"topics": ("1", "CCHC")}
