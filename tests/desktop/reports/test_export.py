"""A report says what the book says, admits what it does not know, and is written whole or not at
all.
"""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.months import close_month, set_figures
from desktop.registers import records, save
from desktop.reports.export import Exported, export
from desktop.sample import sample_plan
from desktop.settings import set_setting
from models.errors import Refused, Unusable
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from tests.desktop.reports.documents import exported, paragraphs, rows_of, section, set_record, tell
from tests.helpers.decree30 import faults
from tests.helpers.word import Document

JUNE = Month(2024, 6)
UNKNOWN = "chưa có số liệu"


def _codes(done: Exported) -> list[str]:
    return [warning.code for warning in done.warnings]


def _only_whole(ward: Context, month: Month, **figures: int) -> None:
    """Put aside the fields of a month and enter figures for the whole unit."""
    from desktop.registers import delete

    rows = ward.ask(records, "dossiers", ward.unit, month=month)
    ward.do(delete, "dossiers", [row.id for row in rows])
    ward.do(
        set_figures,
        ward.unit,
        month,
        {(WHOLE_UNIT_ID, name): value for name, value in figures.items()},
    )


def test_every_section_of_the_outline_is_there_in_order(june_report: Path) -> None:
    texts = [text for text in paragraphs(june_report) if text]
    headings = [
        "I. CÔNG TÁC CHỈ ĐẠO", "1. Kế hoạch", "2. Tổ chức chỉ đạo", "a) Công tác chỉ đạo", "b) Công tác kiểm tra",
        "c) Thông tin", "d) Mô hình", "II. KẾT QUẢ", "1. Cải cách thể chế", "2. Cải cách thủ tục",
        "3. Cải cách tổ chức", "4. Cải cách chế độ", "5. Cải cách tài chính", "6. Xây dựng",
        "III. NHẬN XÉT", "1. Ưu điểm", "2. Tồn tại", "IV. PHƯƠNG HƯỚNG",
        "Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV",
    ]  # fmt: skip
    places = [
        next((i for i, text in enumerate(texts) if text.startswith(heading)), -1)
        for heading in headings
    ]
    assert -1 not in places
    assert places == sorted(places)


def test_the_title_names_the_period_and_what_comes_after(ward: Context, tmp_path: Path) -> None:
    title = "Kết quả thực hiện công tác cải cách hành chính {} và phương hướng, nhiệm vụ {}"
    june, half = exported(ward, tmp_path).path, exported(ward, tmp_path, period="2024-H1").path
    assert title.format("tháng 6 năm 2024", "tháng 7 năm 2024") in paragraphs(june)
    assert title.format("6 tháng đầu năm 2024", "6 tháng cuối năm 2024") in paragraphs(half)


def test_sample_figures_say_so_in_the_body(june_report: Path) -> None:
    note = next(p for p in Document(june_report).paragraphs if p.text == sample_plan().note)
    assert (note.size, note.bold, note.align) == (14, False, "both")


def test_an_empty_section_says_that_nothing_occurred_and_proposals_are_left_out(
    ward: Context, tmp_path: Path
) -> None:
    path = exported(ward, tmp_path).path
    assert section(path, "1. Cải cách thể chế", "2. Cải cách thủ tục") == [
        "Trong kỳ không phát sinh."
    ]
    assert not any(text.startswith("V. KIẾN NGHỊ") for text in paragraphs(path))
    tell(ward, "V", "Đề nghị trang bị thêm máy quét.")
    path = exported(ward, tmp_path).path
    assert section(path, "V. KIẾN NGHỊ", "Trên đây") == ["Đề nghị trang bị thêm máy quét."]


