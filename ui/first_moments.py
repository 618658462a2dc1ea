"""What the window does once it is shown: hears other starts, looks at the clock, clears up."""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.backup import default_folder
from desktop.backup_habit import second_place
from desktop.context import now
from desktop.messages import sentence
from desktop.own_clock import clock_doubt
from desktop.people.compacting import finish, is_unfinished
from desktop.progress import Reporter
from desktop.soundness import PARTS, differences
from desktop.wholeness import received_faults, received_units
from models.errors import Problem
from models.files import clear_drafts
from ui.doorbell import Doorbell
from ui.main_window import MainWindow
from ui.notice_cards import Notice

# The home page is painted before.
_AFTER_MS = 200
# What a run that was cut just now left is taken for a run's that still goes on (`clear_drafts`).
_AGAIN_MS = 11 * 60 * 1000
# The officer's own saving comes between two parts of the check.
_TURN_SECONDS = 0.01
_DIFFERS = (
    "Sổ có {} chỗ khác với lịch sử ghi: tệp đã bị đổi ngoài chương trình hoặc do ổ đĩa. "
    "Hãy bấm “Xem và sửa” để chọn giá trị đúng."
)
_CHECKED = "Lần trước máy tắt đột ngột; đã kiểm tra, số liệu đã lưu vẫn còn đủ."


class _Found(NamedTuple):
    """What is not as told: values that the history tells otherwise, received ones of a file."""

    number: int
    received: list[Problem]


class FirstMoments(QObject):
    """Begins after the window is on the screen, so that the officer does not wait for it.

    Attributes:
        bell: a second start on the same store rings it.
    """

    def __init__(
        self, window: MainWindow, was_cut: bool, is_report: Callable[[Path], bool]
    ) -> None:
        """Prepare; `is_report` says whether a file is for the page that receives reports."""
        super().__init__(window)
        self._window = window
        self._shell = window.shell
        self._was_cut = was_cut
        self._is_report = is_report
        self.bell = Doorbell(window.shell.context.path, self)
        self.bell.rung.connect(self._on_rung)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.begin)
        self._timer.start(_AFTER_MS)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._clear_up)

    def stop(self) -> None:
        """Do nothing any more: the store is about to be closed."""
        self._timer.stop()
        self._again.stop()
        self.bell.stop()
        self._shell.findings.rest()
        self._shell.jobs.shut_down()

    def open_file(self, file: Path) -> None:
        """Show a file from another office on the page where it belongs."""
        if self._shell.context.role == "district" and self._is_report(file):
            self._shell.go("receive", files=[str(file)])
        else:
            self._shell.go("submit", file=str(file))

    def begin(self) -> None:
        """Do what can wait until the window is there."""
        self._timer.stop()
        self.bell.listen()
        self._ask_about_the_clock()
        self._shell.run_job("Đang kiểm tra sổ", self._check, self._on_checked)
        self._clear_up()
        self._again.start(_AGAIN_MS)
        if self._shell.ask(is_unfinished):
            self._shell.run_job("Đang ghi lại sổ", self._finish_erasing, self._on_finished)

    def _ask_about_the_clock(self) -> None:
        doubt = self._shell.ask(clock_doubt, now())
        if doubt is not None:
            actions = (("Đóng để chỉnh giờ", self._close), ("Ngày giờ đúng", self._go_on))
            self._shell.notice_requested.emit(Notice(sentence(doubt), "question", actions))

    def _close(self) -> None:
        self._window.backups.date_nothing()
        self._window.close()

    def _go_on(self) -> None:
        self._window.current.setFocus()

    def _check(self, reporter: Reporter) -> _Found:
        """Ask for what is not as told, part by part, letting others in between."""
        units = self._shell.ask(received_units)
        number, parts = 0, len(PARTS) + len(units)
        for done, among in enumerate(PARTS):
            reporter.step(done, parts, "Đang so từng giá trị với lịch sử…")
            number += len(self._shell.ask(differences, among))
            time.sleep(_TURN_SECONDS)
        received: list[Problem] = []
        for done, unit in enumerate(units, len(PARTS)):
            reporter.step(done, parts, "Đang so số liệu đã nhận với các tệp…")
            received += self._shell.ask(received_faults, unit)
            time.sleep(_TURN_SECONDS)
        return _Found(number, received)

    def _on_checked(self, found: _Found) -> None:
        if found.received:
            self._shell.show_problems(found.received)
        # On show last: what it leads to shows what was received as well.
        if found.number:
            see = self._shell.mending_requested.emit
            self._shell.notify(_DIFFERS.format(found.number), "Xem và sửa", see, tone="problem")
        elif self._was_cut and not found.received:
            self._shell.notify(_CHECKED, tone="note")

    def _clear_up(self) -> None:
        self._shell.run_job("Đang dọn tệp tạm", self._clear)

    def _clear(self, reporter: Reporter) -> None:
        """Take away what earlier runs that were cut left, also where copies go."""
        context = self._shell.context
        folders = [default_folder(context.path), Path(gettempdir())]
        place = second_place(context)
        if place is not None and place.there:
            folders.append(place.folder)
        for folder in folders:
            clear_drafts(folder)

    def _finish_erasing(self, reporter: Reporter) -> Problem | None:
        """Write the book anew where the disk refused that after somebody was erased."""
        return finish(self._shell.context)

    def _on_finished(self, failed: Problem | None) -> None:
        if failed is not None:
            self._shell.show_problems([failed])

    def _on_rung(self, file: Path | None) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if file is not None:
            self.open_file(file)
