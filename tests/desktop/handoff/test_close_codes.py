"""A code that may be mistaken for another of the list: said, and left to a person."""

from pathlib import Path

from desktop.handoff.arrivals import Decisions
from tests.helpers.offices import Ward, new_district, statuses, take


def test_a_code_that_may_be_mistaken_for_another_asks_for_a_look(
    tmp_path: Path,
) -> None:
    district = new_district(tmp_path, "LEBINH")
    ward = Ward(tmp_path, "LEB1NH")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    path = ward.send("2024-06", "la.smc")
    [arrival] = take(district, path).arrivals
    assert arrival.status == "unknown_unit"
    assert "mã gần giống mã LEBINH đã có" in arrival.message
    # It may well be another unit: a person decides.
    assert statuses(take(district, path, decisions=Decisions(new_units=["LEB1NH"]))) == ["new"]
