"""A unit whose own report prints a published number is named where the sums have the book's."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.blocks import save_block
from desktop.context import Context, today
from desktop.registers import save
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import gather_district
from desktop.reports.district.workbook import export_workbook
from desktop.word.checking import compare
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.registers import Value
from tests.desktop.reports.documents import district_report, paragraphs, rewritten, rows_of, swap
from tests.helpers.sums import enter, new_district, plain_month
from tests.helpers.word_files import DOCUMENT

MONTH = "2024-01"
NOTE = (
    "Số liệu tổng hợp tính theo số trong sổ của các đơn vị. Báo cáo của phường A in theo số đã công"
    " bố (Báo cáo số 12/BC-UBND): tổng số hồ sơ phải giải quyết 14 (số trong sổ 12), tiếp nhận"
    " trong kỳ 12 (số trong sổ 10); lý do chênh lệch: Cổng tính cả bản nháp."
)
TOLD: dict[str, Value] = {"source": "Báo cáo số 12/BC-UBND", "reason": "Cổng tính cả bản nháp."}


@pytest.fixture
def district(tmp_path: Path) -> Context:
    """An office with two wards, each with twelve dossiers in January."""
    context = new_district(tmp_path, A={}, B={})
    for unit in ("DIST", "A", "B"):
        plain_month(context, unit, MONTH, 2, 10, 3)
    return context


def publish(context: Context, unit: str, printed: str, period: str = MONTH) -> None:
    numbers = {"carried_over": 2, "received": 12, "resolved": 9, "pending": 3}
    told = {**TOLD, "printed": printed}
    context.do(save_block, unit, period, {WHOLE_UNIT_ID: numbers}, told)


def notes(path: Path) -> list[str]:
    return [text for text in paragraphs(path) if "in theo số đã công bố" in text]


def test_the_note_stands_below_the_main_table_and_the_form_and_on_the_sheets(
    district: Context, tmp_path: Path
) -> None:
    publish(district, "A", "Công bố")
    path = district_report(district, tmp_path, period=MONTH)
    below_main, *below_forms = notes(path)
    assert below_main == NOTE
    # Once below each of the two forms.
    assert [text.endswith(NOTE) for text in below_forms] == [True, True]
    # The sums have the number of the book.
    [total] = [row for row in rows_of(path, "Chỉ tiêu") if row[0] == "Tiếp nhận trong kỳ"]
    assert total[1:] == ["10", "20", "30"]
    book = load_workbook(export_workbook(district, MONTH, tmp_path / "t.xlsx"))
    for name, said in (("Tổng hợp", True), ("Biểu II.06a", True), ("Số liệu", False)):
        cells = [row[0] for row in book[name].iter_rows(values_only=True)]
        assert (NOTE in cells) is said


@pytest.mark.parametrize("case", ["book printed", "other period", "same numbers"])
def test_nothing_is_said_where_the_own_report_prints_the_same(
    district: Context, tmp_path: Path, case: str
) -> None:
    if case == "book printed":
        publish(district, "A", "Sổ")
    elif case == "other period":
        publish(district, "A", "Công bố", "2024-Q1")
    else:
        told: dict[str, Value] = {"printed": "Công bố"}
        district.do(save_block, "A", MONTH, {WHOLE_UNIT_ID: {"received": 10}}, told)
    assert notes(district_report(district, tmp_path, period=MONTH)) == []


def test_the_own_unit_is_named_first_and_a_block_alone_is_no_second_number(
    district: Context, tmp_path: Path
) -> None:
    district.do(save, "units", "", {"code": "C", "name": "Phường C"})
    for unit in ("A", "C", "DIST"):
        publish(district, unit, "Công bố")
    [said, *_] = notes(district_report(district, tmp_path, period=MONTH))
    assert said.index("Báo cáo của Một cửa quận in") < said.index("Báo cáo của phường A in")
    assert "phường C" not in said


@pytest.mark.parametrize("number", [12, 14])
def test_a_changed_number_in_a_note_is_found(
    district: Context, tmp_path: Path, number: int
) -> None:
    publish(district, "A", "Công bố")
    path = district_report(district, tmp_path, period=MONTH)
    report = compose_district(district.ask(gather_district, MONTH, today()))
    change = {DOCUMENT: swap(f">{number}<", ">99<", 1)}
    with pytest.raises(Refused) as refused:
        compare(rewritten(path, tmp_path / "x.docx", change), report)
    assert {problem.code for problem in refused.value.problems} == {"report_mismatch"}


def test_the_own_units_number_of_the_book_stands_beside_its_merged_cells(
    district: Context, tmp_path: Path
) -> None:
    enter(district, "DIST", MONTH, resolved_in_time=9, resolved_late=0)
    told: dict[str, Value] = {"printed": "Công bố"}
    district.do(save_block, "DIST", MONTH, {WHOLE_UNIT_ID: {"resolved_in_time": 8}}, told)
    path = district_report(district, tmp_path, period=MONTH)
    [own] = [row for row in rows_of(path, "(13)") if row[1] == "Một cửa quận"]
    # Columns (8) and (9) are one cell, with the number of the book.
    assert (own[7], len(own)) == ("9", 12)
    [said, *_] = notes(path)
    assert "Báo cáo của Một cửa quận in theo số đã công bố: " in said
    assert "trước và đúng hạn 8 (số trong sổ 9)." in said
