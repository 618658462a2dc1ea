"""The key in the live store is closed for the officer's account; copies hold it open."""

import sqlite3
import time
from pathlib import Path
from threading import Event

import pytest

from models import key_guard
from tests.helpers.guards import FakeGuard

PUBLIC, PRIVATE = b"p" * 32, b"k" * 32


def test_without_anything_to_close_it_the_key_itself_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(key_guard, "guard", lambda: None)
    assert key_guard.closed(PUBLIC, PRIVATE) == PRIVATE
    assert key_guard.opened(PUBLIC, PRIVATE) == PRIVATE


def test_only_the_account_that_closed_it_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = FakeGuard.use(monkeypatch)
    kept = key_guard.closed(PUBLIC, PRIVATE)
    assert PRIVATE not in kept
    assert kept.startswith(guard.mark)
    assert key_guard.opened(PUBLIC, kept) == PRIVATE
    guard.account = "nguoi-khac"
    assert key_guard.opened(PUBLIC, kept) is None
    monkeypatch.setattr(key_guard, "guard", lambda: None)
    assert key_guard.opened(PUBLIC, kept) is None


def test_a_guard_that_does_not_give_the_key_back_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guard = FakeGuard.use(monkeypatch)
    guard.forgets = True
    assert key_guard.closed(PUBLIC, PRIVATE) == PRIVATE


def test_a_copy_made_where_the_key_opens_holds_it_open(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    guard = FakeGuard.use(monkeypatch)
    raw = sqlite3.connect(tmp_path / "ban-sao.sqlite")
    raw.execute("CREATE TABLE unit_key (unit, public, private)")
    kept = key_guard.closed(PUBLIC, PRIVATE)
    raw.execute("INSERT INTO unit_key VALUES ('A', ?, ?), ('B', x'00', NULL)", (PUBLIC, kept))
    guard.account = "nguoi-khac"
    key_guard.open_in_copy(raw)
    assert raw.execute("SELECT private FROM unit_key").fetchall() == [(kept,), (None,)]
    guard.account = "can-bo"
    key_guard.open_in_copy(raw)
    assert raw.execute("SELECT private FROM unit_key").fetchall() == [(PRIVATE,), (None,)]
    raw.close()


def test_a_service_that_does_not_answer_holds_nobody_up() -> None:
    started = time.monotonic()
    assert key_guard._within(0.05, lambda: Event().wait(5)) is None
    assert time.monotonic() - started < 2


def test_a_service_that_fails_is_none() -> None:
    def fail() -> bytes:
        raise OSError("no bus")

    assert key_guard._within(1.0, fail) is None
