"""A fault nobody expected is logged without personal data and said once in plain words."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QTimer, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop import diagnosis
from desktop.context import Context
from desktop.registers import save
from desktop.settings import set_setting
from desktop.traces import fault_places, places
from models.tables import TABLES
from tests.helpers.office import JUNE, enter
from ui import faults
from ui.dialogs.fault import FaultDialog
from ui.faults import FaultHook, log, standing_of

NAME, PHONE = "Nguyễn Thị Đường", "0912345678"


@pytest.fixture
def hook(tmp_path: Path) -> Iterator[FaultHook]:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = FaultHook(tmp_path / "logs")
    made.install()
    qInstallMessageHandler(None)
    yield made
    made.remove()
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


@pytest.fixture
def shown(hook: FaultHook, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the faults that are said: no event loop runs that could show them later."""
    said: list[str] = []
    monkeypatch.setattr(hook, "show_and_wait", said.append)
    return said


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> Callable[[], str]:
    """Return what reads the log files."""

    def read() -> str:
        caplog.clear()
        for handler in log.handlers:
            handler.flush()
        return "".join(
            path.read_text(encoding="utf-8") for path in (tmp_path / "logs").glob("*.log")
        )

    return read


def fail(name: str) -> None:
    raise ValueError(f"không ghi được {name}")


