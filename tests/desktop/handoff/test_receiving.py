"""Receiving: what comes in, what holds afterwards, and taking it back."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context
from desktop.handoff.arrivals import Decisions
from desktop.handoff.receiving import undo_batch
from desktop.months import reopen_month
from desktop.progress import Cancelled
from desktop.registers import area_names, find_field, records, save
from models.errors import Refused
from models.periods import Month
from models.queries.inbox import accepted, batches, month_sources, pinned_keys
from models.queries.months import closed_months, own_windows, year_figures
from models.registers import Value, Values
from tests.helpers.offices import NEW, Ward, new_district, statuses, take

JUNE = Month(2024, 6)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH", "BALANG")


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-05": {"Hộ tịch": 5}, "2024-06": {"Hộ tịch": 6, "Chứng thực": 60}}
    return ward


def held(district: Context, unit: str = "LEBINH") -> dict[str, dict[str, int | None]]:
    found = district.ask(year_figures, unit)
    held: dict[str, dict[str, int | None]] = {}
    for month, figures in found.items():
        held[str(month)] = {row.area: row.entered["to_handle"] for row in figures.rows}
    return held


def test_figures_windows_registers_and_narrative_come_in_under_the_code_of_the_unit(
    district: Context, ward: Ward
) -> None:
    ward.staff, ward.narrative = ["Cán bộ mẫu 02", "Cán bộ mẫu 01"], "Đề nghị cấp thêm máy quét."
    received = take(district, ward.send("2024-06"))
    assert statuses(received) == ["new"]
    assert held(district) == {
        "2024-05": {"Hộ tịch": 5},
        "2024-06": {"Chứng thực": 60, "Hộ tịch": 6},
    }
    staff = district.ask(records, "staff", "LEBINH")
    narratives = district.ask(records, "narratives", "LEBINH")
    assert [row.text("name") for row in staff] == ["Cán bộ mẫu 01", "Cán bộ mẫu 02"]
    assert [row.text("text") for row in narratives] == ["Đề nghị cấp thêm máy quét."]
    assert district.ask(own_windows, "LEBINH")[JUNE].end == date(2024, 6, 30)
    assert district.ask(closed_months, "LEBINH") == {Month(2024, 5), JUNE}
    assert held(district, district.unit) == {}


def test_received_records_have_the_columns_of_saved_ones(district: Context, ward: Ward) -> None:
    ward.staff = ["Cán bộ mẫu 01"]
    take(district, ward.send("2024-06"))
    key = district.ask(find_field, "Hộ tịch")
    figures: Values = {"year": 2024, "month": 6, "field": key, "to_handle": 6}
    person: Values = {
        "name": "Cán bộ mẫu 01",
        "from_date": date(2024, 1, 2),
        "assignment": "Dự phòng",
    }
    district.do(save, "dossiers", "CAIRANG", figures)
    district.do(save, "staff", "CAIRANG", person)
    where = "WHERE match LIKE ? OR match LIKE 'cán bộ%'"
    for register in ("dossiers", "staff"):
        query = f"SELECT DISTINCT match, folded, ordering FROM {register} {where}"
        with district.store.transaction() as conn:
            columns = conn.exec_driver_sql(query, (f"2024|6|{key}",)).all()
        assert len({(match, ordering) for match, _, ordering in columns}) == 1


def test_a_received_month_is_not_entered_a_second_time_beside_itself(
    district: Context, ward: Ward
) -> None:
    take(district, ward.send("2024-06"))
    district.do(reopen_month, "LEBINH", JUNE, "Phường báo lại số của tháng")
    row: dict[str, Value] = {
        "year": 2024,
        "month": 6,
        "field": district.ask(find_field, "Hộ tịch"),
        "to_handle": 1,
    }
    with pytest.raises(Refused) as refused:
        district.do(save, "dossiers", "LEBINH", row)
    assert [problem.code for problem in refused.value.problems] == ["duplicate_key"]


def test_receiving_again_changes_nothing(district: Context, ward: Ward) -> None:
    path = ward.send("2024-06")
    take(district, path)
    before = path.read_bytes()
    copy = path.with_name("ban sao.ZIP")
    shutil.copy(path, copy)
    again = take(district, path, copy)
    assert statuses(again) == ["identical", "identical"]
    assert again.batch is None
    assert len(district.ask(batches)) == 1
    assert path.read_bytes() == before


def test_a_newer_revision_replaces_and_a_month_that_it_no_longer_has_goes(
    district: Context, ward: Ward
) -> None:
    first = ward.send("2024-06")
    ward.figures = {"2024-06": {"Hộ tịch": 7}}
    second = ward.send("2024-06")
    assert statuses(take(district, first, second)) == ["new", "newer"]
    assert held(district) == {"2024-06": {"Hộ tịch": 7}}
    assert statuses(take(district, first)) == ["older"]
    assert held(district) == {"2024-06": {"Hộ tịch": 7}}


def test_a_month_comes_from_the_highest_sequence_that_contains_it(
    district: Context, ward: Ward
) -> None:
    may = ward.send("2024-05")
    ward.figures["2024-05"] = {"Hộ tịch": 55}
    june = ward.send("2024-06")
    take(district, june)
    assert statuses(take(district, may)) == ["new"]
    assert held(district)["2024-05"] == {"Hộ tịch": 55}
    sources = district.ask(month_sources, "LEBINH")
    names = {file.id: file.file_name for file in district.ask(accepted)}
    assert {names[key] for key in sources.values()} == {june.name}


def test_the_registers_are_those_of_the_file_written_last(district: Context, ward: Ward) -> None:
    ward.staff = ["Cán bộ mẫu 01"]
    may = ward.send("2024-05")
    ward.staff = ["Cán bộ mẫu 02"]
    take(district, ward.send("2024-06"), may)
    assert [r.text("name") for r in district.ask(records, "staff", "LEBINH")] == ["Cán bộ mẫu 02"]


def test_a_batch_is_taken_back_as_a_whole(district: Context, ward: Ward) -> None:
    first = ward.send("2024-06")
    take(district, first)
    ward.figures["2024-06"] = {"Hộ tịch": 9}
    second = take(district, ward.send("2024-06"))
    assert second.batch is not None
    district.do(undo_batch, second.batch)
    assert held(district)["2024-06"] == {"Chứng thực": 60, "Hộ tịch": 6}
    assert [batch.undone_at is None for batch in district.ask(batches)] == [False, True]
    with pytest.raises(Refused) as refused:
        district.do(undo_batch, second.batch)
    assert refused.value.problems[0].code == "batch_already_undone"


def test_taking_back_a_first_batch_leaves_nothing_of_the_unit_but_its_key(tmp_path: Path) -> None:
    district, ward = new_district(tmp_path), Ward(tmp_path, "TANPHU")
    ward.figures, ward.staff = {"2024-06": {"Nuôi con nuôi mẫu": 3}}, ["Cán bộ mẫu 01"]
    path = ward.send("2024-06")
    names = set(district.ask(area_names).values())
    received = take(district, path, decisions=NEW)
    assert received.batch is not None
    assert "Nuôi con nuôi mẫu" in district.ask(area_names).values()
    district.do(undo_batch, received.batch)
    assert held(district, "TANPHU") == {}
    assert district.ask(records, "staff", "TANPHU") == []
    assert district.ask(records, "units", "") == []
    assert district.ask(pinned_keys) == {"TANPHU": ward.key.public}
    stranger = Ward(tmp_path, "TANPHU")
    stranger.figures = {"2024-06": {"Hộ tịch": 9}}
    assert statuses(take(district, stranger.send("2024-06", "la.smc"), decisions=NEW)) == [
        "changed_key"
    ]
    assert set(district.ask(area_names).values()) == names
    assert statuses(take(district, path)) == ["unknown_unit"]
    assert statuses(take(district, path, decisions=NEW)) == ["new"]
    assert held(district, "TANPHU") == {"2024-06": {"Nuôi con nuôi mẫu": 3}}


def test_a_unit_that_came_in_with_a_batch_stays_while_later_files_of_it_count(
    tmp_path: Path,
) -> None:
    district, ward = new_district(tmp_path), Ward(tmp_path, "TANPHU")
    ward.figures = {"2024-06": {"Hộ tịch": 3}}
    first = take(district, ward.send("2024-06"), decisions=NEW)
    take(district, ward.send("2024-06"))
    assert first.batch is not None
    district.do(undo_batch, first.batch)
    assert [r.text("code") for r in district.ask(records, "units", "")] == ["TANPHU"]
    assert set(district.ask(pinned_keys)) == {"TANPHU"}
    assert held(district, "TANPHU") == {"2024-06": {"Hộ tịch": 3}}


def test_two_names_that_are_one_field_here_are_never_added_up(
    district: Context, ward: Ward
) -> None:
    key = district.ask(find_field, "Hộ tịch")
    assert key is not None
    district.do(save, "fields", "", {"aliases": "Khai sinh mẫu"}, key)
    ward.figures = {"2024-06": {"Khai sinh mẫu": 4, "Hộ tịch": 6}}
    take(district, ward.send("2024-06"))
    assert held(district)["2024-06"] == {"Hộ tịch": 6, "Khai sinh mẫu": 4}


def test_stopping_half_way_takes_nothing_in(district: Context, ward: Ward, tmp_path: Path) -> None:
    class Stopped:
        def step(self, done: int, total: int, text: str) -> None:
            if done == 1:
                raise Cancelled

    from desktop.handoff.receiving import receive

    other = Ward(tmp_path, "BALANG")
    other.figures = {"2024-06": {"Hộ tịch": 1}}
    paths = [ward.send("2024-06"), other.send("2024-06")]
    with pytest.raises(Cancelled):
        district.do(receive, paths, Decisions(), Stopped())
    assert held(district) == {}
    assert district.ask(accepted) == []
