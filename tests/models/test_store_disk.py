"""A disk that takes no more: what was saved stays, what failed can be done again."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from models import store as stores
from models.errors import Unusable
from models.store import Store
from models.tables import SETTING


def put(store: Store, name: str, value: str) -> None:
    with store.transaction() as connection:
        connection.execute(SETTING.insert(), {"name": name, "value": value})


def names_in(store: Store) -> list[str]:
    with store.transaction() as connection:
        return sorted(connection.execute(sa.select(SETTING.c.name)).scalars())


@contextmanager
def no_room(path: Path, spare: int) -> Iterator[None]:
    """Let no file grow beyond the size of one and some bytes more, as a full disk would."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + spare, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of a file")
@pytest.mark.parametrize("spare", range(0, 120_000, 9_000))
def test_a_save_that_the_disk_cuts_off_is_not_there_and_can_be_done_again(
    tmp_path: Path, spare: int
) -> None:
    path = tmp_path / "ward.sqlite"
    store = stores.create(path)
    put(store, "officer", "A")
    log = stores.side_files(path)[0]
    row = {"name": "much", "value": "x" * 100_000}
    with no_room(log, spare):
        # A person tries again.
        for _ in range(2):
            with suppress(Unusable), store.transaction() as connection:
                connection.execute(sa.delete(SETTING).where(SETTING.c.name == "much"))
                connection.execute(SETTING.insert(), row)
        there = names_in(store)
        store.checkpoint()
        assert names_in(store) == there
    if there == ["officer"]:
        put(store, "much", "y")
    assert names_in(store) == ["much", "officer"]
    store.close()
    again = stores.open_store(path)
    assert names_in(again) == ["much", "officer"]
    again.close()
