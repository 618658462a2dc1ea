"""The table of a register: a model over its records, and the view."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.context import today
from desktop.registers import has_ended, shown
from models.kinds import kind_of
from models.registers import Field, Record, Register
from ui import style
from ui.plain import tip

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_CHARACTER = 7.6  # pixels a character of the shipped font takes on average
_WIDEST = 340


class RecordTableModel(QAbstractTableModel):
    """Records as rows, declared fields as columns."""

    def __init__(self, register: Register, columns: Sequence[Field]) -> None:
        super().__init__()
        self._register = register
        self.columns = list(columns)
        self.records: list[Record] = []
        self._names: dict[str, str] = {}
        self._muted = QColor(style.MUTED)

    def show_records(self, records: Sequence[Record], names: Mapping[str, str]) -> None:
        """Show other records."""
        self.beginResetModel()
        self.records = list(records)
        self._names = dict(names)
        self.endResetModel()

    def row_of(self, record_id: str) -> int | None:
        """Return the row of a record, None where it is not in sight."""
        for row, record in enumerate(self.records):
            if record.id == record_id:
                return row
        return None

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, on one line."""
        field = self.columns[column]
        text = shown(field, self.records[row][field.name], self._names)
        return text.replace("\n", "; ")

    def ended(self, record: Record) -> bool:
        """Return whether a record is no longer in effect today."""
        return has_ended(self._register, record, today())

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == _ROLE.DisplayRole:
            return self.text(index.row(), index.column())
        if role == _ROLE.TextAlignmentRole:
            return _side(self.columns[index.column()])
        if role == _ROLE.ForegroundRole and self.ended(self.records[index.row()]):
            return self._muted
        if role == _ROLE.ToolTipRole:
            text = self.text(index.row(), index.column())
            return tip(text) if len(text) > self.columns[index.column()].width else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        field = self.columns[section]
        if role == _ROLE.DisplayRole:
            return field.header
        if role == _ROLE.ToolTipRole:
            return field.label
        if role == _ROLE.TextAlignmentRole:
            return _side(field)
        return None


def _side(field: Field) -> Qt.AlignmentFlag:
    return _RIGHT if kind_of(field).numeric else _LEFT


class RecordTable(QTableView):
    """The view: whole rows, roomy, sorted by clicking a header.

    Signals:
        record_chosen: Record the cursor is on, None for none.
        open_requested: the officer wants to edit the chosen record (Enter, F2, double click).
        delete_requested: the officer pressed Delete.
        sort_requested: name of the field ("" for the register's own order), whether descending.
    """

    record_chosen = Signal(Record)
    open_requested = Signal()
    delete_requested = Signal()
    sort_requested = Signal(str, bool)

    def __init__(self, model: RecordTableModel) -> None:
        super().__init__()
        self.records = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumHeight(style.ROW_HEIGHT + 2)
        header.setStretchLastSection(not kind_of(model.columns[-1]).numeric)
        header.sectionClicked.connect(self._on_header_clicked)
        self._sorted: tuple[int, bool] | None = None
        self._quiet = False
        self._fit_columns()
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.doubleClicked.connect(self._on_double_clicked)

    def chosen(self) -> Record | None:
        """Return the record the cursor is on."""
        row = self.currentIndex().row()
        return self.records.records[row] if 0 <= row < len(self.records.records) else None

    def selected(self) -> list[Record]:
        """Return the selected records."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.records.records[row] for row in rows]

    def choose(self, record_id: str | None) -> bool:
        """Put the cursor on a record without telling; return whether it is in sight."""
        row = self.records.row_of(record_id) if record_id else None
        self._quiet = True
        try:
            if row is None:
                self.selectionModel().clear()
            else:
                flag = QItemSelectionModel.SelectionFlag
                index = self.records.index(row, 0)
                self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
                self.scrollTo(index)
        finally:
            self._quiet = False
        return row is not None

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        metrics = header.fontMetrics()
        for number, field in enumerate(self.records.columns):
            # The heading is bold, and the sign of the order stands behind it.
            heading = int(metrics.horizontalAdvance(field.header) * 1.12) + 26
            content = min(_WIDEST, int(field.width * _CHARACTER) + 18)
            header.resizeSection(number, max(heading, content))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def _on_row_changed(self) -> None:
        if not self._quiet:
            self.record_chosen.emit(self.chosen())

    def _on_double_clicked(self) -> None:
        self.open_requested.emit()

    def _on_header_clicked(self, section: int) -> None:
        """Sort upwards, then downwards; a third click gives the register's own order back."""
        header = self.horizontalHeader()
        if self._sorted == (section, True):
            self._sorted = None
            header.setSortIndicatorShown(False)
            self.sort_requested.emit("", False)
            return
        descending = self._sorted == (section, False)
        self._sorted = (section, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, order)
        self.sort_requested.emit(self.records.columns[section].name, descending)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.chosen():
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Delete and self.selected():
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)
