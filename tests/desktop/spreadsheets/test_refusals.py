"""A workbook that is wrong anywhere is refused as a whole, and each wrong cell is named."""

from pathlib import Path

import pytest

from desktop import months
from desktop.context import Context
from desktop.messages import sentence
from desktop.registers import records
from models.errors import Refused
from tests.desktop.spreadsheets.books import (
    DOSSIER_HEAD,
    STAFF_HEAD,
    book,
    change,
    dossiers,
    filled,
    loaded,
    refusals,
    rewrite_sheet,
)

GOOD = (2024, 5, "Chứng thực", 1, 2, 3)
ONLINE = "Tiếp nhận trực tuyến"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("mười", "not_whole"),
        (-3, "number_negative"),
        ("-3", "number_negative"),
        (12.5, "not_whole"),
        ("12,5", "not_whole"),
        ("1.23", "number_doubtful"),
        ("1,234", "number_doubtful"),
        (True, "not_whole"),
        (1e20, "number_too_large"),
        ("#REF!", "cell_error"),
        ("#DIV/0!", "cell_error"),
    ],
)
def test_what_is_not_a_count_is_refused_with_its_cell(
    office: Context, tmp_path: Path, cell: object, code: str
) -> None:
    path = dossiers(tmp_path / "so.xlsx", GOOD, (2024, 6, "Hộ tịch", 1, cell, 3))
    assert refusals(office, path) == [(code, 3, ONLINE)]
    assert office.ask(months.months_with_figures, office.unit) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ((2024, 13, "Hộ tịch", 1, 2, 3), "month_out_of_range", "Tháng"),
        ((2024, "mười ba", "Hộ tịch", 1, 2, 3), "not_whole", "Tháng"),
        ((2024, 0, "Hộ tịch", 1, 2, 3), "month_out_of_range", "Tháng"),
        ((20240, 6, "Hộ tịch", 1, 2, 3), "year_out_of_range", "Năm"),
        ((2024, 6.5, "Hộ tịch", 1, 2, 3), "month_out_of_range", "Tháng"),
        ((2024, 6, "Việc lạ", 1, 2, 3), "unknown_field", "Lĩnh vực"),
        ((2024, 6, None, 1, 2, 3), "required_missing", "Lĩnh vực"),
        ((None, 6, "Hộ tịch", 1, 2, 3), "required_missing", "Năm"),
    ],
)
def test_a_row_that_belongs_nowhere_is_refused(
    office: Context, tmp_path: Path, row: tuple[object, ...], code: str, column: str
) -> None:
    assert refusals(office, dossiers(tmp_path / "so.xlsx", GOOD, row)) == [(code, 3, column)]


def test_the_same_row_twice_is_refused_and_names_the_first(office: Context, tmp_path: Path) -> None:
    path = dossiers(tmp_path / "so.xlsx", GOOD, (2024, "05", "chung thuc", 1, 2, 4))
    report = loaded(office, path)
    [problem] = report.problems
    assert (problem.code, problem.place.row, problem.values["first"]) == ("duplicate_row", 3, 2)
    assert (report.sheets["Hồ sơ"].new, report.sheets["Hồ sơ"].refused) == (1, 1)
    assert sentence(report.problems[0]).startswith("Trang tính “Hồ sơ”, dòng 3: ")


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("Cán bộ mẫu 01", "Thường trực", "01/01/2024"), "unknown_choice", "Hình thức bố trí"),
        (("Cán bộ mẫu 01", "Chính thức", "31/02/2024"), "not_date", "Từ ngày"),
        (("Cán bộ mẫu 01", "Chính thức", 45000), "not_date", "Từ ngày"),
        (("Cán bộ mẫu 01", "Chính thức", "5/1/74"), "date_doubtful", "Từ ngày"),
        (("Cán bộ mẫu 01", None, "01/01/2024"), "required_missing", "Hình thức bố trí"),
    ],
)
def test_choices_and_dates_are_checked(
    office: Context, tmp_path: Path, row: tuple[object, ...], code: str, column: str
) -> None:
    path = book(tmp_path / "so.xlsx", {"Nhân sự": [STAFF_HEAD, row]})
    assert refusals(office, path) == [(code, 2, column)]