def test_sentences_and_the_form_print_the_same_figures(june_report: Path) -> None:
    lines = section(june_report, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    assert (
        "+ Tổng số hồ sơ phải giải quyết: 671 hồ sơ, gồm kỳ trước chuyển sang 39 hồ sơ và tiếp nhận trong kỳ 632 hồ sơ."
        in lines
    )
    total = next(row for row in rows_of(june_report, "(13)") if row[1] == "Tổng số")
    assert total[2:] == ["671", "484", "148", "39", "634", "634", "0", "0", "37", "37", "0"]


def test_a_rate_names_its_denominator_as_the_office_chose_it(ward: Context, tmp_path: Path) -> None:
    lines = section(exported(ward, tmp_path).path, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    assert any("484/671 hồ sơ phải giải quyết (72,1%)" in line for line in lines)
    ward.do(set_setting, "rate_basis.online_rate", "received")
    lines = section(exported(ward, tmp_path).path, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    assert any("484/632 hồ sơ tiếp nhận trong kỳ (76,5%)" in line for line in lines)


def test_a_month_is_compared_with_the_one_before_and_summed_up_since_january(
    june_report: Path,
) -> None:
    rows = rows_of(june_report, "Lũy kế từ đầu năm")
    assert rows[0] == ["Chỉ tiêu", "Trong kỳ", "Kỳ trước", "Tăng, giảm", "Lũy kế từ đầu năm"]
    assert ["Tiếp nhận trong kỳ", "632", "395", "+237", "2.495"] in rows
    assert ["Đang giải quyết", "37", "39", "-2", "37"] in rows
    assert ["Tỷ lệ hồ sơ trực tuyến", "72,1%", "65,8%", "+6,3", "70,3%"] in rows
    assert any(
        text.startswith(
            "- So với kỳ trước (tháng 5 năm 2024): tiếp nhận trong kỳ tăng 237 hồ sơ (từ 395 hồ sơ);"
        )
        for text in paragraphs(june_report)
    )


def test_a_month_is_compared_with_the_same_month_last_year(ward: Context, tmp_path: Path) -> None:
    entered = {
        "carried_over": 10,
        "received": 90,
        "resolved": 80,
        "closed_unresolved": 0,
        "pending": 20,
    }
    ward.do(
        set_figures,
        ward.unit,
        Month(2023, 6),
        {(WHOLE_UNIT_ID, name): value for name, value in entered.items()},
    )
    set_record(ward, "monthly", year=2023, month=6, news_items=5)
    done = exported(ward, tmp_path)
    assert ["Tiếp nhận trong kỳ", "632", "395", "+237", "90", "+542", "2.495"] in rows_of(
        done.path, "Cùng kỳ năm trước"
    )
    news = next(
        text for text in paragraphs(done.path) if text.startswith("- Tin, bài tuyên truyền")
    )
    assert news.endswith("trong kỳ: 08 tin, bài; cùng kỳ năm trước 05 tin, bài (tăng 3 tin, bài).")


def test_an_open_month_exports_with_a_warning_and_a_closed_one_without(
    ward: Context, tmp_path: Path
) -> None:
    assert _codes(exported(ward, tmp_path)) == ["report_month_open"]
    assert _codes(exported(ward, tmp_path, period="2024-05")) == []
    from datetime import date

    ward.do(
        close_month, ward.unit, JUNE, date(2024, 6, 25), reason="Đã đối chiếu với hệ thống một cửa"
    )
    assert _codes(exported(ward, tmp_path)) == []


def test_unknown_figures_are_admitted_and_never_printed_as_zero(
    ward: Context, tmp_path: Path
) -> None:
    _only_whole(ward, JUNE, carried_over=39, received=600)
    done = exported(ward, tmp_path)
    assert "report_incomplete" in _codes(done)
    assert "Đã giải quyết" in sentence(
        next(w for w in done.warnings if w.code == "report_incomplete")
    )
    lines = section(done.path, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    assert f"+ Đã giải quyết: {UNKNOWN}." in lines
    assert f"+ Số hóa kết quả giải quyết: {UNKNOWN}." in lines
    total = next(row for row in rows_of(done.path, "(13)") if row[1] == "Tổng số")
    assert total[2:7] == ["639", UNKNOWN, UNKNOWN, "39", UNKNOWN]


def test_a_period_without_any_figures_exports_after_a_plain_warning(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path, period="2025-03")
    assert "report_no_figures" in _codes(done)
    assert faults(done.path) == []
    assert any(UNKNOWN in text for text in paragraphs(done.path))


def test_columns_8_and_9_are_one_cell_where_only_their_sum_is_known(
    ward: Context, tmp_path: Path
) -> None:
    _only_whole(
        ward, JUNE, carried_over=39, received=600, resolved_in_time=590, resolved_late=4, pending=45
    )
    done = exported(ward, tmp_path, "ii06a")
    total = next(row for row in rows_of(done.path, "(13)") if row[1] == "Tổng số")
    assert total[6:9] == ["594", "590", "4"]
    assert any("Ô gộp cột (8)–(9)" in text for text in paragraphs(done.path))


def test_the_form_states_the_dossiers_that_it_has_no_column_for(
    ward: Context, tmp_path: Path
) -> None:
    row = next(
        r
        for r in ward.ask(records, "dossiers", ward.unit, month=JUNE)
        if r.whole("received_online")
    )
    ward.do(save, "dossiers", ward.unit, {"withdrawn": 3, "returned": 2, "stopped": 1}, row.id)
    notes = [
        text
        for text in paragraphs(exported(ward, tmp_path, "ii06a").path)
        if text.startswith("Ghi chú:")
    ]
    assert len(notes) == 1
    assert (
        "trong kỳ có 6 hồ sơ (tổ chức, cá nhân rút 3 hồ sơ; trả lại, từ chối 2 hồ sơ; dừng, hủy 1 hồ sơ)"
        in notes[0]
    )


def test_letters_that_xml_reserves_come_through_unharmed(ward: Context, tmp_path: Path) -> None:
    awkward = "Quét <mã> & ký “số” 'nhanh' \u0007{{ co_quan }} {% if %}\ue000"
    set_record(
        ward,
        "equipment",
        name=awkward,
        kind="Máy scan",
        quantity=1,
        condition="Hoạt động tốt",
        used_from=None,
    )
    tell(ward, "II.5", "Thu < chi & bù 5 %; dấu { và } để nguyên.")
    path = exported(ward, tmp_path).path
    assert any(
        row[1] == "Quét <mã> & ký “số” 'nhanh' {{ co_quan }} {% if %}"
        for row in rows_of(path, "Tên thiết bị")
        if len(row) > 2
    )
    assert "Thu < chi & bù 5 %; dấu { và } để nguyên." in paragraphs(path)


def test_equipment_has_a_subtotal_by_type_against_the_norm(june_report: Path) -> None:
    rows = rows_of(june_report, "Tên thiết bị")
    assert [
        "",
        "Camera: định mức 3; hiện có 3; hoạt động tốt 3; thiếu 0; hỏng, chưa dùng được 0",
    ] in rows
    assert [
        "",
        "Máy lấy số tự động: định mức 1; hiện có 0; hoạt động tốt 0; thiếu 1; hỏng, chưa dùng được 0",
    ] in rows
    items = [row for row in rows[1:] if len(row) > 2]
    assert [row[0] for row in items] == [str(number) for number in range(1, len(items) + 1)]


def test_a_plan_says_how_many_of_all_its_tasks_are_done_and_which_are_late(
    june_report: Path,
) -> None:
    lines = section(june_report, "1. Kế hoạch", "2. Tổ chức")
    assert any(
        "tính đến ngày 20/6/2024, đã hoàn thành 09/12 nhiệm vụ của kế hoạch, đạt 75%." in line
        for line in lines
    )
    assert (
        "+ Nhiệm vụ quá thời hạn (01): Khảo sát sự hài lòng của người dân (thời hạn 15/6/2024)."
        in lines
    )


def test_tasks_may_be_counted_as_of_a_day_of_their_own(ward: Context, tmp_path: Path) -> None:
    ward.do(set_setting, "report.tasks_as_of", "2024-05-31")
    lines = section(exported(ward, tmp_path).path, "1. Kế hoạch", "2. Tổ chức")
    assert any("tính đến ngày 31/5/2024" in line for line in lines)


def test_counts_of_people_are_padded_only_where_the_office_wants_it(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(set_setting, "pad_counts", "no")
    texts = paragraphs(exported(ward, tmp_path).path)
    assert any("ngày 20/6/2024: 7 người (chính thức 5, kiêm nhiệm 2)" in text for text in texts)


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


def test_the_file_says_what_it_is(june_report: Path) -> None:
    import docx

    properties = docx.Document(str(june_report)).core_properties
    assert properties.author == "Ủy ban nhân dân phường Lê Bình"
    assert properties.language == "vi-VN"
    assert "tháng 6 năm 2024" in properties.title
    assert properties.identifier.startswith("cchc|LEBINH|2024-06|")
