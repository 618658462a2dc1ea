"""What the page Báo cáo knows and does: outline of a period, officer's text, export."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import registers
from desktop.deadlines import own_deadline
from desktop.handoff.data import private_columns
from desktop.handoff.submission import carried_sheets, export_report
from desktop.packs.shelf import kinds_of, pack_on
from desktop.progress import Reporter
from desktop.reports.export import Exported
from desktop.reports.kinds import PRINCIPAL, UNIT_KINDS, ReportKind
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.outline import Outline, SectionState, outline_of
from desktop.reports.ward.section_ii2 import main_table
from desktop.word.book import unknown_in
from models.catalogue import NARRATIVES
from models.errors import OfficeError
from models.file_names import safe_name
from models.periods import last_day, parse_period, title
from models.registers import Value
from ui.pages.front import PeriodPresenter
from ui.pages.report.export_panel import NOTHING, Carried
from ui.shell import Shell

_TYPED = re.compile(r"\{\s*(\w+)\s*\}")


@dataclass(frozen=True)
class Comparison:
    """The main figures beside those of other periods: column titles, rows with label first."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ReportPresenter(PeriodPresenter):
    """The report of one period.

    Attributes:
        period: its name, "" while its dates are not complete.
        kind: which report.
        kinds: those of one unit that the pack in force has, by name.
        outline: its sections and placeholders, None where there is none.

    Signals:
        shown: the outline was read anew.
        period_shown: another period or kind is on show.
        exported: Exported.
    """

    shown = Signal()
    period_shown = Signal()
    exported = Signal(object)

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.kind = PRINCIPAL
        self.kinds: dict[str, ReportKind] = {kind.name: kind for kind in UNIT_KINDS}
        self.outline: Outline | None = None
        self.comparison = Comparison((), ())
        self.days = ""
        shell.changes.changed.connect(self._on_changed)

    def choose(self, period: str | None = None, kind: str | None = None) -> None:
        """Choose another period ("" for none yet) or kind of report."""
        self.period = self.period if period is None else period
        self.kind = self.kinds[kind] if kind else self.kind
        self._read_kinds()
        self._forget()
        self.period_shown.emit()
        if self._front:
            self.load()
        else:
            self._stale = True
            self.shown.emit()

    def section(self, name: str) -> SectionState | None:
        """Return one section of the outline."""
        sections = self.outline.sections if self.outline else ()
        return next((section for section in sections if section.section == name), None)

    @property
    def empty_sections(self) -> tuple[str, ...]:
        """Return the sections that an export would print with the mark of one left blank."""
        return self.outline.empty_sections if self.outline else ()

    def save_text(self, period: str, section: str, text: str) -> bool:
        """Store what the officer wrote for a section; return whether it is stored."""
        return self._save(period, section, "text", text.strip() or None)

    def save_nil(self, period: str, section: str, nil: bool) -> bool:
        """Store that nothing occurred in a section, or that no longer; return as `save_text`."""
        return self._save(period, section, "nil", nil or None)

    def _save(self, period: str, section: str, column: str, value: Value) -> bool:
        found = self._shell.ask(
            registers.records,
            NARRATIVES.name,
            self._shell.unit,
            where={"period": period, "section": section},
        )
        kept = found[0][column] if found else None
        if (value or None) == (kept or None):
            return True
        values: dict[str, Value] = {"period": period, "section": section, column: value}
        record_id = found[0].id if found else None
        return (
            self._shell.do(registers.save, NARRATIVES.name, self._shell.unit, values, record_id)
            is not None
        )

    def unknown(self, text: str) -> list[str]:
        """Return the placeholders of a text that name nothing."""
        known = self.outline.placeholders if self.outline else {}
        return unknown_in(text, known)

    def filled(self, text: str) -> str:
        """Return a text as it will be printed."""
        known = self.outline.placeholders if self.outline else {}
        return _TYPED.sub(lambda found: known[found[1]][1] if found[1] in known else found[0], text)

    def file_name(self) -> str:
        """Return the name that an export is offered."""
        return safe_name(f"{self.kind.file_name}_{self._shell.unit}_{self.period}", ".docx")

    def carried(self) -> Carried:
        """Return what an export would carry, and what of its sheets stays in the office."""
        period = parse_period(self.period)
        try:
            sheets = self._shell.ask(carried_sheets, self._shell.unit, period, self.kind.name)
        except OfficeError:
            # The export itself says what is wrong.
            return NOTHING
        return Carried(sheets, tuple(column.label.lower() for column in private_columns()))

    def export(self, out: Path, public: bool = False) -> None:
        """Export the report off the window's thread; a public one carries no data."""
        context, period, kind = self._shell.context, self.period, self.kind.name

        def work(reporter: Reporter) -> Exported:
            return export_report(context, period, kind, out, reporter=reporter, public=public)

        self._shell.run_job("Đang xuất báo cáo", work, self._on_exported)

    def load(self) -> None:
        """Read the outline of the period."""
        self._stale = False
        if not self.period:
            self._forget()
            self.shown.emit()
            return
        self._read_kinds()
        try:
            data = self._shell.ask(gather, self._shell.unit, self.period, self.kind.name)
        except OfficeError as error:
            self._forget()
            self._shell.show_problems(error)
            self.shown.emit()
            return
        # An old report has the outline of the pack that it was made with.
        self.kind = data.kind
        self.outline = outline_of(data) if data.kind.sections else None
        self.comparison = _comparison(data)
        self.days = self._days_of(data)
        self.shown.emit()

    def _days_of(self, data: ReportData) -> str:
        """Return in words which days a report is about, and by when it is to be sent."""
        now = data.now
        due = self._shell.ask(own_deadline, now.period, self.kind.name)
        # By when comes before the days: the line is cut off at its end where there is little room.
        words = f"{title(now.period)}, hạn gửi {due:%d/%m/%Y}" if due else title(now.period)
        words += f", số liệu từ {now.start:%d/%m/%Y} đến {now.end:%d/%m/%Y}"
        if data.open_months:
            months = ", ".join(f"{month.month}/{month.year}" for month in data.open_months)
            words += f" (chưa chốt: {months})"
        return words

    def _read_kinds(self) -> None:
        """Read what kinds of reports there are on the last day of the period."""
        if not self.period:
            return
        pack = self._shell.ask(pack_on, last_day(parse_period(self.period)))
        found = kinds_of(pack)
        self.kinds = {name: kind for name, kind in found.items() if not kind.several_units}
        self.kind = self.kinds.get(self.kind.name, self.kinds[PRINCIPAL.name])

    def _forget(self) -> None:
        self.outline, self.comparison, self.days = None, Comparison((), ()), ""

    def _on_changed(self) -> None:
        self._stale = True
        if self._front and self.period:
            self.load()

    def _on_exported(self, exported: Exported) -> None:
        self.exported.emit(exported)


def _comparison(data: ReportData) -> Comparison:
    with data.pack.speaking():
        titles, rows = main_table(data)
    return Comparison(tuple(titles), tuple(tuple(row) for row in rows))
