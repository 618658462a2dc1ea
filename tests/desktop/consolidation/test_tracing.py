"""A click on any total leads to unit, file and revision, to the cell, and to its remarks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.consolidation.rollup import Rollup
from desktop.consolidation.tracing import Trace, origin, sources, trace
from desktop.context import Context
from desktop.handoff.slips import make_return
from desktop.registers import find_field
from models.errors import Unusable
from models.measures import MEASURES
from models.periods import parse_period
from tests.helpers.offices import NEW, Ward, take
from tests.helpers.offices import new_district as new_receiver
from tests.helpers.sums import plain_month, rolled

Tracer = Callable[..., Trace]


@pytest.fixture
def now(district: Context) -> Rollup:
    return rolled(district, "2024-H1")


def flows_of(found: Trace) -> list[int | None]:
    return [sum(cell.value or 0 for cell in line.cells) for line in found.lines]


@pytest.mark.parametrize(
    "measure",
    ["to_handle", "carried_over", "received_online", "resolved", "pending", "paid_online"],
)
def test_the_cells_of_a_total_add_up_to_it(district: Context, now: Rollup, measure: str) -> None:
    found = district.ask(trace, now, measure)
    assert found.value == now.all.total[measure]
    assert flows_of(found) == [line.value for line in found.lines]
    assert found.lines[0].name == "Quận Cái Răng"


def test_stocks_come_from_the_ends_and_flows_from_every_month(
    district: Context, now: Rollup
) -> None:
    def asked(measure: str) -> list[tuple[str, str, str]]:
        [line] = district.ask(trace, now, measure, "LEBINH").lines
        return [(str(cell.month), cell.measure, cell.part) for cell in line.cells]

    assert asked("carried_over") == [("2024-01", "carried_over", "opening")]
    assert asked("pending") == [("2024-06", "pending", "closing")]
    assert len(asked("resolved")) == 6
    assert asked("to_handle")[:2] == [
        ("2024-01", "to_handle", "opening"),
        ("2024-02", "received", "flow"),
    ]


def test_a_cell_names_its_file_and_the_fields_it_is_made_of(district: Context, now: Rollup) -> None:
    [line] = district.ask(trace, now, "pending", "LEBINH").lines
    [cell] = line.cells
    assert cell.source is not None
    assert (cell.source.file_name, cell.source.revision, cell.source.draft) == (
        "LEBINH_2024-H1_r1.smc",
        1,
        False,
    )
    assert (len(cell.source.file_hash), str(cell.source.received_at.date())) == (64, "2024-06-22")
    assert sum(value or 0 for _, value in cell.fields) == cell.value == line.value
    own = district.ask(trace, now, "pending", "own").lines[0].cells[0]
    assert own.source is None


def test_a_field_of_work_is_traced_alone(district: Context, now: Rollup) -> None:
    key = district.ask(find_field, "Hộ tịch")
    assert key is not None
    found = district.ask(trace, now, "resolved", "below", key)
    total = next(row for row in now.below.fields if row.area_id == key)
    assert found.value == total.measures["resolved"]
    assert flows_of(found) == [line.value for line in found.lines]


def test_a_remark_sent_back_stands_beside_its_cell_only(district: Context, now: Rollup) -> None:
    remarks = [
        ("2024-06/Hộ tịch/pending", "Số này lệch sổ."),
        ("2024-06", "Xem lại cả tháng."),
        ("II.2", "Viết lại."),
    ]
    district.do(make_return, "LEBINH", parse_period("2024-H1"), remarks)
    key = district.ask(find_field, "Hộ tịch")

    def said(measure: str, field: str | None = None) -> list[list[str]]:
        [line] = district.ask(trace, now, measure, "LEBINH", field).lines
        return [[remark.text for remark in cell.remarks] for cell in line.cells]

    assert said("pending", key) == [["Số này lệch sổ.", "Xem lại cả tháng."]]
    assert said("pending") == [["Số này lệch sổ.", "Xem lại cả tháng."]]
    assert said("pending", district.ask(find_field, "Chứng thực")) == [["Xem lại cả tháng."]]
    assert said("resolved", key)[:-1] == [[]] * 5
    assert said("resolved", key)[-1] == ["Xem lại cả tháng."]


def test_a_unit_that_has_sent_nothing_is_named_in_the_trace(tmp_path: Path) -> None:
    receiver = new_receiver(tmp_path, "A", "B")
    plain_month(receiver, "A", "2024-06", 0, 5, 1)
    found = receiver.ask(trace, rolled(receiver, "2024-06"), "pending", "below")
    assert (found.value, [line.code for line in found.lines], found.missing) == (
        1,
        ["A"],
        ("Phường B",),
    )


def test_a_month_sent_again_leads_to_the_newer_file(tmp_path: Path) -> None:
    receiver, ward = new_receiver(tmp_path, "A"), Ward(tmp_path, "A")
    ward.figures = {"2024-05": {"Hộ tịch": 3}, "2024-06": {"Hộ tịch": 4}}
    take(receiver, ward.send("2024-05"), decisions=NEW)
    ward.figures["2024-06"]["Hộ tịch"] = 9
    take(receiver, ward.send("2024-06"))
    now = rolled(receiver, "2024-Q2")
    found = receiver.ask(sources, now)["A"]
    assert [(source.period, [str(month) for month in source.months]) for source in found] == [
        ("2024-06", ["2024-05", "2024-06"])
    ]
    receiver.close()


def test_an_unknown_unit_is_refused_by_name(district: Context, now: Rollup) -> None:
    with pytest.raises(Unusable) as caught:
        district.ask(trace, now, "pending", "KHONGCO")
    assert caught.value.problems[0].code == "unit_unknown"
    assert set(MEASURES) >= {"pending"}


@pytest.mark.parametrize("part", ["all", "own", "below", "LEBINH"])
@pytest.mark.parametrize("area", [None, "Hộ tịch"])
def test_the_units_of_a_figure_are_those_whose_cells_make_it(
    district: Context, now: Rollup, part: str, area: str | None
) -> None:
    key = district.ask(find_field, area) if area else None
    quick, whole = (
        origin(now, "resolved", part, key),
        district.ask(trace, now, "resolved", part, key),
    )
    assert quick.value == whole.value is not None
    assert [(share.code, share.value) for share in quick.shares] == [
        (line.code, line.value) for line in whole.lines
    ]
    assert quick.missing == whole.missing
