"""What is said to be pulled out is a stick."""

from pathlib import Path

import pytest

from desktop.drives import is_removable, may_pull_out


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
