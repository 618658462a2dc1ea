"""Hears a second start of the program on the same store."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from desktop import doorbell
from models.errors import OfficeError
from models.files import make_folder


class Doorbell(QObject):
    """Watches the bell of a store.

    Signals:
        rung: Path of the file that shall be opened, or None.
    """

    rung = Signal(object)

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._watcher: QFileSystemWatcher | None = None

    def listen(self) -> None:
        """Begin to listen, also to who rang a moment ago. Without a folder nobody is heard."""
        folder = doorbell.folder()
        try:
            make_folder(folder)
        except OfficeError:
            return
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._on_changed()

    def stop(self) -> None:
        """Listen no more."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher.directoryChanged.disconnect(self._on_changed)
            self._watcher = None

    def _on_changed(self) -> None:
        for file in doorbell.answer(self._store):
            self.rung.emit(file)
