"""The office moves to another computer: one file, the same key and count, the old book rests."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import backup
from desktop.commands.run import main
from desktop.context import Context, now, open_context
from desktop.handoff import keys
from desktop.handoff.arrivals import Decisions
from desktop.handoff.counters import was_restored
from desktop.handoff.outbox import outbox
from desktop.handoff.submission import submit
from desktop.handover import hand_over
from desktop.messages import sentence
from desktop.moving import came_over, handed_over, settle, use_again
from models.errors import OfficeError
from tests.helpers.guards import FakeGuard
from tests.helpers.office import JUNE, SETTLED, enter
from tests.helpers.offices import new_district, statuses, take

WORD = "mật khẩu chuyển máy"


def code_of(error: pytest.ExceptionInfo[OfficeError]) -> str:
    return error.value.problems[0].code


@pytest.mark.parametrize("password", [None, WORD])
def test_the_new_computer_goes_on_where_the_old_one_stopped(
    office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str | None
) -> None:
    guard = FakeGuard.use(monkeypatch)
    usb, new_home = tmp_path / "usb", tmp_path / "may-moi"
    usb.mkdir()
    new_home.mkdir()
    (tmp_path / "quan").mkdir()
    district = new_district(tmp_path / "quan", "LEBINH")
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    first = submit(office, "2024-06", usb)
    assert statuses(take(district, first.path, decisions=Decisions(accept_new=True))) == ["new"]

    moved = hand_over(office, usb, now(), password)
    assert moved.name == "Phường Lê Bình"
    enter(office, JUNE, "Đất đai", **SETTLED)
    with pytest.raises(OfficeError) as caught:
        submit(office, "2024-06", usb)
    assert code_of(caught) == "store_handed_over"

    guard.account = "can-bo-may-moi"
    backup.restore(new_home / "store.sqlite", moved.path, now(), password=password)
    there = open_context(new_home / "store.sqlite")
    assert there.ask(handed_over) is None
    assert there.ask(came_over) == now().date()
    enter(there, JUNE, "Hộ tịch", **{**SETTLED, "received_in_person": 9, "resolved_early": 9})
    second = submit(there, "2024-06", usb)
    assert (second.made.sequence, second.made.revision) == (2, 2)
    # Not a changed key, not a conflict: simply the next one.
    assert statuses(take(district, second.path)) == ["newer"]
    there.do(settle)
    assert there.ask(came_over) is None
    there.close()
    district.close()


def test_the_old_book_can_be_used_again_and_says_so_in_its_history(
    office: Context, tmp_path: Path
) -> None:
    hand_over(office, tmp_path, now())
    with pytest.raises(OfficeError) as caught:
        hand_over(office, tmp_path, now())
    assert code_of(caught) == "store_handed_over"
    assert f"ngày {now():%d/%m/%Y} nên" in sentence(caught.value.problems[0])
    done = office.do(use_again)
    assert done.entry is not None
    assert office.ask(handed_over) is None
    assert office.do(keys.own_key).value


@pytest.mark.parametrize(("days", "warned"), [(0, False), (30, True)])
def test_only_an_old_file_for_another_computer_is_told_as_a_restored_book(
    office: Context, tmp_path: Path, days: int, warned: bool
) -> None:
    made = hand_over(office, tmp_path, now())
    there = tmp_path / "may-moi" / "store.sqlite"
    there.parent.mkdir()
    backup.restore(there, made.path, now() + timedelta(days=days))
    context = open_context(there)
    assert context.ask(was_restored) is warned
    context.close()


def test_a_book_whose_key_cannot_be_opened_is_not_handed_over(
    office: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = FakeGuard.use(monkeypatch)
    office.do(keys.own_key)
    guard.account = "nguoi-khac"
    (tmp_path / "usb").mkdir()
    with pytest.raises(OfficeError) as caught:
        hand_over(office, tmp_path / "usb", now())
    assert code_of(caught) == "key_locked"
    assert list((tmp_path / "usb").iterdir()) == []
    assert office.ask(handed_over) is None


def test_a_file_that_could_not_be_written_leaves_the_book_in_use(
    office: Context, tmp_path: Path
) -> None:
    with pytest.raises(OfficeError) as caught:
        hand_over(office, tmp_path / "khong-co", now())
    assert code_of(caught) == "folder_missing"
    assert office.ask(handed_over) is None
    assert office.ask(outbox) == []


def test_what_was_changed_outside_is_not_handed_over(office: Context, tmp_path: Path) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.close()
    raw = sqlite3.connect(office.path)
    raw.execute("UPDATE dossiers SET received_online = 9")
    raw.commit()
    raw.close()
    again = open_context(office.path)
    with pytest.raises(OfficeError) as caught:
        hand_over(again, tmp_path, now())
    assert code_of(caught) == "value_differs"
    again.close()


def test_the_command_moves_a_book_between_two_data_folders(
    office: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    word = tmp_path / "mat-khau.txt"
    word.write_text(WORD, encoding="utf-8")
    old, new = str(office.path), str(tmp_path / "moi.sqlite")
    asked = ["--password-file", str(word)]
    assert main(["--store", old, "handover", str(tmp_path), *asked]) == 0
    assert "Không nhập, không gửi từ sổ ở máy này nữa" in capsys.readouterr().out
    [moved] = tmp_path.glob("chuyen-may-LEBINH-*.smk")
    assert main(["--store", new, "restore", str(moved)]) == 2
    assert "mật khẩu" in capsys.readouterr().err
    assert main(["--store", new, "restore", str(moved), *asked]) == 0
    assert main(["--store", new, "key"]) == 0
    assert main(["--store", old, "handover", "--use-again"]) == 0
