"""Whether the clock of this computer can be right, asked before it dates anything.

What is known without it: the day this version was published, and the last entry of the history.
"""

import time
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from desktop import PUBLISHED
from models.errors import Problem, Unusable
from models.tables import ENTRY

# Before that the program did not exist; a computer whose battery is empty starts years earlier.
FIRST_YEAR = 2020
# Travelling, and a clock that was a little fast before, are no reason to ask.
TOLERANCE = timedelta(days=1)
# An office enters figures each month: after that long without an entry a wrong year is likelier.
# It is not asked of a version younger than that, so that the samples of past years are quiet.
LONG = timedelta(days=400)

# The parts of a Word file cannot be dated earlier.
_FIRST_ZIP_YEAR = 1980


def require_datable() -> None:
    """Raise Unusable clock_unset where this computer's time cannot stand in a Word file."""
    year, month, day = time.localtime()[:3]
    if year < _FIRST_ZIP_YEAR:
        raise Unusable(Problem("clock_unset", values={"today": date(year, month, day)}))


def clock_doubt(conn: sa.Connection, at: datetime) -> Problem | None:
    """Return what speaks against the time of this computer, None where nothing does."""
    if at.year < FIRST_YEAR:
        return Problem("clock_unset", values={"today": at.date()})
    last = conn.execute(sa.select(ENTRY.c.at).order_by(ENTRY.c.number.desc()).limit(1)).scalar()
    if last is None:
        return None
    written = datetime.fromisoformat(last)
    days = {"today": at.date(), "last": written.date()}
    if at < written - TOLERANCE:
        return Problem("clock_behind", values=days)
    if at > written + LONG and at.date() > PUBLISHED + LONG:
        return Problem("clock_ahead", values=days)
    return None
