"""Reasons by ids in place of names, and what earlier changes of the own unit's code left behind."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE_UNIT, WHOLE_UNIT_ID = "Chung toàn đơn vị", "whole-unit"
KEY = ("unit", "code", "month", "field", "record", "measure", "difference")


def upgrade() -> None:
    conn = op.get_bind()
    reasons = _reasons_by_ids(conn)
    op.drop_table("reason")
    table = op.create_table(
        "reason",
        *(sa.Column(name, sa.Text, primary_key=True) for name in KEY),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
    )
    op.bulk_insert(table, reasons)
    _move_what_stayed_behind(conn)


def _reasons_by_ids(conn: sa.Connection) -> list[dict[str, str]]:
    """Return the kept reasons under their new keys, the latest where two have become one."""
    ids = _ids_by_name(conn)
    kept: dict[tuple[str, ...], dict[str, str]] = {}
    found = conn.execute(sa.text("SELECT unit, finding, text, at, who FROM reason ORDER BY at"))
    for unit, finding, text, at, who in found:
        # Only the name of a field of work may hold the separator itself.
        code, month, rest = finding.split("|", 2)
        name, measure, difference = rest.rsplit("|", 2)
        # A name that no field ever had stays as it is: it meets no finding.
        key = (unit, code, month, ids.get(name, name), "", measure, difference)
        words = {"text": text, "at": at, "who": who}
        kept[key] = {**dict(zip(KEY, key, strict=True)), **words}
    return list(kept.values())


def _ids_by_name(conn: sa.Connection) -> dict[str, str]:
    """Return the id of every field of work by its names; the present name counts before an earlier
    one, that of a field in use before that of a deleted one.
    """
    ids: dict[str, str] = {}
    for record, before in _edits(conn, "fields"):
        if before.get("name"):
            ids[before["name"]] = record
    query = "SELECT name, id FROM fields ORDER BY deleted_at IS NULL"
    ids.update((row.name, row.id) for row in conn.execute(sa.text(query)))
    ids[WHOLE_UNIT] = WHOLE_UNIT_ID
    return ids


def _edits(conn: sa.Connection, register: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield record and earlier values of every edit in a register."""
    query = sa.text(
        "SELECT record, before FROM change"
        " WHERE register = :register AND action = 'edit' ORDER BY number"
    )
    for record, before in conn.execute(query, {"register": register}):
        yield record, json.loads(before or "{}")


def _move_what_stayed_behind(conn: sa.Connection) -> None:
    """Give the files, papers and slips of the own unit its present code: until now they kept the
    one of their day, so that the numbering of what is sent began anew.
    """
    query = sa.text(
        "SELECT change.before, change.after, entry.at FROM change"
        " JOIN entry ON entry.id = change.entry"
        " WHERE register = 'profile' AND action = 'edit' ORDER BY change.number"
    )
    for before, after, at in conn.execute(query).all():
        old, new = json.loads(before or "{}").get("code"), json.loads(after or "{}").get("code")
        if not old or not new:
            continue
        codes = {"old": old, "new": new, "at": at}
        for table in ("outbox", "sign_off", "slip"):
            # Another unit may have been given the code afterwards.
            move = f"UPDATE {table} SET unit = :new WHERE unit = :old AND at <= :at"
            conn.execute(sa.text(move), codes)
        key = "UPDATE unit_key SET unit = :new WHERE unit = :old AND private IS NOT NULL"
        conn.execute(sa.text(key), codes)
