"""The list of units to remind, as a text to copy or to write into a file."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit

from models.errors import OfficeError
from models.files import write_whole
from models.periods import parse_period, title
from ui.pages.receive.board_presenter import BoardPresenter
from ui.pages.receive.side_panel import SideFrame
from ui.widgets.pieces import button, label


class ReminderPanel(SideFrame):
    """Who has not sent a period."""

    def __init__(self, presenter: BoardPresenter) -> None:
        super().__init__("Danh sách nhắc")
        self._presenter = presenter
        self._period = ""
        self._words = label("", "muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Danh sách các đơn vị cần nhắc")
        self.text.setTabChangesFocus(True)
        self.copy_button = button("Sao chép", "primary")
        self.file_button = button("Ghi ra tệp…", icon="export")
        self._said = label("", "strong", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.file_button)
        row.addStretch(1)
        self.column.addWidget(self._words)
        self.column.addWidget(self.text, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._said)
        self.copy_button.clicked.connect(self._on_copy)
        self.file_button.clicked.connect(self._on_file)

    def show_period(self, period: str) -> None:
        """Show the list of a period; it may be edited before it is copied."""
        self._period = period
        words = title(parse_period(period))
        self._words.setText(f"Kỳ: {words}. Sửa lời nhắc nếu cần rồi sao chép để gửi.")
        self.text.setPlainText(self._presenter.reminder(period))
        self._said.clear()
        self.copy_button.setFocus()

    def write(self, path: Path) -> None:
        """Write the list into a text file; raises OfficeError where that fails."""
        content = self.text.toPlainText().encode("utf-8-sig")
        write_whole(path, lambda draft: _write(draft, content))
        self._said.setText(f"Đã ghi {path.name}.")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText("Đã sao chép.")

    def _on_file(self) -> None:
        name = f"Nhac-gui-bao-cao_{self._period}.txt"
        kinds = "Tệp văn bản (*.txt)"
        chosen, _ = QFileDialog.getSaveFileName(self, "Ghi danh sách nhắc", name, kinds)
        if not chosen:
            return
        try:
            self.write(Path(chosen))
        except OfficeError:
            self._said.setText("Không ghi được vào chỗ này. Hãy chọn thư mục khác.")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
