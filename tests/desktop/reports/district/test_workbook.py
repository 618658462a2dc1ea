"""The workbook's formulas give the program's own numbers, and it names each figure's source."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.context import Context
from desktop.handoff.receiving import undo_batch
from desktop.registers import save
from desktop.reports.district.gathering import gather_district
from desktop.reports.district.workbook import export_workbook, write_district_workbook
from desktop.settings import set_settings
from desktop.spreadsheets.formulas import rate_of_known
from models.errors import Unusable
from models.measures import WHOLE_UNIT
from models.rates import RATES, Rounding, percent
from models.rounding import Style
from models.tables import INBOX
from tests.helpers.formulas import Sheets
from tests.helpers.sums import consolidate, enter, new_district

SHEETS = [
    "Tổng hợp",
    "Số liệu",
    "Biểu II.06a",
    "Theo lĩnh vực",
    "Số hóa, thanh toán",
    "Nhân sự",
    "Trang thiết bị",
    "Chỉ tiêu tháng",
    "Thủ tục",
    "Chỉ tiêu khác",
    "Mô hình, sáng kiến",
    "Xếp loại",
    "Khó khăn, kiến nghị",
    "Tiến độ gửi",
    "Kiểm tra",
    "Hồ sơ quá hạn",
    "Chỉ tiêu giao",
    "Phần mềm",
    "Thông tin đơn vị",
    "Xếp hạng",
    "Nguồn",
]
FORMS = ("Biểu II.06a", "Theo lĩnh vực")


@pytest.fixture
def path(district: Context, tmp_path: Path) -> Path:
    return export_workbook(district, "2024-H1", tmp_path / "tong-hop.xlsx")


def formulas_that_differ(path: Path) -> tuple[int, list[str]]:
    """Return how many formulas there are, and those that give another number than beside them."""
    live, said = load_workbook(path), load_workbook(path, data_only=True)
    sheets = Sheets(live)
    count = 0
    wrong = []
    for sheet, place, formula in formulas_of(live):
        count += 1
        result, beside = sheets.value(sheet, place), said[sheet][place].value
        if result != beside:
            wrong.append(f"{sheet}!{place} {formula}: {result} ≠ {beside}")
    return count, wrong


def formulas_of(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, address and text of every formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


def row_of(book: Workbook, sheet: str, label: str) -> list[object]:
    """Return the values of the row with this label."""
    for row in book[sheet].iter_rows(values_only=True):
        if label in row[:2]:
            return list(row)
    raise AssertionError(label)


def test_every_total_and_rate_is_a_formula_that_gives_the_programs_number(path: Path) -> None:
    count, wrong = formulas_that_differ(path)
    assert wrong == []
    assert count > 400
    book = load_workbook(path, data_only=True)
    assert row_of(book, "Tổng hợp", "Tổng số hồ sơ phải giải quyết")[2:5] == [2181, 16037, 18218]
    assert row_of(book, "Tổng hợp", "Tỷ lệ số hóa kết quả (%)")[2:5] == [71.1, 68.9, 69.2]
    assert row_of(book, "Tổng hợp", "Tỷ lệ thanh toán trực tuyến (%)")[2:4] == [42.3, 46]
    assert row_of(book, "Biểu II.06a", "Cộng 07 phường")[2:7] == [16037, 11214, 4656, 167, 15795]


@pytest.mark.parametrize("decimals", ["0", "1", "2"])
@pytest.mark.parametrize("rounding", ["half_up", "truncate"])
def test_rates_are_rounded_as_the_office_prints_them(
    district: Context, tmp_path: Path, rounding: str, decimals: str
) -> None:
    district.do(set_settings, {"percent_rounding": rounding, "percent_decimals": decimals})
    path = export_workbook(district, "2024-H1", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    mode: Rounding = "truncate" if rounding == "truncate" else "half_up"
    printed = percent(11060, 16037, mode, int(decimals))
    book = load_workbook(path, data_only=True)
    shown = row_of(book, "Tổng hợp", "Tỷ lệ số hóa kết quả (%)")[3]
    assert str(shown).replace(".", ",") == printed


def test_a_rate_on_the_edge_is_not_shifted_by_binary_fractions(tmp_path: Path) -> None:
    # 57,5 is not a binary fraction: 575/1000*100 is 57.49999999999999 in a spreadsheet.
    context = new_district(tmp_path, A={}, B={})
    context.do(set_settings, {"percent_rounding": "truncate"})
    enter(context, "A", "2024-01", fee_bearing=1000, paid_online=575)
    enter(context, "B", "2024-01", fee_bearing=1000, paid_online=290)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    assert row_of(load_workbook(path, data_only=True), "Số hóa, thanh toán", "Phường A")[-1] == 57.5


@pytest.mark.parametrize("rounding", ["half_up", "truncate"])
def test_nearly_all_reads_on_the_sheets_as_in_the_report(tmp_path: Path, rounding: str) -> None:
    context = new_district(tmp_path, A={}, B={})
    context.do(set_settings, {"percent_rounding": rounding, "percent_decimals": "1"})
    for month, in_time in (("2024-01", 9_381), ("2024-02", 9_380)):
        for unit in ("A", "B"):
            enter(
                context,
                unit,
                month,
                carried_over=0,
                received_online=5,
                received_offline=15_790,
                resolved_in_time=in_time,
                resolved_late=9_383 - in_time,
            )
    path = export_workbook(context, "2024-02", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    book = load_workbook(path, data_only=True)
    shape = context.ask(consolidate, "2024-02", date(2024, 3, 1))
    rates = shape["below"]["rates"]
    printed = ["99,97", "0,03"] if rounding == "half_up" else ["99,9", "0,03"]
    assert [rates[name]["percent"] for name in ("in_time_rate", "online_rate")] == printed
    labels = [f"{RATES[name].label} (%)" for name in ("in_time_rate", "online_rate")]
    shown = [row_of(book, "Tổng hợp", label)[2] for label in labels]
    assert [str(value).replace(".", ",") for value in shown] == printed
    assert row_of(book, "Xếp hạng", "Phường A")[4] == shown[1]
    # 99,98 was before: the difference has as many decimals as the two rates.
    change = row_of(book, "So sánh", labels[0])[3]
    assert change == (-0.01 if rounding == "half_up" else 0)


def test_a_sum_over_a_blank_is_marked_and_names_who_is_missing(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={}, C={})
    for unit in ("A", "C"):
        enter(context, unit, "2024-01", carried_over=0, received=10, fee_bearing=8, paid_online=2)
    enter(context, "B", "2024-01", carried_over=0, paid_online=5)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    book = load_workbook(path)
    [sums] = [row for row in book["Số liệu"].iter_rows() if row[1].value == "Cộng 03 phường"]
    forms = [cell.number_format for cell in sums[2:5]]
    assert forms == ['#,##0"*"', "#,##0", '#,##0"*"']
    said = load_workbook(path, data_only=True)
    assert row_of(said, "Số liệu", "Cộng 03 phường")[2:5] == [20, 0, 20]
    # The rate leaves out what B paid: nobody knows of how many.
    assert row_of(said, "Tổng hợp", "Tỷ lệ thanh toán trực tuyến (%)")[2] == 25
    assert row_of(said, "Số hóa, thanh toán", "Cộng 03 phường")[-3:] == [16, 9, 25]
    for sheet in ("Tổng hợp", "Số liệu", "Biểu II.06a", "Số hóa, thanh toán"):
        notes = [str(cell.value) for cell in said[sheet]["A"]]
        assert any("02/03 phường, chưa có phường B" in note for note in notes), sheet


def test_a_rate_over_units_of_a_type_that_stand_apart_is_worked_out_of_those_that_know_it(
    tmp_path: Path,
) -> None:
    kinds = {name: {"kind": kind} for name, kind in zip("ABCD", ("Phường", "Xã") * 2, strict=True)}
    context = new_district(tmp_path, **kinds)
    for unit, fees in zip("ABCD", (8, 9, 20, None), strict=True):
        enter(context, unit, "2024-01", carried_over=0, fee_bearing=fees, paid_online=2)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    for _, place, formula in formulas_of(load_workbook(path)):
        # Cells, condition, cells: with a fourth argument no spreadsheet reads it.
        for found in re.findall(r"SUMIF\(([^()]*)\)", formula):
            assert found.count(",") == 2, (place, formula)
    sheet = load_workbook(path)["Số hóa, thanh toán"]
    live = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("SUMIF(" in text and "+SUMIF(" in text for text in live)


def test_cells_too_scattered_for_a_formula_have_none() -> None:
    def formula(count: int) -> str:
        tops = [f"C{2 * place}" for place in range(3, count)]
        bottoms = [f"D{2 * place}" for place in range(3, count)]
        return rate_of_known(tops, bottoms, Style("half_even", 1, "drop"), None, "Số liệu")

    assert formula(10).startswith("=IF(COUNT(")
    assert formula(200) == ""


def test_a_figure_that_no_unit_knows_has_no_sum(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    for unit in ("A", "B"):
        enter(context, unit, "2024-01", carried_over=0)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    book = load_workbook(path, data_only=True)
    sums = row_of(book, "Số liệu", "Cộng 02 phường")[2:5]
    assert sums == ["chưa có số liệu", 0, "chưa có số liệu"]


def test_early_and_on_time_known_only_together_are_one_cell_that_adds_up(tmp_path: Path) -> None:
    kinds = {"A": "Phường", "B": "Phường", "C": "Xã", "D": "Xã"}
    context = new_district(tmp_path, **{code: {"kind": kind} for code, kind in kinds.items()})
    enter(context, "A", "2024-01", resolved_early=5, resolved_on_time=1, resolved_late=0)
    for unit, number in (("B", 40), ("C", 7)):
        enter(context, unit, "2024-01", resolved_in_time=number, resolved_late=0)
    # What is known of one part only is in no sum of the two together.
    enter(context, "D", "2024-01", resolved_early=3, received=9)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    live, said = load_workbook(path), load_workbook(path, data_only=True)
    [row] = [row for row in live["Biểu II.06a"].iter_rows() if row[1].value == "Cộng 04 phường"]
    assert str(row[7].value).startswith("=IF(COUNT(")
    for sheet, label, cells in (
        ("Biểu II.06a", "Phường A", [6, 5, 1]),
        ("Biểu II.06a", "Phường B", [40, 40, None]),
        ("Biểu II.06a", "Cộng 04 phường", [53, 53, None]),
        ("Biểu II.06a", "Trong đó: Phường (02)", [46, 46, None]),
        ("Theo lĩnh vực", "Hộ tịch", [53, 53, None]),
        ("Theo lĩnh vực", "Cộng", [53, 53, None]),
    ):
        assert row_of(said, sheet, label)[6:9] == cells, label
    merged = [str(each) for each in live["Biểu II.06a"].merged_cells.ranges]
    places = [cell.coordinate for cell in row[7:9]]
    assert ":".join(places) in merged
    for sheet in ("Biểu II.06a", "Theo lĩnh vực"):
        notes = [str(cell.value) for cell in said[sheet]["A"]]
        assert any(note.startswith("Ô gộp cột (8)–(9)") for note in notes)
    # Where nobody knows them only together there is no such cell.
    enter(context, "B", "2024-01", resolved_early=40, resolved_on_time=0, resolved_in_time=None)
    enter(context, "C", "2024-01", resolved_early=7, resolved_on_time=0, resolved_in_time=None)
    path = export_workbook(context, "2024-01", tmp_path / "u.xlsx")
    assert formulas_that_differ(path)[1] == []


def test_fields_and_what_they_do_not_hold_add_up_to_the_form_by_unit(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    enter(context, "A", "2024-01", pending=3)
    enter(context, "B", "2024-01", WHOLE_UNIT, pending=4)
    path = export_workbook(context, "2024-01", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    book = load_workbook(path, data_only=True)
    column = [str(cell.value) for cell in book["Theo lĩnh vực"][7]].index("(11)")
    label = "Chung toàn đơn vị, không tách lĩnh vực (01 phường)"
    shown = [row_of(book, "Theo lĩnh vực", name)[column] for name in ("Hộ tịch", label, "Cộng")]
    assert shown == [3, 4, 7]
    assert row_of(book, "Biểu II.06a", "Cộng 02 phường")[column] == 7


def test_every_sheet_is_ready_for_paper_and_stays_in_view(path: Path) -> None:
    book = load_workbook(path)
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.freeze_panes is not None, sheet.title
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == ("$4:$7" if sheet.title in FORMS else "$4:$4")
    numbers = [cell for row in book["Số liệu"].iter_rows(min_row=5, min_col=3) for cell in row]
    forms = {cell.number_format for cell in numbers if cell.value is not None}
    assert forms == {"#,##0", '#,##0"*"'}


def width_of(sheet: Worksheet) -> float:
    """Return the width of all columns; neighbours of one width are kept as one."""
    width = 0.0
    for column in sheet.column_dimensions.values():
        width += column.width * len(range(column.min or 0, (column.max or 0) + 1))
    return width


def test_no_sheet_is_printed_too_small_to_read(path: Path) -> None:
    # A4 on its side between its margins, in digits of 7 pixels, at four fifths of the size.
    room = (297 / 25.4 - 1.2 - 0.6) * 96 / 7 / 0.8
    pages = {}
    for sheet in load_workbook(path).worksheets:
        pages[sheet.title] = sheet.page_setup.fitToWidth or 1
        assert width_of(sheet) <= room * pages[sheet.title], sheet.title
        # Who a row is about stands on every page.
        wanted = "$A:$B" if pages[sheet.title] != 1 else None
        assert sheet.print_title_cols == wanted, sheet.title
    assert pages.pop("Số liệu") == 4
    assert {name for name, count in pages.items() if count != 1} == set()


def test_the_head_of_the_form_has_three_rows_and_the_numbers_of_its_columns(path: Path) -> None:
    sheet = load_workbook(path)["Biểu II.06a"]
    rows = list(sheet.iter_rows(min_row=4, max_row=7, values_only=True))
    assert [word for word in rows[0] if word] == [
        "TT",
        "Đơn vị",
        "Số lượng hồ sơ tiếp nhận",
        "Số lượng hồ sơ đã giải quyết",
        "Số lượng hồ sơ đang giải quyết",
    ]
    assert rows[1][2:6] == ("Tổng số", "Trong kỳ", None, "Từ kỳ trước")
    assert rows[2][3:5] == ("Trực tuyến", "Trực tiếp, dịch vụ bưu chính")
    assert rows[3] == tuple(f"({number})" for number in range(1, 14))
    joined = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A4:A6", "B4:B6", "C4:F4", "G4:J4", "K4:M4", "C5:C6", "D5:E5", "M5:M6"} <= joined
    assert sheet.freeze_panes == "C8"


def test_the_number_of_a_row_stands_apart_from_the_name(path: Path) -> None:
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows(min_row=5, max_col=2):
            if str(row[0].value).isdigit() and row[1].value:
                assert row[0].alignment.horizontal == "center", sheet.title


def test_columns_are_as_wide_and_rows_as_high_as_they_were_laid_out(path: Path) -> None:
    sheet = load_workbook(path)["Tổng hợp"]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [46, 36, 20]
    assert sheet.row_dimensions[5].height == pytest.approx(15.5)


def test_the_units_of_a_field_fold_away_below_it(path: Path) -> None:
    sheet = load_workbook(path)["Theo lĩnh vực"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(8, 12)]
    assert levels == [0, 1, 1, 1]
    outline = sheet.sheet_properties.outlinePr
    assert outline is not None
    assert not outline.summaryBelow


def test_the_sheet_of_sources_names_file_revision_hash_and_time(
    district: Context, path: Path
) -> None:
    rows = list(load_workbook(path)["Nguồn"].iter_rows(min_row=5, values_only=True))
    assert rows[0][0] == "Một cửa quận"
    assert rows[0][3] == "nhập tại cơ quan tổng hợp"
    ward = next(row for row in rows if row[0] == "Phường Tân Phú")
    assert ward[2:7] == (
        "01/2024–06/2024",
        "TANPHU_2024-H1_r1.smc",
        "6 tháng đầu năm 2024",
        1,
        "đã chốt",
    )
    assert len(str(ward[7])) == 64
    assert str(ward[9]).startswith("2024-06-27 09:00")
    assert len(rows) == 8


def test_a_ward_that_has_not_sent_is_named_on_the_sheets(district: Context, tmp_path: Path) -> None:
    inbox = district.ask(
        lambda conn: conn.execute(INBOX.select().where(INBOX.c.unit == "TANPHU")).first()
    )
    assert inbox is not None
    district.do(undo_batch, inbox.batch)
    path = export_workbook(district, "2024-H1", tmp_path / "t.xlsx")
    assert formulas_that_differ(path)[1] == []
    book = load_workbook(path)
    assert row_of(book, "Biểu II.06a", "Phường Tân Phú")[2] == "chưa gửi báo cáo"
    assert row_of(book, "Nguồn", "Phường Tân Phú")[3] == "chưa gửi báo cáo"
    notes = [str(row[0]) for row in book["Tổng hợp"].iter_rows(values_only=True)]
    assert "Số liệu của 6/7 phường. Phường Tân Phú: chưa gửi báo cáo." in notes


def test_what_a_ward_wrote_never_becomes_a_formula(district: Context, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.org";"x")'
    district.do(save, "narratives", "BALANG", {"period": "2024-H1", "section": "V", "text": evil})
    data = district.ask(gather_district, "2024-H1", date(2024, 6, 28))
    write_district_workbook(data, tmp_path / "t.xlsx")
    sheet = load_workbook(tmp_path / "t.xlsx")["Khó khăn, kiến nghị"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    [cell] = [cell for cell in cells if cell.value == evil]
    assert cell.data_type == "s"


def test_another_ending_is_refused_and_nothing_is_written(
    district: Context, tmp_path: Path
) -> None:
    with pytest.raises(Unusable) as caught:
        export_workbook(district, "2024-H1", tmp_path / "t.csv")
    assert caught.value.problems[0].code == "workbook_ending"
    assert not (tmp_path / "t.csv").exists()
