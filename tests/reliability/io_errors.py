"""A disk that fails, or is full, at every call of every operation, once or for good."""

import errno
import random
import time
from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

from desktop.backup import verify_store
from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.files import all_written, is_whole, leftovers, make_older, written
from tests.reliability.operations import OPERATIONS, Operation, cells
from tests.reliability.running import CRASHED, Course, Ended, course, fresh, made_offices, run
from tests.reliability.state import state_at

# What no officer should read where a disk is at fault.
NOT_PLAIN = ("program_fault", "unknown_problem", "no JSON", "")

# What tells that the last change may be there: a sync failed, and nobody can know; or that it is.
TOLD = ("disk_failed", "not_durable", "store_made")

# Thirty gestures make the same calls as one, thirty times.
_SHORT = {"cell": OPERATIONS[0]._replace(act=cells(1))}


class _Fault(NamedTuple):
    call: int
    error: int
    for_good: bool

    def __str__(self) -> str:
        how = "for good" if self.for_good else "once"
        return f"call {self.call}, {errno.errorcode[self.error]} {how}"


def io_errors(counts: Counts, count: int, seconds: float) -> None:
    """Let the calls of so many operations fail, one after another, or for so many seconds each."""
    counts.expect("runs", "done", "refused", "corrupt", "silent success", "failed after commit")
    counts.expect("not plain", "torn", "not repeated", "leftovers")
    until = time.monotonic() + seconds
    with made_offices() as folder:
        operations = [_SHORT.get(each.name, each) for each in OPERATIONS[:count]]
        for place, operation in enumerate(operations):
            share = (until - time.monotonic()) / (len(operations) - place)
            end = time.monotonic() + share
            known = course(folder, operation)
            faults = _faults(known.calls)
            for done, fault in enumerate(faults, start=1):
                _try(folder, operation, known, fault, counts)
                if time.monotonic() > end:
                    counts.add(f"not tried of {operation.name}", len(faults) - done)
                    break


def _faults(calls: int) -> list[_Fault]:
    """Return what may fail, in no order: a run that is broken off has tried some of everything."""
    errors = (errno.EIO, errno.ENOSPC)
    found = [_Fault(*each) for each in product(range(1, calls + 1), errors, (False, True))]
    random.Random(calls).shuffle(found)
    return found


def _try(folder: Path, operation: Operation, known: Course, fault: _Fault, counts: Counts) -> None:
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
        if reached != kept and not operation.numbers and ended.code not in TOLD:
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
