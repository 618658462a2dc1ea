"""The annexes of several units give each its line."""

from pathlib import Path

from desktop.context import Context
from tests.desktop.reports.documents import district_report, paragraphs, rows_of
from tests.helpers.decree30 import faults


def test_the_annexes_give_every_ward_its_line(district: Context, tmp_path: Path) -> None:
    path = district_report(district, tmp_path)
    form = rows_of(path, "(13)")
    assert form[5][:6] == ["2", "Phường Ba Láng", "2.053", "1.427", "605", "21"]
    assert form[-2][1:4] == ["Cộng 07 phường", "16.037", "11.214"]
    assert form[-1][1:4] == ["Tổng cộng", "18.218", "13.184"]
    assert rows_of(path, "Xếp loại")[3][-2] == "Khá"
    assert "Đề nghị quận xem xét" in rows_of(path, "Kiến nghị, đề xuất")[1][3]
    late = next(row for row in rows_of(path, "Tình trạng") if row[1] == "Phường Tân Phú")
    assert late[2:6] == ["Đã nhận", "1", "09:00 27/6/2024", "2"]


def test_figures_out_of_another_periods_report_say_so(district: Context, tmp_path: Path) -> None:
    path = district_report(district, tmp_path, period="2024-06")
    assert faults(path) == []
    rows = rows_of(path, "Tình trạng")[1:]
    told = {(row[2], row[6], row[7]) for row in rows}
    assert told == {("Đã nhận", "1", "số liệu lấy từ báo cáo 6 tháng đầu năm 2024")}
    lead = "- So với kỳ trước (tháng 5 năm 2024)"
    compared = next(text for text in paragraphs(path) if text.startswith(lead))
    assert "tiếp nhận trong kỳ tăng 1.491 hồ sơ (từ 2.832 hồ sơ)" in compared
