"""The workbook that leaves the office is read back: every cell says what the store says."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.reports.district import workbook
from desktop.reports.district.gathering import DistrictData, gather_district
from desktop.reports.district.workbook import export_workbook, sheets_of, write_district_workbook
from desktop.reports.district.workbook_check import compare_workbook, require_one_truth
from models.errors import Refused
from tests.desktop.reports.documents import HALF_YEAR, rewritten

TODAY = date(2024, 6, 28)
_VALUE = re.compile(r"<v>([^<]*\d[^<]*)</v>")
# Every so many values one is changed: all of them would take minutes.
STRIDE = 61


@pytest.fixture
def data(district: Context) -> DistrictData:
    return district.ask(gather_district, HALF_YEAR, TODAY)


@pytest.fixture
def path(data: DistrictData, tmp_path: Path) -> Path:
    write_district_workbook(data, tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def read_back(path: Path, data: DistrictData) -> int:
    """Compare a file with what was gathered."""
    return compare_workbook(path, sheets_of(data), *workbook.heads(data))


def refusals(path: Path, data: DistrictData) -> list[str]:
    """Return what is said against a file."""
    with pytest.raises(Refused) as caught:
        read_back(path, data)
    assert {problem.code for problem in caught.value.problems} == {"workbook_mismatch"}
    return [sentence(problem) for problem in caught.value.problems]


def values_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield the part and the place of a digit of every value in the sheets."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            for found in _VALUE.finditer(package.read(name).decode("utf-8")):
                digit = re.search(r"\d", found[1])
                assert digit is not None
                yield name, found.start(1) + digit.start()


def test_every_number_of_every_sheet_is_compared(path: Path, data: DistrictData) -> None:
    compared = read_back(path, data)
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "sheets/" in name]
    cells = re.compile(r'<c r="[A-Z]+\d+"(?: s="\d+")?>(?:<f>[^<]*</f>)?<v>')
    assert compared == sum(len(cells.findall(sheet)) for sheet in sheets)
    assert compared > 1_500


def test_a_changed_value_on_any_sheet_is_found(
    path: Path, data: DistrictData, tmp_path: Path
) -> None:
    changed = set()
    for part, at in list(values_of(path))[::STRIDE]:

        def change(whole: str, at: int = at) -> str:
            return whole[:at] + str((int(whole[at]) + 1) % 10) + whole[at + 1 :]

        assert refusals(rewritten(path, tmp_path / "changed.xlsx", {part: change}), data)
        changed.add(part)
    assert len(changed) > 10


def test_a_formula_that_became_a_number_is_found_by_its_cell(
    path: Path, data: DistrictData, tmp_path: Path
) -> None:
    def without_first(whole: str) -> str:
        return re.sub(r"<f>[^<]*</f>", "", whole, count=1)

    part = "xl/worksheets/sheet1.xml"
    [said] = refusals(rewritten(path, tmp_path / "x.xlsx", {part: without_first}), data)
    assert "Trang “Tổng hợp”, ô C5 của bảng tính là “=”, trong sổ là “='Số liệu'!C5”." in said


def test_a_cell_left_out_and_a_sheet_left_out_are_found(
    path: Path, data: DistrictData, tmp_path: Path
) -> None:
    def without_last(whole: str) -> str:
        at = whole.rindex("<v>")
        return whole[:at] + whole[whole.index("</v>", at) + 4 :]

    part = "xl/worksheets/sheet3.xml"
    assert refusals(rewritten(path, tmp_path / "x.xlsx", {part: without_last}), data)
    with pytest.raises(Refused, match="workbook_mismatch"):
        compare_workbook(path, list(sheets_of(data))[:-1], *workbook.heads(data))


def test_the_main_sheet_and_the_sentences_say_the_same(data: DistrictData) -> None:
    summary = next(iter(sheets_of(data)))
    assert require_one_truth(data, summary) > 80
    rows = [list(row) for row in summary.rows]
    rows[0][3] = replace(rows[0][3], value=16_038)
    with pytest.raises(Refused) as caught:
        require_one_truth(data, replace(summary, rows=rows))
    [problem] = caught.value.problems
    assert problem.code == "report_inconsistent"
    assert (problem.values["first_number"], problem.values["second_number"]) == ("16.038", "16.037")


def test_a_file_that_does_not_agree_is_not_left_behind(
    district: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(data: DistrictData, path: Path) -> None:
        write_district_workbook(replace(data, word="xã"), path)

    monkeypatch.setattr(workbook, "write_district_workbook", stale)
    with pytest.raises(Refused, match="workbook_mismatch"):
        export_workbook(district, HALF_YEAR, tmp_path / "t.xlsx")
    assert not list(tmp_path.glob("*.xlsx"))
