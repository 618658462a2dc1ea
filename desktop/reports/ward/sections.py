"""The bound paragraphs of a report's sections other than II.2."""

from collections.abc import Callable
from decimal import Decimal

from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.section_ii2 import procedure_paragraphs
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import NARRATIVE_SECTIONS
from models.due import task_is_done, task_is_overdue
from models.rates import RATES
from models.registers import Record
from models.text import match_key

Paragraphs = list[str]

# Rates that are judged in part III; of each, more is better.
_JUDGED = (
    "online_rate",
    "in_time_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "paid_online_rate",
)


def bound_paragraphs(data: ReportData, book: Book) -> dict[str, Paragraphs]:
    """Return the paragraphs that come from the store, by section."""
    return {
        section: _BOUND[section](data, book) if section in _BOUND else []
        for section in NARRATIVE_SECTIONS
    }


def sentence(book: Book, name: str, **words: str) -> str:
    """Return a sentence of the catalogue with its figures and the given words filled in."""
    return book.fill(wording.catalogue()["sentence"][name], **words)


def cited(document: Record) -> str:
    """Return a document as it is cited the first time: kind, symbol, date, issuer, subject."""
    kind = wording.clean(document.text("kind")) or "Văn bản"
    issued = document.day("issued")
    parts = [kind, "số", document.text("symbol")]
    parts += [wording.long_date(issued)] if issued else []
    parts += [f"của {document.text('issuer')}"] if document.text("issuer") else []
    subject = document.text("subject").strip().rstrip(".")
    if subject and not subject.lower().startswith(("về ", "v/v ")):
        subject = f"về {wording.lower_first(subject)}"
    return wording.clean(" ".join([*parts, wording.lower_first(subject)]).strip())


def _listed(documents: list[Record]) -> Paragraphs:
    ends = [";"] * (len(documents) - 1) + ["."]
    return [f"+ {cited(document)}{end}" for document, end in zip(documents, ends, strict=True)]


def _topic(documents: tuple[Record, ...], topic: str) -> list[Record]:
    return [row for row in documents if topic in (_topics(row)) and not facts.is_plan(row)]


def _topics(document: Record) -> tuple[str, ...]:
    topics = document["topics"]
    return topics if isinstance(topics, tuple) else ()


def _plan(data: ReportData, book: Book) -> Paragraphs:
    issued = [row for row in data.records("documents") if facts.is_plan(row)]
    found = [sentence(book, "plans"), *_listed(issued)] if issued else []
    known = {match_key(row.text("symbol")): row for row in data.records("plans")}
    for place, plan in enumerate(facts.plans(data), start=1):
        document = known.get(match_key(plan))
        named = (
            cited(document)
            if document and document not in issued
            else wording.clean(f"Kế hoạch số {plan}")
        )
        rate = f", đạt {book[f'plan_{place}_rate']}" if book.known(f"plan_{place}_rate") else ""
        words = {"done": book[f"plan_{place}_done"], "all": book[f"plan_{place}_all"]}
        found.append(sentence(book, "plan_progress", plan=named, rate=rate, **words))
        late = [
            task
            for task in data.records("tasks")
            if task.text("plan") == plan and task_is_overdue(task, data.tasks_as_of)
        ]
        if late:
            listed = "; ".join(_task(task) for task in late)
            found.append(
                sentence(book, "plan_overdue", overdue=book[f"plan_{place}_overdue"], list=listed)
            )
    return found


def _task(task: Record) -> str:
    due = task.day("due")
    content = wording.clean(" ".join(task.text("content").split())).rstrip(".;")
    return f"{content} (thời hạn {wording.short_date(due)})" if due else content


def _direction(data: ReportData, book: Book) -> Paragraphs:
    elsewhere = {"Kiểm tra", "Tuyên truyền"}
    found = [
        row
        for row in data.records("documents")
        if not facts.is_plan(row) and not (_topics(row) and set(_topics(row)) <= elsewhere)
    ]
    if not found:
        return []
    book.put(
        "directives_issued",
        "Văn bản chỉ đạo trong kỳ",
        wording.count(len(found), facts.padded(data)),
        offered=False,
    )
    return [sentence(book, "directives"), *_listed(found)]


