"""Run the programme, or one part of it, and print what it counted.

python -m tests.reliability [PART …] [--count N] [--seconds S]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.full_disk import full_disk
from tests.reliability.io_errors import io_errors
from tests.reliability.kill import kill
from tests.reliability.lying_disk import lying_disk
from tests.reliability.operations import OPERATIONS
from tests.reliability.powercut import powercut


class Part(NamedTuple):
    """A part of the programme.

    Attributes:
        run: fills the counts, so many times or for so many seconds.
        full: how many times where nothing else is asked for.
    """

    run: Callable[[Counts, int, float], None]
    full: int


PROGRAMME = {
    "kill": Part(kill, 5_000),
    "powercut": Part(powercut, 100_000),
    "lying-disk": Part(lying_disk, 50_000),
    "io-errors": Part(io_errors, len(OPERATIONS)),
    "full-disk": Part(full_disk, len(OPERATIONS)),
}


def main(words: list[str]) -> int:
    """Print the counts of the parts named, or of all; return 1 where something went wrong."""
    given = _parser().parse_args(words)
    if not shim.is_loaded():
        with tempfile.TemporaryDirectory() as folder:
            try:
                return shim.run_above(Path(folder), ["-m", "tests.reliability", *words])
            except shim.Missing:
                sys.stderr.write("A C compiler is missing: apt-get install gcc libc6-dev\n")
                return 2
    good = True
    for name in given.parts or PROGRAMME:
        counts = _run(name, given.count, given.seconds)
        good = good and not counts.faults
    return 0 if good else 1


def _run(name: str, count: int | None, seconds: float) -> Counts:
    """Run a part and print what it counted, also where the keyboard ends it early."""
    part, counts, started = PROGRAMME[name], Counts(), time.monotonic()
    ended = ""
    try:
        part.run(counts, count or part.full, seconds)
    except KeyboardInterrupt:
        ended = ", broken off"
    sys.stdout.write(f"{name}: {counts}\n  ({time.monotonic() - started:.0f} s{ended})\n")
    sys.stdout.flush()
    return counts


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PROGRAMME, []], metavar="PART")
    parser.add_argument("--count", type=int, help="in place of the full number")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each part at most")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
