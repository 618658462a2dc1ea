"""The line under the monthly grid: its keys, or what is wrong where the cursor stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.actions import Action, hint_line
from ui.pages.month.columns import COLUMNS
from ui.pages.month.grid_model import Index, MonthModel
from ui.widgets.pieces import set_look

MONTH_KEYS = hint_line(
    Action.DOWN,
    Action.RIGHT,
    Action.EDIT,
    Action.CLEAR,
    Action.COPY_DOWN,
    Action.UNDO,
    Action.NIL,
    Action.SHOW_FINDINGS,
)


class HintLine(QLabel):
    """Says the keys of the grid until there is something more urgent to say."""

    def __init__(self, keys: str = MONTH_KEYS) -> None:
        super().__init__(keys)
        self._keys = keys
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "muted")
        self.setWordWrap(True)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() + 4)

    def explain(self, model: MonthModel, current: Index, beside: str = "") -> None:
        """Explain wrong text: that of the current cell, else the first one anywhere in the grid.

        Without any it says `beside`, what is known of the current cell, or else the keys.
        """
        places = [current] if model.wrong_at(current) else model.wrong_cells()[:1]
        if not places:
            self._say(beside or self._keys, "strong" if beside else "muted")
            return
        row = model.shown.rows[places[0].row()]
        measure = COLUMNS[places[0].column()].measure
        wrong = model.wrong_at(places[0])
        self.refuse(f"Chưa lưu – {row.area}, {measure.label}: {wrong}")

    def refuse(self, why: str) -> None:
        """Say why something cannot be done."""
        self._say(why, "wrong")

    def _say(self, words: str, look: str) -> None:
        self.setText(words)
        set_look(self, look)
