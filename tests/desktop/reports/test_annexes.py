"""The annexes take their columns from the field catalogue and their rows from the registers as of a
day.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import delete, records, save_many
from desktop.reports import annexes
from desktop.reports.export import export
from desktop.reports.ward.data import Options
from desktop.reports.ward.gathering import gather
from models.catalogue import STAFF
from models.registers import Field, Value
from models.values import format_date
from tests.desktop.reports.documents import exported, rows_of, set_record
from tests.helpers.decree30 import faults
from tests.helpers.word import Document, W

VISITOR: dict[str, Value] = {
    "name": "Cán bộ mẫu 90",
    "assignment": "Hỗ trợ",
    "from_date": date(2024, 6, 10),
    "to_date": date(2024, 6, 15),
}


def test_the_columns_of_an_annex_are_the_fields_that_declare_a_width(june_report: Path) -> None:
    assert rows_of(june_report, "Họ và tên")[0] == [
        "TT",
        *(field.header for field in STAFF.annex_fields()),
    ]


def test_a_field_that_gets_an_annex_width_appears_by_itself(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def widened(field: Field) -> Field:
        return replace(field, annex=20) if field.name == "gender" else field

    monkeypatch.setattr(
        annexes, "STAFF", replace(STAFF, fields=tuple(widened(field) for field in STAFF.fields))
    )
    rows = rows_of(exported(ward, tmp_path).path, "Họ và tên")
    assert "Giới tính" in rows[0]
    assert {row[rows[0].index("Giới tính")] for row in rows[1:]} <= {"Nam", "Nữ", ""}


def test_private_fields_stay_out_of_the_annexes(june_report: Path) -> None:
    assert not {"Ngày sinh", "Điện thoại", "Xếp loại chất lượng năm"} & set(
        rows_of(june_report, "Họ và tên")[0]
    )


def test_registers_are_read_as_of_a_day(ward: Context, tmp_path: Path) -> None:
    set_record(ward, "staff", **VISITOR)
    ends = exported(ward, tmp_path).path
    early = export(
        ward, "2024-06", "cchc", tmp_path / "early.docx", options=Options(date(2024, 6, 12))
    ).path
    names = [[row[1] for row in rows_of(path, "Họ và tên")] for path in (ends, early)]
    assert ["Cán bộ mẫu 90" in found for found in names] == [False, True]
    assert any("12/6/2024" in paragraph.text for paragraph in Document(early).paragraphs)


def test_staff_who_came_and_went_are_told(ward: Context) -> None:
    set_record(ward, "staff", **VISITOR)
    data = ward.ask(gather, ward.unit, "2024-06", "cchc")
    assert (data.staff_joined, data.staff_left) == (1, 1)


def test_fifty_rows_keep_their_header_on_every_page_and_fill_the_width(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(
        save_many, "innovations", ward.unit,
        [(None, {"name": f"Sáng kiến {n:02d}", "kind": "Sáng kiến", "started": date(2024, 6, 1)}) for n in range(50)],
    )  # fmt: skip
    path = exported(ward, tmp_path).path
    assert faults(path) == []
    rows = rows_of(path, "Văn bản triển khai")
    assert len(rows) == 52
    assert rows[2][4] == format_date(date(2024, 6, 1))
    for table in Document(path).body.iter(f"{W}tbl"):
        whole = table.find(f"{W}tblPr/{W}tblW")
        assert whole is not None
        widths = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == int(whole.get(f"{W}w") or 0)
        for row in table.findall(f"{W}tr"):
            assert sum(int(cell.get(f"{W}w") or 0) for cell in row.iter(f"{W}tcW")) == sum(widths)


def test_disposed_equipment_is_not_listed(ward: Context, tmp_path: Path) -> None:
    set_record(
        ward, "equipment", name="Máy in đã bỏ", kind="Máy in", quantity=1, condition="Đã thanh lý"
    )
    assert not any(
        "Máy in đã bỏ" in row for row in rows_of(exported(ward, tmp_path).path, "Tên thiết bị")
    )


@pytest.mark.parametrize(
    ("register", "column"), [("innovations", "Văn bản triển khai"), ("staff", "Họ và tên")]
)
def test_an_empty_register_says_so_in_its_annex(
    register: str, column: str, ward: Context, tmp_path: Path
) -> None:
    ward.do(delete, register, [row.id for row in ward.ask(records, register, ward.unit)])
    assert rows_of(exported(ward, tmp_path).path, column)[1:] == [["", "Không có"]]


def test_equipment_without_items_or_norms_says_so_in_its_annex(
    ward: Context, tmp_path: Path
) -> None:
    for register in ("equipment", "norms"):
        ward.do(delete, register, [row.id for row in ward.ask(records, register, ward.unit)])
    assert rows_of(exported(ward, tmp_path).path, "Tên thiết bị")[1:] == [["", "Không có"]]
