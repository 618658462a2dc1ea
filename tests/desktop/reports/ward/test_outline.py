"""The outline of the window and the placeholders: live figures, states, last period's text, plain
refusals.
"""

from datetime import date

import pytest

from desktop.context import Context
from desktop.messages import sentence
from desktop.reports.composing import compose
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import SectionState, full_outline, outline
from desktop.reports.ward.placeholders import placeholder_names, placeholders
from desktop.word import wording
from desktop.word.book import unknown_in
from models.catalogue import NARRATIVE_SECTIONS
from models.errors import Refused
from models.measures import MEASURES
from models.rates import RATES
from tests.desktop.reports.documents import tell


def _section(ward: Context, name: str, period: str = "2024-06") -> SectionState:
    return next(state for state in ward.ask(outline, ward.unit, period) if state.section == name)


def test_the_outline_has_every_section_once_with_its_heading(ward: Context) -> None:
    states = ward.ask(outline, ward.unit, "2024-06")
    assert tuple(state.section for state in states) == NARRATIVE_SECTIONS
    assert all(state.title for state in states)


def test_a_section_is_written_automatic_or_empty(ward: Context) -> None:
    assert (
        _section(ward, "I.1").state,
        _section(ward, "I.2.d").state,
        _section(ward, "II.1").state,
    ) == (
        "written",
        "auto",
        "empty",
    )
    tell(ward, "I.1", "  ")
    assert _section(ward, "I.1").state == "auto"


def test_bound_sentences_show_live_values_without_marks(ward: Context) -> None:
    lines = _section(ward, "II.2").bound_text
    assert any(line.startswith("+ Tổng số hồ sơ phải giải quyết: 671 hồ sơ") for line in lines)
    assert not any(mark in line for line in lines for mark in wording.MARKS)


def test_last_periods_text_is_offered(ward: Context) -> None:
    tell(ward, "II.5", "Quyết toán đúng hạn.", period="2024-05")
    assert _section(ward, "II.5").last_period_text == "Quyết toán đúng hạn."


def test_an_unknown_placeholder_does_not_close_the_outline(ward: Context) -> None:
    tell(ward, "II.5", "Có {khong_ro} ở đây.")
    assert _section(ward, "II.5").typed == "Có {khong_ro} ở đây."


def test_every_measure_and_rate_is_a_placeholder_with_label_and_live_text(ward: Context) -> None:
    found = ward.ask(full_outline, ward.unit, "2024-06").placeholders
    assert set(MEASURES) | set(RATES) | {"staff_total", "procedures_total", "tasks_rate"} <= set(
        found
    )
    assert found["to_handle"] == ("Tổng số hồ sơ phải giải quyết", "671")
    assert found["online_rate"][1] == "72,1%"
    assert placeholder_names() == set(placeholders(ward.ask(gather, ward.unit, "2024-06", "cchc")))


def test_unknown_placeholders_are_refused_all_at_once_by_name_and_section(ward: Context) -> None:
    tell(ward, "II.2", "Đã nhận {tong_so} và {to_handle}.")
    tell(ward, "IV", "Phấn đấu {muc_tieu}.")
    with pytest.raises(Refused) as caught:
        compose(ward.ask(gather, ward.unit, "2024-06", "cchc"))
    assert [(p.values["name"], p.values["section"]) for p in caught.value.problems] == [
        ("tong_so", "II.2"),
        ("muc_tieu", "IV"),
    ]
    assert "{tong_so}" in sentence(caught.value.problems[0])
    assert "II.2" in sentence(caught.value.problems[0])


def test_the_editor_names_unknown_placeholders_by_the_rule_of_the_report() -> None:
    assert unknown_in("{to_handle} {tong_so} { và } {tong_so} {Hộ tịch}", {"to_handle"}) == [
        "tong_so"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dấu { để nguyên.",
        "Dấu } để nguyên.",
        "Tập { và } để nguyên.",
        "Mở {Hộ tịch, đất đai}.",
        "{}",
    ],
)
def test_a_brace_that_is_no_placeholder_stays(text: str, ward: Context) -> None:
    tell(ward, "II.5", text)
    assert compose(ward.ask(gather, ward.unit, "2024-06", "cchc")).tags["muc"]["II_5"] == [text]


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2024, 6, 5), "05/6/2024", "ngày 05 tháng 6 năm 2024"),
        (date(2024, 2, 29), "29/02/2024", "ngày 29 tháng 02 năm 2024"),
        (date(2023, 12, 10), "10/12/2023", "ngày 10 tháng 12 năm 2023"),
        (date(2024, 3, 1), "01/3/2024", "ngày 01 tháng 3 năm 2024"),
    ],
)
def test_of_the_months_only_january_and_february_are_padded(
    day: date, short: str, long: str
) -> None:
    assert (wording.short_date(day), wording.long_date(day)) == (short, long)


@pytest.mark.parametrize(
    ("name", "issuer", "place"),
    [
        ("Phường Lê Bình", "Ủy ban nhân dân phường Lê Bình", "Lê Bình"),
        ("UBND phường Lê Bình", "Ủy ban nhân dân phường Lê Bình", "Lê Bình"),
        ("Ủy ban nhân dân xã Trường Long", "Ủy ban nhân dân xã Trường Long", "Trường Long"),
        ("Phường 6", "Ủy ban nhân dân Phường 6", "Phường 6"),
        ("Phòng Nội vụ", "Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_a_unit_is_named_as_issuer_and_as_place(name: str, issuer: str, place: str) -> None:
    assert (wording.full_name(name), wording.proper_name(name)) == (issuer, place)


def test_counts_are_padded_below_ten_but_never_zero_or_unknown() -> None:
    assert [wording.count(value) for value in (0, 1, 9, 10, 1234, None)] == [
        "0",
        "01",
        "09",
        "10",
        "1.234",
        "chưa có số liệu",
    ]
    assert wording.count(5, pad=False) == "5"
