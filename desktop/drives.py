"""Whether a folder lies on a drive that a person pulls out."""

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes

# Where Linux and macOS mount sticks.
_MOUNTS = ("/media/", "/run/media/", "/Volumes/")
_DRIVE_REMOVABLE = 2  # GetDriveTypeW


def is_removable(folder: Path) -> bool:
    """Say whether a folder lies on a stick that is plugged in now.

    Of a stick that is gone only an empty folder may be left, which lies on the disk.
    """
    place = folder.resolve()
    if sys.platform == "win32":
        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOVABLE)
    for mount in (place, *place.parents):
        if mount.is_mount():
            return mount.as_posix().startswith(_MOUNTS)
    return False


def may_pull_out(folder: Path) -> str:
    """Return " Có thể rút USB." where the folder lies on a stick, else ""."""
    return " Có thể rút USB." if is_removable(folder) else ""
