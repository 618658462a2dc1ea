"""The dossiers of a commune by the authority that decides them, and the systems they come from.

Since 01/7/2025 a commune receives dossiers of its own authority, of other branches of the state,
and of offices elsewhere (Nghị định 118/2025/NĐ-CP): each is told with its rates.
"""

from collections.abc import Mapping

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.dossier_lines import closed_words
from desktop.reports.ward.phrases import ratio, say
from desktop.word import wording
from desktop.word.book import Book
from models.authority import AUTHORITIES, UNSAID
from models.measures import MEASURES
from models.rates import RATES, basis_label, rate_of

_COUNTS = ("to_handle", "received", "resolved", "closed_unresolved", "pending")
_RATES = ("online_rate", "in_time_rate")
_LABELS = ("authority_own", "authority_branch", "authority_elsewhere", "authority_unsaid")


def authority_name(authority: str) -> str:
    """Return what an authority is called on paper."""
    return wording.label(_LABELS[_place(authority)])


def _place(authority: str) -> int:
    return (*AUTHORITIES, UNSAID).index(authority)


def authority_lines(data: ReportData, book: Book) -> list[str]:
    """Return the dossiers by authority where there are several, and the systems likewise."""
    found = [say(book, "by_authority")] if data.by_authority else []
    for authority, measures in data.by_authority.items():
        found.append(_line(authority, measures, data, book))
    if len(data.sources) > 1:
        found.append(say(book, "sources", names="; ".join(map(wording.clean, data.sources))))
    return found


def _line(authority: str, measures: Mapping[str, int | None], data: ReportData, book: Book) -> str:
    called, lead = authority_name(authority), f"authority{_place(authority) + 1}"
    if measures["to_handle"] == 0:
        return say(book, "by_authority_none", authority=called)
    if all(measures[name] is None for name in _COUNTS):
        return say(book, "by_authority_unknown", authority=called)
    words = {"authority": called}
    for name in _COUNTS:
        value = measures[name]
        label = f"{called}: {MEASURES[name].label}"
        key, known = f"{lead}_{name}", value is not None
        text = book.put(key, label, wording.number(value), known, offered=False)
        words[name] = f"{text} {wording.label('dossiers')}" if known else text
    words["closed"] = closed_words(book, f"{lead}_closed_unresolved", "; ")
    for name in _RATES:
        words[name] = _rate(name, measures, f"{lead}_{name}", data, book)
    return say(book, "by_authority_one", **words)


def _rate(
    name: str, measures: Mapping[str, int | None], key: str, data: ReportData, book: Book
) -> str:
    """Return "12/30 hồ sơ tiếp nhận trong kỳ (40%)"."""
    rate = rate_of(name, measures, data.rates)
    if rate.percent is not None:
        book.put_unseen(key, RATES[name].label, f"{rate.percent}%")
    words = basis_label(rate.basis).removeprefix("tổng số ")
    return ratio(book, key, rate.numerator, rate.denominator, words, rate.percent)
