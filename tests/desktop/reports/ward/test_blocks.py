"""Figures by period in the ward's report: the period, what it is compared with, the year so far."""

from datetime import date
from pathlib import Path

import pytest

from desktop.blocks import save_block
from desktop.context import Context
from desktop.registers import save
from desktop.reports.export import export
from desktop.reports.ward.data import ReportData, Span
from desktop.reports.ward.gathering import gather
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.periods import Month
from models.registers import Value
from tests.desktop.reports.documents import paragraphs, rows_of
from tests.helpers.office import BALANCED, SETTLED, enter, new_office

WEEK = {"carried_over": 1, "received": 5, "resolved": 4, "pending": 2}


@pytest.fixture
def office(tmp_path: Path) -> Context:
    return new_office(tmp_path)


def keep(office: Context, period: str, numbers: dict[str, int], **told: Value) -> None:
    office.do(save_block, office.unit, period, {WHOLE_UNIT_ID: numbers}, told)


def gathered(office: Context, period: str) -> ReportData:
    return office.ask(gather, office.unit, period, "cchc")


def received(span: Span | None) -> int | None:
    assert span is not None
    return span.total["received"]


def test_a_week_stands_beside_the_week_before_and_the_year_so_far(office: Context) -> None:
    for number in (1, 2, 3, 4, 5, 6):
        enter(office, Month(2024, number), "Hộ tịch", **SETTLED)
    keep(office, "2024-W23", WEEK)
    keep(office, "2024-W22", {**WEEK, "received": 3})
    keep(office, "2024-06-01..2024-06-09", {**WEEK, "received": 6})
    data = gathered(office, "2024-W23")
    assert (received(data.now), received(data.before)) == (5, 3)
    assert received(data.to_date) == 5 * 8 + 6
    assert data.open_months == ()
    assert [str(piece.block) for piece in data.now.blocks] == ["2024-W23"]


def test_the_year_so_far_is_whole_for_an_office_that_started_in_october(office: Context) -> None:
    keep(office, "2024-9M", {**WEEK, "received": 700})
    enter(office, Month(2024, 10), "Hộ tịch", **SETTLED)
    data = gathered(office, "2024-10")
    assert (received(data.now), received(data.to_date)) == (8, 708)
    assert data.open_months == (Month(2024, 10),)
    assert received(gathered(office, "2024-9M").now) == 700
    assert gathered(office, "2024-9M").open_months == ()


def test_the_year_so_far_begins_with_the_unit(office: Context) -> None:
    key = office.ask(lambda conn: conn.exec_driver_sql("SELECT id FROM profile").scalar_one())
    office.do(save, "profile", office.unit, {"established": date(2024, 6, 1)}, str(key))
    keep(office, "2024-W23", WEEK)
    keep(office, "2024-06-01..2024-06-09", {**WEEK, "received": 6})
    to_date = gathered(office, "2024-W23").to_date
    assert received(to_date) == 6
    assert to_date is not None
    assert (to_date.start, to_date.end) == (date(2024, 6, 1), date(2024, 6, 9))


def test_both_numbers_are_there_for_the_paper_to_choose_from(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(
        office,
        "2024-06",
        {"received": 12},
        source="Cổng",
        printed="Công bố",
        reason="Số đã công bố.",
    )
    now = gathered(office, "2024-06").now
    assert now.total["received"] == 12
    assert now.beside["received"] == (9, "Công bố", "Cổng", "Số đã công bố")


def test_a_week_that_is_known_from_months_only_is_refused(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    with pytest.raises(Refused) as refused:
        gathered(office, "2024-W23")
    assert [problem.code for problem in refused.value.problems] == ["window_straddles"]


def test_a_report_of_a_week_is_written_with_its_numbers(office: Context, tmp_path: Path) -> None:
    keep(office, "2024-W23", WEEK)
    out = tmp_path / "tuan.docx"
    export(office, "2024-W23", "cchc", out)
    text = " ".join(paragraphs(out))
    assert "tuần 23 năm 2024" in text
    assert "từ ngày 03/6/2024 đến ngày 09/6/2024" in text


@pytest.mark.parametrize(
    ("kind", "period", "since"),
    [
        # Inside a month with figures, over New Year, on its first day, and in free dates.
        ("week", "2024-W23", "–"),
        ("week", "2025-W01", "–"),
        ("week", "2024-W01", "5"),
        ("day", "2024-01-01", "5"),
        ("day", "2024-01-02", "–"),
        ("week", "2024-06-10..2024-06-20", "–"),
    ],
)
def test_a_short_report_says_of_the_year_only_what_is_known(
    office: Context, tmp_path: Path, kind: str, period: str, since: str
) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **SETTLED)
    keep(office, period, WEEK)
    out = tmp_path / "nhanh.docx"
    export(office, period, kind, out)
    by_label = {row[0]: row[1:] for row in rows_of(out, "Trong kỳ")}
    assert by_label["Tiếp nhận trong kỳ"] == ["5", since, "–"]
    note = "“–” là chưa có số liệu hoặc không có số để so sánh, tính tỷ lệ."
    assert sum(text.startswith(note) for text in paragraphs(out)) == 1


def test_what_only_the_whole_unit_knows_stands_below_the_fields_of_the_form(
    office: Context, tmp_path: Path
) -> None:
    for name in ("Hộ tịch", "Chứng thực"):
        enter(office, Month(2024, 7), name, **SETTLED)
    enter(office, Month(2024, 8), WHOLE_UNIT, **{**SETTLED, "pending_in_time": 3})
    out = tmp_path / "bieu.docx"
    export(office, "2024-07-01..2024-08-31", "ii06a", out)
    rows = rows_of(out, "(13)")
    first = next(place for place, row in enumerate(rows) if row[0] == "1")
    *fields, whole, total = rows[first:]
    # Nobody knows which of August's dossiers are of a field: no smaller number stands there.
    assert [row[2] for row in fields] == ["–", "–"]
    assert (whole[0], whole[1]) == ("", "Chung toàn đơn vị, không tách lĩnh vực")
    assert whole[2] == total[2] == "24"
    assert (fields[0][5], whole[5]) == ("0", "–")  # carried over: the fields hold it all
    note = (
        "“–” là chưa có số liệu; riêng ở dòng “Chung toàn đơn vị, không tách lĩnh vực” còn là số"
        " liệu đã tách hết theo lĩnh vực."
    )
    assert any(text.endswith(note) for text in paragraphs(out))
    export(office, "2024-07", "ii06a", out)
    assert "“–”" not in " ".join(paragraphs(out))


def test_of_none_there_is_no_share_which_the_note_tells_from_unknown(
    office: Context, tmp_path: Path
) -> None:
    enter(office, Month(2024, 1), "Hộ tịch", **SETTLED)
    enter(office, Month(2024, 2), "Hộ tịch", **dict.fromkeys(SETTLED, 0))
    out = tmp_path / "t2.docx"
    export(office, "2024-02", "cchc", out)
    by_label = {row[0]: row[1:] for row in rows_of(out, "Trong kỳ")}
    assert by_label["Tỷ lệ giải quyết trước và đúng hạn"][:3] == ["–", "100%", "–"]
    assert by_label["Tỷ lệ số hóa kết quả"][0] == "–"
    note = "“–” là chưa có số liệu hoặc không có số để so sánh, tính tỷ lệ."
    assert paragraphs(out).count(note) == 1
