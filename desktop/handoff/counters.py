"""How the files of an office are counted, across the two offices that count them.

An office that restored an old copy of its store counts again from where the copy was. The office
above knows better: its receipts and return slips carry the numbers that it holds.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa

from models.queries.inbox import accepted, in_force
from models.queries.settings import RESTORED, stored
from models.tables import OUTBOX, SETTING, SLIP
from models.work import Work

# A province that answers 168 communes writes some 5,000 files a year, a commune a hundred. A number
# that is further from the last one known is asked about: once it counts, no lower one does.
LEAP = 10_000


class Counters(NamedTuple):
    """The highest numbers of a unit's files: over all of them, and by period."""

    sequence: int
    revisions: Mapping[str, int]


def counters_held(conn: sa.Connection, unit: str) -> Counters:
    """Return the numbers of the files that were received from a unit and not taken back."""
    files = accepted(conn, unit)
    sequence = max((file.sequence for file in files), default=0)
    revisions = {file.period: file.revision for file in in_force(files).values()}
    return Counters(sequence, revisions)


def leaps(known: int, sequence: int) -> bool:
    """Say whether a number lies further ahead of the last one known than files can account for."""
    return sequence - known > LEAP


def last_sequence(conn: sa.Connection) -> int:
    """Return the highest number that this office gave a file, as far as it or others know."""
    own = stored(conn).get("unit", "")
    told = sa.func.json_extract(SLIP.c.body, "$.last_sequence")
    written = conn.execute(sa.select(sa.func.max(OUTBOX.c.sequence))).scalar()
    return max(int(written or 0), _told(conn, own, told))


def last_revision(conn: sa.Connection, unit: str, period: str) -> int | None:
    """Return the latest revision of a unit's submissions for a period, None before the first.

    As far as this office or the one above knows.
    """
    query = sa.select(sa.func.max(OUTBOX.c.revision)).where(
        OUTBOX.c.kind == "submission", OUTBOX.c.unit == unit, OUTBOX.c.period == period
    )
    told = sa.func.json_extract(SLIP.c.body, f'$.last_revisions."{period}"')
    return max(conn.execute(query).scalar() or 0, _told(conn, unit, told)) or None


def _told(conn: sa.Connection, unit: str, number: sa.ColumnElement[int]) -> int:
    """Return the highest of a number in the receipts and return slips that a unit was sent."""
    # Those that it wrote itself are kept under the units that they concern.
    answers = sa.and_(SLIP.c.unit == unit, SLIP.c.kind.in_(("receipt", "return")))
    return int(conn.execute(sa.select(sa.func.max(number)).where(answers)).scalar() or 0)


def was_restored(conn: sa.Connection) -> bool:
    """Say whether the store was put back from a copy, and nothing was sent or answered since."""
    return RESTORED in stored(conn)


def forget_restoring(work: Work) -> None:
    """Note that the numbers are in order again, or that the officer was told they may not be."""
    work.conn.execute(sa.delete(SETTING).where(SETTING.c.name == RESTORED))
