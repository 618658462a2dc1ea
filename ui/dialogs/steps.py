"""A short list of what is to be done, in order."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from ui.widgets.pieces import button, label, tighten


class StepsDialog(QDialog):
    """One page with numbered steps.

    Attributes:
        words: the steps as they stand there.
    """

    def __init__(self, heading: str, steps: Sequence[str]) -> None:
        super().__init__()
        self.setWindowTitle("Sổ Một Cửa")
        self.setFixedWidth(620)
        column = QVBoxLayout(self)
        tighten(column, 22, 18, 22, 16, 10)
        column.addWidget(label(heading, "heading"))
        numbered = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
        self.words = label("\n\n".join(numbered), wrap=True, selectable=True)
        column.addWidget(self.words)
        column.addStretch(1)
        close = button("Đã hiểu", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
