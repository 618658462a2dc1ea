"""The outline of a report for the window: its sections with what the book and the officer say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from desktop.reports.outlining import headings
from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.nil import LEFT_OUT_WHEN_EMPTY, is_nil, may_be_nil
from desktop.reports.ward.placeholders import placeholders
from desktop.reports.ward.sections import bound_paragraphs
from desktop.word import wording
from desktop.word.book import plain
from desktop.word.footnotes import parted, without_notes

State = Literal["auto", "written", "nil", "empty"]

STATE_WORDS: dict[State, str] = {
    "auto": "tự động",
    "written": "đã soạn",
    "nil": "không phát sinh",
    "empty": "còn trống",
}


@dataclass(frozen=True)
class SectionState:
    """One section of the outline.

    Attributes:
        section: its number, e.g. "II.2".
        number: the number that is printed before it, with those above it.
        title: its heading.
        state: "written" where the officer wrote something, "auto" where the book alone fills it,
            "nil" where the officer declares that nothing occurred, else "empty".
        bound_text: the sentences that come from the book, with live figures.
        typed: what the officer wrote for this period.
        last_period_text: what was written for the period before.
        nil: the officer declares that nothing occurred in it.
        may_be_nil: such a declaration is possible: not in what the unit thinks and means to do.
        must_be_written: it prints a mark where it stays empty, instead of being left out.
    """

    section: str
    number: str
    title: str
    state: State
    bound_text: tuple[str, ...]
    typed: str
    last_period_text: str
    nil: bool = False
    may_be_nil: bool = True
    must_be_written: bool = True


@dataclass(frozen=True)
class Outline:
    """The sections of a report and the placeholders that may be typed in them.

    Attributes:
        sections: in their order.
        placeholders: label and live text by name.
    """

    sections: tuple[SectionState, ...]
    placeholders: dict[str, tuple[str, str]]

    @property
    def empty_sections(self) -> tuple[str, ...]:
        """Return the sections that print the mark of a section left blank."""
        empty = [each for each in self.sections if each.state == "empty" and each.must_be_written]
        return tuple(each.section for each in empty)


def outline_of(data: ReportData) -> Outline:
    """Return the outline of what was gathered, in the words of its pack."""
    with data.pack.speaking():
        return _outline(data)


def _outline(data: ReportData) -> Outline:
    bound = bound_paragraphs(data, facts.fill_book(data))
    number_of = {each.section: each.path for each in headings(data.kind.sections)}
    sections = []
    for section in data.kind.sections:
        sections.append(_section(section, number_of[section], bound[section], data))
    return Outline(tuple(sections), placeholders(data))


def _section(section: str, number: str, bound: list[str], data: ReportData) -> SectionState:
    typed = data.narratives.get(section, "")
    return SectionState(
        section=section,
        number=number,
        title=wording.catalogue()["section"][section],
        state=_state(bound, typed, nil=is_nil(data, section)),
        bound_text=tuple(_read(bound)),
        typed=typed,
        last_period_text=data.last_narratives.get(section, ""),
        nil=section in data.nil_sections,
        may_be_nil=may_be_nil(section),
        must_be_written=section not in LEFT_OUT_WHEN_EMPTY,
    )


def _read(bound: list[str]) -> Iterator[str]:
    """Yield the bound paragraphs as a person reads them, the footnotes of each below it."""
    for paragraph in bound:
        yield plain(without_notes(paragraph))
        for note in parted(paragraph)[1]:
            yield f"{wording.label('footnote')}: {plain(note)}"


def _state(bound: list[str], typed: str, *, nil: bool) -> State:
    if typed.strip():
        return "written"
    if bound:
        return "auto"
    return "nil" if nil else "empty"
