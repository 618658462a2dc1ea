"""What the own unit keeps beside its dossiers counts, whether or not it has figures of these."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.registers import save
from models.registers import Value
from tests.desktop.reports.documents import district_report, paragraphs, rows_of
from tests.helpers.sums import new_district, plain_month

_PERSON: Mapping[str, Value] = {"from_date": date(2023, 1, 1), "assignment": "Chính thức"}


def _keep(context: Context, unit: str, *names: str, **more: Value) -> None:
    for name in names:
        context.do(save, "staff", unit, {**_PERSON, **more, "name": name})


@pytest.fixture
def office(tmp_path: Path) -> Context:
    """An office that keeps its own staff and has no figures of dossiers, and one ward."""
    context = new_district(tmp_path, A={"kind": "Phường"})
    plain_month(context, "A", "2024-01", 0, 5, 0)
    # Figures of another time: the office takes in dossiers itself.
    plain_month(context, "DIST", "2024-09", 0, 5, 0)
    _keep(context, "DIST", "Cán bộ mẫu 02", "Cán bộ mẫu 03")
    return context


def _staff_line(texts: list[str]) -> str:
    [found] = [text for text in texts if text.startswith("- Nhân sự làm việc tại")]
    return found


def test_own_staff_counts_without_own_dossiers(office: Context, tmp_path: Path) -> None:
    _keep(office, "A", "Cán bộ mẫu 04")
    path = district_report(office, tmp_path, period="2024-01")
    said = "03 người, gồm Bộ phận Một cửa của quận 02 người và các phường 01 người"
    assert said in _staff_line(paragraphs(path))
    rows = rows_of(path, "Tổng số người")
    assert [row[2] for row in rows[1:4]] == ["2", "1", "1"]
    assert rows[-2][1:3] == ["Tổng cộng", "3"]
    assert rows[-1][-1] == "“–” là chưa có số liệu hoặc không có số để tính tỷ lệ."


def test_own_staff_counts_before_any_ward_has_sent(office: Context, tmp_path: Path) -> None:
    path = district_report(office, tmp_path, period="2024-02")
    said = "02 người, gồm Bộ phận Một cửa của quận 02 người và các phường chưa có số liệu"
    assert said in _staff_line(paragraphs(path))


def test_a_ward_without_a_staff_register_is_named_beside_the_own_unit(
    office: Context, tmp_path: Path
) -> None:
    line = _staff_line(paragraphs(district_report(office, tmp_path, period="2024-01")))
    assert "02 người theo số liệu của 01/02 đơn vị" in line
    assert "phường A" in line


def test_nobody_is_said_to_be_untrained_where_the_column_is_blank(
    office: Context, tmp_path: Path
) -> None:
    _keep(office, "A", "Cán bộ mẫu 04", trained=True, digital_signature=False)
    path = district_report(office, tmp_path, period="2024-01")
    line = _staff_line(paragraphs(path))
    assert "đã tập huấn chuyển đổi số 01 người theo số liệu của 01/02 đơn vị" in line
    own, _, ward = rows_of(path, "Tổng số người")[1:4]
    assert (own[7], own[9]) == ("–", "–")
    assert (ward[7], ward[9]) == ("1", "0")
