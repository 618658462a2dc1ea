"""A report admits what it does not know, and is written whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.months import close_month
from desktop.reports.export import Exported, export
from desktop.sample import sample_plan
from models.catalogue import NARRATIVE_SECTIONS
from models.errors import Refused, Unusable
from models.periods import Month
from tests.desktop.reports.documents import (
    exported,
    only_whole,
    paragraphs,
    rows_of,
    section,
    set_record,
    tell,
)
from tests.helpers.decree30 import faults
from tests.helpers.word import Document

JUNE = Month(2024, 6)
UNKNOWN = "chưa có số liệu"


def _codes(done: Exported) -> list[str]:
    return [warning.code for warning in done.warnings]


def _write_everything(ward: Context) -> None:
    """Leave no section of May and June blank."""
    for period in ("2024-05", "2024-06"):
        for name in NARRATIVE_SECTIONS:
            tell(ward, name, "Đã thực hiện.", period)


def test_every_section_of_the_outline_is_there_in_order(june_report: Path) -> None:
    headings = [
        "I. CÔNG TÁC CHỈ ĐẠO",
        "1. Kế hoạch",
        "2. Tổ chức chỉ đạo",
        "a) Công tác chỉ đạo",
        "b) Công tác kiểm tra",
        "c) Thông tin",
        "d) Mô hình",
        "II. KẾT QUẢ",
        "1. Cải cách thể chế",
        "2. Cải cách thủ tục",
        "3. Cải cách tổ chức",
        "4. Cải cách chế độ",
        "5. Cải cách tài chính",
        "6. Xây dựng",
        "III. NHẬN XÉT",
        "1. Ưu điểm",
        "2. Tồn tại",
        "IV. PHƯƠNG HƯỚNG",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
        "Phụ lục IV",
    ]
    # Each is looked for only after the one before it.
    rest = iter(paragraphs(june_report))
    for heading in headings:
        assert any(text.startswith(heading) for text in rest), heading


def test_the_title_names_the_period_and_what_comes_after(ward: Context, tmp_path: Path) -> None:
    title = "Kết quả thực hiện công tác cải cách hành chính {} và phương hướng, nhiệm vụ {}"
    june, half = exported(ward, tmp_path).path, exported(ward, tmp_path, period="2024-H1").path
    assert title.format("tháng 6 năm 2024", "tháng 7 năm 2024") in paragraphs(june)
    assert title.format("6 tháng đầu năm 2024", "6 tháng cuối năm 2024") in paragraphs(half)


def test_sample_figures_say_so_in_the_body(june_report: Path) -> None:
    note = next(p for p in Document(june_report).paragraphs if p.text == sample_plan().note)
    assert (note.size, note.bold, note.align) == (14, False, "both")


def test_an_open_month_exports_with_a_warning_and_a_closed_one_without(
    ward: Context, tmp_path: Path
) -> None:
    _write_everything(ward)
    assert _codes(exported(ward, tmp_path)) == ["report_month_open"]
    assert _codes(exported(ward, tmp_path, period="2024-05")) == []
    reason = "Đã đối chiếu với hệ thống một cửa"
    ward.do(close_month, ward.unit, JUNE, date(2024, 6, 25), reason=reason)
    assert _codes(exported(ward, tmp_path)) == []


def test_unknown_figures_are_admitted_and_never_printed_as_zero(
    ward: Context, tmp_path: Path
) -> None:
    only_whole(ward, JUNE, carried_over=39, received=600)
    done = exported(ward, tmp_path)
    assert "report_incomplete" in _codes(done)
    incomplete = next(w for w in done.warnings if w.code == "report_incomplete")
    assert "Đã giải quyết" in sentence(incomplete)
    lines = section(done.path, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    assert f"+ Đã giải quyết: {UNKNOWN}." in lines
    assert f"+ Số hóa kết quả giải quyết: {UNKNOWN}." in lines
    total = next(row for row in rows_of(done.path, "(13)") if row[1] == "Tổng số")
    assert total[2:7] == ["639", "–", "–", "39", "–"]


def test_a_period_without_any_figures_exports_after_a_plain_warning(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path, period="2025-03")
    assert "report_no_figures" in _codes(done)
    assert faults(done.path) == []
    assert any(UNKNOWN in text for text in paragraphs(done.path))


def test_letters_that_xml_reserves_come_through_unharmed(ward: Context, tmp_path: Path) -> None:
    awkward = "Quét <mã> & ký “số” 'nhanh' \u0007{{ co_quan }} {% if %}\ue000"
    looks = {"kind": "Máy scan", "condition": "Hoạt động tốt"}
    set_record(ward, "equipment", name=awkward, quantity=1, used_from=None, **looks)
    tell(ward, "II.5", "Thu < chi & bù 5 %; dấu { và } để nguyên.")
    path = exported(ward, tmp_path).path
    items = [row for row in rows_of(path, "Tên thiết bị") if len(row) > 2]
    assert "Quét <mã> & ký “số” 'nhanh' {{ co_quan }} {% if %}" in [row[1] for row in items]
    assert "Thu < chi & bù 5 %; dấu { và } để nguyên." in paragraphs(path)


def test_an_unknown_period_or_folder_writes_nothing(ward: Context, tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        export(ward, "2024-13", "cchc", tmp_path / "a.docx")
    with pytest.raises(Unusable):
        export(ward, "2024-06", "cchc", tmp_path / "missing" / "a.docx")
    assert not list(tmp_path.rglob("*.docx"))


def test_a_failed_export_leaves_the_old_file_alone(ward: Context, tmp_path: Path) -> None:
    path = exported(ward, tmp_path).path
    before = path.read_bytes()
    tell(ward, "II.2", "Đã tiếp nhận {khong_co} hồ sơ.")
    with pytest.raises(Refused):
        exported(ward, tmp_path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.glob("*.docx")] == [path.name]
