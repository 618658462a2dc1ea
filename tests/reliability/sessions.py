"""Sessions of work, recorded call by call, and the images of the disk that a cut in them leaves."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.reliability import shim
from tests.reliability.disk import Call, Disk, Model, recorded
from tests.reliability.operations import OPERATIONS
from tests.reliability.running import fresh, run
from tests.reliability.state import state_at, told_states


class Session(NamedTuple):
    """What was recorded of some operations in one office.

    Attributes:
        name: the names of the operations.
        folder: where they were done.
        store: the name of the store there.
        before: the files as they were before, by path.
        states: what the store said before and after each transaction.
        calls: those that changed files, and when which state was acknowledged.
    """

    name: str
    folder: Path
    store: str
    before: dict[str, bytes]
    states: tuple[str, ...]
    calls: tuple[Call, ...]


class Image(NamedTuple):
    """What a cut leaves: the files by path, and which state had been acknowledged before it."""

    files: dict[str, bytes]
    acknowledged: int
    where: str


def record(
    folder: Path, names: Sequence[str], prepare: Callable[[], None] = lambda: None
) -> Session:
    """Record operations that are done one after another in the office of the first one."""
    done = [each for each in OPERATIONS if each.name in names]
    work = fresh(folder, done[0])
    store = work / done[0].store
    before = {str(path): path.read_bytes() for path in work.rglob("*") if path.is_file()}
    states = [state_at(store)]
    calls, told = folder / "calls", folder / "states"
    calls.unlink(missing_ok=True)

    def act(where: Path, _: Callable[[int], object]) -> int:
        with told_states(states):
            for each in done:
                each.act(where, lambda _: shim.acknowledge(len(states) - 1))
        told.write_text("\n".join(states), "ascii")
        return 0

    def start() -> None:
        shim.watch(work, calls)
        prepare()

    ended = run(done[0]._replace(act=act), work, start)
    if ended.status:
        raise RuntimeError(f"{names}: {ended.said}")
    known = tuple(told.read_text("ascii").splitlines())
    name = " and ".join(each.name for each in done)
    return Session(name, work, store.name, before, known, tuple(recorded(calls)))


def cuts(session: Session, model: Model, count: int, seconds: float) -> Iterator[Image]:
    """Yield so many images, spread over all points of a session, or those of so many seconds."""
    chance = random.Random(count)
    until = time.monotonic() + seconds
    disk, acknowledged, given = Disk(session.before, model), 0, 0
    for number, call in enumerate(session.calls, start=1):
        disk.follow(call)
        if call.what == "acknowledge":
            acknowledged = call.offset
        while given * len(session.calls) < count * number and time.monotonic() < until:
            given += 1
            where = f"{session.name} ({model}) after call {number}: {call.what} {call.path}"
            yield Image(disk.image(chance), acknowledged, where)


def lies(session: Session, model: Model, count: int, seconds: float) -> Iterator[Image]:
    """Yield images of a disk that told of its last syncs without doing them."""
    chance = random.Random(count)
    until = time.monotonic() + seconds
    given = 0
    while given < count:
        lying = chance.choice((8, 40))
        start = chance.randrange(len(session.calls))
        disk = Disk(session.before, model)
        for call in session.calls[:start]:
            disk.follow(call)
        for number, call in enumerate(session.calls[start : start + lying], start=start + 1):
            disk.follow(call, lies=True)
            where = f"{session.name} ({model}) lying from call {start} to {number}"
            yield Image(disk.image(chance), 0, where)
            given += 1
            if given >= count or time.monotonic() > until:
                return


def put_down(image: Image, session: Session, folder: Path) -> Path:
    """Write an image into a folder, which is emptied before, and return the store in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, content in image.files.items():
        path = folder / Path(name).relative_to(session.folder)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return folder / session.store
