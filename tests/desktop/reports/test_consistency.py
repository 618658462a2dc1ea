"""What a report says in two places is one number; else it is not exported."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context, open_context
from desktop.messages import sentence
from desktop.reports import export as exporting
from desktop.reports.composing import compose
from desktop.reports.consistency.checking import compared_pairs, require_consistent
from desktop.reports.consistency.places import Added, Reader, change_of, number_of
from desktop.reports.district.composing import compose_district
from desktop.reports.district.gathering import gather_district
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.gathering import gather
from desktop.sample import make_commune, make_province
from desktop.word.content import Report
from models.errors import Refused
from tests.desktop.reports.changed_places import changed, with_figure
from tests.desktop.reports.documents import exported

TODAY = date(2024, 6, 28)
DAY = date(2026, 11, 24)
# How many pairs each report has: fewer are lost comparisons. In the first month the plan that has
# the tasks was not issued yet; from the second on there is a month before to compare with.
WARD = {"2024-01": 135, "2024-02": 195, "2024-03": 196, "2024-04": 196, "2024-05": 196}
WARD |= {"2024-06": 196, "2024-Q1": 140, "2024-H1": 140}
DISTRICT = {"2024-H1": 352, "2023-12-05..2024-06-20": 352, "2024-06": 358}
COMMUNE = {"2026-10": 149, "2026-Q3": 148, "2026-H1": 131}
PROVINCE, FORM = 150, 38


def unit_report(context: Context, period: str, kind: str = "cchc") -> Report:
    return compose(context.ask(gather, context.unit, period, kind, None))


def district_report(context: Context, period: str, issuer: str | None = None) -> Report:
    return compose_district(context.ask(gather_district, period, TODAY), issuer)


@pytest.mark.parametrize("period", WARD)
def test_the_sample_ward_says_one_number_for_one_thing(ward: Context, period: str) -> None:
    assert require_consistent(unit_report(ward, period)) >= WARD[period]
    assert require_consistent(unit_report(ward, period, "ii06a")) >= FORM


@pytest.mark.parametrize("issuer", [None, "Phòng Nội vụ"])
@pytest.mark.parametrize("period", DISTRICT)
def test_the_sample_district_says_one_number_for_one_thing(
    district: Context, period: str, issuer: str | None
) -> None:
    assert require_consistent(district_report(district, period, issuer)) >= DISTRICT[period]


def test_the_sample_commune_and_province_say_one_number_for_one_thing(tmp_path: Path) -> None:
    commune = open_context(make_commune(tmp_path, DAY))
    for period, least in COMMUNE.items():
        assert require_consistent(unit_report(commune, period)) >= least
    commune.close()
    province = open_context(make_province(tmp_path, DAY))
    report = compose_district(province.ask(gather_district, "2026-10", DAY))
    province.close()
    assert require_consistent(report) >= PROVINCE


def faults_in(report: Report) -> int:
    """Return how many pairs of a report differ."""
    try:
        require_consistent(report)
    except Refused as refused:
        return [problem.code for problem in refused.problems].count("report_inconsistent")
    return 0


def sides_unnoticed(report: Report) -> tuple[int, list[str]]:
    """Return how many sides of pairs were changed, and those changes that nobody noticed."""
    sides, unnoticed = 0, []
    for pair in compared_pairs(Reader(report)):
        for place in pair:
            if isinstance(place, Added) and not place.rows:
                continue
            sides += 1
            if not faults_in(changed(report, place)):
                unnoticed.append(str(place))
    return sides, unnoticed


def test_a_change_on_either_side_of_every_pair_of_a_ward_is_found(ward: Context) -> None:
    sides, unnoticed = sides_unnoticed(unit_report(ward, "2024-06"))
    assert unnoticed == []
    assert sides >= 390


def test_a_change_on_either_side_of_every_pair_of_a_district_is_found(district: Context) -> None:
    sides, unnoticed = sides_unnoticed(district_report(district, "2024-H1"))
    assert unnoticed == []
    assert sides >= 2 * DISTRICT["2024-H1"]


def test_both_places_and_both_numbers_are_named(ward: Context) -> None:
    with pytest.raises(Refused) as caught:
        require_consistent(with_figure(unit_report(ward, "2024-06"), "pending"))
    said = [sentence(problem) for problem in caught.value.problems]
    assert (
        "Phụ lục I, dòng 12 (Tổng số), cột 11 là 37, lời văn, “Đang giải quyết” là 48." in said[0]
    )


def test_a_number_known_in_one_place_and_not_in_the_other_is_found(ward: Context) -> None:
    report = unit_report(ward, "2024-06")
    figure = replace(report.figures["pending"], text="chưa có số liệu", known=False)
    assert faults_in(replace(report, figures={**report.figures, "pending": figure})) >= 2


def test_a_report_that_contradicts_itself_is_not_exported(
    ward: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contradicting(data: ReportData) -> Report:
        return with_figure(composed(data), "staff_total")

    composed = compose
    monkeypatch.setattr(exporting, "compose", contradicting)
    with pytest.raises(Refused) as caught:
        exported(ward, tmp_path)
    assert {problem.code for problem in caught.value.problems} <= {
        "report_mismatch",
        "report_inconsistent",
    }
    assert not list(tmp_path.glob("*.docx"))


def test_numbers_are_read_as_they_are_printed() -> None:
    texts = ("1.783", "05", "69,9%", "242*", "+6,3", "-2", "chưa có số liệu", "–", "05/07")
    assert [None if (number := number_of(text)) is None else str(number) for text in texts] == [
        "1783",
        "5",
        "69.9",
        "242",
        "6.3",
        "-2",
        None,
        None,
        None,
    ]
    changes = ("tăng 1.237 hồ sơ", "giảm 1,3 điểm phần trăm", "không đổi", "12")
    assert [change_of(text) for text in changes][:3] == [1237, number_of("-1,3"), 0]
    assert change_of(changes[3]) is None
