"""Run the benchmarks named on the command line, or all of them, and print the table of ratios."""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.benchmarks.ratio import Ratio, table

NAMES = ("start", "cell", "month", "report", "workbook", "receiving", "province")


def main(names: list[str]) -> int:
    """Print every ratio; return 1 where one is not reached."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    ratios: list[Ratio] = []
    for name in names or NAMES:
        with tempfile.TemporaryDirectory() as folder:
            ratios += import_module(f"tests.benchmarks.{name}").measure(Path(folder))
    sys.stdout.write(table(ratios) + "\n")
    return 0 if all(ratio.reached for ratio in ratios) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
