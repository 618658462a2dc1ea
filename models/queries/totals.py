"""Totals of a year over every unit at once, summed by the database: a province has thousands of communes."""

import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES, Measure

_ROWS = f"year = ? AND deleted_at IS NULL AND field <> '{WHOLE_UNIT_ID}'"


def year_totals(conn: sa.Connection, year: int) -> dict[str, int | None]:
    """Return the sum of each measure over all units, months and fields of a year.

    Flows add, opening stocks count in a unit's first month, closing ones in its last; a total counts as the sum of
    its parts where all are known, else as entered. One blank makes a sum None, and so does every figure known for a
    whole unit only: then `models.figures` has to work it out unit by unit.
    """
    if conn.exec_driver_sql(
        f"SELECT 1 FROM dossiers WHERE year = ? AND deleted_at IS NULL AND field = '{WHOLE_UNIT_ID}' LIMIT 1", (year,)
    ).first():
        return dict.fromkeys(MEASURES)
    row = conn.exec_driver_sql(statement(), (year, year)).one()
    found: dict[str, int | None] = {}
    for place, name in enumerate(MEASURES):
        total, blanks = row[2 * place], row[2 * place + 1]
        found[name] = None if blanks or total is None else total
    opening, received = found["carried_over"], found["received"]
    found["to_handle"] = None if opening is None or received is None else opening + received
    return found


def statement() -> str:
    """Return the one statement behind the totals: sum and number of blanks of each measure, for a year given twice."""
    columns = ", ".join(part for measure in MEASURES.values() for part in _columns(measure))
    return (
        f"WITH span AS (SELECT unit, min(month) AS first, max(month) AS last FROM dossiers WHERE {_ROWS} GROUP BY unit)"
        f" SELECT {columns} FROM dossiers JOIN span USING (unit) WHERE {_ROWS}"
    )


def _columns(measure: Measure) -> tuple[str, str]:
    value = f"CASE WHEN nil THEN 0 ELSE {_value(measure)} END"
    when = {"flow": "1", "opening": "month = first", "closing": "month = last"}[measure.flow]
    return f"sum(CASE WHEN {when} THEN {value} END)", f"total({when} AND {value} IS NULL)"


def _value(measure: Measure) -> str:
    if not measure.parts:
        return measure.name
    parts = " + ".join(_value(MEASURES[name]) for name in measure.parts)
    return f"coalesce({parts}, {measure.name})"
