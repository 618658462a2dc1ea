"""The tab with the acts of receiving; each can be taken back as a whole."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consolidation.matrix import Batch, batches
from ui.shell import Shell
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (
    Column("Nhận lúc", 170),
    Column("Người nhận"),
    Column("Số tệp", 90, "right"),
    Column("Tình trạng", 240),
)

_EMPTY = "Chưa nhận lần nào. Mỗi lần nhận được ghi ở đây và có thể hoàn tác."


class BatchesView(QWidget):
    """The latest acts of receiving.

    Signals:
        undo_requested: id of the act to take back.
    """

    undo_requested = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Các lần nhận")
        self.undo_button = button(
            "Hoàn tác lần nhận này", icon="undo", hint="Các tệp gốc không bị đụng đến"
        )
        self._empty = label(_EMPTY, "muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(label("Hoàn tác trả mọi số liệu của lần nhận về như trước đó.", "muted"), 1)
        row.addWidget(self.undo_button)
        column = QVBoxLayout(self)
        tighten(column, spacing=10)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty, 1)
        self.table.row_chosen.connect(self._on_chosen)
        self.undo_button.clicked.connect(self._on_undo)

    def load(self) -> None:
        """Read the acts of receiving anew."""
        found = self._shell.ask(batches)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.model.show_rows([Row(batch, _cells(batch)) for batch in found])
        self.table.choose(0)
        self._on_chosen(self.table.chosen())

    def _on_chosen(self, batch: object) -> None:
        self.undo_button.setEnabled(isinstance(batch, Batch) and batch.undone_at is None)

    def _on_undo(self) -> None:
        batch = self.table.chosen()
        if isinstance(batch, Batch):
            self.undo_requested.emit(batch.id)


def _cells(batch: Batch) -> tuple[Cell, ...]:
    state = Cell("đang dùng", "green")
    if batch.undone_at is not None:
        state = Cell(f"đã hoàn tác {_time(batch.undone_at)}", "muted")
    return Cell(_time(batch.at)), Cell(batch.who), Cell(str(batch.files)), state


def _time(at: datetime) -> str:
    return f"{at.astimezone():%H:%M %d/%m/%Y}"
