"""The state of the page Hồ sơ tháng: reads a month and writes what was typed."""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from desktop import findings as rules
from desktop import messages, months, registers
from desktop.blocks import published_cells
from desktop.context import Change, today
from desktop.finding_reasons import give_reason
from models.blocks import Published
from models.catalogue import DOSSIERS
from models.errors import OfficeError, Place
from models.figures import WHOLE_UNIT_ID, MonthValues
from models.findings import Finding
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month
from ui.actions import Action
from ui.change_hub import touches
from ui.pages.front import FrontPresenter
from ui.pages.month.columns import COLUMNS
from ui.pages.month.grid_model import Cell
from ui.pages.month.grid_month import GridMonth, figure_text, grid_month
from ui.pages.month.published import published_words
from ui.shell import Shell

_RELOADS = ("dossiers", "blocks", "fields", "closing")


class MonthPresenter(FrontPresenter):
    """Reads and writes one month; touches no widget.

    Attributes:
        month: the month on show.
        shown: its figures as the grid shows them.

    Signals:
        figures_shown: GridMonth; figures, rows or state changed.
        findings_shown: list of Finding.
        month_shown: Month; another month is on show.
        month_left: another month comes now; what is being typed still belongs to the one on show.
    """

    figures_shown = Signal(GridMonth)
    findings_shown = Signal(object)
    month_shown = Signal(Month)
    month_left = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(shell, parent)
        self.month: Month = shell.month
        self.shown = GridMonth()
        self._last_entry: str | None = None
        self._published: dict[Cell, Published] = {}
        self._nearby: dict[Month, MonthValues] = {}
        shell.findings.shown.connect(self._on_findings)
        shell.month_changed.connect(self._on_month_changed)
        shell.changes.changed.connect(self._on_changed)

    def go_back(self) -> None:
        """Rest while another page is on show."""
        super().go_back()
        if not self._shell.findings.fresh:
            self._stale = True

    def read_typed(self, measure: str, text: str) -> tuple[int | None, str]:
        """Return the figure a text says, or the sentence that says what is wrong with it."""
        try:
            value = registers.parse(DOSSIERS.field(measure), text)
        except OfficeError as error:
            # The sentence stands at the cell, so it does not name the place again.
            problem = dataclasses.replace(error.problems[0], place=Place())
            return None, messages.sentence(problem)
        return (value, "") if isinstance(value, int) else (None, "")

    def write(self, figures: dict[Cell, int | None]) -> bool:
        """Store figures in one step; return whether they were."""
        return self._do(months.set_figures, figures)

    def set_nil(self, area_id: str, nil: bool) -> None:
        """Mark a field as "không phát sinh" or take the mark away."""
        name = self._name(area_id)
        if self._do(months.set_nil, area_id, nil):
            words = "không phát sinh" if nil else "có phát sinh"
            self._shell.notify_undo(f"{name}: đã ghi {words}.", self._last_entry)

    def add_areas(self, area_ids: Sequence[str]) -> None:
        """Let fields of work take part in the month."""
        self._do(months.add_rows, list(area_ids))

    def remove_area(self, area_id: str) -> None:
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
        name = f"tháng {before.month}/{before.year}"
        if outcome.value:
            words = f"Đã lấy kỳ trước chuyển sang từ {name} cho {outcome.value} dòng."
            self._shell.notify_undo(words, outcome.entry)
        else:
            nothing = "chưa có số đang giải quyết, hoặc số đã khớp"
            self._shell.notify(f"Không có gì để lấy: {name} {nothing}.", tone="note")

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
        return self._shell.do(give_reason, finding, text) is not None

    @property
    def findings(self) -> list[Finding]:
        """Return what the rules said last."""
        return self._shell.findings.found

    def read_findings_now(self) -> list[Finding]:
        """Return the findings as of this moment."""
        return self._shell.findings.ask_now()

    def know_findings(self) -> None:
        """Have the findings as of now; nothing is asked where they are known."""
        if not self._shell.findings.fresh:
            self._shell.findings.ask_now()

    def open_warnings(self) -> list[Finding]:
        """Return the warnings that keep the month from being closed."""
        return rules.open_warnings(self.findings)

    def marks(self, found: Sequence[Finding]) -> dict[Cell, str]:
        """Return the cells that open warnings point to, with what these say."""
        marks: dict[Cell, str] = {}
        for finding in rules.open_warnings(found):
            area_id = finding.area_id or WHOLE_UNIT_ID
            has_row = self.shown.row_of(area_id) is not None
            if has_row and finding.measure in MEASURES:
                marks[(area_id, finding.measure)] = rules.finding_fact(finding)
        for cell in self._published:
            if self._published_differs(cell):
                marks.setdefault(cell, self.published_words(cell))
        return marks

    def published_words(self, cell: Cell) -> str:
        """Return what was published in place of a figure, "" where nothing was."""
        found = self._published.get(cell)
        return published_words(found, self._book(cell)) if found else ""

    def published_totals(self) -> dict[str, tuple[str, bool]]:
        """Return what was published of the whole unit and whether it differs, by measure."""
        found = {}
        for cell in self._published:
            if cell[0] == WHOLE_UNIT_ID:
                found[cell[1]] = self.published_words(cell), self._published_differs(cell)
        return found

    def _published_differs(self, cell: Cell) -> bool:
        book = self._book(cell)
        return book is not None and book != self._published[cell].value

    def _book(self, cell: Cell) -> int | None:
        """Return the figure that the month has for a cell, for the whole unit its total."""
        area_id, measure = cell
        values, row = self.shown.values, self.shown.row_of(area_id)
        if area_id == WHOLE_UNIT_ID:
            return values.total.known[measure] if values else None
        # A field of work without a row adds nothing to the month.
        return 0 if row is None else self.shown.rows[row].known[measure]

    def area_choices(self) -> list[tuple[str, str, bool]]:
        """Return every field of work in use as id, name and whether it takes part in the month."""
        present = {row.area_id: row.area for row in self.shown.rows}
        names = {**self._shell.ask(registers.area_names, in_use=True), **present}
        names.pop(WHOLE_UNIT_ID, None)
        return [(area_id, name, area_id in present) for area_id, name in names.items()]

    def about_cell(self, row: int, column: int) -> list[str]:
        """Return what belongs to one cell, line by line.

        That is its name, a typed total that its parts contradict, and its figures of the month
        before and of the same month last year.
        """
        line, measure = self.shown.rows[row], COLUMNS[column].measure
        lines = [f"Ô đang chọn: {line.area}, {measure.label}"]
        typed = line.entered.get(measure.name)
        if typed is not None and self.shown.contradicts(row, column):
            said = f"Đã nhập {figure_text(typed)} nhưng các phần cộng lại khác"
            lines.append(f"{said}; bấm {Action.CLEAR.written} để bỏ số đã nhập.")
        for month in (self.month.previous(), Month(self.month.year - 1, self.month.month)):
            text = self._figure_of(month, line.area_id, measure.name) or "chưa có số liệu"
            lines.append(f"Tháng {month.month}/{month.year}: {text}")
        return lines

    def _figure_of(self, month: Month, area_id: str, measure: str) -> str:
        if month not in self._nearby:
            self._nearby[month] = self._shell.ask(months.month_values, self._shell.unit, month)
        values = self._nearby[month]
        found = values.total if area_id == WHOLE_UNIT_ID else values.areas.get(area_id)
        return "" if found is None else figure_text(found.known[measure])

    def _do(self, verb: Callable[..., object], *args: object) -> bool:
        outcome = self._shell.do(verb, self._shell.unit, self.month, *args)
        if outcome is not None and outcome.entry:
            self._last_entry = outcome.entry
        return outcome is not None

    def _name(self, area_id: str) -> str:
        row = self.shown.row_of(area_id)
        return WHOLE_UNIT if row is None else self.shown.rows[row].area

    def load(self) -> None:
        """Read the month; its findings follow when the hands rest."""
        self._stale = False
        figures = self._shell.ask(months.month_figures, self._shell.unit, self.month)
        closed = self._shell.ask(months.is_closed, self._shell.unit, self.month)
        self.shown = grid_month(figures.rows, closed)
        self._published = self._shell.ask(published_cells, self._shell.unit, self.month)
        self.figures_shown.emit(self.shown)
        if self._shell.findings.fresh:
            self._on_findings(self.findings)
        else:
            self._shell.findings.ask_soon()

    def _on_findings(self, found: list[Finding]) -> None:
        if self._front:
            self.findings_shown.emit(found)

    def _on_month_changed(self, month: Month) -> None:
        self.month_left.emit()
        self.month = month
        self._last_entry = None
        self._nearby = {}
        self.month_shown.emit(month)
        self._load_or_wait()

    def _on_changed(self, changes: Sequence[Change]) -> None:
        self._nearby = {}
        if touches(changes, *_RELOADS):
            self._load_or_wait()
        elif not self._front:
            self._stale = True
