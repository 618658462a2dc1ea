"""The bound paragraphs of section II.2, the reform of procedures, and its table of main figures."""

from collections.abc import Iterator
from decimal import Decimal

from desktop.reports.ward import facts
from desktop.reports.ward.authority_lines import authority_lines
from desktop.reports.ward.data import ReportData, Span
from desktop.reports.ward.documents import document_lines
from desktop.reports.ward.dossier_lines import (
    closed_words,
    dossier_lines,
    electronic_lines,
    feedback_lines,
    late_lines,
    survey_lines,
)
from desktop.reports.ward.office_lines import office_lines
from desktop.reports.ward.phrases import (
    difference,
    figure_text,
    label_of,
    one_line,
    say,
)
from desktop.word import wording
from desktop.word.book import Book
from models.periods import title
from models.registers import Record

_SCORES = {"own_score": "tự chấm", "forecast": "dự báo", "score": "điểm công bố"}
COMPARED_TITLES = ("Kỳ trước", "Cùng kỳ năm trước")
TABLE_ROWS = (
    "to_handle",
    "carried_over",
    "received",
    "received_online",
    "resolved",
    "resolved_in_time",
    "resolved_late",
    "closed_unresolved",
    "pending",
    "pending_overdue",
    "online_rate",
    "in_time_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "paid_online_rate",
)

# What one page has room for: the parts that a day or a week is asked about.
BRIEF_ROWS = tuple(
    name for name in TABLE_ROWS if name not in ("carried_over", "digitised_dossiers_rate")
)


def procedure_paragraphs(data: ReportData, book: Book) -> list[str]:
    """Return the bound paragraphs of II.2, in the order of the outline."""
    return [
        *document_lines("II.2", data, book),
        *office_lines(data, book),
        *feedback_lines(book),
        *dossier_lines(data, book),
        *authority_lines(data, book),
        *electronic_lines(book),
        *late_lines(data, book),
        *survey_lines(book),
        *_assessments(data, book),
        *_comparisons(data, book),
    ]


def main_table(data: ReportData) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the table of main figures beside those of other periods.

    First the titles of its columns, then the rows with their label first. Only the periods that
    have figures get columns; without any there is no table.
    """
    titles = ["Trong kỳ"]
    others = []
    for title_of, then in zip(COMPARED_TITLES, (data.before, data.year_ago), strict=True):
        if then is not None:
            titles += [title_of, "Tăng, giảm"]
            others.append(then)
    if data.to_date is not None:
        titles.append(f"Lũy kế {since_when(data)}")
    if len(titles) == 1:
        return (), []
    return tuple(titles), [_main_row(data, name, others) for name in data.rates.shown(TABLE_ROWS)]


def brief_table(data: ReportData) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the table of a short report: titles of its columns, rows with their label first.

    The figures of the period, those since the year or the unit began, and the change against the
    period before.
    """
    titles = ("Trong kỳ", f"Lũy kế {since_when(data)}", "Tăng, giảm so với kỳ trước")
    rows = data.rates.in_use(BRIEF_ROWS)
    return titles, [_brief_row(data, name) for name in rows]


def _brief_row(data: ReportData, name: str) -> list[str]:
    whole = span_since(data)
    since = wording.blank_cell() if whole is None else _text(data, whole, name)
    change = None if data.before is None else difference(data.now, data.before, name, data)
    return [label_of(name, data.rates), _text(data, data.now, name), since, _signed(change)]


def bases_of_rates(data: ReportData) -> str:
    """Return what the rates of a short report divide by: no sentence of it says so.

    Where it has to tell published numbers too, its one page has no room for that.
    """
    if data.now.beside:
        return ""
    labels: dict[str, list[str]] = {}
    for name in filter(data.rates.is_rate, data.rates.in_use(BRIEF_ROWS)):
        base = wording.clean(data.rates.basis_words(name).removeprefix("tổng số "))
        label = wording.lower_first(label_of(name, data.rates)).removeprefix("tỷ lệ ")
        labels.setdefault(base, []).append(label)
    bases = "; ".join(f"{base} ({', '.join(names)})" for base, names in labels.items())
    return wording.catalogue()["annex"]["note_bases"].format(bases=bases) if bases else ""


def span_since(data: ReportData) -> Span | None:
    """Return the figures since the year or the unit began, None where they are not known.

    Without anything before it, the period is all there is since then.
    """
    return data.now if data.to_date is None and _begins(data) else data.to_date


