"""What part III of a report says by itself: the rates that speak for the unit, and against it."""

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.dossier_lines import late_fact
from desktop.reports.ward.phrases import difference, label_of, rates_of_now, say
from desktop.reports.ward.rate_facts import against_target, change_since
from desktop.word.book import Book

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
    nothing is said. A low rate that has risen is still no merit. A rate of the office's own is
    judged by its target alone.
    """
    found = []
    for name in data.rates.shown(_JUDGED):
        if not book.known(name):
            continue
        verdict, target = against_target(data, book, name, rates_of_now(data)[name])
        if verdict is None and name in _JUDGED:
            verdict = _by_change(data, name)
        if verdict is not good:
            continue
        words = {
            "label": label_of(name, data.rates),
            "ratio": book.phrases[f"ratio_{name}"],
            "target": target,
            "change": change_since(data, book, name, "prev"),
        }
        found.append(say(book, "fact", **words))
    return found


def _by_change(data: ReportData, name: str) -> bool | None:
    """Judge a rate without a target by its change; None where nothing can be said for or against.

    What has risen speaks for the unit only from `LEAST_MERIT` percent on.
    """
    change = None if data.before is None else difference(data.now, data.before, name, data)
    if not change:
        return None
    value = rates_of_now(data)[name].value
    if change > 0 and (value is None or value < LEAST_MERIT):
        return None
    return change > 0
