"""The command `pack`: from a folder to a file that another office adds."""

from pathlib import Path

import pytest

from tests.desktop.commands.console import Console
from tests.desktop.packs.parts import parts_with, sound_parts
from tests.helpers.office import new_office


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    office = new_office(tmp_path)
    office.close()
    return Console(office.path, capsys)


def folder_of(folder: Path, parts: dict[str, bytes]) -> Path:
    folder.mkdir()
    for name, content in parts.items():
        (folder / name).write_bytes(content)
    return folder


def test_a_folder_becomes_a_pack_that_is_checked_added_and_listed(
    console: Console, tmp_path: Path
) -> None:
    folder, out = folder_of(tmp_path / "mau", sound_parts()), tmp_path / "mau.smb"
    made = console.json("pack", "make", folder, "--out", out)
    checked = console.json("pack", "check", out)
    assert (checked["id"], checked["kinds"]) == ("mau-tinh", ["cchc", "nhanh"])
    assert checked["key"] == made["key"]
    console("pack", "add", out)
    listed = {pack["id"]: pack for pack in console.json("pack", "list")["packs"]}
    assert list(listed) == ["de-cuong-2021", "cap-xa-2025", "mau-tinh"]
    assert listed["mau-tinh"]["valid_to"] == "2024-12-31"
    assert not listed["mau-tinh"]["built_in"]
    assert console.refusal("pack", "add", out, status=1) == "pack_known"


def test_the_settings_say_the_day_of_the_pack_in_force(console: Console, tmp_path: Path) -> None:
    parts = parts_with("pack.toml", "valid_to = 2024-12-31", "")
    folder, out = folder_of(tmp_path / "mau", parts), tmp_path / "mau.smb"
    assert console.json("settings", "report.cchc.deadline")["value"] == ""
    console("pack", "make", folder, "--out", out)
    console("pack", "add", out)
    assert console.json("settings", "report.cchc.deadline")["value"] == "12"
    assert console.json("settings")["settings"]["report.cchc.deadline"] == "12"
    console("settings", "report.cchc.deadline", "25")
    assert console.json("settings", "report.cchc.deadline")["value"] == "25"


def test_a_broken_folder_makes_no_file(console: Console, tmp_path: Path) -> None:
    broken = parts_with("report.toml", "delivered =", "unheard_of =")
    folder, out = folder_of(tmp_path / "mau", broken), tmp_path / "mau.smb"
    assert console.refusal("pack", "make", folder, "--out", out, status=1) == "pack_text"
    assert not out.exists()


def test_wrong_use_is_said(console: Console, tmp_path: Path) -> None:
    assert console.refusal("pack", "check", status=2) == "pack_file_needed"
    assert console.refusal("pack", "make", tmp_path, status=2) == "pack_ending"
    assert console.refusal("pack", "check", tmp_path / "none.smb", status=2) == "file_missing"
