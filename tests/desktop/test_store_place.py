"""A store may lie on a disk of this computer, and nowhere else; such a disk is never refused."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop import store_place
from desktop.store_place import is_synced, kind_on_linux, kind_on_windows, place_of, require_local
from models.errors import Unusable

# --- Windows

DRIVES = {"C:\\": 3, "D:\\": 3, "F:\\": 2, "Z:\\": 4, "E:\\": 5}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("C:\\Users\\Nguyễn Văn Ân\\AppData\\Local\\SoMotCua\\store.sqlite", None),
        ("D:\\Sổ\\so.sqlite", None),
        ("\\\\?\\C:\\Sổ\\so.sqlite", None),
        ("F:\\so.sqlite", "removable"),
        ("Z:\\chung\\so.sqlite", "network"),
        ("\\\\may-chu\\chung\\so.sqlite", "network"),
        ("\\\\?\\UNC\\may-chu\\chung\\so.sqlite", "network"),
    ],
)
def test_windows_tells_sticks_and_shares_from_fixed_disks(path: str, kind: str | None) -> None:
    assert kind_on_windows(PureWindowsPath(path), lambda root: DRIVES.get(root, 1)) == kind


# --- Linux

MOUNTS = """\
21 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
22 21 0:20 / /proc rw - proc proc rw
23 21 0:31 / /tmp rw,nosuid - tmpfs tmpfs rw
24 21 253:1 / /home rw - ext4 /dev/mapper/home rw
25 24 0:40 / /home/an rw - ecryptfs /home/.ecryptfs/an/.Private rw
26 21 8:17 / /media/an/USB\\040CÓ\\040DẤU rw - vfat /dev/sdb1 rw
27 21 8:33 / /media/an/O_CUNG rw - ext4 /dev/sdc1 rw
28 21 8:49 / /du-lieu rw - ext4 /dev/sdd1 rw
29 21 253:2 / /media/an/khoa rw - ext4 /dev/mapper/khoa rw
30 21 179:1 / /media/an/THE rw - exfat /dev/mmcblk0p1 rw
31 21 0:50 / /mnt/chung rw - nfs4 may-chu:/chung rw
32 21 0:51 / /mnt/phong rw - cifs //may-chu/phong rw
33 21 0:52 / /mnt/xa rw - fuse.sshfs an@xa:/ rw
34 21 0:53 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
35 21 0:54 / /var/lib/docker/overlay rw - overlay overlay rw
36 21 0:55 / /mnt/wsl rw - 9p drvfs rw
37 21 0:56 / /kho rw - btrfs /dev/sda3 rw
"""

# Device number, place below /sys/devices, whether its disk calls itself removable.
DISKS = (
    ("8:2", "pci0000:00/ata1/block/sda/sda2", "0"),
    ("8:17", "pci0000:00/usb1/1-1/block/sdb/sdb1", "1"),
    ("8:33", "pci0000:00/usb2/2-1/block/sdc/sdc1", "0"),
    ("8:49", "pci0000:00/ata2/block/sdd/sdd1", "1"),
    ("253:1", "virtual/block/dm-1", "0"),
    ("253:2", "virtual/block/dm-2", "0"),
    ("179:1", "pci0000:00/mmc0/block/mmcblk0/mmcblk0p1", "0"),
)


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    """Return what stands for /proc and /sys."""
    proc, system = tmp_path / "proc", tmp_path / "sys"
    (proc / "self").mkdir(parents=True)
    (proc / "self" / "mountinfo").write_text(MOUNTS, encoding="utf-8")
    (system / "dev" / "block").mkdir(parents=True)
    for number, place, removable in DISKS:
        device = system / "devices" / place
        device.mkdir(parents=True)
        disk = device if "virtual" in place else device.parent
        (disk / "removable").write_text(f"{removable}\n", encoding="ascii")
        (system / "dev" / "block" / number).symlink_to(device)
    card = system / "devices/pci0000:00/mmc0/block/mmcblk0/device"
    card.mkdir()
    (card / "type").write_text("SD\n", encoding="ascii")
    for encrypted, below in (("dm-1", DISKS[0][1]), ("dm-2", DISKS[1][1])):
        slaves = system / "devices/virtual/block" / encrypted / "slaves"
        slaves.mkdir()
        (slaves / Path(below).name).symlink_to(system / "devices" / below)
    return proc, system


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/so/ward.sqlite", None),
        ("/tmp/so/ward.sqlite", None),
        ("/home/binh/.local/share/SoMotCua/store.sqlite", None),  # LUKS on the own disk
        ("/home/an/.local/share/SoMotCua/store.sqlite", None),  # ecryptfs
        ("/du-lieu/so.sqlite", None),  # a fixed disk that calls itself removable
        ("/var/lib/docker/overlay/so.sqlite", None),
        ("/mnt/wsl/so.sqlite", None),
        ("/kho/so.sqlite", None),
        ("/media/an/USB CÓ DẤU/so.sqlite", "removable"),
        ("/media/an/O_CUNG/so.sqlite", "removable"),
        ("/media/an/khoa/so.sqlite", "removable"),  # LUKS on a stick
        ("/media/an/THE/so.sqlite", "removable"),
        ("/mnt/chung/so.sqlite", "network"),
        ("/mnt/phong/so.sqlite", "network"),
        ("/mnt/xa/so.sqlite", "network"),
        ("/run/user/1000/gvfs/smb-share:server=may-chu,share=chung/so.sqlite", "network"),
    ],
)
def test_linux_tells_sticks_and_shares_from_own_disks(
    machine: tuple[Path, Path], path: str, kind: str | None
) -> None:
    assert kind_on_linux(PurePosixPath(path), *machine) == kind


def test_a_computer_that_runs_from_a_stick_works_there(machine: tuple[Path, Path]) -> None:
    proc, system = machine
    mounts = proc / "self" / "mountinfo"
    mounts.write_text("21 1 8:17 / / rw - ext4 /dev/sdb1 rw\n", encoding="utf-8")
    assert kind_on_linux(PurePosixPath("/home/an/so.sqlite"), proc, system) is None


@pytest.mark.parametrize("text", [None, "", "không phải\n- -\n"])
def test_what_cannot_be_told_is_a_disk_like_any_other(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "self").mkdir()
    if text is not None:
        (tmp_path / "self" / "mountinfo").write_text(text, encoding="utf-8")
    assert kind_on_linux(PurePosixPath("/media/an/so.sqlite"), tmp_path, tmp_path) is None


# --- folders that are kept equal with a server


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "home"
    found.mkdir()
    monkeypatch.setattr(Path, "home", lambda: found)
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        monkeypatch.delenv(name, raising=False)
    return found


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - UBND quận Cái Răng", "Dropbox", "Google Drive", "GoogleDrive",
     "My Drive", "Drive của tôi", "iCloudDrive", "Nextcloud"],
)  # fmt: skip
def test_the_usual_folders_of_cloud_drives_are_known(home: Path, folder: str) -> None:
    assert is_synced(home / folder / "Sổ" / "so.sqlite")


def test_a_cloud_folder_elsewhere_is_known_by_its_mark(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "noi-khac" / "so"
    place.mkdir(parents=True)
    assert not is_synced(place / "so.sqlite")
    (place.parent / ".dropbox").write_text("{}", encoding="utf-8")
    assert is_synced(place / "so.sqlite")
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "UBND"))
    assert is_synced(tmp_path / "UBND" / "Documents" / "so.sqlite")


@pytest.mark.parametrize("folder", ["Documents", "SoMotCua", "Sổ OneDrive cũ", "work/Dropbox"])
def test_an_ordinary_folder_is_none_of_them(home: Path, folder: str) -> None:
    assert not is_synced(home / folder / "so.sqlite")


# --- together


def test_where_the_tests_run_is_a_disk_of_this_computer(tmp_path: Path) -> None:
    assert place_of(tmp_path / "ward.sqlite") is None


def test_a_wrong_place_is_refused_but_never_the_own_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_place, "_kind_of_disk", lambda path: "network")
    with pytest.raises(Unusable, match="store_network"):
        require_local(tmp_path / "so.sqlite")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    require_local(tmp_path / "SoMotCua" / "store.sqlite")
    assert place_of(tmp_path / "SoMotCua" / "store.sqlite") is None
