"""Where the book lies, when it was last copied, and a verified copy on request."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from desktop import backup
from desktop.backup import StoreFacts
from desktop.backup_habit import copies_of
from desktop.progress import Reporter
from ui.outside import open_outside
from ui.shell import Shell
from ui.widgets.pieces import button, label, tighten


class CopiesPanel(QFrame):
    """The book's file and its copies."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self._folder: Path | None = None
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Sổ và bản sao lưu", "heading"))
        column.addWidget(label(f"Sổ nằm ở: {shell.context.path}", wrap=True, selectable=True))
        self._last = label("", "muted", wrap=True)
        column.addWidget(self._last)
        row = QHBoxLayout()
        self.now_button = button(
            "Sao lưu ngay", icon="shield", hint="Ghi một bản sao cạnh sổ và kiểm tra lại bản đó"
        )
        self.elsewhere_button = button("Sao lưu vào thư mục khác…", hint="Ví dụ vào USB")
        self.open_button = button("Mở thư mục chứa sổ", "quiet", "folder")
        self.now_button.clicked.connect(self._on_now)
        self.elsewhere_button.clicked.connect(self._on_elsewhere)
        self.open_button.clicked.connect(self._on_open)
        for part in (self.now_button, self.elsewhere_button, self.open_button):
            row.addWidget(part)
        row.addStretch(1)
        column.addLayout(row)
        self.show_last()

    def show_last(self) -> None:
        """Show when the last copy was made."""
        copies = copies_of(self._shell.context.path)
        if not copies:
            self._last.setText("Chưa có bản sao lưu nào cạnh sổ.")
            return
        made, folder = copies[0].made, copies[0].path.parent
        self._last.setText(
            f"Bản sao gần nhất: {made:%H:%M %d/%m/%Y}, đã kiểm tra khi ghi. Nằm ở {folder}"
        )

    def _on_now(self) -> None:
        self._start(None)

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục để ghi bản sao lưu")
        if chosen:
            self._start(Path(chosen))

    def _start(self, folder: Path | None) -> None:
        self._folder = folder
        self._shell.run_job("Đang sao lưu", self._make, self._on_made)

    def _make(self, reporter: Reporter) -> StoreFacts:
        reporter.step(0, 0, "Đang sao lưu và kiểm tra bản sao…")
        return backup.backup(self._shell.context.store, self._folder, datetime.now().astimezone())

    def _on_made(self, made: StoreFacts) -> None:
        self.show_last()
        self._shell.copied.emit()
        self._shell.notify(f"Đã sao lưu và kiểm tra: {made.path}")

    def _on_open(self) -> None:
        open_outside(self._shell.context.path.parent)