def test_a_missing_required_column_refuses_the_workbook_and_names_the_sheet(
    office: Context, tmp_path: Path
) -> None:
    rows = [("Năm", "Tháng"), (2024, 6)]
    path = book(tmp_path / "so.xlsx", {"Hồ sơ": rows, "Nhân sự": [STAFF_HEAD]})
    report = loaded(office, path)
    assert [(p.code, p.place.sheet, p.place.column) for p in report.problems] == [
        ("column_missing", "Hồ sơ", "Lĩnh vực")
    ]
    assert "Hồ sơ" in sentence(report.problems[0])
    assert report.sheets["Hồ sơ"].refused == 1


def test_a_column_or_sheet_that_stands_twice_is_refused(office: Context, tmp_path: Path) -> None:
    head = (*DOSSIER_HEAD, "TIẾP NHẬN TRỰC TUYẾN")
    twice = dossiers(tmp_path / "a.xlsx", (2024, 6, "Hộ tịch", 1, 2, 3, 4), head=head)
    assert refusals(office, twice) == [("column_twice", None, "TIẾP NHẬN TRỰC TUYẾN")]
    both = book(tmp_path / "b.xlsx", {"Hồ sơ": [DOSSIER_HEAD, GOOD], "ho so": [DOSSIER_HEAD, GOOD]})
    assert refusals(office, both) == [("sheet_twice", None, None)]


def test_another_units_workbook_is_refused(office: Context, tmp_path: Path) -> None:
    path = filled(office, tmp_path / "so.xlsx")
    change(path, "Đơn vị", {"B2": "HUNGPHU"})
    report = loaded(office, path)
    assert [p.code for p in report.problems] == ["other_unit"]
    assert "HUNGPHU" in sentence(report.problems[0])
    assert not report.written


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Mục", "Giá trị"), ("Tên đơn vị", "Phường Lê Bình")], "item_missing"),
        (
            [("Mục", "Giá trị"), ("Mã đơn vị", None), ("Tên đơn vị", "Phường Lê Bình")],
            "required_missing",
        ),
        ([("Mục", "Giá trị"), ("Mã đơn vị", "LEBINH"), ("Tên đơn vị", None)], "required_missing"),
        ([("Tên", "Giá trị"), ("Mã đơn vị", "LEBINH")], "column_missing"),
    ],
)
def test_the_sheet_of_the_unit_must_name_the_unit(
    office: Context, tmp_path: Path, rows: list[tuple[object, ...]], code: str
) -> None:
    path = book(tmp_path / "so.xlsx", {"Đơn vị": rows})
    assert [found[0] for found in refusals(office, path)] == [code]


def test_a_formula_counts_by_its_result_and_is_refused_without_one(
    office: Context, tmp_path: Path
) -> None:
    path = dossiers(tmp_path / "so.xlsx", GOOD, (2024, 6, "Hộ tịch", "=1+1", 2, 3))
    assert refusals(office, path) == [("formula_without_value", 3, "Kỳ trước chuyển sang")]
    rewrite_sheet(path, r"<f>1\+1</f><v\s*/?>(</v>)?", "<f>1+1</f><v>2</v>")
    assert loaded(office, path).written
    assert office.ask(months.months_with_figures, office.unit)


def test_a_formula_that_yields_an_empty_text_is_a_blank(office: Context, tmp_path: Path) -> None:
    path = dossiers(tmp_path / "so.xlsx", (2024, 6, "Hộ tịch", '=""', 2, 3))
    empty_text = '<c r="D2" t="str"><f>""</f><v></v>'
    rewrite_sheet(path, r'<c r="D2"( t="\w+")?><f>""</f><v\s*/?>(</v>)?', empty_text)
    assert loaded(office, path).written


