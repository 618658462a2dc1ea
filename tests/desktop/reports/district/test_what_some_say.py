"""What only some units write into a register is never told as what all of them have."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import find_field, save
from desktop.reports.district.export import export_district
from models.registers import Value
from tests.desktop.reports.documents import paragraphs
from tests.helpers.sums import enter, new_district, plain_month

JUNE: dict[str, Value] = {"year": 2024, "month": 6}
OF_ONE = ", theo số liệu của 01/03 phường (chưa có: phường B, phường C): "


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    """Three wards with dossiers of June; in two of them some are late."""
    kind: dict[str, Value] = {"kind": "Phường"}
    context = new_district(tmp_path, A=kind, B=kind, C=kind)
    for code, late in zip("ABC", (2, 3, 0), strict=True):
        plain_month(context, code, "2024-06", 0, 10, 0)
        enter(context, code, "2024-06", resolved_late=late)
    yield context
    context.close()


def keep(context: Context, register: str, unit: str, **values: Value) -> None:
    context.do(save, register, unit, values)


def line(context: Context, folder: Path, lead: str) -> str:
    path = export_district(context, "2024-06", folder / "t.docx").path
    [said] = [text for text in paragraphs(path) if text.startswith(lead)]
    return said


def test_programs_of_one_unit_are_not_told_as_those_of_all(office: Context, tmp_path: Path) -> None:
    keep(office, "software", "A", name="Hệ thống mẫu", accounts=9)
    said = line(office, tmp_path, "- Phần mềm các phường đang sử dụng")
    assert said.endswith(f"{OF_ONE}Hệ thống mẫu 01 phường (09 tài khoản).")


def test_accounts_that_a_unit_does_not_write_are_not_counted_as_none(
    office: Context, tmp_path: Path
) -> None:
    for unit, accounts in zip("ABC", (9, None, 4), strict=True):
        keep(office, "software", unit, name="Hệ thống mẫu", accounts=accounts)
    said = line(office, tmp_path, "- Phần mềm các phường đang sử dụng")
    assert said.endswith(": Hệ thống mẫu 03 phường (13 tài khoản, 01 phường chưa ghi).")


def test_staff_and_equipment_say_how_many_units_list_them(office: Context, tmp_path: Path) -> None:
    person: dict[str, Value] = {"name": "Cán bộ mẫu", "status": "Công chức"}
    person |= {"assignment": "Chính thức", "from_date": date(2024, 1, 1)}
    keep(office, "staff", "A", **person)
    piece: dict[str, Value] = {"name": "Máy in mẫu", "kind": "Máy in", "quantity": 2}
    keep(office, "equipment", "A", **piece, condition="Hoạt động tốt", used_by="Công chức")
    lead = "- Người làm việc tại Bộ phận Một cửa của các phường theo đối tượng"
    assert line(office, tmp_path, lead) == f"{lead}{OF_ONE}công chức 01 người."
    lead = "- Trang thiết bị của các phường theo đối tượng sử dụng"
    assert line(office, tmp_path, lead) == f"{lead}{OF_ONE}công chức 02."


def test_causes_of_some_late_dossiers_are_not_told_as_those_of_all(
    office: Context, tmp_path: Path
) -> None:
    late: dict[str, Value] = {**JUNE, "field": office.ask(find_field, "Hộ tịch")}
    keep(office, "late_dossiers", "A", **late, cause="Chờ ý kiến", dossiers=2)
    lead = "- Nguyên nhân hồ sơ quá hạn tại các phường"
    said = f"{lead}, theo số liệu của 01/02 phường có hồ sơ quá hạn:"
    assert line(office, tmp_path, lead) == said
    keep(office, "late_dossiers", "B", **late, cause="Chờ ý kiến", dossiers=3)
    assert line(office, tmp_path, lead) == f"{lead}:"


def inspect(context: Context, unit: str, day: int, **values: Value) -> None:
    keep(context, "inspections", unit, day=date(2024, 6, day), team="Đoàn mẫu", **values)


NOBODY: dict[str, Value] = {"groups_at_fault": 0, "persons_at_fault": 0}


def test_no_fault_is_told_only_of_inspections_that_say_so(office: Context, tmp_path: Path) -> None:
    inspect(office, "A", 5, times=1, **NOBODY)
    lead = "- Kiểm tra tại các phường"
    assert line(office, tmp_path, lead).endswith("; 01 lượt; không có vi phạm.")
    # Of these only the number is known: nobody wrote what they found.
    keep(office, "monthly", "B", **JUNE, inspections=3)
    said = line(office, tmp_path, lead)
    assert said.endswith("(phường A 01, phường B 03); 01 lượt (03 cuộc chưa ghi số lượt).")


def test_faults_say_how_many_inspections_do_not_tell(office: Context, tmp_path: Path) -> None:
    inspect(office, "A", 5, times=2, persons_at_fault=2)
    inspect(office, "A", 6, times=1)
    said = line(office, tmp_path, "- Kiểm tra tại các phường")
    assert said.endswith("; 03 lượt; vi phạm: 02 cá nhân (01 cuộc chưa ghi vi phạm).")


def test_where_most_keep_no_register_the_few_that_do_are_named(tmp_path: Path) -> None:
    codes = "ABCDEFG"
    context = new_district(tmp_path, **{code: {"kind": "Phường"} for code in codes})
    for code in codes:
        plain_month(context, code, "2024-06", 0, 10, 0)
    keep(context, "software", "A", name="Hệ thống mẫu")
    said = line(context, tmp_path, "- Phần mềm các phường đang sử dụng")
    assert ", theo số liệu của 01/07 phường (chỉ có: phường A): Hệ thống mẫu" in said


def test_what_one_unit_alone_knows_is_not_said_of_each(office: Context, tmp_path: Path) -> None:
    lead = "- Thủ tục cung cấp dịch vụ công trực tuyến tại "
    keep(office, "monthly", "A", **JUNE, services_full=41)
    said = line(office, tmp_path, lead)
    assert said == f"{lead}phường A, theo số liệu của 01/03 phường: toàn trình 41."
    keep(office, "monthly", "B", **JUNE, services_full=40)
    said = line(office, tmp_path, lead)
    lacking = "(chưa có: phường C)"
    assert said == f"{lead}mỗi phường, theo số liệu của 02/03 phường {lacking}: toàn trình 40–41."


def test_models_of_an_office_that_keeps_no_such_register_are_unknown(
    office: Context, tmp_path: Path
) -> None:
    model: dict[str, Value] = {"name": "Mô hình mẫu", "kind": "Mô hình"}
    keep(office, "innovations", "A", **model, started=date(2024, 1, 1))
    plain_month(office, "DIST", "2024-06", 0, 5, 0)
    said = line(office, tmp_path, "- Đến ngày 30/6/2024, các phường đang áp dụng")
    assert "; chưa có số liệu của Bộ phận Một cửa của quận; chi tiết" in said
    # A model that is no longer in use: the register is kept, and none is.
    past: dict[str, Value] = {"started": date(2023, 1, 1), "ended": date(2023, 12, 1)}
    keep(office, "innovations", "DIST", **model, **past)
    said = line(office, tmp_path, "- Đến ngày 30/6/2024, các phường đang áp dụng")
    assert "; Bộ phận Một cửa của quận chưa có; chi tiết" in said
