"""Copies while the officer works: after half an hour with changes, and when the window closes."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.backup import StoreFacts
from desktop.backup_habit import keep_copy
from desktop.context import now
from desktop.progress import Reporter
from models.errors import OfficeError
from ui.shell import Shell

EVERY_MS = 30 * 60 * 1000


class BackupClock(QObject):
    """Makes a copy half an hour after the first change since the last copy.

    Signals:
        refused_at_end: OfficeError; the copy at the end could not be made.
    """

    refused_at_end = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._told = False
        self._undated = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self._on_time)
        shell.saved.connect(self._on_saved)
        shell.copied.connect(self.timer.stop)

    def stop(self) -> None:
        """Make no copies any more."""
        self.timer.stop()

    def date_nothing(self) -> None:
        """Make no copy at the end either, as long as nothing is written: the clock is wrong."""
        self._undated = True

    def may_close(self) -> bool:
        """Make the copy at the end; False where it failed and the officer has not heard of it."""
        if self._undated and self._shell.saved_at is None:
            return True
        try:
            keep_copy(self._shell.context, now(), received=False)
        except OfficeError as error:
            if not self._told:
                self._told = True
                self.refused_at_end.emit(error)
                return False
        return True

    def _on_saved(self) -> None:
        if not self.timer.isActive():
            self.timer.start()

    def _on_time(self) -> None:
        self._shell.run_job("Đang sao lưu", self._make, self._on_made)

    def _make(self, reporter: Reporter) -> StoreFacts | None:
        reporter.step(0, 0, "Đang sao lưu và kiểm tra bản sao…")
        return keep_copy(self._shell.context, now())

    def _on_made(self, made: StoreFacts | None) -> None:
        self._shell.tell_of_copy(made)
