"""Where an office published another number than its months add up to, the paper says both."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.blocks import save_block
from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings
from desktop.handoff.report_differences import compared_with_store
from desktop.months import reopen_month
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from models.registers import Value
from tests.desktop.reports.documents import (
    HALF_YEAR,
    district_report,
    exported,
    notes_of,
    paragraphs,
    rewritten,
    rows_of,
    swap,
    verified,
)
from tests.helpers.office import BALANCED, SETTLED, enter
from tests.helpers.office_schema import schema_faults
from tests.helpers.word_files import without_bookmarks

NOTES = "word/footnotes.xml"
TOLD: dict[str, Value] = {"source": "Báo cáo số 12/BC-UBND", "reason": "Cổng tính cả bản nháp."}
RECEIVED = "+ Tổng số hồ sơ phải giải quyết: 10 hồ sơ, gồm kỳ trước chuyển sang 1 hồ sơ và"


@pytest.fixture
def june(office: Context) -> Context:
    """An office that received nine dossiers in June, of which one was carried over."""
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    return office


def _publish(office: Context, numbers: dict[str, int], **told: Value) -> None:
    cells = {WHOLE_UNIT_ID: numbers}
    office.do(save_block, office.unit, "2024-06", cells, told)


def _line(path: Path, lead: str) -> str:
    return next(text for text in paragraphs(path) if text.startswith(lead))


def test_the_published_number_stands_once_in_a_footnote_with_its_reason(
    june: Context, tmp_path: Path
) -> None:
    _publish(june, {"received": 12, "withdrawn": 0}, **TOLD)
    done = exported(june, tmp_path)
    assert _line(done.path, RECEIVED) == f"{RECEIVED} tiếp nhận trong kỳ 9 hồ sơ."
    said = "Số đã công bố (Báo cáo số 12/BC-UBND) là 12; lý do chênh lệch: Cổng tính cả bản nháp."
    # Of what agrees, as the withdrawn ones do, nothing is said.
    assert notes_of(done.path) == [said]
    with ZipFile(done.path) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:footnoteReference ") == 1
    before, _, _ = body.partition("<w:footnoteReference ")
    assert before.rindex("tiếp nhận trong kỳ") < before.rindex(">9<") < len(before)
    assert "> hồ sơ<" in before[before.rindex(">9<") :].replace("\u00a0", " ")
    assert schema_faults(done.path) == []
    assert verified(june, done.path).figures == done.bound


def test_the_number_of_the_book_is_the_footnote_where_the_published_one_is_printed(
    june: Context, tmp_path: Path
) -> None:
    _publish(june, {"received": 12}, printed="Công bố")
    path = exported(june, tmp_path).path
    assert _line(path, RECEIVED).endswith("tiếp nhận trong kỳ 12 hồ sơ.")
    assert notes_of(path) == ["In theo số đã công bố; số trong sổ là 9."]
    # The month's own report and form say the same number.
    [total] = [row for row in rows_of(path, "Tổng số") if row[1] == "Tổng số"]
    assert total[2] == "10"


def test_the_reason_written_for_the_finding_counts_while_the_difference_is_the_same(
    june: Context, tmp_path: Path
) -> None:
    _publish(june, {"received": 12})
    found = june.ask(findings, june.unit, [Month(2024, 6)], date(2024, 7, 1))
    [differs] = [each for each in found if each.code == "published_differs"]
    june.do(give_reason, differs, "Cổng tính cả bản nháp.")
    said = "Số đã công bố là 12; lý do chênh lệch: Cổng tính cả bản nháp."
    assert notes_of(exported(june, tmp_path).path) == [said]
    _publish(june, {"received": 13})
    assert notes_of(exported(june, tmp_path).path) == ["Số đã công bố là 13."]


def test_a_numerator_of_a_rate_is_where_its_number_is_first_said(
    june: Context, tmp_path: Path
) -> None:
    _publish(june, {"received_online": 7}, printed="Công bố")
    path = exported(june, tmp_path).path
    assert _line(path, "+ Tiếp nhận trực tuyến:").startswith("+ Tiếp nhận trực tuyến: 7/10 hồ sơ")
    assert notes_of(path) == ["In theo số đã công bố; số trong sổ là 6."]


def test_the_year_so_far_has_a_footnote_of_its_own(office: Context, tmp_path: Path) -> None:
    for month in (1, 2):
        enter(office, Month(2024, month), "Hộ tịch", **SETTLED)
    cells = {WHOLE_UNIT_ID: {"resolved": 20}}
    office.do(save_block, office.unit, "2024-01-01..2024-02-29", cells, {"printed": "Sổ"})
    path = exported(office, tmp_path, period="2024-02").path
    assert "đã giải quyết 16 hồ sơ" in _line(path, "- Lũy kế")
    assert notes_of(path) == ["Số đã công bố là 20."]


def test_what_no_sentence_says_stands_below_the_form(june: Context, tmp_path: Path) -> None:
    _publish(june, {"pending_overdue": 3, "received": 12}, **TOLD)
    path = exported(june, tmp_path).path
    # The sentence says that there are none, without a number.
    late = "Số đã công bố (Báo cáo số 12/BC-UBND): đang giải quyết quá hạn 3; lý do chênh lệch:"
    assert [text for text in paragraphs(path) if late in text]
    assert [text for text in paragraphs(path) if "tiếp nhận trong kỳ 12" in text] == []
    assert len(notes_of(path)) == 1


def test_the_bare_form_says_all_of_them_below_it(june: Context, tmp_path: Path) -> None:
    _publish(june, {"received_online": 7, "resolved": 9})
    texts = paragraphs(exported(june, tmp_path, "ii06a").path)
    [note] = [text for text in texts if "Số đã công bố" in text]
    assert note.endswith(" Số đã công bố: tiếp nhận trực tuyến 7, đã giải quyết 9.")


@pytest.mark.parametrize("kind", ["cchc", "ii06a"])
def test_the_rows_of_the_form_add_up_to_a_published_total(
    office: Context, tmp_path: Path, kind: str
) -> None:
    for field in ("Hộ tịch", "Chứng thực"):
        enter(office, Month(2024, 6), field, **BALANCED)
    told: dict[str, Value] = {**TOLD, "printed": "Công bố"}
    _publish(office, {"carried_over": 2, "received": 20, "resolved_late": 1, "pending": 3}, **told)
    path = exported(office, tmp_path, kind).path
    rows = {row[1]: row for row in rows_of(path, "(13)")}
    difference = rows["Chênh lệch giữa số đã công bố và sổ"]
    assert "Chung toàn đơn vị, không tách lĩnh vực" not in rows
    parts = ("Hộ tịch", "Chứng thực", "Chênh lệch giữa số đã công bố và sổ")
    for column in (2, 6, 9, 10):
        added = sum(int(rows[part][column]) for part in parts)
        assert added == int(rows["Tổng số"][column]), column
    assert (difference[2], difference[3]) == ("+2", "0")
    note = "dòng “Chênh lệch giữa số đã công bố và sổ” là số đã công bố trừ số trong sổ."
    assert any(note in text for text in paragraphs(path))


@pytest.mark.parametrize("published", [{"received": 20}, {}])
def test_no_difference_is_shown_where_the_book_is_printed(
    june: Context, tmp_path: Path, published: dict[str, int]
) -> None:
    if published:
        _publish(june, published, printed="Sổ")
    texts = paragraphs(exported(june, tmp_path, "ii06a").path)
    assert not any("Chênh lệch" in text for text in texts)


def test_a_short_report_says_them_in_its_section(june: Context, tmp_path: Path) -> None:
    _publish(june, {"received": 12, "pending_overdue": 1}, printed="Công bố")
    path = exported(june, tmp_path, "week").path
    texts = paragraphs(path)
    said = "tiếp nhận trong kỳ 9, đang giải quyết quá hạn 0."
    assert f"- In theo số đã công bố; số trong sổ: {said}" in texts
    assert "đang giải quyết quá hạn 1 hồ sơ" in _line(path, "- Đến hết ngày")
    with ZipFile(path) as package:
        assert NOTES not in package.namelist()


def test_a_changed_number_in_a_footnote_is_found(june: Context, tmp_path: Path) -> None:
    _publish(june, {"received": 12}, **TOLD)
    path = exported(june, tmp_path).path
    changed = rewritten(path, tmp_path / "changed.docx", {NOTES: swap(">12<", ">21<")})
    with pytest.raises(Refused) as caught:
        verified(june, changed)
    [problem] = caught.value.problems
    assert (problem.values["found"], problem.values["expected"]) == ("21", "12")


def test_a_number_typed_over_in_a_footnote_is_found_by_its_words(
    june: Context, tmp_path: Path
) -> None:
    _publish(june, {"received": 12}, **TOLD)
    path = exported(june, tmp_path).path
    typed = rewritten(
        path,
        tmp_path / "typed.docx",
        {NOTES: lambda text: without_bookmarks(text).replace(">12<", ">21<")},
    )

    def differing(file: Path) -> list[tuple[str | None, str]]:
        found = june.ask(compared_with_store, file, june.unit, "2024-06", "cchc")[1]
        return [(each.printed, each.stored) for each in found]

    assert differing(path) == []
    assert differing(typed) == [("21", "12")]


def test_a_report_of_several_units_adds_up_the_books(district: Context, tmp_path: Path) -> None:
    district.do(reopen_month, district.unit, Month(2024, 6), "Số mẫu công bố khác.")
    cells = {WHOLE_UNIT_ID: {"resolved": 9_999}}
    told: dict[str, Value] = {"printed": "Công bố"}
    district.do(save_block, district.unit, HALF_YEAR, cells, told)
    texts = paragraphs(district_report(district, tmp_path))
    # It stands only in the notes that say whose own report prints it, beside the book's number.
    told_of = [text for text in texts if "9.999" in text]
    assert told_of
    assert all("đã giải quyết 9.999 (số trong sổ 1.783)" in text for text in told_of)
