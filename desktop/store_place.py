"""Where a store may lie: on a disk of this computer that neither leaves nor changes by itself.

On a stick, a share or in a folder that is synchronised, a store is cut off or overwritten while it
is open. The only exception is the program's own data folder: there is no better place to go to.
"""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath
from typing import Final, Literal

from desktop.drives import REMOTE, REMOVABLE, Mount, drive_type, mounts_in
from desktop.paths import user_data_dir
from models.errors import Problem, Unusable

Kind = Literal["removable", "network", "synced"]

CODES: Final[dict[Kind, str]] = {
    "removable": "store_removable",
    "network": "store_network",
    "synced": "store_synced",
}

_NETWORK = re.compile(
    r"nfs\d?|cifs|smbfs|smb\d|ncpfs|afs|ceph|davfs"
    r"|fuse\.(sshfs|gvfsd-fuse|rclone|davfs2?|glusterfs|s3fs|gcsfuse|curlftpfs|kio-fuse)"
)
_SYNCED = re.compile(r"fuse\.(google-drive-ocamlfuse|onedriver|dropbox|insync)")
# The formats of sticks. Some computers call their own disks removable, but do not format them so.
_STICK_FORMATS = re.compile(r"vfat|msdos|exfat|ntfs3?|fuseblk|fuse\.(exfat|ntfs-3g)")

# Folders that a program keeps equal with a server, by what it leaves in them …
_MARKERS = (
    ".dropbox",
    ".dropbox.cache",
    ".tmp.drivedownload",
    ".tmp.driveupload",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",
    ".nextcloudsync.log",
    ".owncloudsync.log",
    ".stfolder",
)
# … and by their names in the user's own folder, or at the root of a drive of their own.
_NAMES = re.compile(
    r"onedrive( - .+)?|dropbox( \(.+\))?|google ?drive|my drive|drive của tôi"
    r"|icloud ?drive( \(.+\))?|mega|nextcloud|owncloud",
    re.IGNORECASE,
)
_ENVIRONMENT = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def require_local(store: Path) -> None:
    """Raise Unusable store_removable, store_network or store_synced for a place not to work in."""
    kind = place_of(store)
    if kind is not None:
        raise Unusable(Problem(CODES[kind], values={"path": str(store)}))


def place_of(store: Path) -> Kind | None:
    """Return what is wrong with the place of a store, None where it may lie there.

    The program's own data folder, wherever it is, is right.
    """
    whole = store.absolute()
    real = Path(os.path.realpath(whole))
    if Path(os.path.realpath(user_data_dir())) in real.parents:
        return None
    for path in dict.fromkeys((whole, real)):
        found = _kind_of_disk(path) or ("synced" if is_synced(path) else None)
        if found is not None:
            return found
    return None


def _kind_of_disk(path: Path) -> Kind | None:
    if sys.platform == "win32":
        return kind_on_windows(PureWindowsPath(path), drive_type)
    return kind_on_linux(path, Path("/proc"), Path("/sys"))


def kind_on_windows(path: PureWindowsPath, drive_type: Callable[[str], int]) -> Kind | None:
    """Return the kind of place by its drive: a share, a mapped drive, a stick."""
    drive = path.drive
    if drive.startswith(("\\\\?\\UNC\\", "\\\\.\\UNC\\")):
        return "network"
    drive = drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    if drive.startswith("\\\\"):
        return "network"
    found = drive_type(f"{drive}\\") if drive else 0
    if found == REMOTE:
        return "network"
    return "removable" if found == REMOVABLE else None


def kind_on_linux(path: PurePath, proc: Path, sys_folder: Path) -> Kind | None:
    """Return the kind of place by the file system that holds it and the disk below.

    `proc` and `sys_folder` are /proc and /sys. What cannot be told is a disk like any other.
    """
    try:
        mounts = list(mounts_in((proc / "self" / "mountinfo").read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        return None
    holding = _holding(path, mounts)
    if holding is None:
        return None
    if _NETWORK.fullmatch(holding.format):
        return "network"
    if _SYNCED.fullmatch(holding.format):
        return "synced"
    root = _holding(PurePath("/"), mounts)
    # A computer that runs from a stick has no other disk.
    if root is not None and root.device == holding.device:
        return None
    block = Path(os.path.realpath(sys_folder / "dev" / "block" / holding.device))
    sticks = bool(_STICK_FORMATS.fullmatch(holding.format))
    return "removable" if any(_leaves(disk, sticks) for disk in _disks(block)) else None


def _holding(path: PurePath, mounts: list[Mount]) -> Mount | None:
    """Return the innermost mount that a path lies in; of several at one place the last counts."""
    best = None
    for mount in mounts:
        point = PurePath(mount.point)
        inside = point == path or point in path.parents
        if inside and (best is None or len(mount.point) >= len(best.point)):
            best = mount
    return best


def _disks(block: Path) -> list[Path]:
    """Return the disks below a block device: those that an encrypted one is made of, or itself."""
    try:
        parts = sorted((block / "slaves").iterdir())
    except OSError:
        parts = []
    disks = []
    for part in parts:
        disks += _disks(Path(os.path.realpath(part)))
    return disks or [block]


def _leaves(block: Path, stick_format: bool) -> bool:
    """Return whether a disk, or the one that a partition is of, can be pulled out."""
    if any(re.fullmatch(r"usb\d+", part) for part in block.parts):
        return True
    for disk in (block, block.parent):
        if stick_format and _says(disk / "removable", "1"):
            return True
        if _says(disk / "device" / "type", "SD"):
            return True
    return False


def _says(file: Path, word: str) -> bool:
    try:
        return file.read_text(encoding="ascii").strip() == word
    except (OSError, UnicodeDecodeError):
        return False


def is_synced(path: Path) -> bool:
    """Return whether a path lies in a folder that a program keeps equal with a server."""
    named = {Path(os.environ[name]) for name in _ENVIRONMENT if os.environ.get(name)}
    homes = {Path(path.anchor)}
    with suppress(RuntimeError):  # this user has no folder
        homes.add(Path.home())
    for folder in path.parents:
        if folder in named or any(os.path.lexists(folder / name) for name in _MARKERS):
            return True
        if folder.parent in homes and _NAMES.fullmatch(folder.name):
            return True
    return False
