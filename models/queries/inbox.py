"""Read what was received: accepted files, those in force, where the months come from."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from models.blocks import speaks_of
from models.periods import Month, Period, parse_period
from models.tables import BATCH, INBOX, MONTH_SOURCE, UNIT_KEY

# All but the content: a file may weigh many megabytes.
_COLUMNS = (
    INBOX.c.id,
    INBOX.c.batch,
    INBOX.c.unit,
    INBOX.c.period,
    INBOX.c.revision,
    INBOX.c.sequence,
    INBOX.c.draft,
    INBOX.c.data_hash,
    INBOX.c.file_name,
    INBOX.c.file_hash,
    INBOX.c.created_at,
    INBOX.c.received_at,
)


class Accepted(NamedTuple):
    """A submission that was accepted.

    Attributes:
        id: our id of it.
        batch: the act of receiving it came in with.
        unit: code of the unit in the list of this office.
        period, revision, sequence, draft, data_hash: as its manifest says.
        file_name, file_hash: of the file as it came.
        created_at, received_at: by the clock of the sender and by ours, with the offset.
    """

    id: str
    batch: str
    unit: str
    period: str
    revision: int
    sequence: int
    draft: bool
    data_hash: str
    file_name: str
    file_hash: str
    created_at: datetime
    received_at: datetime

    @property
    def rank(self) -> tuple[int, str]:
        """Return what decides between two files with the same month: the higher counts.

        No clock has a say: that of a sender may be wrong.
        """
        return self.sequence, self.data_hash


class Batch(NamedTuple):
    """One act of receiving: when, by whom, how many files came in, and when it was taken back."""

    id: str
    at: datetime
    who: str
    files: int
    undone_at: datetime | None


def accepted(
    conn: sa.Connection, unit: str | None = None, period: str | None = None
) -> list[Accepted]:
    """Return the files that were accepted and not taken back, in order of arrival."""
    query = sa.select(*_COLUMNS).where(INBOX.c.undone.is_(False))
    if unit is not None:
        query = query.where(INBOX.c.unit == unit)
    if period is not None:
        query = query.where(INBOX.c.period == period)
    return [_accepted(row) for row in conn.execute(query.order_by(sa.text("rowid"))).mappings()]


def accepted_file(conn: sa.Connection, inbox: str) -> Accepted | None:
    """Return one accepted file by our id, also one that was taken back, or None."""
    row = conn.execute(sa.select(*_COLUMNS).where(INBOX.c.id == inbox)).mappings().first()
    return _accepted(row) if row else None


def in_force(files: Iterable[Accepted]) -> dict[tuple[str, str], Accepted]:
    """Return the highest revision of each unit and period; a lower one counts no longer."""
    found: dict[tuple[str, str], Accepted] = {}
    for file in files:
        before = found.get((file.unit, file.period))
        if before is None or before.revision < file.revision:
            found[file.unit, file.period] = file
    return found


def content(conn: sa.Connection, inbox: str) -> bytes:
    """Return the bytes of an accepted file as they are kept."""
    found: bytes = conn.execute(sa.select(INBOX.c.content).where(INBOX.c.id == inbox)).scalar_one()
    return found


def month_sources(conn: sa.Connection, unit: str) -> dict[Month, str]:
    """Return our id of the file that each received month of a unit comes from."""
    query = sa.select(MONTH_SOURCE.c.year, MONTH_SOURCE.c.month, MONTH_SOURCE.c.inbox)
    found = conn.execute(query.where(MONTH_SOURCE.c.unit == unit))
    return {Month(year, month): inbox for year, month, inbox in found}


def sources_by_unit(conn: sa.Connection) -> dict[str, dict[Month, str]]:
    """Return what `month_sources` does of every unit, read in one pass."""
    columns = (MONTH_SOURCE.c.unit, MONTH_SOURCE.c.year, MONTH_SOURCE.c.month, MONTH_SOURCE.c.inbox)
    found: dict[str, dict[Month, str]] = {}
    for unit, year, month, inbox in conn.execute(sa.select(*columns)):
        found.setdefault(unit, {})[Month(year, month)] = inbox
    return found


def block_sources(conn: sa.Connection, unit: str, blocks: Collection[Period]) -> dict[Period, str]:
    """Return our id of the file that each block of a unit comes from; none for one entered here.

    It is the one with the highest rank among those in force that speak of the block.
    """
    if not blocks:
        return {}
    files = ranked(accepted(conn, unit))
    found = {}
    for block in blocks:
        for file in files:
            if speaks_of(parse_period(file.period), block):
                found[block] = file.id
                break
    return found


def ranked(files: Iterable[Accepted]) -> list[Accepted]:
    """Return the files in force, the one that decides first."""
    return sorted(in_force(files).values(), key=lambda file: file.rank, reverse=True)


def pinned_keys(conn: sa.Connection) -> dict[str, bytes]:
    """Return the public key of each unit as it was accepted, the own one left out."""
    query = sa.select(UNIT_KEY.c.unit, UNIT_KEY.c.public).where(UNIT_KEY.c.private.is_(None))
    return {row.unit: row.public for row in conn.execute(query)}


def batches(conn: sa.Connection, limit: int = 50) -> list[Batch]:
    """Return the latest acts of receiving, newest first."""
    query = (
        sa.select(BATCH.c.id, BATCH.c.at, BATCH.c.who, BATCH.c.undone_at, sa.func.count(INBOX.c.id))
        .join(INBOX, INBOX.c.batch == BATCH.c.id)
        .group_by(BATCH.c.id)
        .order_by(sa.text("batch.rowid DESC"))
        .limit(limit)
    )
    found = []
    for key, at, who, undone_at, files in conn.execute(query):
        undone = datetime.fromisoformat(undone_at) if undone_at else None
        found.append(Batch(key, datetime.fromisoformat(at), who, files, undone))
    return found


def _accepted(row: sa.RowMapping) -> Accepted:
    values = dict(row)
    for name in ("created_at", "received_at"):
        values[name] = datetime.fromisoformat(str(values[name]))
    return Accepted(**values)
