"""Figures by period in the workbook: read, written, refused with the place."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from desktop.blocks import save_block
from desktop.context import Context
from desktop.figures import figures
from desktop.messages import sentence
from desktop.months import close_month
from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.periods import Month
from models.queries.blocks import blocks
from models.registers import Value
from tests.desktop.spreadsheets.books import book, change, filled, loaded
from tests.helpers.office import SETTLED, area_id, enter

HEAD = ("Kỳ", "Lĩnh vực", "Từ ngày", "Đến ngày", "Nguồn", "In theo", "Tiếp nhận trong kỳ")
SHEET = "Hồ sơ theo kỳ"


def test_blocks_load_from_a_workbook_by_period_and_field(office: Context, tmp_path: Path) -> None:
    path = book(
        tmp_path / "so.xlsx",
        {
            SHEET: [
                HEAD,
                (
                    "2024-9M",
                    WHOLE_UNIT,
                    date(2024, 1, 1),
                    "20/09/2024",
                    "Cổng",
                    "Công bố",
                    "1.234",
                ),
                ("2024-W23", "hộ tịch", None, None, None, None, 7),
                # What a spreadsheet makes of a typed 2024-06-14, and of a typed 2023.
                (date(2024, 6, 14), "Hộ tịch", None, None, None, None, 2),
                (2023, WHOLE_UNIT, None, None, None, None, 99),
            ]
        },
    )
    report = loaded(office, path)
    assert (report.problems, report.sheets[SHEET].new) == ((), 4)
    held = office.ask(blocks, office.unit)
    assert sorted(map(str, held)) == ["2023", "2024-06-14", "2024-9M", "2024-W23"]
    [unit] = office.ask(figures, "2024-9M")["units"]
    assert unit["total"]["measures"]["received"] == 1234
    assert unit["blocks"] == [{"period": "2024-9M", "from": "2024-01-01", "to": "2024-09-20"}]
    assert loaded(office, path).sheets[SHEET].same == 4


def test_what_is_written_out_reads_back_and_changes_nothing(
    office: Context, tmp_path: Path
) -> None:
    told: dict[str, Value] = {
        "from_date": date(2023, 12, 5),
        "source": "Báo cáo 242",
        "printed": "Công bố",
    }
    cells = {WHOLE_UNIT_ID: {"received": 30}, area_id(office, "Hộ tịch"): {"received": 20}}
    office.do(save_block, office.unit, "2024-Q1", cells, told)
    path = filled(office, tmp_path / "so.xlsx")
    again = loaded(office, path).sheets[SHEET]
    assert (again.new, again.changed, again.same, again.refused) == (0, 0, 2, 0)
    [block] = office.ask(blocks, office.unit).values()
    offered = load_workbook(path)[SHEET].data_validations.dataValidation
    assert len(offered) >= 2
    assert [row.row.area for row in block.rows] == ["Hộ tịch", WHOLE_UNIT]


def test_a_wrong_block_is_refused_with_its_place(office: Context, tmp_path: Path) -> None:
    enter(office, Month(2024, 3), "Hộ tịch", **SETTLED)
    office.do(
        close_month, office.unit, Month(2024, 3), date(2024, 4, 2), "đã đối chiếu với hệ thống"
    )
    rows = [
        HEAD,
        ("quý một", "Hộ tịch", None, None, None, None, 1),
        ("2024-Q2", "Hộ tịch", "05/06/2024", "01/05/2024", None, None, 1),
        ("2024-Q2", WHOLE_UNIT, "05/06/2022", None, None, None, 1),
        ("2024-Q3", "Hộ tịch", None, None, None, "Khác", 1),
        ("2024-Q1", "Hộ tịch", None, None, None, None, 1),
        ("2024-Q4", "Hộ tịch", None, None, None, None, 1),
        ("2024-Q4", "Hộ tịch", None, None, None, None, 2),
    ]
    report = loaded(office, book(tmp_path / "so.xlsx", {SHEET: rows}))
    found = [(problem.code, problem.place.row) for problem in report.problems]
    assert found == [
        ("period_unknown", 2),
        ("block_days_reversed", 3),
        ("block_days_outside", 4),
        ("unknown_choice", 5),
        ("month_closed", 6),
        ("duplicate_row", 8),
    ]
    assert not report.written
    for problem in report.problems:
        assert sentence(problem).startswith("Trang tính “Hồ sơ theo kỳ”, dòng "), sentence(problem)


def test_a_block_changes_where_its_cell_was_changed(office: Context, tmp_path: Path) -> None:
    office.do(save_block, office.unit, "2024-Q1", {WHOLE_UNIT_ID: {"received": 30}})
    path = filled(office, tmp_path / "so.xlsx")
    head = [cell.value for cell in load_workbook(path)[SHEET][1]]
    letter = get_column_letter(head.index("Tiếp nhận trong kỳ") + 1)
    change(path, SHEET, {f"{letter}2": 31})
    assert loaded(office, path).sheets[SHEET].changed == 1
    [unit] = office.ask(figures, "2024-Q1")["units"]
    assert unit["total"]["measures"]["received"] == 31
