"""The state of the page Hồ sơ tháng: reads a month, writes what was typed, and asks the rules what
they say.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import findings as rules
from desktop import messages, months, registers
from desktop.context import today
from models.catalogue import DOSSIERS
from models.errors import OfficeError
from models.figures import WHOLE_UNIT_ID, MonthValues
from models.findings import Finding
from models.measures import WHOLE_UNIT
from models.periods import Month
from ui.change_hub import touches
from ui.pages.front import FrontPresenter
from ui.pages.month.sheet import Sheet, figure_text, sheet
from ui.shell import Shell

# The findings wait until the hands rest: they read a whole year.
PAUSE_MS = 150
_RELOADS = ("dossiers", "fields", "closing")


class MonthPresenter(FrontPresenter):
    """Reads and writes one month; touches no widget.

    Attributes:
        month: the month on show.
        sheet: its figures as shown.
        findings: what the rules said last.

    Signals:
        sheet_shown: Sheet; figures, rows or state changed.
        findings_shown: list of Finding.
        month_shown: Month; another month is on show.
        month_left: another month comes now; what is being typed still belongs to the one on show.
    """

    sheet_shown = Signal(object)
    findings_shown = Signal(object)
    month_shown = Signal(object)
    month_left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.month: Month = shell.month
        self.sheet = Sheet()
        self.findings: list[Finding] = []
        self._last_entry: str | None = None
        self._nearby: dict[Month, MonthValues] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._read_findings)
        shell.month_changed.connect(self._on_month_changed)
        shell.changes.changed.connect(self._on_changed)

    def go_back(self) -> None:
        """Rest while another page is on show."""
        super().go_back()
        if self._pause.isActive():
            self._pause.stop()
            self._stale = True

    def read_typed(self, measure: str, text: str) -> tuple[int | None, str]:
        """Return the figure a text says, or the sentence that says what is wrong with it."""
        try:
            value = registers.parse(DOSSIERS.field(measure), text)
        except OfficeError as error:
            return None, messages.sentence(
                dataclasses.replace(error.problems[0], place=type(error.problems[0].place)())
            )
        return (value, "") if isinstance(value, int) else (None, "")

    def write(self, figures: dict[tuple[str, str], int | None]) -> bool:
        """Store figures in one step; return whether they were."""
        return self._do(months.set_figures, figures)

    def set_nil(self, area_id: str, nil: bool) -> None:
        """Mark a field as "không phát sinh" or take the mark away."""
        name = self._name(area_id)
        if self._do(months.set_nil, area_id, nil):
            words = "không phát sinh" if nil else "có phát sinh"
            self._shell.notify_undo(f"{name}: đã ghi {words}.", self._last_entry)

    def add_fields(self, area_ids: Sequence[str]) -> None:
        """Let fields of work take part in the month."""
        self._do(months.add_rows, list(area_ids))

    def remove_field(self, area_id: str) -> None:
        """Take a field of work out of the month; what was entered can be brought back."""
        name = self._name(area_id)
        if self._do(months.remove_row, area_id):
            self._shell.notify_undo(
                f"Đã bỏ {name} khỏi tháng {self.month.month}/{self.month.year}.", self._last_entry
            )

    def start_month(self) -> None:
        """Give the month the fields of the month before, else all in use."""
        self._do(months.start_month)

    def take_carried_over(self) -> None:
        """Fill "Kỳ trước chuyển sang" from the month before."""
        outcome = self._shell.do(months.take_carried_over, self._shell.unit, self.month)
        if outcome is None:
            return
        self._last_entry = outcome.entry or self._last_entry
        before = self.month.previous()
        if outcome.value:
            words = f"Đã lấy kỳ trước chuyển sang từ tháng {before.month}/{before.year} cho {outcome.value} dòng."
            self._shell.notify_undo(words, outcome.entry)
        else:
            words = f"Không có gì để lấy: tháng {before.month}/{before.year} chưa có số đang giải quyết, hoặc số đã khớp."
            self._shell.notify(words, tone="note")

    def undo(self) -> None:
        """Take the last step on this page back."""
        if self._last_entry is None:
            self._shell.notify("Không còn bước nào để hoàn tác.", tone="note")
            return
        entry, self._last_entry = self._last_entry, None
        self._shell.undo(entry)

    def close(self, reason: str = "") -> bool:
        """Close the month (chốt); return whether it is closed."""
        outcome = self._shell.do(
            months.close_month, self._shell.unit, self.month, today(), reason or None
        )
        if outcome is not None:
            self._last_entry = None
            self._shell.notify(f"Đã chốt số liệu tháng {self.month.month}/{self.month.year}.")
        return outcome is not None

    def reopen(self, reason: str) -> bool:
        """Open the closed month again; return whether it is open."""
        done = self._do(months.reopen_month, reason)
        if done:
            self._last_entry = None
            self._shell.notify(f"Đã mở lại tháng {self.month.month}/{self.month.year} để sửa.")
        return done

    def give_reason(self, finding: Finding, text: str) -> bool:
        """Write why a finding stands as it is; return whether it was stored."""
        return self._shell.do(rules.give_reason, finding, text) is not None

    def read_findings_now(self) -> list[Finding]:
        """Return the findings as of this moment."""
        self._pause.stop()
        self._read_findings()
        return self.findings

    def open_warnings(self) -> list[Finding]:
        """Return the warnings that keep the month from being closed."""
        return rules.open_warnings(self.findings)

    def field_choices(self) -> list[tuple[str, str, bool]]:
        """Return every field of work in use as id, name and whether it takes part in the month."""
        present = {
            row.area_id: row.field for row in self.sheet.rows if row.area_id != WHOLE_UNIT_ID
        }
        names = {**self._shell.ask(registers.area_names, in_use=True), **present}
        return [(key, name, key in present) for key, name in names.items() if key != WHOLE_UNIT_ID]

    def beside(self, area_id: str, measure: str) -> list[tuple[str, str]]:
        """Return month and figure of the month before and of the same month last year, for one
        cell.
        """
        shown = []
        for month in (self.month.previous(), Month(self.month.year - 1, self.month.month)):
            if month not in self._nearby:
                self._nearby[month] = self._shell.ask(months.month_values, self._shell.unit, month)
            values = self._nearby[month]
            found = values.total if area_id == WHOLE_UNIT_ID else values.areas.get(area_id)
            text = figure_text(found.known[measure]) if found is not None else ""
            shown.append((f"Tháng {month.month}/{month.year}", text or "chưa có số liệu"))
        return shown

    def _do(self, verb: Any, *args: object) -> bool:
        outcome = self._shell.do(verb, self._shell.unit, self.month, *args)
        if outcome is not None and outcome.entry:
            self._last_entry = outcome.entry
        return outcome is not None

    def _name(self, area_id: str) -> str:
        return next((row.field for row in self.sheet.rows if row.area_id == area_id), WHOLE_UNIT)

    def load(self) -> None:
        """Read the month; its findings follow when the hands rest."""
        self._stale = False
        figures = self._shell.ask(months.month_figures, self._shell.unit, self.month)
        closed = self._shell.ask(months.is_closed, self._shell.unit, self.month)
        self.sheet = sheet(figures.rows, closed)
        self.sheet_shown.emit(self.sheet)
        self._pause.start()

    def _read_findings(self) -> None:
        self.findings = self._shell.ask(rules.findings, self._shell.unit, [self.month], today())
        self.findings_shown.emit(self.findings)

    def _on_month_changed(self, month: Month) -> None:
        self.month_left.emit()
        self.month = month
        self._last_entry = None
        self._nearby = {}
        self.month_shown.emit(month)
        self._load_or_wait()

    def _on_changed(self, changes: Any) -> None:
        self._nearby = {}
        if touches(changes, *_RELOADS):
            self._load_or_wait()
        elif self._front:
            self._pause.start()
        else:
            self._stale = True
