"""A file is written whole or the old one stays."""

import errno
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.messages import sentences
from models.errors import OfficeError, Problem, Refused, Unusable
from models.files import (
    clear_drafts,
    copy_whole,
    make_folder,
    require_file,
    scratch_folder,
    write_whole,
)


def new_text(draft: Path) -> None:
    draft.write_text("mới", encoding="utf-8")


def write(path: Path) -> None:
    write_whole(path, new_text)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_a_new_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_text("cũ", encoding="utf-8")
    seen: list[str] = []
    write_whole(path, new_text, lambda draft: seen.append(draft.suffix))
    assert (path.read_text(encoding="utf-8"), seen) == ("mới", [".docx"])
    assert leftovers(tmp_path) == []


def test_the_old_file_stays_when_writing_or_checking_fails(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_text("cũ", encoding="utf-8")

    def refuse(draft: Path) -> None:
        assert draft.exists()
        raise Refused(Problem("report_mismatch"))

    def half(draft: Path) -> None:
        draft.write_text("nửa", encoding="utf-8")
        refuse(draft)

    with pytest.raises(Refused):
        write_whole(path, new_text, refuse)
    with pytest.raises(Refused):
        write_whole(path, half)
    assert path.read_text(encoding="utf-8") == "cũ"
    assert leftovers(tmp_path) == []


def test_places_that_cannot_be_written_are_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    (tmp_path / "thu-muc").mkdir()
    cases = {
        tmp_path / "khong-co" / "a.txt": "folder_missing",
        tmp_path / "tep" / "a.txt": "folder_missing",
        tmp_path / "thu-muc": "not_a_file",
        Path("/dev/full"): "not_a_file",
    }
    for path, code in cases.items():
        with pytest.raises(Unusable, match=code) as caught:
            write(path)
        assert str(path.parent if code == "folder_missing" else path) in sentences(caught.value)[0]
    with pytest.raises(Unusable, match="name_too_long"):
        write(tmp_path / ("x" * 300 + ".txt"))
    with pytest.raises(Unusable, match="folder_unmakeable"):
        make_folder(tmp_path / "tep" / "con")


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "so.txt"
    path.write_text("cũ", encoding="utf-8")
    program = """
import sys
from pathlib import Path
from models.files import write_whole
from models.errors import Unusable

def fill(draft):
    draft.write_bytes(bytes(100_000))

try:
    write_whole(Path(sys.argv[1]), fill)
except Unusable as error:
    print(error.problems[0].code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": "."},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000)),
    )
    assert (done.stdout.strip(), done.stderr) == ("disk_full", "")
    assert path.read_text(encoding="utf-8") == "cũ"
    assert leftovers(tmp_path) == []


def test_a_file_to_be_read_must_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    require_file(tmp_path / "tep")
    for path, code in (
        (tmp_path, "not_a_file"),
        (tmp_path / "b", "file_missing"),
        (tmp_path / "tep" / "b", "file_"),
    ):
        with pytest.raises(OfficeError, match=code):
            require_file(path)


def aged(path: Path, seconds: int) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.fixture
def loose() -> Iterator[None]:
    """Let new files be open to everybody, as careless systems do."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("loose")
def test_a_file_is_its_owners_alone_from_the_first_byte_on(tmp_path: Path) -> None:
    seen = []

    def look(draft: Path) -> None:
        seen.append(modes(draft))
        new_text(draft)
        draft.chmod(0o644)

    old = tmp_path / "so.txt"
    old.write_text("cũ", encoding="utf-8")
    write_whole(old, look)
    copy_whole(old, tmp_path / "ban-sao.txt")
    make_folder(tmp_path / "a" / "b")
    assert seen == ["600"]
    assert [modes(old), modes(tmp_path / "ban-sao.txt")] == ["600", "600"]
    assert [modes(tmp_path / "a"), modes(tmp_path / "a" / "b")] == ["700", "700"]


def test_a_stick_that_knows_no_owners_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no owners here")

    monkeypatch.setattr(Path, "chmod", refuse)
    write(tmp_path / "so.txt")
    assert (tmp_path / "so.txt").read_text(encoding="utf-8") == "mới"


def modes(path: Path) -> str:
    return f"{path.stat().st_mode & 0o777:o}"


DRAFTS = (
    ".somotcua-0123.sqlite",
    ".somotcua-0123.sqlite-wal",
    ".0123456789abcdef0123456789abcdef.docx",
    ".0123456789abcdef0123456789abcdef.sqlite-journal",
    ".smc-4711",
)
OTHERS = ("so.sqlite", ".gitignore", ".smc-x", "somotcua-0123.sqlite", ".0123.docx")


def test_what_a_cut_run_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    for name in (*DRAFTS, *OTHERS):
        (tmp_path / name).write_text("x", encoding="utf-8")
        aged(tmp_path / name, 700)
    folder = tmp_path / ".somotcua-abc"
    folder.mkdir()
    (folder / "bao-cao.docx").write_text("x", encoding="utf-8")
    aged(folder, 700)
    write(tmp_path / "moi.txt")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([*OTHERS, "moi.txt"])


def test_a_file_that_somebody_is_still_writing_stays(tmp_path: Path) -> None:
    (tmp_path / DRAFTS[0]).write_text("x", encoding="utf-8")
    aged(tmp_path / DRAFTS[0], 500)
    clear_drafts(tmp_path)
    assert leftovers(tmp_path) == [DRAFTS[0]]


def test_a_scratch_folder_is_gone_afterwards_and_clears_older_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / ".somotcua-cut").mkdir()
    aged(tmp_path / ".somotcua-cut", 700)
    with scratch_folder() as folder:
        assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    assert leftovers(tmp_path) == []


def test_the_first_answer_of_a_disk_is_told_though_clearing_up_fails_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Path, **__: bool) -> None:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(Unusable, match="readonly"):
        write_whole(tmp_path / "so.txt", refuse)


def test_a_full_temporary_folder_is_said_plainly() -> None:
    with pytest.raises(Unusable, match="disk_full") as caught, scratch_folder() as folder:
        raise OSError(errno.ENOSPC, "as the system gives it")
    assert str(folder.parent) in sentences(caught.value)[0]


def test_a_name_that_the_disk_may_forget_is_not_called_unwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(errno.EIO, "as the system gives it")

    monkeypatch.setattr("models.files.flush_folder", refuse)
    path = tmp_path / "bao-cao.docx"
    with pytest.raises(Unusable, match="not_durable") as caught:
        write(path)
    assert sentences(caught.value)[0].startswith(f"Đã ghi {path} nhưng ổ đĩa báo lỗi")
    assert path.read_text(encoding="utf-8") == "mới"
