"""Long work off the window's thread: one worker at a time, with progress and cancel."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from desktop.progress import Cancelled, Reporter
from models.errors import OfficeError

T = TypeVar("T")

PATIENCE_MS = 1000


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work.

    Attributes:
        text: what is being done, for the officer ("Đang xuất báo cáo").
        work: runs on the worker thread; returns the result or raises.
        on_done: called with the result on the window's thread: a bound method of an object that may
            die meanwhile.
        stop: set when the officer wants it stopped.
    """

    text: str
    work: Callable[[Reporter], T]
    on_done: Callable[[T], None] | None
    stop: Event = field(default_factory=Event)
    result: T | None = None
    error: BaseException | None = None


class _JobReporter:
    """Carries progress from the worker to the window, and the wish to stop back."""

    def __init__(self, job: Job[Any], worker: "_Worker") -> None:
        self._job = job
        self._worker = worker

    def step(self, done: int, total: int, text: str) -> None:
        if self._job.stop.is_set():
            raise Cancelled
        self._worker.progressed.emit(done, total, text)


class _Worker(QObject):
    progressed = Signal(int, int, str)
    finished = Signal(object)

    @Slot(object)
    def run(self, job: Job[Any]) -> None:
        try:
            job.result = job.work(_JobReporter(job, self))
        except BaseException as error:  # noqa: BLE001 - handed to the window's thread, which reports it
            job.error = error
        self.finished.emit(job)


class JobRunner(QObject):
    """Runs jobs one after the other on one thread.

    Signals:
        progress_shown: text; a job has run for a second.
        progressed: done, total, text of the job on show.
        ended: the job on show is over.
        done: Job that ended well, before its `on_done` is called.
        refused: OfficeError a job raised.
        cancelled: text of the job that was stopped.
        crashed: exception nobody expected.
    """

    progress_shown = Signal(str)
    progressed = Signal(int, int, str)
    ended = Signal()
    done = Signal(object)
    refused = Signal(object)
    cancelled = Signal(str)
    crashed = Signal(object)
    _start_requested = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Job[Any]] = deque()
        self._current: Job[Any] | None = None
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._start_requested.connect(self._worker.run)
        self._worker.progressed.connect(self._on_progress)
        self._worker.finished.connect(self._on_finished)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_over)

    @property
    def busy(self) -> bool:
        """Return whether a job is running or waiting."""
        return self._current is not None or bool(self._waiting)

    def run(self, job: Job[Any]) -> None:
        """Run a job as soon as the one before it is over."""
        self._waiting.append(job)
        self._next()

    def cancel(self) -> None:
        """Ask the running job to stop; it stops at its next look."""
        if self._current is not None:
            self._current.stop.set()

    def shut_down(self) -> None:
        """Stop what runs, forget what waits, and end the thread."""
        self._waiting.clear()
        self.cancel()
        self._patience.stop()
        self._thread.quit()
        self._thread.wait()

    def _next(self) -> None:
        if self._current is not None or not self._waiting:
            return
        self._current = self._waiting.popleft()
        if not self._thread.isRunning():
            self._thread.start()
        self._patience.start()
        self._start_requested.emit(self._current)

    def _on_patience_over(self) -> None:
        if self._current is not None:
            self.progress_shown.emit(self._current.text)

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self.progressed.emit(done, total, text)

    def _on_finished(self, job: Job[Any]) -> None:
        self._patience.stop()
        self._current = None
        self.ended.emit()
        if job.error is None:
            self.done.emit(job)
            if job.on_done is not None and _alive(job.on_done):
                job.on_done(job.result)
        elif isinstance(job.error, Cancelled):
            self.cancelled.emit(job.text)
        elif isinstance(job.error, OfficeError):
            self.refused.emit(job.error)
        else:
            self.crashed.emit(job.error)
        self._next()


def _alive(method: Callable[[Any], None]) -> bool:
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
