"""The months of a unit: enter figures, take over what was carried over, close and reopen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.blocks import closing_values
from desktop.finding_reasons import SHORTEST_REASON, give_reason, is_too_short, place_of
from desktop.findings import findings, open_warnings
from desktop.registers import delete, save_many
from desktop.settings import get
from models.catalogue import DOSSIERS
from models.errors import Place, Problem, Refused
from models.figures import WHOLE_UNIT_ID, MonthValues, Values, evaluate_month
from models.findings import Finding
from models.measures import MEASURES
from models.periods import Month, Window
from models.queries.months import closed_months as closed_months
from models.queries.months import month_figures as month_figures
from models.queries.months import months_with_figures as months_with_figures
from models.queries.months import own_windows as own_windows
from models.queries.months import row_id
from models.queries.months import year_figures as year_figures
from models.queries.records import area_names, records
from models.registers import Value
from models.tables import CLOSING
from models.windows import default_window
from models.work import Change, Work

_BLANK: dict[str, Value] = dict.fromkeys(MEASURES)
# A field without one of these says nothing about the month.
_NEEDED = ("to_handle", "resolved", "pending")


class EntryState(NamedTuple):
    """How far a month is entered.

    Attributes:
        fields: number of fields of work that take part.
        full: number of them with all the figures a month needs.
        complete: every field, and the unit's total, has them.
    """

    fields: int
    full: int
    complete: bool


def month_values(conn: sa.Connection, unit: str, month: Month) -> MonthValues:
    """Return the figures of a month worked out by totals and parts."""
    return evaluate_month(month_figures(conn, unit, month).rows)


def entry_state(conn: sa.Connection, unit: str, month: Month) -> EntryState:
    """Return how far a month is entered."""
    return entry_of(month_values(conn, unit, month))


def entry_of(values: MonthValues) -> EntryState:
    """Return how far a month is entered that is worked out."""
    full = sum(_has_needed(field) for field in values.areas.values())
    complete = full == len(values.areas) and _has_needed(values.total)
    return EntryState(len(values.areas), full, complete)


def window(conn: sa.Connection, unit: str, month: Month) -> Window:
    """Return the days a month's figures cover: its own window, else the rule of the settings."""
    for row in records(conn, "monthly", unit, month=month):
        start, end = row.day("from_date"), row.day("to_date")
        if start and end:
            return Window(start, end)
    return default_window(month, int(get(conn, "window_start_day")))


def is_closed(conn: sa.Connection, unit: str, month: Month) -> bool:
    """Return whether a month is closed."""
    return month in closed_months(conn, unit)


def set_figures(
    work: Work, unit: str, month: Month, cells: Mapping[tuple[str, str], int | None]
) -> None:
    """Enter figures of a month by (field id, measure), whole numbers or None for blank.

    Rows are made where they are missing. Typing a figure into a field marked "Không phát sinh"
    takes the mark away.

    Raises:
        Refused: `month_closed`, `unknown_field`, `not_whole`.
    """
    rows: dict[str, dict[str, Value]] = {}
    for (area_id, measure), value in cells.items():
        rows.setdefault(area_id, {})[measure] = value
    items = []
    for area_id, values in rows.items():
        marked = {"nil": None} if any(value is not None for value in values.values()) else {}
        items.append(_item(work, unit, month, area_id, {**values, **marked}))
    save_many(work, DOSSIERS.name, unit, items)


def set_nil(work: Work, unit: str, month: Month, area_id: str, nil: bool) -> None:
    """Mark a field of a month as "Không phát sinh", or take the mark away.

    Marking clears its figures.
    """
    values: dict[str, Value] = {**_BLANK, "nil": True} if nil else {"nil": None}
    save_many(work, DOSSIERS.name, unit, [_item(work, unit, month, area_id, values)])


def add_rows(work: Work, unit: str, month: Month, area_ids: Sequence[str]) -> None:
    """Add blank rows for fields of work to a month; those already there stay as they are."""
    items = []
    for area_id in area_ids:
        item = _item(work, unit, month, area_id, {})
        if item[0] is None:
            items.append(item)
    save_many(work, DOSSIERS.name, unit, items)


def remove_row(work: Work, unit: str, month: Month, area_id: str) -> None:
    """Take a field's row out of a month (it can be brought back from the history)."""
    record_id = row_id(work.conn, unit, month, area_id)
    if record_id:
        delete(work, DOSSIERS.name, [record_id])


