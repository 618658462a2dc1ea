"""The figures by unit or by field of work, apart and together; a figure opens its trace."""

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.consolidation.period import Consolidated
from desktop.consolidation.rates import units_of
from desktop.consolidation.rollup import Rollup, Sums, Together
from desktop.consolidation.tracing import Cell as TracedCell
from models.figures import AreaFigures
from models.measures import MEASURES
from models.partial import Partial
from models.partial_rates import PartialRate
from models.rates import Figured, Rate, RateSettings, rate_of
from models.values import format_number
from ui import style
from ui.actions import Action
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.pages.consolidate.trace_panel import TracePanel
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_HEADINGS: Mapping[str, str] = {
    "to_handle": "Phải\ngiải quyết",
    "carried_over": "Kỳ trước\nchuyển",
    "received": "Tiếp nhận\ntrong kỳ",
    "received_online": "Trực\ntuyến",
    "online_rate": "Tỷ lệ\ntrực tuyến",
    "resolved": "Đã\ngiải quyết",
    "resolved_early": "Trước\nhạn",
    "resolved_on_time": "Đúng\nhạn",
    "resolved_late": "Quá\nhạn",
    "in_time_rate": "Tỷ lệ\nđúng hạn",
    "closed_unresolved": "Rút,\ntrả lại",
    "pending": "Đang\ngiải quyết",
    "pending_overdue": "Đang\nquá hạn",
    "delivered_postal": "Trả qua\nBCCI",
    "digitised_results": "Số hóa\nkết quả",
    "digitised_results_rate": "Tỷ lệ số\nhóa KQ",
    "digitised_dossiers": "Số hóa\nTP và KQ",
    "digitised_dossiers_rate": "Tỷ lệ\nTP và KQ",
    "paid_online": "Thanh toán\ntrực tuyến",
    "fee_bearing": "Có nghĩa\nvụ TC",
    "paid_online_rate": "Tỷ lệ\nthanh toán",
}
_ALL = "Tất cả cộng lại"
UNITS, FIELDS_OWN, FIELDS_BELOW, FIELDS_ALL = "units", "own", "below", "all"
_NO_FIGURES = "chưa có số liệu"
# Pixels beside the text of a cell.
_MARGIN = 20
_LETTERS = 15


class Line(NamedTuple):
    """One row of the table: key and name of a unit, a field of work or a sum, and its figures.

    `units` are those whose figures they are: a rate of some fields of work is known only with
    them. `added` is the sum over them, `names` theirs by code.
    """

    key: str
    name: str
    sums: Sums | None
    together: bool = False
    units: Sequence[Figured] = ()
    added: Together | None = None
    names: Mapping[str, str] = {}


