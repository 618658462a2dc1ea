"""The units in order of a rate, as bars and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.consolidation.judging import Counted, Placed, by_number
from desktop.consolidation.period import Consolidated
from models.measures import MEASURES
from models.rates import RateSettings
from models.values import format_number
from ui import style
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable
from ui.widgets.scrolling import scrolled

_COLUMNS = (
    Column("Hạng", 60, "right"),
    Column("Đơn vị"),
    Column("Tử số", 90, "right"),
    Column("Mẫu số", 90, "right"),
    Column("Tỷ lệ", 86, "right"),
)
_COUNTED = ("to_handle", "received", "resolved", "pending", "pending_overdue", "resolved_late")
_BAR_HEIGHT, _NAME_WIDTH, _VALUE_WIDTH = 34, 168, 92
_WHOLE = 1000


@dataclass(frozen=True)
class Bar:
    """One bar: whose, what it says, and its length in thousandths of the room."""

    code: str
    name: str
    words: str
    share: int


class BarChart(QWidget):
    """Bars one below the other.

    Signals:
        chosen: code of the unit whose bar was clicked.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show bars."""
        self.bars = tuple(bars)
        said = [f"{bar.name} {bar.words}" for bar in bars]
        self.setAccessibleName(f"Biểu đồ: {'; '.join(said)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, max(1, len(self.bars)) * _BAR_HEIGHT + 8)

    def _paint(self, painter: QPainter, bar: Bar, top: int) -> None:
        room = max(40, self.width() - _NAME_WIDTH - _VALUE_WIDTH)
        height = _BAR_HEIGHT - 8
        middle = Qt.AlignmentFlag.AlignVCenter
        elided = Qt.TextElideMode.ElideRight
        name = self.fontMetrics().elidedText(bar.name, elided, _NAME_WIDTH - 10)
        painter.setPen(QColor(style.INK))
        painter.setFont(self.font())
        painter.drawText(QRect(0, top, _NAME_WIDTH - 8, height), middle, name)
        painter.setFont(style.bold(self.font()))
        value = QRect(_NAME_WIDTH + room, top, _VALUE_WIDTH, height)
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, bar.words)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRect(_NAME_WIDTH, top + 4, room, height - 8)
        painter.setBrush(QColor(style.SHADE))
        painter.drawRoundedRect(ground, 4, 4)
        if bar.share:
            # A unit that has any is never shown as having none.
            ground.setWidth(max(6, room * bar.share // _WHOLE))
            painter.setBrush(QColor(style.ACCENT))
            painter.drawRoundedRect(ground, 4, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, bar in enumerate(self.bars):
            self._paint(painter, bar, place * _BAR_HEIGHT + 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // _BAR_HEIGHT
        if 0 <= place < len(self.bars):
            self.chosen.emit(self.bars[place].code)


class RankingView(QWidget):
    """Ranking and chart.

    Signals:
        unit_requested: code of the unit and measure whose figures the officer wants to see.
    """

    unit_requested = Signal(str, str)

    def __init__(self, presenter: ConsolidatePresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._offered: list[tuple[str, str]] = []
        self.what = ChoiceInput([], None)
        self._offer(RateSettings())
        self.what.setAccessibleName("Xếp theo")
        self.what.setMinimumContentsLength(38)
        self._words = label("", "muted", wrap=True)
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Xếp hạng các đơn vị")
        self.chart = BarChart()
        inner = QWidget()
        room = QVBoxLayout(inner)
        tighten(room, 4, 0, 8, 0)
        room.addWidget(self.chart)
        room.addStretch(1)
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.what)
        head.addWidget(self._words, 1)
        body = QHBoxLayout()
        tighten(body, spacing=16)
        body.addWidget(self.table, 1)
        body.addWidget(scrolled(inner), 1)
        column = QVBoxLayout(self)
        tighten(column, spacing=8)
        column.addLayout(head)
        column.addLayout(body, 1)
        self.what.edited.connect(self.show_figures)
        self.table.activated_row.connect(self._on_activated)
        self.chart.chosen.connect(self._on_activated)

    def _offer(self, rates: RateSettings) -> None:
        """Offer the rates that the office has, and the counts."""
        choices = [(name, rates.label(name)) for name in rates.names]
        choices += [(name, MEASURES[name].label) for name in _COUNTED]
        if choices == self._offered:
            return
        chosen, names = self.what.value(), [name for name, _ in choices]
        self._offered = choices
        self.what.offer(choices, None)
        self.what.show_value(chosen if chosen in names else names[0])

    def show_figures(self) -> None:
        """Show the figures that were worked out."""
        found = self._presenter.shown_figures
        if found is not None:
            self._offer(found.rates)
        name = str(self.what.value())
        if found is None:
            self.model.show_rows([])
            self.chart.show_bars(())
            self._words.setText("")
        elif name in found.ranking:
            self._show_rate(found, name)
        else:
            self._show_count(found, name)
        self.table.choose(0)

    def _show_rate(self, found: Consolidated, name: str) -> None:
        order = found.ranking[name]
        basis = found.rates.basis_words(name)
        first = "thấp nhất" if found.rates.kind(name).fewer_is_better else "cao nhất"
        self._words.setText(f"Chia cho {basis}; {first} trước, bằng nhau thì cùng hạng.")
        self.model.show_rows([Row(placed.code, _rate_cells(placed)) for placed in order])
        self.chart.show_bars([_rate_bar(placed) for placed in order])

    def _show_count(self, found: Consolidated, name: str) -> None:
        order = by_number(found.now, name)
        most = max((counted.value for counted in order), default=0)
        self._words.setText("Số hồ sơ, nhiều nhất trước.")
        self.model.show_rows([Row(counted.code, _count_cells(counted)) for counted in order])
        self.chart.show_bars([_count_bar(counted, most) for counted in order])

    def _on_activated(self, code: object) -> None:
        name = str(self.what.value())
        found = self._presenter.shown_figures
        if found is None:
            return
        measure = found.rates.kind(name).tops[0] if found.rates.is_rate(name) else name
        self.unit_requested.emit(str(code), measure)


def _rate_cells(placed: Placed) -> tuple[Cell, ...]:
    rate = placed.rate
    return (
        Cell(str(placed.place)),
        Cell(placed.name),
        Cell(format_number(rate.numerator or 0)),
        Cell(format_number(rate.denominator or 0)),
        Cell(f"{rate.percent}%", bold=True),
    )


def _rate_bar(placed: Placed) -> Bar:
    rate = placed.rate
    share = (rate.numerator or 0) * _WHOLE // (rate.denominator or 1)
    # Figures that contradict each other may give more than the whole.
    return Bar(placed.code, placed.name, f"{rate.percent}%", min(_WHOLE, share))


def _count_cells(counted: Counted) -> tuple[Cell, ...]:
    number = format_number(counted.value)
    nothing = Cell("–", "muted")
    return Cell(str(counted.place)), Cell(counted.name), Cell(number), nothing, nothing


def _count_bar(counted: Counted, most: int) -> Bar:
    share = counted.value * _WHOLE // (most or 1)
    return Bar(counted.code, counted.name, format_number(counted.value), share)
