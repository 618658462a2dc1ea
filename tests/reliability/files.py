"""Whether a file that the program wrote is whole."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from desktop.backup import verify_copy
from models.errors import Unusable


def is_whole(path: Path) -> bool:
    """Return whether a copy of a store, or an archive of any kind, is complete."""
    try:
        if path.suffix == ".sqlite":
            verify_copy(path)
            return True
        with ZipFile(path) as archive:
            return archive.testzip() is None
    except (Unusable, BadZipFile):
        return False
