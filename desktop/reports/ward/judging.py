"""What part III of a report says by itself: the rates that speak for the unit, and against it."""

from decimal import Decimal

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.dossier_lines import late_fact
from desktop.reports.ward.phrases import (
    change_words,
    difference,
    figure_text,
    rates_of_now,
    say,
)
from desktop.word import wording
from desktop.word.book import Book
from models.rates import RATES
from models.registers import Record
from models.text import match_key

# The rates that are judged; of each, more is better.
_JUDGED = (
    "online_rate",
    "in_time_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "paid_online_rate",
)
# Of a rate that no target was set for, less than half is no merit, however it has risen.
LEAST_MERIT = 50


def strengths(data: ReportData, book: Book) -> list[str]:
    """Return the sentences of III.1."""
    return _rates(data, book, good=True)


def weaknesses(data: ReportData, book: Book) -> list[str]:
    """Return the sentences of III.2."""
    return [*_rates(data, book, good=False), *late_fact(book)]


def _rates(data: ReportData, book: Book, *, good: bool) -> list[str]:
    """Return the rates that speak for the unit, or against it.

    Judged by the target that was set, else by the change since the period before; without either
    nothing is said. A low rate that has risen is still no merit.
    """
    found = []
    for name in _JUDGED:
        if not book.known(name):
            continue
        verdict, target = _against_target(data, book, name)
        if verdict is None:
            verdict = _by_change(data, name)
        if verdict is not good:
            continue
        words = {
            "label": RATES[name].label,
            "ratio": book.phrases[f"ratio_{name}"],
            "target": target,
            "change": _change(data, book, name),
        }
        found.append(say(book, "fact", **words))
    return found


def _against_target(data: ReportData, book: Book, name: str) -> tuple[bool | None, str]:
    """Return whether the exact rate reaches its target, and the words for it; None without one."""
    target = target_of(data, name)
    level = target["level"] if target is not None else None
    if not isinstance(level, Decimal | int):
        return None, ""
    rate = rates_of_now(data)[name]
    # Multiplied out: the printed percentage is rounded and might reach what the rate does not.
    met = (rate.numerator or 0) * 100 >= level * (rate.denominator or 0)
    label = f"Chỉ tiêu giao: {RATES[name].label}"
    text = book.put_unseen(f"target_{name}", label, wording.number(level))
    return met, say(book, "target_met" if met else "target_missed", level=text)


def target_of(data: ReportData, name: str) -> Record | None:
    """Return the target of a rate; people write its name or its label."""
    keys = {match_key(name), match_key(RATES[name].label)}
    for row in data.records("targets"):
        if match_key(row.text("target")) in keys:
            return row
    return None


def _by_change(data: ReportData, name: str) -> bool | None:
    """Judge a rate without a target by its change; None where nothing can be said for or against.

    What has risen speaks for the unit only from `LEAST_MERIT` percent on.
    """
    change = _since_before(data, name)
    if not change:
        return None
    value = rates_of_now(data)[name].value
    if change > 0 and (value is None or value < LEAST_MERIT):
        return None
    return change > 0


def _since_before(data: ReportData, name: str) -> int | Decimal | None:
    if data.before is None:
        return None
    return difference(data.now, data.before, name, data)


def _change(data: ReportData, book: Book, name: str) -> str:
    """Return the change of a rate since the period before, "" where that is not known."""
    change = _since_before(data, name)
    if change is None or data.before is None:
        return ""
    label = RATES[name].label
    earlier = figure_text(data.before, name, data) or ""
    words = change_words(change, wording.label("points"))
    before = book.put_unseen(f"prev_{name}", f"{label}, kỳ trước", earlier)
    changed = book.put_unseen(f"prev_{name}_diff", f"{label}, chênh lệch", words)
    return say(book, "rate_change", change=changed, before=before)
