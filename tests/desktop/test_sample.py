"""The sample data add up to every published total and say that they are illustrative."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context, create_store, open_context
from desktop.figures import figures
from desktop.findings import findings
from desktop.months import closed_months
from desktop.registers import records
from desktop.sample import fill_unit, make_ward, sample_plan, sample_rows
from desktop.settings import get
from models.catalogue import DOSSIERS, REGISTERS
from models.errors import Unusable
from models.figures import WHOLE_UNIT_ID, Row, UnitFigures, evaluate_month, over_units, unit_figures
from models.kinds import parse
from models.measures import WHOLE_UNIT
from models.periods import Month
from models.rates import RateSettings, rates_of
from tests.helpers import published

WARDS = ("LEBINH", "HUNGPHU", "HUNGTHANH", "BALANG", "THUONGTHANH", "PHUTHU", "TANPHU")
DISTRICT = "CAIRANG"
MONTHS = tuple(Month(2024, month) for month in range(1, 7))
WINDOWS = (
    ("05/12/2023", "04/01/2024"),
    ("05/01/2024", "04/02/2024"),
    ("05/02/2024", "04/03/2024"),
    ("05/03/2024", "04/04/2024"),
    ("05/04/2024", "04/05/2024"),
    ("05/05/2024", "20/06/2024"),
)
TODAY = date(2024, 6, 25)
LAST_DAY = date(2024, 6, 20)

PERCENTAGES = {
    "district": published.DISTRICT_PERCENTAGES,
    "wards": published.WARDS_PERCENTAGES,
}


def rows_of(unit: str, month: Month) -> list[Row]:
    rows = []
    for owner, texts in sample_rows("dossiers"):
        if owner != unit or (int(texts["year"]), int(texts["month"])) != (month.year, month.month):
            continue
        values = {name: parse(DOSSIERS.field(name), text) for name, text in texts.items()}
        figures_only = {name: value for name, value in values.items() if isinstance(value, int)}
        for name in ("year", "month", "nil"):
            figures_only.pop(name, None)
        field = texts["field"]
        key = WHOLE_UNIT_ID if field == WHOLE_UNIT else field
        rows.append(Row(key, field, values["nil"] is True, dict(figures_only)))
    return rows


@pytest.fixture(scope="module")
def units() -> dict[str, UnitFigures]:
    found = {}
    for unit in (*WARDS, DISTRICT):
        over = unit_figures(unit, unit, [evaluate_month(rows_of(unit, month)) for month in MONTHS])
        assert over is not None
        found[unit] = over
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ward(tmp_path_factory.mktemp("sample") / "new" / "folder", TODAY).parent


@pytest.fixture
def ward(folder: Path) -> Iterator[Context]:
    context = open_context(folder / "ward.sqlite")
    yield context
    context.close()


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Context]:
    context = create_store(
        tmp_path / "own.sqlite", "district", DISTRICT, "Quận Cái Răng", "", "Cái Răng"
    )
    fill_unit(context, DISTRICT)
    yield context
    context.close()


@pytest.mark.parametrize(("measure", "number"), published.WARDS.items())
def test_the_wards_add_up_to_the_published_total(
    units: dict[str, UnitFigures], measure: str, number: int
) -> None:
    assert over_units([units[ward] for ward in WARDS]).total[measure] == number


@pytest.mark.parametrize(("measure", "number"), published.DISTRICT.items())
def test_the_districts_own_unit_adds_up_to_the_published_total(
    units: dict[str, UnitFigures], measure: str, number: int
) -> None:
    assert units[DISTRICT].total[measure] == number


def test_the_published_percentages_come_out_when_cut_off_after_one_decimal(
    units: dict[str, UnitFigures],
) -> None:
    settings = RateSettings("truncate", 1)
    totals = {
        "district": units[DISTRICT].total,
        "wards": over_units([units[ward] for ward in WARDS]).total,
    }
    for who, expected in PERCENTAGES.items():
        printed = {name: rate.percent for name, rate in rates_of(totals[who], settings).items()}
        assert {name: printed[name] for name in expected} == expected


@pytest.mark.parametrize("unit", [*WARDS, DISTRICT])
def test_every_field_balances_and_carries_over_what_was_pending(unit: str) -> None:
    pending: dict[str, int | None] = {}
    for month in MONTHS:
        fields = evaluate_month(rows_of(unit, month)).areas
        for name, values in fields.items():
            known = values.known
            parts = [known["resolved"], known["closed_unresolved"], known["pending"]]
            assert known["to_handle"] == sum(part for part in parts if part is not None), (
                unit,
                month,
                name,
            )
            assert None not in parts
            assert pending.get(name, known["carried_over"]) == known["carried_over"], (
                unit,
                month,
                name,
            )
        pending = {name: values.known["pending"] for name, values in fields.items()}


@pytest.mark.parametrize("unit", WARDS)
def test_a_ward_contradicts_itself_nowhere(unit: str) -> None:
    for month in MONTHS:
        for values in evaluate_month(rows_of(unit, month)).areas.values():
            assert values.negative == {}
        total = evaluate_month(rows_of(unit, month)).total.known
        assert total["digitised_dossiers"] <= total["digitised_results"] <= total["to_handle"]  # type: ignore[operator]
        assert total["paid_online"] <= total["fee_bearing"] <= total["to_handle"]  # type: ignore[operator]


def test_a_ward_resolves_about_as_many_dossiers_as_the_others(
    units: dict[str, UnitFigures],
) -> None:
    assert all(1900 <= (units[ward].total["resolved"] or 0) <= 2600 for ward in WARDS)


def test_what_was_not_published_of_the_district_is_left_blank(
    units: dict[str, UnitFigures],
) -> None:
    names = ["received_offline", "pending_in_time", "pending_overdue", "apologies"]
    total = units[DISTRICT].total
    assert [name for name in names if total[name] is not None] == []
    # Of 0 dossiers that were withdrawn, returned or stopped none was withdrawn.
    assert (total["closed_unresolved"], total["withdrawn"]) == (0, 0)


def test_the_months_have_the_windows_of_the_published_period() -> None:
    for unit in (*WARDS, DISTRICT):
        windows = [
            (row["from_date"], row["to_date"])
            for owner, row in sample_rows("monthly")
            if owner == unit
        ]
        assert tuple(windows) == WINDOWS


def staff_on(day: date, unit: str) -> int:
    field = REGISTERS["staff"].field("from_date")
    count = 0
    for owner, row in sample_rows("staff"):
        start, end = parse(field, row["from_date"]), parse(field, row["to_date"])
        assert isinstance(start, date)
        count += (
            owner == unit
            and start <= day
            and (end is None or (isinstance(end, date) and day <= end))
        )
    return count


def test_staff_equipment_innovations_tasks_and_feedback_are_as_published() -> None:
    assert sum(staff_on(LAST_DAY, ward) for ward in WARDS) == 49
    assert staff_on(LAST_DAY, DISTRICT) == 9

    def have(kind: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for unit, row in sample_rows("equipment"):
            if row["kind"] == kind and row["condition"] != "Đã thanh lý":
                found[unit] = found.get(unit, 0) + int(row["quantity"])
        return found

    assert have("Camera") == dict.fromkeys((*WARDS, DISTRICT), 3)
    assert have("Máy tra cứu TTHC") == dict.fromkeys((*WARDS, DISTRICT), 1)
    assert have("Máy lấy số tự động") == {"PHUTHU": 1, DISTRICT: 1}
    assert have("Máy tính bảng") == {DISTRICT: 8}

    innovations = [unit for unit, _ in sample_rows("innovations")]
    assert {unit: innovations.count(unit) for unit in innovations} == {
        "LEBINH": 1,
        "THUONGTHANH": 3,
        "BALANG": 3,
    }
    tasks = [row["done"] for unit, row in sample_rows("tasks") if unit == DISTRICT]
    assert (len(tasks), sum(bool(done) for done in tasks)) == (28, 21)
    monthly = sample_rows("monthly")
    procedures = {(unit, row["procedures_total"]) for unit, row in monthly}
    assert procedures == {(DISTRICT, "281"), *((ward, "144") for ward in WARDS)}
    assert sum(int(row["feedback_received"]) for _, row in monthly) == 2
    assert sum(int(row["feedback_in_time"]) for _, row in monthly) == 2


def test_no_person_is_invented_beyond_a_plain_sample_name() -> None:
    names = [row["name"] for _, row in sample_rows("staff")]
    assert all(name.startswith("Cán bộ mẫu ") for name in names)
    assert len(set(names)) == len(names)


def test_the_store_says_on_its_face_that_the_figures_are_illustrative(ward: Context) -> None:
    note = ward.ask(get, "sample_note")
    assert note == sample_plan().note
    assert "số liệu mẫu" in note
    assert "242/BC-UBND" in note


@pytest.mark.parametrize("period", ["2024-H1", "2023-12-05..2024-06-20"])
def test_the_wards_half_year_comes_out_the_same_by_name_and_by_free_dates(
    ward: Context, units: dict[str, UnitFigures], period: str
) -> None:
    shape = ward.ask(figures, period)
    assert (shape["from"], shape["to"]) == ("2023-12-05", "2024-06-20")
    measures = shape["units"][0]["total"]["measures"]
    assert measures == units["LEBINH"].total
    total = {name: value for name, value in measures.items() if value is not None}
    assert total["to_handle"] == total["carried_over"] + total["received"]
    assert total["to_handle"] == total["resolved"] + total["closed_unresolved"] + total["pending"]
    assert set(published.WARDS) <= set(total)


def test_the_ward_store_is_a_whole_book(ward: Context) -> None:
    filled = {name for name in REGISTERS if ward.ask(records, name, ward.unit)}
    assert set(REGISTERS) - filled == {"units", "procedures", "blocks", "rates"}
    assert len(ward.ask(records, "staff", ward.unit, as_of=LAST_DAY)) == 7
    assert len(ward.ask(records, "equipment", ward.unit, as_of=LAST_DAY)) >= 25
    assert ward.ask(closed_months, ward.unit) == set(MONTHS[:5])


def test_the_ward_has_no_warning_to_explain(ward: Context) -> None:
    found = ward.ask(findings, ward.unit, list(MONTHS), TODAY)
    assert [finding for finding in found if finding.severity == "warning"] == []


def test_the_districts_impossible_line_raises_its_finding_and_breaks_nothing_else(
    district: Context,
) -> None:
    found = district.ask(findings, DISTRICT, list(MONTHS), TODAY)
    codes = {finding.code for finding in found if finding.severity == "warning"}
    assert "online_exceeds_received" in codes
    assert codes <= {"online_exceeds_received", "part_exceeds_total", "negative_remainder"}


def test_a_sample_replaces_an_older_sample(folder: Path, tmp_path: Path) -> None:
    first = make_ward(tmp_path, TODAY)
    assert make_ward(tmp_path, TODAY) == first
    assert [path.name for path in tmp_path.iterdir()] == ["ward.sqlite"]


def test_a_sample_never_takes_the_place_of_a_store_in_use(tmp_path: Path) -> None:
    create_store(tmp_path / "ward.sqlite", "ward", "P1", "Phường Một", "", "Một").close()
    before = (tmp_path / "ward.sqlite").read_bytes()
    with pytest.raises(Unusable) as caught:
        make_ward(tmp_path, TODAY)
    assert caught.value.problems[0].code == "sample_in_the_way"
    assert (tmp_path / "ward.sqlite").read_bytes() == before
