"""The bytes of somebody erased: they stay in the file until it was written anew."""

import sqlalchemy as sa

from desktop.context import Context
from models.errors import Problem, Unusable
from models.queries.settings import stored
from models.tables import SETTING
from models.work import Work

# Set from the erasing until the file was written anew.
_NOT_COMPACT = "compact_due"


def note_unfinished(work: Work) -> None:
    """Note that the bytes of somebody erased are still in the file."""
    if not is_unfinished(work.conn):
        work.conn.execute(sa.insert(SETTING), {"name": _NOT_COMPACT, "value": work.at})


def is_unfinished(conn: sa.Connection) -> bool:
    """Return whether the bytes of somebody erased are still in the file."""
    return _NOT_COMPACT in stored(conn)


def finish(context: Context) -> Problem | None:
    """Write the file anew without what was erased; return what to say where the disk refuses.

    Asked again at each start, until it is done.
    """
    if not context.ask(is_unfinished):
        return None
    try:
        if context.store.compact():
            context.do(_forget_compacting)
            return None
    except Unusable:
        pass
    return Problem("erased_not_compact")


def _forget_compacting(work: Work) -> None:
    work.conn.execute(sa.delete(SETTING).where(SETTING.c.name == _NOT_COMPACT))
