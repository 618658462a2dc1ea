"""What the page Tổng hợp knows and does, without widgets."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.checking import explained_by_units
from desktop.consolidation.doubts import Doubts, doubts
from desktop.consolidation.overview import Overview, overview, starts_in_january
from desktop.consolidation.period import Consolidated, consolidated
from desktop.consolidation.tracing import Cell, Origin, origin, trace
from desktop.context import Change, Context, today
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.district.export import (
    export_district,
    sections_left_blank,
    write_district,
)
from desktop.reports.district.gathering import DistrictData, gather_own, read_books
from desktop.reports.district.workbook import export_workbook
from desktop.reports.export import Exported
from models.errors import OfficeError
from models.file_names import safe_name
from models.findings import Finding
from models.periods import parse_period
from ui.pages.front import PeriodPresenter
from ui.shell import Shell

_ADDING_UP = "Đang tổng hợp"
_LOOKING = "Đang xem mục nào chưa soạn"


class ConsolidatePresenter(PeriodPresenter):
    """The consolidated figures of one period.

    Attributes:
        shown_figures: the figures on show, None until they are worked out.
        doubts: what is contradictory in the months of the units, None until it was asked for.
        explained: what units explained of their tasks and persons, read along.
        overview: the totals of all units, on show until the figures are worked out; None where
            there are none.

    Signals:
        shown: the figures were worked out anew, or there are none.
        doubts_shown: what is contradictory in the months of the units was read.
        blank_shown: tuple of the sections of the report that nobody has written, None where they
            are not known: the export itself says what is wrong.
        returned: name of the period that is on show again, because the officer stopped working out
            another.
        exported: Exported of the Word report.
        workbook_written: Path of the workbook.
    """

    shown = Signal()
    doubts_shown = Signal()
    blank_shown = Signal(object)
    returned = Signal(str)
    exported = Signal(Exported)
    workbook_written = Signal(Path)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.shown_figures: Consolidated | None = None
        self.doubts: Doubts | None = None
        self.explained: Sequence[Finding] = ()
        self.overview: Overview | None = None
        self._before: Consolidated | None = None
        # What the report is made from, gathered while the officer says where it goes.
        self._gathered: DistrictData | None = None
        shell.changes.changed.connect(self._on_changed)
        shell.jobs.cancelled.connect(self._on_cancelled)

    def choose(self, period: str) -> None:
        """Show another period."""
        self._before = self.shown_figures or self._before
        self.period = period
        self.shown_figures, self.overview, self._stale = None, None, True
        self._gathered = None
        self.shown.emit()
        if self._front:
            self.load()

    def load(self) -> None:
        """Work the figures out off the window's thread.

        Where nothing is on show, the totals of all units come first: they are quickly known.
        """
        if not self.period:
            return
        self._stale = False
        context, period = self._shell.context, parse_period(self.period)
        if self.shown_figures is not None or not starts_in_january(period):
            self._work_out()
            return

        def work(reporter: Reporter) -> tuple[str, Overview | None]:
            totals = context.ask(overview, period)
            reporter.step(0, 0, "")  # the officer may have stopped it meanwhile
            return period.name, totals

        self._shell.run_job(_ADDING_UP, work, self._on_overview)

    def _work_out(self) -> None:
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Consolidated | None:
            try:
                return work_out(context, period, _WhileWanted(self, reporter))
            except _Unwanted:
                return None

        self._shell.run_job(_ADDING_UP, work, self._on_worked_out)

    def ask_doubts(self) -> None:
        """Read what is contradictory in the months of the units, off the window's thread, once."""
        context, found = self._shell.context, self.shown_figures
        if found is None or self.doubts is not None:
            return

        def work(reporter: Reporter) -> tuple[Consolidated, Doubts, Sequence[Finding]]:
            reporter.step(0, 0, "Đang xem số liệu từng tháng của các đơn vị")
            explained = context.ask(explained_by_units, today())
            return found, context.ask(doubts, found.now), explained

        self._shell.run_job("Đang tìm điểm chưa khớp", work, self._on_doubts)

    def _on_doubts(self, read: tuple[Consolidated, Doubts, Sequence[Finding]]) -> None:
        if read[0] is self.shown_figures:
            self.doubts, self.explained = read[1:]
            self.doubts_shown.emit()

    def ask_blank(self) -> None:
        """Look for the sections nobody has written, off the window's thread.

        What is gathered for it serves the export too, so that the officer does not wait twice.
        """
        context, found, known = self._shell.context, self.shown_figures, self.doubts
        if found is None:
            return

        def work(reporter: Reporter) -> tuple[Consolidated, DistrictData, tuple[str, ...]] | None:
            try:
                own = context.ask(gather_own, found.now.period.name)
                data = context.ask(read_books, found, own, today(), reporter, known)
                return found, data, sections_left_blank(data)
            except OfficeError:
                return None

        self._shell.run_job(_LOOKING, work, self._on_blank)

    def _on_blank(self, read: tuple[Consolidated, DistrictData, tuple[str, ...]] | None) -> None:
        if read is None:
            self.blank_shown.emit(None)
        elif read[0] is self.shown_figures:
            self._gathered = read[1]
            self.blank_shown.emit(read[2])

    def origin(self, part: str, measure: str, field: str | None = None) -> Origin | None:
        """Return the units that a figure is made of, of one field of work (its key) or in total."""
        if self.shown_figures is None:
            return None
        return origin(self.shown_figures.now, measure, part, field)

    def cells(self, code: str, measure: str, field: str | None) -> tuple[Cell, ...]:
        """Return the cells that a unit's figure is made of."""
        if self.shown_figures is None:
            return ()
        found = self._shell.ask(trace, self.shown_figures.now, measure, code, field)
        cells: list[Cell] = []
        for line in found.lines:
            cells += line.cells
        return tuple(cells)

    def file_name(self, ending: str) -> str:
        """Return the name that an export is offered."""
        return safe_name(f"Tong-hop-CCHC_{self._shell.unit}_{self.period}", f".{ending}")

    def export_word(self, out: Path, issuer: str | None) -> None:
        """Write the Word report."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Exported:
            # A job that was still gathering is over by now.
            data = self._gathered
            if data is None:
                return export_district(context, period, out, issuer, reporter=reporter)
            return write_district(context, data, out, issuer, reporter=reporter)

        self._shell.run_job("Đang xuất báo cáo tổng hợp", work, self._on_exported)

    def export_excel(self, out: Path) -> None:
        """Write the workbook."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Path:
            return export_workbook(context, period, out, reporter)

        self._shell.run_job("Đang xuất bảng tổng hợp", work, self._on_workbook)

    def _on_overview(self, found: tuple[str, Overview | None]) -> None:
        period, totals = found
        if period != self.period:
            return
        self.overview = totals
        if totals is not None:
            self.shown.emit()
        self._work_out()

    def _on_worked_out(self, found: Consolidated | None) -> None:
        if found is not None and found.now.period.name == self.period:
            self.shown_figures, self.overview, self.doubts = found, None, None
            self._gathered = None
            self.shown.emit()

    def _on_cancelled(self, text: str) -> None:
        """Go back to what was on show; the next visit of the page works it out anew."""
        if text == _LOOKING:
            self.blank_shown.emit(None)
        if text != _ADDING_UP:
            return
        self._stale = True
        self.overview = None
        if self.shown_figures is None and self._before is not None:
            self.shown_figures = self._before
            self.period = self._before.now.period.name
            self.returned.emit(self.period)
        self.shown.emit()

    def _on_exported(self, exported: Exported) -> None:
        self.exported.emit(exported)

    def _on_workbook(self, path: Path) -> None:
        self.workbook_written.emit(path)

    def _on_changed(self, changes: list[Change]) -> None:
        self._gathered = None
        if all(change.register in ("reason", "outbox") for change in changes):
            return
        self._before = None
        self._load_or_wait()


class _Unwanted(Exception):
    """The officer chose another period meanwhile."""


class _WhileWanted:
    """Passes steps on as long as the page still shows the period that is worked out."""

    def __init__(self, presenter: ConsolidatePresenter, reporter: Reporter) -> None:
        self._presenter = presenter
        self._period = presenter.period
        self._reporter = reporter

    def step(self, done: int, total: int, text: str) -> None:
        """Say how far it is; raises Cancelled, or _Unwanted where another period is on show."""
        if self._presenter.period != self._period:
            raise _Unwanted
        self._reporter.step(done, total, text)


def work_out(context: Context, period: str, reporter: Reporter = SILENT) -> Consolidated:
    """Return everything the page shows of a period; raises as `consolidated` does."""
    return context.ask(consolidated, period, Part(reporter, 0, WHOLE))
