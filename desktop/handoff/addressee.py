"""Whom a submission is for."""

import json

import sqlalchemy as sa

from models.queries.records import profile
from models.tables import SLIP


def addressee(conn: sa.Connection, unit: str, period: str) -> tuple[str, str]:
    """Return code and name of the office that asked for this period.

    Else those of the superior body, whose code is unknown.
    """
    asking = sa.select(SLIP.c.body).where(SLIP.c.kind == "request", SLIP.c.period == period)
    for body in conn.execute(asking.order_by(SLIP.c.at.desc())).scalars():
        asked = json.loads(body)
        # An office that receives and reports keeps its own requests as well.
        if isinstance(asked, dict) and asked.get("from") and asked["from"] != unit:
            return str(asked["from"]), str(asked.get("from_name") or asked["from"])
    return "", profile(conn, unit).text("superior")
