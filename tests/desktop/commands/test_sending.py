"""The files between offices from the command line."""

from pathlib import Path

import pytest

from desktop import drives
from tests.desktop.commands.console import Console
from tests.helpers.word_files import edited, retyped


def test_submit_prints_the_path_and_the_numbers(june: Console, tmp_path: Path) -> None:
    answer = june.json("submit", "--period", "2024-06", "--out", tmp_path)
    path = tmp_path / "LEBINH_2024-06_r1.smc"
    assert answer["path"] == str(path)
    assert (answer["unit"], answer["period"]) == ("LEBINH", "2024-06")
    assert (answer["revision"], answer["sequence"]) == (1, 1)
    assert answer["draft"] is True
    assert "chưa chốt" in june.error.lower()
    assert path.is_file()
    said = june("submit", "--period", "2024-06", "--out", tmp_path)
    assert said.splitlines()[0] == str(tmp_path / "LEBINH_2024-06_r2.smc")
    assert "Nhân sự: Điện thoại" in said
    assert answer["code"] in said


def test_a_closed_month_is_no_draft(june: Console, tmp_path: Path) -> None:
    june("close", "--month", "2024-06", "--reason", "Số liệu đúng thực tế")
    assert june.json("submit", "--period", "2024-06", "--out", tmp_path)["draft"] is False
    assert june.error == ""


def test_every_difference_of_an_edited_report_is_said_and_the_file_is_written(
    june: Console, tmp_path: Path
) -> None:
    june("report", "--period", "2024-06", "--kind", "cchc", "--out", tmp_path / "a.docx")
    edited(tmp_path / "a.docx", tmp_path / "b.docx", retyped("to_handle", "15", "16"))
    words = ("submit", "--period", "2024-06", "--out", tmp_path)
    answer = june.json(*words, "--report", tmp_path / "b.docx")
    [difference] = answer["differences"]
    assert difference["place"] == "II.2"
    assert (difference["printed"], difference["stored"]) == ("16", "15")
    assert "“16”" in june.error
    assert Path(answer["path"]).is_file()


def test_nothing_is_written_or_numbered_where_there_is_nothing_to_send(
    june: Console, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    june_to = ("submit", "--period", "2024-06", "--out")
    wrong_year = ("submit", "--period", "2023-06", "--out", out)
    wrong_month = ("submit", "--period", "2024-13", "--out", out)
    nowhere = tmp_path / "none" / "none"
    assert june.refusal(*wrong_year, status=1) == "submission_empty"
    assert june.refusal(*wrong_month, status=2) == "period_unknown"
    assert june.refusal(*june_to, nowhere, status=2) == "folder_missing"
    june(*june_to, out, "--report", tmp_path / "none.docx", status=2)
    assert list(out.iterdir()) == []
    assert june.json(*june_to, out)["sequence"] == 1


def test_a_file_of_the_outbox_is_written_again(june: Console, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    assert june.json("outbox") == {"files": []}
    path = Path(june.json("submit", "--period", "2024-06", "--out", first)["path"])
    [listed] = june.json("outbox")["files"]
    assert (listed["sequence"], listed["file_name"], listed["state"]) == (1, path.name, "written")
    again = Path(june.json("outbox", 1, "--out", second)["path"])
    assert again.read_bytes() == path.read_bytes()
    june("outbox", 1, status=2)
    assert june.refusal("outbox", 9, "--out", second, status=1) == "outbox_missing"


def test_a_stick_that_is_gone_gets_no_folder_and_a_folder_of_the_disk_is_not_pulled_out(
    june: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "USB"
    words = ("submit", "--period", "2024-06", "--out")
    assert june.refusal(*words, gone, status=2) == "folder_missing"
    assert not gone.exists()
    gone.mkdir()
    assert "rút USB" not in june(*words, gone)
    monkeypatch.setattr(drives, "_MOUNTS", ("/",))
    assert "Có thể rút USB" in june(*words, gone)
