"""A register as declared, and a record as it is read."""

from datetime import date

import pytest

from models.catalogue import EQUIPMENT, MONTHLY, REGISTERS, STAFF
from models.registers import Field, Record, Register


def register(*fields: Field) -> Register:
    return Register("tools", "Dụng cụ", "dụng cụ", fields, keys=(("name",),))


def test_every_register_ends_with_room_for_a_note() -> None:
    made = register(Field("name", "Tên"))
    assert [field.name for field in made.fields] == ["name", "note"]
    assert made.field("note").label == "Ghi chú"


def test_a_note_that_is_declared_is_not_added_twice() -> None:
    made = register(Field("name", "Tên"), Field("note", "Ghi chú riêng"))
    assert [field.label for field in made.fields] == ["Tên", "Ghi chú riêng"]


def test_a_field_is_found_by_its_name() -> None:
    assert STAFF.field("phone").label == "Điện thoại"
    with pytest.raises(KeyError, match="shoe_size"):
        STAFF.field("shoe_size")


def test_the_annex_shows_what_has_a_width_there_and_nothing_else() -> None:
    names = [field.name for field in EQUIPMENT.annex_fields()]
    assert names[:2] == ["name", "quantity"]
    assert not {"asset_code", "cost", "note"} & set(names)


def test_only_registers_of_months_are_locked_with_a_month() -> None:
    monthly = {name for name, item in REGISTERS.items() if item.monthly}
    assert MONTHLY.name in monthly
    assert "dossiers" in monthly
    assert not {"staff", "tasks", "profile"} & monthly


def test_a_narrow_header_is_the_short_one_where_there_is_one() -> None:
    assert Field("a", "Trình độ chuyên môn", short="Trình độ").header == "Trình độ"
    assert Field("a", "Trình độ").header == "Trình độ"


def test_a_record_is_called_by_its_title_or_by_its_key() -> None:
    assert REGISTERS["tasks"].title_field == "content"
    assert STAFF.title_field == "name"


def test_a_value_of_a_record_is_read_as_the_kind_that_was_asked_for() -> None:
    day = date(2024, 6, 1)
    record = Record("r1", "tasks", "", {"content": "Kế hoạch", "due": day, "days": 0, "ok": True})
    assert record["content"] == record.text("content") == "Kế hoạch"
    assert (record.text("due"), record.text("none"), record["none"]) == ("", "", None)
    assert (record.whole("days"), record.whole("ok"), record.whole("none")) == (0, None, None)
    assert (record.day("due"), record.day("content"), record.day("none")) == (day, None, None)
