"""The annexes take their columns from the field catalogue, their rows as of a day."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.handoff.report_differences import compared_with_store
from desktop.registers import delete, records, save, save_many
from desktop.reports import annexes
from desktop.reports.export import export
from desktop.reports.kinds import KINDS
from desktop.reports.ward.data import Options
from desktop.reports.ward.gathering import gather
from desktop.word.content import Table
from desktop.word.wording import spelled
from models.catalogue import STAFF
from models.registers import Field, Value
from tests.desktop.reports.documents import (
    exported,
    only_whole,
    paragraphs,
    rewritten,
    rows_of,
    set_record,
    swap,
    verified,
)
from tests.helpers.decree30 import faults
from tests.helpers.office import JUNE
from tests.helpers.office_schema import schema_faults
from tests.helpers.word import Document, W

VISITOR: dict[str, Value] = {
    "name": "Cán bộ mẫu 90",
    "assignment": "Hỗ trợ",
    "from_date": date(2024, 6, 10),
    "to_date": date(2024, 6, 15),
}


def test_the_columns_of_an_annex_are_the_fields_that_declare_a_width(june_report: Path) -> None:
    headers = [spelled(field.header) for field in STAFF.annex_fields()]
    assert rows_of(june_report, "Họ và tên")[0] == ["TT", *headers]


def test_a_field_that_gets_an_annex_width_appears_by_itself(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def widened(field: Field) -> Field:
        return field._replace(annex=20) if field.name == "gender" else field

    fields = tuple(widened(field) for field in STAFF.fields)
    monkeypatch.setattr(annexes, "STAFF", replace(STAFF, fields=fields))
    rows = rows_of(exported(ward, tmp_path).path, "Họ và tên")
    assert "Giới tính" in rows[0]
    assert {row[rows[0].index("Giới tính")] for row in rows[1:]} <= {"Nam", "Nữ", ""}


def test_private_fields_stay_out_of_the_annexes(june_report: Path) -> None:
    header = set(rows_of(june_report, "Họ và tên")[0])
    assert not {"Ngày sinh", "Điện thoại", "Xếp loại chất lượng năm"} & header


def test_registers_are_read_as_of_a_day(ward: Context, tmp_path: Path) -> None:
    set_record(ward, "staff", **VISITOR)
    ends = exported(ward, tmp_path).path
    day = Options(date(2024, 6, 12))
    early = export(ward, "2024-06", "cchc", tmp_path / "early.docx", options=day).path
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
    started: dict[str, Value] = {"kind": "Sáng kiến", "started": date(2024, 6, 1)}
    fifty = [(None, {"name": f"Sáng kiến {number:02d}", **started}) for number in range(50)]
    ward.do(save_many, "innovations", ward.unit, fifty)
    path = exported(ward, tmp_path).path
    assert faults(path) == []
    rows = rows_of(path, "Văn bản triển khai")
    assert len(rows) == 52
    assert rows[2][4] == "01/6/2024"
    for table in Document(path).body.iter(f"{W}tbl"):
        whole = table.find(f"{W}tblPr/{W}tblW")
        assert whole is not None
        widths = [int(column.get(f"{W}w") or 0) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == int(whole.get(f"{W}w") or 0)
        for row in table.findall(f"{W}tr"):
            assert sum(int(cell.get(f"{W}w") or 0) for cell in row.iter(f"{W}tcW")) == sum(widths)


def test_disposed_equipment_is_not_listed(ward: Context, tmp_path: Path) -> None:
    gone = {"name": "Máy in đã bỏ", "kind": "Máy in", "condition": "Đã thanh lý"}
    set_record(ward, "equipment", quantity=1, **gone)
    rows = rows_of(exported(ward, tmp_path).path, "Tên thiết bị")
    assert not [row for row in rows if "Máy in đã bỏ" in row]


def numbered(path: Path) -> dict[str, str]:
    """Return the annexes of a report: the first words of each title by its number."""
    texts = paragraphs(path)
    places = [place for place, text in enumerate(texts) if text.startswith("Phụ lục ")]
    return {texts[place]: " ".join(texts[place + 1].split()[:2]) for place in places}


@pytest.mark.parametrize(
    ("emptied", "left"),
    [
        (("innovations",), ["TÌNH HÌNH,", "DANH SÁCH", "TRANG THIẾT"]),
        (("staff",), ["TÌNH HÌNH,", "TRANG THIẾT", "MÔ HÌNH,"]),
        (("equipment", "norms"), ["TÌNH HÌNH,", "DANH SÁCH", "MÔ HÌNH,"]),
        (("staff", "equipment", "norms", "innovations"), ["TÌNH HÌNH,"]),
    ],
)
def test_an_annex_with_nothing_to_list_takes_no_page_and_no_number(
    emptied: tuple[str, ...], left: list[str], ward: Context, tmp_path: Path
) -> None:
    for register in emptied:
        ward.do(delete, register, [row.id for row in ward.ask(records, register, ward.unit)])
    path = exported(ward, tmp_path).path
    assert faults(path) == []
    numerals = ("I", "II", "III", "IV")
    assert numbered(path) == {f"Phụ lục {n}": t for n, t in zip(numerals, left, strict=False)}
    assert len(Document(path).sections) == 1 + len(left)
    assert verified(ward, path).cells > 100


def test_a_template_that_always_prints_an_annex_says_that_nothing_is_there(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(delete, "staff", [row.id for row in ward.ask(records, "staff", ward.unit)])
    always = swap("{%p if nhan_su.so_phu_luc %}", "{%p if ten_don_vi %}")
    standard = KINDS["cchc"].standard_template
    template = rewritten(standard, tmp_path / "mau.docx", {"word/document.xml": always})
    path = exported(ward, tmp_path, template=template).path
    assert rows_of(path, "Chưa có số liệu") == [["TT"], ["", "Chưa có số liệu"]]
    assert schema_faults(path) == []
    printed, differing = ward.ask(compared_with_store, path, ward.unit, "2024-06", "cchc")
    assert "nhan_su" not in printed.tables
    assert differing == []


def test_a_paper_that_still_has_an_empty_annex_differs_in_nothing(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def listed(tables: Iterable[Table]) -> Iterator[Table]:
        return (replace(table, is_empty=False) for table in tables)

    ward.do(delete, "staff", [row.id for row in ward.ask(records, "staff", ward.unit)])
    # As the version before printed it.
    with monkeypatch.context() as patch:
        tables_of = annexes.tables_of
        patch.setattr(annexes, "tables_of", lambda data: listed(tables_of(data)))
        path = exported(ward, tmp_path).path
    assert rows_of(path, "Họ và tên")[1:] == [["", "Chưa có số liệu"]]
    assert ward.ask(compared_with_store, path, ward.unit, "2024-06", "cchc")[1] == []
    assert verified(ward, path).cells > 100


def test_columns_8_and_9_are_one_cell_where_only_their_sum_is_known(
    ward: Context, tmp_path: Path
) -> None:
    flow = {"carried_over": 39, "received": 600, "pending": 45}
    only_whole(ward, JUNE, resolved_in_time=590, resolved_late=4, **flow)
    done = exported(ward, tmp_path, "ii06a")
    total = next(row for row in rows_of(done.path, "(13)") if row[1] == "Tổng số")
    assert total[6:9] == ["594", "590", "4"]
    assert any("Ô gộp cột (8)–(9)" in text for text in paragraphs(done.path))


def test_the_form_states_the_dossiers_that_it_has_no_column_for(
    ward: Context, tmp_path: Path
) -> None:
    rows = ward.ask(records, "dossiers", ward.unit, month=JUNE)
    row = next(row for row in rows if row.whole("received_online"))
    ward.do(save, "dossiers", ward.unit, {"withdrawn": 3, "returned": 2, "stopped": 1}, row.id)
    texts = paragraphs(exported(ward, tmp_path, "ii06a").path)
    [note] = [text for text in texts if text.startswith("Ghi chú:")]
    parts = "tổ chức, cá nhân rút 3 hồ sơ; trả lại, từ chối 2 hồ sơ; dừng, hủy 1 hồ sơ"
    assert f"trong kỳ có 6 hồ sơ ({parts})" in note


def test_equipment_has_a_subtotal_by_type_against_the_norm(june_report: Path) -> None:
    rows = rows_of(june_report, "Tên thiết bị")
    whole = "định mức 03; hiện có 03; đều hoạt động tốt"
    lacking = "định mức 01; chưa có; thiếu 01"
    assert ["", f"Camera: {whole}"] in rows
    assert ["", f"Máy lấy số tự động: {lacking}"] in rows
    items = [row for row in rows[1:] if len(row) > 2]
    assert [row[0] for row in items] == [str(number) for number in range(1, len(items) + 1)]
