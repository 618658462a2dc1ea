"""Documents stand once, in the section of their topic, own ones apart from those of others."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.context import Context
from desktop.registers import records
from desktop.reports.ward.documents import is_own
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import outline_of
from desktop.settings import set_setting
from models.registers import Record, Value
from tests.desktop.reports.documents import exported, notes_of, paragraphs, section, set_record

TOPICS = {
    "Thể chế": ("1. Cải cách thể chế", "2. Cải cách thủ tục"),
    "TTHC": ("2. Cải cách thủ tục", "3. Cải cách tổ chức"),
    "Đào tạo": ("4. Cải cách chế độ", "5. Cải cách tài chính"),
    "Chuyển đổi số": ("6. Xây dựng", "III. NHẬN XÉT"),
    "Kiểm tra": ("b) Công tác kiểm tra", "c) Thông tin"),
    "Tuyên truyền": ("c) Thông tin", "d) Mô hình"),
    "CCHC": ("a) Công tác chỉ đạo", "b) Công tác kiểm tra"),
}


def _document(ward: Context, symbol: str, topic: str, **more: Value) -> None:
    values: dict[str, Value] = {
        "issued": date(2024, 6, 10),
        "issuer": "Ủy ban nhân dân Phường Lê Bình",
        "kind": "Công văn",
        "subject": "Việc mẫu",
    }
    set_record(ward, "documents", symbol=symbol, topics=(topic,), **(values | more))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_document_stands_once_in_the_section_of_its_topic(
    topic: str, ward: Context, tmp_path: Path
) -> None:
    _document(ward, "901/UBND", topic)
    path = exported(ward, tmp_path).path
    assert sum("901/UBND" in text for text in paragraphs(path)) == 1
    assert any("901/UBND" in line for line in section(path, *TOPICS[topic]))


def test_own_plans_come_first_and_those_of_others_stand_apart(
    ward: Context, tmp_path: Path
) -> None:
    lines = section(exported(ward, tmp_path, period="2024-H1").path, "1. Kế hoạch", "2. Tổ chức")
    lead = "- Trong kỳ đã ban hành 02 kế hoạch về công tác cải cách hành chính:"
    assert lines[0] == lead
    assert all("phường Lê Bình" in line for line in lines[1:3])
    assert lines[3] == "- Thực hiện các văn bản:"
    assert [line for line in lines[4:6] if "phường Lê Bình" in line] == []
    # Cited in full above, then short.
    assert lines[6].startswith("- Tiến độ thực hiện Kế hoạch số 07/KH-UBND: tính đến")


def test_a_single_document_of_another_office_is_a_basis(ward: Context, tmp_path: Path) -> None:
    _document(ward, "77/KH-UBND", "CCHC", issuer="UBND Quận Cái Răng", kind="Kế hoạch")
    lines = section(exported(ward, tmp_path).path, "1. Kế hoạch", "2. Tổ chức")
    whole = "Kế hoạch số 77/KH-UBND ngày 10 tháng 6 năm 2024 của Ủy ban nhân dân quận Cái Răng"
    assert f"- Thực hiện {whole} về việc mẫu." in lines


def test_documents_stand_in_one_sentence_where_the_office_wants_it(
    ward: Context, tmp_path: Path
) -> None:
    for symbol in ("901/UBND", "902/UBND"):
        _document(ward, symbol, "Đào tạo")
    ward.do(set_setting, "report.documents.II.4", "sentence")
    lines = section(exported(ward, tmp_path).path, *TOPICS["Đào tạo"])
    assert lines[0].startswith("- Trong kỳ đã ban hành 02 văn bản: Công văn số 901/UBND")
    assert lines[0].endswith("về việc mẫu.")
    assert "; Công văn số 902/UBND" in lines[0]


def _in_footnotes(ward: Context, *sections: str) -> None:
    for name in sections:
        ward.do(set_setting, f"report.documents.{name}", "footnotes")


def test_documents_stand_in_footnotes_and_the_sentence_counts_them(
    ward: Context, tmp_path: Path
) -> None:
    for symbol in ("901/UBND", "902/UBND"):
        _document(ward, symbol, "Đào tạo")
    _document(ward, "77/UBND", "Đào tạo", issuer="UBND Quận Cái Răng")
    _document(ward, "903/UBND", "Thể chế", subject="Rà soát {{ ky }} & văn bản.")
    _in_footnotes(ward, "II.1", "II.4")
    path = exported(ward, tmp_path).path
    lead = "Công văn số {} ngày 10 tháng 6 năm 2024 của Ủy ban nhân dân"
    assert section(path, *TOPICS["Thể chế"])[0] == "- Trong kỳ đã ban hành 01 văn bản."
    lines = section(path, *TOPICS["Đào tạo"])
    # The comma stands raised between the two numbers.
    assert lines[:2] == [
        "- Trong kỳ đã ban hành 02 văn bản,.",
        "- Thực hiện 01 văn bản của cơ quan khác.",
    ]
    ward_of, district_of = "phường Lê Bình về việc mẫu.", "quận Cái Răng về việc mẫu."
    assert notes_of(path) == [
        f"{lead.format('903/UBND')} phường Lê Bình về rà soát {{{{ ky }}}} & văn bản.",
        f"{lead.format('901/UBND')} {ward_of}",
        f"{lead.format('902/UBND')} {ward_of}",
        f"{lead.format('77/UBND')} {district_of}",
    ]


def test_a_plan_in_a_footnote_is_cited_short_from_then_on(ward: Context, tmp_path: Path) -> None:
    _in_footnotes(ward, "I.1")
    path = exported(ward, tmp_path, period="2024-H1").path
    lines = section(path, "1. Kế hoạch", "2. Tổ chức")
    plans = "- Trong kỳ đã ban hành 02 kế hoạch về công tác cải cách hành chính,."
    assert lines[:2] == [plans, "- Thực hiện 02 văn bản của cơ quan khác,."]
    assert lines[2].startswith("- Tiến độ thực hiện Kế hoạch số 07/KH-UBND: tính đến")
    assert len(notes_of(path)) == 4


def test_without_documents_there_is_no_part_of_footnotes(ward: Context, tmp_path: Path) -> None:
    _in_footnotes(ward, "II.4")
    with ZipFile(exported(ward, tmp_path).path) as package:
        assert "word/footnotes.xml" not in package.namelist()
        assert b"footnote" not in package.read("word/styles.xml")


def test_the_outline_reads_footnotes_below_their_sentence(ward: Context) -> None:
    for symbol in ("901/UBND", "902/UBND"):
        _document(ward, symbol, "Đào tạo")
    _in_footnotes(ward, "II.4")
    outline = outline_of(ward.ask(gather, ward.unit, "2024-06", "cchc"))
    [found] = [each.bound_text for each in outline.sections if each.section == "II.4"]
    assert found[0] == "- Trong kỳ đã ban hành 02 văn bản."
    assert [line[:32] for line in found[1:3]] == [
        "Chú thích: Công văn số 901/UBND ",
        "Chú thích: Công văn số 902/UBND ",
    ]


@pytest.mark.parametrize(
    ("issuer", "own"),
    [
        ("Ủy ban nhân dân phường Lê Bình", True),
        ("UBND phường Lê Bình", True),
        ("Chủ tịch UBND phường Lê Bình", True),
        ("Bộ phận Tiếp nhận và Trả kết quả", True),
        ("Ủy ban nhân dân quận Cái Răng", False),
        ("Hội đồng nhân dân phường Lê Bình", False),
    ],
)
def test_whose_document_it_is(issuer: str, own: bool, ward: Context) -> None:
    data = ward.ask(gather, ward.unit, "2024-06", "cchc")
    assert is_own(Record("", "documents", "", {"issuer": issuer}), data) is own


def test_a_model_names_its_plan_with_a_capital_and_how_often_it_runs(june_report: Path) -> None:
    lines = section(june_report, "d) Mô hình", "II. KẾT QUẢ")
    assert "theo Kế hoạch số 14/KH-UBND (mẫu), từ ngày 01/3/2024" in lines[1]
    assert "; tần suất: hằng tuần; chỉ tiêu: hồ sơ đơn giản" in lines[1]


def test_an_inspection_says_what_it_found_and_that_it_was_put_right(
    ward: Context, tmp_path: Path
) -> None:
    assert ward.ask(records, "inspections", ward.unit)
    values: dict[str, Value] = {"day": date(2024, 6, 3), "team": "Đoàn kiểm tra mẫu"}
    found: dict[str, Value] = {"persons_at_fault": 2, "groups_at_fault": 0}
    due: dict[str, Value] = {"recommendation": "Chấn chỉnh ngay.", "remedy_due": date(2024, 7, 5)}
    set_record(ward, "inspections", inspected="Các phường", **values, **found, **due)
    lines = section(exported(ward, tmp_path).path, *TOPICS["Kiểm tra"])
    said = "02 cá nhân vi phạm; kiến nghị: chấn chỉnh ngay; hạn khắc phục 05/7/2024"
    assert f"+ Ngày 03/6/2024, Đoàn kiểm tra mẫu kiểm tra các phường; {said}." in lines
