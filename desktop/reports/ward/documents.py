"""The documents of the period: where each is printed, how it is cited, and how they are listed."""

from collections.abc import Iterable, Sequence

from desktop.reports.kinds import (
    BULLETS,
    DIRECTION_SECTION,
    FOOTNOTES,
    PLAN_SECTION,
    SECTION_OF_TOPIC,
    SENTENCE,
)
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import counted, issuer_name, named, office_name, say
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.footnotes import noted
from models.registers import Record
from models.text import match_key

_GENERAL = "CCHC"


def is_plan(document: Record) -> bool:
    """Say whether a document is a plan, by its kind or its symbol."""
    if document.text("kind").strip().lower() == "kế hoạch":
        return True
    return "/KH-" in document.text("symbol").upper()


def section_of(document: Record) -> str:
    """Return the one section in which a document is printed, by its topics."""
    topics = document["topics"]
    known = topics if isinstance(topics, tuple) else ()
    if _GENERAL not in known:
        for topic, section in SECTION_OF_TOPIC.items():
            if topic in known:
                return section
    return PLAN_SECTION if is_plan(document) else DIRECTION_SECTION


def is_own(document: Record, data: ReportData) -> bool:
    """Say whether the unit itself, its office or its head issued a document."""
    return _issuer_key(document) in _own_keys(data)


def own_and_others(
    documents: Iterable[Record], data: ReportData
) -> tuple[list[Record], list[Record]]:
    """Return the documents that are the unit's own, and the others."""
    keys = _own_keys(data)
    own: list[Record] = []
    others: list[Record] = []
    for document in documents:
        (own if _issuer_key(document) in keys else others).append(document)
    return own, others


def _issuer_key(document: Record) -> str:
    issuer = match_key(wording.full_name(document.text("issuer")))
    return issuer.replace("ubnd", "uybannhandan", 1)


def _own_keys(data: ReportData) -> tuple[str, ...]:
    own = match_key(issuer_name(data))
    office = match_key(data.office_issues_as or office_name(data))
    return own, f"chutich{own}", f"phochutich{own}", office


def document_lines(section: str, data: ReportData, book: Book) -> list[str]:
    """Return the documents of the period that belong to a section.

    The unit's own come first and are counted; those of others stand apart from them, as what the
    unit carried out.
    """
    found = [row for row in data.records("documents") if section_of(row) == section]
    own, others = own_and_others(found, data)
    lines = _own_lines(section, own, data, book)
    return lines + _lines_of_others(section, others, data, book)


def _own_lines(section: str, own: list[Record], data: ReportData, book: Book) -> list[str]:
    if not own:
        return []
    as_notes = listing(section, data) == FOOTNOTES
    if len(own) == 1 and not as_notes:
        document = cited(own[0], data, book)
        return [say(book, "document_issued", document=document, advised=_advised(own, data))]
    of_plans = section == PLAN_SECTION
    name = f"documents_{section.replace('.', '_').lower()}"
    label = f"Văn bản ban hành trong kỳ, mục {section}"
    number = book.put_unseen(name, label, counted(data, len(own)))
    sentence = "plans" if of_plans else "directives"
    words = {"number": number, "advised": _advised(own, data)}
    items = [cited(document, data, book) for document in own]
    if as_notes:
        return in_footnotes(say(book, f"{sentence}_counted", **words), items)
    return _listed(section, say(book, sentence, **words), items, data)


def _advised(own: list[Record], data: ReportData) -> str:
    """Return that a department only drew documents up, where it reports and its office issued them.

    Some of the one-stop unit or of the head among them are nobody's draft.
    """
    office = match_key(issuer_name(data))
    if not data.advised or any(_issuer_key(document) != office for document in own):
        return ""
    return wording.label("advised").format(office=data.advised)


def _lines_of_others(section: str, others: list[Record], data: ReportData, book: Book) -> list[str]:
    items = [cited(document, data, book) for document in others]
    if items and listing(section, data) == FOOTNOTES:
        name = f"documents_{section.replace('.', '_').lower()}_others"
        label = f"Văn bản của cơ quan khác, mục {section}"
        number = book.put_unseen(name, label, counted(data, len(items)))
        return in_footnotes(say(book, "document_bases_counted", number=number), items)
    if len(items) == 1:
        return [say(book, "document_basis", document=items[0])]
    if not items:
        return []
    return _listed(section, say(book, "document_bases"), items, data)


def listing(section: str, data: ReportData) -> str:
    """Return how the office has the documents of a section listed."""
    return data.settings.get(f"report.documents.{section}", BULLETS)


def _listed(section: str, lead: str, items: Sequence[str], data: ReportData) -> list[str]:
    """Return documents below their lead, or in one sentence with it, as the office has it."""
    if listing(section, data) == SENTENCE:
        return [f"{lead} {'; '.join(items)}."]
    return [lead, *listed(items)]


def in_footnotes(sentence: str, items: Sequence[str]) -> list[str]:
    """Return a sentence with a footnote for each item."""
    notes = noted(f"{wording.upper_first(item)}." for item in items)
    return [f"{sentence.removesuffix('.')}{notes}."]


def listed(items: Iterable[str]) -> list[str]:
    """Return lines of a list: each ends with a semicolon, the last with a full stop."""
    lines = [f"+ {item};" for item in items]
    if lines:
        lines[-1] = lines[-1].removesuffix(";") + "."
    return lines


def cited(document: Record, data: ReportData, book: Book) -> str:
    """Return a document as it is cited: in full the first time in a report, then kind and symbol.

    In full that is kind, symbol, date, issuer and subject (annex I of Nghị định 30/2020/NĐ-CP).
    """
    kind = wording.clean(document.text("kind")) or ("Kế hoạch" if is_plan(document) else "Văn bản")
    short = wording.clean(f"{wording.upper_first(kind)} số {document.text('symbol')}")
    if document.id in book.cited:
        return short
    book.cited.add(document.id)
    parts = [short]
    issued = document.day("issued")
    if issued:
        parts.append(wording.long_date(issued))
    if document.text("issuer"):
        issuer = wording.full_name(wording.clean(document.text("issuer")), data.capital_names)
        parts.append(f"của {issuer}")
    parts.append(_subject(document))
    return wording.clean(" ".join(parts).strip())


def _subject(document: Record) -> str:
    subject = " ".join(document.text("subject").split()).rstrip(".;")
    if subject and not subject.lower().startswith(("về ", "v/v ")):
        return f"về {wording.lower_first(subject)}"
    return wording.lower_first(subject)


def plan_named(symbol: str, data: ReportData, book: Book) -> str:
    """Return a plan that a task names by its symbol; the unit's own one of several."""
    wanted = match_key(symbol)
    known = [row for row in data.records("plans") if match_key(row.text("symbol")) == wanted]
    known.sort(key=lambda row: not is_own(row, data))
    if known:
        return cited(known[0], data, book)
    named_fully = symbol.strip().lower().startswith("kế hoạch")
    return named(data, wording.upper_first(symbol) if named_fully else f"Kế hoạch số {symbol}")