def _begins(data: ReportData) -> bool:
    """Say whether nothing of the year, or of the unit's life, lies before the period."""
    first, now = data.life.start, data.now
    if first is not None and now.start <= first:
        return True
    # A block inside a month has no months; one from before New Year is not "since the year began".
    if now.months:
        return now.months[0].month == 1
    return (now.start.month, now.start.day) == (1, 1)


def since_when(data: ReportData) -> str:
    """Return from when the cumulative figures count, and to when where that is earlier."""
    born = data.born
    since = f"từ ngày {wording.short_date(born)}" if born else "từ đầu năm"
    # Of a week in a month that is not over yet the book knows the months before it only.
    if data.to_date is not None and data.to_date.end != data.now.end:
        return f"{since} đến ngày {wording.short_date(data.to_date.end)}"
    return since


def _main_row(data: ReportData, name: str, others: list[Span]) -> list[str]:
    row = [label_of(name, data.rates), _text(data, data.now, name)]
    for then in others:
        change = difference(data.now, then, name, data)
        row += [_text(data, then, name), _signed(change)]
    if data.to_date is not None:
        row.append(_text(data, data.to_date, name))
    return row


def _text(data: ReportData, span: Span, name: str) -> str:
    return figure_text(span, name, data) or wording.blank_cell()


def _signed(change: int | Decimal | None) -> str:
    return wording.blank_cell() if change is None else wording.signed(change)


def _assessments(data: ReportData, book: Book) -> list[str]:
    rows = data.records("assessments")
    found = [say(book, "assessments")] if rows else []
    for place, row in enumerate(rows, start=1):
        found.append(_assessment(place, row, book))
    return found


def _assessment(place: int, row: Record, book: Book) -> str:
    parts = [*_scores(place, row, book)]
    if row.text("grade"):
        parts.append(f"xếp loại {one_line(row.text('grade'))}")
    rank, ranked = row.whole("rank"), row.whole("ranked")
    if rank is not None:
        standing = book.put_unseen(f"rank_{place}", "Thứ hạng", wording.number(rank))
        if ranked:
            of = wording.number(ranked)
            standing += "/" + book.put_unseen(f"rank_{place}_of", "Tổng số xếp hạng", of)
        parts.append(f"thứ hạng {standing}")
    group = f" ({wording.clean(row.text('group'))})" if row.text("group") else ""
    kind = wording.spelled(row.text("kind"))
    return f"+ {kind}{group}: {', '.join(parts) or wording.missing()}."


def _scores(place: int, row: Record, book: Book) -> Iterator[str]:
    """Yield what the unit gave itself, expects and was given, each of the most there is."""
    most = row["maximum"]
    limit = ""
    if isinstance(most, int | Decimal):
        text = wording.number(most)
        limit = "/" + book.put_unseen(f"score_{place}_max", "Điểm tối đa", text)
    for name, words in _SCORES.items():
        score = row[name]
        if isinstance(score, int | Decimal):
            text = wording.number(score)
            label = f"Đánh giá: {words}"
            yield f"{words} {book.put_unseen(f'{name}_{place}', label, text)}{limit}"


def _comparisons(data: ReportData, book: Book) -> list[str]:
    found = []
    if data.before is not None:
        found += _compared(data, book, "prev", "previous", data.before)
    if data.year_ago is not None:
        found += _compared(data, book, "last", "year_ago", data.year_ago)
    if data.to_date is not None:
        closed = closed_words(book, "year_closed_unresolved", ", ")
        found.append(say(book, "cumulative", closed=closed))
    return found


def _compared(data: ReportData, book: Book, lead: str, which: str, then: Span) -> list[str]:
    """Return the sentence that compares with another period, none where nothing is known of it."""
    parts = []
    for name in data.rates.in_use(facts.COMPARED):
        if f"{lead}_{name}" in book.figures:
            parts.append(_change(data, book, lead, name))
    if not parts:
        return []
    words = {
        "which": wording.label(which),
        "title": title(then.period),
        "parts": "; ".join(parts),
    }
    return [say(book, "compared", **words)]


def _change(data: ReportData, book: Book, lead: str, name: str) -> str:
    """Return "tiếp nhận trong kỳ tăng 12 hồ sơ (từ 395 hồ sơ)"."""
    change = book.figures[f"{lead}_{name}_diff"]
    since = "" if change.text == wording.label("same") else "từ "
    # A rate is printed with its sign, a count needs its word.
    unit = "" if data.rates.is_rate(name) else f" {wording.label('dossiers')}"
    before = f"{since}{book[f'{lead}_{name}']}{unit}"
    return f"{wording.lower_first(label_of(name, data.rates))} {change.marked} ({before})"
