"""The built program tries itself: store, workbook, reports and every page, without a screen."""

import io
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path

from desktop.context import open_context, today
from desktop.reports.kinds import UNIT_KINDS
from desktop.sample_commune import COMMUNE_FILE

PERIOD = "2024-H1"


class Unfit(Exception):
    """A part of the program does not work in this build; says which and how."""


def selftest() -> int:
    """Try every part on the sample stores; return 0, or 1 with the failing part named."""
    with tempfile.TemporaryDirectory(prefix="somotcua-") as name:
        folder = Path(name)
        steps: tuple[tuple[str, Callable[[Path], None]], ...] = (
            ("Sổ", _store),
            ("Tệp Excel", _workbook),
            ("Báo cáo", _reports),
            ("Các trang", _pages),
        )
        for title, step in steps:
            try:
                step(folder)
            except Unfit as fault:
                _say(f"{title}: không đạt. {fault}")
                return 1
            _say(f"{title}: đạt")
    return 0


def _store(folder: Path) -> None:
    _command("sample", str(folder))
    _command("--store", str(_ward(folder)), "verify")


def _workbook(folder: Path) -> None:
    store, workbook = str(_ward(folder)), str(folder / "so.xlsx")
    _command("--store", store, "workbook", workbook, "--filled")
    _command("--store", store, "load", workbook)


def _reports(folder: Path) -> None:
    for kind in UNIT_KINDS:
        out = str(folder / f"{kind.name}.docx")
        store, period = _ward(folder), PERIOD
        if kind.longest:
            # A short report is about a week: the sample commune has the figures of the last one.
            store, period = folder / COMMUNE_FILE, _last_week()
        what = ("report", "--period", period, "--kind", kind.name)
        _command("--store", str(store), *what, "--out", out)


def _last_week() -> str:
    year, week, _ = (today() - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02d}"


def _pages(folder: Path) -> None:
    from PySide6.QtCore import qInstallMessageHandler

    from ui.app import make_application

    complaints: list[str] = []
    hook = sys.excepthook
    sys.excepthook = lambda kind, error, trace: complaints.append(f"{kind.__name__}: {error}")
    application = make_application([sys.argv[0], "-platform", "offscreen"])
    qInstallMessageHandler(lambda kind, where, text: _note(complaints, text))
    try:
        for store in sorted(folder.glob("*.sqlite")):
            complaints += _visit(store, application.processEvents)
    finally:
        qInstallMessageHandler(None)
        sys.excepthook = hook
    if complaints:
        raise Unfit("; ".join(complaints))


def _note(complaints: list[str], text: str) -> None:
    """Keep what Qt complains of, but not that without a screen it has no fonts but ours."""
    if not text.startswith("QFontDatabase: Cannot find font directory"):
        complaints.append(text)


def _visit(store: Path, breathe: Callable[[], None]) -> list[str]:
    """Open the window and each of its pages in turn; return the pages that stayed empty."""
    from ui.main_window import MainWindow
    from ui.pages.table_of_contents import entries_for

    empty = []
    context = open_context(store)
    try:
        window = MainWindow(context)
        window.show()
        for entry in entries_for(context.role):
            window.show_page(entry.name)
            breathe()
            if window.grab().isNull():
                empty.append(entry.label)
        window.close()
        breathe()
    finally:
        context.close()
    return empty


def _command(*arguments: str) -> None:
    """Run a command; raises Unfit with what it said where it did not end well."""
    from desktop.commands.run import main

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = main(list(arguments))
    if status:
        raise Unfit(f"{' '.join(arguments)} → {status}: {said.getvalue().strip()}")


def _ward(folder: Path) -> Path:
    return folder / "ward.sqlite"


def _say(line: str) -> None:
    # a windowed program on Windows has no standard output
    if sys.stdout is not None:
        print(line)  # noqa: T201
