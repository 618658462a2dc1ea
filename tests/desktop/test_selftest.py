"""The program's test of itself, which the built program is held to."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import VERSION, selftest
from desktop.old_schemas import earlier_schemas, make_old
from models.store import HEAD
from tests.architecture.source import ROOT

PARTS = [
    *("versions", "bundle", "sample", "migrate", "workbook", "load", "close", "reports"),
    *("submit", "receive", "return", "consolidate", "backup", "damage", "restore"),
    *("help", "pages", "no_network"),
]


def run(*words: str, code: str = "", **variables: str) -> subprocess.CompletedProcess[bytes]:
    start = ["-c", code] if code else ["-m", "desktop.main"]
    environment = {**os.environ, **variables}
    return subprocess.run([sys.executable, *start, *words], env=environment, capture_output=True)


def test_the_program_finds_itself_fit_and_says_so_in_one_line(tmp_path: Path) -> None:
    home = tmp_path / "Nguyễn Văn Ân" / "100% của 'ta' #1"
    home.mkdir(parents=True)
    out = home / "kết quả.json"
    # a console of Windows, whose letters cannot say it
    legacy = {"PYTHONIOENCODING": "cp1252", "HOME": str(home), "TMPDIR": str(home)}
    done = run("--selftest", "--json", str(out), **legacy)
    said = done.stdout.decode("utf-8")
    told = json.loads(said)
    assert done.returncode == 0, said
    assert said.count("\n") == 1
    assert [part["name"] for part in told["parts"]] == PARTS
    assert all(part["ok"] and part["seconds"] >= 0 for part in told["parts"])
    assert told["ok"] is True
    assert (told["program"], told["sqlite"]) == (VERSION, sqlite3.sqlite_version)
    assert json.loads(out.read_text(encoding="utf-8"))["parts"] == told["parts"]
    assert list(home.iterdir()) == [out]


TWO_PARTS = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from desktop import selftest
def faulty(folder):
    import socket
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    raise ValueError("hỏng")
selftest.PARTS = (("faulty", faulty), ("help", selftest._help))
if sys.argv[2:]:
    sys.stdout = None
sys.exit(selftest.selftest(selftest.Path(sys.argv[1])))
"""


def test_a_fault_and_a_socket_are_told_and_the_parts_after_it_are_tried(tmp_path: Path) -> None:
    done = run(str(tmp_path / "out.json"), code=TWO_PARTS)
    assert done.returncode == 1
    faulty, helped, network = json.loads(done.stdout)["parts"]
    assert (faulty["ok"], faulty["fault"]) == (False, "ValueError: hỏng")
    assert helped["ok"] is True
    assert (network["ok"], network["fault"]) == (False, "socket.__new__")


def test_without_standard_output_the_file_tells(tmp_path: Path) -> None:
    done = run(str(tmp_path / "out.json"), "silent", code=TWO_PARTS)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert json.loads((tmp_path / "out.json").read_bytes())["ok"] is False


def test_a_file_that_cannot_be_written_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(selftest, "PARTS", ())
    monkeypatch.setattr(selftest, "_watch_network", list)
    assert selftest.selftest(tmp_path / "nowhere" / "out.json") == 1
    parts = json.loads(capsys.readouterr().out)["parts"]
    assert parts[-1]["fault"] == f"folder_missing: {tmp_path / 'nowhere' / 'out.json'}"


def test_a_file_for_the_answer_is_refused_without_the_test(tmp_path: Path) -> None:
    done = run("--json", str(tmp_path / "out.json"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Cách dùng chưa đúng." in done.stderr.decode("utf-8")


def test_old_books_have_the_schema_of_their_day(tmp_path: Path, sample_store: Path) -> None:
    assert [*earlier_schemas(), HEAD] == ["0001", "0002", "0003", "0004"]
    rows = make_old(tmp_path / "old.sqlite", "0001", sample_store)
    raw = sqlite3.connect(tmp_path / "old.sqlite")
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    raw.close()
    assert rows["dossiers"] > 0
    assert "outbox" not in rows


@pytest.mark.parametrize("part", [selftest._sample, selftest._workbook_out])
def test_a_command_that_fails_is_told_with_its_words(
    part: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "ward.sqlite").write_bytes(b"no book")
    with pytest.raises(selftest.Unfit, match=r"ward\.sqlite"):
        part(tmp_path)


def test_only_what_means_something_is_complained_of() -> None:
    complaints: list[str] = []
    selftest._note(complaints, "QFontDatabase: Cannot find font directory C:/so/PySide6/lib/fonts.")
    selftest._note(complaints, "QPainter::begin: Paint device returned engine == 0")
    assert complaints == ["QPainter::begin: Paint device returned engine == 0"]
