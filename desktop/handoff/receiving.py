"""Receive submissions: taken in at once, kept as they came, taken back as a whole.

`triage` judges each file, `applying` writes what it says; here is the act that binds them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop.handoff.applying import apply_file, rebuild
from desktop.handoff.areas import AreasOfWork
from desktop.handoff.arrivals import Arrival, Decisions
from desktop.handoff.cell_changes import Comparison
from desktop.handoff.desk import Desk
from desktop.handoff.incoming_files import Opened, walk
from desktop.handoff.keys import pin, telephone_code
from desktop.handoff.triage import as_accepted, look_at
from desktop.progress import SILENT, Reporter
from desktop.registers import delete, record, save
from models.catalogue import REGISTERS
from models.errors import Problem, Refused
from models.kinds import references
from models.queries.inbox import Accepted, accepted, month_sources, pinned_keys
from models.queries.records import records
from models.registers import Value, Values
from models.tables import BATCH, CHANGE, INBOX
from models.work import Action, Change, Work, decode, new_id

_NAMING = tuple((name, field.name) for name in REGISTERS for field in references(REGISTERS[name]))
_INSERT_FILE = (
    "INSERT INTO inbox (id, batch, unit, period, revision, sequence, draft, data_hash, file_name,"
    " file_hash, content, created_at, received_at, undone)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)


@dataclass(frozen=True)
class Received:
    """What one act of receiving did.

    Attributes:
        batch: its id, None where nothing came in.
        arrivals: every file with its status.
    """

    batch: str | None
    arrivals: tuple[Arrival, ...]


def receive(
    work: Work,
    sources: Iterable[Path],
    decisions: Decisions | None = None,
    reporter: Reporter = SILENT,
    *,
    compare: bool = False,
) -> Received:
    """Take in the files that are new or newer, in one transaction; name the others with a reason.

    What holds afterwards follows from the set of files accepted, whatever their order: of each unit
    and period the highest revision counts; a month comes from the file with the highest sequence
    that contains it. `compare` lists the figures that were changed, as `triage` does.

    Raises Refused `alias_not_listed`, `alias_both_listed`.
    """
    desk = Desk(work.conn, decisions or Decisions())
    intake = _Intake(work, desk, Comparison(work.conn, desk) if compare else None)
    paths = walk(sources)
    found = []
    with _large_cache(work.conn):
        for place, path in enumerate(paths):
            reporter.step(place, len(paths), path.name)
            arrival, opened = look_at(desk, path, work.now)
            if opened is not None and arrival.applies:
                arrival = intake.take(arrival, opened)
            found.append(arrival)
        intake.finish()
    reporter.step(len(paths), len(paths), "")
    return Received(intake.batch, tuple(found))


def undo_batch(work: Work, batch: str) -> None:
    """Take back everything that one act of receiving brought in; the files stay in the archive.

    Units, fields of work and other names that came in with it go as well, unless they were changed
    or are used. A key that was accepted in place of another gives way to that; the first key of a
    unit stays pinned, so that nobody else signs for it meanwhile.

    Raises Refused `batch_unknown`, `batch_already_undone`.
    """
    row = work.conn.execute(sa.select(BATCH.c.undone_at).where(BATCH.c.id == batch)).first()
    if row is None:
        raise Refused(Problem("batch_unknown", values={"batch": batch}))
    if row.undone_at is not None:
        raise Refused(Problem("batch_already_undone", values={"batch": batch}))
    concerned = sa.select(INBOX.c.unit).where(INBOX.c.batch == batch).distinct()
    units = work.conn.execute(concerned).scalars().all()
    work.conn.execute(sa.update(BATCH).where(BATCH.c.id == batch).values(undone_at=work.at))
    work.conn.execute(sa.update(INBOX).where(INBOX.c.batch == batch).values(undone=True))
    areas = AreasOfWork(work.conn)
    for unit in units:
        rebuild(work, unit, areas)
    # Only now can be seen which units, fields of work and keys nothing depends on any more.
    for change in _changes_with(work.conn, batch):
        _take_back(work, change)
    work.changes.append(Change("batch", batch, "", "delete", {"files": len(units)}, None))


@contextmanager
def _large_cache(conn: sa.Connection) -> Iterator[None]:
    """Give SQLite 32 MB while much is written.

    With its usual 2 MB a large batch slows down as the store grows.
    """
    usual = conn.exec_driver_sql("PRAGMA cache_size").scalar_one()
    conn.exec_driver_sql("PRAGMA cache_size=-32768")
    try:
        yield
    finally:
        conn.exec_driver_sql(f"PRAGMA cache_size={usual}")


class _Intake:
    """Writes the accepted files of one act of receiving."""

    def __init__(self, work: Work, desk: Desk, comparing: Comparison | None) -> None:
        self.batch: str | None = None
        self._work = work
        self._desk = desk
        self._comparing = comparing
        # Units whose tables are worked out anew at the end, once each, in order of arrival.
        self._again: dict[str, None] = {}
        self._files = 0

    def take(self, arrival: Arrival, opened: Opened) -> Arrival:
        """Take a file in; returns it with the figures that it changed, where they are asked for."""
        if self.batch is None:
            self.batch = new_id()
            row = {"id": self.batch, "at": self._work.at, "who": self._work.who, "undone_at": None}
            self._work.conn.execute(sa.insert(BATCH), row)
        self._files += 1
        file = as_accepted(arrival, opened, new_id(), self.batch, self._work.now)
        if self._comparing is not None:
            arrival = self._comparing.told(arrival, file, opened)
        self._adopt(file, arrival, opened.package.public_key)
        held = dict(self._desk.held(file.unit))
        self._desk.let_in(file, opened.package.public_key)
        self._keep(file, opened.kept)
        # Most files come in the order they were written and are simply written on top.
        if file.unit in self._again or not self._comes_last(file, opened, held):
            self._again[file.unit] = None
            return arrival
        months = {state.month for state in opened.data.months}
        apply_file(self._work, file, opened, months, self._desk.areas)
        return arrival

    def finish(self) -> None:
        """Work out anew the units whose files did not come in the order they were written."""
        for unit in self._again:
            rebuild(self._work, unit, self._desk.areas)
        if self.batch is not None:
            after = {"files": self._files}
            self._work.changes.append(Change("batch", self.batch, "", "add", None, after))

    def _comes_last(self, file: Accepted, opened: Opened, held: dict[str, Accepted]) -> bool:
        """Say whether a file simply goes on top of what is there.

        It was written last, and no month that its former revision brought falls away.
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
        what = (file.unit, file.period, file.revision, file.sequence, int(file.draft))
        came = (file.data_hash, file.file_name, file.file_hash, content)
        created_at = file.created_at.isoformat(timespec="seconds")
        row = (file.id, file.batch, *what, *came, created_at, self._work.at)
        self._work.conn.exec_driver_sql(_INSERT_FILE, row)

    def _adopt(self, file: Accepted, arrival: Arrival, public_key: bytes) -> None:
        """Take a new unit into the list, remember another code of a known one, and keep its key."""
        work, sent_as = self._work, arrival.sent_as or ""
        if self._desk.known(sent_as) is None:
            save(work, "units", "", {"code": file.unit, "name": arrival.unit_name})
        elif not self._desk.listed(sent_as):
            _remember_code(work, file.unit, sent_as)
        pinned = self._desk.pinned(file.unit)
        if pinned == public_key:
            return
        pin(work, file.unit, public_key)
        before = None if pinned is None else _key_words(pinned)
        action: Action = "add" if before is None else "edit"
        after = _key_words(public_key)
        work.changes.append(Change("unit_key", file.unit, file.unit, action, before, after))


