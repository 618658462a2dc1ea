"""`kill -9` in the middle of every operation that writes.

Half of the kills come at a random instant, half before a chosen call that changes a file.
"""

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop.backup import verify_store
from desktop.context import open_context
from models.errors import OfficeError
from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.files import all_written, is_whole, leftovers, make_older, written
from tests.reliability.operations import OPERATIONS, Operation
from tests.reliability.running import Course, Ended, course, fresh, made_offices, run
from tests.reliability.state import state_at
from tests.reliability.window import WINDOW

KILLED = (*OPERATIONS, WINDOW)

_HOUR = 3600


def kill(counts: Counts, count: int, seconds: float) -> None:
    """Kill operations so many times, or for so many seconds, each in turn."""
    counts.expect("cycles", "killed", "lost", "half-applied", "not opened", "leftovers")
    chance = random.Random(count)
    until = time.monotonic() + seconds
    with made_offices() as folder:
        courses = {each.name: course(folder, each) for each in KILLED}
        for cycle in range(count):
            operation = KILLED[cycle % len(KILLED)]
            trial = _Trial(folder, operation, courses[operation.name], counts)
            trial.go(chance, at_call=cycle // len(KILLED) % 2 == 1)
            if time.monotonic() > until:
                break


class _Trial:
    """One operation, killed, looked at, and done again."""

    def __init__(self, folder: Path, operation: Operation, known: Course, counts: Counts) -> None:
        self._operation, self._course, self._counts = operation, known, counts
        self._work = fresh(folder, operation)
        self._store = self._work / operation.store

    def go(self, chance: random.Random, at_call: bool) -> None:
        """Kill the operation and count what that left."""
        if at_call:
            call = chance.randint(1, self._course.calls)
            where = f"{self._operation.name} before call {call}"
            ended = run(self._operation, self._work, partial(shim.end_at, call))
        else:
            delay = chance.uniform(0, self._course.seconds)
            where = f"{self._operation.name} after {delay:.3f} s"
            ended = run(self._operation, self._work, seconds=delay)
        self._counts.add("cycles")
        self._counts.add(self._operation.name)
        self._counts.add("killed", ended.killed)
        for name in self._faults(ended):
            self._counts.fault(name, where)

    def _faults(self, ended: Ended) -> Iterator[str]:
        # The next start comes later.
        make_older(self._work)
        reached = -1
        try:
            self._start()
            reached = self._reached()
        except OfficeError as error:
            yield f"not opened ({error})"
        last = len(self._course.states) - 1
        if reached < 0:
            yield "half-applied"
        elif any(reached < number % (last + 1) for number in ended.acknowledged):
            yield "lost"
        if ended.acknowledged and not all_written(self._operation, self._work):
            yield "lost"
        if any(not is_whole(path) for path in written(self._work)):
            yield "half-applied"
        yield from self._done_again(reached == last)

    def _start(self) -> None:
        if self._store.exists():
            open_context(self._store).close()
            problems = verify_store(self._store)
            if problems:
                raise OfficeError(problems)

    def _reached(self) -> int:
        """Return which of its states the store has, -1 for none of them."""
        states = self._course.states
        state = state_at(self._store)
        return max((n for n, known in enumerate(states) if known == state), default=-1)

    def _done_again(self, was_done: bool) -> Iterator[str]:
        """Do the operation once more, undisturbed: then nothing of the killed one is left."""
        if self._operation.repeats or not was_done:
            ended = run(self._operation, self._work)
            if ended.status:
                yield f"not repeated ({ended.code})"
            if self._reached() < 0 and not self._operation.numbers:
                yield "other when repeated"
        left = list(leftovers(self._work))
        if left:
            yield f"leftovers ({', '.join(left)})"
