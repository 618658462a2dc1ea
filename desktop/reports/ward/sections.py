"""The bound paragraphs of a report's sections other than II.2."""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.judging import strengths, weaknesses
from desktop.reports.ward.phrases import counted, office_name, say
from desktop.reports.ward.register_facts import is_plan, plans, statuses, tasks_of
from desktop.reports.ward.section_ii2 import procedure_paragraphs
from desktop.word import wording
from desktop.word.book import Book
from models.catalogue import NARRATIVE_SECTIONS
from models.due import task_is_done, task_is_overdue
from models.registers import Record
from models.text import match_key

Paragraphs = list[str]

# Topics of documents that have a part of their own.
_INSPECTION, _PROPAGANDA = "Kiểm tra", "Tuyên truyền"
_TOPICS_ELSEWHERE = {_INSPECTION, _PROPAGANDA}


def bound_paragraphs(data: ReportData, book: Book) -> dict[str, Paragraphs]:
    """Return the paragraphs that come from the store, by section."""
    found: dict[str, Paragraphs] = {}
    for section in NARRATIVE_SECTIONS:
        paragraphs_of = _BOUND.get(section)
        found[section] = paragraphs_of(data, book) if paragraphs_of else []
    return found


def cited(document: Record) -> str:
    """Return a document as it is cited the first time: kind, symbol, date, issuer, subject."""
    kind = wording.clean(document.text("kind")) or "Văn bản"
    issued = document.day("issued")
    parts = [kind, "số", document.text("symbol")]
    if issued:
        parts.append(wording.long_date(issued))
    if document.text("issuer"):
        parts.append(f"của {document.text('issuer')}")
    subject = document.text("subject").strip().rstrip(".")
    if subject and not subject.lower().startswith(("về ", "v/v ")):
        subject = f"về {wording.lower_first(subject)}"
    parts.append(wording.lower_first(subject))
    return wording.clean(" ".join(parts).strip())


def _listed(items: Iterable[str]) -> Paragraphs:
    """Return lines of a list: each ends with a semicolon, the last with a full stop."""
    lines = [f"+ {item};" for item in items]
    if lines:
        lines[-1] = lines[-1].removesuffix(";") + "."
    return lines


def _cited(documents: Iterable[Record]) -> Paragraphs:
    return _listed(cited(document) for document in documents)


def _about(documents: Iterable[Record], topic: str) -> list[Record]:
    return [row for row in documents if topic in _topics(row) and not is_plan(row)]


def _topics(document: Record) -> tuple[str, ...]:
    topics = document["topics"]
    return topics if isinstance(topics, tuple) else ()


def _plan(data: ReportData, book: Book) -> Paragraphs:
    issued = [row for row in data.records("documents") if is_plan(row)]
    found: Paragraphs = []
    if issued:
        found = [say(book, "plans"), *_cited(issued)]
    for place, plan in enumerate(plans(data), start=1):
        found.append(_progress(place, plan, issued, data, book))
        late = [task for task in tasks_of(data, plan) if task_is_overdue(task, data.tasks_as_of)]
        if late:
            listed = "; ".join(_task(task) for task in late)
            overdue = book[f"plan_{place}_overdue"]
            found.append(say(book, "plan_overdue", overdue=overdue, list=listed))
    return found


def _progress(place: int, plan: str, issued: list[Record], data: ReportData, book: Book) -> str:
    """Say how many tasks of a plan are done."""
    known = {match_key(row.text("symbol")): row for row in data.records("plans")}
    document = known.get(match_key(plan))
    named = wording.clean(f"Kế hoạch số {plan}")
    # A plan that was just listed among the documents of the period is cited in full only there.
    if document and document not in issued:
        named = cited(document)
    name = f"plan_{place}_rate"
    words = {
        "plan": named,
        "rate": f", đạt {book[name]}" if book.known(name) else "",
        "done": book[f"plan_{place}_done"],
        "all": book[f"plan_{place}_all"],
    }
    return say(book, "plan_progress", **words)


def _task(task: Record) -> str:
    due = task.day("due")
    content = wording.clean(" ".join(task.text("content").split())).rstrip(".;")
    return f"{content} (thời hạn {wording.short_date(due)})" if due else content


def _direction(data: ReportData, book: Book) -> Paragraphs:
    found = [row for row in data.records("documents") if _is_directive(row)]
    if not found:
        return []
    number = counted(data, len(found))
    book.put_unseen("directives_issued", "Văn bản chỉ đạo trong kỳ", number)
    return [say(book, "directives"), *_cited(found)]


def _is_directive(document: Record) -> bool:
    """Say whether a document belongs here: no plan, nor one that other parts list."""
    if is_plan(document):
        return False
    topics = _topics(document)
    return not topics or not set(topics) <= _TOPICS_ELSEWHERE


def _inspections(data: ReportData, book: Book) -> Paragraphs:
    rows = data.records("inspections")
    documents = _about(data.records("documents"), _INSPECTION)
    none = data.inspections_kept or data.now.monthly.get("inspections") == 0
    if not rows and not documents and none:
        return []
    forms = _by_form(rows, data, book)
    times = _times(rows, data, book)
    found = [say(book, "inspections", forms=forms, times=times)]
    found += [_inspection(row) for row in rows]
    if documents:
        found += [say(book, "inspection_documents"), *_cited(documents)]
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
    return f", {book.put_unseen('inspection_times', 'Số lượt kiểm tra', total)} lượt"


def _inspection(row: Record) -> str:
    day = row.day("day")
    when = f"Ngày {wording.short_date(day)}, " if day else ""
    said = f"+ {when}{row.text('team')}"
    if row.text("inspected"):
        said += f" kiểm tra {row.text('inspected')}"
    if row.text("result"):
        said += f": {wording.lower_first(' '.join(row.text('result').split()))}"
    return wording.clean(said.rstrip(".;")) + "."


