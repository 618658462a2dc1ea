"""Whose own report prints a published number where the sums here count with the one of the book."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.blocks import assembled, kept_time, published_beside, worked_out
from desktop.consolidation.rollup import LineFigures
from desktop.finding_reasons import reasons_of_published
from desktop.reports.annexes import FORM_COLUMNS
from desktop.reports.district.words import text
from desktop.reports.ward.data import Beside
from desktop.reports.ward.published import as_printed
from desktop.reports.ward.section_ii2 import TABLE_ROWS
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import PUBLISHED
from models.figures import over_months
from models.measures import MEASURES
from models.periods import Period
from models.queries.blocks import block_days

# What the main table and the annexes on dossiers print.
_TOLD = {*FORM_COLUMNS, *TABLE_ROWS}


@dataclass(frozen=True)
class PublishedUnit:
    """What the own report of a unit prints otherwise than the report of several units.

    Attributes:
        name: of the unit, as rows name it.
        numbers: the published number and the one of the book, by measure.
        of_all: what is said of all these numbers: where they were published, and why they differ.
    """

    name: str
    numbers: Mapping[str, tuple[int | None, int | None]]
    of_all: Beside


def published_units(
    conn: sa.Connection, period: Period, lines: Iterable[LineFigures]
) -> tuple[PublishedUnit, ...]:
    """Return the units whose own report of a period prints numbers that they published."""
    found = []
    for line in lines:
        # Few of thousands of units have any block.
        if block_days(conn, line.line.code):
            unit = _published_unit(conn, period, line)
            found += [unit] if unit else []
    return tuple(found)


def _published_unit(conn: sa.Connection, period: Period, line: LineFigures) -> PublishedUnit | None:
    code = line.line.code
    resolved = assembled(conn, code, period, kept_time(conn, code), alone=False)
    if resolved.published is None:
        return None
    _, total = over_months(worked_out(conn, code, resolved.pieces))
    published = published_beside(conn, code, resolved)
    reasons = reasons_of_published(conn, code, resolved.published)
    printed, beside = as_printed(total, published, reasons)
    numbers = {}
    for name, other in beside.items():
        if other.printed == PUBLISHED and name in _TOLD:
            numbers[name] = (printed[name], other.value)
    if not numbers:
        return None
    return PublishedUnit(line.line.name, numbers, beside[next(iter(numbers))])


def note_on_published(units: Iterable[PublishedUnit], book: Book | None = None) -> str:
    """Return what stands below a table: both numbers of each unit; "" where nobody has two.

    They are bound in a book where one is given; a table is compared as a whole.
    """
    said = [_said(unit, place, book) for place, unit in enumerate(units, start=1)]
    if not said:
        return ""
    return text("published_note").format(units=" ".join(said))


def _said(unit: PublishedUnit, place: int, book: Book | None) -> str:
    numbers = []
    for name, both in unit.numbers.items():
        label = wording.lower_first(wording.clean(MEASURES[name].label))
        words = []
        for which, number in zip(("published", "book"), both, strict=True):
            said = wording.number(number)
            if book is not None:
                key = f"{which}_{name}_of_{place}"
                said = book.put_unseen(key, f"{unit.name}: {label}", said)
            words.append(said)
        template = text("published_number")
        numbers.append(template.format(label=label, published=words[0], book=words[1]))
    texts = wording.catalogue()["label"]
    source, reason = unit.of_all.source, unit.of_all.reason
    return text("published_unit").format(
        unit=wording.clean(wording.committee_place(unit.name)),
        source=texts["source_of_number"].format(source=source) if source else "",
        numbers=", ".join(numbers),
        reason=texts["reason_of_number"].format(reason=reason) if reason else "",
    )
