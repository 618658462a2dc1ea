"""A password is asked or read from a file; the words of the command never hold it."""

import getpass
import io
from pathlib import Path

import pytest

from tests.desktop.commands.console import Console

SECRET = "chín chữ cái"


@pytest.fixture
def at_a_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Keyboard())


def answers(monkeypatch: pytest.MonkeyPatch, *typed: str) -> None:
    waiting = iter(typed)
    monkeypatch.setattr(getpass, "getpass", lambda _: next(waiting))


def sent(june: Console, out: Path, *words: object) -> str:
    return str(june.json("submit", "--period", "2024-06", "--out", out, *words)["path"])


def test_a_password_in_a_file_closes_and_opens_a_file(
    june: Console, receiver: Console, tmp_path: Path
) -> None:
    secret = tmp_path / "mat-khau.txt"
    secret.write_text(f"{SECRET}\r\nkhông đọc", encoding="utf-8-sig")
    path = sent(june, tmp_path, "--password-file", secret)
    closed = receiver.json("receive", path, "--dry-run", status=1)
    assert closed["files"][0]["status"] == "unreadable"
    opened = receiver.json("receive", path, "--dry-run", "--password-file", secret)
    assert opened["files"][0]["status"] == "new"


@pytest.mark.usefixtures("at_a_keyboard")
def test_a_new_password_is_typed_twice(
    june: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, SECRET, "khác hẳn đi")
    asked = ("submit", "--period", "2024-06", "--out", tmp_path, "--ask-password")
    assert june.refusal(*asked, status=2) == "passwords_differ"
    answers(monkeypatch, SECRET, SECRET)
    assert june.json(*asked)["revision"] == 1


def test_a_script_gives_the_password_on_standard_input(
    june: Console, receiver: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    path = sent(june, tmp_path, "--ask-password")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    found = receiver.json("receive", path, "--dry-run", "--ask-password")
    assert found["files"][0]["status"] == "new"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert receiver.refusal("receive", path, "--ask-password", status=2) == "password_missing"


@pytest.mark.parametrize("command", ["submit", "outbox", "receive", "open"])
def test_a_password_among_the_words_is_refused_and_the_new_way_named(
    command: str, june: Console, tmp_path: Path
) -> None:
    words = {
        "submit": ("--period", "2024-06", "--out", tmp_path),
        "outbox": (),
        "receive": (tmp_path,),
        "open": (tmp_path / "a.smc",),
    }[command]
    said = june(command, *words, "--password", SECRET, status=2)
    assert "--ask-password" in june.error
    assert SECRET not in said + june.error
    assert not list(tmp_path.glob("*.smc"))
    assert "--password " not in june(command, "--help")
