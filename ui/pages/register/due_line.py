"""A calm line over the register of staff: who left longer ago than the office keeps their data."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.context import Change, today
from desktop.people.erasing import due
from ui.change_hub import touches
from ui.shell import Shell
from ui.widgets.pieces import button, label, tighten


class DueLine(QFrame):
    """Hidden while nobody is due; leads to the card where they are erased.

    Attributes:
        words: how many there are.
        open_button: opens the card.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("dueLine")
        self._shell = shell
        self.words = label("", "muted", wrap=True)
        self.open_button = button("Xem ở Cài đặt", "quiet")
        row = QHBoxLayout(self)
        tighten(row, spacing=8)
        row.addWidget(self.words, 1)
        row.addWidget(self.open_button)
        self.open_button.clicked.connect(self._on_open)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Count who is due today."""
        count = len(self._shell.ask(due, self._shell.unit, today()))
        self.setVisible(bool(count))
        self.words.setText(f"{count} người đã nghỉ quá thời hạn giữ dữ liệu cá nhân.")

    def _on_open(self) -> None:
        self._shell.go("settings", people=True)

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "staff", "setting"):
            self.load()
