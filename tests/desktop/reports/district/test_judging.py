"""What part III says of the units' rates: by a target, else by a change, else nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from models.registers import Value
from tests.desktop.reports.documents import district_report, paragraphs, section
from tests.helpers.sums import enter, new_district, plain_month

_LEAD = "- Tỷ lệ hồ sơ trực tuyến của các phường"


@pytest.fixture
def two(tmp_path: Path) -> Context:
    """Two wards: 75 of 100 dossiers came online in February."""
    context = new_district(tmp_path, A={}, B={})
    _month(context, "2024-02", 90, 60)
    return context


def _month(context: Context, month: str, first: int, second: int) -> None:
    for unit, online in (("A", first), ("B", second)):
        offline = 100 - online
        enter(
            context, unit, month, carried_over=0, received_online=online, received_offline=offline
        )


def _said(context: Context, folder: Path, heading: str, until: str) -> list[str]:
    path = district_report(context, folder, period="2024-02")
    return [text for text in section(path, heading, until) if text.startswith(_LEAD)]


def _merits(context: Context, folder: Path) -> list[str]:
    return _said(context, folder, "1. Ưu điểm", "2. Tồn tại")


def _faults(context: Context, folder: Path) -> list[str]:
    return _said(context, folder, "2. Tồn tại", "IV. ")


def test_without_target_and_period_before_nothing_is_said(two: Context, tmp_path: Path) -> None:
    assert _merits(two, tmp_path) == _faults(two, tmp_path) == []


@pytest.mark.parametrize(
    ("before", "merit", "fault"),
    [((60, 60), True, False), ((95, 85), False, True), ((90, 60), False, False)],
)
def test_without_a_target_the_change_says_it(
    two: Context, tmp_path: Path, before: tuple[int, int], merit: bool, fault: bool
) -> None:
    _month(two, "2024-01", *before)
    merits, faults = _merits(two, tmp_path), _faults(two, tmp_path)
    assert (bool(merits), bool(faults)) == (merit, fault)
    assert all("so với kỳ trước (" in text for text in [*merits, *faults])


def test_less_than_half_is_no_merit_however_it_has_risen(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    _month(context, "2024-01", 10, 10)
    _month(context, "2024-02", 40, 50)
    assert _merits(context, tmp_path) == _faults(context, tmp_path) == []


def test_a_target_goes_before_the_change(two: Context, tmp_path: Path) -> None:
    _month(two, "2024-01", 95, 85)
    target: dict[str, Value] = {"year": 2024, "target": "online_rate", "level": Decimal(70)}
    two.do(save, "targets", "DIST", target)
    assert len(_merits(two, tmp_path)) == 1
    assert _faults(two, tmp_path) == []


def test_one_that_bore_the_same_name_is_told_apart(tmp_path: Path) -> None:
    last: dict[str, Value] = {"valid_until": date(2024, 3, 31), "successor": "C"}
    new: dict[str, Value] = {"valid_from": date(2024, 4, 1), "name": "Phường A"}
    context = new_district(tmp_path, A=last, B=last, C=new)
    plain_month(context, "A", "2024-03", 0, 10, 0)
    plain_month(context, "B", "2024-03", 0, 10, 0)
    plain_month(context, "C", "2024-04", 0, 10, 0)
    texts = paragraphs(district_report(context, tmp_path))
    assert "- Phường A gồm cả số liệu trước khi sắp xếp của phường A (cũ), phường B." in texts
    assert any("gồm số liệu của Phường A (cũ), Phường B trước" in text for text in texts)
