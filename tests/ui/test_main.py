"""The program as it is started: wrong use, a store that cannot be opened, a first start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import main as program
from desktop.context import Context
from models import store as stores
from models.errors import OfficeError
from ui.dialogs.cannot_open import CannotOpenDialog
from ui.dialogs.first_run import FirstRun
from ui.faults import FaultHook, standing_of


def test_wrong_use_is_said_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--sổ", "a.sqlite"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "--sổ" in said.err
    assert "unrecognized" not in said.err


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "--store" in said
    assert "usage" not in said
    assert "options" not in said


def test_an_existing_book_is_opened(office: Context) -> None:
    path = office.path
    office.close()
    opened, _ = program.open_or_make(path)
    assert opened is not None
    assert opened.unit_name == "Phường Lê Bình"
    opened.close()


def test_a_file_that_is_no_book_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_text("không phải sổ", encoding="utf-8")
    with pytest.raises(OfficeError):
        program.open_or_make(path)
    assert path.read_text(encoding="utf-8") == "không phải sổ"


def test_without_a_book_the_first_questions_are_asked(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[FirstRun] = []

    def leave(wizard: FirstRun) -> None:
        asked.append(wizard)

    monkeypatch.setattr(FirstRun, "exec", leave)
    assert program.open_or_make(tmp_path / "store.sqlite") == (None, None)
    assert len(asked) == 1
    assert not (tmp_path / "store.sqlite").exists()


def test_the_questions_are_asked_again_for_a_book_without_an_owner(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[FirstRun] = []

    def leave(wizard: FirstRun) -> None:
        asked.append(wizard)

    monkeypatch.setattr(FirstRun, "exec", leave)
    path = tmp_path / "store.sqlite"
    stores.create(path).close()
    assert program.open_or_make(path) == (None, None)
    assert len(asked) == 1
    # Nobody else is kept out of the file by a look into it.
    stores.open_store(path).close()


def test_wrong_use_is_said_in_a_dialog_where_there_is_no_console(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    said: list[str] = []

    def read(dialog: CannotOpenDialog) -> None:
        qtbot.addWidget(dialog)
        said.append(dialog.reasons.text())

    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr("ui.app.make_application", lambda arguments: qapp)
    monkeypatch.setattr(QApplication, "quit", lambda *_: None)
    monkeypatch.setattr(CannotOpenDialog, "exec", read)
    assert program.main(["--sổ", "a.sqlite"]) == 2
    assert "--sổ" in said[0]


@pytest.mark.parametrize("answered", [True, False])
def test_a_second_start_calls_the_window_that_is_open(
    office: Context,
    qapp: QApplication,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answered: bool,
) -> None:
    rung: list[tuple[Path, Path | None]] = []
    refused: list[str] = []

    def ring(store: Path, file: Path | None) -> bool:
        rung.append((store, file))
        return answered

    monkeypatch.setattr("desktop.doorbell.ring", ring)
    monkeypatch.setattr(
        CannotOpenDialog, "exec", lambda dialog: refused.append(dialog.reasons.text())
    )
    file = Path("báo cáo.smc")
    status = program.work(office.path, qapp, file)
    assert rung == [(office.path, file)]
    assert (status, len(refused)) == ((0, 0) if answered else (2, 1))


def test_what_meets_faults_knows_the_store_while_it_is_open(
    office: Context, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.close()
    hook = FaultHook(office.path.parent / "logs")
    seen: list[str] = []

    def work(*_: object) -> int:
        seen.append(standing_of(hook.context))
        return 0

    monkeypatch.setattr(QApplication, "exec", work)
    assert program.work(office.path, qapp, hook=hook) == 0
    assert seen == ["sound"]
    assert hook.context is None


# Starts the program on a store and says, once somebody could work in it: whether importing it took
# neither Qt nor the database, whether garbage is looked for again, and not in what the start made.
_START = """
import gc, sys
from desktop import main as program
light = not {"PySide6", "sqlalchemy"} & set(sys.modules)
from PySide6.QtWidgets import QApplication
from ui.dialogs.cannot_open import CannotOpenDialog
def say(*_):
    print(light, gc.isenabled(), gc.get_freeze_count() > 0)
    return 0
QApplication.exec = CannotOpenDialog.exec = say
program.main(["--store", sys.argv[1]])
"""


def _started(path: Path, folder: Path) -> str:
    environment = {**os.environ, "XDG_DATA_HOME": str(folder)}
    command = [sys.executable, "-c", _START, str(path)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout.strip()


def test_garbage_is_not_sought_before_the_window_is_there(office: Context, tmp_path: Path) -> None:
    office.close()
    assert _started(office.path, tmp_path) == "True True True"


def test_garbage_is_sought_again_after_a_start_that_failed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_text("không phải sổ", encoding="utf-8")
    assert _started(path, tmp_path) == "True True True"


WINDOW_CODE = """
import sys
import desktop.main, ui.app, ui.faults, ui.first_moments, ui.main_window, ui.moved
from ui.pages.overview import page
heavy = ("desktop.reports.ward", "desktop.reports.district", "desktop.word", "desktop.handoff")
print([name for name in sys.modules if name.startswith((*heavy, "desktop.packs.reading"))])
"""


def test_the_window_reads_no_report_and_no_file_of_others_to_start() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW_CODE], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
