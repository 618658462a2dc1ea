"""The report of several units sums nothing in silence, and agrees with the store."""

from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.handoff.receiving import undo_batch
from desktop.handoff.slips import make_return
from desktop.messages import sentence
from desktop.reports.district.composing import compose_district
from desktop.reports.district.export import export_district, sections_left_blank
from desktop.reports.district.gathering import gather_district
from desktop.word.checking import compare
from models.errors import Refused
from models.periods import parse_period
from models.tables import INBOX
from tests.desktop.reports.documents import (
    HALF_YEAR,
    district_report,
    paragraphs,
    rewritten,
    rows_of,
    section,
    swap,
)
from tests.helpers.decree30 import faults
from tests.helpers.sums import enter, new_district, plain_month
from tests.helpers.word_files import DOCUMENT


def take_back(context: Context, unit: str) -> None:
    """Take back what was received from a unit."""
    row = context.ask(lambda conn: conn.execute(INBOX.select().where(INBOX.c.unit == unit)).first())
    assert row is not None
    context.do(undo_batch, row.batch)


def test_wards_that_are_missing_late_or_returned_are_named_in_the_text(
    district: Context, tmp_path: Path
) -> None:
    take_back(district, "BALANG")
    take_back(district, "PHUTHU")
    district.do(make_return, "HUNGPHU", parse_period(HALF_YEAR), [("V", "Bổ sung kiến nghị.")])
    done = export_district(district, HALF_YEAR, tmp_path / "bao-cao.docx")
    texts = section(done.path, "2. Cải cách thủ tục hành chính", "Bảng số liệu chính")
    days = "từ ngày 05/12/2023 đến ngày 20/6/2024"
    both = "phường Ba Láng, phường Phú Thứ"
    assert texts[0].startswith(f"- Báo cáo tổng hợp số liệu của 05/07 phường, kỳ số liệu {days};")
    assert texts[1] == f"- Chưa có báo cáo của {both}; số liệu chung không gồm các đơn vị này."
    assert texts[2] == "- Gửi trễ hạn: phường Tân Phú (02 ngày)."
    assert texts[3].endswith("số liệu còn có thể thay đổi: phường Hưng Phú.")
    assert "- Kết quả tại 05 phường:" in texts
    assert faults(done.path) == []
    absent = [row for row in rows_of(done.path, "(13)") if row[-1].endswith("chưa gửi báo cáo")]
    assert [row[-1] for row in absent] == [
        "Phường Ba Láng: chưa gửi báo cáo",
        "Phường Phú Thứ: chưa gửi báo cáo",
    ]
    said = [sentence(problem) for problem in done.warnings]
    both = "Phường Ba Láng, Phường Phú Thứ"
    begins = f"Mới có số liệu của 5/7 đơn vị; chưa có báo cáo của {both}."
    assert any(line.startswith(begins) for line in said)


def test_sections_left_blank_are_named_and_stand_in_sight(
    district: Context, tmp_path: Path
) -> None:
    done = export_district(district, HALF_YEAR, tmp_path / "bao-cao.docx")
    assert done.empty_sections == ("II.1",)
    [said] = [each for each in done.warnings if each.code == "report_sections_blank"]
    assert sentence(said).startswith("1 mục chưa soạn nội dung: II.1;")
    assert paragraphs(done.path).count("[Chưa soạn nội dung mục này]") == 1
    data = district.ask(gather_district, HALF_YEAR, today())
    assert sections_left_blank(data) == done.empty_sections


def test_a_changed_number_in_the_finished_file_is_found(district: Context, tmp_path: Path) -> None:
    path = district_report(district, tmp_path)
    fresh = compose_district(district.ask(gather_district, HALF_YEAR, today()))
    checked = compare(path, fresh)
    assert checked.figures > 100
    assert checked.cells > 500
    for number, other in (("69,9%", "70,9%"), ("2.053", "2.054")):
        change = {DOCUMENT: swap(f">{number}<", f">{other}<", 1)}
        changed = rewritten(path, tmp_path / "sua.docx", change)
        with pytest.raises(Refused) as caught:
            compare(changed, fresh)
        assert {problem.code for problem in caught.value.problems} == {"report_mismatch"}


def test_an_incomplete_ward_is_named_with_its_months_and_left_out_of_marked_sums(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", "2024-01", carried_over=0, received=5)
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(context, "B", month, 0, 10, 0)
    done = export_district(context, "2024-Q1", tmp_path / "q.docx")
    texts = paragraphs(done.path)
    assert any("phường A (thiếu tháng 2/2024, tháng 3/2024)" in text for text in texts)
    assert rows_of(done.path, "(13)")[-1][1:3] == ["Cộng 02 phường", "30*"]
    codes = ["consolidation_incomplete", "report_no_signer", "report_sections_blank"]
    assert [problem.code for problem in done.warnings] == codes
