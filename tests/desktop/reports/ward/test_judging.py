"""A merit is better than its target or than before, and never a low rate."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import delete, records
from desktop.reports.ward.facts import fill_book
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.judging import strengths, weaknesses
from tests.desktop.reports.documents import exported, section

ONLINE = "Tỷ lệ thanh toán trực tuyến"


def test_a_rate_below_its_target_is_no_merit(ward: Context, tmp_path: Path) -> None:
    path = exported(ward, tmp_path, period="2024-H1").path
    merits = section(path, "1. Ưu điểm", "2. Tồn tại")
    faults = section(path, "2. Tồn tại", "IV. PHƯƠNG HƯỚNG")
    assert not [line for line in merits if ONLINE in line]
    assert [line for line in faults if ONLINE in line and "chưa đạt chỉ tiêu giao" in line]


@pytest.mark.parametrize(("paid", "merit"), [(46, False), (60, True)])
def test_without_a_target_a_low_rate_that_rose_is_no_merit_and_no_fault(
    paid: int, merit: bool, ward: Context
) -> None:
    ward.do(delete, "targets", [row.id for row in ward.ask(records, "targets", ward.unit)])
    data = ward.ask(gather, ward.unit, "2024-06", "cchc")
    assert data.before is not None
    then = replace(data.before, total={**data.before.total, "fee_bearing": 100, "paid_online": 40})
    now = replace(data.now, total={**data.now.total, "fee_bearing": 100, "paid_online": paid})
    data = replace(data, now=now, before=then)
    book = fill_book(data)
    assert any(ONLINE in line for line in strengths(data, book)) is merit
    assert not any(ONLINE in line for line in weaknesses(data, book))


def test_without_target_and_comparison_nothing_is_said(ward: Context) -> None:
    ward.do(delete, "targets", [row.id for row in ward.ask(records, "targets", ward.unit)])
    data = replace(ward.ask(gather, ward.unit, "2024-06", "cchc"), before=None)
    book = fill_book(data)
    assert strengths(data, book) == []
    assert weaknesses(data, book) == []
