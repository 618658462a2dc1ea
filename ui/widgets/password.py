"""Whether a file that is about to be written opens with a password only, and with which."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop.handoff.seal import SHORTEST_PASSWORD
from ui.widgets.pieces import tighten

_HINT = f"ít nhất {SHORTEST_PASSWORD} ký tự; quên thì không ai mở được tệp, kể cả chương trình"


class PasswordChoice(QWidget):
    """A box to tick and, once it is ticked, the line for the password.

    Attributes:
        box: ticked where a password is wanted.
        line: the password; in sight, so that nobody mistypes the one that counts for ever.
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(words)
        self.line = QLineEdit()
        self.line.setAccessibleName("Mật khẩu của tệp")
        self.line.setPlaceholderText(_HINT)
        self.line.hide()
        self.box.toggled.connect(self._on_toggled)
        row = QHBoxLayout(self)
        tighten(row, spacing=8)
        row.addWidget(self.box)
        row.addWidget(self.line, 1)
        row.addStretch(0)

    @property
    def password(self) -> str | None:
        """Return the password, None where none is wanted."""
        return self.line.text() if self.box.isChecked() else None

    def forget(self) -> None:
        """Start anew: the next file has no password unless it is asked for again."""
        self.box.setChecked(False)

    def _on_toggled(self, wanted: bool) -> None:
        self.line.setVisible(wanted)
        if wanted:
            self.line.setFocus()
        else:
            self.line.clear()
