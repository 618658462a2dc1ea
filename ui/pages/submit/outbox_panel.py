"""Every submission this office ever wrote; each can be written again to another stick."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.handoff.outbox import Condition, Sent
from desktop.messages import period_words
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (Column("Kỳ, lần gửi"), Column("Tình trạng", 96))
_TWO_LINES = 46

_TONES: Mapping[Condition, str] = {"waiting": "red", "draft": "amber", "written": "green"}
_EMPTY = "Chưa ghi tệp gửi nào. Mỗi tệp ghi ra được giữ lại ở đây để ghi lại ra USB khác."


class OutboxPanel(QFrame):
    """The outbox.

    Signals:
        again_requested: Sent to be written out again.
    """

    again_requested = Signal(Sent)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Hộp gửi đi", height=_TWO_LINES)
        self.empty = label(_EMPTY, "muted", wrap=True)
        self.again_button = button(
            "Ghi lại ra USB", icon="save", hint="Ghi lại tệp đang chọn vào thư mục bên trái"
        )
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 12, 10, 8)
        column.addWidget(label("Hộp gửi đi", "heading"))
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.again_button)
        column.addStretch(0)
        self.again_button.clicked.connect(self._on_again)
        self.table.activated_row.connect(self._on_again)

    def show_sent(self, sent: list[Sent]) -> None:
        """Show the files, the latest first."""
        self.empty.setVisible(not sent)
        self.table.setVisible(bool(sent))
        self.again_button.setVisible(bool(sent))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(layout.count() - 1, 0 if sent else 1)
        self.model.show_rows([Row(item, _cells(item)) for item in sent])
        self.table.choose(0)

    def _on_again(self) -> None:
        item = self.table.chosen()
        if isinstance(item, Sent):
            self.again_requested.emit(item)


def _cells(item: Sent) -> tuple[Cell, ...]:
    at = datetime.fromisoformat(item.at).astimezone()
    size = max(1, item.size // 1024)
    tip = f"{item.file_name}, {size} KB, {item.who}, {at:%H:%M %d/%m/%Y}"
    period = period_words(item.period)
    sent = f"{period[:1].upper()}{period[1:]}\nlần {item.revision}, ghi ngày {at:%d/%m/%Y}"
    return (
        Cell(sent, tip=tip),
        Cell(item.word, _TONES[item.condition], tip),
    )
