"""Says why the book cannot be opened, and what to do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout


class CannotOpenDialog(QDialog):
    """One page with the reasons and a button that closes the program."""

    def __init__(self, path: Path, sentences: Sequence[str]) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Một Cửa")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        heading = QLabel("Không mở được sổ.")
        heading.setProperty("look", "heading")
        self.reasons = QLabel("\n".join(sentences), wordWrap=True)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where = QLabel(f"Tệp: {path}", wordWrap=True)
        where.setProperty("look", "muted")
        close = QPushButton("Đóng chương trình", default=True)
        close.setProperty("look", "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        for part in (heading, self.reasons, where):
            column.addWidget(part)
        column.addLayout(row)
