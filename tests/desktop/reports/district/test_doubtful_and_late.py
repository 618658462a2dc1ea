"""What several units have in doubt, who of many was late, and in which report figures came."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.finding_reasons import give_reason
from desktop.handoff.slips import request_file
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import DistrictData, gather_district
from desktop.word.book import plain
from desktop.word.content import Report
from models.measures import WHOLE_UNIT
from tests.desktop.reports.documents import HALF_YEAR, district_report, paragraphs
from tests.helpers.sums import enter, new_district

MONTH = "2024-01"
WHY = "Hệ thống tỉnh chuyển bổ sung hồ sơ."


def said_in(report: Report, section: str) -> list[str]:
    return [plain(text) for text in report.tags["muc"][section]]


@pytest.fixture
def doubtful(tmp_path: Path) -> Context:
    """Three wards: the online intake of two is more than all they received."""
    context = new_district(tmp_path, A={}, B={}, C={})
    for unit, online in (("A", 12), ("B", 15), ("C", 8)):
        known = {"carried_over": 0, "received": 10, "received_online": online}
        enter(context, unit, MONTH, WHOLE_UNIT, **known)
    return context


def _doubts(context: Context) -> list[str]:
    data = context.ask(gather_district, MONTH, today())
    texts = said_in(compose_district(data), "III_2")
    first = next(place for place, text in enumerate(texts) if "điểm cần đối chiếu" in text)
    return texts[first:]


def test_doubts_of_several_units_are_counted_and_the_weightiest_of_each_is_told(
    doubtful: Context,
) -> None:
    lead, *told = _doubts(doubtful)
    assert lead == "- Số liệu của 02/03 đơn vị có 04 điểm cần đối chiếu. Lớn nhất ở từng đơn vị:"
    assert told == [
        "+ Phường B, tháng 1/2024: tiếp nhận trong kỳ 10 hồ sơ, tiếp nhận trực tuyến 15 hồ sơ.",
        "+ Phường A, tháng 1/2024: tiếp nhận trong kỳ 10 hồ sơ, tiếp nhận trực tuyến 12 hồ sơ.",
    ]


def test_a_reason_that_a_unit_gave_is_counted_and_stands_behind_its_doubt(
    doubtful: Context,
) -> None:
    found = doubtful.ask(gather_district, MONTH, today()).doubts.found
    doubtful.do(give_reason, next(each for each in found if each.unit == "B"), WHY)
    lead, first, second = _doubts(doubtful)
    assert ", trong đó 01 điểm đơn vị đã giải trình. Lớn nhất" in lead
    assert first.endswith("hồ sơ. Lý do: hệ thống tỉnh chuyển bổ sung hồ sơ.")
    assert "Lý do" not in second


def _late(context: Context, units: int) -> DistrictData:
    """Return the sample half-year, for which the first units came two days late, no other."""
    data = context.ask(gather_district, HALF_YEAR, today())
    board = []
    for place, row in enumerate(data.board):
        standing = row.standing._replace(late_days=2 if place < units else 0)
        board.append(row._replace(standing=standing))
    return replace(data, board=tuple(board))


def test_up_to_five_late_units_are_named_with_their_days(district: Context) -> None:
    report = compose_district(_late(district, 5))
    [said] = [text for text in said_in(report, "II_2") if text.startswith("- Gửi trễ hạn")]
    assert said.count("(02 ngày)") == 5
    assert said.startswith("- Gửi trễ hạn: phường Ba Láng (02 ngày), phường")
    assert "- Có 05 phường gửi báo cáo trễ hạn (Phụ lục IX)." in said_in(report, "III_2")


def test_more_late_units_are_counted_and_the_annex_names_them(district: Context) -> None:
    report = compose_district(_late(district, 6))
    assert "- Gửi trễ hạn: 06 phường (Phụ lục IX)." in said_in(report, "II_2")
    assert "- Có 06 phường gửi báo cáo trễ hạn (Phụ lục IX)." in said_in(report, "III_2")
    assert [row[5] for row in report.tables["tien_do"].rows].count("2") == 6


def test_the_annex_names_the_later_deadline_of_the_report_that_the_months_came_in(
    district: Context, tmp_path: Path
) -> None:
    texts = paragraphs(district_report(district, tmp_path, period="2024-06"))
    assert "(Hạn gửi: 25/6/2024)" in texts
    # The half-year's report was due later than that of its last month.
    request_file(district, HALF_YEAR, date(2024, 7, 5), tmp_path)
    texts = paragraphs(district_report(district, tmp_path, period="2024-06"))
    half = "6 tháng đầu năm 2024"
    assert f"(Hạn gửi: 25/6/2024; số liệu lấy từ báo cáo {half}: 05/7/2024)" in texts
    notes = [row for row in texts if row == f"số liệu lấy từ báo cáo {half}"]
    assert len(notes) == 7


def test_a_doubt_of_one_field_names_it_as_a_field(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    for unit in ("A", "B"):
        enter(context, unit, MONTH, carried_over=0, received=10, received_online=12)
    told = _doubts(context)[1:]
    assert [line.split(": ")[1] for line in told] == ["lĩnh vực Hộ tịch", "lĩnh vực Hộ tịch"]
