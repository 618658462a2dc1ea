"""Totals of a year over every unit at once, summed by the database: a province has thousands of communes."""

import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES, Measure

_ROWS = "year = ?1 AND month <= ?2 AND deleted_at IS NULL"


def year_totals(conn: sa.Connection, year: int, last: int = 12) -> dict[str, int | None]:
    """Return the sum of each measure over all units and fields, from January to the month `last` of a year.

    Flows add, opening stocks count in January, closing ones in the last month; a total counts as the sum of its parts
    where all are known, else as entered. One blank makes a sum None. So does a month that a unit lacks, or a figure
    known for a whole unit only: then `models.figures` has to work it out unit by unit.
    """
    row = conn.exec_driver_sql(statement(), (year, last)).one()
    months, units, whole, *sums = row
    if whole or months != units * last:
        return dict.fromkeys(MEASURES)
    found: dict[str, int | None] = {}
    for place, name in enumerate(MEASURES):
        total, blanks = sums[2 * place], sums[2 * place + 1]
        found[name] = None if blanks or total is None else total
    opening, received = found["carried_over"], found["received"]
    found["to_handle"] = None if opening is None or received is None else opening + received
    return found


def statement() -> str:
    """Return the one statement behind the totals, for a year and its last month.

    It counts months and units and finds rows of a whole unit, then gives sum and number of blanks of each measure.
    """
    columns = ", ".join(part for measure in MEASURES.values() for part in _columns(measure))
    return (
        "WITH covered AS (SELECT count(*) AS months, count(DISTINCT unit) AS units"
        f" FROM (SELECT DISTINCT unit, month FROM dossiers WHERE {_ROWS}))"
        f" SELECT covered.months, covered.units, total(field = '{WHOLE_UNIT_ID}'), {columns}"
        f" FROM covered, dossiers WHERE {_ROWS}"
    )


def _columns(measure: Measure) -> tuple[str, str]:
    value = f"CASE WHEN nil THEN 0 ELSE {_value(measure)} END"
    when = {"flow": "1", "opening": "month = 1", "closing": "month = ?2"}[measure.flow]
    return f"sum(CASE WHEN {when} THEN {value} END)", f"total({when} AND {value} IS NULL)"


def _value(measure: Measure) -> str:
    if not measure.parts:
        return measure.name
    parts = " + ".join(_value(MEASURES[name]) for name in measure.parts)
    return f"coalesce({parts}, {measure.name})"
