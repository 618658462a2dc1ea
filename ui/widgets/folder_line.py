"""Asks for the folder to write into: typed, chosen, or a stick that is plugged in."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.drives import Stick, sticks
from ui.widgets.pieces import button, set_state, tighten

_OFFERED = 2
_GIGABYTE, _MEGABYTE = 10**9, 10**6


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
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.edit.setText(QDir.toNativeSeparators(QStandardPaths.writableLocation(documents)))
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
        for stick in _offered(sticks()):
            offer = button(f"USB {stick.name}", icon="save", hint=_hint(stick))
            offer.setProperty("root", str(stick.root))
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


def _offered(found: Iterable[Stick]) -> list[Stick]:
    """Return every stick, and disks on USB where there is room for their buttons."""
    offered: list[Stick] = []
    for stick in found:
        if not stick.is_disk or len(offered) < _OFFERED:
            offered.append(stick)
    return offered


def _hint(stick: Stick) -> str:
    return f"Ghi vào {stick.root}" + (
        "" if stick.free is None else f", còn trống {_room(stick.free)}"
    )


def _room(size: int) -> str:
    """Return "12,3 GB" or "480 MB"."""
    if size >= _GIGABYTE:
        return f"{size / _GIGABYTE:.1f} GB".replace(".", ",")
    return f"{size // _MEGABYTE} MB"
