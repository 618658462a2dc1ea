"""A plain table to read: rows of texts, each with the tone of its state beside its words."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui import style
from ui.plain import tip

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter

INK = {
    "green": style.GREEN,
    "amber": style.AMBER,
    "red": style.RED,
    "muted": style.MUTED,
    "accent": style.ACCENT_DARK,
}
GROUND = {
    "green": style.GREEN_SOFT,
    "amber": style.AMBER_SOFT,
    "red": style.RED_SOFT,
    "accent": style.ACCENT_SOFT,
}


class Cell(NamedTuple):
    """A text with its tone (green, amber, red, muted, accent or ""), and more to say about it."""

    text: str
    tone: str = ""
    tip: str = ""
    bold: bool = False


class Column(NamedTuple):
    """A column: heading, width in pixels (0 takes what is left), numbers stand at the right."""

    heading: str
    width: int = 0
    align: str = "left"


class Row(NamedTuple):
    """A row: what it stands for, and its cells."""

    key: object
    cells: Sequence[Cell]


class RowsModel(QAbstractTableModel):
    """Rows of cells.

    Attributes:
        columns: the columns.
        rows: the rows on show.
        names: names of the rows for the header at the left.
    """

    def __init__(self, columns: Sequence[Column], *, ground: bool = False) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[Row] = []
        self.names: list[str] = []
        self._ground = ground
        self._ink = {tone: QColor(colour) for tone, colour in INK.items()}
        self._paper = {tone: QColor(colour) for tone, colour in GROUND.items()}

    def show_rows(
        self,
        rows: Sequence[Row],
        columns: Sequence[Column] | None = None,
        names: Sequence[str] = (),
    ) -> None:
        """Show other rows, under other columns if given."""
        self.beginResetModel()
        self.rows, self.names = list(rows), list(names)
        if columns is not None:
            self.columns = list(columns)
        self.endResetModel()

    def cell(self, index: _Index) -> Cell:
        """Return the cell at an index."""
        return self.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == _ROLE.DisplayRole:
            return cell.text
        if role == _ROLE.TextAlignmentRole:
            return _alignment(self.columns[index.column()].align)
        if role == _ROLE.ForegroundRole:
            return self._ink.get(cell.tone)
        if role == _ROLE.BackgroundRole:
            return self._paper.get(cell.tone) if self._ground else None
        if role == _ROLE.FontRole:
            return style.bold(QApplication.font()) if cell.bold else None
        return _described(cell, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return self._name(section, role)
        if not 0 <= section < len(self.columns):
            return None
        if role == _ROLE.DisplayRole:
            return self.columns[section].heading
        if role == _ROLE.TextAlignmentRole:
            return _alignment(self.columns[section].align)
        return None

    def _name(self, row: int, role: int) -> str | None:
        name = self.names[row] if 0 <= row < len(self.names) else None
        if name is not None and role == _ROLE.ToolTipRole:
            return tip(name)
        return name if role == _ROLE.DisplayRole else None


def _described(cell: Cell, role: int) -> str | None:
    """Return what is said of a cell under the mouse, and to those who hear the screen."""
    said = cell.tip or cell.text
    if role == _ROLE.ToolTipRole:
        return tip(said)
    return said if role == _ROLE.AccessibleTextRole else None


class _Painter(QStyledItemDelegate):
    """Paints the ground of a state, which the style sheet leaves out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = index.data(_ROLE.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)  # type: ignore[attr-defined]
        super().paint(painter, option, index)
        view, state = self.parent(), option.state  # type: ignore[attr-defined]
        if (
            state & QStyle.StateFlag.State_Selected
            and isinstance(view, QTableView)
            and view.showGrid()
        ):
            painter.setPen(QPen(QColor(style.ACCENT), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))  # type: ignore[attr-defined]


class RowsTable(QTableView):
    """The view: roomy, read with the keyboard, Enter acts on the row.

    Signals:
        row_chosen: key of the row the cursor is on, None for none.
        activated_row: key of the row (Enter or double click).
        delete_requested: key of the row (Delete).
    """

    row_chosen = Signal(object)
    activated_row = Signal(object)
    delete_requested = Signal(object)

    def __init__(
        self, model: RowsModel, name: str, *, by_cell: bool = False, height: int = style.ROW_HEIGHT
    ) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if by_cell else behaviour.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(by_cell)
        self.setTabKeyNavigation(False)
        self.setWordWrap(by_cell)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(height)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumHeight(style.ROW_HEIGHT)
        self._fit()
        model.modelReset.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._on_moved)
        self.doubleClicked.connect(self._on_double_click)

    def keep_names_in_sight(self, width: int) -> None:
        """Show the names of the rows in a header at the left, whose width in pixels is fixed."""
        header = self.verticalHeader()
        header.show()
        header.setFixedWidth(width)
        header.setDefaultAlignment(_LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        for corner in cast("list[QAbstractButton]", self.findChildren(QAbstractButton)):
            corner.setAccessibleName("Góc bảng")

    def chosen(self) -> object | None:
        """Return the key of the row the cursor is on."""
        row = self.currentIndex().row()
        return self.rows.rows[row].key if 0 <= row < len(self.rows.rows) else None

    def choose(self, row: int, column: int = 0) -> None:
        """Put the cursor on a row, or on the last one above it that there is."""
        row = min(row, len(self.rows.rows) - 1)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            if self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
                flags |= QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self.rows.index(row, column), flags)

    def _fit(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, mode.Interactive if column.width else mode.Stretch)
            if column.width:
                header.resizeSection(number, column.width)

    def _on_moved(self) -> None:
        self.row_chosen.emit(self.chosen())

    def _on_double_click(self) -> None:
        self.activated_row.emit(self.chosen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and self.chosen() is not None
        ):
            self.activated_row.emit(self.chosen())
        elif event.key() == Qt.Key.Key_Delete and self.chosen() is not None:
            self.delete_requested.emit(self.chosen())
        else:
            super().keyPressEvent(event)


def _alignment(align: str) -> Qt.AlignmentFlag:
    return {"right": _RIGHT, "centre": _CENTRE}.get(align, _LEFT)
