"""What `receive` prints and how it ends."""

from pathlib import Path
from typing import Any

import pytest

from desktop.handoff.report_differences import Expected
from desktop.word.book import END, NAME, TEXT
from tests.desktop.commands.console import Console
from tests.helpers.offices import Ward

FILE_KEYS = {"path", "status", "unit", "period", "revision", "draft", "message"}
NEW = ("new", "LEBINH", "2024-06", 1, False)
UNREADABLE = ("unreadable", None, None, None, None)


def files(document: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return what became of each file: status, unit, period, revision, draft."""
    found = document["files"]
    assert all(set(item) >= FILE_KEYS for item in found)
    names = ("status", "unit", "period", "revision", "draft")
    return [tuple(item[name] for name in names) for item in found]


def test_receive_prints_one_entry_per_file_and_ends_with_1_where_one_is_set_aside(
    receiver: Console, sender: Ward, tmp_path: Path
) -> None:
    good, bad = sender.send("2024-06"), tmp_path / "bad.smc"
    bad.write_bytes(b"nothing")
    document = receiver.json("receive", good, "--dry-run")
    assert document["batch"] is None
    assert files(document) == [NEW]
    document = receiver.json("receive", good, bad, status=1)
    assert files(document) == [NEW, UNREADABLE]
    batch = document["batch"]
    document = receiver.json("receive", good)
    assert (document["batch"], files(document)[0][0]) == (None, "identical")
    receiver("receive", "--undo", batch)
    receiver("receive", "--undo", batch, status=1)
    receiver("receive", "--undo", "none", status=1)


@pytest.mark.parametrize("name", ["khong co.smc", "x" * 300 + ".smc"])
def test_a_path_that_cannot_be_there_is_named_and_nothing_is_received(
    receiver: Console, sender: Ward, name: str
) -> None:
    good = sender.send("2024-06")
    document = receiver.json("receive", good, good.parent / name, status=2)
    assert document["batch"] is None
    assert files(document) == [NEW, UNREADABLE]


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_a_strangers_faulty_word_file_does_not_keep_the_others_out(
    receiver: Console, sender: Ward, tmp_path: Path, options: list[str]
) -> None:
    stranger = Ward(tmp_path, "STRANGER")
    stranger.figures = sender.figures
    paragraph = f"Có {NAME}no_such_figure{TEXT}7{END} hồ sơ"
    faulty = Expected({}, {}, (("I.1", paragraph),))
    sender.send("2024-06")
    stranger.send_word("2024-06", faulty, "Có 7 hồ sơ")
    document = receiver.json("receive", tmp_path, "--accept-new", *options, status=1)
    assert files(document) == [NEW, UNREADABLE]


def test_a_path_that_is_not_there_is_wrong_use_and_takes_nothing_in(
    receiver: Console, sender: Ward, tmp_path: Path
) -> None:
    good = sender.send("2024-06")
    document = receiver.json("receive", good, tmp_path / "gone.smc", status=2)
    assert document["batch"] is None
    assert [found[0] for found in files(document)] == ["new", "unreadable"]
    board = receiver.json("board", "--period", "2024-06")
    assert board["units"][0]["status"] == "not_sent"
    receiver("receive", status=2)
    receiver.store = tmp_path / "no.sqlite"
    assert receiver.json("receive", sender.send("2024-06"), status=2)["files"] == []


def test_a_newer_revision_lists_the_cells_that_change(receiver: Console, sender: Ward) -> None:
    receiver("receive", sender.send("2024-06"))
    sender.figures["2024-06"] = {"Hộ tịch": 9}
    [found] = receiver.json("receive", "--dry-run", sender.send("2024-06"))["files"]
    change = {"month": "2024-06", "field": "Hộ tịch", "measure": "to_handle", "old": 6, "new": 9}
    assert found["changes"] == [change]


def test_unknown_units_keys_and_other_codes_are_decided_by_options(
    receiver: Console, sender: Ward, tmp_path: Path
) -> None:
    stranger, renamed = Ward(tmp_path, "TANPHU"), Ward(tmp_path, "LB-CU", sender.key)
    stranger.figures = renamed.figures = sender.figures
    path = stranger.send("2024-06")
    receiver("receive", path, status=1)
    receiver("receive", path, "--accept-new")
    other = Ward(tmp_path, "TANPHU")
    other.figures = sender.figures
    changed = other.send("2024-06", revision=2)
    assert files(receiver.json("receive", changed, status=1))[0][0] == "changed_key"
    receiver("receive", changed, "--accept-key", "TANPHU")
    document = receiver.json("receive", renamed.send("2024-06"), "--alias", "LB-CU=LEBINH")
    assert files(document)[0][:2] == ("new", "LEBINH")
    receiver("receive", path, "--alias", "LB-CU", status=2)
