"""The sheets of the workbook that are tables of texts hold their numbers as numbers."""

from pathlib import Path

from openpyxl import load_workbook

from desktop.context import Context
from desktop.reports.district.workbook import export_workbook


def test_counts_years_and_months_among_texts_are_numbers(district: Context, tmp_path: Path) -> None:
    book = load_workbook(export_workbook(district, "2024-H1", tmp_path / "t.xlsx"))
    sent = [cell.value for cell in book["Tiến độ gửi"][5]]
    assert all(type(sent[column]) is int for column in (0, 3, 5, 6))
    late = [cell.value for cell in book["Hồ sơ quá hạn"][5]]
    assert all(type(late[column]) is int for column in (0, 3, 4))