def test_a_formula_without_result_beside_the_known_columns_does_not_matter(
    office: Context, tmp_path: Path
) -> None:
    path = dossiers(tmp_path / "so.xlsx", (*GOOD, "=1+1"), head=(*DOSSIER_HEAD, "Kiểm tra"))
    assert loaded(office, path).written


def test_a_narrative_of_an_unknown_period_is_refused(office: Context, tmp_path: Path) -> None:
    rows = [("Kỳ", "Mục", "Nội dung"), ("tháng 6", "III.1", "x"), ("2024-06", "IX", "x")]
    path = book(tmp_path / "so.xlsx", {"Nội dung báo cáo": rows})
    assert refusals(office, path) == [
        ("period_unknown", 2, "Kỳ"),
        ("unknown_choice", 3, "Mục"),
    ]


def test_a_unit_cannot_be_followed_by_one_that_nobody_knows(
    office: Context, tmp_path: Path
) -> None:
    rows = [
        ("Mã đơn vị", "Tên đơn vị", "Đơn vị kế thừa"),
        ("A", "Phường A", "B"),
        ("B", "Phường B", "C"),
    ]
    path = book(tmp_path / "so.xlsx", {"Danh sách đơn vị": rows})
    assert refusals(office, path) == [("unknown_unit", 3, "Đơn vị kế thừa")]


def test_a_split_unit_names_its_successors_each_on_a_line_and_one_unknown_is_named(
    office: Context, tmp_path: Path
) -> None:
    head = ("Mã đơn vị", "Tên đơn vị", "Đơn vị kế thừa")
    rows = [head, ("A", "Phường A", "B\nC"), ("B", "Phường B", ""), ("C", "Phường C", "")]
    loaded(office, book(tmp_path / "tach.xlsx", {"Danh sách đơn vị": rows}))
    [split] = office.ask(records, "units", "", where={"code": "A"})
    assert split.text("successor") == "B\nC"
    wrong = [head, ("A", "Phường A", "B\nD")]
    path = book(tmp_path / "sai.xlsx", {"Danh sách đơn vị": wrong})
    assert refusals(office, path) == [("unknown_unit", 2, "Đơn vị kế thừa")]
    # One of several successors may close a circle, too.
    path = book(tmp_path / "vong.xlsx", {"Danh sách đơn vị": [head, ("C", "Phường C", "A")]})
    assert refusals(office, path) == [("successor_circle", 2, "Đơn vị kế thừa")]


def test_successors_that_go_round_are_refused_in_each_of_their_rows(
    office: Context, tmp_path: Path
) -> None:
    head = ("Mã đơn vị", "Tên đơn vị", "Đơn vị kế thừa")
    rows = [head, ("A", "Phường A", "B"), ("B", "Phường B", "A"), ("C", "Phường C", "A")]
    path = book(tmp_path / "vong.xlsx", {"Danh sách đơn vị": rows})
    assert refusals(office, path) == [
        ("successor_circle", 2, "Đơn vị kế thừa"),
        ("successor_circle", 3, "Đơn vị kế thừa"),
    ]
    rows = [head, ("A", "Phường A", ""), ("B", "Phường B", "A"), ("C", "Phường C", "A")]
    loaded(office, book(tmp_path / "cay.xlsx", {"Danh sách đơn vị": rows}))
    # The circle is closed over a unit that this workbook does not hold.
    closing = [head, ("A", "Phường A", "B")]
    path = book(tmp_path / "dong.xlsx", {"Danh sách đơn vị": closing})
    assert refusals(office, path) == [("successor_circle", 2, "Đơn vị kế thừa")]
    itself = [head, ("C", "Phường C", "C")]
    path = book(tmp_path / "minh.xlsx", {"Danh sách đơn vị": itself})
    assert refusals(office, path) == [("successor_of_itself", 2, "Đơn vị kế thừa")]


def test_a_workbook_of_something_else_is_refused(office: Context, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="workbook_no_sheet"):
        loaded(office, book(tmp_path / "so.xlsx", {"Lịch trực": [("Thứ hai",)]}))
