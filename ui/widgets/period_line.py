"""One line that says in words what a page shows, as far as there is room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.plain import tip

# Less than this says nothing.
_READABLE = 140


class PeriodLine(QLabel):
    """The period in words, shortened where there is little room and left out where there is none.

    Attributes:
        words: all of it; the hint under the mouse says it too.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words = ""

    def show_words(self, words: str) -> None:
        """Show a period."""
        self.words = words[:1].upper() + words[1:]
        self.setToolTip(tip(self.words))
        self._fit()

    def _fit(self) -> None:
        elided = QFontMetrics(self.font()).elidedText
        text = elided(self.words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(text if self.width() >= _READABLE else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
