"""The bound paragraphs of section II.2, the reform of procedures, and its table of main figures."""

from decimal import Decimal

from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData, Span
from desktop.reports.ward.phrases import difference, figure_text, label_of, office_name, say
from desktop.reports.ward.register_facts import stocks
from desktop.word import wording
from desktop.word.book import Book
from models.periods import title
from models.rates import RATES
from models.registers import Record

_ELECTRONIC = (
    ("digitised_results", "digitised_results_rate"),
    ("digitised_dossiers", "digitised_dossiers_rate"),
    ("digitised_inputs", "digitised_inputs_rate"),
    ("e_results", "e_results_rate"),
    ("reuse", "reuse_rate"),
    ("paid_online", "paid_online_rate"),
)
# Printed even where nothing is known: the superior office asks for them.
_ALWAYS = ("digitised_results", "digitised_dossiers", "paid_online")

_ASSIGNMENTS = (
    ("chính thức", "staff_official"),
    ("kiêm nhiệm", "staff_concurrent"),
    ("dự phòng", "staff_reserve"),
    ("hỗ trợ", "staff_support"),
)

_COMPARED_TITLES = ("Kỳ trước", "Cùng kỳ năm trước")
TABLE_ROWS = (
    "to_handle",
    "carried_over",
    "received",
    "received_online",
    "resolved",
    "resolved_in_time",
    "resolved_late",
    "pending",
    "pending_overdue",
    "online_rate",
    "in_time_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "paid_online_rate",
)


