"""Opening files and folders with the programs of the machine."""

from pathlib import Path


def open_outside(path: Path) -> None:
    """Open a file with the program for its kind, a folder with the file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
