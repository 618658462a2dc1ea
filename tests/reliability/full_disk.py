"""A disk without a free byte: nothing of the officer's may go, and reading goes on.

The disk is one in memory that is filled up; where none may be mounted, no file may grow.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.io_errors import done_again, found_after
from tests.reliability.operations import OPERATIONS, Operation, command
from tests.reliability.running import Course, course, made_offices, run

_SIZE = "16m"
_BLOCK = bytes(4096)
_READING = ("figures", "--period", "2024-01")


def full_disk(counts: Counts, count: int, seconds: float) -> None:
    """Do so many operations on a full disk, or for so many seconds, and again when it has room."""
    counts.expect("operations", "done", "refused", "corrupt", "silent success", "not plain")
    counts.expect("failed after commit", "torn", "not readable", "not repeated", "leftovers")
    until = time.monotonic() + seconds
    with made_offices() as folder:
        for operation in OPERATIONS[:count]:
            known = course(folder, operation)
            work = folder / f"full-{operation.name}"
            with _small_disk(work) as is_real:
                shutil.copytree(folder / "offices" / operation.office, work, dirs_exist_ok=True)
                counts.add("on a mounted disk", is_real)
                _try(work, operation, known, is_real, counts)
            if time.monotonic() > until:
                break


@contextmanager
def _small_disk(place: Path) -> Iterator[bool]:
    """Mount a small disk at a place; False where this may not be done here."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(place)]
    mounted = False
    with suppress(FileNotFoundError):
        mounted = subprocess.run(words, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)


def _try(work: Path, operation: Operation, known: Course, is_real: bool, counts: Counts) -> None:
    if is_real:
        _fill(work / "fill")
    prepare = None if is_real else shim.fill_disk
    ended = run(operation, work, prepare)
    counts.add("operations")
    counts.add("refused" if ended.status else "done")
    where = f"{operation.name}: {ended.code}"
    for name in found_after(operation, known, work, ended):
        counts.fault(name, where)
    if operation.office not in ("empty", "old"):
        reading = operation._replace(act=command(operation.store, *_READING))
        if run(reading, work, prepare).status:
            counts.fault("not readable", where)
    (work / "fill").unlink(missing_ok=True)
    if ended.status:
        for name in done_again(operation, known, work):
            counts.fault(name, where)


def _fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(_BLOCK):
            pass
