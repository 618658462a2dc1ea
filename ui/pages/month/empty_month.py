"""What stands in place of the grid while a month has no figures, with the first step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from models.periods import Month
from ui.widgets.pieces import button, label

_EXPLAINED = (
    "Mỗi lĩnh vực một dòng. Chương trình đưa sẵn các lĩnh vực của tháng trước; "
    "tháng đầu tiên thì đưa các lĩnh vực đang dùng."
)


class EmptyMonth(QFrame):
    """A card with one button.

    Attributes:
        start_button: gives the month its fields of work.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._words = label("", "heading", wrap=True)
        self.start_button = button("Bắt đầu nhập tháng này", "primary", "plus")
        explained = label(_EXPLAINED, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for words in (self._words, explained):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
            column.addSpacing(8)
        column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(8)
        column.addStretch(3)

    def show_month(self, month: Month) -> None:
        """Say which month has no figures."""
        self._words.setText(f"Tháng {month.month}/{month.year} chưa có số liệu")
