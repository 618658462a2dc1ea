"""The placeholders that an officer may type, with their live texts."""

from datetime import date
from functools import cache

from desktop.packs.pack import Pack
from desktop.reports.kinds import PRINCIPAL
from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData, Span
from desktop.word.book import offered
from models.measures import MEASURES
from models.periods import Month, month_period
from models.rates import RateSettings
from models.registers import Record


def placeholders(data: ReportData) -> dict[str, tuple[str, str]]:
    """Return label and live text of every placeholder, by name, in the order of the report."""
    return offered(facts.fill_book(data).figures)


@cache
def placeholder_names() -> frozenset[str]:
    """Return the names that every ward report knows, whatever its figures."""
    return frozenset(placeholders(_nothing()))


def _nothing() -> ReportData:
    """Return the data of a report on a month that nothing is known of, whichever month it is."""
    month = Month(2024, 1)
    first, last = date(2024, 1, 1), date(2024, 1, 31)
    blank = Span(
        period=month_period(month),
        start=first,
        end=last,
        months=(month,),
        areas=(),
        total=dict.fromkeys(MEASURES),
        monthly={},
        has_figures=False,
    )
    return ReportData(
        kind=PRINCIPAL,
        pack=Pack("", ""),
        unit="",
        profile=Record("", "profile", ""),
        settings={},
        rates=RateSettings(),
        now=blank,
        before=None,
        year_ago=None,
        to_date=None,
        registers_as_of=last,
        tasks_as_of=last,
    )
