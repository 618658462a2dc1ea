"""A disk that fails, or is full, at every call of every operation, once or for good."""

import errno
import time
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

from desktop.backup import verify_store
from models.errors import OfficeError
from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.files import all_written, is_whole, leftovers, make_older, written
from tests.reliability.operations import OPERATIONS, Operation
from tests.reliability.running import CRASHED, Course, Ended, course, fresh, made_offices, run
from tests.reliability.state import state_at

# What no officer should read where a disk is at fault.
NOT_PLAIN = ("program_fault", "unknown_problem", "no JSON", "")


class _Fault(NamedTuple):
    call: int
    error: int
    for_good: bool

    def __str__(self) -> str:
        how = "for good" if self.for_good else "once"
        return f"call {self.call}, {errno.errorcode[self.error]} {how}"


def io_errors(count: int, seconds: float) -> Counts:
    """Let the calls of so many operations fail, one after another, or for so many seconds each."""
    counts = Counts("runs", "done", "refused", "corrupt", "silent success")
    for name in ("failed after commit", "not plain", "torn", "not repeated", "leftovers"):
        counts.add(name, 0)
    until = time.monotonic() + seconds
    with made_offices() as folder:
        for place, operation in enumerate(OPERATIONS[:count]):
            share = (until - time.monotonic()) / (min(count, len(OPERATIONS)) - place)
            end = time.monotonic() + share
            known = course(folder, operation)
            for fault in _faults(known.calls):
                _try(folder, operation, known, fault, counts)
                if time.monotonic() > end:
                    counts.add(f"{operation.name} broken off at call {fault.call}/{known.calls}")
                    break
    return counts


def _faults(calls: int) -> Iterator[_Fault]:
    for call, error, for_good in product(
        range(1, calls + 1), (errno.EIO, errno.ENOSPC), (False, True)
    ):
        yield _Fault(call, error, for_good)


def _try(
    folder: Path, operation: Operation, known: Course, fault: _Fault, counts: Counts
) -> None:
    work = fresh(folder, operation)
    ended = run(operation, work, partial(shim.fail_at, *fault))
    counts.add("runs")
    counts.add("refused" if ended.status else "done")
    where = f"{operation.name}, {fault}: {ended.code}"
    for name in found_after(operation, known, work, ended):
        counts.fault(name, where)
    make_older(work)
    if ended.status and (operation.repeats or _reached(operation, known, work) == 0):
        for name in done_again(operation, known, work):
            counts.fault(name, where)


def found_after(operation: Operation, known: Course, work: Path, ended: Ended) -> Iterator[str]:
    """Yield what is wrong after an operation on a disk that failed."""
    store = work / operation.store
    if store.exists() and verify_store(store):
        yield "corrupt"
    reached, last = _reached(operation, known, work), len(known.states) - 1
    if any(not is_whole(path) for path in written(work)):
        yield "torn"
    if ended.status:
        plain = ended.status != CRASHED and ended.code not in NOT_PLAIN
        if not plain:
            yield "not plain"
        kept = ended.acknowledged[-1] if ended.acknowledged else 0
        if reached != kept and not operation.numbers:
            yield "failed after commit"
    elif reached != last or not all_written(operation, work):
        yield "silent success"


def done_again(operation: Operation, known: Course, work: Path) -> Iterator[str]:
    """Do the operation on a sound disk and yield what is wrong then."""
    ended = run(operation, work)
    if ended.status:
        yield f"not repeated ({ended.code})"
    elif not operation.numbers and _reached(operation, known, work) != len(known.states) - 1:
        yield "other when repeated"
    left = list(leftovers(work))
    if left:
        yield f"leftovers ({', '.join(left)})"


def _reached(operation: Operation, known: Course, work: Path) -> int:
    state = state_at(work / operation.store)
    return max((n for n, each in enumerate(known.states) if each == state), default=-1)
