"""The item models of the monthly grid: the rows of fields, and the totals row that stays in sight."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.pages.month.columns import COLUMN_OF, COLUMNS
from ui.pages.month.grid_month import NOT_COMPLETE, GridMonth, GridRow

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[str, str]  # id of the field of work, name of the measure

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
MARK_ROLE = Qt.ItemDataRole.UserRole + 2
WRONG_ROLE = Qt.ItemDataRole.UserRole + 3
NIL_ROLE = Qt.ItemDataRole.UserRole + 4
# Text, kind, marked by a finding, wrongly typed: all that painting a figure takes.
LOOK_ROLE = Qt.ItemDataRole.UserRole + 5

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_KIND_WORDS = {
    "blank": "chưa nhập",
    "entered": "đã nhập",
    "computed": "tự tính",
    "derived": "suy ra từ tổng số",
    "nil": "không phát sinh",
    "covered": "đã có ở từng lĩnh vực",
    "doubt": "các số đã nhập vượt quá tổng số",
}


class MonthModel(QAbstractTableModel):
    """Rows = fields of work, columns = measures; what is typed wrongly stays visible and is not
    stored.

    Attributes:
        month: the month as shown.
        write: stores figures, says whether it did; set by the page.
        read: typed text → figure, or the sentence that says what is wrong with it; set by the page.

    Signals:
        reshaped: the rows changed, not only their figures.
        refused: the set of wrong cells changed.
    """

    reshaped = Signal()
    refused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = GridMonth()
        self.write: Callable[[dict[Cell, int | None]], bool] = lambda _figures: False
        self.read: Callable[[str, str], tuple[int | None, str]] = lambda _name, _text: (None, "")
        self._wrong: dict[Cell, tuple[str, str]] = {}
        self._marks: dict[Cell, str] = {}

    def show_month(self, month: GridMonth) -> None:
        """Show a month; where the rows stay the same the place of the cursor stays too."""
        same = [row.area_id for row in month.rows] == [row.area_id for row in self.shown.rows]
        if same:
            # A header that is told of changes lays the whole grid out anew, so it is told of real
            # ones only.
            renamed = [(row.area, row.nil) for row in month.rows] != [
                (row.area, row.nil) for row in self.shown.rows
            ]
            self.shown = month
            if month.rows:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(month.rows) - 1, len(COLUMNS) - 1)
                )
            if renamed:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(month.rows) - 1)
            return
        self.beginResetModel()
        self.shown = month
        self.endResetModel()
        self.reshaped.emit()

    @property
    def wrong(self) -> dict[Cell, tuple[str, str]]:
        """Return what was typed wrongly, with what is wrong with it."""
        return dict(self._wrong)

    def show_wrong(self, wrong: Mapping[Cell, tuple[str, str]]) -> None:
        """Show text that was typed wrongly before, as when its month comes back."""
        self._wrong = dict(wrong)
        self.refused.emit()

    def show_marks(self, marks: Mapping[Cell, str]) -> None:
        """Mark the cells that findings point to."""
        if marks != self._marks and self.shown.rows:
            self._marks = dict(marks)
            self.dataChanged.emit(
                self.index(0, 0),
                self.index(len(self.shown.rows) - 1, len(COLUMNS) - 1),
                [MARK_ROLE],
            )
        self._marks = dict(marks)

    def cell(self, index: Index) -> Cell:
        """Return what a place of the grid stands for."""
        return self.shown.rows[index.row()].area_id, COLUMNS[index.column()].name

    def place(self, area_id: str, measure: str) -> QModelIndex:
        """Return where a figure stands; invalid where the field takes no part."""
        row, column = self.shown.row_of(area_id), COLUMN_OF.get(measure)
        return QModelIndex() if row is None or column is None else self.index(row, column)

    def wrong_at(self, index: Index) -> str:
        """Return what is wrong with the text typed here, "" where nothing is."""
        return self._wrong.get(self.cell(index), ("", ""))[1] if index.isValid() else ""

    def wrong_cells(self) -> list[QModelIndex]:
        """Return the places whose typed text was not stored."""
        places = (self.place(*cell) for cell in self._wrong)
        return [place for place in places if place.isValid()]

    def changeable(self, index: Index) -> bool:
        """Return whether a figure here may be typed or cleared; a total that contradicts its parts
        may be cleared.
        """
        row, column = index.row(), index.column()
        return not self.shown.why_locked(row, column) or (
            not self.shown.closed and self.shown.contradicts(row, column)
        )

    def clear(self, places: list[QModelIndex]) -> bool:
        """Clear figures in one step and forget wrong text in these places."""
        self._drop_wrong([self.cell(place) for place in places])
        figures: dict[Cell, int | None] = {}
        for place in places:
            row = self.shown.rows[place.row()]
            if self.changeable(place) and row.entered.get(COLUMNS[place.column()].name) is not None:
                figures[self.cell(place)] = None
        return bool(figures) and self.write(figures)

    def drop_wrong(self, place: Index) -> None:
        """Forget wrong text; the stored figure shows again."""
        self._drop_wrong([self.cell(place)])
        self.dataChanged.emit(place, place)

    def copy_down(self, pairs: list[tuple[QModelIndex, QModelIndex]]) -> bool:
        """Write the figure of the first place of each pair into the second, all in one step."""
        figures: dict[Cell, int | None] = {}
        for source, target in pairs:
            value = self.shown.rows[source.row()].known.get(COLUMNS[source.column()].name)
            if value is not None and self.changeable(target):
                figures[self.cell(target)] = value
        self._drop_wrong(list(figures))
        return bool(figures) and self.write(figures)

    def plain_text(self, index: Index) -> str:
        """Return a figure for another program: digits only."""
        text = self.shown.rows[index.row()].texts[index.column()]
        return "0" if self.shown.rows[index.row()].nil else text.replace(".", "")

    def _drop_wrong(self, cells: list[Cell]) -> None:
        if any(self._wrong.pop(cell, None) is not None for cell in cells):
            self.refused.emit()

    def _differs(self, index: Index, figure: int | None) -> bool:
        row = self.shown.rows[index.row()]
        if row.nil:
            return figure is not None
        return figure != row.entered.get(COLUMNS[index.column()].name)

    def _described(self, row: GridRow, column: int) -> str:
        words = _KIND_WORDS[row.kinds[column]]
        return (
            f"{row.area}, {COLUMNS[column].measure.label}: {row.texts[column] or 'trống'}, {words}"
        )

    def _tip(self, row: int, column: int) -> str:
        line = self.shown.rows[row]
        cell = (line.area_id, COLUMNS[column].name)
        if cell in self._wrong:
            return self._wrong[cell][1]
        if cell in self._marks:
            return self._marks[cell]
        locked = self.shown.why_locked(row, column)
        return locked or (f"{COLUMNS[column].measure.label}: {_KIND_WORDS[line.kinds[column]]}")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.shown.rows[index.row()], index.column()
        if role == LOOK_ROLE:
            return self._look(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            wrong = self._wrong.get((row.area_id, COLUMNS[column].name)) if self._wrong else None
            return wrong[0] if wrong else row.texts[column]
        if role == KIND_ROLE:
            return row.kinds[column]
        if role == MARK_ROLE:
            return (row.area_id, COLUMNS[column].name) in self._marks
        if role == WRONG_ROLE:
            return (row.area_id, COLUMNS[column].name) in self._wrong
        if role == Qt.ItemDataRole.EditRole:
            wrong = self._wrong.get((row.area_id, COLUMNS[column].name))
            return wrong[0] if wrong else row.texts[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._described(row, column)
        return None

    def _look(self, row: GridRow, column: int) -> tuple[str, str, bool, bool]:
        cell = (row.area_id, COLUMNS[column].name)
        wrong = self._wrong.get(cell) if self._wrong else None
        return (
            wrong[0] if wrong else row.texts[column],
            row.kinds[column],
            cell in self._marks,
            wrong is not None,
        )

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        cell, text = self.cell(index), str(value).strip()
        figure, wrong = self.read(cell[1], text)
        if wrong:
            self._wrong[cell] = (text, wrong)
        else:
            self._wrong.pop(cell, None)
            if self._differs(index, figure) and not self.write({cell: figure}):
                self._wrong[cell] = (
                    text,
                    "Số này chưa lưu được; xem “Thông báo” ở góc dưới bên phải rồi nhập lại.",
                )
        self.refused.emit()
        self.dataChanged.emit(index, index)
        return cell not in self._wrong

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not self.shown.why_locked(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            measure = COLUMNS[section].measure
            if role == Qt.ItemDataRole.DisplayRole:
                return measure.short
            return measure.label if role == Qt.ItemDataRole.ToolTipRole else None
        row = self.shown.rows[section] if section < len(self.shown.rows) else None
        if row is None:
            return None
        if role == NIL_ROLE:
            return row.nil
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.area}: không phát sinh" if row.nil else row.area
        return row.area if role == Qt.ItemDataRole.DisplayRole else None


class TotalsModel(QAbstractTableModel):
    """The one row "Tổng cộng" under the grid."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",) * len(COLUMNS)

    def show_totals(self, texts: tuple[str, ...]) -> None:
        """Show new totals."""
        if texts != self._texts:
            self._texts = texts
            self.dataChanged.emit(self.index(0, 0), self.index(0, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.column()]
        if role == LOOK_ROLE:
            return self._texts[index.column()], "total", False, False
        if role == KIND_ROLE:
            return "total"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            text = self._texts[index.column()].replace(NOT_COMPLETE, "") or "chưa đủ số liệu"
            return f"Tổng cộng, {COLUMNS[index.column()].measure.label}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            COLUMNS[section].measure.short
            if orientation == Qt.Orientation.Horizontal
            else "Tổng cộng"
        )
