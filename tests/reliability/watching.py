"""What nobody caught while a window was used: exceptions in slots, and words of Qt."""

import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from unittest import mock

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from tests.reliability.counts import Counts

# What only the offscreen platform says.
_OFFSCREEN = "This plugin does not support"
_MOMENT_MS = 1000


@contextmanager
def watched(counts: Counts, folder: Path) -> Iterator[None]:
    """Count what nobody caught as faults; what would wait for a person outside gets an answer."""

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        places = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(trace)[-4:]]
        counts.fault("unhandled", f"{kind.__name__}: {error} at {' < '.join(places)}"[:300])

    def on_thread(told: threading.ExceptHookArgs) -> None:
        caught(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)

    def heard(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(_OFFSCREEN):
            counts.fault("Qt said", text)

    before = qInstallMessageHandler(heard)
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "excepthook", caught))
        stack.enter_context(mock.patch.object(threading, "excepthook", on_thread))
        for name, answer in _answers(folder).items():
            stack.enter_context(mock.patch.object(QFileDialog, name, answer))
        stack.enter_context(mock.patch.object(QDialog, "exec", _looked_at_and_left))
        stack.enter_context(mock.patch.object(QDesktopServices, "openUrl", return_value=True))
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)
            qInstallMessageHandler(before)


def _answers(folder: Path) -> dict[str, object]:
    out = folder / "out"
    out.mkdir()
    written = (str(out / "tep"), "")
    return {
        "getOpenFileName": lambda *_, **__: ("", ""),
        "getOpenFileNames": lambda *_, **__: ([], ""),
        "getSaveFileName": lambda *_, **__: written,
        "getExistingDirectory": lambda *_, **__: str(out),
    }


def _looked_at_and_left(dialog: QDialog) -> int:
    before = QApplication.activeWindow()
    dialog.show()
    QTest.qWaitForWindowActive(dialog, _MOMENT_MS)
    dialog.reject()
    # Nobody types on before the window behind is in front again.
    if before is not None:
        before.activateWindow()
        QTest.qWaitForWindowActive(before, _MOMENT_MS)
    return 0


def memory() -> int:
    """Return the bytes of memory that this process has in use, 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text("ascii").split()[1]) * 4096 if told.exists() else 0
