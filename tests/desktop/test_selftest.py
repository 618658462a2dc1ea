"""The program's test of itself, which the built program is held to."""

import subprocess
import sys


def test_the_program_finds_itself_fit() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop.main", "--selftest"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": đạt") == 4
