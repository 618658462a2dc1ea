"""What is done in a checkout, the same words on Linux and on Windows.

    python installer/tasks.py setup     make .venv with everything as locked
    python installer/tasks.py check     style and types
    python installer/tasks.py test      check, then all tests
    python installer/tasks.py run       the window on the sample commune
    python installer/tasks.py report    the sample ward's report, without a window
    python installer/tasks.py build     the one-folder program under installer/dist
    python installer/tasks.py deb       the built program as a Debian package there, on Linux

Needs Python 3.11, 3.12 or 3.13. On Debian `installer/setup.sh` installs the system libraries first.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
WARD = ROOT / "sample" / "ward.sqlite"
COMMUNE = ROOT / "sample" / "commune.sqlite"


def setup(*more: str) -> None:
    """Make the environment where it is missing, and bring it to what is locked."""
    if not _works(PYTHON, "-c", ""):
        _run(sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT))
    if not _works(PYTHON, "-m", "uv", "--version"):
        wanted = str(ROOT / "installer" / "requirements-uv.txt")
        quietly = ("-q", "--disable-pip-version-check")
        if not _works(PYTHON, "-m", "pip", "--version"):
            _run(PYTHON, "-m", "ensurepip")
        _run(PYTHON, "-m", "pip", "install", *quietly, "--require-hashes", "-r", wanted)
    # --inexact: the installer lives in the same environment and is not to remove itself.
    words = ["-q", "--frozen", "--inexact", "--compile-bytecode", "--python", str(PYTHON), *more]
    _run(PYTHON, "-m", "uv", "sync", *words, UV_PYTHON_DOWNLOADS="never")


def setup_to_run() -> None:
    """Bring the environment to what the programs need, without what only developers need."""
    setup("--no-dev")


def check() -> None:
    """Check style and types."""
    _run(PYTHON, "-m", "ruff", "check", ".")
    _run(PYTHON, "-m", "ruff", "format", "--check", ".")
    _run(PYTHON, "-m", "mypy")


def test() -> None:
    """Check style and types, then run all tests without a screen."""
    check()
    _run(PYTHON, "-m", "pytest", "-q", "-n", "auto", QT_QPA_PLATFORM="offscreen")


def run() -> None:
    """Open the window on the sample commune."""
    _make_sample()
    _run(PYTHON, "-m", "desktop.main", "--store", str(COMMUNE))


def report() -> None:
    """Write the sample ward's report for the first half of 2024 and say where it is."""
    _make_sample()
    out = WARD.parent / "bao-cao-2024-H1.docx"
    words = ["report", "--period", "2024-H1", "--kind", "cchc", "--out", str(out)]
    _run(PYTHON, "-m", "desktop", "--store", str(WARD), *words)
    print(out)


def build() -> None:
    """Build the one-folder program, look it over and let it test itself."""
    _run(PYTHON, str(ROOT / "installer" / "build.py"))


def deb() -> None:
    """Pack the built program into a Debian package."""
    _run(PYTHON, str(ROOT / "installer" / "make_deb.py"))


TASKS = {
    "setup": setup,
    "setup-to-run": setup_to_run,
    "check": check,
    "test": test,
    "run": run,
    "report": report,
    "build": build,
    "deb": deb,
}


def _make_sample() -> None:
    if not (WARD.exists() and COMMUNE.exists()):
        _run(PYTHON, "-m", "desktop", "sample", str(WARD.parent))


def _works(*words: str | Path) -> bool:
    try:
        done = subprocess.run([str(word) for word in words], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _run(*words: str | Path, **variables: str) -> None:
    """Run a command in the root of the checkout; end with its status where it fails."""
    environment = {**os.environ, **variables}
    done = subprocess.run([str(word) for word in words], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main(words: list[str]) -> int:
    """Do the tasks in the order given; return 2 for a word that is none."""
    if not words or not all(word in TASKS for word in words):
        print(__doc__, file=sys.stderr)
        return 2
    for word in words:
        TASKS[word]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
