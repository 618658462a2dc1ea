"""Wrong use and bad stores: a sentence and the right status; nothing changed, no traceback."""

import errno
import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.commands.run import main
from desktop.context import open_context

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def store(new_store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ward.sqlite"
    path.write_bytes(new_store.read_bytes())
    return path


def refusal(capsys: Capture, *words: object, status: int = 2) -> str:
    """Run a command that must fail, with and without --json; return the code of its error."""
    given = [str(word) for word in words]
    capsys.readouterr()
    assert main(given) == status
    plain = capsys.readouterr()
    assert plain.out == ""
    assert plain.err.strip()
    assert "Traceback" not in plain.err
    assert main([*given, "--json"]) == status
    said = json.loads(capsys.readouterr().out)
    assert said["error"]["message"] in plain.err.replace(" --json", "")
    assert said["problems"][0]["code"] == said["error"]["code"]
    return str(said["error"]["code"])


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ([], "Còn thiếu: LỆNH"),
        (["lam-gi-do"], "không nhận"),
        (["close"], "Còn thiếu: --month"),
        (["close", "--month"], "cần một giá trị"),
        (["figures", "--period", "2024", "--thua"], "Không hiểu: --thua"),
        (["verify", "--json=1"], "không có giá trị"),
        (["init", "--role", "phuong"], "hãy chọn một trong"),
        (["template", "sua", "a.docx"], "hãy chọn một trong"),
    ],
)
def test_wrong_use_is_said_in_vietnamese(capsys: Capture, words: list[str], part: str) -> None:
    assert main(words) == 2
    said = capsys.readouterr()
    assert part in said.err
    assert "--help" in said.err
    assert "usage" not in said.err


def test_help_is_vietnamese_and_no_failure(capsys: Capture) -> None:
    for words in (["--help"], ["load", "-h"]):
        assert main(words) == 0
        said = capsys.readouterr().out
        assert said.startswith("Cách dùng: somotcua-cli")
        assert not {"usage:", "options:", "positional"} & set(said.split())


def test_stores_that_cannot_be_opened(capsys: Capture, store: Path, tmp_path: Path) -> None:
    figures = ("figures", "--period", "2024-06")
    (tmp_path / "van-ban.sqlite").write_text("xin chào " * 30, encoding="utf-8")
    cases = {
        tmp_path / "khong-co.sqlite": "store_missing",
        tmp_path / "van-ban.sqlite": "not_a_store",
        tmp_path: "store_missing",
    }
    for path, code in cases.items():
        assert refusal(capsys, "--store", path, *figures) == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["van-ban.sqlite", "ward.sqlite"]


def test_a_store_from_a_newer_version_stays_as_it_is(capsys: Capture, store: Path) -> None:
    raw = sqlite3.connect(store)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = store.read_bytes()
    assert refusal(capsys, "--store", store, "check") == "store_newer"
    assert refusal(capsys, "--store", store, "verify") == "store_newer"
    assert store.read_bytes() == before


def test_a_store_that_is_open_elsewhere_is_busy(capsys: Capture, store: Path) -> None:
    office = open_context(store)
    for words in (("check",), ("verify",), ("settings", "percent_decimals", "2")):
        assert refusal(capsys, "--store", store, *words) == "store_busy"
    office.close()


def test_a_damaged_store_is_not_opened(capsys: Capture, store: Path) -> None:
    data = bytearray(store.read_bytes())
    data[4096:200_000] = b"x" * (200_000 - 4096)
    store.write_bytes(data)
    assert refusal(capsys, "--store", store, "check") == "store_damaged"
    assert store.read_bytes() == bytes(data)


