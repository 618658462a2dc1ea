"""Whether an open store is whole: what its history tells, and what other offices' files say."""

import sqlalchemy as sa

from desktop.soundness import damaged, require_as_told
from models.errors import Problem, Refused
from models.queries.inbox import accepted


def require_whole(conn: sa.Connection) -> None:
    """Raise Refused with what differs from the history, else from the kept files of other offices.

    With 165 files that takes a second more than the history alone. Raises Unusable as
    `require_as_told` does.
    """
    require_as_told(conn)
    found = received_faults(conn)
    if found:
        raise Refused(found)


def received_units(conn: sa.Connection) -> list[str]:
    """Return the codes of the units whose files are kept."""
    return sorted({each.unit for each in accepted(conn)})


def received_faults(conn: sa.Connection, unit: str | None = None) -> list[Problem]:
    """Return where the figures of all received units, or one, are not those of their files.

    Raises Unusable store_damaged.
    """
    # Reading the files takes half of the program with it: not for who received none.
    try:
        if not accepted(conn):
            return []
        from desktop.handoff.received_figures import received_problems

        return received_problems(conn, unit)
    except ValueError as error:
        # The time of a file is none.
        raise damaged(conn) from error
