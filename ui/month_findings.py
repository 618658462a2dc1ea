"""What the rules say about the working month, asked once for all when the hands rest."""

from datetime import date
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.context import Context, today
from desktop.findings import evidence, judge
from desktop.progress import Reporter
from models.findings import Finding
from models.periods import Month
from ui.jobs import Job, JobRunner

# The rules read a whole year: wait until the typing pauses.
PAUSE_MS = 150
# What takes longer is felt under the hands, so the next time it is done off the window's thread.
UNFELT_MS = 50


class Asked(NamedTuple):
    """What was asked: it tells a late answer from a right one.

    Attributes:
        month: the month asked about.
        day: the day on which it was asked.
        changes: how often the store had changed by then.
    """

    month: Month
    day: date
    changes: int


class _Answer(NamedTuple):
    asked: Asked
    found: list[Finding]
    took_ms: float


class MonthFindings(QObject):
    """The findings of the working month, shared by everybody who shows them.

    Attributes:
        found: what the rules said last about this month.

    Signals:
        checking: the rules work off the window's thread; `shown` follows.
        shown: list of Finding.
    """

    checking = Signal()
    shown = Signal(object)

    def __init__(
        self, context: Context, jobs: JobRunner, month: Month, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.found: list[Finding] = []
        self._context = context
        self._jobs = jobs
        self._month = month
        self._changes = 0
        self._answered: Asked | None = None
        self._job: Job[_Answer] | None = None
        self._took_ms = 0.0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)

    @property
    def fresh(self) -> bool:
        """Return whether `found` is what the rules say as of now."""
        return self._answered == self._question()

    def set_month(self, month: Month) -> None:
        """Look at another month, once the hands rest."""
        self._month = month
        self.found = []
        self.ask_later()

    def ask_later(self) -> None:
        """Take note that something changed, and ask once the hands rest."""
        self._changes += 1
        self._pause.start()

    def ask(self) -> None:
        """Ask unless the answer is known: here where that takes no time, else as a job."""
        self._pause.stop()
        if self.fresh:
            return
        if self._took_ms <= UNFELT_MS:
            self.ask_now()
            return
        self.checking.emit()
        # A job on its way asks again when it comes back late.
        if not self._on_its_way:
            self._start_job()

    def ask_soon(self) -> None:
        """Ask once the hands rest, unless the answer is known."""
        if not self.fresh:
            self._pause.start()

    def ask_now(self) -> list[Finding]:
        """Ask and wait for the answer, whatever is known."""
        self._pause.stop()
        asked = self._question()
        self._keep(self._work(asked))
        return self.found

    def rest(self) -> None:
        """Ask no more: the window closes."""
        self._pause.stop()

    @property
    def _on_its_way(self) -> bool:
        return self._job is not None and self._job.error is None

    def _question(self) -> Asked:
        return Asked(self._month, today(), self._changes)

    def _start_job(self) -> None:
        asked = self._question()

        def work(_reporter: Reporter) -> _Answer:
            return self._work(asked)

        self._job = Job("Đang kiểm tra số liệu", work, self._on_answer)
        self._jobs.run(self._job)

    def _work(self, asked: Asked) -> _Answer:
        context = self._context
        began = perf_counter()
        # The store is held while it is read only: the officer types on while the rules think.
        facts = context.ask(evidence, context.unit, [asked.month], asked.day)
        found = judge(facts)
        return _Answer(asked, found, (perf_counter() - began) * 1000)

    def _on_answer(self, answer: _Answer) -> None:
        self._job = None
        if answer.asked == self._question():
            self._keep(answer)
        else:
            # Late: something changed meanwhile, and is asked about in its turn.
            self._took_ms = answer.took_ms
            if not self._pause.isActive():
                self.ask()

    def _keep(self, answer: _Answer) -> None:
        self._answered = answer.asked
        self._took_ms = answer.took_ms
        self.found = answer.found
        self.shown.emit(self.found)
