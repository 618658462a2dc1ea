"""A question that stands before the window: why the book is not opened yet, and what to do."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout

from ui import style
from ui.widgets.pieces import button, label, tighten

_WIDTH = 640


class StartQuestion(QDialog):
    """One page with sentences, one button for each answer, and one that closes the program.

    Attributes:
        chosen: the answer, None where the officer leaves.
        answers: the buttons, the first one is the usual answer.
    """

    def __init__(self, heading: str, sentences: Sequence[str], answers: Sequence[str]) -> None:
        super().__init__()
        self.chosen: str | None = None
        self.answers: list[QPushButton] = []
        self.setWindowTitle("Sổ Một Cửa")
        self.setWindowIcon(style.icon("somotcua"))
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        tighten(column, 22, 20, 22, 16, 12)
        column.addWidget(label(heading, "heading", wrap=True))
        for sentence in sentences:
            column.addWidget(label(sentence, wrap=True, selectable=True))
        self.leave = button("Đóng chương trình")
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        for answer in answers:
            made = button(answer, "" if self.answers else "primary")
            made.clicked.connect(self._on_answer)
            self.answers.append(made)
            row.addWidget(made)
        column.addSpacing(6)
        column.addLayout(row)
        self.answers[0].setDefault(True)
        self.answers[0].setFocus()

    def _on_answer(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton):
            self.chosen = pressed.text()
            self.accept()
