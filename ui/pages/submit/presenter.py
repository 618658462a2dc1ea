"""What the page Gửi báo cáo knows and does, without widgets."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.consolidation.board import Standing, status_of
from desktop.context import Change, Outcome
from desktop.deadlines import own_deadline
from desktop.drives import may_pull_out
from desktop.handoff.container import Fault
from desktop.handoff.incoming_files import read_file
from desktop.handoff.offered_packs import Offered, add_offered, offered_pack
from desktop.handoff.outbox import Sent, outbox, write_again
from desktop.handoff.received_slips import OpenedSlip, OpenRemark, open_file, open_remarks
from desktop.handoff.report_differences import as_problem
from desktop.handoff.sign_off import Signed, attach_scan, current, sign_off, take_back
from desktop.handoff.submission import KIND, Preview, Submitted, export_report, preview, submit
from desktop.messages import sentence
from desktop.progress import Reporter
from desktop.reports.export import Exported
from models.errors import OfficeError, Problem
from models.file_names import safe_name
from models.periods import parse_period
from ui.change_hub import touches
from ui.pages.front import PeriodPresenter
from ui.shell import Shell

_KEY_CHANGED, _PACK_KEY_CHANGED = "arrival_changed_key", "pack_changed_key"


@dataclass(frozen=True)
class Written:
    """A file of the outbox that was written out and read back; `code` is read out by phone."""

    path: Path
    words: str
    code: str
    differences: tuple[str, ...] = ()


class SubmitPresenter(PeriodPresenter):
    """The own unit's report of one period on its way.

    Attributes:
        standing: how far it has come.
        preview: what would be sent, None where nothing can be.
        nothing: why nothing can be sent, in words.
        signed: the report taken back or signed last.
        sent: files of the outbox, the latest first.
        remarks: remarks of return slips that were not seen to yet.
        include_private: private columns go along.
        deadline: the last day, None where none is known.

    Signals:
        shown: something was read anew.
        exported: Exported.
        written: Written.
        opened: OpenedSlip.
    """

    shown = Signal()
    exported = Signal(Exported)
    written = Signal(Written)
    opened = Signal(OpenedSlip)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.standing = Standing("not_sent")
        self.preview: Preview | None = None
        self.nothing = ""
        self.signed: Signed | None = None
        self.sent: list[Sent] = []
        self.remarks: list[OpenRemark] = []
        self.include_private = False
        self.deadline: date | None = None
        shell.changes.changed.connect(self._on_changed)
        shell.jobs.refused.connect(self._on_refused)

    def choose(self, period: str) -> None:
        """Show another period."""
        self.period = period
        self._load_or_wait()

    def send_private(self, wanted: bool) -> None:
        """Send the private columns too, or not."""
        self.include_private = wanted
        self.load()

    def load(self) -> None:
        """Read everything about the period."""
        self._stale = False
        shell = self._shell
        self.sent = [sent for sent in shell.ask(outbox, shell.unit) if sent.kind == "submission"]
        self.remarks = shell.ask(open_remarks, shell.unit)
        self.preview, self.nothing, self.signed, self.deadline = None, "", None, None
        self.standing = Standing("not_sent")
        if not self.period:
            self.nothing = "Hãy ghi đủ ngày của kỳ."
            self.shown.emit()
            return
        try:
            self.standing = shell.ask(status_of, shell.unit, self.period)
            self.signed = shell.ask(current, shell.unit, self.period, KIND)
            self.deadline = shell.ask(own_deadline, parse_period(self.period))
            self.preview = shell.ask(preview, self.period, self.include_private)
        except OfficeError as error:
            self.nothing = " ".join(sentence(problem) for problem in error.problems)
        self.shown.emit()

    def file_name(self) -> str:
        """Return the name that the Word file is offered."""
        return safe_name(f"Bao-cao-CCHC_{self._shell.unit}_{self.period}", ".docx")

    def export(self, out: Path) -> None:
        """Write the Word file that goes to be signed."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Exported:
            return export_report(context, period, KIND, out, reporter=reporter)

        self._shell.run_job("Đang xuất báo cáo", work, self._on_exported)

    def take_back(self, path: Path) -> None:
        """Take the Word file back as it was edited; its numbers are compared with the store."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Outcome[Signed]:
            reporter.step(0, 0, "Đang so số liệu của tệp Word với sổ…")
            return context.do(take_back, context.unit, period, KIND, path)

        self._shell.run_job("Đang so tệp Word", work, self._on_taken_back)

    def record_number(self, number: str, signed_on: date, scan: Path | None) -> None:
        """Record số, ký hiệu and ngày ban hành; raises OfficeError for the form that shows it."""
        assert self.signed is not None
        self._shell.perform(sign_off, self.signed.id, number, signed_on, scan)

    def attach_scan(self, scan: Path) -> None:
        """Keep the signed scan of the report signed last."""
        if self.signed is None:
            return
        if self._shell.do(attach_scan, self.signed.id, scan) is not None:
            self._shell.notify(f"Đã đính kèm bản ký {scan.name}.")

    def submit(self, folder: Path, password: str | None) -> None:
        """Write the submission file off the window's thread."""
        context, period, private = self._shell.context, self.period, self.include_private

        def work(reporter: Reporter) -> Submitted:
            try:
                return submit(
                    context,
                    period,
                    folder,
                    include_private=private,
                    password=password,
                    reporter=reporter,
                )
            finally:
                # Also where the stick was pulled: the file is in the outbox and has its number.
                self._stale = True

        self._shell.run_job("Đang ghi tệp gửi", work, self._on_submitted)

    def write_again(self, sent: Sent, folder: Path, password: str | None = None) -> None:
        """Write a file of the outbox to another stick."""
        context = self._shell.context

        def work(reporter: Reporter) -> Written:
            reporter.step(0, 0, "Đang ghi lại và đọc lại…")
            path = write_again(context, sent.sequence, folder, password)
            pull = may_pull_out(path.parent)
            words = f"Đã ghi lại lần gửi {sent.revision} và đọc lại đúng.{pull}"
            return Written(path, words, code="")

        self._shell.run_job("Đang ghi lại", work, self._on_written_again)

    def open_slip(self, path: Path, accept: str | None = None, password: str | None = None) -> None:
        """Open a request, a return slip or a receipt; a changed key is asked about."""
        try:
            outcome = self._shell.perform(open_file, path, (accept,) if accept else (), password)
        except OfficeError as error:
            problem = error.problems[0]
            # Asked once only: a key that was just accepted is not in doubt.
            if problem.code == _KEY_CHANGED and accept is None:
                self._ask_about_key(path, problem)
            else:
                self._shell.show_problems(error)
            return
        self.opened.emit(outcome.value)

    def offered(self, opened: OpenedSlip) -> Offered | None:
        """Return the form pack that came with a request, None without one."""
        return self._shell.ask(offered_pack, opened.slip)

    def add_offered(self, opened: OpenedSlip, accept_key: str = "") -> None:
        """Keep the form pack that came with a request; a changed key is asked about."""
        try:
            kept = self._shell.perform(add_offered, opened.slip, accept_key).value
        except OfficeError as error:
            problem = error.problems[0]
            if problem.code == _PACK_KEY_CHANGED and not accept_key:
                self._ask_about_pack_key(opened, problem)
            else:
                self._shell.show_problems(error)
            return
        self._shell.notify(f"Đã thêm bộ biểu mẫu {kept.pack.name}{kept.pack.days}.")

    def _ask_about_pack_key(self, opened: OpenedSlip, problem: Problem) -> None:
        code = str(problem.values["code"])
        self._shell.ask_person(
            sentence(problem),
            ("Mã khớp, chấp nhận khóa mới", partial(self.add_offered, opened, code)),
            ("Không thêm", _nothing),
        )

    def _ask_about_key(self, path: Path, problem: Problem) -> None:
        self._shell.ask_person(
            sentence(problem),
            ("Mã khớp, chấp nhận khóa mới", partial(self._open_with_new_key, path)),
            ("Để sau", _nothing),
        )

    def _open_with_new_key(self, path: Path) -> None:
        self.open_slip(path, accept=_sender_of(path))

    def _on_changed(self, changes: list[Change]) -> None:
        if self._front and not touches(changes, "reason"):
            self.load()
        else:
            self._stale = True

    def _on_refused(self) -> None:
        """Read the outbox anew: what could not be written out waits there."""
        if self._front and self._stale:
            self.load()

    def _on_exported(self, exported: Exported) -> None:
        self.exported.emit(exported)

    def _on_taken_back(self, outcome: Outcome[Signed]) -> None:
        count = len(outcome.value.differences)
        words = f"{count} số khác với sổ, xem bên dưới." if count else "các số đều khớp với sổ."
        self._shell.notify(f"Đã đưa tệp Word về: {words}", tone="note" if count else "done")

    def _on_submitted(self, done: Submitted) -> None:
        self._publish(done.made.sequence)
        draft = " Tệp mang dấu “chưa chốt”." if done.made.draft else ""
        pull = may_pull_out(done.path.parent)
        words = f"Đã ghi lần gửi {done.made.revision} và đọc lại đúng.{pull}{draft}"
        differences = [sentence(as_problem(item)) for item in done.made.differences]
        self.written.emit(Written(done.path, words, done.made.code, tuple(differences)))

    def _on_written_again(self, written: Written) -> None:
        self._publish(0)
        self.written.emit(written)

    def _publish(self, sequence: int) -> None:
        """Tell that the outbox changed: a job that writes files does it by itself."""
        kept = {"period": self.period}
        change = Change("outbox", str(sequence), self._shell.unit, "add", None, kept)
        self._shell.changes.publish([change])


def _sender_of(path: Path) -> str | None:
    opened = read_file(path)
    return None if isinstance(opened, Fault) else opened.package.manifest.unit


def _nothing() -> None:
    """Do nothing: the question was put off."""
