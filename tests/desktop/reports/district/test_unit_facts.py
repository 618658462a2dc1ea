"""What the units' registers say together, and the indicators of all units."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.context import Context, today
from desktop.registers import find_field, save
from desktop.reports.district.export import export_district
from desktop.reports.district.workbook import export_workbook
from desktop.settings import set_setting
from models.registers import Value
from tests.desktop.reports.district.test_workbook import formulas_that_differ
from tests.desktop.reports.documents import notes_of, paragraphs, rows_of
from tests.helpers.decree30 import faults
from tests.helpers.sums import consolidate, new_district, plain_month

_DECISION = (
    "+ Quyết định số 05/QĐ-UBND ngày 03 tháng 6 năm 2024"
    " của Ủy ban nhân dân phường B về quy chế mẫu."
)
JUNE: dict[str, Value] = {"year": 2024, "month": 6}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    """Three wards of which the third says nothing beside its dossiers."""
    context = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Phường"}, C={"kind": "Xã"})
    for code in "ABC":
        plain_month(context, code, "2024-06", 0, 10, 0)
    yield context
    context.close()


def keep(context: Context, register: str, unit: str, **values: Value) -> None:
    context.do(save, register, unit, values)


def level(context: Context, unit: str, **values: Value) -> None:
    told: dict[str, Value] = {"code": "TO", "name": "Tổ mẫu", "measured_in": "tổ"}
    keep(context, "indicators", unit, **{**JUNE, **told, "kind": "Thời điểm", **values})


def report(context: Context, folder: Path) -> list[str]:
    path = export_district(context, "2024-06", folder / "t.docx").path
    return paragraphs(path)


def test_indicators_are_summed_and_say_of_how_many_units(office: Context, tmp_path: Path) -> None:
    level(office, "A", actual=Decimal(10), plan=Decimal(20))
    level(office, "B", actual=Decimal("2.5"), plan=Decimal(5))
    level(office, "A", code="RIENG", name="Chỉ tiêu riêng mẫu", actual=Decimal(1), added_up=False)
    texts = report(office, tmp_path)
    line = (
        "- Tổ mẫu tại các phường, theo số liệu của 02/03 phường (chưa có: phường C): 12,5 tổ,"
        " đạt 50% kế hoạch (25 tổ)."
    )
    assert [text for text in texts if "Tổ mẫu tại" in text] == [line]
    assert not any("Chỉ tiêu riêng mẫu tại" in text for text in texts)
    found = {
        each["code"]: each for each in office.ask(consolidate, "2024-06", today())["indicators"]
    }
    assert found["TO"]["total"] == {
        "plan": "25",
        "actual": "12.5",
        "numerator": None,
        "denominator": None,
        "estimate": False,
        "percent": None,
        "of_plan": "50",
    }
    assert (found["TO"]["known"], found["TO"]["of"], found["TO"]["missing"]) == (2, 3, ["C"])
    assert (found["RIENG"]["total"], list(found["RIENG"]["units"])) == (None, ["A"])


def test_the_sheet_of_indicators_sums_with_live_formulas(office: Context, tmp_path: Path) -> None:
    level(office, "A", actual=Decimal(10), plan=Decimal(20))
    level(office, "B", actual=Decimal("2.5"), plan=Decimal(5))
    path = export_workbook(office, "2024-06", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    rows = list(load_workbook(path, data_only=True)["Chỉ tiêu khác"].iter_rows(values_only=True))
    [total] = [row for row in rows if row[1] == "Cộng (02/03)"]
    assert total[2:5] == ("Tổ mẫu (tổ)", 25, 12.5)
    assert total[8] == 50


def test_indicators_of_the_same_units_stand_under_one_line_that_says_of_whom_they_are(
    office: Context, tmp_path: Path
) -> None:
    level(office, "A", actual=Decimal(10))
    level(office, "A", code="LOP", name="Lớp mẫu", measured_in="lớp", actual=Decimal(3))
    for unit in "ABC":
        level(office, unit, code="CA", name="Chỉ tiêu đủ", measured_in="cái", actual=Decimal(5))
    texts = report(office, tmp_path)
    lead = "- Chỉ tiêu khác của các phường, theo số liệu của 01/03 phường"
    lead += " (chưa có: phường B, phường C) (Phụ lục "
    [place] = [place for place, said in enumerate(texts) if said.startswith(lead)]
    assert texts[place + 1 : place + 3] == ["+ Lớp mẫu: 03 lớp.", "+ Tổ mẫu: 10 tổ."]
    assert "- Chỉ tiêu đủ tại các phường: 15 cái." in texts


def test_a_plan_of_some_units_is_named_and_its_share_is_of_those_with_both(
    office: Context, tmp_path: Path
) -> None:
    level(office, "A", actual=Decimal(10), plan=Decimal(20))
    level(office, "B", actual=Decimal(30))
    level(office, "C", actual=Decimal(5), plan=Decimal(5))
    assert (
        "- Tổ mẫu tại các phường: 45 tổ; kế hoạch của 02/03 phường (phường A, phường C): 25 tổ,"
        " đạt 60% (15 tổ)."
    ) in report(office, tmp_path)
    [each] = office.ask(consolidate, "2024-06", today())["indicators"]
    assert each["total"] is not None
    assert (each["total"]["plan"], each["total"]["of_plan"]) == (None, None)
    planned = {"units": ["A", "C"], "plan": "25", "actual": "15", "of_plan": "60"}
    assert each["planned"] == planned
    row, forms = _sum_on_sheet(office, tmp_path)
    assert (row[3], row[4], row[8]) == (25, 45, 60)
    assert (forms[3], forms[4], forms[8]) == ('#,##0"*"', "#,##0", 'General"*"')
    assert row[9] == "kế hoạch của 02/03 đơn vị"


def _sum_on_sheet(office: Context, folder: Path) -> tuple[list[object], list[str]]:
    """Return the sum of the only indicator on its sheet: values and formats of its cells."""
    path = export_workbook(office, "2024-06", folder / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    rows = load_workbook(path, data_only=True)["Chỉ tiêu khác"].iter_rows()
    [total] = [row for row in rows if str(row[1].value).startswith("Cộng")]
    return [cell.value for cell in total], [cell.number_format for cell in total]


def test_indicators_are_compared_with_last_year_over_the_units_that_have_both(
    office: Context, tmp_path: Path
) -> None:
    for unit in "AB":
        plain_month(office, unit, "2023-06", 0, 10, 0)
        before: dict[str, Value] = {"code": "TO", "name": "Tổ mẫu", "measured_in": "tổ"}
        before |= {"year": 2023, "month": 6, "kind": "Thời điểm", "actual": Decimal(4)}
        keep(office, "indicators", unit, **before)
    level(office, "A", actual=Decimal(12))
    level(office, "B", actual=Decimal(20))
    [said] = [text for text in report(office, tmp_path) if "Tổ mẫu tại" in text]
    assert said == (
        "- Tổ mẫu tại các phường, theo số liệu của 02/03 phường (chưa có: phường C): 32 tổ;"
        " cùng kỳ năm trước 08 tổ (tăng 24 tổ)."
    )
    level(office, "C", actual=Decimal(1))
    [said] = [text for text in report(office, tmp_path) if "Tổ mẫu tại" in text]
    assert said == (
        "- Tổ mẫu tại các phường: 33 tổ; cùng kỳ năm trước của 02/03 phường (phường A, phường B)"
        " 08 tổ (tăng 24 tổ)."
    )
    [each] = office.ask(consolidate, "2024-06", today())["indicators"]
    told = each["year_ago"]
    assert told is not None
    both = (told["units"], told["now"]["actual"], told["then"]["actual"])
    assert both == (["A", "B"], "32", "8")
    row, forms = _sum_on_sheet(office, tmp_path)
    assert (row[4], row[10], forms[10]) == (33, 8, '#,##0"*"')
    assert row[9] == "cùng kỳ năm trước của 02/03 đơn vị"


def test_the_annex_of_indicators_has_units_by_indicators_and_marks_partial_sums(
    office: Context, tmp_path: Path
) -> None:
    level(office, "A", actual=Decimal(10), plan=Decimal(20))
    level(office, "B", actual=Decimal(30))
    share: dict[str, Value] = {"code": "CKS", "name": "Chữ ký số", "measured_in": "người"}
    for unit in "ABC":
        level(office, unit, **share, numerator=Decimal(3), denominator=Decimal(4))
    path = export_district(office, "2024-06", tmp_path / "t.docx").path
    rows = rows_of(path, "Tổ mẫu (tổ)")
    assert rows[0] == ["TT", "Đơn vị", "Chữ ký số (người)", "Tổ mẫu (tổ)", "Kế hoạch (tỷ lệ đạt)"]
    assert [row[1:] for row in rows[1:5]] == [
        ["Phường A", "3/4 (75%)", "10", "20 (50%)"],
        ["Phường B", "3/4 (75%)", "30", "–"],
        ["Phường C", "3/4 (75%)", "–", "–"],
        ["Cộng 03 phường", "9/12 (75%)", "40*", "20 (50%)*"],
    ]
    assert rows[5][-1].startswith("(*) Cộng các đơn vị có số liệu")


def test_the_annex_of_indicators_is_left_out_without_any_and_split_where_there_are_many(
    office: Context, tmp_path: Path
) -> None:
    path = export_district(office, "2024-06", tmp_path / "t.docx").path
    assert not any("CHỈ TIÊU KHÁC THEO ĐƠN VỊ" in text for text in paragraphs(path))
    for number in range(10, 22):
        level(office, "A", code=f"M{number}", name=f"Chỉ tiêu {number}", actual=Decimal(number))
    path = export_district(office, "2024-06", tmp_path / "t.docx").path
    first, second = rows_of(path, "Chỉ tiêu 10 (tổ)"), rows_of(path, "Chỉ tiêu 18 (tổ)")
    assert first[0][2:] == [f"Chỉ tiêu {number} (tổ)" for number in range(10, 18)]
    assert second[0][2:] == [f"Chỉ tiêu {number} (tổ)" for number in range(18, 22)]
    assert second[1][1:] == ["Phường A", "18", "19", "20", "21"]
    assert faults(path) == []


def test_the_satisfaction_of_one_unit_is_told_once(office: Context, tmp_path: Path) -> None:
    keep(office, "monthly", "A", **JUNE, surveys=10, surveys_satisfied=9)
    [said] = [text for text in report(office, tmp_path) if "hài lòng tại các" in text]
    assert said.endswith(
        "theo số liệu của 01/03 phường: hài lòng 09/10 phiếu (90%) (tại phường A)."
    )


def test_satisfaction_is_told_per_unit_and_together(office: Context, tmp_path: Path) -> None:
    keep(office, "monthly", "A", **JUNE, surveys=10, surveys_satisfied=9)
    keep(office, "monthly", "B", **JUNE, surveys=10, surveys_satisfied=8)
    [said] = [text for text in report(office, tmp_path) if "hài lòng tại các" in text]
    assert ", theo số liệu của 02/03 phường: hài lòng 17/20 phiếu (85%)" in said
    assert "phường A 09/10 (90%), phường B 08/10 (80%)" in said


def test_late_causes_are_summed_with_their_units(office: Context, tmp_path: Path) -> None:
    area = office.ask(find_field, "Hộ tịch")
    late: dict[str, Value] = {**JUNE, "field": area, "cause": "Chờ ý kiến cơ quan khác"}
    keep(office, "late_dossiers", "A", **late, dossiers=2)
    keep(office, "late_dossiers", "B", **late, dossiers=3)
    texts = report(office, tmp_path)
    assert "+ Chờ ý kiến cơ quan khác: 5 hồ sơ (phường A 2, phường B 3)." in texts


def test_inspections_name_faults_and_remedies(office: Context, tmp_path: Path) -> None:
    keep(
        office,
        "inspections",
        "A",
        day=date(2024, 6, 5),
        team="Đoàn mẫu",
        persons_at_fault=2,
        recommendation="Niêm yết đủ thủ tục",
        remedy_due=date(2024, 6, 30),
    )
    texts = report(office, tmp_path)
    assert any(text.endswith("01 cuộc (phường A 01); vi phạm: 02 cá nhân.") for text in texts)
    remedy = "hạn khắc phục 30/6/2024; chưa ghi ngày khắc phục."
    assert f"+ Phường A: kiến nghị niêm yết đủ thủ tục; {remedy}" in texts


def test_tasks_are_counted_by_plan_and_by_who_is_in_charge(office: Context, tmp_path: Path) -> None:
    task: dict[str, Value] = {"plan": "01/KH", "content": "Việc mẫu", "lead": "Văn phòng"}
    due = date(2024, 6, 20)
    keep(office, "tasks", "A", **task, number="1", due=due, done=date(2024, 6, 1), group="Thể chế")
    keep(office, "tasks", "A", **task, number="2", due=due, group="Tài chính")
    texts = report(office, tmp_path)
    [said] = [text for text in texts if text.startswith("- Nhiệm vụ theo kế hoạch của các")]
    assert said == (
        "- Nhiệm vụ theo kế hoạch của các phường thuộc 02 nội dung, theo số liệu của 01/03 phường"
        " (chưa có: phường B, phường C): đã hoàn thành 01/02 nhiệm vụ (50%)."
    )
    assert "+ Theo cơ quan chủ trì: Văn phòng 01/02 (50%)." in texts


def _decide(office: Context) -> None:
    keep(
        office,
        "documents",
        "B",
        symbol="05/QĐ-UBND",
        issued=date(2024, 6, 3),
        issuer="UBND Phường B",
        kind="Quyết định",
        subject="Quy chế mẫu",
        topics=("Thể chế",),
    )


def test_documents_on_institutions_stand_in_their_own_section(
    office: Context, tmp_path: Path
) -> None:
    _decide(office)
    texts = report(office, tmp_path)
    place = texts.index(_DECISION)
    start = next(at for at, text in enumerate(texts) if text.startswith("1. Cải cách thể chế"))
    end = next(at for at, text in enumerate(texts) if text.startswith("2. Cải cách thủ tục"))
    assert start < place < end


def test_the_documents_of_the_units_stand_in_footnotes_where_the_office_wants_it(
    office: Context, tmp_path: Path
) -> None:
    _decide(office)
    office.do(set_setting, "report.documents.II.1", "footnotes")
    path = export_district(office, "2024-06", tmp_path / "t.docx").path
    assert "- Các phường có 01 văn bản về thể chế." in paragraphs(path)
    assert notes_of(path) == [_DECISION.removeprefix("+ ")]


def test_the_in_time_rate_is_told_by_type_of_unit(office: Context, tmp_path: Path) -> None:
    [said] = [text for text in report(office, tmp_path) if "theo loại đơn vị" in text]
    assert said.endswith("phường chưa có số liệu; xã chưa có số liệu.")
