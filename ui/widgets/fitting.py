"""Dialogs that fit the screen, also a small one whose letters are enlarged."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

# What Windows puts around a dialog: its title and borders.
_FRAME: Final = QSize(16, 40)


def fix_fitting(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog its size, or as much of it as the screen has room for.

    1366×768 at 150 % is 910×512, less the task bar.
    """
    room = dialog.screen().availableSize() - _FRAME
    dialog.setFixedSize(QSize(width, height).boundedTo(room))
