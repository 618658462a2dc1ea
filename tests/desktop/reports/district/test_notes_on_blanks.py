"""What a blank cell of the annexes of texts is stands below them, once."""

from pathlib import Path

from desktop.context import Context
from desktop.registers import save
from desktop.reports.district.export import export_district
from tests.desktop.reports.documents import district_report, paragraphs, rows_of
from tests.helpers.sums import new_district, plain_month


def test_the_annexes_of_texts_say_what_their_blanks_are(district: Context, tmp_path: Path) -> None:
    path = district_report(district, tmp_path)
    assert rows_of(path, "Xếp loại")[-1] == ["", "“–” là chưa có số liệu."]
    # One ward wrote of difficulties; that the others have none nobody said.
    said = "Theo nội dung của 01/07 phường; các đơn vị khác chưa nêu."
    assert rows_of(path, "Kiến nghị, đề xuất")[-1] == ["", said]
    # All sent in: nothing is blank there.
    assert rows_of(path, "Tình trạng")[-1][1] == "Phường Thường Thạnh"


def test_a_sum_of_norms_that_some_lack_says_so(district: Context, tmp_path: Path) -> None:
    note = rows_of(district_report(district, tmp_path), "Hỏng, chưa dùng được")[-1]
    sums = "Dòng “Cộng” chỉ cộng định mức khi mọi đơn vị trong nhóm đều có."
    assert note == ["", f"“–” là chưa có định mức. {sums}"]


def test_who_has_not_sent_and_what_was_not_told_are_blanks_with_a_note(tmp_path: Path) -> None:
    office = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Phường"})
    plain_month(office, "A", "2024-06", 0, 10, 0)
    difficulty = {"period": "2024-06", "section": "III.2", "text": "Thiếu máy quét mẫu."}
    office.do(save, "narratives", "A", difficulty)
    path = export_district(office, "2024-06", tmp_path / "t.docx").path
    office.close()
    note = rows_of(path, "Kiến nghị, đề xuất")[-1][-1]
    assert note == "“–” là chưa nêu. Theo nội dung của 01/02 phường; các đơn vị khác chưa nêu."
    note = rows_of(path, "Tình trạng")[-1][-1]
    assert note == "“–” là chưa có (chưa gửi, chưa có số liệu hoặc không đặt hạn gửi)."


def test_lists_spell_out_what_is_short_on_the_screen(district: Context, tmp_path: Path) -> None:
    texts = paragraphs(district_report(district, tmp_path))
    assert [text for text in texts if "TTHC" in text or "CĐS" in text] == []
    assert "Máy tra cứu thủ tục hành chính" in texts
