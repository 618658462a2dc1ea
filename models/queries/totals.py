"""Totals of a year over many units at once, summed by the database.

A province has thousands of communes.
"""

import json
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES, OPTIONAL, Measure

_ROWS = (
    "year = ?1 AND month <= ?2 AND deleted_at IS NULL AND unit IN (SELECT value FROM json_each(?3))"
)
_OF_AREAS = f"field <> '{WHOLE_UNIT_ID}'"
_PARENTS = {part for measure in MEASURES.values() for part in measure.parts}
# Measures that stand alone: what is entered for the whole unit holds wherever the fields do not all
# say it.
_ALONE = tuple(
    measure for measure in MEASURES.values() if not measure.parts and measure.name not in _PARENTS
)


def year_totals(
    conn: sa.Connection, year: int, last: int, units: Collection[str]
) -> dict[str, int | None]:
    """Return the sum of each measure over some units, from January to the month `last`.

    Flows add, opening stocks count in January, closing ones in the last month; a total counts as
    the sum of its parts where all are known, else as entered. Units without any figures are left
    out. One blank makes a sum None, and a month without fields that a unit lacks makes all of them
    None: then `models.figures` has to work it out unit by unit, as it has for a total of which a
    part is known for a whole unit only, and for parts that only their total of 0 tells.
    """
    given = (year, last, json.dumps(list(units)))
    months, found_units, whole, *pairs = conn.exec_driver_sql(statement(), given).one()
    if not months or months != found_units * last:
        return dict.fromkeys(MEASURES)
    found = dict(zip(MEASURES, _sums(pairs), strict=True))
    if whole:
        pairs = list(conn.exec_driver_sql(_whole_statement(), given).one())
        for measure, total in zip(_ALONE, _sums(pairs), strict=True):
            found[measure.name] = total
    opening, received = found["carried_over"], found["received"]
    found["to_handle"] = None if opening is None or received is None else opening + received
    return found


def statement() -> str:
    """Return the statement behind the totals, for a year, its last month and a JSON list of units.

    It counts months and units and finds rows of a whole unit, then gives sum and number of blanks
    of each measure.
    """
    columns: list[str] = []
    for measure in MEASURES.values():
        value = f"CASE WHEN nil THEN 0 ELSE {_value(measure)} END"
        columns += _sum_and_blanks(measure, value)
    by_month = (
        f"SELECT unit, total({_OF_AREAS}) AS areas, total(NOT {_OF_AREAS}) AS whole"
        f"{_optional_columns('total({name} IS NOT NULL)')}"
        f" FROM dossiers WHERE {_ROWS} GROUP BY unit, month"
    )
    covered = (
        "SELECT total(areas > 0) AS months, count(DISTINCT unit) AS units,"
        f" total(whole) AS whole{_optional_columns('total(with_{name})')} FROM ({by_month})"
    )
    return (
        f"WITH covered AS ({covered})"
        f" SELECT covered.months, covered.units, covered.whole, {', '.join(columns)}"
        f" FROM covered, dossiers WHERE {_ROWS} AND {_OF_AREAS}"
    )


def _whole_statement() -> str:
    """Return the statement for the measures that stand alone: sum and number of blanks of each.

    A month counts as its fields say, or as the whole unit says where one of them is blank.
    """
    by_month: list[str] = []
    columns: list[str] = []
    for measure in _ALONE:
        value = f"CASE WHEN nil THEN 0 ELSE {measure.name} END"
        of_areas = f"sum(CASE WHEN {_OF_AREAS} THEN {value} END)"
        of_whole = f"max(CASE WHEN NOT {_OF_AREAS} THEN {value} END)"
        blanks = f"total({_OF_AREAS} AND {value} IS NULL)"
        month = f"CASE WHEN {blanks} THEN {of_whole} ELSE {of_areas} END"
        by_month.append(f"{month} AS {measure.name}")
        columns += _sum_and_blanks(measure, measure.name)
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT month, {', '.join(by_month)}"
        f" FROM dossiers WHERE {_ROWS} GROUP BY unit, month)"
    )


def _sums(pairs: Sequence[int | None]) -> list[int | None]:
    """Return the sums out of pairs of a sum and its number of blanks; one blank makes it None."""
    found = []
    for total, blanks in zip(pairs[::2], pairs[1::2], strict=True):
        found.append(None if blanks else total)
    return found


def _sum_and_blanks(measure: Measure, value: str) -> tuple[str, str]:
    when = {"flow": "1", "opening": "month = 1", "closing": "month = ?2"}[measure.flow]
    return f"sum(CASE WHEN {when} THEN {value} END)", f"total({when} AND {value} IS NULL)"


def _value(measure: Measure) -> str:
    if measure.name in OPTIONAL:
        # Where a unit has entered it in one month, its blanks of other months are worked out unit
        # by unit.
        return f"coalesce({measure.name}, CASE WHEN covered.with_{measure.name} = 0 THEN 0 END)"
    if not measure.parts:
        return measure.name
    parts = " + ".join(_value(MEASURES[name]) for name in measure.parts)
    return f"coalesce({parts}, {measure.name})"


def _optional_columns(count: str) -> str:
    """Return a column `with_…` for each optional part: in how many rows it was entered."""
    columns = [f", {count.format(name=name)} AS with_{name}" for name in OPTIONAL]
    return "".join(columns)
