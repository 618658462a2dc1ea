"""The report of several units: the law of its format, its two issuers, and nothing summed in
silence.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.handoff.receiving import undo_batch
from desktop.handoff.slips import make_return
from desktop.messages import sentence
from desktop.registers import records, save
from desktop.reports.district.composing import compose_district
from desktop.reports.district.export import export_district
from desktop.reports.district.gathering import gather_district, unit_word
from desktop.reports.district.issuer import head_title
from desktop.reports.kinds import CONSOLIDATED
from desktop.reports.tags import known_tags
from desktop.settings import set_settings
from desktop.word.checking import compare
from desktop.word.templates import check_template
from models.errors import Refused
from models.periods import parse_period
from models.tables import INBOX
from tests.desktop.reports.documents import paragraphs, rewritten, rows_of, section, swap
from tests.helpers.decree30 import faults, signature_of
from tests.helpers.sums import enter, new_district, plain_month
from tests.helpers.word_files import DOCUMENT

PERIOD = "2024-H1"


def export(context: Context, folder: Path, issuer: str | None = None, period: str = PERIOD) -> Path:
    return export_district(context, period, folder / "bao-cao.docx", issuer).path


def take_back(context: Context, unit: str) -> None:
    """Take back what was received from a unit."""
    row = context.ask(lambda conn: conn.execute(INBOX.select().where(INBOX.c.unit == unit)).first())
    assert row is not None
    context.do(undo_batch, row.batch)


def test_issued_by_the_committee_it_keeps_every_rule_and_is_signed_for_the_committee(
    district: Context, tmp_path: Path
) -> None:
    path = export(district, tmp_path)
    assert faults(path) == []
    texts = paragraphs(path)
    assert texts[:2] == ["ỦY BAN NHÂN DÂN", "QUẬN CÁI RĂNG"]
    assert "Số:       /BC-UBND" in texts
    assert "Kính gửi: Ủy ban nhân dân thành phố Cần Thơ" in texts
    assert signature_of(path) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_issued_by_the_home_affairs_office_it_has_its_superior_above_and_is_signed_by_its_head(
    district: Context, tmp_path: Path
) -> None:
    district.do(set_settings, {"report.district_office.signer_name": "Người ký mẫu"})
    path = export(district, tmp_path, "Phòng Nội vụ")
    assert faults(path) == []
    texts = paragraphs(path)
    assert texts[:2] == ["UBND QUẬN CÁI RĂNG", "PHÒNG NỘI VỤ"]
    assert "Số:       /BC-PNV" in texts
    assert "Kính gửi: Ủy ban nhân dân quận Cái Răng" in texts
    assert signature_of(path) == ["TRƯỞNG PHÒNG", "Người ký mẫu"]


def test_a_deputy_of_the_office_signs_on_two_lines(district: Context, tmp_path: Path) -> None:
    own = {"authority": "KT.", "signs_for": "Trưởng phòng", "signer_title": "Phó Trưởng phòng"}
    district.do(
        set_settings, {f"report.district_office.{name}": value for name, value in own.items()}
    )
    path = export(district, tmp_path, "Phòng Nội vụ")
    assert faults(path) == []
    assert signature_of(path) == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]


@pytest.mark.parametrize(
    ("office", "head"),
    [
        ("Phòng Nội vụ", "TRƯỞNG PHÒNG"), ("Văn phòng HĐND và UBND", "CHÁNH VĂN PHÒNG"), ("Sở Nội vụ", "GIÁM ĐỐC"),
        ("Chi cục Mẫu", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)  # fmt: skip
def test_the_head_of_an_office_has_the_title_of_its_kind(office: str, head: str) -> None:
    assert head_title(office) == head


def test_own_unit_and_wards_are_given_separately_then_together(
    district: Context, tmp_path: Path
) -> None:
    path = export(district, tmp_path)
    texts = section(path, "2. Cải cách thủ tục hành chính", "Bảng số liệu chính")
    own = next(i for i, t in enumerate(texts) if t.startswith("- Kết quả tại Bộ phận"))
    below = texts.index("- Kết quả tại 07 phường:")
    both = texts.index("- Kết quả chung của Quận Cái Răng và 07 phường:")
    assert own < below < both
    said = "\n".join(texts)
    for words in (
        "1.970/2.181 hồ sơ phải giải quyết (90,3%)", "11.214/16.037 hồ sơ phải giải quyết (69,9%)",
        "1.552/2.181 hồ sơ phải giải quyết (71,1%)", "11.060/16.037 hồ sơ phải giải quyết (68,9%)",
        "1.246/2.181 hồ sơ phải giải quyết (57,1%)", "10.863/16.037 hồ sơ phải giải quyết (67,7%)",
        "575/1.357 hồ sơ có nghĩa vụ tài chính (42,3%)", "6.504/14.128 hồ sơ có nghĩa vụ tài chính (46%)",
        "tại Quận Cái Răng 281 thủ tục; tại các phường 144 thủ tục (danh mục chung)",
        "58 người, gồm Quận Cái Răng 09 người và các phường 49 người",
        "tiếp nhận trong kỳ 02; đã xử lý đúng hạn 02", "02 phường đạt loại khá, còn lại loại tốt",
        "Máy lấy số tự động: Quận Cái Răng 01; Phường Phú Thứ 01",
        "Camera: Quận Cái Răng 03; các phường 21 (mỗi phường 03)",
    ):  # fmt: skip
        assert words in said
    assert "đã hoàn thành 21/28 nhiệm vụ của kế hoạch, đạt 75%." in "\n".join(paragraphs(path))
    innovations = section(path, "d) Mô hình", "II. ")
    assert "07 mô hình" in innovations[0]
    assert "Phường Lê Bình 01, Phường Thường Thạnh 03" in innovations[0]


def test_the_annexes_give_every_ward_its_line(district: Context, tmp_path: Path) -> None:
    path = export(district, tmp_path)
    form = rows_of(path, "(13)")
    assert form[5][:6] == ["2", "Phường Ba Láng", "2.053", "1.427", "605", "21"]
    assert form[-2][1:4] == ["Cộng 7 phường", "16.037", "11.214"]
    assert form[-1][1:4] == ["Tổng cộng", "18.218", "13.184"]
    assert rows_of(path, "Xếp loại")[3][5] == "Khá"
    assert "Đề nghị quận xem xét" in rows_of(path, "Kiến nghị, đề xuất")[1][3]
    late = next(row for row in rows_of(path, "Tình trạng") if row[1] == "Phường Tân Phú")
    assert late[2:6] == ["Đã nhận", "1", "09:00 27/6/2024", "2"]


def test_wards_that_are_missing_late_or_returned_are_named_in_the_text(
    district: Context, tmp_path: Path
) -> None:
    take_back(district, "BALANG")
    take_back(district, "PHUTHU")
    district.do(make_return, "HUNGPHU", parse_period(PERIOD), [("V", "Bổ sung kiến nghị.")])
    done = export_district(district, PERIOD, tmp_path / "bao-cao.docx")
    texts = section(done.path, "2. Cải cách thủ tục hành chính", "Bảng số liệu chính")
    assert texts[0].startswith(
        "- Báo cáo tổng hợp số liệu của 05/07 phường, kỳ số liệu từ ngày 05/12/2023 đến ngày 20/6/2024;"
    )
    assert (
        texts[1]
        == "- Chưa có báo cáo của Phường Ba Láng, Phường Phú Thứ; số liệu chung không gồm các đơn vị này."
    )
    assert texts[2] == "- Gửi trễ hạn: Phường Tân Phú (02 ngày)."
    assert texts[3].endswith("số liệu còn có thể thay đổi: Phường Hưng Phú.")
    assert "- Kết quả tại 05 phường:" in texts
    assert faults(done.path) == []
    absent = [row for row in rows_of(done.path, "(13)") if row[-1].endswith("chưa gửi báo cáo")]
    assert [row[-1] for row in absent] == [
        "Phường Ba Láng: chưa gửi báo cáo",
        "Phường Phú Thứ: chưa gửi báo cáo",
    ]
    said = [sentence(problem) for problem in done.warnings]
    assert said[0].startswith(
        "Mới có số liệu của 5/7 đơn vị; chưa có báo cáo của Phường Ba Láng, Phường Phú Thứ."
    )


def test_figures_out_of_another_periods_report_say_so(district: Context, tmp_path: Path) -> None:
    path = export(district, tmp_path, period="2024-06")
    assert faults(path) == []
    rows = rows_of(path, "Tình trạng")[1:]
    assert {(row[2], row[6], row[7]) for row in rows} == {
        ("Chưa gửi", "1", "số liệu lấy từ báo cáo kỳ 2024-H1")
    }
    compared = next(
        text for text in paragraphs(path) if text.startswith("- So với kỳ trước (tháng 5 năm 2024)")
    )
    assert "tiếp nhận trong kỳ tăng 1.491 hồ sơ (từ 2.832 hồ sơ)" in compared


def test_a_changed_number_in_the_finished_file_is_found(district: Context, tmp_path: Path) -> None:
    path = export(district, tmp_path)
    fresh = compose_district(district.ask(gather_district, PERIOD, today()))
    checked = compare(path, fresh)
    assert checked.figures > 100
    assert checked.cells > 500
    for number, other in (("69,9%", "70,9%"), ("2.053", "2.054")):
        changed = rewritten(
            path, tmp_path / "sua.docx", {DOCUMENT: swap(f">{number}<", f">{other}<", 1)}
        )
        with pytest.raises(Refused) as caught:
            compare(changed, fresh)
        assert {problem.code for problem in caught.value.problems} == {"report_mismatch"}


def test_an_office_may_type_placeholders_for_wards_and_for_all(
    district: Context, tmp_path: Path
) -> None:
    typed = "Toàn quận có {all_to_handle} hồ sơ, các phường {below_to_handle} hồ sơ ({below_online_rate} trực tuyến)."
    district.do(
        save, "narratives", district.unit, {"period": PERIOD, "section": "II.1", "text": typed}
    )
    texts = section(export(district, tmp_path), "1. Cải cách thể chế", "2. Cải cách thủ tục")
    assert texts == ["Toàn quận có 18.218 hồ sơ, các phường 16.037 hồ sơ (69,9% trực tuyến)."]
    [row] = district.ask(records, "narratives", district.unit, where={"section": "II.1"})
    district.do(save, "narratives", district.unit, {"text": "{khong_co}"}, row.id)
    with pytest.raises(Refused) as caught:
        export(district, tmp_path)
    assert caught.value.problems[0].code == "placeholder_unknown"


def test_the_template_that_comes_with_the_program_is_sound() -> None:
    assert check_template(CONSOLIDATED.standard_template, known_tags()) == []


def test_a_merged_unit_says_whose_months_it_holds(tmp_path: Path) -> None:
    last = date(2024, 3, 31)
    context = new_district(
        tmp_path, A={"valid_until": last, "successor": "C"}, B={"valid_until": last, "successor": "C"},
        C={"valid_from": date(2024, 4, 1)},
    )  # fmt: skip
    for unit in ("A", "B"):
        for month in ("2024-01", "2024-02", "2024-03"):
            plain_month(context, unit, month, 0, 10, 0)
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(context, "C", month, 0, 30, 0)
    path = export(context, tmp_path)
    assert faults(path) == []
    texts = paragraphs(path)
    assert "- Phường C gồm cả số liệu trước khi sắp xếp của Phường A, Phường B." in texts
    assert any(text.startswith("- Báo cáo tổng hợp số liệu của 01/01 phường") for text in texts)
    assert rows_of(path, "(13)")[4][1:3] == ["Phường C", "150"]


def test_an_incomplete_ward_is_named_with_its_months_and_its_sums_print_no_number(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", "2024-01", carried_over=0, received=5)
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(context, "B", month, 0, 10, 0)
    done = export_district(context, "2024-Q1", tmp_path / "q.docx")
    texts = paragraphs(done.path)
    assert any("Phường A (thiếu tháng 2/2024, tháng 3/2024)" in text for text in texts)
    assert rows_of(done.path, "(13)")[-1][1:3] == ["Cộng 2 phường", "chưa có số liệu"]
    assert [p.code for p in done.warnings] == ["consolidation_incomplete", "report_no_signer"]


def test_an_own_unit_without_figures_is_named_and_not_summed_in_silence(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={})
    plain_month(context, "A", "2024-01", 0, 5, 0)
    plain_month(context, "DIST", "2024-02", 0, 5, 0)
    done = export_district(context, "2024-01", tmp_path / "o.docx")
    said = "- Chưa có số liệu của Quận Mẫu trong kỳ; số liệu chung không gồm đơn vị này."
    assert said in paragraphs(done.path)
    assert done.warnings[0].code == "consolidation_own_missing"


def test_a_district_that_has_received_nothing_still_says_so(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    done = export_district(context, PERIOD, tmp_path / "h.docx")
    texts = paragraphs(done.path)
    assert "- Chưa nhận được số liệu của phường nào trong kỳ." in texts
    assert faults(done.path) == []


@pytest.mark.parametrize(
    ("names", "word"),
    [
        (["Phường A", "Phường B"], "phường"),
        (["Phường A", "Xã B"], "phường, xã"),
        (["Tổ 1"], "đơn vị"),
        ([], "đơn vị"),
    ],
)
def test_units_are_called_by_what_they_are(names: list[str], word: str) -> None:
    assert unit_word(names) == word


def test_every_figure_has_a_label_that_an_officer_can_read(district: Context) -> None:
    report = compose_district(district.ask(gather_district, PERIOD, today()))
    unreadable = [
        figure.label
        for figure in report.figures.values()
        if re.search(r"[a-z]_[a-z]", figure.label)
    ]
    assert unreadable == []
    assert report.figures["below_feedback_received"].label == "PAKN tiếp nhận trong kỳ (các phường)"
