"""Figures by period between offices: sent, received, replaced, taken back, added up."""

import json
import zipfile
from datetime import date
from pathlib import Path

import msgspec
import pytest

from desktop.blocks import delete_block, save_block
from desktop.consolidation.board import board
from desktop.consolidation.matrix import MatrixRow, matrix
from desktop.consolidation.period import consolidated
from desktop.consolidation.shape import ConsolidatedShape, shape_of
from desktop.consolidation.tracing import trace
from desktop.context import Context
from desktop.figures import figures
from desktop.handoff.arrivals import Decisions
from desktop.handoff.container import Package
from desktop.handoff.data import Data, gather, read_data
from desktop.handoff.manifest import DATA
from desktop.handoff.receiving import undo_batch
from desktop.handoff.submission import submit
from desktop.handoff.triage import triage
from desktop.registers import save
from desktop.reports.district.gathering import gather_district
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.periods import Month, parse_period
from models.queries.blocks import blocks
from models.registers import Value
from tests.helpers.office import BALANCED, SETTLED, area_id, enter, new_office
from tests.helpers.offices import NEW, new_district, statuses, take

QUARTER = {"carried_over": 2, "received": 30, "resolved": 31, "closed_unresolved": 0, "pending": 1}


@pytest.fixture
def ward(tmp_path: Path) -> Context:
    return new_office(tmp_path)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


def keep(office: Context, period: str, numbers: dict[str, int], **told: Value) -> None:
    office.do(save_block, office.unit, period, {WHOLE_UNIT_ID: numbers}, told)


def send(ward: Context, period: str, folder: Path) -> Path:
    return submit(ward, period, folder).path


def held(district: Context) -> dict[str, int | None]:
    """What the district holds as received, by block."""
    found = district.ask(blocks, "LEBINH")
    return {str(period): block.figures[0].entered["received"] for period, block in found.items()}


def added_up(district: Context, period: str) -> ConsolidatedShape:
    def shape(conn: object) -> ConsolidatedShape:
        return shape_of(conn, consolidated(conn, period), date(2024, 12, 31))  # type: ignore[arg-type]

    return district.ask(shape)


