"""What a short report says of overdue dossiers, in a sentence of its own.

How many are overdue at the end of the day or week, how many were resolved late in it, and how many
since the year or the unit began. None, some and not known are told apart.
"""

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import is_none, say, with_unit
from desktop.reports.ward.section_ii2 import since_when, span_since
from desktop.word import wording
from desktop.word.book import Book

_OVERDUE, _LATE = "pending_overdue", "resolved_late"


def overdue_line(data: ReportData, book: Book) -> str:
    """Return the sentence on overdue dossiers; a short report always has it."""
    # Figures of the year stand in the book even where only those of the period are known.
    known = span_since(data) is not None
    year = _amount(book, f"year_{_LATE}") if known else wording.missing()
    words = {"since": since_when(data), "year": year}
    if is_none(book, _OVERDUE) and is_none(book, _LATE):
        return say(book, "overdue_none", **words)
    stock = _said(book, _OVERDUE) if book.known(_OVERDUE) else _of_some_fields(data, book)
    return say(book, "overdue", stock=stock, late=_said(book, _LATE), **words)


def _said(book: Book, name: str) -> str:
    """Return "đang giải quyết quá hạn 3 hồ sơ", or that there are none, or that it is unknown."""
    if not book.known(name):
        return say(book, f"{name}_unknown")
    return say(book, f"{name}_none" if is_none(book, name) else f"{name}_some")


def _amount(book: Book, name: str) -> str:
    if is_none(book, name):
        return wording.label("none")
    return with_unit(book, name, wording.label("dossiers"))


def _of_some_fields(data: ReportData, book: Book) -> str:
    """Return what those fields of work say that know their overdue dossiers; never as the whole."""
    values = [row.measures.get(_OVERDUE) for row in data.now.areas]
    known = [value for value in values if value is not None]
    if not known:
        return say(book, f"{_OVERDUE}_unknown")
    fields = f"{len(known):02d}/{len(values):02d}"
    book.put_unseen("overdue_fields", "Số lĩnh vực có số liệu quá hạn", fields)
    number = wording.number(sum(known))
    book.put_unseen("overdue_part", "Đang giải quyết quá hạn ở các lĩnh vực đó", number)
    return say(book, "overdue_part" if sum(known) else "overdue_part_none")
