"""Short ways to write down a unit's months for the tests of the rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from models.figures import WHOLE_UNIT_ID, Row
from models.findings import Finding
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month
from models.rules.context import UnitHistory

MAY, JUNE = Month(2024, 5), Month(2024, 6)

# A month in which everything is entered and everything agrees.
SOUND: dict[str, int | None] = {
    **dict.fromkeys(MEASURES, 0),
    "to_handle": 110,
    "carried_over": 10,
    "received": 100,
    "received_online": 70,
    "received_online_full": 60,
    "received_online_partial": 10,
    "received_offline": 30,
    "received_in_person": 28,
    "received_postal": 2,
    "resolved": 95,
    "resolved_in_time": 95,
    "resolved_early": 90,
    "resolved_on_time": 5,
    "closed_unresolved": 3,
    "withdrawn": 2,
    "returned": 1,
    "pending": 12,
    "pending_in_time": 12,
    "fee_bearing": 80,
    "paid_online": 40,
}


def row(field: str, entered: Mapping[str, int | None] = SOUND, /, **changed: int | None) -> Row:
    """Return a field's row: the given figures with some changed."""
    return Row(field, field, False, {**entered, **changed})


def whole(**entered: int | None) -> Row:
    """Return the row of the whole unit."""
    return Row(WHOLE_UNIT_ID, WHOLE_UNIT, False, dict(entered))


def unit(months: Mapping[Month, Iterable[Row]], **more: Any) -> UnitHistory:
    """Return a ward with these rows."""
    return UnitHistory("LB", {month: tuple(rows) for month, rows in months.items()}, **more)


def june(*rows: Row, **more: Any) -> UnitHistory:
    """Return a ward whose only month is June 2024."""
    return unit({JUNE: rows}, **more)


def said(
    findings: Iterable[Finding], *codes: str
) -> list[tuple[str, str, str | None, str | None, object]]:
    """Return code, severity, field, measure and difference of the findings with one of the codes
    (of all without).
    """
    return [
        (finding.code, finding.severity, finding.area, finding.measure, finding.difference)
        for finding in findings
        if not codes or finding.code in codes
    ]
