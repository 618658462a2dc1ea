"""Read everything a report needs in a handful of queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from desktop.reports.kinds import KINDS
from desktop.reports.ward.data import Options, ReportData, Span
from desktop.settings import all_settings
from models import rates
from models.errors import Refused
from models.figures import MonthValues, evaluate_month, over_months
from models.monthly import by_name, numbers_of
from models.monthly import over_months as over_monthly
from models.periods import (
    Month,
    Period,
    Resolved,
    months_of,
    parse_period,
    previous_period,
    same_period_last_year,
    year_to_date,
)
from models.queries import records as registers
from models.queries.months import closed_months, months_with_figures, own_windows, year_figures
from models.queries.signed import signed_number
from models.registers import Record

# A day set for one report must not creep into the next one: it counts only near the end of the
# period.
_NEAR_END = timedelta(days=45)

_AS_OF = ("equipment", "software", "innovations", "procedures")
_WHOLE = (
    "staff",
    "norms",
    "tasks",
    "documents",
    "inspections",
    "assessments",
    "targets",
    "indicators",
    "late_dossiers",
)


def gather(
    conn: sa.Connection, unit: str, period: Period | str, kind: str, options: Options | None = None
) -> ReportData:
    """Read what a report of a unit needs, of a kind by its name; raises Unusable for an unknown
    period and Refused for a straddling month.
    """
    chosen = options or Options()
    wanted = parse_period(period) if isinstance(period, str) else period
    settings = all_settings(conn)
    reader = _SpanReader(conn, unit, int(settings["window_start_day"] or 1))
    before, last_year = previous_period(wanted), same_period_last_year(wanted)
    to_date = year_to_date(wanted)
    reader.read_ahead(wanted, before, last_year, to_date)
    now = reader.span(wanted)
    end = now.end
    day = chosen.registers_as_of or _day(settings.get("report.registers_as_of"), now) or end
    tasks_day = chosen.tasks_as_of or _day(settings.get("report.tasks_as_of"), now) or end
    declared = KINDS[kind]
    rows = _registers(conn, unit, day, now) if declared.sections else {}
    staff = rows.get("all_staff", ())
    narratives = registers.records(conn, "narratives", unit) if declared.sections else []
    closed = closed_months(conn, unit)
    return ReportData(
        kind=declared,
        unit=unit,
        profile=registers.profile(conn, unit),
        settings=settings,
        rates=rates.settings_from(
            {key: value for key, value in settings.items() if key in _rate_names(settings)}
        ),
        now=now,
        before=reader.if_known(before),
        year_ago=reader.if_known(last_year),
        to_date=None if to_date == wanted else reader.if_known(to_date),
        registers_as_of=day,
        tasks_as_of=tasks_day,
        registers=rows,
        staff_joined=sum(1 for person in staff if _inside(person.day("from_date"), now)),
        staff_left=sum(1 for person in staff if _inside(person.day("to_date"), now)),
        inspections_kept=bool(rows.get("all_inspections")),
        procedures_kept=bool(rows.get("procedures")),
        narratives=_texts(narratives, wanted),
        last_narratives=_texts(narratives, before) if before else {},
        area_names=reader.area_names,
        open_months=tuple(month for month in now.months if month not in closed),
        replaces=signed_number(conn, unit, wanted.name, kind),
    )


class _SpanReader:
    """Reads all months of the periods in question once and works each out once."""

    def __init__(self, conn: sa.Connection, unit: str, start_day: int) -> None:
        self.conn, self.unit, self.start_day = conn, unit, start_day
        self.windows = own_windows(conn, unit)
        self.with_figures = set(months_with_figures(conn, unit))
        self._worked_out: dict[Month, MonthValues | None] = {}
        self._monthly: dict[Month, Record] | None = None
        self.area_names = registers.area_names(conn)

    def span(self, period: Period) -> Span:
        """Return the figures of a period."""
        resolved = self._resolve(period)
        self._read(resolved.months)
        months = [self._worked_out[month] for month in resolved.months]
        fields, total = over_months(months)
        rank = {key: place for place, key in enumerate(self.area_names)}
        fields = tuple(sorted(fields, key=lambda row: rank.get(row.area_id, len(rank))))
        known = any(month is not None for month in months)
        return Span(
            period, resolved.start, resolved.end, resolved.months, fields, total,
            self._over_monthly(resolved.months), known,
        )  # fmt: skip

    def read_ahead(self, *periods: Period | None) -> None:
        """Read the months of several named periods in one go."""
        self._read({month for period in periods if period for month in period.months})

    def if_known(self, period: Period | None) -> Span | None:
        """Return the figures of a period to compare with, None where it has none or its months do
        not fit.
        """
        if period is None:
            return None
        if period.months and not self.with_figures.intersection(period.months):
            return None
        try:
            span = self.span(period)
        except Refused:
            return None
        return span if span.has_figures else None

    def _over_monthly(self, months: Sequence[Month]) -> dict[str, int | None]:
        """Return the other figures of some months put together."""
        if self._monthly is None:
            self._monthly = registers.monthly_records(self.conn, self.unit)
        found = [numbers_of(self._monthly.get(month)) for month in months]
        return by_name(over_monthly(found))

    def _resolve(self, period: Period) -> Resolved:
        return months_of(period, self.windows, self.with_figures, self.start_day)

    def _read(self, months: Iterable[Month]) -> None:
        missing = [month for month in months if month not in self._worked_out]
        found = year_figures(self.conn, self.unit, missing) if missing else {}
        for month in missing:
            self._worked_out[month] = evaluate_month(found[month].rows) if month in found else None


def _registers(
    conn: sa.Connection, unit: str, day: date, now: Span
) -> dict[str, tuple[Record, ...]]:
    rows = {name: registers.records(conn, name, unit, as_of=day) for name in _AS_OF}
    rows |= {name: registers.records(conn, name, unit) for name in _WHOLE}
    rows["all_staff"] = rows.pop("staff")
    rows["staff"] = [person for person in rows["all_staff"] if _in_effect(person, day)]
    months = {(month.year, month.month) for month in now.months}
    kept = {
        "documents": [row for row in rows["documents"] if _inside(row.day("issued"), now)],
        "plans": rows["documents"],
        "all_inspections": rows["inspections"],
        "inspections": [row for row in rows["inspections"] if _inside(row.day("day"), now)],
        "assessments": [
            row for row in rows["assessments"] if row.text("period") == now.period.name
        ],
        "targets": [row for row in rows["targets"] if row.whole("year") == now.months[-1].year],
        "indicators": [
            row for row in rows["indicators"] if (row.whole("year"), row.whole("month")) in months
        ],
        "late_dossiers": [
            row
            for row in rows["late_dossiers"]
            if (row.whole("year"), row.whole("month")) in months
        ],
    }
    return {name: tuple(found) for name, found in {**rows, **kept}.items()}


def _texts(narratives: list[Record], period: Period) -> dict[str, str]:
    return {
        row.text("section"): row.text("text")
        for row in narratives
        if row.text("period") == period.name
    }


def _inside(day: date | None, span: Span) -> bool:
    return day is not None and span.start <= day <= span.end


def _in_effect(person: Record, day: date) -> bool:
    since, until = person.day("from_date"), person.day("to_date")
    return (since is None or since <= day) and (until is None or until >= day)


def _day(text: str | None, now: Span) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if now.start <= day <= now.end + _NEAR_END else None


def _rate_names(settings: Mapping[str, str]) -> set[str]:
    return {name for name in settings if name.startswith("rate_basis.")} | {
        "percent_rounding",
        "percent_decimals",
    }
