"""The registers: what is saved, refused, deleted, brought back and found again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop import findings, history, registers
from desktop.context import Context
from desktop.finding_reasons import give_reason
from models.catalogue import REGISTERS
from models.errors import Refused
from models.findings import Finding
from models.registers import Record, Value
from tests.helpers.office import JUNE, area_id, enter, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def staff(name: str = "Cán bộ mẫu 02", **values: Value) -> dict[str, Value]:
    return {"name": name, "assignment": "Chính thức", "from_date": date(2024, 1, 1), **values}


def add(office: Context, register: str, values: dict[str, Value]) -> str:
    return office.do(registers.save, register, office.unit, values).value


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.place.column) for problem in refused.value.problems]


def test_a_record_reads_back_as_it_was_saved(office: Context) -> None:
    values = staff(trained=True, birth_date=date(1990, 5, 1), phone="0900 000 000")
    found = office.ask(registers.record, "staff", add(office, "staff", values))
    assert found is not None
    assert {name: found[name] for name in values} == values
    assert found["rating"] is None


def test_decimals_and_several_choices_read_back_exactly(office: Context) -> None:
    key = add(office, "assessments", {"kind": "SIPAS", "period": "2024", "score": Decimal("91.30")})
    document: dict[str, Value] = {
        "symbol": "19/KH-UBND",
        "issued": date(2024, 1, 25),
        "issuer": "UBND",
        "subject": "Kế hoạch",
    }
    other = add(office, "documents", {**document, "topics": ("CCHC", "Kiểm tra")})
    assessment, kept = (
        office.ask(registers.record, "assessments", key),
        office.ask(registers.record, "documents", other),
    )
    assert assessment is not None
    assert kept is not None
    assert assessment["score"] == Decimal("91.30")
    assert kept["topics"] == ("CCHC", "Kiểm tra")


def test_a_refused_record_names_every_wrong_column_and_saves_nothing(office: Context) -> None:
    with pytest.raises(Refused) as refused:
        add(
            office,
            "staff",
            {"assignment": "Biệt phái", "to_date": date(2023, 1, 1), "from_date": date(2024, 1, 1)},
        )
    assert codes(refused) == [
        ("required_missing", "Họ và tên"),
        ("unknown_choice", "Hình thức bố trí"),
        ("until_before_since", "Đến ngày"),
    ]
    assert office.ask(registers.records, "staff", office.unit) == []


def test_the_same_key_is_refused_whatever_its_case_and_spacing(office: Context) -> None:
    add(office, "staff", staff("Cán bộ mẫu 02"))
    with pytest.raises(Refused) as refused:
        add(office, "staff", staff("CÁN BỘ  mẫu 02"))
    assert codes(refused) == [("duplicate_key", "Họ và tên, Từ ngày")]
    add(office, "staff", staff("Cán bộ mẫu 02", from_date=date(2024, 7, 1)))
    assert len(office.ask(registers.records, "staff", office.unit)) == 2


def test_a_field_of_work_is_found_by_name_and_alias_in_any_spelling(office: Context) -> None:
    key = area_id(office, "Hộ tịch")
    assert [
        office.ask(registers.find_field, text)
        for text in ("HO TICH", "hộ  tịch", "Tư pháp - hộ tịch")
    ] == [key] * 3
    assert office.ask(registers.find_field, "Hàng không vũ trụ") is None
    with pytest.raises(Refused) as refused:
        add(office, "fields", {"name": "HỘ TICH"})
    assert codes(refused) == [("duplicate_key", "Tên lĩnh vực")]


def test_a_field_of_work_with_figures_cannot_be_deleted(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=3)
    with pytest.raises(Refused) as refused:
        office.do(registers.delete, "fields", [area_id(office, "Hộ tịch")])
    assert refused.value.problems[0].code == "field_in_use"


def test_records_are_read_as_of_a_date(office: Context) -> None:
    add(office, "staff", staff("Cán bộ mẫu 02", to_date=date(2024, 3, 31)))
    add(office, "staff", staff("Cán bộ mẫu 03", from_date=date(2024, 4, 1)))

    def names(day: date) -> list[str]:
        return [
            r.text("name") for r in office.ask(registers.records, "staff", office.unit, as_of=day)
        ]

    assert names(date(2024, 3, 31)) == ["Cán bộ mẫu 02"]
    assert names(date(2024, 4, 1)) == ["Cán bộ mẫu 03"]
    assert names(date(2023, 12, 31)) == []


def test_a_record_has_ended_on_the_day_after_its_last() -> None:
    staff, late = REGISTERS["staff"], REGISTERS["late_dossiers"]
    left = Record("1", "staff", "LEBINH", {"to_date": date(2024, 6, 30)})
    assert not registers.has_ended(staff, left, date(2024, 6, 30))
    assert registers.has_ended(staff, left, date(2024, 7, 1))
    assert not registers.has_ended(staff, Record("2", "staff", "LEBINH", {}), date(2024, 7, 1))
    assert not registers.has_ended(late, left, date(2024, 7, 1)), "no end is declared there"


def test_staff_are_listed_by_given_name_and_equipment_by_the_order_of_types(
    office: Context,
) -> None:
    for name in ("Mẫu Văn Đông", "Mẫu Thị Ân", "Mẫu Văn Dung"):
        add(office, "staff", staff(name))
    for kind in ("Máy in", "Camera"):
        item: dict[str, Value] = {
            "name": f"{kind} mẫu",
            "kind": kind,
            "quantity": 1,
            "condition": "Hỏng",
        }
        add(office, "equipment", item)
    people = office.ask(registers.records, "staff", office.unit)
    assert [r.text("name") for r in people] == ["Mẫu Thị Ân", "Mẫu Văn Dung", "Mẫu Văn Đông"]
    equipment = office.ask(registers.records, "equipment", office.unit)
    assert [r["kind"] for r in equipment] == ["Camera", "Máy in"]


def test_search_needs_no_marks_and_never_reads_private_columns(office: Context) -> None:
    add(
        office,
        "staff",
        staff("Cán bộ mẫu 02", position="Công chức Tư pháp - Hộ tịch", phone="0900 123 456"),
    )

    def hits(text: str) -> int:
        return len(office.ask(registers.records, "staff", office.unit, search=text))

    assert [hits("ho tich"), hits("tu phap MAU"), hits("dat dai"), hits("0900"), hits("100%")] == [
        1,
        1,
        0,
        0,
        0,
    ]


def test_a_deleted_record_is_in_the_bin_and_can_be_brought_back(office: Context) -> None:
    key = add(office, "staff", staff())
    office.do(registers.delete, "staff", [key])
    assert office.ask(registers.records, "staff", office.unit) == []
    assert [r.id for r in office.ask(registers.records, "staff", office.unit, deleted=True)] == [
        key
    ]
    office.do(registers.restore, "staff", [key])
    assert [r.id for r in office.ask(registers.records, "staff", office.unit)] == [key]


def test_a_record_does_not_come_back_beside_its_successor(office: Context) -> None:
    key = add(office, "staff", staff())
    office.do(registers.delete, "staff", [key])
    add(office, "staff", staff())
    with pytest.raises(Refused) as refused:
        office.do(registers.restore, "staff", [key])
    assert refused.value.problems[0].code == "duplicate_key"


def test_the_history_tells_who_when_before_and_after(office: Context) -> None:
    key = add(office, "staff", staff(position="Công chức"))
    office.do(
        registers.save, "staff", office.unit, {"position": "Phó Chủ tịch", "trained": True}, key
    )
    newest, first = office.ask(history.of_record, "staff", key)
    assert (newest.who, newest.changes[0].action) == ("Cán bộ mẫu 01", "edit")
    assert newest.changes[0].before == {"position": "Công chức", "trained": None}
    assert newest.changes[0].after == {"position": "Phó Chủ tịch", "trained": True}
    assert first.changes[0].after is not None
    assert first.changes[0].after["from_date"] == date(2024, 1, 1)
    assert newest.at >= first.at


def test_saving_nothing_new_leaves_no_trace(office: Context) -> None:
    key = add(office, "staff", staff())
    outcome = office.do(registers.save, "staff", office.unit, staff(), key)
    assert outcome.entry is None
    assert len(office.ask(history.of_record, "staff", key)) == 1


def test_two_records_may_swap_their_keys_in_one_gesture(office: Context) -> None:
    first, second = add(office, "staff", staff("Mẫu A")), add(office, "staff", staff("Mẫu B"))
    swap: list[tuple[str | None, dict[str, Value]]] = [
        (first, {"name": "Mẫu B"}),
        (second, {"name": "Mẫu A"}),
    ]
    office.do(registers.save_many, "staff", office.unit, swap)
    names = {r.id: r.text("name") for r in office.ask(registers.records, "staff", office.unit)}
    assert names == {first: "Mẫu B", second: "Mẫu A"}


def test_changing_the_units_code_takes_the_reasons_along(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_in_person=1, received=2, received_online=5)

    def warned() -> list[Finding]:
        found = office.ask(findings.findings, office.unit, [JUNE], date(2024, 7, 1))
        return [finding for finding in found if finding.severity == "warning"]

    before = warned()
    assert before
    for finding in before:
        office.do(give_reason, finding, "Số của hệ thống tỉnh, đang chờ đối chiếu")
    profile = office.ask(registers.profile, office.unit)
    office.do(registers.save, "profile", office.unit, {"code": "CAIRANG"}, profile.id)
    after = warned()
    assert {finding.unit for finding in after} == {"CAIRANG"}
    reasons = [finding.reason for finding in after]
    assert reasons == ["Số của hệ thống tỉnh, đang chờ đối chiếu"] * len(before)


def test_search_looks_into_long_texts_and_choices(office: Context) -> None:
    add(office, "innovations", {"name": "Mẫu", "kind": "Sáng kiến", "started": date(2024, 1, 1)})
    long = {"result": "Giảm\nthời gian chờ", "name": "Hai", "kind": "Mô hình"}
    add(office, "innovations", {**long, "started": date(2024, 1, 2)})

    def found(text: str) -> list[str]:
        kept = office.ask(registers.records, "innovations", office.unit, search=text)
        return [record.text("name") for record in kept]

    assert found("sang kien") == ["Mẫu"]
    assert found("thoi gian") == ["Hai"]


def test_a_field_of_work_without_a_place_in_the_list_stands_last(office: Context) -> None:
    add(office, "fields", {"name": "A không thứ tự"})
    add(office, "fields", {"name": "B có thứ tự", "position": 900})
    names = list(office.ask(registers.area_names).values())
    assert names.index("B có thứ tự") < names.index("A không thứ tự")
