"""What every page may ask of the window around it: read, write, tell, go elsewhere."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop import history, messages
from desktop.backup import StoreFacts
from desktop.backup_habit import keep_copy
from desktop.context import Context, Outcome, now
from desktop.progress import Reporter
from desktop.soundness import DIFFERS, RECEIVED_DIFFERS
from models.errors import OfficeError, Problem
from models.periods import Month
from ui.change_hub import ChangeHub
from ui.jobs import Job, JobRunner
from ui.month_findings import MonthFindings
from ui.notice_cards import Notice, Tone
from ui.outside import open_outside

P = ParamSpec("P")
T = TypeVar("T")
Gesture = Callable[[], object]

TAKE_AGAIN: Final = "Lấy lại từ tệp đã nhận"


class Shell(QObject):
    """The doors of the house for the pages.

    Attributes:
        context: reads and writes of the open store.
        changes: tells what each commit changed.
        jobs: runs long work.
        findings: what the rules say about the working month.
        saved_at: when something was last saved here, or None.

    Signals:
        month_changed: Month; the officer works on another month.
        saved: something was written.
        copied: a verified copy of the store was made.
        restore_requested: Chosen, the copy that shall take the store's place.
        mending_requested: values that differ from the history are to be looked at.
        retaking_requested: received figures are to be taken from the kept files again.
        notice_requested: Notice.
        page_requested: name of the page, dict of the place on it.
    """

    month_changed = Signal(Month)
    saved = Signal()
    copied = Signal()
    restore_requested = Signal(object)
    mending_requested = Signal()
    retaking_requested = Signal()
    notice_requested = Signal(Notice)
    page_requested = Signal(str, object)

    def __init__(self, context: "Context", month: Month, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.changes = ChangeHub(self)
        self.jobs = JobRunner(self)
        self.saved_at: datetime | None = None
        self.findings = MonthFindings(context, self.jobs, month, self)
        self._month = month
        self._told_of_key = False
        # First of all, so that no page takes an old answer for a new one.
        self.month_changed.connect(self.findings.set_month)
        self.changes.changed.connect(self.findings.ask_later)
        self.jobs.done.connect(self._on_job_done)
        self.jobs.refused.connect(self.show_problems)
        self.jobs.cancelled.connect(self._on_job_cancelled)

    @property
    def unit(self) -> str:
        """Return the code of the store's own unit."""
        return self.context.unit

    @property
    def month(self) -> Month:
        """Return the working month."""
        return self._month

    def set_month(self, month: Month) -> None:
        """Work on another month; every page follows."""
        if month != self._month:
            self._month = month
            self.month_changed.emit(month)

    def ask(self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read; the same as `context.ask`."""
        return self.context.ask(query, *args, **kwargs)

    def perform(
        self, verb: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> "Outcome[T]":
        """Write and tell everybody; raises OfficeError, for a caller that says so in place."""
        outcome = self.context.do(verb, *args, **kwargs)
        self._publish(outcome)
        return outcome

    def do(
        self, verb: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> "Outcome[T] | None":
        """Write and tell everybody; problems become a notice, and None comes back."""
        try:
            return self.perform(verb, *args, **kwargs)
        except OfficeError as error:
            self.show_problems(error)
            return None

    def keep_copy(self) -> bool:
        """Make a copy before much is changed at once; False, and said, where that failed."""
        try:
            made = keep_copy(self.context, now(), received=False)
        except OfficeError as error:
            self.show_problems(error)
            return False
        self.tell_of_copy(made)
        return True

    def tell_of_copy(self, made: StoreFacts | None) -> None:
        """Tell that a copy was made, and once a run what its key is good for."""
        if made is None:
            return
        self.copied.emit()
        if not made.is_key_open and not self._told_of_key:
            self._told_of_key = True
            self.notify(messages.sentence(Problem("copy_key_closed")), tone="note")

    def undo(self, entry: str) -> None:
        """Take one entry of the history back."""
        if self.do(history.undo, entry) is not None:
            self.notify("Đã hoàn tác.")

    def notify(
        self,
        text: str,
        action_text: str | None = None,
        action: Gesture | None = None,
        tone: Tone = "done",
    ) -> None:
        """Say what happened, with at most one thing to do about it.

        Only what was done, and rightly, is "done"; a refusal is a "problem", the rest a "note".
        """
        actions = ((action_text, action),) if action_text and action else ()
        self.notice_requested.emit(Notice(text, tone, actions))

    def notify_undo(self, text: str, entry: str | None) -> None:
        """Say what happened and offer to take it back."""
        self.notify(text, "Hoàn tác" if entry else None, _Undo(self, entry) if entry else None)

    def notify_written(self, text: str, path: Path, warnings: Sequence[str] = ()) -> None:
        """Say that a file was written, with what to know about it, and offer to open it."""
        actions = (
            ("Mở tệp", partial(open_outside, path)),
            ("Mở thư mục", partial(open_outside, path.parent)),
        )
        tone: Tone = "note" if warnings else "done"
        self.notice_requested.emit(Notice("\n".join([text, *warnings]), tone, actions))

    def ask_person(self, text: str, *actions: tuple[str, Gesture]) -> None:
        """Put a question with its answers into a notice; the window stays usable."""
        self.notice_requested.emit(Notice(text, "question", actions))

    def show_problems(self, error: OfficeError | Sequence[Problem]) -> None:
        """Say in a notice what is wrong and what to do."""
        problems = error.problems if isinstance(error, OfficeError) else tuple(error)
        lines = [messages.sentence(problem) for problem in problems[:4]]
        if len(problems) > 4:
            lines.append(f"… và {len(problems) - 4} điểm khác.")
        actions = self.ways_on(problems)
        self.notice_requested.emit(Notice("\n".join(lines), "problem", actions))

    def ways_on(self, problems: Sequence[Problem]) -> tuple[tuple[str, Gesture], ...]:
        """Return what the window offers to do about problems."""
        codes = {problem.code for problem in problems}
        if not codes.isdisjoint(DIFFERS):
            return (("Xem và sửa", self.mending_requested.emit),)
        if RECEIVED_DIFFERS in codes:
            return ((TAKE_AGAIN, self.retaking_requested.emit),)
        if "received_damaged" in codes:
            return (("Các lần nhận", partial(self.go, "receive", tab="batches")),)
        return ()

    def run_job(
        self,
        text: str,
        work: Callable[[Reporter], T],
        on_done: Callable[[T], None] | None = None,
    ) -> None:
        """Run long work off the window's thread; `on_done`, a bound method, gets the result."""
        self.jobs.run(Job(text, work, on_done))

    def go(self, page: str, **where: object) -> None:
        """Show a page, and a place on it."""
        self.page_requested.emit(page, where)

    def _publish(self, outcome: "Outcome[Any]") -> None:
        if outcome.entry or outcome.changes:
            self.saved_at = datetime.now()  # noqa: DTZ005 - the clock on the officer's wall
            self.saved.emit()
        self.changes.publish(outcome.changes)

    def _on_job_done(self, job: Job[Any]) -> None:
        if isinstance(job.result, Outcome):
            self._publish(job.result)

    def _on_job_cancelled(self, text: str) -> None:
        self.notify(f"{text}: đã dừng, chưa có gì thay đổi.", tone="note")


class _Undo:
    """What the word "Hoàn tác" of one notice does."""

    def __init__(self, shell: Shell, entry: str) -> None:
        self._shell = shell
        self._entry = entry

    def __call__(self) -> None:
        self._shell.undo(self._entry)
