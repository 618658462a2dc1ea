"""Faults nobody expected: one hook logs them without personal data and says so once."""

import faulthandler
import logging
import re
import sys
import threading
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from desktop.context import Context
from desktop.soundness import require_sound
from desktop.traces import fault_places, places, without_home
from models.errors import OfficeError
from models.files import owner_only

if TYPE_CHECKING:
    from ui.dialogs.fault import FaultDialog, Standing

log = logging.getLogger("somotcua")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# A fault that comes again and again, as from a clock, is shown once.
_QUIET_SECONDS: Final = 10.0


class _PrivateLog(RotatingFileHandler):
    """A log that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        owner_only(Path(self.baseFilename))
        return stream


class FaultHook(QObject):
    """Catches what no page caught, on whatever thread.

    Attributes:
        context: the open store, to say how it is; None where none is open.

    Signals:
        fault_met: the short name of the fault; shown on the window's thread.
    """

    fault_met = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context: Context | None = None
        self._dialog: FaultDialog | None = None
        self._last_met: dict[str, float] = {}
        self._folder = folder
        self._crash_file: IO[str] | None = None
        self._handler: _PrivateLog | None = None
        self.fault_met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over every way a fault can surface; log to files in the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        owner_only(self._folder)
        handler = self._handler = _PrivateLog(
            self._folder / "somotcua.log",
            maxBytes=500_000,
            backupCount=2,
            encoding="utf-8",
            delay=True,
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False
        # a windowed program has no standard error: give the crash handler a file that stays open
        self._crash_file = (self._folder / "crash.log").open("a", encoding="utf-8")
        owner_only(self._folder / "crash.log")
        faulthandler.enable(self._crash_file)
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Give every way back and let go of the files."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        faulthandler.disable()
        log.propagate = True
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()
        if self._crash_file is not None:
            self._crash_file.close()

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log a fault and say so."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        told = fault_places(error.with_traceback(error.__traceback__ or trace))
        log.error("%s", told)
        if self._is_repeated(told):
            return
        self.fault_met.emit(kind.__name__)
        if not self._loop_runs():
            self.show_and_wait(kind.__name__)

    def _is_repeated(self, told: str) -> bool:
        """Return whether the very same fault was met a moment ago."""
        now, before = time.monotonic(), self._last_met.get(told)
        self._last_met[told] = now
        return before is not None and now - before < _QUIET_SECONDS

    def show_and_wait(self, name: str) -> None:
        """Say so at once: before the window, or at the end, nothing delivers the signal."""
        self._dialog = self._make_dialog(name)
        self._dialog.exec()

    def _loop_runs(self) -> bool:
        application = QApplication.instance()
        here = QThread.currentThread()
        return application is None or here is not application.thread() or here.loopLevel() > 0

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        log.error("unraisable %s\n%s", args.exc_type.__name__, places(args.exc_traceback))

    def _show(self, name: str) -> None:
        if self._dialog is None or not self._dialog.isVisible():
            self._dialog = self._make_dialog(name)
            self._dialog.open()

    def _make_dialog(self, name: str) -> "FaultDialog":
        # Most starts never need it.
        from ui.dialogs.fault import FaultDialog

        return FaultDialog(name, self._folder, standing_of(self.context), self.context)


def standing_of(context: Context | None) -> "Standing":
    """Return how an open store is, by looking; "unknown" while somebody else works in it."""
    if context is None or context.store.busy:
        return "unknown"
    try:
        context.ask(require_sound)
    except OfficeError:
        return "unsound"
    except Exception as error:  # noqa: BLE001 - where the look itself fails nothing can be promised
        log.error("the store cannot be looked at\n%s", fault_places(error))
        return "unknown"
    return "sound"


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    # What stands in quotes may be somebody's name.
    said = without_home(re.sub(r'"[^"]*"', '"…"', text))
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", said)
