"""The program as it is started: wrong use, a store that cannot be opened, a first start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import main as program
from desktop.context import Context
from models import store as stores
from models.errors import OfficeError
from ui.dialogs.first_run import FirstRun


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
