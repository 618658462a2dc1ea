"""Says why the book cannot be opened, and what to do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ui.widgets.pieces import button, label


class CannotOpenDialog(QDialog):
    """One page with the reasons and a button that closes the program."""

    def __init__(self, path: Path, sentences: Sequence[str]) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Một Cửa")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        heading = label("Không mở được sổ.", "heading")
        self.reasons = label("\n".join(sentences), wrap=True, selectable=True)
        where = label(f"Tệp: {path}", "muted", wrap=True)
        close = button("Đóng chương trình", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        for part in (heading, self.reasons, where):
            column.addWidget(part)
        column.addLayout(row)
