"""The bound paragraphs of section II.2: procedures, staff, equipment, dossiers, payment,
satisfaction.
"""

from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData, Span
from desktop.word import wording
from desktop.word.book import Book
from models.measures import MEASURES
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
    "to_handle", "carried_over", "received", "received_online", "resolved", "resolved_in_time", "resolved_late",
    "pending", "pending_overdue", "online_rate", "in_time_rate", "digitised_results_rate", "digitised_dossiers_rate",
    "paid_online_rate",
)  # fmt: skip


def procedure_paragraphs(data: ReportData, book: Book) -> list[str]:
    """Return the bound paragraphs of II.2, in the order of the outline."""
    return [
        _say(book, "procedures", office=facts.office_name(data)),
        *(
            [_say(book, "services")]
            if book.known("services_full") or book.known("services_partial")
            else []
        ),
        *_staff(data, book),
        *_equipment(data, book),
        *_software(data, book),
        _say(book, "feedback"),
        *_dossiers(data, book),
        *_electronic(book),
        *_late(data, book),
        *([_say(book, "apologies")] if book.known("apologies") else []),
        _say(book, "surveys"),
        *_assessments(data, book),
        *_comparisons(data, book),
    ]


def main_table(data: ReportData) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the table of main figures beside those of other periods: titles of its columns and
    rows, label first.

    Only the periods that have figures get columns; without any there is no table.
    """
    others = [
        (title, then)
        for title, then in zip(_COMPARED_TITLES, (data.before, data.year_ago), strict=True)
        if then
    ]
    if not others and not data.to_date:
        return (), []
    titles = ["Trong kỳ"]
    for name, _ in others:
        titles += [name, "Tăng, giảm"]
    titles += ["Lũy kế từ đầu năm"] if data.to_date else []
    rows = []
    for name in TABLE_ROWS:
        label = RATES[name].label if name in RATES else MEASURES[name].label
        row = [label, facts.figure_text(data.now, name, data) or wording.missing()]
        for _, then in others:
            row += _compared(data, then, name)
        row += (
            [facts.figure_text(data.to_date, name, data) or wording.missing()]
            if data.to_date
            else []
        )
        rows.append(row)
    return tuple(titles), rows


def _compared(data: ReportData, then: Span, name: str) -> list[str]:
    change = facts.difference(data.now, then, name, data)
    text = facts.figure_text(then, name, data) or wording.missing()
    return [text, wording.label("no_comparison") if change is None else wording.signed(change)]


def _say(book: Book, name: str, **words: str) -> str:
    return book.fill(wording.catalogue()["sentence"][name], **words)


def _staff(data: ReportData, book: Book) -> list[str]:
    parts = [
        f"{words} {book[name]}"
        for words, name in _ASSIGNMENTS
        if book.figures[name].text not in ("0", wording.missing())
    ]
    by_assignment = f" ({', '.join(parts)})" if parts else ""
    found = [_say(book, "staff", office=facts.office_name(data), by_assignment=by_assignment)]
    return found + ([_say(book, "staff_changes")] if data.staff_joined or data.staff_left else [])


def _equipment(data: ReportData, book: Book) -> list[str]:
    found = [_say(book, "equipment")]
    kinds = [
        _kind(place, stock.kind, book) for place, stock in enumerate(facts.stocks(data), start=1)
    ]
    return found + ([_say(book, "equipment_kinds", kinds="; ".join(kinds))] if kinds else [])


def _kind(place: int, kind: str, book: Book) -> str:
    notes = []
    for part, words in (("broken", "hỏng"), ("missing", "thiếu")):
        name = f"kind_{place}_{part}"
        if name in book.figures and book.figures[name].text != "0":
            norm = f" so với định mức {book[f'kind_{place}_norm']}" if part == "missing" else ""
            notes.append(f"{words} {book[name]}{norm}")
    return f"{wording.clean(kind)} {book[f'kind_{place}_have']}" + (
        f" ({', '.join(notes)})" if notes else ""
    )


def _software(data: ReportData, book: Book) -> list[str]:
    names = [wording.clean(row.text("name")) for row in data.records("software")]
    return [_say(book, "software", names="; ".join(names))] if names else []


def _dossiers(data: ReportData, book: Book) -> list[str]:
    total = data.now.total
    split_channels = total["received_in_person"] is not None or total["received_postal"] is not None
    split_time = total["resolved_early"] is not None or total["resolved_on_time"] is not None
    split_closed = any(total[name] is not None for name in ("withdrawn", "returned", "stopped"))
    online = (
        total["received_online_full"] is not None or total["received_online_partial"] is not None
    )
    return [
        _say(book, "dossiers"),
        _say(book, "to_handle"),
        _say(book, "channels" if split_channels else "channels_together"),
        *([_say(book, "online_kinds")] if online else []),
        _say(book, "resolved" if split_time else "resolved_together"),
        _say(book, "in_time"),
        _say(book, "closed" if split_closed else "closed_together"),
        _say(book, "pending"),
        _say(book, "delivered"),
    ]


def _electronic(book: Book) -> list[str]:
    lines = [
        _say(book, name)
        for name, rate in _ELECTRONIC
        if name in _ALWAYS or book.known(RATES[rate].numerator)
    ]  # fmt: skip
    fees = [_say(book, "fees")] if book.known("fees_paid") else []
    return [_say(book, "electronic"), *lines, *fees]


def _late(data: ReportData, book: Book) -> list[str]:
    rows = data.records("late_dossiers")
    if not rows:
        return []
    found = [_say(book, "late")]
    for place, row in enumerate(rows, start=1):
        number = book.put(
            f"late_{place}", row.text("cause"), wording.number(row.whole("dossiers")), offered=False
        )
        field = data.area_names.get(row.text("field"), "")
        extra = [f"lĩnh vực {field}"] if field else []
        extra += [f"trách nhiệm: {row.text('responsible')}"] if row.text("responsible") else []
        extra += (
            [f"biện pháp: {' '.join(row.text('remedy').split()).rstrip('.;')}"]
            if row.text("remedy")
            else []
        )
        cause = wording.clean(row.text("cause")).rstrip(".;")
        found.append(f"+ {cause}: {number} hồ sơ ({wording.clean('; '.join(extra))}).")
    return found


def _assessments(data: ReportData, book: Book) -> list[str]:
    rows = data.records("assessments")
    found = [_say(book, "assessments")] if rows else []
    for place, row in enumerate(rows, start=1):
        found.append(_assessment(place, row, book))
    return found


def _assessment(place: int, row: Record, book: Book) -> str:
    parts = []
    score, maximum = row["score"], row["maximum"]
    if score is not None:
        text = book.put(f"score_{place}", "Điểm", wording.number(score), offered=False)  # type: ignore[arg-type]
        top = ""
        if maximum is not None:
            most = wording.number(maximum)  # type: ignore[arg-type]
            top = "/" + book.put(f"score_{place}_max", "Điểm tối đa", most, offered=False)
        parts.append(f"{text}{top} điểm")
    if row.text("grade"):
        parts.append(f"xếp loại {wording.clean(row.text('grade'))}")
    rank, ranked = row.whole("rank"), row.whole("ranked")
    if rank is not None:
        place_text = book.put(f"rank_{place}", "Thứ hạng", wording.number(rank), offered=False)
        of = (
            f"/{book.put(f'rank_{place}_of', 'Tổng số xếp hạng', wording.number(ranked), offered=False)}"
            if ranked
            else ""
        )
        parts.append(f"thứ hạng {place_text}{of}")
    group = f" ({wording.clean(row.text('group'))})" if row.text("group") else ""
    return f"+ {row.text('kind')}{group}: {', '.join(parts) or wording.missing()}."


def _comparisons(data: ReportData, book: Book) -> list[str]:
    found = []
    for lead, then, which in (
        ("prev", data.before, "previous"),
        ("last", data.year_ago, "year_ago"),
    ):
        parts = []
        for name in facts.COMPARED:
            if f"{lead}_{name}" not in book.figures:
                continue
            label = RATES[name].label if name in RATES else MEASURES[name].label
            unit = "" if name in RATES else f" {wording.label('dossiers')}"
            change = book.figures[f"{lead}_{name}_diff"]
            since = "" if change.text == wording.label("same") else "từ "
            parts.append(
                f"{wording.lower_first(label)} {change.marked} ({since}{book[f'{lead}_{name}']}{unit})"
            )
        if then and parts:
            words = {
                "which": wording.label(which),
                "title": title(then.period),
                "parts": "; ".join(parts),
            }
            found.append(_say(book, "compared", **words))
    if data.to_date:
        found.append(_say(book, "cumulative"))
    return found
