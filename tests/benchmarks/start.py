"""From nothing to a usable home page, and its memory, against a bare window with a store."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.ratio import Ratio, medians

ROUNDS = 11


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios of start and idle memory; each run is a process without a screen."""
    from desktop.context import today
    from desktop.sample import make_ward

    store = make_ward(folder, today())
    ours, bare = _Runs("ours", store), _Runs("bare", store)
    time_ours, time_bare = medians(ROUNDS, ours.start, bare.start)
    floor = "bare PySide6 window, sqlalchemy.orm, the same store opened"
    return [
        Ratio("start to a usable home page", floor, time_ours, time_bare, 1.25),
        Ratio("idle memory", floor, ours.memory, bare.memory, 1.5, "MB"),
    ]


class _Runs:
    """Starts one of the two programs below; keeps the memory of the latest run."""

    def __init__(self, which: str, store: Path) -> None:
        self._command = [sys.executable, "-m", "tests.benchmarks.start", which, str(store)]
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self.memory = 0.0

    def start(self) -> float:
        """Return the milliseconds from the call to the page that can be used."""
        begun = time.monotonic()
        done = subprocess.run(
            self._command, env=self._environment, capture_output=True, text=True, check=True
        )
        ready, memory = (float(part) for part in done.stdout.split()[-2:])
        self.memory = memory
        return (ready - begun) * 1000


def _say_ready() -> None:
    ready = time.monotonic()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    sys.stdout.write(f"{ready} {pages * os.sysconf('SC_PAGE_SIZE') / 1_000_000}\n")


def run_ours(store: str) -> None:
    """Run the program itself; its event loop says when the home page is there and ends."""
    from PySide6.QtWidgets import QApplication

    def idle(*_: object) -> int:
        for _round in range(5):
            QApplication.processEvents()
        _say_ready()
        return 0

    QApplication.exec = idle  # type: ignore[method-assign]
    from desktop.main import main

    main(["--store", store])


def run_bare(store: str) -> None:
    """Run the floor: an empty window, SQLAlchemy imported, the store opened and read once."""
    import sqlalchemy as sa
    import sqlalchemy.orm
    from PySide6.QtWidgets import QApplication, QMainWindow

    assert sqlalchemy.orm
    application = QApplication([])
    connection = sa.create_engine(f"sqlite:///{store}").connect()
    connection.exec_driver_sql("PRAGMA locking_mode=EXCLUSIVE")
    assert connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok"
    connection.execute(sa.text("SELECT name, value FROM setting")).all()
    window = QMainWindow()
    window.resize(1280, 720)
    window.show()
    for _round in range(5):
        application.processEvents()
    _say_ready()
    connection.close()


if __name__ == "__main__":
    {"ours": run_ours, "bare": run_bare}[sys.argv[1]](sys.argv[2])
