"""Faults nobody expected: one hook logs them without personal data and says so once."""

import faulthandler
import logging
import sys
import threading
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QThread,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from models.files import owner_only
from ui.widgets.pieces import button, label

log = logging.getLogger("somotcua")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_ADVICE = (
    "Số liệu đã lưu vẫn còn nguyên; việc đang làm dở có thể chưa được ghi. "
    "Hãy kiểm tra lại việc vừa làm. "
    "Nếu lỗi lặp lại, đóng chương trình, mở lại và gửi tệp nhật ký cho người hỗ trợ."
)


class _PrivateLog(RotatingFileHandler):
    """A log that only its owner may read."""

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        owner_only(Path(self.baseFilename))
        return stream


class FaultHook(QObject):
    """Catches what no page caught, on whatever thread.

    Signals:
        fault_met: the short name of the fault; shown on the window's thread.
    """

    fault_met = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: FaultDialog | None = None
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
        log.error("%s\n%s", kind.__name__, places(trace))
        self.fault_met.emit(kind.__name__)
        if not self._loop_runs():
            self.show_and_wait(kind.__name__)

    def show_and_wait(self, name: str) -> None:
        """Say so at once: before the window, or at the end, nothing delivers the signal."""
        FaultDialog(name, self._folder).exec()

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
            self._dialog = FaultDialog(name, self._folder)
            self._dialog.open()


class FaultDialog(QDialog):
    """Says that something went wrong, that what was saved is safe, and where the log lies."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Sổ Một Cửa gặp lỗi")
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        heading = label("Chương trình vừa gặp một lỗi ngoài dự kiến.", "heading")
        text = label(_ADVICE, wrap=True)
        log_file = folder / "somotcua.log"
        place = f"Nhật ký (không chứa dữ liệu cá nhân): {log_file}"
        where = label(f"Mã lỗi: {name}\n{place}", "muted", wrap=True, selectable=True)
        go_on = button("Tiếp tục làm việc", "primary")
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(go_on)
        for part in (heading, text, where):
            column.addWidget(part)
        column.addLayout(row)


def places(trace: TracebackType | None) -> str:
    """Return where a fault happened, never values or messages: these may be personal."""
    lines = []
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
