"""The store: one SQLite file, one connection, every write one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import RLock

import sqlalchemy as sa

from models.errors import Place, Problem, Unusable
from models.files import (
    clear_drafts,
    draft_beside,
    kept_beside,
    make_private,
    owner_only,
    put_in_place,
    write_failure,
    write_whole,
)
from models.key_guard import open_in_copy
from models.parts import foreign_parts as foreign_parts
from models.parts import missing_parts, part_words
from models.parts import schema_version as schema_version
from models.sqlite_address import sqlite_address
from models.sqlite_faults import copying_fault as copying_fault
from models.sqlite_faults import damaged, unusable
from models.sqlite_faults import is_no_text as is_no_text
from models.store_logs import has_log as has_log
from models.store_logs import keeps_log as keeps_log
from models.store_logs import side_files as side_files
from models.store_logs import was_cut as was_cut

APPLICATION_ID = 0x534D4331
HEAD = "0004"
_BUSY_SECONDS = 1.0

# WAL with FULL lost no acknowledged commit under replayed power cuts; EXCLUSIVE is also the
# single-instance lock.
_PRAGMAS = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)


class Store:
    """An open store.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path, connection: sa.Connection) -> None:
        self.path = path
        self._connection = connection
        self._lock = RLock()
        self._depth = 0

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Give the connection inside a transaction: committed at the end, undone on any error.

        After a COMMIT that failed, what this connection reads is what was there before, and the
        next write takes the place of what the disk may hold of it. So nothing can be learned by
        reading again, and nothing has to be: should the machine be cut just then and the commit
        turn out durable, the ids in it are ours, and doing the same again changes nothing twice.
        """
        with self._lock:
            if self._depth:
                raise RuntimeError("a transaction is already open")
            self._depth += 1
            try:
                with self._connection.begin():
                    yield self._connection
            except (sa.exc.OperationalError, sa.exc.DatabaseError) as error:
                raise unusable(error.orig, self.path) or error from error
            finally:
                self._depth -= 1

    def write_copy(self, path: Path, verify: Callable[[Path], None]) -> None:
        """Write a consistent copy of the store (VACUUM INTO); it stands there once it is verified.

        The signing key in it can be used on any computer. Raises Unusable as `write_whole` does,
        and what `verify` raises.
        """

        def snapshot(draft: Path) -> None:
            try:
                self._raw().execute("VACUUM INTO ?", (str(draft),))
                open_key(draft)
            except sqlite3.OperationalError as error:
                raise copying_fault(error, path) from error

        with self._lock:
            write_whole(path, snapshot, verify)

    def checkpoint(self) -> bool:
        """Bring the write-ahead log into the file, so that the file alone is whole.

        Returns False where the disk refuses. Nothing is lost then: what was committed stays in the
        log, and the next checkpoint or start brings it in.
        """
        with self._lock:
            try:
                self._raw().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.DatabaseError:
                return False
            return True

    def compact(self) -> bool:
        """Write the file anew without what was deleted, which stays in its pages until then.

        Returns False where the disk refuses: the store is as it was.
        """
        with self._lock:
            try:
                self._raw().execute("VACUUM")
            except sqlite3.OperationalError:
                return False
            return self.checkpoint()

    def close(self) -> None:
        """Close the store; nothing can be read or written afterwards."""
        with self._lock:
            if not self._connection.closed:
                self.checkpoint()
                engine = self._connection.engine
                self._connection.close()
                engine.dispose()

    @property
    def busy(self) -> bool:
        """Return whether somebody reads or writes at this moment."""
        if not self._lock.acquire(blocking=False):
            return True
        try:
            return self._depth > 0
        finally:
            self._lock.release()

    def _raw(self) -> sqlite3.Connection:
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        return raw


def create(path: Path, fill: Callable[[Store], None] | None = None) -> Store:
    """Make a new store at a path where no file is; `fill` writes what it must hold from the start.

    It is made under another name and renamed when it is whole: a cut on the way leaves no store.

    Raises:
        Unusable: `store_exists`, `folder_missing`, `store_unwritable`, `disk_full`; `store_made`
            where it is there, but the disk fails when it is opened.
    """
    if path.exists():
        raise Unusable(Problem("store_exists", values={"path": str(path)}))
    if not path.parent.is_dir():
        raise Unusable(Problem("folder_missing", values={"path": str(path.parent)}))
    draft = draft_beside(path)
    try:
        _make_empty(draft, path)
        made = open_store(draft)
        try:
            if fill is not None:
                fill(made)
        finally:
            made.close()
        put_in_place(draft, path)
    except OSError as error:
        raise write_failure(path, error) from error
    finally:
        for leftover in (draft, *side_files(draft)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    try:
        return open_store(path)
    except Unusable as error:
        there = Problem("store_made", values={"path": str(path)})
        raise Unusable([there, *error.problems]) from error


def _make_empty(draft: Path, path: Path) -> None:
    """Make the empty database; its faults name the store that it shall become."""
    try:
        make_private(draft)
        raw = sqlite3.connect(draft)
    except (sqlite3.OperationalError, PermissionError):
        raise Unusable(Problem("store_unwritable", values={"path": str(path)})) from None
    try:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        raise unusable(error, path) or error from error
    finally:
        raw.close()


def open_store(path: Path) -> Store:
    """Open a store, check that it is sound and bring it to the newest schema.

    Raises:
        Unusable: `store_missing`, `not_a_store`, `store_damaged`, `store_newer`, `store_busy`,
            `store_foreign`, `store_incomplete`, `store_unwritable`, `upgrade_not_kept`.
    """
    if not path.is_file():
        raise Unusable(Problem("store_missing", values={"path": str(path)}))
    _check_header(path)
    # Stores of earlier versions may be open to everybody at this computer.
    for each in (path, *side_files(path), *kept_beside(path)):
        owner_only(each)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect(path),
        poolclass=sa.pool.StaticPool,
        # What was to be written may name people: no error shall carry it into a log.
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", _begin)
    try:
        connection = engine.connect()
    except sa.exc.DatabaseError as error:
        raise unusable(error.orig, path) or error from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise unusable(error, path) or error from error
    store = Store(path, connection)
    try:
        _check(store)
        _upgrade(store)
        _require_parts(store)
    except BaseException:
        connection.close()
        engine.dispose()
        raise
    clear_drafts(path.parent)
    return store


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
        with path.open("r+b"):
            pass
    except OSError:
        raise Unusable(Problem("store_unwritable", values={"path": str(path)})) from None
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise Unusable(Problem("not_a_store", values={"path": str(path)}))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise Unusable(Problem("not_a_store", values={"path": str(path)}))


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: a store that vanished is never silently made anew. Transactions are begun by us, not
    # by the driver.
    raw = sqlite3.connect(
        sqlite_address(path.resolve(), "mode=rw"),
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            raw.execute(pragma).fetchall()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("COMMIT")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        raw.close()
        raise
    return raw


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check(store: Store) -> None:
    raw = store._raw()
    try:
        answer = raw.execute("PRAGMA integrity_check(1)").fetchone()
        version = schema_version(raw)
        foreign = foreign_parts(raw)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        raise damaged(store.path) from None
    if answer != ("ok",):
        raise damaged(store.path)
    if version is not None and version > HEAD:
        raise Unusable(Problem("store_newer", values={"path": str(store.path)}))
    if foreign:
        values = {"path": str(store.path), "names": ", ".join(foreign)}
        raise Unusable(Problem("store_foreign", values=values))


def _require_parts(store: Store) -> None:
    missing = missing_parts(store._raw())
    if missing:
        raise _incomplete(store, part_words(missing))


def _incomplete(store: Store, names: str) -> Unusable:
    values = {"path": str(store.path), "names": names}
    return Unusable(Problem("store_incomplete", values=values))


def _upgrade(store: Store) -> None:
    raw = store._raw()
    version = schema_version(raw)
    if version is None and raw.execute("SELECT 1 FROM sqlite_master").fetchone():
        # Its tables are there, but not the row that tells of which schema they are.
        raise _incomplete(store, part_words([""]))
    if version == HEAD:
        return
    from models.migrations.run import upgrade

    if version is not None:
        _keep_copy(store, version)
    # Batch migrations drop and rename tables: with foreign keys on that would delete child rows.
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with store.transaction() as connection:
            upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise damaged(store.path)
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _keep_copy(store: Store, version: str) -> None:
    """Keep the store as it was before a migration, once per schema revision.

    A copy that an interrupted start left unsound is made anew. Raises Unusable `upgrade_not_kept`
    or as `write_whole` does: without a sound copy there is no migration.
    """
    copy = store.path.with_name(f"{store.path.stem}-truoc-nang-cap-{version}{store.path.suffix}")
    if not (copy.is_file() and _is_copy(copy, version)):
        store.write_copy(copy, partial(_require_copy, version=version))


def _require_copy(copy: Path, version: str) -> None:
    if not _is_copy(copy, version):
        raise Unusable(Problem("upgrade_not_kept", Place(file=str(copy))))


def _is_copy(copy: Path, version: str) -> bool:
    """Return whether a file is a sound store of a schema revision; it is only read."""
    raw = sqlite3.connect(sqlite_address(copy.resolve(), "mode=ro&immutable=1"), uri=True)
    try:
        sound = raw.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        return sound and schema_version(raw) == version
    except sqlite3.DatabaseError:
        return False
    finally:
        raw.close()


def open_key(path: Path) -> None:
    """Put the signing key itself into a store that nobody has open, for use on any computer."""
    raw = sqlite3.connect(path, isolation_level=None)
    try:
        open_in_copy(raw)
    finally:
        raw.close()
