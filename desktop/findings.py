"""The findings of a unit: its figures and registers put before the rules.

The reasons that were written stand beside them.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.deadlines import own_deadline
from desktop.finding_kinds import settled_at as settled_at
from desktop.finding_reasons import Key, key_of, reasons_by_key
from desktop.messages import finding_fact as finding_fact
from desktop.messages import finding_sentence as finding_sentence
from desktop.settings import all_settings
from desktop.unit_figures import blocks_of, histories, rows_of
from models.blocks import last_month
from models.due import is_overdue
from models.findings import Finding
from models.measures import MEASURES
from models.monthly import by_name, numbers_of
from models.periods import Month, Window, month_period
from models.queries.blocks import block_days
from models.queries.lives import life_of
from models.queries.months import closing_days, months_with_figures, own_windows
from models.queries.records import month_of_record, monthly_records, records
from models.queries.settings import stored
from models.registers import Record
from models.rules.check import all_findings, check_contradictions
from models.rules.context import ReportDue, Rotation, Task, UnitHistory
from models.succession import Successors, handover_to, successors_of
from models.windows import window_of

# The rules look back a year for outliers and one month for what was carried over.
_LOOK_BACK = 13

# Numbers by month and by key of the field of work.
_ByArea = dict[Month, dict[str, int]]


class Evidence(NamedTuple):
    """All that the rules and the reasons of a unit are read from.

    Attributes:
        history: its figures and registers.
        months: the months that are looked at, in order.
        today: the day on which it is asked.
        reasons: the reasons that were written.
    """

    history: UnitHistory
    months: tuple[Month, ...]
    today: date
    reasons: dict[Key, str]


def findings(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month] | None,
    today: date,
    closing: bool = False,
) -> list[Finding]:
    """Return what the rules say about some months of a unit, reasons filled in.

    None asks about all of its months. `closing` asks as if the months were closed today.
    """
    return judge(evidence(conn, unit, months, today, closing))


def evidence(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month] | None,
    today: date,
    closing: bool = False,
) -> Evidence:
    """Read what `findings` looks at, so that the rules themselves need no store."""
    asked = set(months_with_figures(conn, unit) if months is None else months)
    for_blocks: set[Month] = set()
    if months is None:
        for_blocks = {last_month(block.period) for block in block_days(conn, unit)} - asked
    wanted = sorted(asked | for_blocks)
    history = _history(conn, unit, wanted, today, for_blocks)
    if closing:
        history = dataclasses.replace(history, closed_on=dict.fromkeys(wanted, today))
    return Evidence(history, tuple(wanted), today, reasons_by_key(conn, unit))


def judge(evidence: Evidence) -> list[Finding]:
    """Return what the rules say about what was read, reasons filled in."""
    found = all_findings(evidence.history, evidence.months, evidence.today)
    return _with_reasons(found, evidence.reasons)


def contradictions(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month],
    names: Mapping[str, str],
    successors: Successors,
    settled: Collection[Month] = (),
) -> list[Finding]:
    """Return the warnings about figures of some months that cannot be true together.

    It reads less than `findings`: a receiving office asks about all its units at once. What a month
    carries over is compared with the month before as this office holds it, of the unit itself or of
    those it came from. Reasons are filled in, also those that came with a unit's file. `names` are
    the fields of work by id, `successors` those of the units in the list; `settled` are months that
    add up and carry over what the unit's month before left.
    """
    if not months:
        return []
    asked = sorted(months)
    handover = handover_to(unit, successors)
    if handover.before or block_days(conn, unit):
        # Other figures than the months of the unit itself count there.
        settled = ()
    needed = _with_those_before(month for month in asked if month not in settled)
    history = UnitHistory(
        unit,
        rows_of(conn, unit, needed, names),
        monthly=_monthly(conn, unit),
        life=life_of(conn, unit),
        predecessors=histories(conn, unit, handover.before, needed, names),
        heirs=histories(conn, unit, handover.after, needed, names),
        blocks=blocks_of(conn, unit, asked, names),
    )
    found = [finding for month in asked for finding in check_contradictions(history, month)]
    return _with_reasons(found, reasons_by_key(conn, unit)) if found else []


def _with_those_before(months: Iterable[Month]) -> list[Month]:
    found: set[Month] = set()
    for month in months:
        found.update((month, month.previous()))
    return sorted(found)


def _with_reasons(found: Iterable[Finding], reasons: Mapping[Key, str]) -> list[Finding]:
    return [dataclasses.replace(each, reason=reasons.get(key_of(each))) for each in found]


def open_warnings(found: Iterable[Finding]) -> list[Finding]:
    """Return the warnings that still need a reason."""
    return [finding for finding in found if finding.severity == "warning" and not finding.reason]


def fold_blanks(found: Sequence[Finding]) -> list[Finding]:
    """Put the notes about blank "of which" figures into one: many offices never keep most."""
    blanks = [
        finding for finding in found if finding.code == "blank" and finding.severity == "note"
    ]
    if len(blanks) < 2:
        return list(found)
    labels = "; ".join(MEASURES[blank.measure].label for blank in blanks if blank.measure)
    values: dict[str, object] = {"variant": "several", "count": len(blanks), "measures": labels}
    folded = []
    for finding in found:
        if finding is blanks[0]:
            folded.append(dataclasses.replace(finding, values=values))
        elif finding not in blanks:
            folded.append(finding)
    return folded


def _history(
    conn: sa.Connection,
    unit: str,
    months: Sequence[Month],
    today: date,
    for_blocks: Collection[Month],
) -> UnitHistory:
    """Return all that the rules need to know of a unit for some months."""
    needed = [months[0].plus(-back) for back in range(_LOOK_BACK, 0, -1)] if months else []
    needed += _between(months)
    settings = all_settings(conn)
    start_day = int(settings["window_start_day"])
    windows = own_windows(conn, unit)
    life = life_of(conn, unit)
    asked = {month: window_of(month, windows, start_day, life) for month in months}
    lived = [month for month, window in asked.items() if life.meets(window)]
    late = records(conn, "late_dossiers", unit)
    causes, apologies = _late(late)
    handover = handover_to(unit, unit_successors(conn))
    closed = {month: date.fromisoformat(at[:10]) for month, at in closing_days(conn, unit).items()}
    return UnitHistory(
        unit,
        rows_of(conn, unit, needed),
        windows=windows,
        start_day=start_day,
        monthly=_monthly(conn, unit),
        counted=_counted(conn, unit, asked, late),
        late_reasons=causes,
        late_apologies=apologies,
        closed_on=closed,
        life=life,
        predecessors=histories(conn, unit, handover.before, needed),
        heirs=histories(conn, unit, handover.after, needed),
        tasks=tuple(_task(record) for record in records(conn, "tasks", unit)),
        rotations=_rotations(conn, unit, today),
        reports=_reports(conn, unit, [month for month in lived if month not in for_blocks], today),
        blocks=blocks_of(conn, unit, months),
        for_blocks=for_blocks,
    )


def unit_successors(conn: sa.Connection) -> Successors:
    """Return the successors of each unit in the list by its code."""
    return successors_of(record.values for record in records(conn, "units", ""))


def _between(months: Sequence[Month]) -> list[Month]:
    found = []
    month = months[0] if months else None
    while month is not None and month <= months[-1]:
        found.append(month)
        month = month.next()
    return found


def _monthly(conn: sa.Connection, unit: str) -> dict[Month, dict[str, int | None]]:
    return {
        month: by_name(numbers_of(record)) for month, record in monthly_records(conn, unit).items()
    }


def _late(late: Iterable[Record]) -> tuple[_ByArea, _ByArea]:
    """Return causes and apologies by month and field of work.

    Causes are the late dossiers with a written cause, apologies those sent for them.
    """
    causes: _ByArea = {}
    apologies: _ByArea = {}
    for record in late:
        month, area = month_of_record(record), record.text("field")
        _count(causes, month, area, record.whole("dossiers"))
        _count(apologies, month, area, record.whole("apologies"))
    return causes, apologies


def _count(kept: _ByArea, month: Month, area: str, number: int | None) -> None:
    by_area = kept.setdefault(month, {})
    by_area[area] = by_area.get(area, 0) + (number or 0)


def _counted(
    conn: sa.Connection, unit: str, windows: Mapping[Month, Window], late: Sequence[Record]
) -> dict[Month, dict[str, int]]:
    """Return what the kept registers say about entered numbers of some months.

    A register that is not kept says nothing.
    """
    inspections = records(conn, "inspections", unit)
    days = [record.day("day") for record in inspections]
    counted = {}
    for month, window in windows.items():
        numbers: dict[str, int] = {}
        if inspections:
            numbers["inspections"] = sum(_lies_in(day, window) for day in days)
        of_month = [record for record in late if month_of_record(record) == month]
        if of_month:
            numbers["apologies"] = sum(record.whole("apologies") or 0 for record in of_month)
        procedures = records(conn, "procedures", unit, as_of=window.end)
        if procedures:
            online = [record["online"] for record in procedures]
            numbers["procedures_total"] = len(procedures)
            numbers["services_full"] = online.count("Toàn trình")
            numbers["services_partial"] = online.count("Một phần")
        counted[month] = numbers
    return counted


def _lies_in(day: date | None, window: Window) -> bool:
    return day is not None and window.start <= day <= window.end


def _rotations(conn: sa.Connection, unit: str, today: date) -> tuple[Rotation, ...]:
    found = []
    for record in records(conn, "staff", unit, as_of=today):
        due = record.day("rotation_due")
        if due is not None:
            found.append(Rotation(record.text("name"), due, record.id))
    return tuple(found)


def _task(record: Record) -> Task:
    due = record.day("due")
    assert due is not None
    label = f"{record.text('number')}. {record.text('content')}"
    return Task(label, due, record.day("done"), record.whole("remind_days"), record.id)


def _reports(
    conn: sa.Connection, unit: str, months: Sequence[Month], today: date
) -> tuple[ReportDue, ...]:
    """Return the monthly reports of the own unit that fall due from today on.

    Those past their day are left out: they may have gone out on paper, which nobody notes here.
    """
    if unit != stored(conn).get("unit"):
        return ()
    reports = []
    for month in months:
        due = own_deadline(conn, month_period(month))
        if due is not None and not is_overdue(due, today):
            reports.append(ReportDue(f"Báo cáo tháng {month.month}/{month.year}", due))
    return tuple(reports)