def start_month(work: Work, unit: str, month: Month) -> None:
    """Give a month without rows those of the month before it, else all fields of work in use."""
    if month_figures(work.conn, unit, month).rows:
        return
    before = month_figures(work.conn, unit, month.previous()).rows
    names = area_names(work.conn, in_use=True)
    ids = [row.area_id for row in before if row.area_id in names]
    if not ids:
        ids = [key for key in names if key != WHOLE_UNIT_ID]
    add_rows(work, unit, month, ids)


def take_carried_over(work: Work, unit: str, month: Month) -> int:
    """Fill "Kỳ trước chuyển sang" with what was pending in the month before.

    Returns how many cells changed. A field whose pending figure is unknown, and a row marked nil,
    stay as they are. Where the month before has no figures, a block that ends with it has them.
    """
    before = closing_values(work.conn, unit, month.previous())
    if before is None:
        return 0
    waiting = dict(before.areas)
    if before.whole and not before.areas:
        waiting[WHOLE_UNIT_ID] = before.whole
    present = {row.area_id: row for row in month_figures(work.conn, unit, month).rows}
    cells: dict[tuple[str, str], int | None] = {}
    for area_id, values in waiting.items():
        pending = values.known["pending"]
        row = present.get(area_id)
        if pending is None:
            continue
        # Nothing to carry over makes no row, and takes no mark "Không phát sinh" away.
        if pending == 0 and (row is None or row.nil):
            continue
        cells[area_id, "carried_over"] = pending
    set_figures(work, unit, month, cells)
    return sum(change.register == DOSSIERS.name for change in work.changes)


def close_month(
    work: Work, unit: str, month: Month, today: date, reason: str | None = None
) -> None:
    """Close (chốt) a month; `reason` is written for every warning that has none yet.

    A reason that is given has to say something, also where no warning asks for one.

    Raises:
        Refused: `month_already_closed`, `month_empty`, `warning_without_reason` once per warning,
            or `reason_too_short`.
    """
    if is_closed(work.conn, unit, month):
        raise Refused(Problem("month_already_closed", Place(unit=unit, month=str(month))))
    if not month_figures(work.conn, unit, month).rows:
        raise Refused(Problem("month_empty", Place(unit=unit, month=str(month))))
    waiting = open_warnings(findings(work.conn, unit, [month], today, closing=True))
    if waiting and not (reason or "").strip():
        raise Refused(_without_reason(finding) for finding in waiting)
    if reason and reason.strip():
        _require_sense(unit, month, reason)
    for finding in waiting:
        give_reason(work, finding, reason or "")
    _set_state(work, unit, month, "close", reason)


def reopen_month(work: Work, unit: str, month: Month, reason: str) -> None:
    """Open a closed month again.

    Raises Refused `month_not_closed`, `reason_missing`, `reason_too_short`.
    """
    if not is_closed(work.conn, unit, month):
        raise Refused(Problem("month_not_closed", Place(unit=unit, month=str(month))))
    if not reason.strip():
        raise Refused(Problem("reason_missing", Place(unit=unit, month=str(month))))
    _require_sense(unit, month, reason)
    _set_state(work, unit, month, "reopen", reason.strip())


def _require_sense(unit: str, month: Month, reason: str) -> None:
    if is_too_short(reason):
        place = Place(unit=unit, month=str(month))
        raise Refused(Problem("reason_too_short", place, {"least": SHORTEST_REASON}))


def _without_reason(finding: Finding) -> Problem:
    return Problem("warning_without_reason", place_of(finding), {"finding": finding})


def _has_needed(values: Values) -> bool:
    return all(values.known[name] is not None for name in _NEEDED)


def _set_state(work: Work, unit: str, month: Month, action: str, reason: str | None) -> None:
    row = {
        "unit": unit,
        "year": month.year,
        "month": month.month,
        "action": action,
        "at": work.at,
        "who": work.who,
    }
    work.conn.execute(sa.insert(CLOSING), {**row, "reason": reason})
    states = ("open", "closed") if action == "close" else ("closed", "open")
    before, after = {"state": states[0]}, {"state": states[1], "reason": reason}
    work.changes.append(Change("closing", str(month), unit, "edit", before, after))


def _item(
    work: Work, unit: str, month: Month, area_id: str, values: Mapping[str, Value]
) -> tuple[str | None, Mapping[str, Value]]:
    key: dict[str, Value] = {"year": month.year, "month": month.month, "field": area_id}
    return row_id(work.conn, unit, month, area_id), {**key, **values}
