"""The two doors of an open store: `ask` reads, `do` writes one gesture as one transaction."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

import sqlalchemy as sa

from desktop import settings
from desktop.backup import default_folder
from desktop.paths import user_data_dir
from desktop.seeds import found_office
from models import store as stores
from models.errors import Unusable
from models.files import free_name, owner_only, put_in_place
from models.queries.records import profile
from models.queries.settings import stored
from models.work import Change as Change
from models.work import Work

P = ParamSpec("P")
T = TypeVar("T")


class Outcome(NamedTuple, Generic[T]):
    """What a gesture returned and changed; `entry` is its id in the history, None if none."""

    value: T
    changes: tuple[Change, ...]
    entry: str | None


class Context:
    """An open store with the officer who works in it.

    Attributes:
        store: the open store.
        who: name of the officer, written into the history.
        unit: code of the store's own unit.
        unit_name: its name.
        role: "ward" or "district" (any receiving office).
    """

    def __init__(self, store: stores.Store, who: str | None = None) -> None:
        self.store = store
        self._who = who
        self._read_identity()

    @property
    def path(self) -> Path:
        """Return the file of the store."""
        return self.store.path

    def ask(
        self, query: Callable[Concatenate[sa.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Read: call a reading function with the connection first."""
        with self.store.transaction() as conn:
            return query(conn, *args, **kwargs)

    def do(
        self, verb: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        """Write: call a verb with a unit of work first; it is committed at once or not at all.

        Raises:
            Refused: the data say no; nothing was written.
            Unusable: the store cannot be written; nothing was written.
        """
        with self.store.transaction() as conn:
            work = Work(conn, self.who, now())
            value = verb(work, *args, **kwargs)
            entry = work.write_history(verb.__name__)
        if any(change.register in ("setting", "profile") for change in work.changes):
            self._read_identity()
        return Outcome(value, tuple(work.changes), entry)

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _read_identity(self) -> None:
        settings = self.ask(stored)
        self.unit = settings.get("unit", "")
        self.role = settings.get("role", "ward")
        self.who = self._who or settings.get("officer") or "Chưa ghi tên"
        self.unit_name = self.ask(profile, self.unit).text("name") or self.unit


def now() -> datetime:
    """Return the present time with the offset of this computer."""
    return datetime.now().astimezone()


def today() -> date:
    """Return the present day on this computer."""
    return now().date()


def open_context(path: Path, who: str | None = None) -> Context:
    """Open a store for work; raises Unusable as `models.store.open_store` does."""
    if path.parent == user_data_dir():
        owner_only(path.parent)
    # Copies of earlier versions in it may be open to everybody, and hold the key.
    owner_only(default_folder(path))
    return Context(stores.open_store(path), who)


def create_store(
    path: Path, role: str, code: str, name: str, superior: str, place: str, who: str | None = None
) -> Context:
    """Make a new store with the seeded fields of work; nothing is left behind on failure.

    A store without an owner, as an older version left it when it was cut while making one, gives
    way: it is kept beside under another name.

    Raises:
        Unusable: `store_exists` or the folder or file cannot be written.
        Refused: a value of the profile is not acceptable.
    """
    if path.exists():
        _set_unowned_aside(path)

    def found(store: stores.Store) -> None:
        context = Context(store, who)
        context.do(
            found_office, role, {"code": code, "name": name, "superior": superior, "place": place}
        )
        settings.check_all(context.ask(settings.all_settings))

    return Context(stores.create(path, found), who)


def _set_unowned_aside(path: Path) -> None:
    """Rename a store that belongs to no office yet; any other file stays where it is."""
    try:
        context = open_context(path)
    except Unusable:
        # Not ours, damaged or in use: whoever makes a store here is told that the file exists.
        return
    context.close()
    if not context.unit:
        put_in_place(path, free_name(path.parent, f"{path.stem}-do-dang", path.suffix))