class FiguresView(QWidget):
    """Table and trace.

    Signals:
        remark_requested: cell of a trace that the officer wants to send a remark on, and the key
            of the field of work, "" for the total.
    """

    remark_requested = Signal(TracedCell, str)

    def __init__(self, presenter: ConsolidatePresenter, own_name: str) -> None:
        super().__init__()
        self._presenter = presenter
        self._own_name = own_name
        self._field: str | None = None
        self._names: tuple[str, ...] = tuple(_HEADINGS)
        choices = (
            (UNITS, "Theo đơn vị"),
            (FIELDS_OWN, f"Theo lĩnh vực: riêng {own_name}"),
            (FIELDS_BELOW, "Theo lĩnh vực: các đơn vị cộng lại"),
            (FIELDS_ALL, "Theo lĩnh vực: tất cả cộng lại"),
        )
        self.by = ChoiceInput(choices, None)
        self.by.setAccessibleName("Xem số liệu theo")
        self.by.show_value(UNITS)
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.model = RowsModel(_columns(RateSettings()), ground=True)
        self.table = RowsTable(self.model, "Số liệu tổng hợp", by_cell=True)
        self.table.keep_names_in_sight(206)
        self.table.horizontalHeader().setMinimumHeight(46)
        self.panel = TracePanel(presenter)
        self.panel.hide()
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.by)
        words = f"Bấm vào một số (hoặc {Action.TRACE.written}) để xem số đó từ đâu ra."
        self._hint = label(words, "muted")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self._hint, 1)
        left = QVBoxLayout()
        tighten(left, spacing=8)
        left.addLayout(head)
        left.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        tighten(whole, spacing=12)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)
        self.by.edited.connect(self.show_figures)
        self.table.clicked.connect(self._on_clicked)
        self.table.activated_row.connect(self._trace)
        self.panel.closed.connect(self._on_closed)
        self.panel.remark_requested.connect(self._on_remark)

    def show_figures(self) -> None:
        """Show the figures that were worked out."""
        found = self._presenter.shown_figures
        index = self.table.currentIndex()
        if found is None:
            self._show_overview()
            return
        by_unit = self.by.value() == UNITS
        lines = self._unit_lines(found) if by_unit else self._field_lines(found)
        self._show_lines(lines, found.rates)
        self.table.choose(max(index.row(), 0), max(index.column(), 0))

    def _show_overview(self) -> None:
        """Show the totals of all units alone, or nothing where they are not known either."""
        totals = self._presenter.overview
        self.panel.hide()
        if totals is None or self.by.value() != UNITS:
            self.model.show_rows([])
            return
        line = Line("all", _ALL, totals.total, together=True)
        self._show_lines([line], totals.rates, "…")

    def _show_lines(self, lines: Sequence[Line], rates: RateSettings, unknown: str = "–") -> None:
        self._names = rates.shown(_HEADINGS)
        rows = [Row(line.key, _cells(line, self._names, rates, unknown)) for line in lines]
        columns = _wide_enough(rows, _columns(rates))
        self.model.show_rows(rows, columns, [line.name for line in lines])

    def show_unit(self, code: str) -> None:
        """Put the cursor on a unit and show where its figures come from."""
        self.show_measure(code, None)

    def show_measure(self, code: str, measure: str | None) -> None:
        """Put the cursor on a unit's figure, the first one for None, and show its trace."""
        self.by.show_value(UNITS)
        self.show_figures()
        keys = [row.key for row in self.model.rows]
        if code in keys:
            column = self._names.index(measure) if measure in self._names else 0
            self.table.choose(keys.index(code), column)
            self._trace(code)

    def _unit_lines(self, found: Consolidated) -> list[Line]:
        now = found.now
        lines = []
        if now.own and now.own.figures:
            own, figures = now.own, now.own.figures
            name = f"Riêng {self._own_name}"
            lines.append(Line(own.line.code, name, figures.total, units=[figures]))
        for each in now.lines:
            total = each.figures.total if each.figures else None
            units = [each.figures] if each.figures else []
            lines.append(Line(each.line.code, each.line.name, total, units=units))
        for part, name, added in (
            ("below", f"Cộng {_of(now)} đơn vị", now.below),
            ("all", _ALL, now.all),
        ):
            lines.append(Line(part, name, now.sums(part), True, added.units, added, found.names))
        return lines

    def _field_lines(self, found: Consolidated) -> list[Line]:
        part = str(self.by.value())
        areas = _areas(found.now, part)
        lines = [Line(row.area_id, row.area, row.measures) for row in areas]
        added = {FIELDS_BELOW: found.now.below, FIELDS_ALL: found.now.all}.get(part)
        sums, units = found.now.sums(part), units_of(found.now, part)
        return [*lines, Line("", "Cộng", sums, True, units, added, found.names)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setFixedWidth(350 if self.width() < 1000 else 404)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._trace(self.table.chosen())

    def _trace(self, key: object) -> None:
        name = self._names[max(self.table.currentIndex().column(), 0)]
        found = self._presenter.shown_figures
        if found is None:
            return
        measure = found.rates.kind(name).tops[0] if found.rates.is_rate(name) else name
        by_unit = self.by.value() == UNITS
        part = str(key) if by_unit else str(self.by.value())
        self._field = None if by_unit else str(key) or None
        origin = self._presenter.origin(part, measure, self._field)
        if origin is None:
            return
        row = self.table.currentIndex().row()
        self.panel.show_origin(origin, self.model.names[row])
        self.panel.show()
        self.panel.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_closed(self) -> None:
        self.panel.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remark(self, cell: TracedCell) -> None:
        self.remark_requested.emit(cell, self._field or "")


def _of(now: Rollup) -> str:
    """Return how many units are added up, of how many where some are missing."""
    if not now.missing:
        return str(len(now.lines))
    return f"{len(now.counted):02d}/{len(now.lines):02d}"


def _areas(now: Rollup, part: str) -> tuple[AreaFigures, ...]:
    if part == FIELDS_OWN:
        return now.own.figures.areas if now.own and now.own.figures else ()
    return now.below.fields if part == FIELDS_BELOW else now.all.fields


def _columns(rates: RateSettings) -> list[Column]:
    """Return the columns: usual measures and rates, then the rates of the office's own."""
    found = []
    for name in rates.shown(_HEADINGS):
        if name in _HEADINGS:
            found.append(Column(_HEADINGS[name], 86, "right"))
        else:
            # The label of an office's own rate may be long.
            found.append(Column(fill(rates.label(name), _LETTERS), 124, "right"))
    return found


def _cells(line: Line, names: Sequence[str], rates: RateSettings, unknown: str = "–") -> list[Cell]:
    """Return the cells of a row; `unknown` stands where a figure is not known, or not yet."""
    if line.sums is None:
        return [Cell("–", "muted", _NO_FIGURES) for _ in names]
    tone = "accent" if line.together else ""
    cells = []
    for name in names:
        some = _of_some(name, line, rates)
        if some is not None:
            text, tip = some
        elif name in MEASURES:
            text, tip = _measure(name, line.sums[name], unknown)
        else:
            rate = rate_of(name, line.sums, rates, line.units)
            text, tip = _rate(rate, rates.label(name), unknown)
        cells.append(Cell(text, tone, tip, bold=line.together))
    return cells


def _of_some(name: str, line: Line, rates: RateSettings) -> tuple[str, str] | None:
    """Return what only some of the units of a sum know: text and tip; None where all do, or none.

    The tip names those that do not.
    """
    if line.added is None:
        return None
    found: Partial | PartialRate | None
    if name in MEASURES:
        found, label = line.added.partial.get(name), MEASURES[name].label
        text = said = format_number(found.value) if found else ""
    else:
        found, label = line.added.partial_rate(name, rates), rates.label(name)
        if found is None or found.rate.percent is None:
            return None
        text = f"{found.rate.percent}%"
        said = f"{_plain(found.rate.numerator)}/{_plain(found.rate.denominator)}"
    if found is None:
        return None
    of = f"{found.units:02d}/{found.of:02d} đơn vị"
    missing = ", ".join(line.names.get(code, code) for code in found.missing)
    return f"{text} · {of}", f"{label}: {said} theo số liệu của {of}; chưa có: {missing}"


def _wide_enough(rows: Sequence[Row], usual: Sequence[Column]) -> list[Column]:
    """Return the columns, wide enough for numbers that say of how many units they are."""
    metrics = QFontMetrics(style.bold(QApplication.font()))
    columns = []
    for place, column in enumerate(usual):
        texts = [row.cells[place].text for row in rows]
        long = [metrics.horizontalAdvance(text) + _MARGIN for text in texts if "·" in text]
        columns.append(column._replace(width=max([column.width, *long])))
    return columns


def _measure(name: str, value: int | None, unknown: str) -> tuple[str, str]:
    if value is None:
        return unknown, _NO_FIGURES if unknown == "–" else "đang tính"
    return format_number(value), MEASURES[name].label


def _rate(rate: Rate, label: str, unknown: str) -> tuple[str, str]:
    text = unknown if rate.percent is None else f"{rate.percent}%"
    return text, f"{label}: {_plain(rate.numerator)}/{_plain(rate.denominator)}"


def _plain(value: int | None) -> str:
    return "–" if value is None else format_number(value)
