"""What the board knows and does, without widgets: the year's matrix, and the slips about it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.consolidation.board import reminder
from desktop.consolidation.matrix import Matrix, matrix
from desktop.context import Change, today
from desktop.drives import may_pull_out
from desktop.handoff.offered_packs import chosen_pack
from desktop.handoff.slips import WrittenSlip, request_file, return_slip
from desktop.packs.pack import Pack
from desktop.progress import Reporter
from desktop.registers import area_names
from models.periods import Month
from ui.change_hub import touches
from ui.pages.front import FrontPresenter
from ui.shell import Shell


class BoardPresenter(FrontPresenter):
    """The board of the working month's year.

    Attributes:
        matrix: units beside periods.

    Signals:
        shown: the board was read anew.
        slip_written: WrittenSlip.
    """

    shown = Signal()
    slip_written = Signal(WrittenSlip)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.matrix = Matrix(shell.month.year, (), ())
        shell.changes.changed.connect(self._on_changed)
        shell.month_changed.connect(self._on_month)

    @property
    def month(self) -> Month:
        """Return the working month."""
        return self._shell.month

    def load(self) -> None:
        """Read the board."""
        self._stale = False
        self.matrix = self._shell.ask(matrix, self._shell.month.year, today())
        self.shown.emit()

    def choose_year(self, year: int) -> None:
        """Show another year: the whole window goes there."""
        self._shell.set_month(Month(year, self._shell.month.month))

    def reminder(self, period: str) -> str:
        """Return who has not sent a period, as a text to copy."""
        return self._shell.ask(reminder, period, today())

    def fields(self) -> list[str]:
        """Return the names of the fields of work."""
        return list(self._shell.ask(area_names).values())

    def send_back(
        self, unit: str, period: str, remarks: list[tuple[str, str]], folder: Path
    ) -> None:
        """Write a return slip."""
        context = self._shell.context

        def work(reporter: Reporter) -> WrittenSlip:
            reporter.step(0, 0, "Đang ghi phiếu trả lại…")
            return return_slip(context, unit, period, remarks, folder)

        self._shell.run_job("Đang ghi phiếu trả lại", work, self._on_written)

    def chosen_pack(self, path: Path) -> tuple[bytes, Pack]:
        """Return the file of a form pack and what it holds; raises OfficeError where it is none."""
        return self._shell.ask(chosen_pack, path)

    def ask_for(
        self, period: str, deadline: date, folder: Path, form_pack: bytes | None = None
    ) -> None:
        """Write the request for a period, with a form pack where one is given."""
        context = self._shell.context

        def work(reporter: Reporter) -> WrittenSlip:
            reporter.step(0, 0, "Đang ghi yêu cầu…")
            return request_file(context, period, deadline, folder, form_pack)

        self._shell.run_job("Đang ghi yêu cầu", work, self._on_written)

    def _on_written(self, written: WrittenSlip) -> None:
        self._shell.changes.publish([Change("slip", str(written.sequence), "", "add", None, {})])
        pull = may_pull_out(written.path.parent)
        self._shell.notify(f"Đã ghi và đọc lại {written.path}.{pull}")
        self.slip_written.emit(written)

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "batch", "inbox", "slip", "units", "setting", "outbox"):
            self._load_or_wait()

    def _on_month(self, month: Month) -> None:
        if month.year != self.matrix.year:
            self._load_or_wait()
