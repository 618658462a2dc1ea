"""Run the programme, or one part of it, and print what it counted.

python -m tests.reliability [PART …] [--count N] [--seconds S]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.reliability import shim
from tests.reliability.counts import Counts
from tests.reliability.programme import DISK_PARTS, GUIDED, PARTS


def main(words: list[str]) -> int:
    """Print the counts of the parts named, or of all; return 1 where something went wrong."""
    given = _parser().parse_args(words)
    parts = given.parts or list(PARTS)
    if not DISK_PARTS.keys().isdisjoint(parts) and not shim.is_loaded():
        with tempfile.TemporaryDirectory() as folder:
            try:
                return shim.run_above(Path(folder), ["-m", "tests.reliability", *words])
            except shim.Missing:
                sys.stderr.write("A C compiler is missing: apt-get install gcc libc6-dev\n")
                return 2
    good = True
    for name in parts:
        counts = _run(name, given.count, given.seconds)
        good = good and not counts.faults
    return 0 if good else 1


def _run(name: str, count: int | None, seconds: float) -> Counts:
    """Run a part and print what it counted, also where the keyboard ends it early."""
    part, counts, started = {**PARTS, **GUIDED}[name], Counts(), time.monotonic()
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
    parser.add_argument("parts", nargs="*", choices=[*PARTS, *GUIDED, []], metavar="PART")
    parser.add_argument("--count", type=int, help="in place of the full number")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each part at most")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
