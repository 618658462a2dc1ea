"""Read everything a report needs in a handful of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from desktop.blocks import assembled, kept_time, published_beside
from desktop.calendars import Calendars
from desktop.finding_reasons import reasons_of_published
from desktop.packs.rates import rates_of_report, targets_of_report
from desktop.packs.shelf import kind_of_report, pack_for
from desktop.reports.ward.data import Beside, Options, ReportData, Span
from desktop.reports.ward.nil import declares_nil
from desktop.reports.ward.published import as_printed
from desktop.settings import all_settings
from models.blocks import Assembled, Block, Piece
from models.errors import OfficeError, Refused
from models.figures import MonthValues, evaluate_month, over_months
from models.monthly import by_name, numbers_of
from models.monthly import over_months as over_monthly
from models.periods import (
    Life,
    Month,
    Period,
    first_day,
    last_day,
    parse_period,
    period_of,
    previous_period,
    same_period_last_year,
    year_to_date,
)
from models.queries import records as registers
from models.queries.blocks import blocks
from models.queries.months import closed_months, year_figures
from models.queries.signed import signed_number
from models.registers import Record

# A day set for one report must not creep into the next one: it counts only near the end of the
# period.
_NEAR_END = timedelta(days=45)

# Registers of which only what is in effect on the day is read.
_AS_OF = ("equipment", "software", "innovations", "procedures")
# Registers that are read whole and sorted out here.
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
# Names under which whole registers stand beside what of them belongs to the report.
_WHOLE_AS = {"staff": "all_staff", "documents": "plans", "inspections": "all_inspections"}


def gather(
    conn: sa.Connection,
    unit: str,
    period: Period | str,
    kind: str,
    options: Options | None = None,
    *,
    alone: bool = True,
) -> ReportData:
    """Read what a report of a unit needs, of a kind by its name.

    Raises Unusable for an unknown period or `report_kind_unknown`, and Refused for a straddling
    month; a unit that is not `alone` may have nothing of just a day or a week.
    """
    wanted = parse_period(period) if isinstance(period, str) else period
    form_pack = pack_for(conn, unit, wanted, kind)
    declared = kind_of_report(form_pack, kind)
    settings = all_settings(conn)
    reader = _SpanReader(conn, unit, alone=alone)
    beside = _beside(reader.named(wanted), reader.kept.life)
    reader.read_ahead(wanted, *beside)
    now = reader.span(wanted)
    days = _days(options or Options(), settings, now)
    found = ReportData(
        kind=declared,
        pack=form_pack,
        unit=unit,
        profile=registers.profile(conn, unit),
        settings=settings,
        rates=rates_of_report(conn, form_pack, settings),
        now=now,
        before=reader.if_known(beside.before),
        year_ago=reader.if_known(beside.year_ago),
        to_date=reader.if_known(beside.to_date),
        registers_as_of=days.registers,
        tasks_as_of=days.tasks,
        area_names=reader.area_names,
        open_months=_open_months(conn, unit, now),
        replaces=signed_number(conn, unit, wanted.name, kind),
        life=reader.kept.life,
    )
    # A bare form has no text: it needs neither registers nor what was written.
    if declared.sections:
        found = _with_narratives(conn, _with_registers(conn, found), wanted, beside.before)
    return _with_authorities(conn, found) if declared.by_authority else found


def _with_registers(conn: sa.Connection, data: ReportData) -> ReportData:
    """Return the data with the registers, and what is counted of them."""
    rows = _registers(conn, data.unit, data.registers_as_of, data.now)
    rows["targets"] = tuple(targets_of_report(conn, data.pack, rows["targets"]))
    return replace(
        data,
        registers=rows,
        staff_joined=_staff_with(rows, "from_date", data.now),
        staff_left=_staff_with(rows, "to_date", data.now),
        inspections_kept=bool(rows["all_inspections"]),
        procedures_kept=bool(rows["procedures"]),
        kept=_kept(conn, data.unit, rows),
    )


def _with_narratives(
    conn: sa.Connection, data: ReportData, wanted: Period, before: Period | None
) -> ReportData:
    """Return the data with what the officer wrote for a period and for the one before it."""
    unit = data.unit
    kept = registers.records(conn, "narratives", unit)
    return replace(
        data,
        narratives=_texts(conn, unit, kept, wanted),
        nil_sections=_nil_sections(conn, unit, kept, wanted),
        last_narratives=_texts(conn, unit, kept, before),
    )


def _with_authorities(conn: sa.Connection, data: ReportData) -> ReportData:
    """Return the data with who decides in each field of work, and the systems of its figures."""
    sources = _sources(conn, data.unit, data.now.period)
    return replace(data, authority_of=registers.authorities(conn), sources=sources)


def _staff_with(rows: Mapping[str, tuple[Record, ...]], column: str, now: Span) -> int:
    """Return how many of the staff have a day of the period in a column."""
    return sum(_is_inside(person.day(column), now) for person in rows["all_staff"])


def _open_months(conn: sa.Connection, unit: str, now: Span) -> tuple[Month, ...]:
    """Return the months that are not closed; one that a block stands for is not waited for."""
    closed = closed_months(conn, unit)
    return tuple(month for month in now.months_used if month not in closed)


class _Beside(NamedTuple):
    """The periods that stand beside the one of a report; None where there is none."""

    before: Period | None
    year_ago: Period | None
    to_date: Period | None


def _beside(named: Period, life: Life) -> _Beside:
    """Return the periods beside one of a unit.

    Free dates that are just a named period's months are asked for as that, so that they stand
    beside the same periods.
    """
    to_date = year_to_date(named, life.start)
    year_ago = same_period_last_year(named)
    return _Beside(previous_period(named), year_ago, None if to_date == named else to_date)


@dataclass(frozen=True)
class _Days:
    """The days as of which a report reads its registers and counts its tasks."""

    registers: date
    tasks: date


def _days(chosen: Options, settings: Mapping[str, str], now: Span) -> _Days:
    """Return the days: chosen for this export, else set for the office, else the last one."""
    set_for_registers = _set_day(settings.get("report.registers_as_of"), now)
    set_for_tasks = _set_day(settings.get("report.tasks_as_of"), now)
    return _Days(
        registers=chosen.registers_as_of or set_for_registers or now.end,
        tasks=chosen.tasks_as_of or set_for_tasks or now.end,
    )


class _SpanReader:
    """Reads all months of the periods in question once and works each out once."""

    def __init__(self, conn: sa.Connection, unit: str, *, alone: bool) -> None:
        self.conn, self.unit, self.alone = conn, unit, alone
        # In a receiving office: a unit without days of its own has those that its units have.
        self.kept = replace(kept_time(conn, unit), usual=Calendars(conn).usual)
        self._worked_out: dict[Month, MonthValues | None] = {}
        self._monthly: dict[Month, Record] | None = None
        self.area_names = registers.area_names(conn)

    def named(self, period: Period) -> Period:
        """Return the named period of a period's months; itself where they have no name.

        A day or a week stays one, as does what blocks fill that is not just months.
        """
        found = self._resolve(period)
        if period.kind in ("day", "week") or (found.blocks_used and not self.kept.months(period)):
            return period
        return period_of(found.months) or period

    def span(self, period: Period) -> Span:
        """Return the figures of a period."""
        resolved = self._resolve(period)
        self._read(resolved.months_used)
        held = blocks(
            self.conn, self.unit, [piece.block for piece in resolved.pieces if piece.block]
        )
        pieces = [self._values(piece, held) for piece in resolved.pieces]
        areas, total = over_months(pieces)
        printed, beside = self._as_printed(total, resolved)
        # Printed in the order of the office's list, whatever the order in the months.
        rank = {key: place for place, key in enumerate(self.area_names)}
        areas = tuple(sorted(areas, key=lambda row: rank.get(row.area_id, len(rank))))
        return Span(
            period=period,
            start=resolved.start,
            end=resolved.end,
            months=resolved.months,
            areas=areas,
            total=printed,
            monthly=self._over_monthly(resolved.months),
            has_figures=any(piece is not None for piece in pieces),
            months_used=resolved.months_used,
            blocks=resolved.blocks_used,
            beside=beside,
            absent=resolved.absent,
        )

    def _as_printed(
        self, total: Mapping[str, int | None], resolved: Assembled
    ) -> tuple[Mapping[str, int | None], dict[str, Beside]]:
        # Over several units what each published is no sum that anybody published.
        if resolved.published is None or not self.alone:
            return total, {}
        published = published_beside(self.conn, self.unit, resolved)
        reasons = reasons_of_published(self.conn, self.unit, resolved.published)
        return as_printed(total, published, reasons)

    def read_ahead(self, *periods: Period | None) -> None:
        """Read the months of several named periods in one go."""
        months: set[Month] = set()
        for period in periods:
            if period is not None:
                months.update(period.months)
        self._read(months)

    def if_known(self, period: Period | None) -> Span | None:
        """Return the figures of a period to compare with.

        None where it has none, or where a month straddles one of its ends.
        """
        if period is None:
            return None
        without = self.kept.with_figures.isdisjoint(period.months) and not self.kept.blocks
        if period.months and without:
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

    def _resolve(self, period: Period) -> Assembled:
        return assembled(self.conn, self.unit, period, self.kept, alone=self.alone)

    def _values(self, piece: Piece, held: Mapping[Period, Block]) -> MonthValues | None:
        """Return the figures of a piece, None for a month without any."""
        if piece.month is not None:
            return self._worked_out[piece.month]
        block = held.get(piece.block) if piece.block else None
        return evaluate_month(block.figures) if block else None

    def _read(self, months: Iterable[Month]) -> None:
        missing = [month for month in months if month not in self._worked_out]
        found = year_figures(self.conn, self.unit, missing) if missing else {}
        for month in missing:
            kept = found.get(month)
            self._worked_out[month] = None if kept is None else evaluate_month(kept.rows)


def _registers(
    conn: sa.Connection, unit: str, day: date, now: Span
) -> dict[str, tuple[Record, ...]]:
    """Return the records by register, those in effect on the day or of the period.

    Beside them stand whole registers under names of their own: all staff, all inspections, plans,
    the indicators of the same months a year before.
    """
    rows = {name: registers.records(conn, name, unit, as_of=day) for name in _AS_OF}
    for name in _WHOLE:
        rows[name] = registers.records(conn, name, unit)
    months = {(month.year, month.month) for month in now.months}
    year = now.months[-1].year if now.months else now.end.year
    rows["all_staff"] = rows["staff"]
    rows["staff"] = [row for row in rows["staff"] if _is_in_effect(row, day)]
    rows["plans"] = rows["documents"]
    rows["documents"] = [row for row in rows["documents"] if _is_inside(row.day("issued"), now)]
    rows["all_inspections"] = rows["inspections"]
    rows["inspections"] = [row for row in rows["inspections"] if _is_inside(row.day("day"), now)]
    rows["assessments"] = _of_months(conn, unit, rows["assessments"], now.period)
    rows["targets"] = [row for row in rows["targets"] if row.whole("year") == year]
    rows["all_indicators"] = rows["indicators"]
    for name in ("indicators", "late_dossiers"):
        rows[name] = [row for row in rows[name] if _month_of(row) in months]
    return {name: tuple(found) for name, found in rows.items()}


def _texts(
    conn: sa.Connection, unit: str, narratives: list[Record], period: Period | None
) -> dict[str, str]:
    """Return what was written for the months of a period, by section."""
    if period is None:
        return {}
    found = _of_months(conn, unit, narratives, period)
    return {row.text("section"): row.text("text") for row in found}


def _of_months(conn: sa.Connection, unit: str, rows: list[Record], period: Period) -> list[Record]:
    """Return the records of a period, whatever they call its months; those of its name last."""
    given = frozenset(row.text("period") for row in rows)
    names = Calendars(conn).names_of(unit, period, given) if given else given
    found = [row for row in rows if row.text("period") in names]
    return sorted(found, key=lambda row: row.text("period") == period.name)


def _nil_sections(
    conn: sa.Connection, unit: str, narratives: list[Record], period: Period
) -> frozenset[str]:
    """Return the sections of a period of which the officer declares that nothing occurred."""
    found = _of_months(conn, unit, narratives, period)
    return frozenset(row.text("section") for row in found if declares_nil(row))


def _sources(conn: sa.Connection, unit: str, period: Period) -> tuple[str, ...]:
    """Return the systems that figures ending in the period were taken from, each once."""
    start, end = first_day(period), last_day(period)
    found: dict[str, None] = {}
    for row in registers.records(conn, "blocks", unit):
        try:
            last = last_day(parse_period(row.text("period")))
        except OfficeError:
            continue
        if row.text("source") and start <= last <= end:
            found[row.text("source")] = None
    return tuple(found)


def _kept(conn: sa.Connection, unit: str, rows: Mapping[str, tuple[Record, ...]]) -> frozenset[str]:
    """Return the registers that have ever had a record, whatever falls in this period."""
    found = {name for name in _AS_OF if rows[name] or registers.records(conn, name, unit)}
    for name in ("tasks", *_WHOLE_AS):
        if rows[_WHOLE_AS.get(name, name)]:
            found.add(name)
    return frozenset(found)


def _month_of(row: Record) -> tuple[int | None, int | None]:
    return row.whole("year"), row.whole("month")


def _is_inside(day: date | None, span: Span) -> bool:
    return day is not None and span.start <= day <= span.end


def _is_in_effect(person: Record, day: date) -> bool:
    since, until = person.day("from_date"), person.day("to_date")
    return (since is None or since <= day) and (until is None or until >= day)


def _set_day(text: str | None, now: Span) -> date | None:
    """Return the day of a setting, None without one or where it belongs to another report."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if now.start <= day <= now.end + _NEAR_END else None
