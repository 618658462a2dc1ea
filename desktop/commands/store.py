"""The store that a command works on, opened in the name of its officer."""

import getpass
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.context import Context, open_context
from desktop.paths import default_store
from desktop.settings import get


def store_path(arguments: Namespace) -> Path:
    """Return the store that a command names, else the one in the user's data folder."""
    named: Path | None = arguments.store
    return named or default_store()


@contextmanager
def opened(arguments: Namespace) -> Iterator[Context]:
    """Open the store that a command names, in the name of its officer, and close it at the end."""
    context = open_context(store_path(arguments), arguments.who)
    try:
        if not arguments.who and not context.ask(get, "officer"):
            context.who = login_name() or context.who
        yield context
    finally:
        context.close()


def login_name() -> str | None:
    """Return the name under which the officer uses this machine; None where it has none."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return None
