"""Read the reports that were signed off."""

from datetime import date

import sqlalchemy as sa

from models.tables import SIGN_OFF


def signed_number(
    conn: sa.Connection, unit: str, period: str, kind: str
) -> tuple[str, date] | None:
    """Return number and date of the last signed report of a period, None before the first."""
    query = sa.select(SIGN_OFF.c.number, SIGN_OFF.c.signed_on).where(
        SIGN_OFF.c.unit == unit,
        SIGN_OFF.c.period == period,
        SIGN_OFF.c.kind == kind,
        SIGN_OFF.c.number.is_not(None),
    )
    # In the order of writing: the clock of an office computer may be wrong.
    row = conn.execute(query.order_by(sa.literal_column("sign_off.rowid").desc()).limit(1)).first()
    return (row.number, row.signed_on) if row else None
