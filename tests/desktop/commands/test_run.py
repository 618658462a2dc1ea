"""How the command line speaks."""

import os
import subprocess
import sys

from tests.desktop.commands.console import Console


def test_vietnamese_comes_out_whatever_the_code_page(june: Console) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": ".",
        "PYTHONIOENCODING": "cp1252",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
    }
    words = [sys.executable, "-m", "desktop", "--store", str(june.store)]
    words += ["figures", "--period", "2024-06"]
    done = subprocess.run(words, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Hộ tịch" in done.stdout.decode("utf-8")