@pytest.mark.parametrize(
    "words",
    [
        ("workbook", "{}.xlsx"),
        ("report", "--period", "2024-06", "--kind", "ii06a", "--out", "{}.docx"),
        ("backup", "{}"),
    ],
)
def test_output_that_cannot_be_written_is_said_plainly(
    capsys: Capture, store: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    given = [word.format(tmp_path / "tep" / "a") for word in words]
    assert refusal(capsys, "--store", store, *given) in {"folder_missing", "folder_unmakeable"}
    assert (tmp_path / "tep").read_text(encoding="utf-8") == "x"


def test_input_that_is_not_there_is_named(capsys: Capture, store: Path, tmp_path: Path) -> None:
    missing = tmp_path / "khong-co"
    assert refusal(capsys, "--store", store, "load", missing) == "file_missing"
    assert refusal(capsys, "--store", store, "restore", missing) == "file_missing"
    check = ("--store", store, "template", "check")
    assert refusal(capsys, *check, missing) in {"file_missing", "template_unreadable"}
    text = tmp_path / "a.xlsx"
    text.write_text("không phải bảng tính", encoding="utf-8")
    assert refusal(capsys, "--store", store, "load", text) == "workbook_unreadable"
    assert refusal(capsys, *check, text) == "template_unreadable"


@pytest.mark.parametrize(
    "words",
    [
        ("workbook", "{}/so.xlsx", "--filled"),
        ("backup", "{}"),
        ("settings", "officer", "x" * 90_000),
    ],
)
def test_a_full_disk_changes_nothing(store: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "so.xlsx").write_bytes(b"PK")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    limit = 12_000
    given = [sys.executable, "-m", "desktop", "--store", str(store), "--json"]
    given += [word.format(tmp_path) for word in words]
    home = {"PYTHONPATH": ".", "XDG_DATA_HOME": str(tmp_path / "nha")}
    done = subprocess.run(
        given,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **home},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2, done
    assert json.loads(done.stdout)["error"]["code"] in {"disk_full", "disk_failed", "write_failed"}
    assert "Traceback" not in done.stderr
    left = [path for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))]
    after = {path.name: path.read_bytes() for path in left}
    assert after == before


def test_a_fault_of_the_program_is_written_down_and_not_shown(
    capsys: Capture, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "tên của một người"

    def broken(*given: object) -> None:
        raise RuntimeError(typed)

    monkeypatch.setattr("desktop.commands.figures.checked", broken)
    monkeypatch.setattr("desktop.diagnosis.user_data_dir", lambda: tmp_path / "nha")
    assert refusal(capsys, "--store", store, "check") == "program_fault"
    log = (tmp_path / "nha" / "logs" / "somotcua-cli.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert typed not in log


def test_a_reader_that_leaves_early_is_no_fault(store: Path) -> None:
    words = [sys.executable, "-m", "desktop", "--store", str(store), "settings"]
    running = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
    )
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    said = running.stderr.read()
    running.stderr.close()
    assert (running.wait(), said) == (0, b"")


class LeftOnWindows(io.StringIO):
    """A pipe that nobody reads any more, as Windows tells it."""

    def write(self, text: str) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")


def test_a_reader_that_leaves_early_is_no_fault_on_windows(
    store: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", LeftOnWindows())
    assert main(["--store", str(store), "settings"]) == 0
    assert capsys.readouterr().err == ""


def test_an_answer_that_finds_no_room_is_said_not_to_be_whole(store: Path) -> None:
    words = [sys.executable, "-m", "desktop", "--store", str(store), "settings"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("Không ghi ra hết được kết quả")
    assert "Error" not in done.stderr.decode()


@pytest.mark.parametrize("code_page", ["cp1252", "cp1258", "ascii"])
@pytest.mark.parametrize("program", ["desktop", "desktop.main"])
def test_help_is_vietnamese_whatever_the_code_page(program: str, code_page: str) -> None:
    environment = {**os.environ, "PYTHONPATH": ".", "PYTHONIOENCODING": code_page}
    words = [sys.executable, "-m", program, "--help"]
    done = subprocess.run(words, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Sổ Một Cửa" in done.stdout.decode("utf-8")


def test_a_report_has_the_days_of_its_kind_and_the_ending_of_word(
    store: Path, tmp_path: Path, capsys: Capture
) -> None:
    report = ("--store", store, "report", "--out", tmp_path / "b.docx", "--kind")
    for kind in ("week", "day"):
        for period in ("2024-05", "2024", "2024-05-01..2024-05-08"):
            code = refusal(capsys, *report, kind, "--period", period)
            assert code == "report_kind_period"
    for period in ("2024-05-01..2024-05-07", "2024-W20", "2024-05-01"):
        main([*map(str, report), "week", "--period", period, "--json"])
        assert "report_kind_period" not in capsys.readouterr().out
    words = ("--store", store, "report", "--kind", "cchc", "--period", "2024-05", "--out")
    for name in ("b.txt", "b", "b.doc"):
        assert refusal(capsys, *words, tmp_path / name) == "report_ending"
        assert not (tmp_path / name).exists()
    both = ("--xlsx", tmp_path / "b.xlsx", "--docx", tmp_path / "b.txt")
    code = refusal(capsys, "--store", store, "consolidate", "--period", "2024-05", *both)
    assert code == "report_ending"
    assert not (tmp_path / "b.xlsx").exists()
