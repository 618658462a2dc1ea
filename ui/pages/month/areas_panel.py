"""The panel that says which fields of work take part in the month."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from models.text import fold
from ui.actions import Action
from ui.plain import tip
from ui.widgets.pieces import button, label, tighten

Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole


class AreasModel(QAbstractListModel):
    """Fields of work with a tick where they take part.

    Signals:
        switched: id of a field, whether it shall take part.
    """

    switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[str, str, bool]] = []
        self.shown: list[tuple[str, str, bool]] = []
        self._words: list[str] = []

    def show_areas(self, fields: Sequence[tuple[str, str, bool]]) -> None:
        """Show fields as id, name and whether they take part."""
        self._all = list(fields)
        self._filter()

    def search(self, text: str) -> None:
        """Keep the fields whose names have all the words, without regard to case and diacritics."""
        self._words = fold(text).split()
        self._filter()

    def _filter(self) -> None:
        wanted = [area for area in self._all if self._is_found(area[1])]
        if [area[0] for area in wanted] == [area[0] for area in self.shown]:
            self.shown = wanted
            if wanted:
                self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
            return
        self.beginResetModel()
        self.shown = wanted
        self.endResetModel()

    def _is_found(self, name: str) -> bool:
        folded = fold(name)
        return all(word in folded for word in self._words)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        _, name, present = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{name}: {'có trong tháng' if present else 'không có trong tháng'}"
        if role == _CHECK:
            return Qt.CheckState.Checked if present else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.switched.emit(self.shown[index.row()][0], ticked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        tickable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
        return tickable | Qt.ItemFlag.ItemIsSelectable


class AreasPanel(QFrame):
    """Tick a field to let it take part; what one that is taken out had can be brought back.

    Signals:
        switched: id of a field, whether it shall take part.
        left: done.
    """

    switched = Signal(str, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.model = AreasModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Lĩnh vực của tháng")
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm lĩnh vực, không cần dấu")
        self.search.setAccessibleName("Tìm lĩnh vực")
        self.done = button("Xong", hint=Action.LEAVE_AREAS.hint)
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 12, 10, 8)
        column.addWidget(label("Lĩnh vực trong tháng", "heading"))
        hint = f"{Action.TICK_AREA.hint}. Lĩnh vực mới thêm ở trang Danh mục."
        column.addWidget(label(hint, "muted", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.done)
        self.search.textEdited.connect(self.model.search)
        self.search.returnPressed.connect(self._to_list)
        self.model.switched.connect(self.switched)
        self.done.clicked.connect(self.left)

    def open_with(self, fields: Sequence[tuple[str, str, bool]]) -> None:
        """Open with the fields of the month."""
        self.search.clear()
        self.model.search("")
        self.model.show_areas(fields)
        self.search.setFocus()

    def _to_list(self) -> None:
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._to_list()
        else:
            super().keyPressEvent(event)
