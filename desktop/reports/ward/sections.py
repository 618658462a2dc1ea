"""The bound paragraphs of a report's sections other than II.2."""

from collections import Counter
from collections.abc import Callable, Iterable

from desktop.reports.kinds import BRIEF_TABLE
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.documents import document_lines
from desktop.reports.ward.indicator_lines import indicator_lines
from desktop.reports.ward.judging import strengths, weaknesses
from desktop.reports.ward.overdue_lines import overdue_line
from desktop.reports.ward.phrases import (
    counted,
    is_none,
    named,
    office_name,
    one_line,
    say,
)
from desktop.reports.ward.published import note_published
from desktop.reports.ward.rate_facts import rate_lines
from desktop.reports.ward.register_facts import put_shares_of_staff
from desktop.reports.ward.section_ii2 import procedure_paragraphs
from desktop.reports.ward.tasks import open_task_lines, progress_lines
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import NARRATIVE_SECTIONS
from models.registers import Record
from models.text import match_key

Paragraphs = list[str]


def bound_paragraphs(
    data: ReportData, book: Book, *, with_rates: bool = True
) -> dict[str, Paragraphs]:
    """Return the paragraphs that come from the store, by section.

    Whatever the store holds for a section is in it, whether or not anything was typed there.
    `with_rates` adds the lines on the rates that have no sentence of their own.
    """
    book.cited.clear()
    found: dict[str, Paragraphs] = {}
    for section in NARRATIVE_SECTIONS:
        paragraphs_of = _BOUND.get(section)
        found[section] = paragraphs_of(data, book) if paragraphs_of else []
        if with_rates:
            found[section] += rate_lines(data, book, section)
    for section, lines in indicator_lines(data, book).items():
        found[section] = [*found[section], *lines]
    note_published(found, data, book)
    return found


def _plan(data: ReportData, book: Book) -> Paragraphs:
    return [*document_lines("I.1", data, book), *progress_lines(data, book)]


def _direction(data: ReportData, book: Book) -> Paragraphs:
    return document_lines("I.2.a", data, book)


def _institutions(data: ReportData, book: Book) -> Paragraphs:
    return document_lines("II.1", data, book)


def _inspections(data: ReportData, book: Book) -> Paragraphs:
    """Return the inspections; nothing where their number is not known."""
    rows = data.records("inspections")
    documents = document_lines("I.2.b", data, book)
    if not book.known("inspections"):
        return documents
    if is_none(book, "inspections"):
        return [*documents, say(book, "inspections_none")]
    forms = _by_form(rows, data, book)
    times = _times(rows, data, book)
    found = [*documents, say(book, "inspections", forms=forms, times=times)]
    for place, row in enumerate(rows, start=1):
        found.append(_inspection(place, row, data, book))
    return found


def _by_form(rows: Iterable[Record], data: ReportData, book: Book) -> str:
    """Return " (định kỳ 02, đột xuất 01)", "" where no form is known."""
    parts = []
    for form, number in Counter(row.text("form") for row in rows).items():
        if form:
            name = f"inspections_{match_key(form)}"
            parts.append(f"{form.lower()} {book.put_unseen(name, form, counted(data, number))}")
    return f" ({', '.join(parts)})" if parts else ""


def _times(rows: Iterable[Record], data: ReportData, book: Book) -> str:
    """Return ", 05 lượt", "" where no inspection says how often it went."""
    numbers = [row.whole("times") for row in rows]
    known = [number for number in numbers if number is not None]
    if not known:
        return ""
    total = counted(data, sum(known))
    said = f", {book.put_unseen('inspection_times', 'Số lượt kiểm tra', total)} lượt"
    blank = len(numbers) - len(known)
    if not blank:
        return said
    left = counted(data, blank)
    bound = book.put_unseen("inspection_times_blank", "Cuộc kiểm tra chưa ghi số lượt", left)
    return f"{said} ({bound} cuộc chưa ghi số lượt)"


def _inspection(place: int, row: Record, data: ReportData, book: Book) -> str:
    """Return one inspection: when, who, by what document, whom, and what it found."""
    day = row.day("day")
    when = f"Ngày {wording.short_date(day)}, " if day else ""
    said = f"+ {when}{named(data, one_line(row.text('team')))}"
    if row.text("inspected"):
        said += f" kiểm tra {named(data, one_line(row.text('inspected')))}"
    if row.text("document"):
        said += f" theo {wording.upper_first(named(data, one_line(row.text('document'))))}"
    if row.text("result"):
        said += f": {wording.lower_first(one_line(row.text('result')))}"
    said += "".join(f"; {part}" for part in _findings(place, row, data, book))
    return f"{wording.upper_first(said)}."


