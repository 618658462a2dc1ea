"""The row below a form: keep what was typed, or take it back."""

from PySide6.QtWidgets import QHBoxLayout

from ui.actions import Action
from ui.widgets.pieces import button


class SaveRow(QHBoxLayout):
    """Lưu and Bỏ thay đổi at the left.

    Attributes:
        save_button: keeps what was typed.
        discard_button: takes it back; out of sight while there is nothing to take back.
    """

    def __init__(self) -> None:
        super().__init__()
        self.save_button = button("Lưu", "primary", "save", action=Action.SAVE)
        self.discard_button = button("Bỏ thay đổi", hint=Action.DISCARD.hint)
        self.addWidget(self.save_button)
        self.addWidget(self.discard_button)
        self.addStretch(1)

    def show_touched(self, touched: bool) -> None:
        """Show whether there is anything to save."""
        self.save_button.setEnabled(touched)
        self.discard_button.setVisible(touched)
