"""Totals of a year over many units at once, summed by the database: a province has thousands of
communes.
"""

import json
from collections.abc import Collection

import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES, Measure

_ROWS = (
    "year = ?1 AND month <= ?2 AND deleted_at IS NULL AND unit IN (SELECT value FROM json_each(?3))"
)
_OF_FIELDS = f"field <> '{WHOLE_UNIT_ID}'"
_PARENTS = {part for measure in MEASURES.values() for part in measure.parts}
# Measures that stand alone: what is entered for the whole unit holds wherever the fields do not all
# say it.
_ALONE = tuple(
    measure for measure in MEASURES.values() if not measure.parts and measure.name not in _PARENTS
)


def year_totals(
    conn: sa.Connection, year: int, last: int, units: Collection[str]
) -> dict[str, int | None]:
    """Return the sum of each measure over the fields of some units, from January to the month
    `last` of a year.

    Flows add, opening stocks count in January, closing ones in the last month; a total counts as
    the sum of its parts where all are known, else as entered. Units without any figures are left
    out. One blank makes a sum None, and a
    month without fields that a unit lacks makes all of them None: then `models.figures` has to work
    it out unit by unit, as it has for a total of which a part is known for a whole unit only.
    """
    given = (year, last, json.dumps(list(units)))
    months, found_units, whole, *sums = conn.exec_driver_sql(statement(), given).one()
    if not months or months != found_units * last:
        return dict.fromkeys(MEASURES)
    found = {name: _sum(*sums[2 * place : 2 * place + 2]) for place, name in enumerate(MEASURES)}
    if whole:
        sums = list(conn.exec_driver_sql(_whole_statement(), given).one())
        found.update(
            {m.name: _sum(*sums[2 * place : 2 * place + 2]) for place, m in enumerate(_ALONE)}
        )
    opening, received = found["carried_over"], found["received"]
    found["to_handle"] = None if opening is None or received is None else opening + received
    return found


def statement() -> str:
    """Return the statement behind the totals, for a year, its last month and a JSON list of units.

    It counts months and units and finds rows of a whole unit, then gives sum and number of blanks
    of each measure.
    """
    columns = ", ".join(part for measure in MEASURES.values() for part in _columns(measure))
    return (
        "WITH covered AS (SELECT total(fields > 0) AS months, count(DISTINCT unit) AS units, total(whole) AS whole"
        f" FROM (SELECT unit, total({_OF_FIELDS}) AS fields, total(NOT {_OF_FIELDS}) AS whole"
        f" FROM dossiers WHERE {_ROWS} GROUP BY unit, month))"
        f" SELECT covered.months, covered.units, covered.whole, {columns}"
        f" FROM covered, dossiers WHERE {_ROWS} AND {_OF_FIELDS}"
    )


def _whole_statement() -> str:
    """Return sum and number of blanks of the measures that stand alone: of each month its fields,
    else the whole.
    """
    value = {m.name: f"CASE WHEN nil THEN 0 ELSE {m.name} END" for m in _ALONE}
    by_month = ", ".join(
        f"CASE WHEN total({_OF_FIELDS} AND {text} IS NULL) THEN max(CASE WHEN NOT {_OF_FIELDS} THEN {text} END)"
        f" ELSE sum(CASE WHEN {_OF_FIELDS} THEN {text} END) END AS {name}"
        for name, text in value.items()
    )
    columns = ", ".join(
        f"sum(CASE WHEN {_when(m)} THEN {m.name} END), total({_when(m)} AND {m.name} IS NULL)"
        for m in _ALONE
    )
    return f"SELECT {columns} FROM (SELECT month, {by_month} FROM dossiers WHERE {_ROWS} GROUP BY unit, month)"


def _sum(total: int | None, blanks: float) -> int | None:
    return None if blanks else total


def _columns(measure: Measure) -> tuple[str, str]:
    value = f"CASE WHEN nil THEN 0 ELSE {_value(measure)} END"
    when = _when(measure)
    return f"sum(CASE WHEN {when} THEN {value} END)", f"total({when} AND {value} IS NULL)"


def _when(measure: Measure) -> str:
    return {"flow": "1", "opening": "month = 1", "closing": "month = ?2"}[measure.flow]


def _value(measure: Measure) -> str:
    if not measure.parts:
        return measure.name
    parts = " + ".join(_value(MEASURES[name]) for name in measure.parts)
    return f"coalesce({parts}, {measure.name})"
