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
        """Begin to listen; a bell from before is no call. Without a folder nobody is heard."""
        folder = doorbell.bell_of(self._store).parent
        try:
            make_folder(folder)
        except OfficeError:
            return
        doorbell.answer(self._store)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._on_changed)

    def stop(self) -> None:
        """Listen no more."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher.directoryChanged.disconnect(self._on_changed)
            self._watcher = None

    def _on_changed(self) -> None:
        was_rung, file = doorbell.answer(self._store)
        if was_rung:
            self.rung.emit(file)
