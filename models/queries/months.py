"""Read the months of a unit: figures, windows and state.

The questions are written out, as in `models.queries.records`: they are asked at the start of the
window, at every opened month and every saved cell, and by the hundred thousand rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from models.figures import MonthFigures, Row
from models.measures import MEASURES
from models.numbers import FieldNumbers
from models.periods import Month, Window
from models.queries.records import area_names

_NAMES = tuple(MEASURES)
_FIGURES = (
    f"SELECT year, month, field, nil, {', '.join(_NAMES)} FROM dossiers "
    "WHERE unit = ? AND deleted_at IS NULL"
)
_WINDOWS = (
    "SELECT unit, year, month, from_date, to_date FROM monthly "
    "WHERE deleted_at IS NULL AND from_date IS NOT NULL AND to_date IS NOT NULL"
)
_STATES = "SELECT year, month, action, at FROM closing WHERE unit = ? ORDER BY number"
_ROW_ID = (
    "SELECT id FROM dossiers "
    "WHERE unit = ? AND year = ? AND month = ? AND field = ? AND deleted_at IS NULL"
)


def year_figures(
    conn: sa.Connection,
    unit: str,
    months: Iterable[Month] | None = None,
    fields: Mapping[str, str] | None = None,
) -> dict[Month, MonthFigures]:
    """Return the figures of a unit by month, for the given months or all.

    Months without rows are left out. `fields` is the list of fields of work where the caller has
    read it: one who reads many units needs it once.
    """
    if months is None:
        found_rows = conn.exec_driver_sql(_FIGURES, (unit,)).all()
    else:
        found_rows = _figures_of(conn, unit, months)
        if not found_rows:
            return {}
    names = area_names(conn) if fields is None else fields
    rank = {key: position for position, key in enumerate(names)}
    found: dict[Month, list[Row]] = {}
    for year, month, field, nil, *values in found_rows:
        row = Row(field, names.get(field, field), bool(nil), dict(zip(_NAMES, values, strict=True)))
        found.setdefault(Month(year, month), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: rank.get(row.area_id, len(rank)))
    return {month: MonthFigures(unit, month, tuple(found[month])) for month in sorted(found)}


def entered_by_month(
    conn: sa.Connection, unit: str, months: Iterable[Month], fields: Mapping[str, str]
) -> dict[Month, dict[str, FieldNumbers]]:
    """Return the figures of a unit as they were entered, by month and by field key.

    Months without rows are left out. `fields` is the list of fields of work.
    """
    found: dict[tuple[int, int], dict[str, FieldNumbers]] = {}
    for row in _figures_of(conn, unit, months):
        year, month, field, nil = row[:4]
        entered = FieldNumbers(fields.get(field, field), bool(nil), row[4:])
        found.setdefault((year, month), {})[field] = entered
    return {Month(*key): found[key] for key in sorted(found)}


def _figures_of(
    conn: sa.Connection, unit: str, months: Iterable[Month]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the rows of some months of a unit as they are kept."""
    wanted = [month.year * 12 + month.month for month in sorted(months)]
    marks = ", ".join("?" for _ in wanted)
    query = f"{_FIGURES} AND year * 12 + month IN ({marks})"
    return conn.exec_driver_sql(query, (unit, *wanted)).all() if wanted else ()


def month_figures(conn: sa.Connection, unit: str, month: Month) -> MonthFigures:
    """Return the rows of one month; none where nothing was entered."""
    return year_figures(conn, unit, [month]).get(month, MonthFigures(unit, month, ()))


def months_with_figures(conn: sa.Connection, unit: str) -> list[Month]:
    """Return the months of a unit that have rows, in order."""
    query = (
        "SELECT DISTINCT year, month FROM dossiers "
        "WHERE unit = ? AND deleted_at IS NULL ORDER BY year, month"
    )
    return [Month(year, month) for year, month in conn.exec_driver_sql(query, (unit,))]


def months_by_unit(conn: sa.Connection) -> dict[str, set[Month]]:
    """Return the months that have rows of every unit that has any, read in one pass."""
    query = "SELECT DISTINCT unit, year, month FROM dossiers WHERE deleted_at IS NULL"
    found: dict[str, set[Month]] = {}
    for unit, year, month in conn.exec_driver_sql(query):
        found.setdefault(unit, set()).add(Month(year, month))
    return found


def units_with_figures(conn: sa.Connection) -> list[str]:
    """Return the codes of the units that have figures of any month."""
    query = "SELECT DISTINCT unit FROM dossiers WHERE deleted_at IS NULL ORDER BY unit"
    return list(conn.exec_driver_sql(query).scalars())


def own_windows(conn: sa.Connection, unit: str) -> dict[Month, Window]:
    """Return the windows that were set for single months (Chỉ tiêu tháng)."""
    found = conn.exec_driver_sql(f"{_WINDOWS} AND unit = ?", (unit,))
    return {Month(year, month): _window(*days) for _, year, month, *days in found}


def windows_by_unit(conn: sa.Connection) -> dict[str, dict[Month, Window]]:
    """Return the windows that were set for single months, of every unit, read in one pass."""
    found: dict[str, dict[Month, Window]] = {}
    for unit, year, month, *days in conn.exec_driver_sql(_WINDOWS):
        found.setdefault(unit, {})[Month(year, month)] = _window(*days)
    return found


def _window(start: str, end: str) -> Window:
    return Window(date.fromisoformat(start), date.fromisoformat(end))


def closed_months(conn: sa.Connection, unit: str) -> set[Month]:
    """Return the months of a unit that are closed (chốt)."""
    return set(closing_days(conn, unit))


def closed_by_unit(conn: sa.Connection) -> dict[str, set[Month]]:
    """Return what `closed_months` does of every unit, read in one pass."""
    query = "SELECT unit, year, month, action FROM closing ORDER BY number"
    found: dict[str, set[Month]] = {}
    for unit, year, month, action in conn.exec_driver_sql(query):
        months = found.setdefault(unit, set())
        if action == "close":
            months.add(Month(year, month))
        else:
            months.discard(Month(year, month))
    return found


def closing_days(conn: sa.Connection, unit: str) -> Mapping[Month, str]:
    """Return when each closed month was last closed, as ISO text."""
    days: dict[Month, str] = {}
    # In the order of closing: a month that was closed again has its last day.
    for year, month, action, at in conn.exec_driver_sql(_STATES, (unit,)):
        if action == "close":
            days[Month(year, month)] = at
        else:
            days.pop(Month(year, month), None)
    return days


def row_id(conn: sa.Connection, unit: str, month: Month, area_id: str) -> str | None:
    """Return the id of a field's row of a month, None without one."""
    key = (unit, month.year, month.month, area_id)
    found: str | None = conn.exec_driver_sql(_ROW_ID, key).scalar()
    return found
