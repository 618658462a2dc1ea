"""The sample district is a whole book: its own unit entered, the seven wards received as everywhere else."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.backup import verify
from desktop.context import Context, create_store, open_context
from desktop.handoff.board import board
from desktop.registers import records
from desktop.sample import DISTRICT_FILE, WARD_FILE, make_district, make_sample, sample_plan
from desktop.settings import get
from desktop.sheets import closed_months
from models.errors import Unusable
from models.periods import Month
from models.queries.inbox import accepted

WARDS = {"LEBINH", "HUNGPHU", "HUNGTHANH", "BALANG", "THUONGTHANH", "PHUTHU", "TANPHU"}
MONTHS = {Month(2024, month) for month in range(1, 7)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample") / "new", date(2024, 6, 25)).parent


@pytest.fixture
def district(folder: Path) -> Iterator[Context]:
    context = open_context(folder / DISTRICT_FILE)
    yield context
    context.close()


def test_both_stores_are_written_sound_and_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {WARD_FILE, DISTRICT_FILE}
    assert verify(folder / DISTRICT_FILE) == []


def test_every_ward_was_received_once_closed_and_signed(district: Context) -> None:
    files = district.ask(accepted)
    assert {file.unit for file in files} == WARDS
    assert [file.revision for file in files] == [1] * 7
    assert not any(file.draft for file in files)
    assert {unit.text("code") for unit in district.ask(records, "units", "")} == WARDS


def test_the_board_shows_one_late_ward_in_the_samples_own_time(district: Context) -> None:
    shape = district.ask(board, "2024-H1", date(2024, 6, 28))
    assert shape["deadline"] == "2024-06-25"
    units = shape["units"]
    assert isinstance(units, list)
    assert {unit["code"]: unit["late_days"] for unit in units if unit["late_days"]} == {"TANPHU": 2}
    assert {unit["status"] for unit in units} == {"received"}


def test_the_own_months_are_closed_with_a_reason_for_the_published_contradiction(district: Context) -> None:
    assert (district.role, district.unit) == ("district", "CAIRANG")
    assert district.ask(closed_months, "CAIRANG") == MONTHS
    for ward in WARDS:
        assert district.ask(closed_months, ward) == MONTHS


def test_it_says_on_its_face_that_the_figures_are_illustrative(district: Context) -> None:
    assert district.ask(get, "sample_note") == sample_plan().note
    assert (district.ask(get, "percent_rounding"), district.ask(get, "percent_decimals")) == ("truncate", "1")


def test_a_receiving_office_in_use_is_never_replaced(tmp_path: Path) -> None:
    create_store(tmp_path / DISTRICT_FILE, "district", "Q1", "Quận Một", "", "Một").close()
    before = (tmp_path / DISTRICT_FILE).read_bytes()
    for make in (make_district, lambda folder: make_sample(folder, date(2024, 6, 25))):
        with pytest.raises(Unusable) as caught:
            make(tmp_path)
        assert caught.value.problems[0].code == "sample_in_the_way"
    assert (tmp_path / DISTRICT_FILE).read_bytes() == before
    assert not (tmp_path / WARD_FILE).exists()