def _news(data: ReportData, book: Book) -> Paragraphs:
    documents = _about(data.records("documents"), _PROPAGANDA)
    if data.now.monthly.get("news_items") == 0 and not documents:
        return []
    compared = ""
    if "last_news" in book.figures:
        last, change = book["last_news"], book["last_news_diff"]
        compared = f"; {wording.label('year_ago')} {last} tin, bài ({change})"
    found = [say(book, "news", news_compared=compared)]
    if documents:
        found += [say(book, "news_documents"), *_cited(documents)]
    return found


def _innovations(data: ReportData, book: Book) -> Paragraphs:
    rows = data.records("innovations")
    if not rows:
        return []
    parts = []
    for kind, number in Counter(row.text("kind") for row in rows).items():
        name, words = f"innovations_{match_key(kind)}", kind.lower()
        bound = book.put_unseen(name, f"Số {words}", counted(data, number))
        parts.append(f"{bound} {words}")
    by_kind = f" ({', '.join(parts)})" if len(parts) > 1 else ""
    found = [say(book, "innovations", by_kind=by_kind)]
    return found + [_innovation(row, data) for row in rows]


def _innovation(row: Record, data: ReportData) -> str:
    parts = [f"+ {row.text('kind')} “{row.text('name')}”"]
    if row.text("document"):
        parts.append(f"theo {wording.lower_first(row.text('document'))}")
    started = row.day("started")
    if started:
        parts.append(f"từ ngày {wording.short_date(started)}")
        if data.now.start <= started <= data.now.end:
            parts.append("(mới trong kỳ)")
    said = " ".join(parts)
    result = " ".join(row.text("result").split()).rstrip(".;")
    if result:
        said += f"; kết quả: {wording.lower_first(result)}"
    return f"{wording.clean(said)}."


def _service(data: ReportData, book: Book) -> Paragraphs:
    parts = []
    for status in statuses(data):
        parts.append(f"{status.lower()} {book[f'staff_status_{match_key(status)}']}")
    if not parts:
        return []
    by_status = ", ".join(parts)
    return [say(book, "staff_status", office=office_name(data), by_status=by_status)]


def _digital(data: ReportData, book: Book) -> Paragraphs:
    found, office = [], office_name(data)
    if book.known("staff_total"):
        trained, signing = _of(book, "staff_trained_rate"), _of(book, "staff_signature_rate")
        found.append(say(book, "trained", office=office, rate=trained))
        found.append(say(book, "signatures", office=office, rate=signing))
    if book.known("services_online") and book.known("procedures_total"):
        found.append(say(book, "online_services", rate=_of(book, "services_rate")))
    return found + _indicators(data, book)


def _of(book: Book, name: str) -> str:
    return f" ({book[name]})" if book.known(name) else ""


def _indicators(data: ReportData, book: Book) -> Paragraphs:
    by_code: dict[str, list[Record]] = {}
    for row in data.records("indicators"):
        by_code.setdefault(match_key(row.text("code")), []).append(row)
    found = []
    for place, rows in enumerate(by_code.values(), start=1):
        found.append(_indicator(place, rows, data, book))
    return found


def _indicator(place: int, rows: list[Record], data: ReportData, book: Book) -> str:
    """Return the line of one indicator of the office's own; `rows` are its months in order."""
    last = rows[-1]
    title = last.text("name") or last.text("code")

    def put(name: str) -> str | None:
        total = _over_period(rows, name, data)
        if total is None:
            return None
        return book.put_unseen(f"indicator_{place}_{name}", title, wording.number(total))

    unit = f" {last.text('measured_in')}" if last.text("measured_in") else ""
    top, bottom = put("numerator"), put("denominator")
    actual, plan = put("actual"), put("plan")
    text = wording.missing()
    if top and bottom:
        text = f"{top}/{bottom}{unit}"
    elif actual:
        planned = f", kế hoạch {plan}{unit}" if plan else ""
        text = f"{actual}{unit}{planned}"
    estimate = " (ước)" if any(row["estimate"] is True for row in rows) else ""
    return f"- {wording.clean(title)}: {text}{estimate}."


def _over_period(rows: list[Record], name: str, data: ReportData) -> Decimal | None:
    """Return a number of an indicator over the period, None where it is not known."""
    if rows[-1].text("kind") != "Phát sinh":
        # What does not add up stands as it was in the last month.
        rows = rows[-1:]
    elif len(rows) < len(data.now.months):
        # Something that adds up is known only where every month of the period has it.
        return None
    total = Decimal(0)
    for row in rows:
        value = row[name]
        if not isinstance(value, Decimal | int):
            return None
        total += value
    return total


def _plans_ahead(data: ReportData, book: Book) -> Paragraphs:
    """Return the tasks that are still open, those without a day first, then the earliest."""
    left = [row for row in data.records("tasks") if not task_is_done(row, data.tasks_as_of)]
    if not left:
        return []
    left.sort(key=lambda task: str(task.day("due") or ""))
    return [say(book, "open_tasks"), *_listed(_task(task) for task in left)]


_BOUND: dict[str, Callable[[ReportData, Book], Paragraphs]] = {
    "I.1": _plan,
    "I.2.a": _direction,
    "I.2.b": _inspections,
    "I.2.c": _news,
    "I.2.d": _innovations,
    "II.2": procedure_paragraphs,
    "II.4": _service,
    "II.6": _digital,
    "III.1": strengths,
    "III.2": weaknesses,
    "IV": _plans_ahead,
}
