"""The workbook as an officer opens it: every register a sheet, ready to be filled in."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop import months, registers
from desktop.context import Context, create_store
from desktop.spreadsheets.writing import write_workbook
from models.catalogue import DOSSIERS, EQUIPMENT_TYPES, PROFILE, REGISTERS, STAFF, UNITS
from models.errors import Unusable
from models.measures import MEASURES, WHOLE_UNIT
from models.registers import Value
from models.text import match_key
from tests.desktop.spreadsheets.books import filled, loaded, sheet_of
from tests.helpers.office import JUNE, area_id, enter


@pytest.fixture
def empty(office: Context, tmp_path: Path) -> Path:
    office.ask(write_workbook, tmp_path / "mau.xlsx", False)
    return tmp_path / "mau.xlsx"


def test_every_register_has_a_sheet_with_exactly_its_labels_in_the_first_row(empty: Path) -> None:
    opened = load_workbook(empty)
    for register in REGISTERS.values():
        if register in (PROFILE, UNITS):
            continue
        head = [cell.value for cell in opened[register.sheet][1]]
        assert head == [field.label for field in register.fields]
        assert all(cell.font.b for cell in opened[register.sheet][1])
        assert opened[register.sheet].freeze_panes == "A2"
        assert opened[register.sheet].auto_filter.ref.startswith("A1:")
    assert [m.label for m in MEASURES.values()] == [f.label for f in DOSSIERS.fields][4:-1]


def test_only_a_receiving_office_gets_the_list_of_units(empty: Path, tmp_path: Path) -> None:
    assert "Danh sách đơn vị" not in load_workbook(empty).sheetnames
    district = create_store(tmp_path / "quan.sqlite", "district", "QUAN", "Quận mẫu", "", "Nơi mẫu")
    district.ask(write_workbook, tmp_path / "quan.xlsx", False)
    district.close()
    assert "Danh sách đơn vị" in load_workbook(tmp_path / "quan.xlsx").sheetnames


def test_the_sheet_of_the_unit_says_whose_workbook_it_is(office: Context, empty: Path) -> None:
    rows = {row[0].value: row[1].value for row in sheet_of(empty, "Đơn vị").iter_rows()}
    assert (rows["Mục"], rows["Mã đơn vị"]) == ("Giá trị", office.unit)
    assert set(rows) == {"Mục", *(field.label for field in PROFILE.fields)}


def test_columns_are_formatted_for_what_goes_into_them(empty: Path) -> None:
    staff, figures = sheet_of(empty, "Nhân sự"), sheet_of(empty, "Hồ sơ")
    places = {cell.value: place for place, cell in enumerate(staff[1], start=1)}
    assert format_of_column(staff, places["Điện thoại"]) == "@"
    assert format_of_column(staff, places["Từ ngày"]) == "dd/mm/yyyy"
    assert format_of_column(figures, 6) == "#,##0"


def format_of_column(sheet: Worksheet, place: int) -> str:
    """Return the number format of a column; alike ones that stand together are kept as one."""
    columns = sheet.column_dimensions.values()
    [found] = [column for column in columns if (column.min or 0) <= place <= (column.max or 0)]
    return str(found.number_format)


def test_columns_are_as_wide_as_the_register_says(empty: Path) -> None:
    staff = sheet_of(empty, "Nhân sự")
    field = STAFF.fields[0]
    assert staff.column_dimensions["A"].width == field.width + 2


def test_the_workbook_names_neither_a_person_nor_a_program(empty: Path) -> None:
    said = load_workbook(empty).properties
    assert not said.creator
    assert not said.lastModifiedBy


def test_only_texts_of_several_lines_are_wrapped_in_their_cells(
    office: Context, tmp_path: Path
) -> None:
    unit = office.ask(registers.profile, office.unit)
    lines = "UBND thành phố\nSở Nội vụ"
    office.do(registers.save, "profile", office.unit, {"addressee": lines}, unit.id)
    sheet = sheet_of(filled(office, tmp_path / "so.xlsx"), "Đơn vị")
    wrapped = {row[0].value: row[1].alignment.wrap_text for row in sheet.iter_rows(min_row=2)}
    assert wrapped["Kính gửi"]
    assert not wrapped["Tên đơn vị"]


def test_choices_are_offered_where_there_are_any(empty: Path) -> None:
    opened = load_workbook(empty)
    # "Ghế chờ, bàn viết" holds a comma, so the list cannot stand inside the rule.
    assert offered_in_column_c(opened, "Trang thiết bị") == list(EQUIPMENT_TYPES)
    areas = offered_in_column_c(opened, "Hồ sơ")
    assert WHOLE_UNIT in areas
    assert "Hộ tịch" in areas


def offered_in_column_c(opened: Workbook, name: str) -> list[object]:
    """Return what column C of a sheet offers to choose from, in a range of a hidden sheet."""
    rules = opened[name].data_validations.dataValidation
    [rule] = [rule for rule in rules if str(rule.sqref) == "C2:C20001"]
    sheet, _, cells = rule.formula1.replace("'", "").replace("$", "").partition("!")
    assert opened[sheet].sheet_state == "hidden"
    return [cell[0].value for cell in opened[sheet][cells]]


def test_a_filled_workbook_holds_numbers_dates_and_names(office: Context, tmp_path: Path) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=1234, resolved=0)
    office.do(months.set_nil, office.unit, JUNE, area_id(office, "Chứng thực"), True)
    person: dict[str, Value] = {
        "name": "Cán bộ mẫu 01",
        "assignment": "Chính thức",
        "from_date": date(2024, 1, 5),
        "trained": True,
    }
    office.do(registers.save, "staff", office.unit, person)
    path = filled(office, tmp_path / "so.xlsx")
    figures = list(sheet_of(path, "Hồ sơ").iter_rows(values_only=True))
    by_area = {row[2]: dict(zip(figures[0], row, strict=True)) for row in figures[1:]}
    assert by_area["Hộ tịch"]["Tiếp nhận trực tuyến"] == 1234
    assert by_area["Hộ tịch"]["Đã giải quyết"] == 0
    assert by_area["Hộ tịch"]["Đang giải quyết"] is None
    assert by_area["Chứng thực"]["Không phát sinh"] == "Có"
    staff = sheet_of(path, "Nhân sự")
    column = [cell.value for cell in staff[1]].index("Từ ngày")
    day = staff[2][column]
    assert day.value == datetime(2024, 1, 5)  # noqa: DTZ001
    assert day.number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "{=1+1}",
        "+84 292",
        "-",
        "@nơi nào",
        '=HYPERLINK("a")',
        "https://example.org",
        "internal:Sheet1!A1",
        "0012",
        "1e5",
        "<r>a</r>",
        "<r><t>a</t></r>",
        "_x0041_",
    ],
)
def test_a_text_that_looks_like_something_else_stays_a_text(
    office: Context, tmp_path: Path, text: str
) -> None:
    software = {"name": text, "owner": text}
    office.do(registers.save, "software", office.unit, software)
    path = filled(office, tmp_path / "so.xlsx")
    cell = sheet_of(path, "Phần mềm")["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert cell.hyperlink is None
    assert loaded(office, path).sheets["Phần mềm"].same == 1


@pytest.mark.parametrize("number", ["0.1", "12.345678901", "1234567890123.45", "999999999999.1234"])
def test_a_decimal_comes_back_as_it_was(office: Context, tmp_path: Path, number: str) -> None:
    unit = office.ask(registers.profile, office.unit)
    office.do(registers.save, "profile", office.unit, {"area": Decimal(number)}, unit.id)
    path = filled(office, tmp_path / "so.xlsx")
    assert loaded(office, path).sheets["Đơn vị"].same == 1


def test_headers_stay_apart_however_people_spell_them() -> None:
    for register in REGISTERS.values():
        keys = [match_key(field.label) for field in register.fields]
        assert len(set(keys)) == len(keys), register.sheet
    assert len({match_key(register.sheet) for register in REGISTERS.values()}) == len(REGISTERS)


def test_a_failed_export_leaves_the_older_file_alone(office: Context, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("cũ", encoding="utf-8")
    with pytest.raises(Unusable, match="folder_missing"):
        office.ask(write_workbook, tmp_path / "tep" / "so.xlsx", True)
    with pytest.raises(Unusable, match="workbook_ending"):
        office.ask(write_workbook, tmp_path / "tep", True)
    assert (tmp_path / "tep").read_text(encoding="utf-8") == "cũ"
    assert {p.name for p in tmp_path.iterdir()} >= {"tep"}
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]
