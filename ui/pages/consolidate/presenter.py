"""What the page Tổng hợp knows and does: figures of all units, comparison, ranking, traces, exports; no widgets."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.consolidation.export import export_district
from desktop.consolidation.judging import Compared, Placed, comparisons, findings, ranking
from desktop.consolidation.rollup import LineFigures, Rollup, Sums, add, roll_up
from desktop.consolidation.shape import finding_words
from desktop.consolidation.tracing import Cell, line_value, trace
from desktop.consolidation.workbook import export_workbook
from desktop.context import Change, Context
from desktop.figures import rate_settings
from desktop.progress import Reporter
from desktop.reports.export import Exported
from models.periods import parse_period
from models.rates import RateSettings
from ui.pages.front import PeriodPresenter
from ui.shell import Shell


@dataclass(frozen=True)
class Consolidated:
    """Everything the page shows of a period.

    Attributes:
        now: the figures.
        rates: how rates are printed.
        compared: other periods, as far as they have figures.
        ranking: units in order of each rate.
        findings: what is contradictory: code of the unit, measure, sentence.
    """

    now: Rollup
    rates: RateSettings
    compared: tuple[Compared, ...]
    ranking: dict[str, list[Placed]]
    findings: tuple[tuple[str, str | None, str], ...]

    def sums(self, part: str) -> Sums | None:
        """Return the totals of a part: "own", "below", "all" or a unit's code."""
        return sums_of(self.now, part)


class Share(NamedTuple):
    """What one unit has in a figure."""

    code: str
    name: str
    value: int | None


@dataclass(frozen=True)
class Origin:
    """A figure and the units that it is made of; `missing` names those that have sent nothing."""

    measure: str
    field: str | None
    value: int | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...]


class ConsolidatePresenter(PeriodPresenter):
    """The consolidated figures of one period.

    Attributes:
        shown_figures: the figures on show, None until they are worked out.

    Signals:
        shown: the figures were worked out anew, or there are none.
        exported: Exported of the Word report.
        workbook_written: Path of the workbook.
    """

    shown = Signal()
    exported = Signal(object)
    workbook_written = Signal(object)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.shown_figures: Consolidated | None = None
        shell.changes.changed.connect(self._on_changed)

    def choose(self, period: str) -> None:
        """Show another period."""
        self.period = period
        self.shown_figures, self._stale = None, True
        self.shown.emit()
        if self._front:
            self.load()

    def load(self) -> None:
        """Work the figures out off the window's thread."""
        if not self.period:
            return
        self._stale = False
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Consolidated:
            reporter.step(0, 0, "Đang tổng hợp…")
            return consolidated(context, period)

        self._shell.run_job("Đang tổng hợp", work, self._on_worked_out)

    def origin(self, part: str, measure: str, field: str | None = None) -> Origin | None:
        """Return the units that a figure is made of; `field` is the key of a field of work, None for the total."""
        if self.shown_figures is None:
            return None
        now = self.shown_figures.now
        own = (now.own,) if now.own else ()
        lines = {"all": (*own, *now.lines), "below": now.lines, "own": own}.get(part)
        if lines is None:
            lines = tuple(line for line in (*own, *now.lines) if line.line.code == part)
        counted = [line for line in lines if line.figures is not None and _has(line, field)]
        shares = tuple(Share(line.line.code, line.line.name, line_value(line, measure, field)) for line in counted)
        missing = tuple(line.line.name for line in lines if line.figures is None)
        return Origin(measure, field, add(share.value for share in shares) if shares else None, shares, missing)

    def cells(self, code: str, measure: str, field: str | None) -> tuple[Cell, ...]:
        """Return the cells that a unit's figure is made of."""
        if self.shown_figures is None:
            return ()
        found = self._shell.ask(trace, self.shown_figures.now, measure, code, field)
        return tuple(cell for line in found.lines for cell in line.cells)

    def file_name(self, ending: str) -> str:
        """Return the name that an export is offered."""
        return f"Tong-hop-CCHC_{self._shell.unit}_{self.period}.{ending}"

    def export_word(self, out: Path, issuer: str | None) -> None:
        """Write the Word report."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Exported:
            return export_district(context, period, out, issuer, reporter=reporter)

        self._shell.run_job("Đang xuất báo cáo tổng hợp", work, self._on_exported)

    def export_excel(self, out: Path) -> None:
        """Write the workbook."""
        context, period = self._shell.context, self.period

        def work(reporter: Reporter) -> Path:
            reporter.step(0, 0, "Đang ghi bảng tính…")
            return export_workbook(context, period, out)

        self._shell.run_job("Đang xuất bảng tổng hợp", work, self._on_workbook)

    def _on_worked_out(self, found: Consolidated) -> None:
        if found.now.period.name == self.period:
            self.shown_figures = found
            self.shown.emit()

    def _on_exported(self, exported: Exported) -> None:
        self.exported.emit(exported)

    def _on_workbook(self, path: Path) -> None:
        self.workbook_written.emit(path)

    def _on_changed(self, changes: list[Change]) -> None:
        if all(change.register in ("reason", "outbox") for change in changes):
            return
        self._load_or_wait()


def consolidated(context: Context, period: str) -> Consolidated:
    """Return everything the page shows of a period; raises as `roll_up` does."""
    now = context.ask(roll_up, parse_period(period))
    rates = context.ask(rate_settings)
    names = {line.line.code: line.line.name for line in now.with_own}
    found = tuple((finding.unit, finding.measure, finding_words(finding, names)) for finding in findings(now))
    return Consolidated(now, rates, tuple(context.ask(comparisons, now)), ranking(now, rates), found)


def _has(line: LineFigures, field: str | None) -> bool:
    if line.figures is None or field is None:
        return line.figures is not None
    return any(row.field_id == field for row in line.figures.fields)


def sums_of(now: Rollup, part: str) -> Sums | None:
    """Return the totals of a part of the figures, None where it has none."""
    if part == "all":
        return now.all.total if now.with_own else None
    if part == "below":
        return now.below.total if now.counted else None
    for line in (now.own, *now.lines):
        if line is not None and (part == line.line.code or (part == "own" and line is now.own)):
            return line.figures.total if line.figures else None
    return None
