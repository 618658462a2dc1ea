"""The same months give the same document, whatever the period is called."""

from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from desktop.context import Context
from desktop.handoff.arrivals import Decisions
from desktop.handoff.receiving import undo_batch
from desktop.handoff.slips import return_slip
from desktop.reports.district.workbook import export_workbook
from models.periods import next_title, parse_period, title
from models.tables import INBOX
from tests.desktop.reports.documents import (
    HALF_YEAR,
    district_report,
    paragraphs,
    rows_of,
    section,
    tell,
)
from tests.helpers.offices import Ward, new_district, take
from tests.helpers.sums import plain_month

HALF_DATES = "2023-12-05..2024-06-20"
QUARTER, QUARTER_DATES = "2025-Q4", "2025-10-01..2025-12-31"
_CALLED = (HALF_YEAR, HALF_DATES, QUARTER, QUARTER_DATES, "2025-09-15..2025-12-14")
MONTHS = ("2025-10", "2025-11", "2025-12")


def told(context: Context, folder: Path, period: str) -> list[str]:
    """Return all texts of the report of a period but for how it is called."""
    texts = paragraphs(district_report(context, folder, period=period))
    for name in map(parse_period, _CALLED):
        for called, word in ((title(name), "KỲ NÀY"), (next_title(name), "KỲ SAU")):
            texts = [text.replace(called, word).replace(called.upper(), word) for text in texts]
    return texts


def cells(context: Context, folder: Path, period: str) -> dict[str, list[tuple[object, ...]]]:
    """Return the cells of the workbook of a period, by sheet, but for whose period it is."""
    path = export_workbook(context, period, folder / "tong-hop.xlsx")
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(min_row=3, values_only=True)) for sheet in book}


def undo(context: Context, unit: str) -> None:
    row = context.ask(lambda conn: conn.execute(INBOX.select().where(INBOX.c.unit == unit)).first())
    assert row is not None
    context.do(undo_batch, row.batch)


def test_the_sample_half_year_by_name_and_by_its_days(district: Context, tmp_path: Path) -> None:
    by_name = told(district, tmp_path, HALF_YEAR)
    assert by_name == told(district, tmp_path, HALF_DATES)
    # What used to be lost: grades, difficulties, who was late, who has sent.
    for held in ("trễ hạn", "Phụ lục VII", "Phụ lục VIII", "Đã nhận"):
        assert any(held in text for text in by_name), held
    assert cells(district, tmp_path, HALF_YEAR) == cells(district, tmp_path, HALF_DATES)


def test_also_where_units_are_missing_returned_or_lack_a_month(
    district: Context, tmp_path: Path
) -> None:
    undo(district, "BALANG")
    return_slip(district, "PHUTHU", HALF_YEAR, [("II.2", "Thiếu số liệu.")], tmp_path)
    # A unit that ends with May has no days for June: the usual ones count.
    undo(district, "LEBINH")
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {f"2024-0{month}": {"Hộ tịch": 5} for month in range(1, 6)}
    ward.narrative = "Thiếu máy quét tài liệu."
    take(district, ward.send("2024-05"), decisions=Decisions(accept_keys=["LEBINH"]))
    by_name = told(district, tmp_path, HALF_YEAR)
    assert by_name == told(district, tmp_path, HALF_DATES)
    assert any(text.startswith("- Chưa có báo cáo của phường") for text in by_name)
    assert any("Đã trả lại để hoàn chỉnh" in text for text in by_name)
    assert any("phường Lê Bình (thiếu tháng 6/2024)" in text for text in by_name)


def test_also_what_the_office_wrote_itself_and_the_periods_beside(
    district: Context, tmp_path: Path
) -> None:
    tell(district, "IV", "Tiếp tục rà soát thủ tục.", HALF_YEAR)
    for month in ("2023-06", "2023-11"):
        plain_month(district, district.unit, month, 1, 20, 2)
    by_name = told(district, tmp_path, HALF_YEAR)
    assert any("Tiếp tục rà soát thủ tục." in text for text in by_name)
    assert any("Không so sánh với" in text for text in by_name)
    assert by_name == told(district, tmp_path, HALF_DATES)


@pytest.fixture
def monthly(tmp_path: Path) -> Context:
    """Return an office with two units: the files of one are monthly, the other lacks December."""
    office = new_district(tmp_path, "LEBINH", "BALANG", "TANPHU")
    for code, months in (("LEBINH", MONTHS), ("BALANG", MONTHS[:2])):
        ward = Ward(tmp_path, code)
        for place, month in enumerate(months):
            ward.figures[month] = {"Hộ tịch": 5 + place, "Đất đai": 3}
            ward.narrative = f"Đề nghị của {code} {month}."
            take(office, ward.send(month))
    with office.store.transaction() as conn:
        conn.execute(sa.update(INBOX).values(received_at="2025-12-22T08:00:00+07:00"))
    return office


def test_a_quarter_of_monthly_files_by_name_and_by_its_days(
    monthly: Context, tmp_path: Path
) -> None:
    by_name = told(monthly, tmp_path, QUARTER)
    assert by_name == told(monthly, tmp_path, QUARTER_DATES)
    assert cells(monthly, tmp_path, QUARTER) == cells(monthly, tmp_path, QUARTER_DATES)


def test_also_where_only_the_units_count_their_months_otherwise(tmp_path: Path) -> None:
    """The office keeps no figures: its months have the days that those of its units have."""
    office = new_district(tmp_path, "LEBINH", "TANPHU")
    ward = Ward(tmp_path, "LEBINH")
    ward.days = {
        "2025-10": ("2025-09-15", "2025-10-14"),
        "2025-11": ("2025-10-15", "2025-11-14"),
        "2025-12": ("2025-11-15", "2025-12-14"),
    }
    ward.figures = {month: {"Hộ tịch": 5} for month in MONTHS}
    take(office, ward.send(QUARTER))
    by_name = told(office, tmp_path, QUARTER)
    by_days = told(office, tmp_path, "2025-09-15..2025-12-14")
    assert by_name == by_days
    # The days of its figures are those of the file, by either name.
    assert any("01/02 phường, kỳ số liệu KỲ NÀY" in text for text in by_name)


def test_the_annex_says_of_each_unit_what_board_and_text_say(
    monthly: Context, tmp_path: Path
) -> None:
    path = district_report(monthly, tmp_path, period=QUARTER)
    rows = {row[1]: row for row in rows_of(path, "Tình trạng")[1:] if len(row) > 1}
    assert rows["Phường LEBINH"][2] == "Đã nhận"
    assert rows["Phường LEBINH"][5] == "2"
    assert rows["Phường LEBINH"][-1] == "số liệu lấy từ báo cáo tháng 12 năm 2025"
    assert rows["Phường BALANG"][2] == "Đã nhận"
    assert rows["Phường BALANG"][-1].endswith("thiếu tháng 12/2025")
    assert rows["Phường TANPHU"][2] == "Chưa gửi"
    text = "\n".join(section(path, "II. ", "III. "))
    assert "02/03 phường" in text
    assert "phường BALANG (thiếu tháng 12/2025)" in text
    assert "Gửi trễ hạn: phường LEBINH (02 ngày)" in text


def test_a_units_text_is_that_of_the_last_month(monthly: Context, tmp_path: Path) -> None:
    texts = told(monthly, tmp_path, QUARTER)
    written = [text for text in texts if text.startswith("Đề nghị của")]
    # The one that lacks December is heard with the last that it sent.
    assert written == ["Đề nghị của BALANG 2025-11.", "Đề nghị của LEBINH 2025-12."]
