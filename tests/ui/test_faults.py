"""A fault nobody expected is logged without personal data and said once in plain words."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.faults import FaultDialog, FaultHook, log, places


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[FaultHook]:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = FaultHook(tmp_path / "logs")
    made.install()
    qInstallMessageHandler(None)
    yield made
    made.remove()
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def fail(name: str) -> None:
    raise ValueError(f"không ghi được {name}")


def test_the_log_names_the_place_and_never_what_was_typed(
    hook: FaultHook,
    tmp_path: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(hook, "show_and_wait", shown.append)
    with qtbot.waitSignal(hook.fault_met):
        try:
            fail("Nguyễn Thị Đường")
        except ValueError as error:
            hook.on_exception(ValueError, error, error.__traceback__)
    for handler in log.handlers:
        handler.flush()
    text = (tmp_path / "logs" / "somotcua.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_faults.py" in text
    assert "Đường" not in text
    # no event loop ran that could have shown it later
    assert shown == ["ValueError"]
    caplog.clear()


def test_the_dialog_says_in_vietnamese_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FaultDialog("ValueError", tmp_path)
    qtbot.addWidget(dialog)
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    text = " ".join(part.text() for part in labels)
    assert "Số liệu đã lưu vẫn còn nguyên" in text
    assert str(tmp_path) in text


def test_only_one_dialog_is_shown_at_a_time(hook: FaultHook, qtbot: QtBot) -> None:
    hook._show("ValueError")
    first = hook._dialog
    hook._show("KeyError")
    assert hook._dialog is first
    assert first is not None
    first.accept()


def test_places_are_files_lines_and_functions() -> None:
    with pytest.raises(ValueError, match="x") as caught:
        fail("x")
    assert "fail" in places(caught.value.__traceback__)


def test_the_log_is_of_our_own_logger() -> None:
    assert log is logging.getLogger("somotcua")


def test_the_log_is_its_owners_alone(hook: FaultHook, tmp_path: Path) -> None:
    log.info("bắt đầu")
    logs = tmp_path / "logs"
    assert logs.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in logs.iterdir()} == {0o600}
    assert {path.name for path in logs.iterdir()} == {"somotcua.log", "crash.log"}
