"""Run the programme, or one part of it, and print what it counted.

python -m tests.reliability [PART …] [--count N] [--seconds S]
"""

import argparse
import sys
import time

from tests.reliability.programme import PARTS


def main(words: list[str]) -> int:
    """Print the counts of the parts named, or of all; return 1 where something went wrong."""
    given = _parser().parse_args(words)
    good = True
    for name in given.parts or PARTS:
        started = time.monotonic()
        counts = PARTS[name].run(given.count or PARTS[name].full, given.seconds)
        sys.stdout.write(f"{name}: {counts} ({time.monotonic() - started:.0f} s)\n")
        sys.stdout.flush()
        good = good and not counts.faults
    return 0 if good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.reliability", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--count", type=int, help="in place of the full number")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of each part at most")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
