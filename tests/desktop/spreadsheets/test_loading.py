"""A workbook that was filled in goes into the registers, everything or nothing."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop import history, months, registers
from desktop.context import Context, create_store, open_context
from desktop.sample import make_ward
from desktop.spreadsheets.loading import load
from desktop.spreadsheets.writing import write_workbook
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from tests.desktop.spreadsheets.books import (
    DOSSIER_HEAD,
    STAFF_HEAD,
    book,
    change,
    dossiers,
    filled,
    loaded,
    refusals,
)
from tests.helpers.office import JUNE, area_id, enter

LATER = date(2024, 7, 1)


def entered(office: Context, name: str, month: Month = JUNE) -> dict[str, int | None]:
    figures = office.ask(months.month_figures, office.unit, month)
    return {row.area: row.entered for row in figures.rows}[name]


def rows_of(office: Context, month: Month) -> list[tuple[str, bool, dict[str, int | None]]]:
    figures = office.ask(months.month_figures, office.unit, month)
    return [(row.area, row.nil, row.entered) for row in figures.rows]


def test_a_filled_workbook_loads_into_an_empty_store_and_then_changes_nothing(
    tmp_path: Path,
) -> None:
    source = open_context(make_ward(tmp_path / "mau", date(2024, 7, 1)))
    path = filled(source, tmp_path / "so.xlsx")
    again = loaded(source, path)
    assert all(count.new == count.changed == count.refused == 0 for count in again.sheets.values())
    target = create_store(tmp_path / "moi.sqlite", "ward", source.unit, "Phường mới", "", "")
    first = loaded(target, path)
    assert first.problems == ()
    assert first.sheets["Hồ sơ"].new == again.sheets["Hồ sơ"].same > 50
    for month in source.ask(months.months_with_figures, source.unit):
        assert rows_of(target, month) == rows_of(source, month)
    for name in ("staff", "equipment", "documents", "narratives", "indicators", "profile"):
        kept = source.ask(registers.records, name, source.unit)
        came = target.ask(registers.records, name, target.unit)
        assert [r.values for r in kept] == [r.values for r in came]
    assert all(count.new == count.changed == 0 for count in loaded(target, path).sheets.values())
    source.close()
    target.close()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    office: Context, tmp_path: Path
) -> None:
    path = dossiers(tmp_path / "so.xlsx", (2024, 6, "Hộ tịch", 1, 2, 3))
    report = loaded(office, path, dry_run=True)
    assert (report.sheets["Hồ sơ"].new, report.written) == (1, False)
    assert office.ask(months.months_with_figures, office.unit) == []
    assert loaded(office, path).written
    assert entered(office, "Hộ tịch")["received_online"] == 2


def test_one_load_is_one_entry_of_the_history(office: Context, tmp_path: Path) -> None:
    rows = ((2024, 6, "Hộ tịch", 1, 2, 3), (2024, 6, "Chứng thực", 1, 2, 3))
    entry = office.do(load, dossiers(tmp_path / "so.xlsx", *rows)).entry
    found = office.ask(history.latest, 1)[0]
    assert (found.id, len(found.changes)) == (entry, 2)
    office.do(history.undo, found.id)
    assert office.ask(months.months_with_figures, office.unit) == []


def test_a_blank_cell_clears_an_absent_column_keeps_and_no_row_deletes(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", carried_over=7, received_online=5, pending=9)
    enter(office, JUNE, "Chứng thực", received_online=3)
    report = loaded(office, dossiers(tmp_path / "so.xlsx", (2024, 6, "Hộ tịch", None, 6, None)))
    assert (report.sheets["Hồ sơ"].changed, report.sheets["Hồ sơ"].new) == (1, 0)
    after = entered(office, "Hộ tịch")
    assert (after["carried_over"], after["received_online"], after["pending"]) == (None, 6, 9)
    assert entered(office, "Chứng thực")["received_online"] == 3


def test_names_choices_and_headers_are_understood_however_they_are_spelt(
    office: Context, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {
            "ho so": [
                ("NĂM*", "tháng", "Linh vuc", "không phát sinh"),
                ("2024", "06", "HO TICH", "có"),
            ],
            "Nhân sự": [
                ("Họ và tên", "Hình thức bố trí ", "Từ ngày"),
                ("Cán bộ mẫu 01", "kiem nhiem", "5/1/2024"),
            ],
        },
    )
    assert loaded(office, path).problems == ()
    row = office.ask(months.month_figures, office.unit, JUNE).rows[0]
    assert (row.area, row.nil) == ("Hộ tịch", True)
    person = office.ask(registers.records, "staff", office.unit)[0]
    assert (person["assignment"], person["from_date"]) == ("Kiêm nhiệm", date(2024, 1, 5))


def test_the_whole_unit_has_a_row_of_its_own(office: Context, tmp_path: Path) -> None:
    loaded(office, dossiers(tmp_path / "so.xlsx", (2024, 6, "Chung toàn đơn vị", None, 9, None)))
    [row] = office.ask(months.month_figures, office.unit, JUNE).rows
    assert row.area_id == WHOLE_UNIT_ID


def test_a_field_of_work_may_be_added_in_the_same_workbook(office: Context, tmp_path: Path) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {
            "Hồ sơ": [DOSSIER_HEAD, (2024, 6, "Việc mới", 1, 2, 3), (2024, 6, "tên cũ", 4, 5, 6)],
            "Lĩnh vực": [
                ("Tên lĩnh vực", "Tên gọi khác"),
                ("Việc mới", None),
                ("Hộ tịch", "Tên cũ\nTên khác"),
            ],
        },
    )
    assert loaded(office, path, dry_run=True).problems == ()
    assert loaded(office, path).written
    assert entered(office, "Việc mới")["received_online"] == 2
    assert entered(office, "Hộ tịch")["received_online"] == 5
    assert loaded(office, path).sheets["Hồ sơ"].same == 2


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1234, 1234),
        (12.0, 12),
        ("1.234", 1234),
        (" 1234 ", 1234),
        ("1 234", 1234),
        (0, 0),
        (None, None),
        ("  ", None),
    ],
)
def test_numbers_are_taken_as_typed(
    office: Context, tmp_path: Path, cell: object, value: int | None
) -> None:
    loaded(office, dossiers(tmp_path / "so.xlsx", (2024, 6, "Hộ tịch", 1, cell, 3)))
    assert entered(office, "Hộ tịch")["received_online"] == value


def test_decimals_stay_exact_and_a_date_may_stand_for_a_period(
    office: Context, tmp_path: Path
) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {
            "Chỉ tiêu khác": [
                ("Năm", "Tháng", "Mã chỉ tiêu", "Thực hiện", "Tử số"),
                (2024, 6, "A1", 12.5, "1.234,75"),
            ],
            "Nội dung báo cáo": [
                ("Kỳ", "Mục", "Nội dung"),
                (datetime(2024, 6, 1), "III.1", "Một\nHai"),  # noqa: DTZ001
            ],
        },
    )
    assert loaded(office, path).problems == ()
    indicator = office.ask(registers.records, "indicators", office.unit)[0]
    assert (indicator["actual"], indicator["numerator"]) == (Decimal("12.5"), Decimal("1234.75"))
    assert office.ask(registers.records, "narratives", office.unit)[0]["period"] == "2024-06"


def test_a_device_that_gets_its_code_later_stays_the_same_device(
    office: Context, tmp_path: Path
) -> None:
    head = ("Mã tài sản", "Tên thiết bị", "Loại", "Số lượng", "Tình trạng", "Ngày đưa vào sử dụng")
    device = ("Camera cửa ra vào", "Camera", 1, "Hoạt động tốt", "01/02/2020")
    sheet = "Trang thiết bị"
    loaded(office, book(tmp_path / "a.xlsx", {sheet: [head, (None, *device)]}))
    coded = book(tmp_path / "b.xlsx", {sheet: [head, ("CAM-1", *device)]})
    count = loaded(office, coded).sheets[sheet]
    assert (count.changed, count.new) == (1, 0)
    two = book(tmp_path / "c.xlsx", {sheet: [head, ("CAM-1", *device), ("CAM-2", *device)]})
    count = loaded(office, two).sheets[sheet]
    assert (count.same, count.new) == (1, 1)


def test_unknown_columns_and_sheets_are_named_and_left_out(office: Context, tmp_path: Path) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {
            "Hồ sơ": [(*DOSSIER_HEAD, "Cột riêng"), (2024, 6, "Hộ tịch", 1, 2, 3, "x")],
            "Nháp": [("a",), ("b",)],
        },
    )
    report = loaded(office, path)
    assert report.written
    assert [(p.code, p.place.sheet, p.place.column) for p in report.ignored] == [
        ("column_unknown", "Hồ sơ", "Cột riêng"),
        ("sheet_unknown", "Nháp", None),
    ]


def test_columns_may_stand_in_any_order_and_blank_rows_between(
    office: Context, tmp_path: Path
) -> None:
    head = ("Tiếp nhận trực tuyến", None, "Lĩnh vực", "Tháng", "Năm")
    path = dossiers(tmp_path / "so.xlsx", (), (5, None, "Hộ tịch", 6, 2024), (" ",), head=head)
    assert loaded(office, path).sheets["Hồ sơ"].new == 1
    assert entered(office, "Hộ tịch")["received_online"] == 5


def test_a_closed_month_accepts_what_it_already_says_and_nothing_else(
    office: Context, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.do(months.close_month, office.unit, JUNE, LATER, "Số liệu đã đối chiếu")
    path = filled(office, tmp_path / "so.xlsx")
    assert loaded(office, path).written
    change(path, "Hồ sơ", {"H2": 6})
    report = loaded(office, path)
    [problem] = report.problems
    assert (problem.code, problem.place.sheet) == ("month_closed", "Hồ sơ")
    assert (problem.place.row, problem.place.month) == (2, "2024-06")
    more = dossiers(tmp_path / "b.xlsx", (2024, 6, "Chứng thực", 1, 2, 3))
    assert refusals(office, more) == [("month_closed", 2, None)]
    assert entered(office, "Hộ tịch")["received_online"] == 5


def test_a_cleared_item_of_the_profile_is_cleared_and_an_absent_one_kept(
    office: Context, tmp_path: Path
) -> None:
    rows = [
        ("Mục", "Giá trị"),
        ("Mã đơn vị", office.unit),
        ("Tên đơn vị", "Phường Lê Bình"),
        ("Địa danh", None),
        ("Dân số", "12.345"),
    ]
    path = book(tmp_path / "so.xlsx", {"Đơn vị": rows})
    assert loaded(office, path).sheets["Đơn vị"].changed == 1
    profile = office.ask(registers.profile, office.unit)
    assert (profile["place"], profile["population"]) == (None, 12345)
    assert profile["superior"] == "UBND quận Cái Răng"


def test_the_empty_workbook_filled_in_by_hand_loads(office: Context, tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    office.ask(write_workbook, path, False)
    assert all(count.new == count.changed == 0 for count in loaded(office, path).sheets.values())
    opened = load_workbook(path)
    opened["Nhân sự"].append(["Cán bộ mẫu 01", *[None] * 6, "Chính thức", None, None, "02/01/2024"])
    opened["Hồ sơ"].append([2024, 6, "Hộ tịch", None, 10, 2])
    opened.save(path)
    report = loaded(office, path)
    assert (report.sheets["Nhân sự"].new, report.sheets["Hồ sơ"].new) == (1, 1)
    row = office.ask(months.month_figures, office.unit, JUNE).rows[0]
    assert row.area_id == area_id(office, "Hộ tịch")


def test_two_people_of_one_name_are_told_apart_by_their_first_day(
    office: Context, tmp_path: Path
) -> None:
    rows = [
        ("Cán bộ mẫu 01", "Chính thức", "01/01/2024"),
        ("Cán bộ mẫu 01", "Dự phòng", "01/02/2024"),
    ]
    path = book(tmp_path / "so.xlsx", {"Nhân sự": [STAFF_HEAD, *rows]})
    assert loaded(office, path).sheets["Nhân sự"].new == 2
