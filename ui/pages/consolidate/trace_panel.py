"""The panel beside the figures: a figure down to unit, file and revision, cell and remarks."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout

from desktop.consolidation.tracing import Cell, Origin
from models.measures import MEASURES
from models.values import format_number
from ui import style
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.plain import tip
from ui.widgets.pieces import button, label, tighten, tool_button

_CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_CODE_ROLE = Qt.ItemDataRole.UserRole + 2  # of a unit whose cells were not read yet
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_PARTS = {"opening": " (đầu kỳ)", "flow": "", "closing": " (cuối kỳ)"}


class TracePanel(QFrame):
    """Where a figure comes from.

    Signals:
        remark_requested: Cell the officer wants to send a remark on.
        closed: the officer wants it away.
    """

    remark_requested = Signal(Cell)
    closed = Signal()

    def __init__(self, presenter: ConsolidatePresenter) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._presenter = presenter
        self._origin: Origin | None = None
        self._heading = label("", "heading", wrap=True)
        self._words = label("", "muted", wrap=True)
        self.model = QStandardItemModel(0, 2)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("Nguồn của số liệu")
        self.tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.tree.setIndentation(14)
        self.tree.setStyleSheet("QTreeView::item { padding: 4px 0; }")
        hint = "Ghi phiếu trả lại cho đơn vị"
        self.remark_button = button("Góp ý cho ô này…", icon="edit", hint=hint)
        close = tool_button("close", "Đóng")
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        tighten(column, 14, 10, 14, 12, 8)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self.tree, 1)
        column.addWidget(self.remark_button)
        close.clicked.connect(self.closed)
        self.remark_button.clicked.connect(self._on_remark)
        self.tree.expanded.connect(self._on_unfolded)
        self.tree.selectionModel().currentChanged.connect(self._on_moved)

    def show_origin(self, origin: Origin, name: str) -> None:
        """Show the units a figure is made of; their cells are read when a unit is unfolded."""
        self._origin = origin
        self._heading.setText(f"{name}: {number(origin.value)}")
        missing = f" Không có số liệu của {', '.join(origin.missing)}." if origin.missing else ""
        self._words.setText(f"{MEASURES[origin.measure].label}, tính từ:{missing}")
        self.model.clear()
        self.model.setHorizontalHeaderLabels(["Nguồn", "Số"])
        for share in origin.shares:
            unit, value = _row(share.name, number(share.value), bold=True)
            unit.setData(share.code, _CODE_ROLE)
            # Something to unfold; what is really there takes its place.
            unit.appendRow(_row("…", ""))
            self.model.appendRow([unit, value])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        if len(origin.shares) == 1:
            self.tree.expandToDepth(1)
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self._on_moved(self.tree.currentIndex())

    def _on_unfolded(self, index: QModelIndex) -> None:
        code, item = index.data(_CODE_ROLE), self.model.itemFromIndex(index)
        if self._origin is None or not code or item is None:
            return
        item.setData(None, _CODE_ROLE)
        item.removeRows(0, item.rowCount())
        files: dict[str, list[Cell]] = {}
        for cell in self._presenter.cells(str(code), self._origin.measure, self._origin.field):
            files.setdefault(_file(cell), []).append(cell)
        for name, cells in files.items():
            file, blank = _row(name, "")
            for cell in cells:
                file.appendRow(_cell(cell))
            item.appendRow([file, blank])
            self.tree.expand(file.index())

    @property
    def cell(self) -> Cell | None:
        """Return the cell under the cursor, or the one above it that a field or remark is of."""
        index = self.tree.currentIndex().siblingAtColumn(0)
        while index.isValid():
            found = index.data(_CELL_ROLE)
            if isinstance(found, Cell):
                return found
            index = index.parent()
        return None

    def _on_moved(self, _now: QModelIndex, _before: QModelIndex | None = None) -> None:
        cell = self.cell
        self.remark_button.setEnabled(cell is not None and cell.source is not None)

    def _on_remark(self) -> None:
        if self.cell is not None:
            self.remark_requested.emit(self.cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def number(value: int | None) -> str:
    """Return a figure as it is printed."""
    return "chưa có số liệu" if value is None else format_number(value)


def _file(cell: Cell) -> str:
    source = cell.source
    if source is None:
        return "Nhập trong sổ này"
    draft = ", chưa chốt" if source.draft else ""
    day = f"{source.received_at.astimezone():%d/%m/%Y}"
    return f"Lần {source.revision}{draft}, nhận {day}, {source.file_name}"


def _cell(cell: Cell) -> list[QStandardItem]:
    of_time = f"Kỳ {cell.block}" if cell.block else f"Tháng {cell.month.short}"
    words = f"{of_time}: {MEASURES[cell.measure].label}{_PARTS[cell.part]}"
    item, value = _row(words, number(cell.value))
    item.setData(cell, _CELL_ROLE)
    for remark in cell.remarks:
        said = f"Góp ý lần {remark.revision or '–'}: {remark.text}"
        item.appendRow(_row(said, "", style.AMBER))
    for name, known in cell.fields:
        # Fields of work that add nothing would only hide the others.
        if known:
            item.appendRow(_row(name, number(known), style.MUTED))
    return [item, value]


def _row(
    text: str, value: str, colour: str = style.INK, *, bold: bool = False
) -> list[QStandardItem]:
    row = [QStandardItem(text), QStandardItem(value)]
    row[1].setTextAlignment(_RIGHT)
    for item in row:
        item.setToolTip(tip(text))
        item.setForeground(QColor(colour))
        if bold:
            item.setFont(style.bold(item.font()))
    return row
