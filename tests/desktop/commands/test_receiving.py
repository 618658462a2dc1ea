"""The commands of the receiving office: what they print and how they end."""

import json
from pathlib import Path

import pytest

from desktop.commands.run import main
from desktop.context import Context
from desktop.handoff.report_differences import Expected
from desktop.word.book import END, NAME, TEXT
from tests.helpers.office import JUNE, enter, new_office
from tests.helpers.offices import Ward, new_district

FILE_KEYS = {"path", "status", "unit", "period", "revision", "draft", "message"}


@pytest.fixture
def district(tmp_path: Path) -> Path:
    context: Context = new_district(tmp_path, "LEBINH")
    context.close()
    return context.path


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    return ward


def run(
    capsys: pytest.CaptureFixture[str], store: Path, *words: object
) -> tuple[int, dict[str, object]]:
    status = main(["--store", str(store), *map(str, words), "--json"])
    return status, json.loads(capsys.readouterr().out)


def files(document: dict[str, object]) -> list[tuple[object, ...]]:
    found = document["files"]
    assert isinstance(found, list)
    assert all(set(item) >= FILE_KEYS for item in found)
    return [
        (item["status"], item["unit"], item["period"], item["revision"], item["draft"])
        for item in found
    ]


def test_receive_prints_one_entry_per_file_and_ends_with_1_where_one_is_set_aside(
    district: Path, ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = ward.send("2024-06"), tmp_path / "bad.smc"
    bad.write_bytes(b"nothing")
    status, document = run(capsys, district, "receive", good, "--dry-run")
    assert (status, document["batch"]) == (0, None)
    assert files(document) == [("new", "LEBINH", "2024-06", 1, False)]
    status, document = run(capsys, district, "receive", good, bad)
    assert status == 1
    assert files(document) == [
        ("new", "LEBINH", "2024-06", 1, False),
        ("unreadable", None, None, None, None),
    ]
    batch = document["batch"]
    status, document = run(capsys, district, "receive", good)
    assert (status, document["batch"], files(document)[0][0]) == (0, None, "identical")
    assert run(capsys, district, "receive", "--undo", batch)[0] == 0
    assert run(capsys, district, "receive", "--undo", batch)[0] == 1
    assert run(capsys, district, "receive", "--undo", "none")[0] == 1


@pytest.mark.parametrize("name", ["khong co.smc", "x" * 300 + ".smc"])
def test_a_path_that_cannot_be_there_is_named_and_nothing_is_received(
    district: Path, ward: Ward, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    good = ward.send("2024-06")
    status, document = run(capsys, district, "receive", good, good.parent / name)
    assert (status, document["batch"]) == (2, None)
    assert files(document) == [
        ("new", "LEBINH", "2024-06", 1, False),
        ("unreadable", None, None, None, None),
    ]


@pytest.mark.parametrize("options", [["--dry-run"], []])
def test_a_strangers_faulty_word_file_does_not_keep_the_others_out(
    district: Path,
    ward: Ward,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
) -> None:
    stranger = Ward(tmp_path, "STRANGER")
    stranger.figures = ward.figures
    paragraph = f"Có {NAME}no_such_figure{TEXT}7{END} hồ sơ"
    faulty = Expected({}, {}, (("I.1", paragraph),))
    ward.send("2024-06")
    stranger.send_word("2024-06", faulty, "Có 7 hồ sơ")
    status, document = run(capsys, district, "receive", tmp_path, "--accept-new", *options)
    assert status == 1
    assert files(document) == [
        ("new", "LEBINH", "2024-06", 1, False),
        ("unreadable", None, None, None, None),
    ]


def test_a_path_that_is_not_there_is_wrong_use_and_takes_nothing_in(
    district: Path, ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, document = run(capsys, district, "receive", ward.send("2024-06"), tmp_path / "gone.smc")
    assert (status, document["batch"]) == (2, None)
    assert [found[0] for found in files(document)] == ["new", "unreadable"]
    board = run(capsys, district, "board", "--period", "2024-06")[1]
    assert board["units"][0]["status"] == "not_sent"  # type: ignore[index]
    assert run(capsys, district, "receive")[0] == 2
    assert run(capsys, tmp_path / "no.sqlite", "receive", ward.send("2024-06"))[1]["files"] == []


def test_a_newer_revision_lists_the_cells_that_change(
    district: Path, ward: Ward, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, district, "receive", ward.send("2024-06"))
    ward.figures["2024-06"] = {"Hộ tịch": 9}
    _, document = run(capsys, district, "receive", "--dry-run", ward.send("2024-06"))
    found = document["files"]
    assert isinstance(found, list)
    change = {"month": "2024-06", "field": "Hộ tịch", "measure": "to_handle", "old": 6, "new": 9}
    assert found[0]["changes"] == [change]


def test_unknown_units_keys_and_other_codes_are_decided_by_options(
    district: Path, ward: Ward, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger, renamed = Ward(tmp_path, "TANPHU"), Ward(tmp_path, "LB-CU", ward.key)
    stranger.figures = renamed.figures = ward.figures
    path = stranger.send("2024-06")
    assert run(capsys, district, "receive", path)[0] == 1
    assert run(capsys, district, "receive", path, "--accept-new")[0] == 0
    other = Ward(tmp_path, "TANPHU")
    other.figures = ward.figures
    changed = other.send("2024-06", revision=2)
    assert files(run(capsys, district, "receive", changed)[1])[0][0] == "changed_key"
    assert run(capsys, district, "receive", changed, "--accept-key", "TANPHU")[0] == 0
    status, document = run(
        capsys, district, "receive", renamed.send("2024-06"), "--alias", "LB-CU=LEBINH"
    )
    assert (status, files(document)[0][:2]) == (0, ("new", "LEBINH"))
    assert run(capsys, district, "receive", path, "--alias", "LB-CU")[0] == 2


def test_request_submission_return_and_receipt_go_round(
    district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, out = new_office(tmp_path), tmp_path / "stick"
    enter(office, JUNE, "Hộ tịch", to_handle=6, pending=2)
    office.close()
    out.mkdir()
    status, asked = run(
        capsys, district, "request", "--period", "2024-06", "--deadline", "2024-07-03", "--out", out
    )
    assert (status, asked["deadline"]) == (0, "2024-07-03")
    status, opened = run(capsys, office.path, "open", asked["path"])
    assert (status, opened["kind"], opened["deadline"]) == (0, "request", "2024-07-03")
    _, sent = run(capsys, office.path, "submit", "--period", "2024-06", "--out", out)
    _, received = run(capsys, district, "receive", sent["path"], "--receipts", tmp_path / "back")
    assert received["receipts"] == [str(tmp_path / "back" / "LEBINH_2024-06_bien-nhan_r1.smc")]
    remarks = ("--remark", "2024-06/Hộ tịch/pending: Xem lại: 2 hay 3?", "--remark", "II.2: Thiếu.")
    back = ("return", "--unit", "LEBINH", "--period", "2024-06", *remarks, "--out", out)
    status, slip = run(capsys, district, *back)
    assert (status, slip["revision"], slip["remarks"]) == (0, 1, 2)
    _, opened = run(capsys, office.path, "open", slip["path"])
    assert opened["kind"] == "return"
    found = opened["remarks"]
    assert isinstance(found, list)
    assert [(remark["place"], remark["text"]) for remark in found] == [
        ("2024-06/Hộ tịch/pending", "Xem lại: 2 hay 3?"),
        ("II.2", "Thiếu."),
    ]
    _, board = run(capsys, district, "board", "--period", "2024-06")
    assert (board["deadline"], board["expected"]) == ("2024-07-03", 1)
    units = board["units"]
    assert isinstance(units, list)
    assert (units[0]["status"], units[0]["revision"]) == ("returned", 1)
    assert run(capsys, office.path, "open", sent["path"])[0] == 1
    assert run(capsys, office.path, "open", out / "gone.smc")[0] == 2
    wrong = ("request", "--period", "2024-06", "--deadline", "tomorrow", "--out", out)
    assert run(capsys, district, *wrong)[0] == 2
