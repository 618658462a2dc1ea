"""The item models of the monthly grid: the rows of fields, and the totals row."""

from collections.abc import Callable, Mapping
from typing import ClassVar

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
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
# The id of the field of work, and the name of the measure.
Cell = tuple[str, str]
# Text, kind, marked by a finding, wrongly typed: all that painting a figure takes.
Look = tuple[str, str, bool, bool]
Answer = str | bool | Look | Qt.AlignmentFlag | None

KIND_ROLE = Qt.ItemDataRole.UserRole + 1
MARK_ROLE = Qt.ItemDataRole.UserRole + 2
WRONG_ROLE = Qt.ItemDataRole.UserRole + 3
NIL_ROLE = Qt.ItemDataRole.UserRole + 4
LOOK_ROLE = Qt.ItemDataRole.UserRole + 5

_UNSTORED = "Số này chưa lưu được; xem “Thông báo” ở góc dưới bên phải rồi nhập lại."
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
    """Rows = fields of work, columns = measures; wrong text stays visible and is not stored.

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
        before = self.shown
        if month.area_ids != before.area_ids:
            self.beginResetModel()
            self.shown = month
            self.endResetModel()
            self.reshaped.emit()
            return
        self.shown = month
        if month.rows:
            self._tell_all_changed([])
        # A header that is told of changes lays the whole grid out anew: of real ones only.
        if month.headings != before.headings:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(month.rows) - 1)

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
        if marks == self._marks:
            return
        self._marks = dict(marks)
        if self.shown.rows:
            self._tell_all_changed([MARK_ROLE])

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
        """Return whether a figure here may be typed or, as a total its parts belie, cleared."""
        row, column = index.row(), index.column()
        if not self.shown.why_locked(row, column):
            return True
        return not self.shown.closed and self.shown.contradicts(row, column)

    def clear(self, places: list[QModelIndex]) -> bool:
        """Clear figures in one step and forget wrong text in these places."""
        self._drop_wrong([self.cell(place) for place in places])
        figures: dict[Cell, int | None] = {}
        for place in places:
            row = self.shown.rows[place.row()]
            typed = row.entered.get(COLUMNS[place.column()].name)
            if typed is not None and self.changeable(place):
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
        row = self.shown.rows[index.row()]
        return "0" if row.nil else row.texts[index.column()].replace(".", "")

    def _drop_wrong(self, cells: list[Cell]) -> None:
        before = len(self._wrong)
        for cell in cells:
            self._wrong.pop(cell, None)
        if len(self._wrong) != before:
            self.refused.emit()

    def _tell_all_changed(self, roles: list[int]) -> None:
        """Tell that all figures changed; no roles mean all of them."""
        last = self.index(len(self.shown.rows) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last, roles)

    def _differs(self, index: Index, figure: int | None) -> bool:
        row = self.shown.rows[index.row()]
        if row.nil:
            return figure is not None
        return figure != row.entered.get(COLUMNS[index.column()].name)

    def _cell_at(self, row: int, column: int) -> Cell:
        return self.shown.rows[row].area_id, COLUMNS[column].name

    def _look(self, row: int, column: int) -> Look:
        cell, line = self._cell_at(row, column), self.shown.rows[row]
        # Painting asks for every cell in sight, and wrong ones are rare.
        wrong = self._wrong.get(cell) if self._wrong else None
        text = wrong[0] if wrong else line.texts[column]
        return text, line.kinds[column], cell in self._marks, wrong is not None

    def _text(self, row: int, column: int) -> str:
        return self._look(row, column)[0]

    def _kind(self, row: int, column: int) -> str:
        return self.shown.rows[row].kinds[column]

    def _marked(self, row: int, column: int) -> bool:
        return self._cell_at(row, column) in self._marks

    def _is_wrong(self, row: int, column: int) -> bool:
        return self._cell_at(row, column) in self._wrong

    def _alignment(self, _row: int, _column: int) -> Qt.AlignmentFlag:
        return _RIGHT

    def _tip(self, row: int, column: int) -> str:
        cell = self._cell_at(row, column)
        if cell in self._wrong:
            return tip(self._wrong[cell][1])
        if cell in self._marks:
            return tip(self._marks[cell])
        label, kind = COLUMNS[column].measure.label, self._kind(row, column)
        return self.shown.why_locked(row, column) or f"{label}: {_KIND_WORDS[kind]}"

    def _described(self, row: int, column: int) -> str:
        line, label = self.shown.rows[row], COLUMNS[column].measure.label
        text = line.texts[column] or "trống"
        return f"{line.area}, {label}: {text}, {_KIND_WORDS[line.kinds[column]]}"

    # What a cell answers to each question of Qt, by row and column.
    _ANSWERS: ClassVar[dict[int, Callable[["MonthModel", int, int], Answer]]] = {
        LOOK_ROLE: _look,
        KIND_ROLE: _kind,
        MARK_ROLE: _marked,
        WRONG_ROLE: _is_wrong,
        Qt.ItemDataRole.DisplayRole: _text,
        Qt.ItemDataRole.EditRole: _text,
        Qt.ItemDataRole.TextAlignmentRole: _alignment,
        Qt.ItemDataRole.ToolTipRole: _tip,
        Qt.ItemDataRole.AccessibleTextRole: _described,
    }

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Answer:
        answer = self._ANSWERS.get(role)
        if answer is None or not index.isValid():
            return None
        return answer(self, index.row(), index.column())

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
                self._wrong[cell] = (text, _UNSTORED)
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
    ) -> Answer:
        if orientation == Qt.Orientation.Horizontal:
            return _measure_heading(section, role)
        if section >= len(self.shown.rows):
            return None
        return _area_heading(self.shown.rows[section], role)


def _measure_heading(column: int, role: int) -> str | None:
    measure = COLUMNS[column].measure
    if role == Qt.ItemDataRole.DisplayRole:
        return measure.short
    return measure.label if role == Qt.ItemDataRole.ToolTipRole else None


def _area_heading(row: GridRow, role: int) -> str | bool | None:
    if role == NIL_ROLE:
        return row.nil
    if role == Qt.ItemDataRole.ToolTipRole:
        return tip(f"{row.area}: không phát sinh" if row.nil else row.area)
    return row.area if role == Qt.ItemDataRole.DisplayRole else None


class TotalsModel(QAbstractTableModel):
    """The one row "Tổng cộng" under the grid."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",) * len(COLUMNS)
        self._published: dict[str, tuple[str, bool]] = {}

    def show_published(self, published: Mapping[str, tuple[str, bool]]) -> None:
        """Say what was published beside the totals, and mark those from which it differs."""
        if published != self._published:
            self._published = dict(published)
            self.dataChanged.emit(self.index(0, 0), self.index(0, len(COLUMNS) - 1))

    def show_totals(self, texts: tuple[str, ...]) -> None:
        """Show new totals."""
        if texts != self._texts:
            self._texts = texts
            self.dataChanged.emit(self.index(0, 0), self.index(0, len(COLUMNS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Answer:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.column()]
        if role == LOOK_ROLE:
            _, differs = self._published.get(COLUMNS[index.column()].name, ("", False))
            return self._texts[index.column()], "total", differs, False
        if role == KIND_ROLE:
            return "total"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._described(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._described(index.column())
        return None

    def _described(self, column: int) -> str:
        text = self._texts[column].replace(NOT_COMPLETE, "") or "chưa đủ số liệu"
        said, _ = self._published.get(COLUMNS[column].name, ("", False))
        return f"Tổng cộng, {COLUMNS[column].measure.label}: {text}" + (f"\n{said}" if said else "")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Answer:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return "Tổng cộng"
        return COLUMNS[section].measure.short
