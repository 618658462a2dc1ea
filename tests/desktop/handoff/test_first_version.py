"""Files of the first version are received, the container as well as the Word report alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.months import closed_months, month_figures
from desktop.registers import records
from tests.helpers.office import JUNE
from tests.helpers.offices import new_district, statuses, take

SAMPLES = Path(__file__).parent.parent.parent / "samples"
CONTAINER = SAMPLES / "submission-0.1.0.smc"
REPORT = SAMPLES / "report-0.1.0.docx"


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    # The sample is addressed to this very office.
    context = new_district(tmp_path, "PHUONGMAU", own="QUANMAU")
    yield context
    context.close()


@pytest.mark.parametrize("file", [CONTAINER, REPORT], ids=["container", "report"])
def test_a_file_of_the_first_version_is_received_with_all_it_says(
    district: Context, file: Path
) -> None:
    before = file.read_bytes()
    assert statuses(take(district, file)) == ["new"]
    rows = district.ask(month_figures, "PHUONGMAU", JUNE).rows
    entered = {row.area: row.entered["received_online"] for row in rows}
    assert entered == {"Hộ tịch": 7, "Đất đai": 3, "Chung toàn đơn vị": None}
    assert district.ask(closed_months, "PHUONGMAU") == {JUNE}
    [person] = district.ask(records, "staff", "PHUONGMAU")
    assert (person.text("name"), person.day("from_date")) == ("Cán bộ mẫu 02", date(2024, 1, 2))
    assert file.read_bytes() == before


def test_container_and_report_of_the_first_version_are_the_same_submission(
    district: Context,
) -> None:
    assert statuses(take(district, CONTAINER)) == ["new"]
    assert statuses(take(district, REPORT)) == ["identical"]
