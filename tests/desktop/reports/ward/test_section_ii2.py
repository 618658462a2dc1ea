"""Section II.2 says what the form says, beside other periods."""

from pathlib import Path

from desktop.context import Context
from desktop.months import set_figures
from desktop.settings import set_setting
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from tests.desktop.reports.documents import exported, paragraphs, rows_of, section, set_record


def test_sentences_and_the_form_print_the_same_figures(june_report: Path) -> None:
    lines = section(june_report, "2. Cải cách thủ tục", "3. Cải cách tổ chức")
    parts = "kỳ trước chuyển sang 39 hồ sơ và tiếp nhận trong kỳ 632 hồ sơ"
    assert f"+ Tổng số hồ sơ phải giải quyết: 671 hồ sơ, gồm {parts}." in lines
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
    change = "tiếp nhận trong kỳ tăng 237 hồ sơ (từ 395 hồ sơ)"
    said = f"- So với kỳ trước (tháng 5 năm 2024): {change};"
    assert any(text.startswith(said) for text in paragraphs(june_report))


def test_a_month_is_compared_with_the_same_month_last_year(ward: Context, tmp_path: Path) -> None:
    flow = {"carried_over": 10, "received": 90, "resolved": 80, "pending": 20}
    entered = {(WHOLE_UNIT_ID, name): value for name, value in flow.items()}
    entered[(WHOLE_UNIT_ID, "closed_unresolved")] = 0
    ward.do(set_figures, ward.unit, Month(2023, 6), entered)
    set_record(ward, "monthly", year=2023, month=6, news_items=5)
    done = exported(ward, tmp_path)
    rows = rows_of(done.path, "Cùng kỳ năm trước")
    assert ["Tiếp nhận trong kỳ", "632", "395", "+237", "90", "+542", "2.495"] in rows
    texts = paragraphs(done.path)
    news = next(text for text in texts if text.startswith("- Tin, bài tuyên truyền"))
    assert news.endswith("trong kỳ: 08 tin, bài; cùng kỳ năm trước 05 tin, bài (tăng 03 tin, bài).")


def test_counts_of_people_are_padded_only_where_the_office_wants_it(
    ward: Context, tmp_path: Path
) -> None:
    ward.do(set_setting, "pad_counts", "no")
    texts = paragraphs(exported(ward, tmp_path).path)
    assert any("ngày 20/6/2024: 7 người (chính thức 5, kiêm nhiệm 2)" in text for text in texts)
