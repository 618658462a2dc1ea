"""What is said to be pulled out is a stick."""

from pathlib import Path

import pytest

from desktop.drives import (
    FIXED,
    REMOTE,
    REMOVABLE,
    Stick,
    Volume,
    Windows,
    is_removable,
    may_pull_out,
    sticks_on_linux,
    sticks_on_windows,
)


@pytest.mark.parametrize(
    ("folder", "mounted", "expected"),
    [
        ("/media/can-bo/USB/bao-cao", "/media/can-bo/USB", True),
        ("/run/media/can-bo/USB", "/run/media/can-bo/USB", True),
        # The stick is gone; its folder was left behind on the disk.
        ("/media/can-bo/USB/bao-cao", "/", False),
        ("/home/can-bo/bao-cao", "/home", False),
        ("/srv/media/bao-cao", "/srv/media", False),
    ],
)
def test_only_a_folder_on_a_mounted_stick_is_removable(
    monkeypatch: pytest.MonkeyPatch, folder: str, mounted: str, expected: bool
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda self: self.as_posix() in (mounted, "/"))
    assert is_removable(Path(folder)) == expected
    assert bool(may_pull_out(Path(folder))) == expected


def a_ward_computer(**volumes: Volume) -> Windows:
    """Two disks, an empty reader of cards, a disk in a USB box, sticks, a shared folder."""
    kinds = {"C": FIXED, "D": FIXED, "E": FIXED, "F": REMOVABLE, "G": FIXED, "H": REMOVABLE}
    return Windows(
        type_of=lambda root: kinds.get(root[0], REMOTE),
        is_on_usb=lambda root: root == "G:\\",
        volume_of=lambda root: volumes.get(root[0]),
    )


ROOTS = [f"{letter}:\\" for letter in "CDEFGHZ"]
BOX, HOME = Volume("Bản sao lưu của ủy ban", True), Volume("Windows", True)


def test_only_sticks_and_disks_on_usb_are_offered_and_sticks_first() -> None:
    asked = a_ward_computer(C=HOME, D=HOME, E=HOME, F=Volume("", True), G=BOX, Z=HOME)
    assert sticks_on_windows(ROOTS, asked) == [
        Stick("F:", Path("F:\\")),
        Stick("Bản sao lưu c… (G:)", Path("G:\\"), is_disk=True),
    ]


def test_a_computer_without_sticks_offers_none_and_a_locked_one_is_left_out() -> None:
    disks = {"C": HOME, "D": HOME, "E": HOME}
    assert sticks_on_windows(ROOTS, a_ward_computer(**disks)) == []
    assert sticks_on_windows(ROOTS, a_ward_computer(**disks, F=Volume("KHOA", False))) == []


def test_a_shared_folder_is_never_asked_what_is_in_it() -> None:
    asked: list[str] = []

    def volume_of(root: str) -> Volume:
        asked.append(root)
        return BOX

    computer = a_ward_computer()._replace(volume_of=volume_of)
    sticks_on_windows(ROOTS, computer)
    assert asked == ["F:\\", "G:\\", "H:\\"]


def test_linux_offers_what_is_mounted_where_sticks_are_and_can_be_written(tmp_path: Path) -> None:
    stick, locked = tmp_path / "USB CÓ DẤU", tmp_path / "KHOA"
    stick.mkdir()
    (tmp_path / "self").mkdir()
    lines = [
        f"30 20 8:17 / {str(stick).replace(' ', chr(92) + '040')} rw,nosuid - vfat /dev/sdb1 rw",
        f"31 20 8:33 / {locked} rw - vfat /dev/sdc1 ro",
        "20 1 8:1 / / rw - ext4 /dev/sda1 rw",
    ]
    (tmp_path / "self" / "mountinfo").write_text("\n".join(lines), encoding="utf-8")
    assert sticks_on_linux(tmp_path, (f"{tmp_path}/",)) == [Stick("USB CÓ DẤU", stick)]
    assert sticks_on_linux(tmp_path) == []
    assert sticks_on_linux(tmp_path / "gone") == []
