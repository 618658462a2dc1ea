"""The monthly grid as one piece: fields at the left and totals below stay in sight."""

import itertools

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QScrollBar,
    QTableView,
    QWidget,
)

from ui import style
from ui.pages.month.columns import COLUMN_OF, COLUMNS, GROUPS, columns_of, folded_away
from ui.pages.month.grid_delegate import FigureDelegate
from ui.pages.month.grid_header import AreaHeader
from ui.pages.month.grid_model import MonthModel, TotalsModel
from ui.pages.month.grid_month import GridMonth, GridRow
from ui.pages.month.grid_view import GridView

_AREA_WIDTHS = (168, 236)


class MonthGrid(QFrame):
    """The grid, its totals row and its own scroll bars.

    Attributes:
        model: rows of fields.
        totals: the totals row.
        view: where the officer types.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("monthGrid")
        self.setStyleSheet(
            f"#monthGrid {{ border: 1px solid {style.LINE}; }}"
            "#monthGrid QTableView { border: 0; border-radius: 0; }"
            f"#monthGrid QHeaderView {{ background: {style.PAPER}; }}"
        )
        self.model = MonthModel(self)
        self.totals = TotalsModel(self)
        self.view = GridView(self.model)
        self._bottom = self._make_bottom()
        fitting = self.view.measures.fitting_width
        self._widths = [max(fitting(column), 56) for column in range(len(COLUMNS))]
        layout = QGridLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.view, 0, 0)
        layout.addWidget(self._bottom, 1, 0)
        down = self._scroll_bar(self.view.verticalScrollBar(), Qt.Orientation.Vertical)
        layout.addWidget(down, 0, 1, 2, 1)
        across = self._scroll_bar(self.view.horizontalScrollBar(), Qt.Orientation.Horizontal)
        layout.addWidget(across, 2, 0)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.horizontalScrollBar().valueChanged.connect(
            self._bottom.horizontalScrollBar().setValue
        )
        self.view.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        self.view.measures.fold_requested.connect(self.toggle_group)
        self.view.fold_requested.connect(self._on_fold_requested)
        self._apply_widths()
        for group in GROUPS:
            self.open_group(group, False)
        self._show_area_width(_AREA_WIDTHS[0])
        self.setFocusProxy(self.view)

    def show_month(self, month: GridMonth) -> None:
        """Show a month; columns grow where a figure needs it."""
        self.model.show_month(month)
        self.totals.show_totals(month.totals)
        self._grow(month)

    def open_group(self, group: str, opened: bool) -> None:
        """Show all columns of a group, or only those of form II.06a."""
        groups = self.view.measures.open_groups
        if opened:
            groups.add(group)
        else:
            groups.discard(group)
        if not opened and self.view.currentIndex().column() in folded_away(group):
            # The cursor may not vanish with its column.
            kept = min(set(columns_of(group)) - set(folded_away(group)))
            self.view.setCurrentIndex(self.view.currentIndex().siblingAtColumn(kept))
        for column in folded_away(group):
            self.view.setColumnHidden(column, not opened)
            self._bottom.setColumnHidden(column, not opened)
        self._show_group_ends()
        self.view.measures.viewport().update()

    def toggle_group(self, group: str) -> None:
        """Fold an open group, open a folded one."""
        self.open_group(group, group not in self.view.measures.open_groups)

    def go_to(self, area_id: str, measure: str | None) -> bool:
        """Put the cursor into a cell, opening its group if need be; return whether it is there."""
        place = self.model.place(area_id, measure or COLUMNS[0].name)
        if not place.isValid():
            return False
        column = COLUMNS[COLUMN_OF[measure or COLUMNS[0].name]]
        if not column.brief:
            self.open_group(column.measure.group, True)
        self.view.select_place(place)
        return True

    def go_to_first(self) -> None:
        """Put the cursor into the first cell to type in."""
        for column in self.view.visible_columns():
            if not self.model.shown.why_locked(0, column) and not COLUMNS[column].measure.parts:
                self.view.setCurrentIndex(self.model.index(0, column))
                return
        self.view.setCurrentIndex(self.model.index(0, 0))

    def _on_fold_requested(self, opened: bool) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.open_group(COLUMNS[index.column()].measure.group, opened)

    def _on_scrolled(self) -> None:
        self.view.measures.viewport().update()

    def _make_bottom(self) -> QTableView:
        bottom = QTableView()
        bottom.setModel(self.totals)
        self._painter = FigureDelegate(bottom)
        bottom.setItemDelegate(self._painter)
        bottom.setVerticalHeader(AreaHeader(bottom, totals=True))
        bottom.horizontalHeader().hide()
        bottom.setShowGrid(False)
        bottom.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bottom.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        bottom.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        bottom.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bottom.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bottom.setFixedHeight(style.ROW_HEIGHT + 1)
        bottom.setAccessibleName("Tổng cộng")
        return bottom

    def _scroll_bar(self, inner: QScrollBar, orientation: Qt.Orientation) -> QScrollBar:
        """Return a bar outside of both views, so that their columns stay under each other."""
        bar = QScrollBar(orientation)
        inner.rangeChanged.connect(bar.setRange)
        inner.valueChanged.connect(bar.setValue)
        bar.valueChanged.connect(inner.setValue)

        def follow(low: int, high: int) -> None:
            bar.setPageStep(inner.pageStep())
            bar.setSingleStep(max(inner.singleStep(), 20))
            bar.setVisible(high > low)

        inner.rangeChanged.connect(follow)
        bar.hide()
        return bar

    def _show_area_width(self, width: int) -> None:
        self.view.areas.setFixedWidth(width)
        self._bottom.verticalHeader().setFixedWidth(width)
        # Without new rows a table does not notice that its header has become wider.
        self._bottom.doItemsLayout()

    def _grow(self, month: GridMonth) -> None:
        before = list(self._widths)
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, width in enumerate(before):
            lengths = [len(row.texts[column]) for row in month.rows]
            # Totals are bold: they take one digit more.
            longest = max([*lengths, len(month.totals[column]) + 1])
            self._widths[column] = max(width, longest * digit + 16)
        if self._widths != before:
            self._apply_widths()
        narrow, wide = _AREA_WIDTHS
        needed = [self._heading_width(row) for row in month.rows]
        self._show_area_width(min(max([narrow, *needed]), wide))

    def _heading_width(self, row: GridRow) -> int:
        advance = self.fontMetrics().horizontalAdvance
        tag = advance(AreaHeader.NIL_WORDS) if row.nil else 0
        return advance(row.area) + 24 + tag

    def _apply_widths(self) -> None:
        for column, width in enumerate(self._widths):
            self.view.setColumnWidth(column, width)
            self._bottom.setColumnWidth(column, width)

    def _show_group_ends(self) -> None:
        visible = self.view.visible_columns()
        ends = set()
        for column, following in itertools.pairwise(visible):
            if COLUMNS[column].measure.group != COLUMNS[following].measure.group:
                ends.add(column)
        self.view.delegate.last_in_group = ends
        self._painter.last_in_group = ends
        self.view.viewport().update()
        self._bottom.viewport().update()
