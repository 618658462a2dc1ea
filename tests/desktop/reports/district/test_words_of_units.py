"""Sentences and titles promise what is there, in the words of whoever issues the report."""

from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from models.registers import Value
from tests.desktop.reports.documents import district_report, paragraphs, rows_of
from tests.helpers.sums import enter, new_district, plain_month

MONTH = "2024-01"
CODES = ("A", "B", "C", "D", "E", "F")
CITED = "Kế hoạch số 05/KH-UBND ngày 10 tháng 01 năm 2024 của"


def keep(context: Context, register: str, unit: str, **values: Value) -> None:
    context.do(save, register, unit, values)


def units(folder: Path, *codes: str) -> Context:
    context = new_district(folder, **{code: {} for code in codes})
    for code in codes:
        plain_month(context, code, MONTH, 0, 10, 0)
    return context


def line(path: Path, lead: str) -> str:
    [found] = [text for text in paragraphs(path) if text.startswith(lead)]
    return found


def plan(context: Context, issuer: str) -> None:
    told: dict[str, Value] = {"symbol": "05/KH-UBND", "subject": "Kế hoạch mẫu", "kind": "Kế hoạch"}
    day = date(2024, 1, 10)
    keep(context, "documents", "DIST", **told, issuer=issuer, issued=day, topics=("CCHC",))


@pytest.mark.parametrize(
    ("issuer", "department", "lead"),
    [
        ("UBND quận Mẫu", "", "- Đã ban hành"),
        ("UBND quận Mẫu", "Phòng Nội vụ", "- Đã tham mưu Ủy ban nhân dân quận Mẫu ban hành"),
        ("Bộ phận Tiếp nhận và Trả kết quả", "", "- Đã ban hành"),
        ("Bộ phận Tiếp nhận và Trả kết quả", "Phòng Nội vụ", "- Đã ban hành"),
        ("Sở Nội vụ", "Phòng Nội vụ", "- Thực hiện"),
    ],
)
def test_who_issued_a_document_is_told_as_it_was(
    tmp_path: Path, issuer: str, department: str, lead: str
) -> None:
    context = units(tmp_path, "A")
    plan(context, issuer)
    path = district_report(context, tmp_path, department or None, MONTH)
    [said] = [text for text in paragraphs(path) if CITED in text]
    assert said.startswith(f"{lead} {CITED}")


@pytest.mark.parametrize("count", [5, 6])
def test_of_more_than_five_units_only_the_best_and_the_worst_satisfaction_is_told(
    tmp_path: Path, count: int
) -> None:
    context = units(tmp_path, *CODES[:count])
    for place, code in enumerate(CODES[:count], start=4):
        told: dict[str, Value] = {"year": 2024, "month": 1}
        keep(context, "monthly", code, **told, surveys=10, surveys_satisfied=place)
    said = line(district_report(context, tmp_path, period=MONTH), "- Khảo sát")
    ending = "(65%); cao nhất phường F 09/10 (90%), thấp nhất phường A 04/10 (40%)."
    if count == 5:
        ending = (
            "(60%), gồm phường A 04/10 (40%), phường B 05/10 (50%), phường C 06/10 (60%),"
            " phường D 07/10 (70%), phường E 08/10 (80%)."
        )
    assert said.endswith(ending)


def test_the_main_table_is_titled_by_whose_columns_it_has(tmp_path: Path) -> None:
    context = units(tmp_path, "A")
    titles = [line(district_report(context, tmp_path, period=MONTH), "Bảng số liệu chính")]
    plain_month(context, "DIST", MONTH, 0, 5, 0)
    titles.append(line(district_report(context, tmp_path, period=MONTH), "Bảng số liệu chính"))
    assert titles == [
        "Bảng số liệu chính của phường A",
        "Bảng số liệu chính của Bộ phận Một cửa của quận và phường A",
    ]


def test_the_annex_on_other_figures_is_titled_by_its_parts(tmp_path: Path) -> None:
    context = units(tmp_path, "A", "B")
    enter(context, "A", MONTH, due=5)
    found = []
    for numbers in ({"due": 5}, {"nonlocal_received": 2}, {"received_online_full": 1}):
        enter(context, "B", MONTH, "Hộ tịch", **numbers)
        path = district_report(context, tmp_path, period=MONTH)
        found += [text for text in paragraphs(path) if "GIẢI QUYẾT ĐÚNG HẠN THEO ĐƠN VỊ" in text]
    assert found == [
        "HỒ SƠ ĐẾN HẠN, CHỜ XỬ LÝ VÀ GIẢI QUYẾT ĐÚNG HẠN THEO ĐƠN VỊ",
        "HỒ SƠ ĐẾN HẠN, CHỜ XỬ LÝ, HỒ SƠ NGOÀI ĐỊA BÀN VÀ GIẢI QUYẾT ĐÚNG HẠN THEO ĐƠN VỊ",
        (
            "HỒ SƠ TRỰC TUYẾN THEO MỨC ĐỘ, HỒ SƠ ĐẾN HẠN, CHỜ XỬ LÝ, HỒ SƠ NGOÀI ĐỊA BÀN VÀ GIẢI"
            " QUYẾT ĐÚNG HẠN THEO ĐƠN VỊ"
        ),
    ]


def test_premises_are_named_by_what_the_units_wrote(tmp_path: Path) -> None:
    context = units(tmp_path, "A")
    told: dict[str, Value] = {"code": "A", "name": "Phường A"}
    keep(context, "profile", "A", **told, population=900)
    said = line(district_report(context, tmp_path, period=MONTH), "- Địa bàn phục vụ của")
    assert said.endswith("dân số 900 người.")
    assert "rụ sở" not in said


def test_totals_stand_before_those_of_types_and_the_own_unit_bears_its_short_name(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Xã"})
    for code in ("DIST", "A", "B"):
        plain_month(context, code, MONTH, 0, 10, 0)
    path = district_report(context, tmp_path, period=MONTH)
    names = [row[1] for row in rows_of(path, "(13)")[4:]]
    assert names == [
        "Một cửa quận",
        "Phường A",
        "Phường B",
        "Cộng 02 phường",
        "Trong đó: Phường (01)",
        "Trong đó: Xã (01)",
        "Tổng cộng",
    ]