def _key_words(public_key: bytes) -> dict[str, Value]:
    """Return a key as the history keeps it: whole, to be put back, and as a person compares it."""
    return {"public": public_key.hex(), "code": telephone_code(public_key)}


def _remember_code(work: Work, unit: str, code: str) -> None:
    found = records(work.conn, "units", "", where={"code": unit})[0]
    aliases = [*found.text("aliases").splitlines(), code]
    save(work, "units", "", {"aliases": "\n".join(aliases)}, found.id)


def _changes_with(conn: sa.Connection, batch: str) -> list[Change]:
    """Return what the act of receiving changed besides, the latest first.

    These are units, fields of work and keys.
    """
    entry = sa.select(CHANGE.c.entry).where(
        CHANGE.c.register == "batch", CHANGE.c.record == batch, CHANGE.c.action == "add"
    )
    query = sa.select(CHANGE).where(
        CHANGE.c.entry == entry.scalar_subquery(),
        CHANGE.c.register.in_(("units", "fields", "unit_key")),
    )
    found = []
    for row in conn.execute(query.order_by(CHANGE.c.number.desc())):
        before, after = decode(row.register, row.before), decode(row.register, row.after)
        found.append(Change(row.register, row.record, row.unit, row.action, before, after))
    return found


def _take_back(work: Work, change: Change) -> None:
    """Take back one unit, field of work or key, unless something came to depend on it since."""
    if change.register == "unit_key":
        _take_back_key(work, change)
        return
    after = change.after or {}
    if change.register == "units" and accepted(work.conn, str(after.get("code") or "")):
        return
    now = record(work.conn, change.register, change.record_id)
    # What a person has changed since is theirs.
    if now is None or now.deleted or any(now[name] != after[name] for name in after):
        return
    if change.action == "edit":
        before: Values = change.before or {}
        save(work, change.register, "", before, change.record_id)
    elif change.register == "units" or not _area_in_use(work.conn, change.record_id):
        delete(work, change.register, [change.record_id])


def _take_back_key(work: Work, change: Change) -> None:
    """Put back the key that was known before, not where another was accepted since."""
    unit, after, before = change.record_id, change.after or {}, change.before
    pinned = pinned_keys(work.conn).get(unit)
    if before is None or pinned != bytes.fromhex(str(after.get("public", ""))):
        return
    pin(work, unit, bytes.fromhex(str(before["public"])))
    work.changes.append(Change("unit_key", unit, change.unit, "edit", after, before))


def _area_in_use(conn: sa.Connection, area_id: str) -> bool:
    for table, column in _NAMING:
        query = f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1"
        if conn.exec_driver_sql(query, (area_id,)).first():
            return True
    return False
