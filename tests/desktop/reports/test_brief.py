"""The short reports on a week and on a day: one page that relies on whatever figures there are."""

from pathlib import Path

import pytest

from desktop.context import Context
from tests.desktop.reports.documents import exported, paragraphs, rows_of, verified
from tests.helpers.decree30 import faults


@pytest.mark.parametrize("kind", ["week", "day"])
def test_a_short_report_keeps_the_frame_and_agrees_with_the_store(
    kind: str, ward: Context, tmp_path: Path
) -> None:
    done = exported(ward, tmp_path, kind)
    # It has neither an outline nor annexes.
    assert set(faults(done.path)) <= {"body_headings", "form_missing"}
    assert verified(ward, done.path).numbers == done.numbers > 30
    assert "Trên đây là báo cáo nhanh tháng 6 năm 2024" in " ".join(paragraphs(done.path))


def test_its_table_has_the_period_the_year_and_the_change(ward: Context, tmp_path: Path) -> None:
    rows = rows_of(exported(ward, tmp_path, "week").path, "Trong kỳ")
    assert rows[0] == ["Chỉ tiêu", "Trong kỳ", "Lũy kế từ đầu năm", "Tăng, giảm so với kỳ trước"]
    by_label = {row[0]: row[1:] for row in rows}
    assert by_label["Tiếp nhận trong kỳ"] == ["632", "2.495", "+237"]
    assert by_label["Đã giải quyết quá hạn"] == ["0", "1", "0"]


def test_without_a_period_before_it_no_change_is_invented(ward: Context, tmp_path: Path) -> None:
    rows = rows_of(exported(ward, tmp_path, "week", "2024-01").path, "Trong kỳ")
    by_label = {row[0]: row[1:] for row in rows}
    now, year, change = by_label["Tiếp nhận trong kỳ"]
    assert now == year
    assert change == "–"


def test_the_rates_stand_in_the_table_only(ward: Context, tmp_path: Path) -> None:
    texts = paragraphs(exported(ward, tmp_path, "day").path)
    assert not [text for text in texts if text.startswith("- Tỷ lệ ")]
