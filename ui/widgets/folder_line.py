"""Asks for the folder to write into: typed, chosen, or a stick that is plugged in."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ui.widgets.pieces import button, set_state, tighten

_REMOVABLE = ("/media/", "/run/media/", "/Volumes/")
_STICKS_AT_MOST = 2


class FolderLine(QWidget):
    """One line: the folder, a button for each stick, and a button to choose another.

    Signals:
        confirmed: Enter in the line.
    """

    confirmed = Signal()

    def __init__(self, name: str = "Thư mục hoặc USB") -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText("gõ thư mục, hoặc bấm Chọn thư mục…")
        self.edit.setText(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self.choose = button("Chọn thư mục…", icon="folder")
        self._row = QHBoxLayout(self)
        tighten(self._row, spacing=6)
        self._row.addWidget(self.edit, 1)
        self._row.addWidget(self.choose)
        self._sticks: list[QPushButton] = []
        self.edit.returnPressed.connect(self.confirmed)
        self.edit.textEdited.connect(self._on_edited)
        self.choose.clicked.connect(self._on_choose)

    def look_for_sticks(self) -> None:
        """Offer the sticks that are plugged in now."""
        for old in self._sticks:
            old.hide()
            old.deleteLater()
        self._sticks = []
        for name, root in sticks()[:_STICKS_AT_MOST]:
            offer = button(f"USB {name}".strip(), icon="save", hint=f"Ghi vào {root}")
            offer.setProperty("root", root)
            offer.clicked.connect(self._on_stick)
            self._row.insertWidget(1 + len(self._sticks), offer)
            self._sticks.append(offer)

    def folder(self) -> Path | None:
        """Return the folder, None where the line holds no whole path."""
        text = self.edit.text().strip()
        path = Path(text)
        good = bool(text) and path.is_absolute()
        set_state(self.edit, "" if good else "wrong")
        return path if good else None

    def show_folder(self, folder: Path) -> None:
        """Show a folder."""
        self.edit.setText(str(folder))
        set_state(self.edit, "")

    def _on_edited(self) -> None:
        set_state(self.edit, "")

    def _on_stick(self) -> None:
        offer = self.sender()
        if isinstance(offer, QPushButton):
            self.show_folder(Path(str(offer.property("root"))))

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục hoặc USB", self.edit.text())
        if chosen:
            self.show_folder(Path(chosen))


def sticks() -> list[tuple[str, str]]:
    """Return name and folder of each stick or other drive that is plugged in and can be written."""
    home = Path.home().drive
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        letter = Path(root).drive
        removable = root.startswith(_REMOVABLE) or (letter and letter.casefold() != home.casefold())
        if removable and volume.isReady() and not volume.isReadOnly():
            found.append((letter or volume.displayName(), root))
    return found
