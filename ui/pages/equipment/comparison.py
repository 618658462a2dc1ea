"""Equipment by type against its norm: norm, have, usable, missing, broken."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from desktop.context import Change
from desktop.equipment import EquipmentType, equipment_by_type
from models.errors import Refused
from models.registers import Field
from models.values import format_number
from ui import style
from ui.actions import Action
from ui.change_hub import touches
from ui.shell import Shell
from ui.widgets.inputs import DateInput
from ui.widgets.pieces import label, tighten

_Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _state(item: EquipmentType) -> str:
    parts = [f"Thiếu {item.missing}"] if item.missing else []
    if item.broken:
        parts.append(f"{item.broken} chưa dùng được")
    return "; ".join(parts) or ("Đủ" if item.norm is not None else "Chưa có định mức")


_COLUMNS: tuple[tuple[str, int, Callable[[EquipmentType], object]], ...] = (
    ("Loại", 230, lambda item: item.kind),
    ("Định mức", 96, lambda item: item.norm),
    ("Hiện có", 96, lambda item: item.have),
    ("Dùng được", 96, lambda item: item.usable),
    ("Hỏng, đang sửa", 130, lambda item: item.broken),
    ("Còn thiếu", 96, lambda item: item.missing),
    ("Nhận xét", 220, _state),
)


class ComparisonModel(QAbstractTableModel):
    """One row for each type of equipment."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[EquipmentType] = []

    def show_items(self, items: Sequence[EquipmentType]) -> None:
        """Show other counts."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        if not index.isValid():
            return None
        item, column = self.items[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            value = _COLUMNS[column][2](item)
            return (
                "–" if value is None else format_number(value) if isinstance(value, int) else value
            )
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if 0 < column < len(_COLUMNS) - 1 else _LEFT
        wrong = (item.missing and column in (5, 6)) or (item.broken and column == 4)
        if role == _ROLE.ForegroundRole and (wrong or column == 6):
            return QColor(style.RED if wrong else style.AMBER if item.broken else style.MUTED)
        if role == _ROLE.FontRole and wrong:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return _COLUMNS[section][0]
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if 0 < section < len(_COLUMNS) - 1 else _LEFT
        return None


class _Table(QTableView):
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class ComparisonView(QWidget):
    """The comparison as of a day.

    Signals:
        kind_requested: type whose pieces the officer wants to see.
    """

    kind_requested = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.model = ComparisonModel()
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setAccessibleName("So sánh thiết bị với định mức theo loại")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        for column, (_, width, _value) in enumerate(_COLUMNS):
            self.table.setColumnWidth(column, width)
        self.table.opened.connect(self._on_opened)
        self.table.doubleClicked.connect(self._on_opened)
        self.day = DateInput(Field("as_of", "Tính đến ngày", "date"))
        self.day.setFixedWidth(136)
        self.day.setAccessibleName("Tính đến ngày")
        self.day.show_value(date.today())  # noqa: DTZ011
        self.day.left.connect(self.load)
        self.day.returnPressed.connect(self.load)
        self._summary = label("", "muted", wrap=True)
        caption = label("Tính đến ngày:", "muted")
        caption.setBuddy(self.day)
        row = QHBoxLayout()
        row.addWidget(caption)
        row.addWidget(self.day)
        row.addWidget(self._summary, 1)
        column_box = QVBoxLayout(self)
        tighten(column_box, spacing=10)
        column_box.addLayout(row)
        column_box.addWidget(self.table, 1)
        enter = Action.SHOW_KIND.written
        hint = label(f"{enter} hoặc nhấp đúp: xem danh sách của loại đó.", "muted")
        column_box.addWidget(hint)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Count anew."""
        try:
            day = cast("date | None", self.day.value()) or date.today()  # noqa: DTZ011
        except Refused:
            self.day.show_wrong(True)
            return
        self.day.show_wrong(False)
        items = self._shell.ask(equipment_by_type, self._shell.unit, day)
        self.model.show_items(items)
        missing = [item for item in items if item.missing]
        broken = sum(item.broken for item in items)
        self._summary.setText(
            f"   Hiện có {format_number(sum(item.have for item in items))}, "
            f"trong đó {format_number(broken)} chưa dùng được; {len(missing)} loại còn thiếu so với định mức."
            if items
            else "   Chưa có thiết bị hoặc định mức nào: ghi ở các thẻ Danh sách và Định mức."
        )

    def _on_opened(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.items):
            self.kind_requested.emit(self.model.items[row].kind)

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "equipment", "norms"):
            self.load()
