"""The sections that come from registers, and what stands where nothing occurred."""

from pathlib import Path

from desktop.context import Context
from desktop.messages import sentence
from desktop.registers import delete, records
from desktop.settings import set_setting
from tests.desktop.reports.documents import exported, paragraphs, section, tell
from tests.helpers.word import Document, W

BLANK = "[Chưa soạn nội dung mục này]"
NOTHING = "Trong kỳ không phát sinh."


def test_a_section_left_blank_prints_a_mark_and_proposals_are_left_out(
    ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path)
    path = done.path
    assert section(path, "1. Cải cách thể chế", "2. Cải cách thủ tục") == [BLANK]
    assert done.empty_sections == ("II.1", "II.3", "II.5")
    blank = next(warning for warning in done.warnings if warning.code == "report_sections_blank")
    assert "II.1, II.3, II.5" in sentence(blank)
    assert not any(text.startswith("V. KIẾN NGHỊ") for text in paragraphs(path))
    tell(ward, "V", "Đề nghị trang bị thêm máy quét.")
    path = exported(ward, tmp_path).path
    assert section(path, "V. KIẾN NGHỊ", "Trên đây") == ["Đề nghị trang bị thêm máy quét."]


def test_a_plan_says_how_many_of_all_its_tasks_are_done_and_which_are_late(
    june_report: Path,
) -> None:
    lines = section(june_report, "1. Kế hoạch", "2. Tổ chức")
    done = "tính đến ngày 20/6/2024, đã hoàn thành 09/12 nhiệm vụ của kế hoạch, đạt 75%."
    late = "Khảo sát sự hài lòng của người dân (thời hạn 15/6/2024)"
    assert any(done in line for line in lines)
    assert f"+ Nhiệm vụ quá thời hạn (01): {late}." in lines


def test_tasks_may_be_counted_as_of_a_day_of_their_own(ward: Context, tmp_path: Path) -> None:
    ward.do(set_setting, "report.tasks_as_of", "2024-05-31")
    lines = section(exported(ward, tmp_path).path, "1. Kế hoạch", "2. Tổ chức")
    assert any("tính đến ngày 31/5/2024" in line for line in lines)


def test_a_blank_section_catches_the_eye(june_report: Path) -> None:
    body = Document(june_report).body
    marked = [run for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    texts = {"".join(text.text or "" for text in run.iter(f"{W}t")) for run in marked}
    assert texts == {BLANK}


def test_only_a_declaration_prints_that_nothing_occurred(ward: Context, tmp_path: Path) -> None:
    for name in ("II.1", "II.2", "III.1", "IV"):
        tell(ward, name, "", nil=True)
    ward.do(delete, "tasks", [row.id for row in ward.ask(records, "tasks", ward.unit)])
    done = exported(ward, tmp_path)
    assert section(done.path, "1. Cải cách thể chế", "2. Cải cách thủ tục") == [NOTHING]
    assert paragraphs(done.path).count(NOTHING) == 1
    assert section(done.path, "IV. PHƯƠNG HƯỚNG", "Trên đây") == [BLANK]
    assert done.empty_sections == ("II.3", "II.5", "IV")
