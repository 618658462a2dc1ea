"""A receiving office works its own rates out of the summed numbers, in report and workbook."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.consolidation.period import consolidated
from desktop.context import Context
from desktop.registers import save
from desktop.reports.district.workbook import export_workbook
from desktop.settings import set_settings
from models.registers import Value
from tests.desktop.reports.district.test_workbook import formulas_that_differ, row_of
from tests.desktop.reports.documents import district_report, paragraphs
from tests.helpers.sums import enter, new_district

OWN: dict[str, Value] = {
    "code": "BCCI",
    "name": "Tỷ lệ qua BCCI",
    "numerator": "delivered_postal + received_postal",
    "denominator": "resolved",
}


def two_wards(folder: Path) -> Context:
    context = new_district(folder, A={}, B={})
    context.do(save, "rates", "", OWN)
    month = "2024-01"
    enter(
        context,
        "A",
        month,
        received_postal=0,
        resolved_in_time=2,
        resolved_late=0,
        delivered_postal=1,
    )
    enter(
        context,
        "B",
        month,
        received_postal=1,
        resolved_in_time=14,
        resolved_late=0,
        delivered_postal=1,
    )
    return context


def test_a_rate_of_all_is_that_of_the_sums_not_an_average(tmp_path: Path) -> None:
    context = two_wards(tmp_path)
    found = context.ask(consolidated, "2024-01")
    order = found.ranking["BCCI"]
    assert [(placed.code, placed.rate.percent) for placed in order] == [("A", "50"), ("B", "14,3")]
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    book = load_workbook(path, data_only=True)
    assert row_of(book, "Tỷ lệ", "Cộng 02 phường")[2:] == [3, 16, 18.8]
    # 3 of 16, neither the mean of 50 and 14,3 nor anything typed in.
    assert row_of(book, "Tổng hợp", "Tỷ lệ qua BCCI (%)")[2] == 18.8
    assert formulas_that_differ(path)[1] == []


@pytest.mark.parametrize("zeros", ["drop", "keep"])
@pytest.mark.parametrize("own", ["Làm tròn nửa về số chẵn", "Cắt bỏ phần sau", None])
def test_own_rates_are_live_formulas_rounded_in_their_own_way(
    district: Context, tmp_path: Path, own: str | None, zeros: str
) -> None:
    district.do(set_settings, {"percent_rounding": "half_even", "percent_zeros": zeros})
    district.do(save, "rates", "", {**OWN, "rounding": own, "decimals": 0})
    scoped = {"numerator": "received_online", "denominator": "received", "scope": "Xã"}
    district.do(save, "rates", "", {**OWN, **scoped, "code": "XA", "name": "Cấp xã"})
    path = export_workbook(district, "2024-H1", tmp_path / "t.xlsx")
    count, wrong = formulas_that_differ(path)
    assert wrong == []
    assert count > 500
    live = load_workbook(path)
    assert str(row_of(live, "Tổng hợp", "Cấp xã (%)")[2]).startswith("='Tỷ lệ'!")
    # The office's own figures are of the whole unit alone: nothing is known of fields.
    assert row_of(load_workbook(path, data_only=True), "Tổng hợp", "Cấp xã (%)")[2] == "–"


def test_the_report_says_an_own_rate_of_each_part(district: Context, tmp_path: Path) -> None:
    own = {"numerator": "resolved_late", "denominator": "resolved", "section": "II.6"}
    district.do(save, "rates", "", {**OWN, **own})
    [line] = [
        t
        for t in paragraphs(district_report(district, tmp_path))
        if "qua BCCI: " in t and t.startswith("- ")
    ][:1]
    assert "6/1.783 hồ sơ đã giải quyết (0,3%)" in line
    assert "07 phường 5/15.795 hồ sơ đã giải quyết (0,03%)" in line
    assert "chung 11/17.578 hồ sơ đã giải quyết (0,06%)" in line
