"""Read the months of a unit: figures, windows and state."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from models.catalogue import DOSSIERS
from models.figures import MonthFigures, Row
from models.measures import MEASURES
from models.numbers import FieldNumbers
from models.periods import Month, Window
from models.queries.records import area_names
from models.tables import CLOSING, TABLES

_DOSSIERS, _MONTHLY = TABLES[DOSSIERS.name], TABLES["monthly"]
_NAMES = tuple(MEASURES)
_MEASURES = tuple(_DOSSIERS.c[name] for name in _NAMES)
_PLACE = (_DOSSIERS.c.year, _DOSSIERS.c.month, _DOSSIERS.c.field)

# Asked at every opened month or saved cell, so they are built once.
_OF_UNIT = sa.and_(_DOSSIERS.c.unit == sa.bindparam("of_unit"), _DOSSIERS.c.deleted_at.is_(None))
_OF_MONTHS = (_DOSSIERS.c.year * 12 + _DOSSIERS.c.month).in_(
    sa.bindparam("of_months", expanding=True)
)
_FIGURES = sa.select(*_PLACE, _DOSSIERS.c.nil, *_MEASURES).where(_OF_UNIT)
_FIGURES_OF_MONTHS = _FIGURES.where(_OF_MONTHS)
# Read by the hundred thousand: "nil" comes as it is kept, so that no value has to be turned.
_NIL_AS_KEPT = sa.type_coerce(_DOSSIERS.c.nil, sa.Integer)
_NUMBERS = sa.select(*_PLACE, _NIL_AS_KEPT, *_MEASURES)
_NUMBERS_OF_MONTHS = _NUMBERS.where(_OF_UNIT, _OF_MONTHS)
_WINDOWS = sa.select(
    _MONTHLY.c.unit, _MONTHLY.c.year, _MONTHLY.c.month, _MONTHLY.c.from_date, _MONTHLY.c.to_date
).where(
    _MONTHLY.c.deleted_at.is_(None),
    _MONTHLY.c.from_date.is_not(None),
    _MONTHLY.c.to_date.is_not(None),
)
_STATES = (
    sa.select(CLOSING.c.year, CLOSING.c.month, CLOSING.c.action, CLOSING.c.at)
    .where(CLOSING.c.unit == sa.bindparam("of_unit"))
    .order_by(CLOSING.c.number)
)
_ROW_ID = sa.select(_DOSSIERS.c.id).where(
    _DOSSIERS.c.unit == sa.bindparam("of_unit"),
    _DOSSIERS.c.year == sa.bindparam("of_year"),
    _DOSSIERS.c.month == sa.bindparam("of_month"),
    _DOSSIERS.c.field == sa.bindparam("of_field"),
    _DOSSIERS.c.deleted_at.is_(None),
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
        found_rows = conn.execute(_FIGURES, {"of_unit": unit})
    else:
        wanted = [month.year * 12 + month.month for month in sorted(months)]
        if not wanted:
            return {}
        found_rows = conn.execute(_FIGURES_OF_MONTHS, {"of_unit": unit, "of_months": wanted})
    names = area_names(conn) if fields is None else fields
    rank = {key: position for position, key in enumerate(names)}
    found: dict[Month, list[Row]] = {}
    for year, month, field, nil, *values in found_rows.all():
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
    wanted = [month.year * 12 + month.month for month in sorted(months)]
    if not wanted:
        return {}
    found: dict[tuple[int, int], dict[str, FieldNumbers]] = {}
    query = conn.execute(_NUMBERS_OF_MONTHS, {"of_unit": unit, "of_months": wanted})
    for row in query.all():
        year, month, field, nil = row[:4]
        entered = FieldNumbers(fields.get(field, field), bool(nil), row[4:])
        found.setdefault((year, month), {})[field] = entered
    return {Month(*key): found[key] for key in sorted(found)}


def month_figures(conn: sa.Connection, unit: str, month: Month) -> MonthFigures:
    """Return the rows of one month; none where nothing was entered."""
    return year_figures(conn, unit, [month]).get(month, MonthFigures(unit, month, ()))


def months_with_figures(conn: sa.Connection, unit: str) -> list[Month]:
    """Return the months of a unit that have rows, in order."""
    query = (
        sa.select(_DOSSIERS.c.year, _DOSSIERS.c.month)
        .where(_DOSSIERS.c.unit == unit, _DOSSIERS.c.deleted_at.is_(None))
        .distinct()
        .order_by(_DOSSIERS.c.year, _DOSSIERS.c.month)
    )
    return [Month(year, month) for year, month in conn.execute(query)]


def months_by_unit(conn: sa.Connection) -> dict[str, set[Month]]:
    """Return the months that have rows of every unit that has any, read in one pass."""
    query = sa.select(_DOSSIERS.c.unit, _DOSSIERS.c.year, _DOSSIERS.c.month).where(
        _DOSSIERS.c.deleted_at.is_(None)
    )
    found: dict[str, set[Month]] = {}
    for unit, year, month in conn.execute(query.distinct()):
        found.setdefault(unit, set()).add(Month(year, month))
    return found


def units_with_figures(conn: sa.Connection) -> list[str]:
    """Return the codes of the units that have figures of any month."""
    query = (
        sa.select(_DOSSIERS.c.unit)
        .where(_DOSSIERS.c.deleted_at.is_(None))
        .distinct()
        .order_by(_DOSSIERS.c.unit)
    )
    return list(conn.execute(query).scalars())


def own_windows(conn: sa.Connection, unit: str) -> dict[Month, Window]:
    """Return the windows that were set for single months (Chỉ tiêu tháng)."""
    found = conn.execute(_WINDOWS.where(_MONTHLY.c.unit == unit))
    return {Month(year, month): Window(start, end) for _, year, month, start, end in found}


def windows_by_unit(conn: sa.Connection) -> dict[str, dict[Month, Window]]:
    """Return the windows that were set for single months, of every unit, read in one pass."""
    found: dict[str, dict[Month, Window]] = {}
    for unit, year, month, start, end in conn.execute(_WINDOWS):
        found.setdefault(unit, {})[Month(year, month)] = Window(start, end)
    return found


def closed_months(conn: sa.Connection, unit: str) -> set[Month]:
    """Return the months of a unit that are closed (chốt)."""
    return set(closing_days(conn, unit))


def closed_by_unit(conn: sa.Connection) -> dict[str, set[Month]]:
    """Return what `closed_months` does of every unit, read in one pass."""
    columns = (CLOSING.c.unit, CLOSING.c.year, CLOSING.c.month, CLOSING.c.action)
    found: dict[str, set[Month]] = {}
    for unit, year, month, action in conn.execute(sa.select(*columns).order_by(CLOSING.c.number)):
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
    for year, month, action, at in conn.execute(_STATES, {"of_unit": unit}):
        if action == "close":
            days[Month(year, month)] = at
        else:
            days.pop(Month(year, month), None)
    return days


def row_id(conn: sa.Connection, unit: str, month: Month, area_id: str) -> str | None:
    """Return the id of a field's row of a month, None without one."""
    key = {"of_unit": unit, "of_year": month.year, "of_month": month.month, "of_field": area_id}
    found: str | None = conn.execute(_ROW_ID, key).scalar()
    return found
