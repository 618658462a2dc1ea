"""Rule about what is not there: blank measures."""

from collections.abc import Iterator

from models.figures import MonthValues, Row, Values
from models.findings import Finding
from models.measures import OF_WHICH, PARENT, ROOTS
from models.periods import Month
from models.rules.context import WHOLE_UNIT_ROW, UnitHistory


def check_blanks(unit: UnitHistory, month: Month) -> list[Finding]:
    """Name each gap once: a measure neither entered nor derivable, with the areas that lack it.

    A known total above it covers it, and the whole unit is above its areas. So every gap in the
    tree begins at a main total: what is below it is not named again. A month without any row lacks
    all of them.
    """
    values = unit.values(month)
    if values is None:
        if month in unit.for_blocks or _stands_in_block(unit, month):
            return []
        return [unit.spot(month).warning("blank", name, None, variant="month") for name in ROOTS]
    findings = []
    for name in (*ROOTS, *(measure.name for measure in OF_WHICH)):
        rows = list(_uncovered_rows(values, name))
        if not rows:
            continue
        areas = [row.area for row in rows]
        spot = unit.spot(month, rows[0] if len(rows) == 1 else None)
        if name in ROOTS:
            findings.append(spot.warning("blank", name, None, variant="fields", fields=areas))
        else:
            findings.append(spot.note("blank", name, None, variant="of_which", fields=areas))
    return findings


def _stands_in_block(unit: UnitHistory, month: Month) -> bool:
    """Return whether a block stands for a month: nothing is missing then."""
    time = unit.time
    return any(month in time.months(block.period) for block in unit.blocks)


def _uncovered_rows(values: MonthValues, name: str) -> Iterator[Row]:
    if _covered(values.total, name):
        return
    if not values.areas:
        yield WHOLE_UNIT_ROW
    for key, row in values.rows.items():
        if not _covered(values.areas[key], name):
            yield row


def _covered(values: Values, name: str) -> bool:
    """Return whether a measure or a total above it is known."""
    above: str | None = name
    while above is not None:
        if values.known[above] is not None:
            return True
        above = PARENT.get(above)
    return False


RULES = (check_blanks,)
