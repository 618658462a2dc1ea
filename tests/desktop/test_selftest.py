"""The program's test of itself, which the built program is held to."""

import os
import subprocess
import sys

from desktop.selftest import _note


def test_the_program_finds_itself_fit() -> None:
    # What Windows hands a program whose words go into a pipe.
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop.main", "--selftest"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": đạt") == 4


def test_only_what_means_something_is_complained_of() -> None:
    complaints: list[str] = []
    _note(complaints, "QFontDatabase: Cannot find font directory C:/so/PySide6/lib/fonts.")
    _note(complaints, "QPainter::begin: Paint device returned engine == 0")
    assert complaints == ["QPainter::begin: Paint device returned engine == 0"]
