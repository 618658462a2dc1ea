"""The drives of this computer: which of them a person pulls out, how they are named, what is free.

Windows is asked for the type of a drive, since its letter says nothing: D: may be a disk, a stick,
a reader of cards or a shared folder. A disk in a USB box calls itself fixed; its bus tells.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

# What Windows answers (GetDriveTypeW).
REMOVABLE: Final = 2
FIXED: Final = 3
REMOTE: Final = 4

# Where Linux and macOS mount sticks.
_MOUNTS = ("/media/", "/run/media/", "/Volumes/")

_LONGEST_LABEL = 14
_READ_ONLY_VOLUME = 0x80000  # GetVolumeInformationW
_QUERY_PROPERTY = 0x2D1400  # IOCTL_STORAGE_QUERY_PROPERTY
_BUS_OFFSET, _BUS_USB = 28, 7  # in STORAGE_DEVICE_DESCRIPTOR


class Volume(NamedTuple):
    """What is in a drive: its label, "" where it has none, and whether it can be written."""

    label: str
    is_writable: bool


class Stick(NamedTuple):
    """A stick, or a disk on USB, that is plugged in and can be written.

    Attributes:
        name: its label and letter, for people.
        root: its folder.
        free: bytes that are free, None where it does not say.
        is_disk: it is a disk in a USB box, not a stick.
    """

    name: str
    root: Path
    free: int | None = None
    is_disk: bool = False


class Windows(NamedTuple):
    r"""What Windows is asked about a drive by its root, "E:\".

    Attributes:
        type_of: its type (GetDriveTypeW).
        is_on_usb: whether a disk is on USB.
        volume_of: what is in it, None where nothing is.
    """

    type_of: Callable[[str], int]
    is_on_usb: Callable[[str], bool]
    volume_of: Callable[[str], Volume | None]


def sticks() -> list[Stick]:
    """Return the sticks that are plugged in now, then the disks on USB; none is slow to find."""
    if sys.platform == "win32":
        asked = Windows(drive_type, _is_on_usb, _volume)
        return [_with_room(stick) for stick in sticks_on_windows(_roots(), asked)]
    return [_with_room(stick) for stick in sticks_on_linux(Path("/proc"))]


def sticks_on_windows(roots: Iterable[str], ask: Windows) -> list[Stick]:
    r"""Return the sticks among the roots of drives ("C:\"), then the disks on USB."""
    found = []
    for root in roots:
        kind = ask.type_of(root)
        is_disk = kind == FIXED and ask.is_on_usb(root)
        if kind != REMOVABLE and not is_disk:
            continue
        volume = ask.volume_of(root)
        if volume is not None and volume.is_writable:
            letter = root.rstrip("\\")
            label = _shortened(volume.label)
            name = f"{label} ({letter})" if label else letter
            found.append(Stick(name, Path(root), is_disk=is_disk))
    return sorted(found, key=lambda stick: stick.is_disk)


def sticks_on_linux(proc: Path, places: tuple[str, ...] = _MOUNTS) -> list[Stick]:
    """Return what is mounted where sticks are, after /proc."""
    try:
        text = (proc / "self" / "mountinfo").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    found = []
    for mount in mounts_in(text):
        root = Path(mount.point)
        if mount.point.startswith(places) and mount.is_writable and os.access(root, os.W_OK):
            found.append(Stick(_shortened(root.name), root))
    return found


def _shortened(label: str) -> str:
    """Return a label as it has room on a button; those of FAT32 have eleven letters at most."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def is_removable(folder: Path) -> bool:
    """Say whether a folder lies on a stick, or a disk on USB, that is plugged in now.

    Of a stick that is gone only an empty folder may be left, which lies on the disk.
    """
    place = folder.resolve()
    if sys.platform == "win32":
        root = place.anchor
        kind = drive_type(root)
        return kind == REMOVABLE or (kind == FIXED and _is_on_usb(root))
    for mount in (place, *place.parents):
        if mount.is_mount():
            return mount.as_posix().startswith(_MOUNTS)
    return False


def may_pull_out(folder: Path) -> str:
    """Return " Có thể rút USB." where the folder lies on a stick, else ""."""
    return " Có thể rút USB." if is_removable(folder) else ""


class Mount(NamedTuple):
    """A file system of Linux: where it is seen, its format and device, and if it is writable."""

    point: str
    format: str
    device: str
    is_writable: bool = True


def mounts_in(text: str) -> Iterator[Mount]:
    """Yield the mounts of a mountinfo, see proc(5)."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, formats = before.split(" "), after.split(" ")
        if len(fields) > 4 and formats[0]:
            options = ",".join([*fields[5:6], *formats[2:3]]).split(",")
            yield Mount(_unescaped(fields[4]), formats[0], fields[2], "ro" not in options)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _with_room(stick: Stick) -> Stick:
    # Every start imports this module, and few ask for room.
    import shutil

    try:
        return stick._replace(free=shutil.disk_usage(stick.root).free)
    except OSError:
        return stick


def drive_type(root: str) -> int:
    r"""Return what Windows calls the drive of a root such as "E:\", 0 on other systems."""
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


if sys.platform == "win32":

    def _roots() -> list[str]:
        drives = ctypes.windll.kernel32.GetLogicalDrives()
        return [f"{chr(65 + bit)}:\\" for bit in range(26) if drives >> bit & 1]

    def _volume(root: str) -> Volume | None:
        kernel = ctypes.windll.kernel32
        label, flags, before = ctypes.create_unicode_buffer(261), wintypes.DWORD(), wintypes.DWORD()
        # An empty reader of cards must not ask the officer for a card.
        kernel.SetThreadErrorMode(1, ctypes.byref(before))
        try:
            there = kernel.GetVolumeInformationW(
                root, label, 261, None, None, ctypes.byref(flags), None, 0
            )
        finally:
            kernel.SetThreadErrorMode(before.value, None)
        if not there:
            return None
        return Volume(label.value.strip(), not flags.value & _READ_ONLY_VOLUME)

    def _is_on_usb(root: str) -> bool:
        """Ask the disk of a drive for its bus; that needs no right and wakes no disk."""
        kernel = ctypes.windll.kernel32
        kernel.CreateFileW.restype = wintypes.HANDLE
        device = kernel.CreateFileW(f"\\\\.\\{root[:2]}", 0, 3, None, 3, 0, None)
        if device in (None, wintypes.HANDLE(-1).value):
            return False
        handle = wintypes.HANDLE(device)
        # StorageDeviceProperty, PropertyStandardQuery: all noughts.
        query, answer = ctypes.create_string_buffer(12), ctypes.create_string_buffer(1024)
        size = wintypes.DWORD()
        try:
            known = kernel.DeviceIoControl(
                handle, _QUERY_PROPERTY, query, 12, answer, 1024, ctypes.byref(size), None
            )
        finally:
            kernel.CloseHandle(handle)
        bus = int.from_bytes(answer.raw[_BUS_OFFSET : _BUS_OFFSET + 4], "little")
        return bool(known) and bus == _BUS_USB
