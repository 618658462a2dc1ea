"""Read the reports that were signed off."""

from datetime import date

import sqlalchemy as sa


def signed_number(
    conn: sa.Connection, unit: str, period: str, kind: str
) -> tuple[str, date] | None:
    """Return number and date of the last signed report of a period, None before the first."""
    # In the order of writing: the clock of an office computer may be wrong.
    query = (
        "SELECT number, signed_on FROM sign_off "
        "WHERE unit = ? AND period = ? AND kind = ? AND number IS NOT NULL "
        "ORDER BY rowid DESC LIMIT 1"
    )
    row = conn.exec_driver_sql(query, (unit, period, kind)).first()
    return (row.number, row.signed_on and date.fromisoformat(row.signed_on)) if row else None
