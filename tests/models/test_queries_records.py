"""Reading the registers: which records, in which order, under which names."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import registers
from desktop.context import Context
from models.catalogue import DOSSIERS, EQUIPMENT, FIELDS, STAFF, UNITS
from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.queries.records import (
    area_names,
    field_index,
    find_field,
    names_for,
    profile,
    record,
    records,
)
from models.registers import Record, Register, Value
from tests.helpers.office import JUNE, area_id, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def add(office: Context, register: str, unit: str | None = None, **values: Value) -> str:
    return office.do(registers.save, register, unit or office.unit, values).value


def person(office: Context, name: str, unit: str | None = None, **values: Value) -> str:
    given: dict[str, Value] = {"assignment": "Chính thức", "from_date": date(2024, 1, 1)}
    return add(office, "staff", unit, name=name, **(given | values))


def names(found: list[Record]) -> list[str]:
    return [item.text("name") for item in found]


def test_a_unit_reads_its_own_records_only(office: Context) -> None:
    key = person(office, "Cán bộ mẫu 02")
    person(office, "Cán bộ mẫu 03", "KHAC")
    found = office.ask(records, "staff", office.unit)
    assert [(item.id, item.register, item.unit) for item in found] == [(key, "staff", "LEBINH")]
    assert not found[0].deleted


def test_records_of_the_whole_office_belong_to_no_unit(office: Context) -> None:
    add(office, "units", code="KHAC", name="Phường khác")
    found = office.ask(records, "units", "whatever unit asks")
    assert [(item.text("code"), item.unit) for item in found] == [("KHAC", "")]


def test_the_recycle_bin_and_the_register_show_each_record_once(office: Context) -> None:
    kept, gone = person(office, "Cán bộ mẫu 02"), person(office, "Cán bộ mẫu 03")
    office.do(registers.delete, "staff", [gone])
    assert [item.id for item in office.ask(records, "staff", office.unit)] == [kept]
    found = office.ask(records, "staff", office.unit, deleted=True)
    assert [(item.id, item.deleted) for item in found] == [(gone, True)]


def test_one_record_is_read_by_its_id_even_from_the_recycle_bin(office: Context) -> None:
    gone = person(office, "Cán bộ mẫu 03")
    office.do(registers.delete, "staff", [gone])
    found = office.ask(record, "staff", gone)
    assert found is not None
    assert (found.id, found.text("name"), found.deleted) == (gone, "Cán bộ mẫu 03", True)
    assert office.ask(record, "staff", "no such id") is None


def test_the_first_and_the_last_day_of_a_record_count(office: Context) -> None:
    person(office, "Cán bộ mẫu 02", to_date=date(2024, 3, 31))
    person(office, "Cán bộ mẫu 03", from_date=date(2024, 4, 1))

    def on(day: date) -> list[str]:
        return names(office.ask(records, "staff", office.unit, as_of=day))

    assert on(date(2024, 1, 1)) == on(date(2024, 3, 31)) == ["Cán bộ mẫu 02"]
    assert on(date(2024, 4, 1)) == on(date(2030, 1, 1)) == ["Cán bộ mẫu 03"]
    assert on(date(2023, 12, 31)) == []


def test_a_record_without_a_first_day_is_in_effect_from_ever(office: Context) -> None:
    add(office, "units", code="A", name="A")
    add(office, "units", code="B", name="B", valid_from=date(2025, 7, 1))
    add(office, "units", code="C", name="C", valid_until=date(2025, 6, 30))
    found = office.ask(records, "units", "", as_of=date(2024, 1, 1))
    assert names(found) == ["A", "C"]
    assert names(office.ask(records, "units", "", as_of=date(2025, 7, 1))) == ["A", "B"]


def test_a_register_without_days_is_the_same_on_every_day(office: Context) -> None:
    add(office, "norms", kind="Máy in", norm=2)
    assert len(office.ask(records, "norms", office.unit, as_of=date(1999, 1, 1))) == 1


def test_every_word_of_a_search_has_to_be_there(office: Context) -> None:
    person(office, "Trần Văn Đức", position="Phó Chủ tịch")
    person(office, "Lê Thị Đào", position="Chủ tịch")

    def found(text: str) -> list[str]:
        return names(office.ask(records, "staff", office.unit, search=text))

    assert found("CHU tich duc") == ["Trần Văn Đức"]
    assert found("chủ tịch") == ["Lê Thị Đào", "Trần Văn Đức"]
    assert found("duc dao") == []


def test_signs_of_the_database_in_a_search_are_looked_for_as_they_are(office: Context) -> None:
    person(office, "Trần Văn Đức", note="đạt 100% chỉ tiêu")
    person(office, "Lê Thị Đào", note="đạt 1000 phiếu")
    assert names(office.ask(records, "staff", office.unit, search="100%")) == ["Trần Văn Đức"]
    assert office.ask(records, "staff", office.unit, search="_") == []


def test_records_are_found_by_month_and_by_value_blank_included(office: Context) -> None:
    for year, month in ((2024, 6), (2024, 5), (2023, 6)):
        add(office, "monthly", year=year, month=month, surveys=month)
    found = office.ask(records, "monthly", office.unit, month=JUNE)
    assert [(item["year"], item["month"]) for item in found] == [(2024, 6)]
    person(office, "Cán bộ mẫu 02", gender="Nữ", status="Công chức")
    person(office, "Cán bộ mẫu 03", status="Công chức")
    person(office, "Cán bộ mẫu 04")
    blank: dict[str, Value] = {"gender": None, "status": "Công chức"}
    found = office.ask(records, "staff", office.unit, where=blank)
    assert names(found) == ["Cán bộ mẫu 03"]
    female: dict[str, Value] = {"gender": "Nữ"}
    assert names(office.ask(records, "staff", office.unit, where=female)) == ["Cán bộ mẫu 02"]


def test_rows_of_fields_stand_by_month_and_then_in_the_order_of_the_fields(
    office: Context,
) -> None:
    order = list(office.ask(area_names))
    first, second = order[0], order[1]
    # Entered backwards, one of them for the whole unit.
    for month, field in ((6, WHOLE_UNIT_ID), (6, second), (6, first), (5, second)):
        add(office, "dossiers", year=2024, month=month, field=field)
    found = office.ask(records, "dossiers", office.unit)
    assert [(item["month"], item["field"]) for item in found] == [
        (5, second),
        (6, first),
        (6, second),
        (6, WHOLE_UNIT_ID),
    ]


def test_months_of_fields_stand_by_number_and_not_by_letter(office: Context) -> None:
    field = area_id(office, "Hộ tịch")
    for year, month in ((2025, 1), (2024, 10), (2024, 9)):
        add(office, "dossiers", year=year, month=month, field=field)
    found = office.ask(records, "dossiers", office.unit)
    assert [(item["year"], item["month"]) for item in found] == [(2024, 9), (2024, 10), (2025, 1)]


def test_procedures_stand_by_field_and_within_it_by_code(office: Context) -> None:
    first, second = list(office.ask(area_names))[:2]
    for field, code in ((second, "1.001"), (first, "2.003"), (first, "2.002")):
        add(office, "procedures", field=field, code=code, name=f"Thủ tục {code}")
    found = office.ask(records, "procedures", office.unit)
    assert [(item["field"], item["code"]) for item in found] == [
        (first, "2.002"),
        (first, "2.003"),
        (second, "1.001"),
    ]


def test_rows_in_the_recycle_bin_outlive_their_field(office: Context) -> None:
    museum = add(office, "fields", name="Bảo tàng")
    rows = [
        add(office, "dossiers", year=2024, month=6, field=field)
        for field in (museum, WHOLE_UNIT_ID)
    ]
    office.do(registers.delete, "dossiers", rows)
    office.do(registers.delete, "fields", [museum])
    found = office.ask(records, "dossiers", office.unit, deleted=True)
    assert [item["field"] for item in found] == [WHOLE_UNIT_ID, museum]


def test_the_profile_is_the_units_own_and_empty_where_none_is_kept(office: Context) -> None:
    assert office.ask(profile, office.unit).text("name") == "Phường Lê Bình"
    missing = office.ask(profile, "KHAC")
    assert (missing.id, missing.register, missing.unit) == ("", "profile", "KHAC")
    assert missing.values == {"code": "KHAC"}


def test_the_whole_unit_comes_after_every_field_of_work(office: Context) -> None:
    found = office.ask(area_names)
    assert list(found.items())[-1] == (WHOLE_UNIT_ID, WHOLE_UNIT)
    assert found[area_id(office, "Hộ tịch")] == "Hộ tịch"


def test_people_stand_by_given_name_whenever_they_were_entered(office: Context) -> None:
    given = ["Dung", "An", "Giang", "Bình", "Em", "Châu"]
    for name in given:
        person(office, f"Cán bộ {name}")
    found = office.ask(records, "staff", office.unit)
    assert names(found) == [f"Cán bộ {name}" for name in sorted(given)]


def test_a_field_stands_where_its_number_puts_it_whenever_it_was_added(office: Context) -> None:
    second = add(office, "fields", name="Xưởng mẫu", position=0)
    first = add(office, "fields", name="Thủy văn", position=0)
    assert list(office.ask(area_names))[:2] == [first, second]


def test_a_field_put_aside_is_listed_only_among_all(office: Context) -> None:
    aside, gone = area_id(office, "Hộ tịch"), area_id(office, "Chứng thực")
    office.do(registers.save, "fields", "", {"in_use": False}, aside)
    office.do(registers.delete, "fields", [gone])
    unsaid = add(office, "fields", name="Bảo tàng", in_use=None)
    every, used = office.ask(area_names), office.ask(area_names, in_use=True)
    assert set(every) - set(used) == {aside}
    assert unsaid in used
    assert WHOLE_UNIT_ID in used
    assert gone not in every


def test_a_field_is_found_by_every_alias_but_never_against_a_name(office: Context) -> None:
    museum = add(office, "fields", name="Bảo tàng", aliases="Nhà truyền thống\n\nHộ tịch\n--")
    assert office.ask(find_field, "nha TRUYEN THONG") == museum
    assert office.ask(find_field, "Hộ-tịch") == area_id(office, "Hộ tịch") != museum
    assert office.ask(find_field, "chung toàn đơn vị") == WHOLE_UNIT_ID
    assert office.ask(find_field, "--") is None
    assert "" not in office.ask(field_index)


def test_a_deleted_field_is_not_found(office: Context) -> None:
    museum = add(office, "fields", name="Bảo tàng", aliases="Nhà truyền thống")
    office.do(registers.delete, "fields", [museum])
    assert office.ask(find_field, "Bảo tàng") is None
    assert office.ask(find_field, "Nhà truyền thống") is None


@pytest.mark.parametrize(
    ("wanted", "fields", "units"),
    [((STAFF, EQUIPMENT), False, False), ((UNITS,), False, True), ((FIELDS, UNITS), False, True)],
)
def test_only_names_that_a_register_refers_to_are_read(
    office: Context, wanted: tuple[Register, ...], fields: bool, units: bool
) -> None:
    add(office, "units", code="KHAC", name="Phường khác")
    found = office.ask(names_for, wanted)
    assert (WHOLE_UNIT_ID in found) == fields
    assert (found.get("KHAC") == "Phường khác") == units


def test_names_of_fields_of_work_are_read_for_registers_that_refer_to_them(
    office: Context,
) -> None:
    found = office.ask(names_for, [DOSSIERS, UNITS])
    assert found[area_id(office, "Hộ tịch")] == "Hộ tịch"
