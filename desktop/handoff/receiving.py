"""Receive submissions: what can be is taken in at once, kept as it came, and can be taken back as a
whole.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop.handoff.applying import apply_file, rebuild
from desktop.handoff.arrivals import Arrival, Decisions
from desktop.handoff.incoming_files import Opened, walk
from desktop.handoff.keys import short_code
from desktop.handoff.triage import Desk, as_accepted
from desktop.progress import SILENT, Reporter
from desktop.registers import delete, record, save
from models.errors import Problem, Refused
from models.queries.inbox import Accepted, accepted, month_sources
from models.queries.records import records
from models.registers import Values
from models.tables import BATCH, CHANGE, INBOX, UNIT_KEY
from models.work import Action, Change, Work, decode, new_id

_FIELD_USERS = ("dossiers", "late_dossiers", "procedures")


@dataclass(frozen=True)
class Received:
    """What one act of receiving did: its id (None where nothing came in) and every file with its
    status.
    """

    batch: str | None
    arrivals: tuple[Arrival, ...]


def receive(
    work: Work,
    sources: Iterable[Path],
    decisions: Decisions | None = None,
    reporter: Reporter = SILENT,
) -> Received:
    """Take in the files that are new or newer, in one transaction; the others are named with their
    reason.

    What holds afterwards follows from the set of files accepted, whatever their order: of each unit
    and period the highest revision counts; a month comes from the file with the highest sequence
    that contains it.

    Raises Refused `alias_not_listed`, `alias_both_listed`.
    """
    desk = Desk(work.conn, decisions or Decisions())
    intake = _Intake(work, desk)
    paths = walk(sources)
    found = []
    with _large_cache(work.conn):
        for place, path in enumerate(paths):
            reporter.step(place, len(paths), path.name)
            arrival, opened = desk.look_at(path, work.now)
            if opened is not None and arrival.applies:
                intake.take(arrival, opened)
            found.append(arrival)
        intake.finish()
    reporter.step(len(paths), len(paths), "")
    return Received(intake.batch, tuple(found))


def undo_batch(work: Work, batch: str) -> None:
    """Take back everything that one act of receiving brought in; the files stay in the archive.

    Units, fields of work, other names and keys that came in with it go as well, unless they were
    changed or are used. Raises Refused `batch_unknown`, `batch_already_undone`.
    """
    row = work.conn.execute(sa.select(BATCH.c.undone_at).where(BATCH.c.id == batch)).first()
    if row is None:
        raise Refused(Problem("batch_unknown", values={"batch": batch}))
    if row.undone_at is not None:
        raise Refused(Problem("batch_already_undone", values={"batch": batch}))
    units = (
        work.conn.execute(sa.select(INBOX.c.unit).where(INBOX.c.batch == batch).distinct())
        .scalars()
        .all()
    )
    work.conn.execute(sa.update(BATCH).where(BATCH.c.id == batch).values(undone_at=work.at))
    work.conn.execute(sa.update(INBOX).where(INBOX.c.batch == batch).values(undone=True))
    fields = Desk(work.conn, Decisions()).fields
    for unit in units:
        rebuild(work, unit, fields)
    for change in _changes_with(work.conn, batch):
        _take_back(work, change)
    work.changes.append(Change("batch", batch, "", "delete", {"files": len(units)}, None))


@contextmanager
def _large_cache(conn: sa.Connection) -> Iterator[None]:
    """Give SQLite 32 MB while much is written: with its usual 2 MB a large batch slows down as the
    store grows.
    """
    usual = conn.exec_driver_sql("PRAGMA cache_size").scalar_one()
    conn.exec_driver_sql("PRAGMA cache_size=-32768")
    try:
        yield
    finally:
        conn.exec_driver_sql(f"PRAGMA cache_size={usual}")


class _Intake:
    """Writes the accepted files of one act of receiving."""

    def __init__(self, work: Work, desk: Desk) -> None:
        self.batch: str | None = None
        self._work = work
        self._desk = desk
        self._again: dict[str, None] = {}
        self._files = 0

    def take(self, arrival: Arrival, opened: Opened) -> None:
        if self.batch is None:
            self.batch = new_id()
            row = {"id": self.batch, "at": self._work.at, "who": self._work.who, "undone_at": None}
            self._work.conn.execute(sa.insert(BATCH), row)
        self._files += 1
        file = as_accepted(arrival, opened, new_id(), self.batch, self._work.now)
        self._adopt(file, arrival, opened.package.public_key)
        held = dict(self._desk.held(file.unit))
        self._desk.let_in(file, opened.package.public_key)
        self._keep(file, opened.kept)
        if file.unit in self._again or not self._comes_last(file, opened, held):
            self._again[file.unit] = None
            return
        months = {state.month for state in opened.data.months}
        apply_file(self._work, file, opened, months, self._desk.fields, latest=True)

    def finish(self) -> None:
        """Work out anew the units whose files did not come in the order they were written."""
        for unit in self._again:
            rebuild(self._work, unit, self._desk.fields)
        if self.batch is not None:
            self._work.changes.append(
                Change("batch", self.batch, "", "add", None, {"files": self._files})
            )

    def _comes_last(self, file: Accepted, opened: Opened, held: dict[str, Accepted]) -> bool:
        """Say whether a file simply goes on top of what is there: written last, and no month falls
        away.
        """
        if any(other.rank >= file.rank for other in held.values()):
            return False
        replaced = held.get(file.period)
        if replaced is None:
            return True
        sources = month_sources(self._work.conn, file.unit)
        of_replaced = {str(month) for month, inbox in sources.items() if inbox == replaced.id}
        return of_replaced <= {state.month for state in opened.data.months}

    def _keep(self, file: Accepted, content: bytes) -> None:
        self._work.conn.exec_driver_sql(
            "INSERT INTO inbox (id, batch, unit, period, revision, sequence, draft, data_hash, file_name, file_hash,"
            " content, created_at, received_at, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                file.id, file.batch, file.unit, file.period, file.revision, file.sequence, int(file.draft),
                file.data_hash, file.file_name, file.file_hash, content,
                file.created_at.isoformat(timespec="seconds"), self._work.at,
            ),
        )  # fmt: skip

    def _adopt(self, file: Accepted, arrival: Arrival, public_key: bytes) -> None:
        """Take a new unit into the list, remember another code of a known one, and keep its key."""
        work, listed = self._work, self._desk.known(arrival.sent_as or "")
        if listed is None:
            save(work, "units", "", {"code": file.unit, "name": arrival.unit_name})
        elif not self._desk.listed(arrival.sent_as or ""):
            _remember_code(work, file.unit, arrival.sent_as or "")
        pinned = self._desk.pinned(file.unit)
        if pinned == public_key:
            return
        work.conn.execute(
            sa.delete(UNIT_KEY).where(UNIT_KEY.c.unit == file.unit, UNIT_KEY.c.private.is_(None))
        )
        row = {
            "unit": file.unit,
            "public": public_key,
            "private": None,
            "at": work.at,
            "who": work.who,
        }
        work.conn.execute(sa.insert(UNIT_KEY), row)
        before = None if pinned is None else {"public": pinned.hex(), "code": short_code(pinned)}
        after = {"public": public_key.hex(), "code": short_code(public_key)}
        action: Action = "add" if before is None else "edit"
        work.changes.append(Change("unit_key", file.unit, file.unit, action, before, after))


def _remember_code(work: Work, unit: str, code: str) -> None:
    found = records(work.conn, "units", "", where={"code": unit})[0]
    aliases = [*found.text("aliases").splitlines(), code]
    save(work, "units", "", {"aliases": "\n".join(aliases)}, found.id)


def _changes_with(conn: sa.Connection, batch: str) -> list[Change]:
    """Return what the act of receiving changed besides: units, fields of work and keys, the latest
    first.
    """
    entry = sa.select(CHANGE.c.entry).where(
        CHANGE.c.register == "batch", CHANGE.c.record == batch, CHANGE.c.action == "add"
    )
    query = sa.select(CHANGE).where(
        CHANGE.c.entry == entry.scalar_subquery(),
        CHANGE.c.register.in_(("units", "fields", "unit_key")),
    )
    return [
        Change(
            row.register, row.record, row.unit, row.action, decode(row.register, row.before),
            decode(row.register, row.after),
        )
        for row in conn.execute(query.order_by(CHANGE.c.number.desc()))
    ]  # fmt: skip


def _take_back(work: Work, change: Change) -> None:
    if change.register == "unit_key":
        _take_back_key(work, change)
        return
    if change.register == "units" and accepted(
        work.conn, str((change.after or {}).get("code") or "")
    ):
        return
    now = record(work.conn, change.register, change.record_id)
    if (
        now is None
        or now.deleted
        or any(now[name] != value for name, value in (change.after or {}).items())
    ):
        return
    if change.action == "edit":
        before: Values = change.before or {}
        save(work, change.register, "", before, change.record_id)
    elif change.register == "units" or not _field_in_use(work.conn, change.record_id):
        delete(work, change.register, [change.record_id])


def _take_back_key(work: Work, change: Change) -> None:
    """Put back the key that was known before, unless another was accepted since or files under it
    still count.
    """
    after, before = change.after or {}, change.before
    key = bytes.fromhex(str(after.get("public", "")))
    row = work.conn.execute(
        sa.select(UNIT_KEY.c.public).where(UNIT_KEY.c.unit == change.record_id)
    ).first()
    if row is None or row.public != key:
        return
    counting = (
        sa.select(INBOX.c.id)
        .where(INBOX.c.unit == change.record_id, INBOX.c.undone.is_(False))
        .limit(1)
    )
    if before is None and work.conn.execute(counting).first():
        return
    work.conn.execute(sa.delete(UNIT_KEY).where(UNIT_KEY.c.unit == change.record_id))
    if before is not None:
        public = bytes.fromhex(str(before["public"]))
        row_before = {
            "unit": change.record_id,
            "public": public,
            "private": None,
            "at": work.at,
            "who": work.who,
        }
        work.conn.execute(sa.insert(UNIT_KEY), row_before)
    work.changes.append(Change("unit_key", change.record_id, change.unit, "edit", after, before))


def _field_in_use(conn: sa.Connection, field: str) -> bool:
    return any(
        conn.exec_driver_sql(f"SELECT 1 FROM {table} WHERE field = ? LIMIT 1", (field,)).first()
        for table in _FIELD_USERS
    )
