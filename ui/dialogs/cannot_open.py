"""Says why the program goes no further, and what to do."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ui.widgets.pieces import button, label


class CannotOpenDialog(QDialog):
    """One page with the reasons and a button that closes the program."""

    def __init__(
        self, path: Path | None, sentences: Sequence[str], heading: str = "Không mở được sổ."
    ) -> None:
        """Make the dialog; `path` is the store, None where it is not about one."""
        super().__init__()
        self.setWindowTitle("Sổ Một Cửa")
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        self.reasons = label("\n".join(sentences), wrap=True, selectable=True)
        where = label(f"Tệp: {path}" if path else "", "muted", wrap=True)
        close = button("Đóng chương trình", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        for part in (label(heading, "heading"), self.reasons, where):
            column.addWidget(part)
        where.setVisible(path is not None)
        column.addLayout(row)