def procedure_paragraphs(data: ReportData, book: Book) -> list[str]:
    """Return the bound paragraphs of II.2, in the order of the outline."""
    return [
        *_procedures(data, book),
        *_staff(data, book),
        *_equipment(data, book),
        *_software(data, book),
        say(book, "feedback"),
        *_dossiers(data, book),
        *_electronic(book),
        *_late(data, book),
        *_where_known(book, "apologies", "apologies"),
        say(book, "surveys"),
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
    for title_of, then in zip(_COMPARED_TITLES, (data.before, data.year_ago), strict=True):
        if then is not None:
            titles += [title_of, "Tăng, giảm"]
            others.append(then)
    if data.to_date is not None:
        titles.append("Lũy kế từ đầu năm")
    if len(titles) == 1:
        return (), []
    return tuple(titles), [_main_row(data, name, others) for name in TABLE_ROWS]


def _main_row(data: ReportData, name: str, others: list[Span]) -> list[str]:
    row = [label_of(name), _text(data, data.now, name)]
    for then in others:
        change = difference(data.now, then, name, data)
        row += [_text(data, then, name), _signed(change)]
    if data.to_date is not None:
        row.append(_text(data, data.to_date, name))
    return row


def _text(data: ReportData, span: Span, name: str) -> str:
    return figure_text(span, name, data) or wording.missing()


def _signed(change: int | Decimal | None) -> str:
    return wording.label("no_comparison") if change is None else wording.signed(change)


def _where_known(book: Book, name: str, *figures: str) -> list[str]:
    """Return a sentence where any of its figures is known."""
    return [say(book, name)] if any(book.known(figure) for figure in figures) else []


def _procedures(data: ReportData, book: Book) -> list[str]:
    return [
        say(book, "procedures", office=office_name(data)),
        *_where_known(book, "services", "services_full", "services_partial"),
    ]


def _staff(data: ReportData, book: Book) -> list[str]:
    parts = []
    for words, name in _ASSIGNMENTS:
        if book.figures[name].text not in ("0", wording.missing()):
            parts.append(f"{words} {book[name]}")
    by_assignment = f" ({', '.join(parts)})" if parts else ""
    found = [say(book, "staff", office=office_name(data), by_assignment=by_assignment)]
    if data.staff_joined or data.staff_left:
        found.append(say(book, "staff_changes"))
    return found


def _equipment(data: ReportData, book: Book) -> list[str]:
    found = [say(book, "equipment")]
    kinds = []
    for place, stock in enumerate(stocks(data), start=1):
        kinds.append(_kind(place, stock.kind, book))
    if kinds:
        found.append(say(book, "equipment_kinds", kinds="; ".join(kinds)))
    return found


def _kind(place: int, kind: str, book: Book) -> str:
    """Return "Camera 03 (hỏng 01, thiếu 02 so với định mức 04)"."""
    lead = f"kind_{place}"
    notes = []
    if _is_more_than_none(book, f"{lead}_broken"):
        notes.append(f"hỏng {book[f'{lead}_broken']}")
    if _is_more_than_none(book, f"{lead}_missing"):
        norm = book[f"{lead}_norm"]
        notes.append(f"thiếu {book[f'{lead}_missing']} so với định mức {norm}")
    noted = f" ({', '.join(notes)})" if notes else ""
    return f"{wording.clean(kind)} {book[f'{lead}_have']}{noted}"


def _is_more_than_none(book: Book, name: str) -> bool:
    return name in book.figures and book.figures[name].text != "0"


def _software(data: ReportData, book: Book) -> list[str]:
    names = [wording.clean(row.text("name")) for row in data.records("software")]
    return [say(book, "software", names="; ".join(names))] if names else []


def _dossiers(data: ReportData, book: Book) -> list[str]:
    """Return the flow of dossiers; where only totals are known the sentences name only those."""
    channels = _split(data, "channels", "received_in_person", "received_postal")
    resolved = _split(data, "resolved", "resolved_early", "resolved_on_time")
    closed = _split(data, "closed", "withdrawn", "returned", "stopped")
    return [
        say(book, "dossiers"),
        say(book, "to_handle"),
        say(book, channels),
        *_where_known(book, "online_kinds", "received_online_full", "received_online_partial"),
        say(book, resolved),
        say(book, "in_time"),
        say(book, closed),
        say(book, "pending"),
        say(book, "delivered"),
    ]


def _split(data: ReportData, name: str, *parts: str) -> str:
    """Return the sentence that gives the parts where one of them is known, else the total's."""
    if any(data.now.total[part] is not None for part in parts):
        return name
    return f"{name}_together"


def _electronic(book: Book) -> list[str]:
    found = [say(book, "electronic")]
    for name, rate in _ELECTRONIC:
        if name in _ALWAYS or book.known(RATES[rate].numerator):
            found.append(say(book, name))
    return [*found, *_where_known(book, "fees", "fees_paid")]


def _late(data: ReportData, book: Book) -> list[str]:
    rows = data.records("late_dossiers")
    if not rows:
        return []
    found = [say(book, "late")]
    for place, row in enumerate(rows, start=1):
        found.append(_late_line(place, row, data, book))
    return found


def _late_line(place: int, row: Record, data: ReportData, book: Book) -> str:
    """Return a cause of late dossiers: how many, in which area, who answers, what is done."""
    count = wording.number(row.whole("dossiers"))
    number = book.put_unseen(f"late_{place}", row.text("cause"), count)
    area = data.area_names.get(row.text("field"), "")
    remedy = " ".join(row.text("remedy").split()).rstrip(".;")
    notes = [f"lĩnh vực {area}"] if area else []
    if row.text("responsible"):
        notes.append(f"trách nhiệm: {row.text('responsible')}")
    if row.text("remedy"):
        notes.append(f"biện pháp: {remedy}")
    cause = wording.clean(row.text("cause")).rstrip(".;")
    return f"+ {cause}: {number} hồ sơ ({wording.clean('; '.join(notes))})."


def _assessments(data: ReportData, book: Book) -> list[str]:
    rows = data.records("assessments")
    found = [say(book, "assessments")] if rows else []
    for place, row in enumerate(rows, start=1):
        found.append(_assessment(place, row, book))
    return found


def _assessment(place: int, row: Record, book: Book) -> str:
    parts = []
    score, maximum = row["score"], row["maximum"]
    if isinstance(score, int | Decimal):
        points = book.put_unseen(f"score_{place}", "Điểm", wording.number(score))
        if isinstance(maximum, int | Decimal):
            most = wording.number(maximum)
            points += "/" + book.put_unseen(f"score_{place}_max", "Điểm tối đa", most)
        parts.append(f"{points} điểm")
    if row.text("grade"):
        parts.append(f"xếp loại {wording.clean(row.text('grade'))}")
    rank, ranked = row.whole("rank"), row.whole("ranked")
    if rank is not None:
        standing = book.put_unseen(f"rank_{place}", "Thứ hạng", wording.number(rank))
        if ranked:
            of = wording.number(ranked)
            standing += "/" + book.put_unseen(f"rank_{place}_of", "Tổng số xếp hạng", of)
        parts.append(f"thứ hạng {standing}")
    group = f" ({wording.clean(row.text('group'))})" if row.text("group") else ""
    return f"+ {row.text('kind')}{group}: {', '.join(parts) or wording.missing()}."


def _comparisons(data: ReportData, book: Book) -> list[str]:
    found = []
    if data.before is not None:
        found += _compared(book, "prev", "previous", data.before)
    if data.year_ago is not None:
        found += _compared(book, "last", "year_ago", data.year_ago)
    if data.to_date is not None:
        found.append(say(book, "cumulative"))
    return found


def _compared(book: Book, lead: str, which: str, then: Span) -> list[str]:
    """Return the sentence that compares with another period, none where nothing is known of it."""
    parts = []
    for name in facts.COMPARED:
        if f"{lead}_{name}" in book.figures:
            parts.append(_change(book, lead, name))
    if not parts:
        return []
    words = {
        "which": wording.label(which),
        "title": title(then.period),
        "parts": "; ".join(parts),
    }
    return [say(book, "compared", **words)]


def _change(book: Book, lead: str, name: str) -> str:
    """Return "tiếp nhận trong kỳ tăng 12 hồ sơ (từ 395 hồ sơ)"."""
    change = book.figures[f"{lead}_{name}_diff"]
    since = "" if change.text == wording.label("same") else "từ "
    # A rate is printed with its sign, a count needs its word.
    unit = "" if name in RATES else f" {wording.label('dossiers')}"
    before = f"{since}{book[f'{lead}_{name}']}{unit}"
    return f"{wording.lower_first(label_of(name))} {change.marked} ({before})"