def _findings(place: int, row: Record, data: ReportData, book: Book) -> Paragraphs:
    """Return who was at fault, what was recommended, and by when it was or is to be put right."""
    found = []
    for name, words in (("groups_at_fault", "tập thể"), ("persons_at_fault", "cá nhân")):
        number = row.whole(name)
        if number:
            key = f"inspection_{place}_{name}"
            bound = book.put_unseen(key, f"Vi phạm: {words}", counted(data, number))
            found.append(f"{bound} {words} vi phạm")
    if row.text("recommendation"):
        recommended = wording.lower_first(one_line(row.text("recommendation")))
        found.append(f"kiến nghị: {recommended}")
    remedied, due = row.day("remedied"), row.day("remedy_due")
    if remedied and remedied <= data.registers_as_of:
        found.append(f"đã khắc phục ngày {wording.short_date(remedied)}")
    elif due:
        found.append(f"hạn khắc phục {wording.short_date(due)}")
    return found


def _news(data: ReportData, book: Book) -> Paragraphs:
    """Return the news items; nothing where their number is not known."""
    documents = document_lines("I.2.c", data, book)
    if not book.known("news_items"):
        return documents
    if is_none(book, "news_items"):
        return [*documents, say(book, "news_none")]
    compared = ""
    if "last_news" in book.figures:
        last, change = book["last_news"], book["last_news_diff"]
        compared = f"; {wording.label('year_ago')} {last} tin, bài ({change})"
    return [*documents, say(book, "news", news_compared=compared)]


def _innovations(data: ReportData, book: Book) -> Paragraphs:
    rows = data.records("innovations")
    if not rows:
        return [say(book, "innovations_none")] if "innovations" in data.kept else []
    parts = []
    for kind, number in Counter(row.text("kind") for row in rows).items():
        name, words = f"innovations_{match_key(kind)}", kind.lower()
        bound = book.put_unseen(name, f"Số {words}", counted(data, number))
        parts.append(f"{bound} {words}")
    found = [say(book, "innovations", by_kind=", ".join(parts))]
    return found + [_innovation(row, data) for row in rows]


def _innovation(row: Record, data: ReportData) -> str:
    parts = [f"+ {row.text('kind')} “{one_line(row.text('name'))}”"]
    if row.text("document"):
        document = named(data, one_line(row.text("document")))
        parts.append(f"theo {wording.upper_first(document)},")
    started = row.day("started")
    if started:
        parts.append(f"từ ngày {wording.short_date(started)}")
        if data.now.start <= started <= data.now.end:
            parts.append("(mới trong kỳ)")
    said = " ".join(parts).rstrip(",")
    for name in ("frequency", "goal", "result"):
        text = wording.lower_first(one_line(row.text(name)))
        if text:
            said += f"; {wording.label(name)}: {text}"
    return f"{said}."


def _service(data: ReportData, book: Book) -> Paragraphs:
    found = document_lines("II.4", data, book)
    for column in ("status", "degree"):
        shares = put_shares_of_staff(book, data, column)
        # What nobody's degree is recorded for is no part of the outline; the status is.
        if shares and (column == "status" or shares != wording.missing()):
            found.append(say(book, f"staff_{column}", office=office_name(data), shares=shares))
    return found


def _digital(data: ReportData, book: Book) -> Paragraphs:
    found, office = document_lines("II.6", data, book), office_name(data)
    if book.known("staff_total") and data.records("staff"):
        for sentence, name in (("trained", "staff_trained"), ("signatures", "staff_signature")):
            said, rate = book.phrases[f"said_{name}"], _of(book, f"{name}_rate")
            found.append(say(book, sentence, office=office, said=said, rate=rate))
    if book.known("services_online") and book.known("procedures_total"):
        found.append(say(book, "online_services", rate=_of(book, "services_rate")))
    return found


def _shortcomings(data: ReportData, book: Book) -> Paragraphs:
    """Return what is not as it should be; a short report has its rates in its table already."""
    if BRIEF_TABLE in data.kind.tables:
        return [overdue_line(data, book)]
    return weaknesses(data, book)


def _of(book: Book, name: str) -> str:
    return f" ({book[name]})" if book.known(name) else ""


_BOUND: dict[str, Callable[[ReportData, Book], Paragraphs]] = {
    "I.1": _plan,
    "I.2.a": _direction,
    "I.2.b": _inspections,
    "I.2.c": _news,
    "I.2.d": _innovations,
    "II.1": _institutions,
    "II.2": procedure_paragraphs,
    "II.4": _service,
    "II.6": _digital,
    "III.1": strengths,
    "III.2": _shortcomings,
    "IV": open_task_lines,
}
