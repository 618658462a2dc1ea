"""What a report says of the rates an office has: figures of the book, lines of their sections."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.reports.ward.data import ReportData, Span
from desktop.reports.ward.phrases import (
    change_words,
    difference,
    figure_text,
    label_of,
    rates_of_now,
    ratio,
    say,
)
from desktop.word import wording
from desktop.word.book import Book
from models.rates import RATES, Rate, RateKind, RateSettings
from models.registers import Record
from models.text import match_key

# Built-in rates that have a sentence of their own in II.2.
_LATE = "late_rate"
_TOLD = frozenset(RATES) - {_LATE}
_USUAL_SECTION = "II.2"


def put_rates(
    book: Book, prefix: str, who: str, found: Mapping[str, Rate], settings: RateSettings
) -> None:
    """Add rates under their names, and the phrases `ratio_NAME`; `prefix` stands before both.

    `who` says in the labels whose they are, "" for the own unit's.
    """
    for name, rate in found.items():
        own, label = f"{prefix}{name}", label_of(name, settings)
        printed = wording.label("no_rate") if rate.percent is None else f"{rate.percent}%"
        book.put(own, f"{label} ({who})" if who else label, printed, rate.percent is not None)
        words = wording.clean(settings.basis_words(name).removeprefix("tổng số "))
        parts = (rate.numerator, rate.denominator)
        phrase = ratio(book, own, *parts, words, rate.percent)
        book.phrases[f"{prefix}ratio_{name}"] = phrase


def put_unused(
    book: Book, prefix: str, total: Mapping[str, int | None], settings: RateSettings
) -> None:
    """Add what fixed sentences say of built-in rates out of use: the number without a share."""
    for name, kind in RATES.items():
        if name in settings:
            continue
        value = total[kind.numerator]
        known = value is not None
        number = wording.number(value)
        bound = book.put(f"{prefix}{name}_of", kind.label, number, known, offered=False)
        words = f" {wording.label('dossiers')}" if known else ""
        book.phrases[f"{prefix}ratio_{name}"] = f"{bound}{words}"


def kinds_told(section: str, settings: RateSettings) -> list[RateKind]:
    """Return the rates that a section says in lines of their own."""
    found = []
    for kind in settings.kinds:
        is_told_elsewhere = kind.name in _TOLD and kind.section == _USUAL_SECTION
        if kind.section == section and not is_told_elsewhere:
            found.append(kind)
    return found


def rate_lines(data: ReportData, book: Book, section: str) -> list[str]:
    """Return the lines of a section on the rates that have no sentence elsewhere.

    A built-in one without figures is left out; one of the office's own says that it has none.
    """
    found = []
    for kind in kinds_told(section, data.rates):
        told_before = kind.name == _LATE and section == _USUAL_SECTION
        if not told_before and (kind.own or book.known(f"{kind.name}_of")):
            found.append(_line(data, book, kind.name))
    return found


def late_rate_line(data: ReportData, book: Book) -> list[str]:
    """Return the line on what was resolved late, which stands beside what was in time."""
    for kind in kinds_told(_USUAL_SECTION, data.rates):
        if kind.name == _LATE and (kind.own or book.known(f"{_LATE}_of")):
            return [_line(data, book, _LATE).replace("- ", "+ ", 1)]
    return []


def _line(data: ReportData, book: Book, name: str) -> str:
    _, target = against_target(data, book, name, rates_of_now(data)[name])
    words = {
        "label": label_of(name, data.rates),
        "ratio": book.phrases[f"ratio_{name}"],
        "target": target,
        "previous": change_since(data, book, name, "prev"),
        "year_ago": change_since(data, book, name, "last"),
    }
    return say(book, "rate_line", **words)


def change_since(data: ReportData, book: Book, name: str, lead: str) -> str:
    """Return the change of a rate since the period before ("prev") or last year ("last").

    "" where it is not known.
    """
    then = data.before if lead == "prev" else data.year_ago
    change = None if then is None else difference(data.now, then, name, data)
    if then is None or change is None:
        return ""
    label, earlier = label_of(name, data.rates), _printed(data, then, name)
    words = change_words(change, wording.label("points"))
    sentence, period = _CHANGES[lead]
    before = book.put_unseen(f"{lead}_{name}", f"{label}, {period}", earlier)
    changed = book.put_unseen(f"{lead}_{name}_diff", f"{label}, chênh lệch", words)
    return say(book, sentence, change=changed, before=before)


_CHANGES = {
    "prev": ("rate_change", "kỳ trước"),
    "last": ("rate_change_year", "cùng kỳ năm trước"),
}


def _printed(data: ReportData, then: Span, name: str) -> str:
    return figure_text(then, name, data) or wording.missing()


def against_target(
    data: ReportData, book: Book, name: str, rate: Rate, prefix: str = ""
) -> tuple[bool | None, str]:
    """Return whether an exact rate reaches the target set for it, and the words for that.

    None and "" without a target, or without a rate. A target of what is unwanted is its most.
    """
    target = target_of(data, name)
    level = target["level"] if target is not None else None
    if not isinstance(level, Decimal | int) or not rate.denominator or rate.numerator is None:
        return None, ""
    # Multiplied out: the printed percentage is rounded and might reach what the rate does not.
    reached, wanted = rate.numerator * 100, level * rate.denominator
    fewer = data.rates.kind(name).fewer_is_better
    met = reached <= wanted if fewer else reached >= wanted
    label = f"Chỉ tiêu giao: {label_of(name, data.rates)}"
    text = book.put_unseen(f"{prefix}target_{name}", label, wording.number(level))
    return met, say(book, "target_met" if met else "target_missed", level=text)


def target_of(data: ReportData, name: str) -> Record | None:
    """Return the target of a rate; people write its name (Mã) or its label."""
    keys = {match_key(name), match_key(data.rates.label(name))}
    if name in RATES:
        keys.add(match_key(RATES[name].label))
    for row in data.records("targets"):
        if match_key(row.text("target")) in keys:
            return row
    return None
