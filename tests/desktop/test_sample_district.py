"""The sample district is a whole book: its own unit entered, the seven wards received."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.backup import verify_store
from desktop.consolidation.board import board
from desktop.context import Context, create_store, open_context
from desktop.handoff.arrivals import Decisions
from desktop.handoff.outbox import outbox
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from desktop.months import closed_months
from desktop.registers import records
from desktop.sample import DISTRICT_FILE, WARD_FILE, make_district, make_sample, sample_plan
from desktop.sample_commune import COMMUNE_FILE
from desktop.settings import get
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


def test_the_stores_are_written_sound_and_nothing_else(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {WARD_FILE, DISTRICT_FILE, COMMUNE_FILE}
    assert verify_store(folder / DISTRICT_FILE) == []


def test_every_ward_was_received_once_closed_and_signed(district: Context) -> None:
    files = district.ask(accepted)
    assert {file.unit for file in files} == WARDS
    assert [file.revision for file in files] == [1] * 7
    assert not any(file.draft for file in files)
    assert {unit.text("code") for unit in district.ask(records, "units", "")} == WARDS


def test_what_the_sample_ward_sends_next_is_received_as_its_own(
    folder: Path, tmp_path: Path
) -> None:
    for name in (WARD_FILE, DISTRICT_FILE):
        shutil.copyfile(folder / name, tmp_path / name)
    ward, district = open_context(tmp_path / WARD_FILE), open_context(tmp_path / DISTRICT_FILE)
    try:
        assert [(sent.period, sent.revision, sent.state) for sent in ward.ask(outbox)] == [
            ("2024-H1", 1, "written")
        ]
        month, again = submit(ward, "2024-06", tmp_path), submit(ward, "2024-H1", tmp_path)
        assert (month.made.revision, again.made.revision) == (1, 2)
        found = district.ask(triage, [month.path, again.path], Decisions())
        assert [(arrival.period, arrival.status) for arrival in found] == [
            ("2024-06", "new"),
            ("2024-H1", "newer"),
        ]
        assert not any(arrival.changes for arrival in found)
    finally:
        ward.close()
        district.close()


def test_the_board_shows_one_late_ward_in_the_samples_own_time(district: Context) -> None:
    shape = district.ask(board, "2024-H1", date(2024, 6, 28))
    assert shape["deadline"] == "2024-06-25"
    units = shape["units"]
    assert isinstance(units, list)
    assert {unit["code"]: unit["late_days"] for unit in units if unit["late_days"]} == {"TANPHU": 2}
    assert {unit["status"] for unit in units} == {"received"}


def test_the_own_months_are_closed_with_a_reason_for_the_published_contradiction(
    district: Context,
) -> None:
    assert (district.role, district.unit) == ("district", "CAIRANG")
    assert district.ask(closed_months, "CAIRANG") == MONTHS
    for ward in WARDS:
        assert district.ask(closed_months, ward) == MONTHS


def test_it_says_on_its_face_that_the_figures_are_illustrative(district: Context) -> None:
    assert district.ask(get, "sample_note") == sample_plan().note
    assert (district.ask(get, "percent_rounding"), district.ask(get, "percent_decimals")) == (
        "truncate",
        "1",
    )


def test_a_receiving_office_in_use_is_never_replaced(tmp_path: Path) -> None:
    create_store(tmp_path / DISTRICT_FILE, "district", "Q1", "Quận Một", "", "Một").close()
    before = (tmp_path / DISTRICT_FILE).read_bytes()
    for make in (make_district, lambda folder: make_sample(folder, date(2024, 6, 25))):
        with pytest.raises(Unusable) as caught:
            make(tmp_path)
        assert caught.value.problems[0].code == "sample_in_the_way"
    assert (tmp_path / DISTRICT_FILE).read_bytes() == before
    assert not (tmp_path / WARD_FILE).exists()