def meet(hook: FaultHook, work: Callable[[], object]) -> None:
    """Do something that goes wrong, as a slot would."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is
        hook.on_exception(type(error), error, error.__traceback__)


def text_of(dialog: FaultDialog) -> str:
    labels = cast("list[QLabel]", dialog.findChildren(QLabel))
    return " ".join(part.text() for part in labels)


def test_the_log_names_the_place_and_never_what_was_typed(
    hook: FaultHook, shown: list[str], logged: Callable[[], str]
) -> None:
    meet(hook, lambda: fail(NAME))
    text = logged()
    assert "ValueError" in text
    assert "test_faults.py" in text
    assert NAME not in text
    assert shown == ["ValueError"]


def insert_twice(office: Context) -> None:
    def verb(conn: sa.Connection) -> None:
        row = {"id": "a", "unit": "LEBINH", "name": NAME, "phone": PHONE}
        conn.execute(sa.insert(TABLES["staff"]), [row, row])

    office.ask(verb)


def in_a_thread(work: Callable[[], object]) -> None:
    thread = threading.Thread(target=work, name=NAME)
    thread.start()
    thread.join()


class Dying:
    """Fails where nobody can catch it."""

    def __del__(self) -> None:
        raise ValueError(NAME, PHONE)


def test_no_name_and_no_telephone_reaches_the_log_from_anywhere(
    office: Context, hook: FaultHook, shown: list[str], logged: Callable[[], str]
) -> None:
    kept = {"name": NAME, "phone": PHONE, "assignment": "Chính thức", "from_date": "2024-01-01"}
    meet(hook, lambda: insert_twice(office))
    meet(hook, lambda: office.do(save, "staff", "LEBINH", {**kept, "from_date": object()}))  # type: ignore[dict-item]
    meet(hook, lambda: json.loads(f"{{{NAME}"))
    meet(hook, lambda: [][len(NAME)])
    in_a_thread(lambda: fail(f"{NAME} {PHONE}"))
    in_a_thread(lambda: insert_twice(office))
    dying = Dying()
    del dying
    qInstallMessageHandler(faults._on_qt_message)
    qWarning(f'cannot open "{NAME}" in {Path.home()}')
    qInstallMessageHandler(None)
    text = logged()
    assert text.count("test_faults.py") >= 6
    assert "IntegrityError" in text
    assert "unraisable" in text
    assert "Qt: cannot open" in text
    for secret in (NAME, "Đường", PHONE, str(Path.home())):
        assert secret not in text


def test_an_error_of_the_database_carries_no_values(office: Context) -> None:
    with pytest.raises(sa.exc.IntegrityError) as met:
        insert_twice(office)
    assert NAME not in str(met.value)


def test_a_fault_of_a_clock_is_said_once_and_not_a_hundred_times(
    hook: FaultHook, qtbot: QtBot, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "_loop_runs", lambda: True)
    made: list[str] = []
    monkeypatch.setattr(hook, "_show", made.append)
    hook.fault_met.disconnect()
    hook.fault_met.connect(made.append)
    for _ in range(100):
        meet(hook, lambda: fail(NAME))
    assert made == ["ValueError"]
    assert logged().count("ValueError") == 100


def test_what_happens_again_after_a_while_is_said_again(
    hook: FaultHook, shown: list[str], logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    time = iter((100.0, 105.0, 120.0))
    monkeypatch.setattr("ui.faults.time.monotonic", lambda: next(time))
    for _ in range(3):
        meet(hook, lambda: fail(NAME))
    assert len(shown) == 2
    assert "ValueError" in logged()


def test_a_fault_in_a_slot_reaches_the_hook(
    hook: FaultHook, qtbot: QtBot, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "_show", lambda name: None)
    monkeypatch.setattr(sys, "excepthook", hook.on_exception)
    with qtbot.waitSignal(hook.fault_met):
        QTimer.singleShot(0, lambda: fail(NAME))
    assert "ValueError" in logged()


# --- the dialog promises what was looked at, and no more


def test_a_sound_store_is_said_to_be_whole(office: Context, qtbot: QtBot, tmp_path: Path) -> None:
    assert standing_of(office) == "sound"
    dialog = FaultDialog("ValueError", tmp_path, standing_of(office), office)
    qtbot.addWidget(dialog)
    assert "Đã kiểm tra: số liệu đã lưu vẫn còn nguyên" in text_of(dialog)
    assert str(tmp_path) in text_of(dialog)


def test_a_store_that_was_changed_outside_is_not(
    office: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    office.ask(lambda conn: conn.exec_driver_sql("UPDATE dossiers SET received_online = 6"))
    dialog = FaultDialog("ValueError", tmp_path, standing_of(office), office)
    qtbot.addWidget(dialog)
    assert "còn nguyên" not in text_of(dialog)
    assert "khôi phục từ bản sao lưu" in text_of(dialog)


def test_without_a_look_nothing_is_promised(
    office: Context, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert standing_of(None) == "unknown"
    with office.store.transaction():
        assert standing_of(office) == "unknown"
    office.close()
    assert standing_of(office) == "unknown"
    assert "the store cannot be looked at" in caplog.text
    caplog.clear()
    dialog = FaultDialog("ValueError", tmp_path, "unknown")
    qtbot.addWidget(dialog)
    assert "còn nguyên" not in text_of(dialog)


def test_only_one_dialog_is_shown_at_a_time(hook: FaultHook, qtbot: QtBot) -> None:
    hook._show("ValueError")
    first = hook._dialog
    hook._show("KeyError")
    assert hook._dialog is first
    assert first is not None
    first.accept()


def test_a_fault_before_the_window_is_said_once(
    hook: FaultHook, qtbot: QtBot, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[FaultDialog] = []

    def read(dialog: FaultDialog) -> None:
        shown.append(dialog)
        dialog.show()
        # What waits to be delivered comes while the dialog is read.
        QApplication.processEvents()
        assert hook._dialog is dialog
        dialog.accept()

    monkeypatch.setattr(FaultDialog, "exec", read)
    monkeypatch.setattr(hook, "_loop_runs", lambda: False)
    monkeypatch.setattr(FaultDialog, "open", shown.append)
    hook.on_exception(ValueError, ValueError(), None)
    assert len(shown) == 1
    assert "ValueError" in logged()


# --- the package


def test_the_package_holds_logs_versions_and_counts_but_no_row(
    office: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs, out = tmp_path / "logs", tmp_path / "goi.zip"
    logs.mkdir()
    (logs / "somotcua.log").write_text(f"ValueError {Path.home()}/so", encoding="utf-8")
    monkeypatch.setattr(diagnosis, "logs_folder", lambda: logs)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    office.do(set_setting, "officer", NAME)
    office.do(set_setting, "percent_decimals", "2")
    dialog = FaultDialog("ValueError", logs, "sound", office)
    qtbot.addWidget(dialog)
    dialog.package_button.click()
    assert str(out) in dialog.says.text()
    with ZipFile(out) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    facts = json.loads(parts["thong-tin.json"])
    assert set(parts) == {"thong-tin.json", "somotcua.log"}
    assert facts["store"]["rows"]["entry"] >= 1
    assert facts["store"]["settings"]["percent_decimals"] == "2"
    whole = " ".join(parts.values())
    for secret in (NAME, "Đường", "Lê Bình", "LEBINH", str(Path.home())):
        assert secret not in whole


def test_a_package_that_cannot_be_written_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "không có" / "goi.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog = FaultDialog("ValueError", tmp_path, "unknown")
    qtbot.addWidget(dialog)
    dialog.package_button.click()
    assert "Không có thư mục" in dialog.says.text()


# --- places


def test_places_are_files_lines_and_functions() -> None:
    with pytest.raises(ValueError, match="x") as caught:
        fail("x")
    assert "fail" in places(caught.value.__traceback__)


def test_where_a_fault_came_from_is_told_before_it() -> None:
    def wrap() -> None:
        try:
            fail(NAME)
        except ValueError as error:
            raise KeyError(NAME) from error

    with pytest.raises(KeyError) as caught:
        wrap()
    told = fault_places(caught.value)
    assert told.index("ValueError") < told.index("KeyError")
    assert NAME not in told


def test_the_log_is_of_our_own_logger() -> None:
    assert log is logging.getLogger("somotcua")


def test_the_log_is_its_owners_alone(hook: FaultHook, tmp_path: Path) -> None:
    log.info("bắt đầu")
    logs = tmp_path / "logs"
    assert logs.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in logs.iterdir()} == {0o600}
    assert {path.name for path in logs.iterdir()} == {"somotcua.log", "crash.log"}
