"""Rates of the office's own that only some units know: told, marked and worked out of theirs."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.context import Context, today
from desktop.figures import figures
from desktop.registers import save
from desktop.reports.district.export import export_district
from desktop.reports.district.workbook import export_workbook
from desktop.settings import set_settings
from models.measures import WHOLE_UNIT
from models.registers import Value
from tests.desktop.reports.district.test_workbook import formulas_that_differ, row_of
from tests.desktop.reports.documents import paragraphs, rows_of
from tests.helpers.sums import consolidate, enter, new_district

MONTH = "2024-01"
WHOLE = {"received": 100, "resolved_in_time": 45, "resolved_late": 5}
SIMPLE: dict[str, Value] = {
    "code": "TRA",
    "name": "Tỷ lệ trả qua bưu chính",
    "numerator": "delivered_postal",
    "denominator": "resolved",
}
SCOPED: dict[str, Value] = {
    "code": "HT",
    "name": "Tỷ lệ trực tuyến hộ tịch",
    "numerator": "received_online_full + received_online_partial",
    "denominator": "received",
    "scope": "Hộ tịch",
}


@pytest.fixture
def three(tmp_path: Path) -> Context:
    """An office with three wards: A knows all, B lacks what is delivered, C keeps no fields."""
    context = new_district(tmp_path, A={"kind": "Phường"}, B={"kind": "Phường"}, C={})
    for own in (SIMPLE, SCOPED):
        context.do(save, "rates", "", own)
    online = {"received_online_full": 20, "received_online_partial": 10}
    enter(context, "A", MONTH, "Hộ tịch", **WHOLE, **online, delivered_postal=8)
    enter(context, "A", MONTH, "Đất đai", **WHOLE, **dict.fromkeys(online, 0), delivered_postal=1)
    enter(context, "B", MONTH, "Hộ tịch", **WHOLE, **online)
    enter(context, "C", MONTH, WHOLE_UNIT, **WHOLE, **online, delivered_postal=30)
    return context


def test_json_tells_a_rate_of_the_units_that_know_it(three: Context) -> None:
    rates = three.ask(figures, MONTH, None)["total"]["rates"]
    assert (rates["TRA"]["percent"], rates["HT"]["percent"]) == (None, None)
    assert rates["TRA"]["partial"] == {
        "numerator": 39,
        "denominator": 150,
        "percent": "26",
        "units": 2,
        "of": 3,
        "missing": ["B"],
    }
    # The fields of C do not say its numbers: they are of the whole unit alone.
    assert rates["HT"]["partial"] == {
        "numerator": 60,
        "denominator": 200,
        "percent": "30",
        "units": 2,
        "of": 3,
        "missing": ["C"],
    }
    below = three.ask(consolidate, MONTH, today())["below"]["rates"]
    assert below["HT"]["partial"] == rates["HT"]["partial"]


def test_a_type_of_units_has_its_rate_of_some_fields(three: Context) -> None:
    kinds = three.ask(consolidate, MONTH, today())["by_kind"]
    found = {kind["kind"]: kind["rates"]["HT"]["percent"] for kind in kinds}
    assert found == {"Phường": "30", "": None}


def test_the_report_says_of_whom_an_own_rate_is_and_marks_it_in_the_table(
    three: Context, tmp_path: Path
) -> None:
    path = export_district(three, MONTH, tmp_path / "o.docx").path
    said = paragraphs(path)
    assert (
        "- Tỷ lệ trực tuyến hộ tịch, theo số liệu của 02/03 phường: các phường 60/200 hồ sơ tiếp"
        " nhận trong kỳ thuộc lĩnh vực Hộ tịch (30%); chưa có: phường C."
    ) in said
    assert any("39/150 hồ sơ đã giải quyết (26%)" in text for text in said)
    cells = {row[0]: row[1] for row in rows_of(path, "03 phường") if len(row) > 1}
    assert (cells["Tỷ lệ trả qua bưu chính"], cells["Tỷ lệ trực tuyến hộ tịch"]) == ("26%*", "30%*")
    note = "tỷ lệ trực tuyến hộ tịch theo số liệu của 02/03 phường, chưa có phường C"
    assert any(note in cell for row in rows_of(path, "03 phường") for cell in row)


@pytest.mark.parametrize("rounding", ["half_up", "truncate", "half_even"])
def test_the_workbook_works_a_rate_of_some_units_out_of_theirs(
    three: Context, tmp_path: Path, rounding: str
) -> None:
    three.do(set_settings, {"percent_rounding": rounding, "percent_zeros": "keep"})
    path = export_workbook(three, MONTH, tmp_path / "t.xlsx")
    book, live = load_workbook(path, data_only=True), load_workbook(path)
    # What all know of a number stands whole; the rate is of those that know both.
    assert row_of(book, "Tỷ lệ", "Cộng 03 phường")[2:] == [60, 200, 30, 39, 200, 26]
    for label, percent in (("Tỷ lệ trả qua bưu chính", 26), ("Tỷ lệ trực tuyến hộ tịch", 30)):
        assert row_of(book, "Tổng hợp", f"{label} (%)")[2] == percent
        [cell] = [row[2] for row in live["Tổng hợp"].iter_rows() if row[0].value == f"{label} (%)"]
        assert (str(cell.value)[:8], cell.number_format) == ("='Tỷ lệ'", '0.0"%*"')
    assert formulas_that_differ(path)[1] == []


def test_the_number_of_a_rate_out_of_use_is_still_that_of_some_units(
    three: Context, tmp_path: Path
) -> None:
    enter(three, "B", MONTH, "Hộ tịch", received_online_full=None)
    off: dict[str, Value] = {
        "code": "online_rate",
        "name": "Tỷ lệ hồ sơ trực tuyến",
        "numerator": "received_online",
        "denominator": "to_handle",
        "in_use": False,
    }
    three.do(save, "rates", "", off)
    said = paragraphs(export_district(three, MONTH, tmp_path / "o.docx").path)
    lead = "+ Theo số liệu của 02/03 phường: tiếp nhận trực tuyến 60 hồ sơ;"
    assert any(text.startswith(lead) for text in said)
