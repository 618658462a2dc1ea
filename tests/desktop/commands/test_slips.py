"""Requests, return slips and receipts from the command line."""

from pathlib import Path

import pytest

from tests.desktop.commands.console import Console
from tests.desktop.packs.parts import parts_with, write_pack
from tests.helpers.office import JUNE, enter, new_office


def test_request_submission_return_and_receipt_go_round(
    receiver: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, stick, back = new_office(tmp_path), tmp_path / "stick", tmp_path / "back"
    enter(office, JUNE, "Hộ tịch", to_handle=6, pending=2)
    office.close()
    stick.mkdir()
    ward = Console(office.path, capsys)
    june = ("--period", "2024-06")

    asked = receiver.json("request", *june, "--deadline", "2024-07-03", "--out", stick)
    assert asked["deadline"] == "2024-07-03"
    opened = ward.json("open", asked["path"])
    assert (opened["kind"], opened["deadline"]) == ("request", "2024-07-03")

    sent = ward.json("submit", *june, "--out", stick)
    # As everywhere: no folder is made where a stick should be.
    receiver("receive", sent["path"], "--receipts", back, status=2)
    assert not back.exists()
    back.mkdir()
    received = receiver.json("receive", sent["path"], "--receipts", back)
    assert [file["status"] for file in received["files"]] == ["new"]
    assert received["receipts"] == [str(back / "LEBINH_2024-06_bien-nhan_r1.smc")]

    first, second = "2024-06/Hộ tịch/pending: Xem lại: 2 hay 3?", "II.2: Thiếu."
    remarks = ("--remark", first, "--remark", second)
    slip = receiver.json("return", "--unit", "LEBINH", *june, *remarks, "--out", stick)
    assert (slip["revision"], slip["remarks"]) == (1, 2)
    opened = ward.json("open", slip["path"])
    assert opened["kind"] == "return"
    assert [(remark["place"], remark["text"]) for remark in opened["remarks"]] == [
        ("2024-06/Hộ tịch/pending", "Xem lại: 2 hay 3?"),
        ("II.2", "Thiếu."),
    ]

    board = receiver.json("board", *june)
    assert (board["deadline"], board["expected"]) == ("2024-07-03", 1)
    [unit] = board["units"]
    assert (unit["status"], unit["revision"]) == ("returned", 1)

    ward("open", sent["path"], status=1)
    ward("open", stick / "gone.smc", status=2)
    receiver("request", *june, "--deadline", "tomorrow", "--out", stick, status=2)


def test_a_request_brings_a_pack_that_the_ward_adds_by_its_own_act(
    receiver: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, stick = new_office(tmp_path), tmp_path / "stick"
    office.close()
    stick.mkdir()
    ward = Console(office.path, capsys)
    request = ("request", "--period", "2024-06", "--deadline", "2024-07-03", "--out", stick)
    pack = write_pack(tmp_path / "mau.smb")
    path = receiver.json(*request, "--pack", pack)["path"]

    opened = ward.json("open", path)
    assert (opened["pack"]["id"], opened["pack"]["known"]) == ("mau-tinh", False)
    assert (opened["pack"]["valid_from"], opened["pack_added"]) == ("2024-01-01", False)
    assert len(ward.json("pack", "list")["packs"]) == 2
    added = ward.json("open", path, "--add-pack")
    assert (added["pack_added"], added["known"]) == (True, True)
    assert ward.json("pack", "list")["packs"][-1]["key"] == opened["pack"]["key"]
    ward("open", path, "--add-pack", status=1)

    later = write_pack(tmp_path / "2.smb", parts_with("pack.toml", "= 12", "= 25"))
    path = receiver.json(*request, "--pack", later)["path"]
    ward("open", path, "--add-pack", status=1)
    code = ward.json("open", path)["pack"]["key"]
    ward.json("open", path, "--add-pack", "--accept-key", code)
    assert len(ward.json("pack", "list")["packs"]) == 4

    plain = receiver.json(*request)["path"]
    assert ward.json("open", plain)["pack"] is None
    ward("open", plain, "--add-pack", status=1)
    pack.write_bytes(pack.read_bytes() + b"x")
    receiver(*request, "--pack", pack, status=1)
