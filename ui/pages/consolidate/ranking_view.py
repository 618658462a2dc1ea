"""The units in order of a rate, as bars and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.consolidation.judging import RANKED, Placed
from desktop.consolidation.period import Consolidated
from models.measures import MEASURES
from models.rates import RATES, basis_label
from models.values import format_number
from ui import style
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (
    Column("Hạng", 60, "right"),
    Column("Đơn vị"),
    Column("Tử số", 90, "right"),
    Column("Mẫu số", 90, "right"),
    Column("Tỷ lệ", 86, "right"),
)
_COUNTED = ("to_handle", "received", "resolved", "pending", "pending_overdue", "resolved_late")
_BAR_HEIGHT, _NAME_WIDTH, _VALUE_WIDTH = 34, 168, 92


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
        self.setAccessibleName("Biểu đồ: " + "; ".join(f"{bar.name} {bar.words}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, max(1, len(self.bars)) * _BAR_HEIGHT + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = max(40, self.width() - _NAME_WIDTH - _VALUE_WIDTH)
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, bar in enumerate(self.bars):
            top = place * _BAR_HEIGHT + 4
            name = self.fontMetrics().elidedText(
                bar.name, Qt.TextElideMode.ElideRight, _NAME_WIDTH - 10
            )
            painter.setPen(QColor(style.INK))
            painter.drawText(QRect(0, top, _NAME_WIDTH - 8, _BAR_HEIGHT - 8), middle, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(style.SHADE))
            painter.drawRoundedRect(QRect(_NAME_WIDTH, top + 4, room, _BAR_HEIGHT - 16), 4, 4)
            if bar.share:
                painter.setBrush(QColor(style.ACCENT))
                length = max(6, room * bar.share // 1000)
                painter.drawRoundedRect(QRect(_NAME_WIDTH, top + 4, length, _BAR_HEIGHT - 16), 4, 4)
            painter.setPen(QColor(style.INK))
            painter.setFont(style.bold(self.font()))
            value = QRect(_NAME_WIDTH + room, top, _VALUE_WIDTH, _BAR_HEIGHT - 8)
            painter.drawText(value, middle | Qt.AlignmentFlag.AlignRight, bar.words)
            painter.setFont(self.font())

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
        rates = [(name, RATES[name].label) for name in RANKED]
        counts = [(name, MEASURES[name].label) for name in _COUNTED]
        self.what = ChoiceInput([*rates, *counts], None)
        self.what.setAccessibleName("Xếp theo")
        self.what.show_value(RANKED[0])
        self.what.setMinimumContentsLength(38)
        self._words = label("", "muted", wrap=True)
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Xếp hạng các đơn vị")
        self.chart = BarChart()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        room = QVBoxLayout(inner)
        tighten(room, 4, 0, 8, 0)
        room.addWidget(self.chart)
        room.addStretch(1)
        scroll.setWidget(inner)
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.what)
        head.addWidget(self._words, 1)
        body = QHBoxLayout()
        tighten(body, spacing=16)
        body.addWidget(self.table, 1)
        body.addWidget(scroll, 1)
        column = QVBoxLayout(self)
        tighten(column, spacing=8)
        column.addLayout(head)
        column.addLayout(body, 1)
        self.what.edited.connect(self.show_figures)
        self.table.activated_row.connect(self._on_activated)
        self.chart.chosen.connect(self._on_activated)

    def show_figures(self) -> None:
        """Show the figures that were worked out."""
        found, name = self._presenter.shown_figures, str(self.what.value())
        if found is None:
            self.model.show_rows([])
            self.chart.show_bars(())
            self._words.setText("")
        elif name in RANKED:
            self._show_rate(found, name)
        else:
            self._show_count(found, name)
        self.table.choose(0)

    def _show_rate(self, found: Consolidated, name: str) -> None:
        order = found.ranking[name]
        self._words.setText(
            f"Chia cho {basis_label(found.rates.basis(name))}; bằng nhau thì cùng hạng."
        )
        self.model.show_rows([Row(placed.code, _rate_cells(placed)) for placed in order])
        self.chart.show_bars(
            [
                Bar(
                    placed.code, placed.name, f"{placed.rate.percent}%",
                    min(1000, (placed.rate.numerator or 0) * 1000 // (placed.rate.denominator or 1)),
                )
                for placed in order
            ]
        )  # fmt: skip

    def _show_count(self, found: Consolidated, name: str) -> None:
        known = [
            (line.line.code, line.line.name, value)
            for line in found.now.counted
            if line.figures and (value := line.figures.total[name]) is not None
        ]
        known.sort(key=lambda item: -item[2])
        most = max((value for _, _, value in known), default=0) or 1
        self._words.setText("Số hồ sơ, nhiều nhất trước.")
        rows = [
            Row(
                code,
                (
                    Cell(str(place)),
                    Cell(unit),
                    Cell(format_number(value)),
                    Cell("–", "muted"),
                    Cell("–", "muted"),
                ),
            )
            for place, (code, unit, value) in enumerate(known, start=1)
        ]
        self.model.show_rows(rows)
        self.chart.show_bars(
            [
                Bar(code, unit, format_number(value), value * 1000 // most)
                for code, unit, value in known
            ]
        )

    def _on_activated(self, code: object) -> None:
        name = str(self.what.value())
        self.unit_requested.emit(str(code), RATES[name].numerator if name in RATES else name)


def _rate_cells(placed: Placed) -> tuple[Cell, ...]:
    rate = placed.rate
    return (
        Cell(str(placed.place)),
        Cell(placed.name),
        Cell(format_number(rate.numerator or 0)),
        Cell(format_number(rate.denominator or 0)),
        Cell(f"{rate.percent}%", bold=True),
    )
