"""What follows when the own unit is given another code."""

import sqlalchemy as sa

from desktop.settings import set_setting
from models.catalogue import PROFILE, UNITS
from models.errors import Place, Problem, Refused
from models.kinds import codes_in
from models.tables import TABLES, unit_code_columns
from models.work import Work


def follow_unit_code(work: Work, old: str, new: str) -> None:
    """Let every row and reference that is kept under the old code of the own unit take the new one.

    Raises:
        Refused: `unit_code_taken`, for the two units could never be told apart again.
    """
    if _is_taken(work.conn, new):
        place = Place(sheet=PROFILE.sheet, columns=(PROFILE.field("code"),))
        raise Refused(Problem("unit_code_taken", place, {"text": new}))
    for column in unit_code_columns():
        change = sa.update(column.table).where(column == old).values({column.name: new})
        work.conn.execute(change)
    _follow_successors(work, old, new)
    set_setting(work, "unit", new)


def _follow_successors(work: Work, old: str, new: str) -> None:
    """Let a unit that was split, and names the old code among others, name the new one."""
    table = TABLES[UNITS.name]
    split = sa.select(table.c.id, table.c.successor).where(table.c.successor.contains("\n"))
    for key, named in work.conn.execute(split).all():
        codes = [new if code == old else code for code in codes_in(named)]
        row = sa.update(table).where(table.c.id == key)
        work.conn.execute(row.values(successor="\n".join(codes)))


def _is_taken(conn: sa.Connection, code: str) -> bool:
    """Return whether another unit is listed under a code or has rows under it."""
    units = TABLES[UNITS.name]
    places = [sa.and_(units.c.code == code, units.c.deleted_at.is_(None))]
    # A unit that is only named as a successor may well be the own one under its new code.
    places += [column == code for column in unit_code_columns() if column.name == "unit"]
    return any(conn.execute(sa.select(sa.exists().where(place))).scalar() for place in places)
