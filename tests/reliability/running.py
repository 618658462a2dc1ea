"""Operations in processes of their own, forked from this one: nothing is imported again."""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from tests.reliability import offices, shim
from tests.reliability.operations import Operation
from tests.reliability.state import NO_STORE, state_at, told_states

CRASHED = 99


class Ended(NamedTuple):
    """How an operation ended.

    Attributes:
        killed: it was ended from outside or at a call.
        status: its exit status where it ended by itself, `CRASHED` where it raised.
        acknowledged: the numbers that it told.
        calls: how many calls changed files.
        said: what it printed.
    """

    killed: bool
    status: int
    acknowledged: tuple[int, ...]
    calls: int
    said: str

    @property
    def code(self) -> str:
        """Return the code of the refusal, "" where there is none."""
        try:
            document = json.loads(self.said)
        except ValueError:
            return "no JSON"
        error = document.get("error") or {}
        return str(error.get("code", ""))


def run(
    operation: Operation,
    folder: Path,
    prepare: Callable[[], None] | None = None,
    seconds: float | None = None,
) -> Ended:
    """Do an operation in a folder, in a process of its own that is killed after so many seconds.

    `prepare` is called in that process, when the shim already watches the folder.
    """
    told, tell = os.pipe()
    said = folder.with_suffix(".out")
    process = os.fork()
    if not process:
        _be_the_program(operation, folder, prepare, tell, said)
    os.close(tell)
    killer = Timer(seconds or 0, os.kill, (process, signal.SIGKILL))
    if seconds is not None:
        killer.start()
    with os.fdopen(told, encoding="ascii") as pipe:
        lines = pipe.read().splitlines()
    if seconds is not None:
        killer.cancel()
        killer.join()
    status = os.waitpid(process, 0)[1]
    calls = [int(line[6:]) for line in lines if line.startswith("calls ")]
    acknowledged = tuple(int(line) for line in lines if not line.startswith("calls "))
    killed = os.WIFSIGNALED(status)
    code = CRASHED if killed else os.WEXITSTATUS(status)
    return Ended(killed, code, acknowledged, sum(calls), said.read_text("utf-8"))


def _be_the_program(
    operation: Operation, folder: Path, prepare: Callable[[], None] | None, tell: int, said: Path
) -> None:
    """Do the operation and end this process."""
    status = CRASHED
    try:
        sys.stdout = said.open("w", encoding="utf-8")
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        tempfile.tempdir = str(folder / "tmp")
        os.environ["XDG_DATA_HOME"] = str(folder.with_suffix(".data"))
        shim.watch(folder)
        if prepare is not None:
            prepare()
        status = operation.act(folder, lambda number: os.write(tell, f"{number}\n".encode()))
        os.write(tell, f"calls {shim.calls()}\n".encode())
    except BaseException:  # noqa: BLE001 - whatever it is, it belongs to what was said
        sys.stdout.write(traceback.format_exc())
        sys.stdout.flush()
    finally:
        os._exit(status)


@contextmanager
def made_offices() -> Iterator[Path]:
    """Give a folder in memory, where a sync costs nothing, with every office in it."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        offices.make(Path(folder) / "offices")
        yield Path(folder)


def fresh(folder: Path, operation: Operation) -> Path:
    """Copy the office that an operation starts from to where operations work, and return that."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder / "offices" / operation.office, work)
    return work


class Course(NamedTuple):
    """An operation that nothing stopped.

    Attributes:
        states: what the store said before it and after each of its transactions.
        calls: how many calls changed files.
        seconds: how long it took.
    """

    states: tuple[str, ...]
    calls: int
    seconds: float


def course(folder: Path, operation: Operation) -> Course:
    """Do an operation to its end and return its course; raises RuntimeError where it failed."""
    work = fresh(folder, operation)
    store = work / operation.store
    states = [state_at(store)]
    noted = folder / "states"

    def act(where: Path, acknowledge: Callable[[int], object]) -> int:
        with told_states(states):
            status = operation.act(where, acknowledge)
        noted.write_text("\n".join(states), "ascii")
        return status

    ended = run(operation._replace(act=act), work)
    if ended.status:
        raise RuntimeError(f"{operation.name}: {ended.said}")
    states = [state for state in noted.read_text("ascii").splitlines() if state != NO_STORE]
    # Of a store that is made under another name only the end is ever seen under its own.
    if operation.name in ("init", "migration", "restore"):
        states = states[:1] if operation.name != "init" else [NO_STORE]
        states.append(state_at(store))
    started = time.monotonic()
    run(operation, fresh(folder, operation))
    return Course(tuple(states), ended.calls, time.monotonic() - started)
