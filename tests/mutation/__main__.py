"""Change `models/` in many small ways and report which changes no test notices.

Modules may be named ("figures", "rules", "rules.balance"); without a name all of `models/` is
tried. Everything happens in a scratch copy that is thrown away, on as many cores as the process may
use.
"""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.mutation.results import outcomes, report, score

ROOT = Path(__file__).parents[2]
COPIED = ("models", "desktop", "ui", "resources", "tests")
GOAL = 0.9


def main(names: list[str]) -> int:
    """Print what was killed and what survived; return 1 below the goal, 2 where it cannot run."""
    if find_spec("mutmut") is None:
        install = "uv sync --inexact --group mutation"
        sys.stderr.write(f"mutmut is missing: .venv/bin/python -m {install}\n")
        return 2
    # A run that is told to end takes its changed sources with it, as one that is interrupted does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        _copy_to(scratch)
        status = _run(scratch, names)
        found = outcomes(scratch)
    if status or not found:
        sys.stderr.write("The run broke off; what mutmut said is above.\n")
        return 2
    sys.stdout.write(report(found) + "\n")
    return 0 if score(found) >= GOAL else 1


def _copy_to(scratch: Path) -> None:
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, scratch / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", scratch)
    shutil.copy(Path(__file__).with_name("setup.cfg"), scratch)


def _run(scratch: Path, names: list[str]) -> int:
    program = Path(sysconfig.get_path("scripts")) / "mutmut"
    children = str(len(os.sched_getaffinity(0)))
    wanted = [f"models.{name}.*" for name in names]
    # Not python -m: mutmut refuses to be its own main module.
    command = [str(program), "run", "--max-children", children, *wanted]
    return subprocess.run(command, cwd=scratch, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
