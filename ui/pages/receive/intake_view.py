"""The tab where files come in: drop them, see what each is, decide, take them in."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.handoff.arrivals import ARRIVAL_WORDS, Arrival
from desktop.messages import period_words
from ui.actions import Action
from ui.pages.receive.arrival_panel import ArrivalPanel
from ui.pages.receive.presenter import IntakePresenter
from ui.pages.receive.words import TONES, action_words
from ui.widgets.folder_line import FolderLine
from ui.widgets.pieces import button, label, panel, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (
    Column("Tệp", 140),
    Column("Tình trạng", 186),
    Column("Việc cần làm", 152),
    Column("Đơn vị", 142),
    Column("Kỳ", 136),
    Column("Lần", 0, "right"),
)
_FILES = "Tệp báo cáo (*.smc *.zip *.docx);;Mọi tệp (*)"
_DASHED = "#dropHere { border: 2px dashed #b9c4ca; border-radius: 9px; background: #f8fafa; }"
_EMPTY = (
    "Kéo tệp .smc, tệp Word của các đơn vị hoặc cả thư mục, USB vào đây.\n"
    "Chương trình kiểm tra từng tệp và cho biết tệp nào mới, tệp nào cũ, tệp nào có vấn đề. "
    "Chưa có gì được ghi vào sổ cho đến khi bấm Nhận."
)


class IntakeView(QWidget):
    """Drop, look, decide, receive."""

    def __init__(self, presenter: IntakePresenter) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.presenter = presenter
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Các tệp nhận được")
        self.panel = ArrivalPanel(presenter)
        self.files_button = button("Chọn tệp…", icon="report", action=Action.CHOOSE_FILES)
        self.folder_button = button(
            "Chọn thư mục, USB…", icon="folder", action=Action.CHOOSE_FOLDER
        )
        self.clear_button = button("Dọn danh sách", "quiet")
        self.receive_button = button("Nhận", "primary", "check", action=Action.RECEIVE)
        self.summary = label("", "muted", wrap=True)
        self.receipts = FolderLine("Thư mục ghi biên nhận")
        self.receipts_button = button("Ghi biên nhận", icon="save")
        self._build()
        self._connect()
        self._show()

    def add(self, paths: list[Path]) -> None:
        """Put files or folders on the table."""
        self.presenter.add(paths)

    def take_focus(self) -> None:
        """Put the cursor where the work goes on."""
        place = self.table if self.presenter.arrivals else self.files_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        top = QHBoxLayout()
        tighten(top, spacing=8)
        top.addWidget(self.files_button)
        top.addWidget(self.folder_button)
        top.addWidget(self.summary, 1)
        top.addWidget(self.clear_button)
        top.addWidget(self.receive_button)
        self._drop = _drop_frame()
        self._middle = QWidget()
        middle = QHBoxLayout(self._middle)
        tighten(middle, spacing=12)
        middle.addWidget(self.table, 1)
        middle.addWidget(self.panel)
        self._after = panel("soft")
        after = QHBoxLayout(self._after)
        tighten(after, 12, 8, 12, 8, 8)
        after.addWidget(label("Biên nhận cho các đơn vị, ghi vào:"))
        after.addWidget(self.receipts, 1)
        after.addWidget(self.receipts_button)
        column = QVBoxLayout(self)
        tighten(column, spacing=10)
        column.addLayout(top)
        column.addWidget(self._drop, 1)
        column.addWidget(self._middle, 1)
        column.addWidget(self._after)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.triaged.connect(self._show)
        presenter.taken.connect(self._show)
        self.files_button.clicked.connect(self._on_files)
        self.folder_button.clicked.connect(self._on_folder)
        self.clear_button.clicked.connect(presenter.clear)
        self.receive_button.clicked.connect(presenter.receive)
        self.receipts_button.clicked.connect(self._on_receipts)
        self.receipts.confirmed.connect(self._on_receipts)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.activated_row.connect(self._on_activated)
        self.table.delete_requested.connect(self._on_delete)
        self.panel.put_away.connect(self.table.setFocus)

    def _show(self) -> None:
        presenter = self.presenter
        arrivals, taken = presenter.arrivals, presenter.received is not None
        place = max(self.table.currentIndex().row(), 0)
        self._drop.setVisible(not arrivals)
        self._middle.setVisible(bool(arrivals))
        self._after.setVisible(bool(presenter.answerable))
        self.clear_button.setVisible(bool(arrivals))
        wanted = len(presenter.wanted)
        self.receive_button.setVisible(bool(arrivals) and not taken)
        self.receive_button.setEnabled(wanted > 0)
        self.receive_button.setText(f"Nhận {wanted} tệp" if wanted else "Không có tệp để nhận")
        self.summary.setText(_summary(arrivals))
        self.model.show_rows([Row(arrival, self._cells(arrival, taken)) for arrival in arrivals])
        self.table.choose(place)
        if not arrivals:
            self.panel.show_arrival(None)
        elif self.isVisible() and not self.panel.isAncestorOf(self.focusWidget() or self):
            # Whoever decides in the panel goes on there.
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cells(self, arrival: Arrival, taken: bool) -> tuple[Cell, ...]:
        tip = str(arrival.path)
        tone = TONES[arrival.status]
        left_out = arrival.path in self.presenter.left_out
        action = action_words(arrival, left_out, taken)
        return (
            Cell(arrival.path.name, tip=tip),
            Cell(arrival.word, tone, arrival.message),
            Cell(action, "muted" if left_out else tone, bold=arrival.applies),
            Cell(arrival.unit_name or "–"),
            Cell(period_words(arrival.period) if arrival.period else "–"),
            Cell(str(arrival.revision) if arrival.revision else "–"),
        )

    def _on_chosen(self, arrival: object) -> None:
        self.panel.show_arrival(arrival if isinstance(arrival, Arrival) else None)

    def _on_activated(self, arrival: object) -> None:
        if isinstance(arrival, Arrival) and arrival.applies and self.presenter.received is None:
            self.presenter.toggle(arrival)
        else:
            self.panel.take_focus()

    def _on_delete(self, arrival: object) -> None:
        if isinstance(arrival, Arrival) and self.presenter.received is None:
            self.presenter.remove(arrival)

    def _on_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "Chọn các tệp báo cáo", "", _FILES)
        if chosen:
            self.add([Path(name) for name in chosen])

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục hoặc USB có các tệp báo cáo")
        if chosen:
            self.add([Path(chosen)])

    def _on_receipts(self) -> None:
        folder = self.receipts.folder()
        if folder is not None:
            self.presenter.write_receipts(folder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.setFixedWidth(280 if self.width() < 1000 else 330)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        paths = [Path(url.toLocalFile()) for url in urls]
        if paths:
            event.acceptProposedAction()
            self.add(paths)


def _summary(arrivals: list[Arrival]) -> str:
    """Return how many files there are, and of each status, in the order they came."""
    if not arrivals:
        return ""
    # The first words of a status are enough to count by.
    words = [ARRIVAL_WORDS[arrival.status].partition(",")[0] for arrival in arrivals]
    count = Counter(word.lower() for word in words)
    parts = [f"{number} {word}" for word, number in count.items()]
    return f"{len(arrivals)} tệp: {', '.join(parts)}"


def _drop_frame() -> QFrame:
    frame = QFrame()
    frame.setObjectName("dropHere")
    frame.setStyleSheet(_DASHED)
    words = label(_EMPTY, "muted", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column = QVBoxLayout(frame)
    column.addWidget(words)
    return frame