def test_a_quarter_known_by_a_block_only_is_sent_received_and_added_up(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-Q1", QUARTER, source="Cổng dịch vụ công", from_date=date(2023, 12, 5))
    sent = submit(ward, "2024-Q1", tmp_path)
    assert not sent.made.draft
    assert statuses(take(district, sent.path)) == ["new"]
    [row] = [
        unit
        for unit in district.ask(board, "2024-Q1", date(2024, 4, 1))["units"]
        if unit["code"] == "LEBINH"
    ]
    assert row["status"] == "received"
    shape = added_up(district, "2024-Q1")
    [line] = shape["units"]
    assert (line["code"], line["total"]["measures"]["received"], line["months"]) == (
        "LEBINH",
        30,
        [],
    )
    assert line["blocks"] == [{"period": "2024-Q1", "from": "2023-12-05", "to": "2024-03-31"}]
    assert [(source["file"], source["blocks"]) for source in line["sources"]] == [
        (sent.path.name, ["2024-Q1"])
    ]
    assert (shape["from"], shape["to"], shape["incomplete_units"]) == (
        "2023-12-05",
        "2024-03-31",
        [],
    )
    assert [unit["code"] for unit in shape["missing_units"]] == ["BALANG"]


def standing(district: Context, period: str) -> tuple[str, list[str], list[str]]:
    """How far Lê Bình's report has come, from which reports, and which months are missing."""
    units = district.ask(board, period, date(2024, 8, 1))["units"]
    [row] = [unit for unit in units if unit["code"] == "LEBINH"]
    return row["status"], row["reports"], row["missing_months"]


def test_months_that_a_block_stands_for_have_come_with_it(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-Q1", QUARTER)
    take(district, send(ward, "2024-Q1", tmp_path))
    assert standing(district, "2024-Q1") == ("received", ["2024-Q1"], [])
    later = ["2024-04", "2024-05", "2024-06"]
    assert standing(district, "2024-H1") == ("received", ["2024-Q1"], later)
    # A quarter says nothing of one of its months.
    assert standing(district, "2024-02")[0] == "not_sent"
    cells = {cell.period: cell.state for row in year(district) for cell in row.cells}
    assert (cells["2024-Q1"], cells["2024-02"]) == ("received", "overdue")


def year(district: Context) -> list[MatrixRow]:
    found = district.ask(matrix, 2024, date(2024, 8, 1))
    return [row for row in found.rows if row.code == "LEBINH"]


def test_a_week_in_a_later_file_has_come_with_it(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    enter(ward, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(ward, "2024-W23", {"received": 3})
    take(district, send(ward, "2024-06", tmp_path))
    assert standing(district, "2024-W23") == ("received", ["2024-06"], [])
    assert standing(district, "2024-W24") == ("not_sent", [], [])


def test_a_month_is_compared_with_the_block_before_it_that_came_in_another_file(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-Q1", QUARTER)
    take(district, send(ward, "2024-Q1", tmp_path))
    enter(ward, Month(2024, 4), "Hộ tịch", **{**SETTLED, "carried_over": 7, "pending_in_time": 7})
    [arrival] = district.ask(triage, [send(ward, "2024-04", tmp_path)])
    [note] = [note for note in arrival.notes if note.code == "arrival_carry_over"]
    assert note.values["difference"] == 6


def test_the_year_of_a_received_unit_is_its_block_and_its_months(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-9M", QUARTER)
    for number in (10, 11, 12):
        enter(
            ward,
            Month(2024, number),
            "Hộ tịch",
            **{**SETTLED, "carried_over": 1, "pending_in_time": 1},
        )
    take(district, send(ward, "2024", tmp_path))
    shape = added_up(district, "2024")
    [line] = shape["units"]
    own = ward.ask(figures, "2024")["units"][0]
    assert line["total"]["measures"] == own["total"]["measures"]
    assert line["total"]["measures"]["to_handle"] == 32 + 24
    assert line["months"] == ["2024-10", "2024-11", "2024-12"]
    traced = district.ask(
        lambda conn: trace(conn, consolidated(conn, "2024").now, "received", "LEBINH")
    )
    cells = [(cell.block or str(cell.month), cell.value) for cell in traced.lines[0].cells]
    assert cells == [("2024-9M", 30), ("2024-10", 8), ("2024-11", 8), ("2024-12", 8)]
    assert all(cell.source is not None for cell in traced.lines[0].cells)


def test_a_week_is_sent_and_a_unit_that_has_only_months_is_missing(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    other = new_office(tmp_path, "other.sqlite")
    other.do(
        save, "profile", "LEBINH", {"code": "BALANG", "name": "Phường Ba Láng"}, _profile(other)
    )
    enter(ward, Month(2024, 5), "Hộ tịch", **SETTLED)
    enter(ward, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(ward, "2024-W23", {"received": 3})
    enter(other, Month(2024, 6), "Hộ tịch", **BALANCED)
    take(district, send(ward, "2024-W23", tmp_path), send(other, "2024-06", tmp_path))
    # Months that are over travel along, the one in which the week lies does not.
    assert [str(month) for month in _months(district)] == ["2024-05"]
    # The office's own unit has months only as well: its report and the sums do without it.
    enter(district, Month(2024, 6), "Hộ tịch", **BALANCED)
    report = district.ask(gather_district, "2024-W23", date(2024, 6, 12))
    assert report.now.own_is_missing
    shape = added_up(district, "2024-W23")
    assert [line["code"] for line in shape["units"]] == ["LEBINH"]
    assert shape["total"]["measures"]["received"] == 3
    assert [unit["code"] for unit in shape["missing_units"]] == ["BALANG"]
    assert shape["months"] == []


def _profile(office: Context) -> str:
    return str(office.ask(lambda conn: conn.exec_driver_sql("SELECT id FROM profile").scalar_one()))


def _months(district: Context) -> list[Month]:
    query = "SELECT DISTINCT year, month FROM dossiers WHERE unit = 'LEBINH'"
    return district.ask(lambda conn: [Month(*row) for row in conn.exec_driver_sql(query)])


def test_a_block_comes_from_the_highest_sequence_that_speaks_of_it(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-Q1", QUARTER)
    first = send(ward, "2024-Q1", tmp_path)
    keep(ward, "2024-Q1", {"received": 31})
    keep(ward, "2024-Q2", {"received": 40})
    later = send(ward, "2024-H1", tmp_path)
    enter(ward, Month(2024, 1), "Hộ tịch", **SETTLED)
    # January speaks of no block that ends after it.
    january = send(ward, "2024-01", tmp_path)
    take(district, later, january)
    assert held(district) == {"2024-Q1": 31, "2024-Q2": 40}
    # What was written first comes last, and changes nothing.
    take(district, first)
    assert held(district) == {"2024-Q1": 31, "2024-Q2": 40}


def test_a_block_that_the_sender_took_away_goes_and_the_cells_are_named(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    keep(ward, "2024-Q1", QUARTER)
    keep(ward, "2024-01", {"received": 9})
    take(district, send(ward, "2024-Q1", tmp_path))
    ward.do(delete_block, ward.unit, "2024-01")
    keep(ward, "2024-Q1", {"received": 33})
    second = send(ward, "2024-Q1", tmp_path)
    [arrival] = district.ask(triage, [second], Decisions())
    changes = [
        (each.month, each.measure, each.old, each.new) for each in arrival.changes if each.block
    ]
    assert changes == [("2024-01", "received", 9, None), ("2024-Q1", "received", 30, 33)]
    received = take(district, second)
    assert held(district) == {"2024-Q1": 33}
    assert received.batch is not None
    district.do(undo_batch, received.batch)
    assert held(district) == {"2024-01": 9, "2024-Q1": 30}


def test_all_that_a_block_says_arrives(ward: Context, district: Context, tmp_path: Path) -> None:
    numbers = {"received": 7}
    told: dict[str, Value] = {
        "from_date": date(2024, 6, 3),
        "to_date": date(2024, 6, 8),
        "source": "Báo cáo nhanh",
        "printed": "Công bố",
        "reason": "Số đã công bố trên Cổng.",
    }
    ward.do(save_block, ward.unit, "2024-W23", {area_id(ward, "Hộ tịch"): numbers}, told)
    path = send(ward, "2024-W23", tmp_path)
    take(district, path, decisions=NEW)
    [before] = ward.ask(blocks, "LEBINH").values()
    [after] = district.ask(blocks, "LEBINH").values()
    [mine], [theirs] = before.rows, after.rows
    assert (mine.row.area, mine.row.entered) == (theirs.row.area, theirs.row.entered)
    assert (mine.start, mine.end, mine.source, mine.printed, mine.reason) == (
        theirs.start, theirs.end, theirs.source, theirs.printed, theirs.reason,
    )  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        [line] = json.loads(archive.read(DATA))["blocks"]
    assert line[:4] == ["2024-W23", "Hộ tịch", "2024-06-03", "2024-06-08"]
    assert line[4:7] == ["Báo cáo nhanh", "Công bố", "Số đã công bố trên Cổng."]


def test_a_period_without_months_and_without_blocks_is_not_sent(
    ward: Context, tmp_path: Path
) -> None:
    for period in ("2024-Q1", "2024-W23"):
        with pytest.raises(Refused) as refused:
            submit(ward, period, tmp_path)
        assert refused.value.problems[0].code == "submission_empty"


@pytest.mark.parametrize(
    "changed",
    [
        {0: "2024-Q5"},
        {0: " 2024-Q1"},
        {2: "2024-02-30"},
        {2: "2024-03-31", 3: "2024-01-01"},
        {4: "a\x00b"},
        {7: (1,)},
    ],
)
def test_a_block_that_says_nonsense_makes_the_file_unreadable(
    ward: Context, changed: dict[int, object]
) -> None:
    keep(ward, "2024-Q1", QUARTER)
    data = ward.ask(gather, ward.unit, parse_period("2024-Q1"))
    assert _read(data) == data
    line: list[object] = list(data.blocks[0])
    for place, value in changed.items():
        line[place] = value
    assert not isinstance(_read(msgspec.structs.replace(data, blocks=(tuple(line),))), Data)
    assert not isinstance(_read(msgspec.structs.replace(data, blocks=data.blocks * 2)), Data)


def _read(data: Data) -> object:
    """What a receiver makes of data."""
    manifest = type("M", (), {"unit": data.unit, "period": data.period})()
    return read_data(Package(manifest, {DATA: msgspec.json.encode(data)}))


def test_data_without_blocks_stay_valid(ward: Context) -> None:
    enter(ward, Month(2024, 6), "Hộ tịch", **SETTLED)
    data = ward.ask(gather, ward.unit, parse_period("2024-06"))
    raw = json.loads(msgspec.json.encode(data))
    del raw["blocks"]
    assert msgspec.json.decode(json.dumps(raw).encode(), type=Data).blocks == ()
