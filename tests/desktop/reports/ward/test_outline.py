"""The outline of the window: live figures, states, and last period's text."""

from desktop.context import Context
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import SectionState, outline_of
from desktop.word import wording
from models.catalogue import NARRATIVE_SECTIONS
from tests.desktop.reports.documents import tell


def _section(ward: Context, name: str, period: str = "2024-06") -> SectionState:
    outline = outline_of(ward.ask(gather, ward.unit, period, "cchc"))
    return next(state for state in outline.sections if state.section == name)


def test_the_outline_has_every_section_once_with_its_heading(ward: Context) -> None:
    states = outline_of(ward.ask(gather, ward.unit, "2024-06", "cchc")).sections
    assert tuple(state.section for state in states) == NARRATIVE_SECTIONS
    assert all(state.title for state in states)


def test_a_section_is_written_automatic_or_empty(ward: Context) -> None:
    states = [_section(ward, section).state for section in ("I.1", "I.2.d", "II.1")]
    assert states == ["written", "auto", "empty"]
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


def test_a_declared_section_is_no_longer_empty_but_an_opinion_cannot_be_declared(
    ward: Context,
) -> None:
    for name in ("II.5", "III.1", "IV"):
        tell(ward, name, "", nil=True)
    states = {name: _section(ward, name).state for name in ("II.5", "II.3")}
    assert states == {"II.5": "nil", "II.3": "empty"}
    assert [_section(ward, name).may_be_nil for name in ("II.5", "III.1", "IV", "V")] == [
        True,
        False,
        False,
        False,
    ]