def _inspections(data: ReportData, book: Book) -> Paragraphs:
    rows, pad = data.records("inspections"), facts.padded(data)
    documents = _topic(data.records("documents"), "Kiểm tra")
    none = data.inspections_kept or data.now.monthly.get("inspections") == 0
    if not rows and not documents and none:
        return []
    forms = {
        form: sum(1 for row in rows if row.text("form") == form)
        for form in dict.fromkeys(r.text("form") for r in rows)
    }
    parts = [
        f"{form.lower()} {book.put(f'inspections_{match_key(form)}', form, wording.count(number, pad), offered=False)}"
        for form, number in forms.items()
        if form
    ]
    times = [row.whole("times") for row in rows if row.whole("times") is not None]
    visited = ""
    if times:
        total = wording.count(sum(time or 0 for time in times), pad)
        visited = f", {book.put('inspection_times', 'Số lượt kiểm tra', total, offered=False)} lượt"
    words = {"forms": f" ({', '.join(parts)})" if parts else "", "times": visited}
    found = [sentence(book, "inspections", **words)]
    found += [_inspection(row) for row in rows]
    return found + (
        [sentence(book, "inspection_documents"), *_listed(documents)] if documents else []
    )


def _inspection(row: Record) -> str:
    day = row.day("day")
    lead = f"+ {'Ngày ' + wording.short_date(day) + ', ' if day else ''}{row.text('team')}"
    inspected = f" kiểm tra {row.text('inspected')}" if row.text("inspected") else ""
    result = (
        f": {wording.lower_first(' '.join(row.text('result').split()))}"
        if row.text("result")
        else ""
    )
    return wording.clean(f"{lead}{inspected}{result}".rstrip(".;")) + "."


def _news(data: ReportData, book: Book) -> Paragraphs:
    documents = _topic(data.records("documents"), "Tuyên truyền")
    if data.now.monthly.get("news_items") == 0 and not documents:
        return []
    compared = ""
    if "last_news" in book.figures:
        compared = (
            f"; {wording.label('year_ago')} {book['last_news']} tin, bài ({book['last_news_diff']})"
        )
    found = [sentence(book, "news", news_compared=compared)]
    return found + ([sentence(book, "news_documents"), *_listed(documents)] if documents else [])


def _innovations(data: ReportData, book: Book) -> Paragraphs:
    rows = data.records("innovations")
    if not rows:
        return []
    kinds = dict.fromkeys(row.text("kind") for row in rows)
    parts = []
    for kind in kinds:
        number = sum(1 for row in rows if row.text("kind") == kind)
        text = wording.count(number, facts.padded(data))
        name = f"innovations_{match_key(kind)}"
        parts.append(f"{book.put(name, f'Số {kind.lower()}', text, offered=False)} {kind.lower()}")
    by_kind = f" ({', '.join(parts)})" if len(parts) > 1 else ""
    return [
        sentence(book, "innovations", by_kind=by_kind),
        *(_innovation(row, data) for row in rows),
    ]


def _innovation(row: Record, data: ReportData) -> str:
    started = row.day("started")
    parts = [f"+ {row.text('kind')} “{row.text('name')}”"]
    parts += [f"theo {wording.lower_first(row.text('document'))}"] if row.text("document") else []
    if started:
        parts.append(f"từ ngày {wording.short_date(started)}")
        parts += ["(mới trong kỳ)"] if data.now.start <= started <= data.now.end else []
    result = " ".join(row.text("result").split()).rstrip(".;")
    return (
        wording.clean(
            " ".join(parts) + (f"; kết quả: {wording.lower_first(result)}" if result else "")
        )
        + "."
    )


def _service(data: ReportData, book: Book) -> Paragraphs:
    people = data.records("staff")
    statuses = dict.fromkeys(person.text("status") for person in people if person.text("status"))
    if not statuses:
        return []
    parts = [f"{status.lower()} {book[f'staff_status_{match_key(status)}']}" for status in statuses]
    return [
        sentence(book, "staff_status", office=facts.office_name(data), by_status=", ".join(parts))
    ]


def _digital(data: ReportData, book: Book) -> Paragraphs:
    found, office = [], facts.office_name(data)
    if book.known("staff_total"):
        for name, rate in (
            ("trained", "staff_trained_rate"),
            ("signatures", "staff_signature_rate"),
        ):
            found.append(sentence(book, name, office=office, rate=_of(book, rate)))
    if book.known("services_online") and book.known("procedures_total"):
        found.append(sentence(book, "online_services", rate=_of(book, "services_rate")))
    return found + _indicators(data, book)


def _of(book: Book, name: str) -> str:
    return f" ({book[name]})" if book.known(name) else ""


def _indicators(data: ReportData, book: Book) -> Paragraphs:
    by_code: dict[str, list[Record]] = {}
    for row in data.records("indicators"):
        by_code.setdefault(match_key(row.text("code")), []).append(row)
    return [
        _indicator(place, rows, data, book) for place, rows in enumerate(by_code.values(), start=1)
    ]


