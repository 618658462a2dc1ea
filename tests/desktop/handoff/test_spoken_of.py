"""A submission has a say in the months of its period and earlier ones of the years it touches."""

from pathlib import Path

import pytest

from desktop.context import Context
from desktop.handoff.data import Data
from desktop.messages import sentence
from models.periods import Month
from models.queries.inbox import month_sources
from models.queries.months import year_figures
from tests.helpers.offices import Ward, new_district, take


class _Outspoken(Ward):
    """A ward whose files hold every month that it has, whatever the period."""

    def data(self, period: str) -> Data:
        import msgspec

        usual = super().data(period)
        rows = []
        for month, areas in self.figures.items():
            everything = super().data(f"{month[:4]}-12")
            rows += [row for row in everything.figures if row[0] == month and row[1] in areas]
        states = tuple(self._state(month) for month in sorted(self.figures))
        return msgspec.structs.replace(usual, months=states, figures=tuple(rows))


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH")


def _cells(district: Context) -> dict[str, int | None]:
    months = [Month(year, number) for year in (2023, 2024, 2099) for number in range(1, 13)]
    found = district.ask(year_figures, "LEBINH", months)
    return {str(month): each.rows[0].entered["to_handle"] for month, each in found.items()}


def test_months_outside_are_named_and_neither_applied_nor_overwritten(
    tmp_path: Path, district: Context
) -> None:
    ward = _Outspoken(tmp_path, "LEBINH")
    ward.figures = {"2023-01": {"Hộ tịch": 1}}
    take(district, ward.send("2023-01"))
    ward.figures = {
        month: {"Hộ tịch": 70 + number}
        for number, month in enumerate(("2023-01", "2024-06", "2024-07", "2024-08", "2099-12"))
    }
    ward.blocks = {"2024-Q2": 5, "2024-Q3": 6, "2023": 7}
    [arrival] = take(district, ward.send("2024-07")).arrivals
    assert arrival.status == "new"
    [left] = [note for note in arrival.notes if note.code == "arrival_months_left"]
    assert sentence(left) == (
        "Không nhận số liệu tháng 01 năm 2023, tháng 8 năm 2024, tháng 12 năm 2099, "
        "quý III năm 2024, năm 2023 trong tệp: báo cáo tháng 7 năm 2024 chỉ nói về các tháng "
        "trong kỳ và các tháng trước đó của cùng năm. Hãy hỏi lại đơn vị."
    )
    assert _cells(district) == {"2023-01": 1, "2024-06": 71, "2024-07": 72}
    assert {str(month) for month in district.ask(month_sources, "LEBINH")} == {
        "2023-01",
        "2024-06",
        "2024-07",
    }
    with district.store.transaction() as conn:
        blocks = conn.exec_driver_sql("SELECT period FROM blocks WHERE deleted_at IS NULL").all()
    assert [row.period for row in blocks] == ["2024-Q2"]


def test_they_stay_out_when_the_unit_is_worked_out_anew(tmp_path: Path, district: Context) -> None:
    ward = _Outspoken(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    early = ward.send("2024-06")
    ward.figures = {"2024-06": {"Hộ tịch": 2}, "2024-07": {"Hộ tịch": 3}, "2024-11": {"Hộ tịch": 4}}
    late = ward.send("2024-07")
    take(district, late)
    # It comes out of turn, so that the unit's figures are rebuilt from both files.
    take(district, early)
    assert _cells(district) == {"2024-06": 2, "2024-07": 3}


@pytest.mark.parametrize(
    ("period", "taken"),
    [
        ("2023-12-05..2024-06-14", ["2023-01", "2024-05", "2024-06"]),
        ("2024-06-14", ["2024-05", "2024-06"]),
        ("2024-06-13", ["2024-05"]),
        ("2024-H1", ["2024-05", "2024-06"]),
    ],
)
def test_free_dates_and_days_speak_of_months_that_end_with_them(
    tmp_path: Path, district: Context, period: str, taken: list[str]
) -> None:
    ward = _Outspoken(tmp_path, "LEBINH")
    ward.figures = {
        month: {"Hộ tịch": 1}
        for month in ("2022-12", "2023-01", "2024-05", "2024-06", "2024-07", "2099-12")
    }
    ward.days = {
        "2024-05": ("2024-04-15", "2024-05-14"),
        "2024-06": ("2024-05-15", "2024-06-14"),
        # The days are what the sender says; the name of the month bounds it as well.
        "2099-12": ("2024-06-01", "2024-06-10"),
    }
    path = ward.send("2024-06", f"{period}.smc")
    import msgspec

    from desktop.handoff.container import Package, pack, unpack
    from desktop.handoff.data import encode

    package = unpack(path.read_bytes())
    assert isinstance(package, Package)
    data = msgspec.structs.replace(ward.data("2024-06"), period=period)
    manifest = msgspec.structs.replace(package.manifest, period=period, entries={})
    path.write_bytes(pack(manifest, {"data.json": encode(data)}, ward.key.sign))
    [arrival] = take(district, path).arrivals
    assert arrival.applies
    assert sorted(_cells(district)) == taken
