"""The store that a command works on, opened in the name of its officer."""

import getpass
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.context import Context, now, open_context
from desktop.own_clock import clock_doubt
from desktop.paths import default_store
from desktop.settings import get
from desktop.side_files import look, require_own, set_aside
from desktop.store_place import require_local
from models.errors import Problem


def store_path(arguments: Namespace) -> Path:
    """Return the store that a command names, else the one in the user's data folder."""
    named: Path | None = arguments.store
    return named or default_store()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Context]:
    """Open the store that a command names, in the name of its officer, and close it at the end.

    What there is to know about it before is added to `arguments.notes`. Raises Unusable as
    `open_context`, `require_local` and `require_own` do.
    """
    path = store_path(arguments)
    require_local(path)
    arguments.notes += _settle_log(path)
    context = open_context(path, arguments.who)
    try:
        doubt = context.ask(clock_doubt, now())
        if doubt is not None:
            arguments.notes.append(doubt)
        if not arguments.who and not context.ask(get, "officer"):
            context.who = login_name() or context.who
        yield context
    finally:
        context.close()


def _settle_log(path: Path) -> list[Problem]:
    """Keep the log of another file away from a store, and say so."""
    if look(path).owner != "foreign":
        require_own(path)
        return []
    return [
        Problem("side_file_kept", values={"path": str(path), "kept": str(set_aside(path, now()))})
    ]


def login_name() -> str | None:
    """Return the name under which the officer uses this machine; None where it has none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return None