def _indicator(place: int, rows: list[Record], data: ReportData, book: Book) -> str:
    last = rows[-1]
    adds = last.text("kind") == "Phát sinh"

    def put(name: str, label: str) -> str | None:
        values = [row[name] for row in rows] if adds else [last[name]]
        # Something that adds up is known only where every month of the period has it.
        if None in values or (adds and len(rows) < len(data.now.months)):
            return None
        total = sum(
            (value for value in values if isinstance(value, Decimal | int)), start=Decimal(0)
        )
        return book.put(f"indicator_{place}_{name}", label, wording.number(total), offered=False)

    title = last.text("name") or last.text("code")
    unit = f" {last.text('measured_in')}" if last.text("measured_in") else ""
    top, bottom, actual, plan = (
        put("numerator", title),
        put("denominator", title),
        put("actual", title),
        put("plan", title),
    )
    text = wording.missing()
    if top and bottom:
        text = f"{top}/{bottom}{unit}"
    elif actual:
        text = f"{actual}{unit}" + (f", kế hoạch {plan}{unit}" if plan else "")
    estimate = " (ước)" if any(row["estimate"] is True for row in rows) else ""
    return f"- {wording.clean(title)}: {text}{estimate}."


def _target(data: ReportData, name: str) -> Record | None:
    keys = {match_key(name), match_key(RATES[name].label)}
    return next(
        (row for row in data.records("targets") if match_key(row.text("target")) in keys), None
    )


def _facts(data: ReportData, book: Book, *, good: bool) -> Paragraphs:
    """Return the rates that speak for the unit (or against it) by target, else by the change since
    last period.
    """
    found = []
    for name in _JUDGED:
        if not book.known(name):
            continue
        met, target = _against_target(data, book, name)
        change = facts.difference(data.now, data.before, name, data) if data.before else None
        verdict = met if met is not None else None if not change else change > 0
        if verdict is good:
            words = {"target": target, "change": _change(data, book, name)}
            found.append(
                sentence(
                    book,
                    "fact",
                    label=RATES[name].label,
                    ratio=book.phrases[f"ratio_{name}"],
                    **words,
                )
            )
    return found


def _against_target(data: ReportData, book: Book, name: str) -> tuple[bool | None, str]:
    """Return whether the exact rate reaches the target that was set, and the words for it; None
    without a target.
    """
    target, rate = _target(data, name), facts.rates_of_now(data)[name]
    level = target["level"] if target is not None else None
    if not isinstance(level, Decimal | int):
        return None, ""
    met = (rate.numerator or 0) * 100 >= level * (rate.denominator or 0)
    label = f"Chỉ tiêu giao: {RATES[name].label}"
    text = book.put(f"target_{name}", label, wording.number(level), offered=False)
    return met, sentence(book, "target_met" if met else "target_missed", level=text)


def _change(data: ReportData, book: Book, name: str) -> str:
    """Return the change of a rate since the period before, "" where there is nothing to compare
    with.
    """
    change = facts.difference(data.now, data.before, name, data) if data.before else None
    if change is None or data.before is None:
        return ""
    label = RATES[name].label
    earlier = facts.figure_text(data.before, name, data) or ""
    before = book.put(f"prev_{name}", f"{label}, kỳ trước", earlier, offered=False)
    difference = facts.change_words(change, wording.label("points"))
    changed = book.put(f"prev_{name}_diff", f"{label}, chênh lệch", difference, offered=False)
    return sentence(book, "rate_change", change=changed, before=before)


def _strengths(data: ReportData, book: Book) -> Paragraphs:
    return _facts(data, book, good=True)


def _weaknesses(data: ReportData, book: Book) -> Paragraphs:
    late = (data.now.total["resolved_late"] or 0) + (data.now.total["pending_overdue"] or 0)
    return _facts(data, book, good=False) + ([sentence(book, "late_fact")] if late else [])


def _plans_ahead(data: ReportData, book: Book) -> Paragraphs:
    left = sorted(
        (task for task in data.records("tasks") if not task_is_done(task, data.tasks_as_of)),
        key=lambda task: str(task.day("due") or ""),
    )
    ends = [";"] * (len(left) - 1) + ["."]
    listed = [f"+ {_task(task)}{end}" for task, end in zip(left, ends, strict=True)] if left else []
    return [sentence(book, "open_tasks"), *listed] if left else []


_BOUND: dict[str, Callable[[ReportData, Book], Paragraphs]] = {
    "I.1": _plan,
    "I.2.a": _direction,
    "I.2.b": _inspections,
    "I.2.c": _news,
    "I.2.d": _innovations,
    "II.2": procedure_paragraphs,
    "II.4": _service,
    "II.6": _digital,
    "III.1": _strengths,
    "III.2": _weaknesses,
    "IV": _plans_ahead,
}
