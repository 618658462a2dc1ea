"""What Windows, sticks and shared folders answer is told as what it is."""

import errno
import os
import time
from pathlib import Path

import pytest

from desktop.messages import sentences
from models import file_faults, files
from models.errors import Unusable
from models.file_faults import write_failure
from models.file_names import draft_beside, is_safe, safe_name
from models.files import make_folder, require_file, write_whole


def windows_error(number: int, code: int = errno.EACCES) -> OSError:
    """Return an error as Windows gives it: its own number beside that of C."""
    error = PermissionError(code, "as the system gives it")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


def new_text(draft: Path) -> None:
    draft.write_text("mới", encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        (32, errno.EACCES, "file_busy"),
        (33, errno.EACCES, "file_busy"),
        (19, errno.EACCES, "readonly"),
        (21, errno.EACCES, "folder_missing"),
        (39, errno.EINVAL, "disk_full"),
        (112, errno.ENOSPC, "disk_full"),
        (53, errno.ENOENT, "folder_missing"),
        (206, errno.ENOENT, "name_too_long"),
        (3, errno.ENOENT, "folder_missing"),
        (123, errno.EINVAL, "name_unfit"),
    ],
)
def test_an_error_of_windows_is_told_as_what_it_is(
    tmp_path: Path, number: int, code: int, told: str
) -> None:
    fault = write_failure(tmp_path / "bao-cao.docx", windows_error(number, code))
    assert fault.problems[0].code == told
    assert str(tmp_path) in sentences(fault)[0]


def test_access_denied_is_another_program_only_where_files_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_text("cũ", encoding="utf-8")
    assert write_failure(path, windows_error(5)).problems[0].code == "file_busy"
    assert [each.name for each in tmp_path.iterdir()] == ["bao-cao.docx"]
    # A file that is marked as only to be read.
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        assert write_failure(path, windows_error(5)).problems[0].code == "readonly"

    def refuse(*_: object) -> int:
        raise windows_error(5)

    # C:\ for an officer who is no administrator.
    monkeypatch.setattr(os, "open", refuse)
    assert write_failure(path, windows_error(5)).problems[0].code == "readonly"


def test_a_scanner_that_lets_go_is_waited_for_and_a_missing_right_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    replace = Path.replace

    def held(draft: Path, path: Path) -> Path:
        if len(waited) < 2:
            raise windows_error(5)
        return replace(draft, path)

    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(Path, "replace", held)
    path = tmp_path / "bao-cao.docx"
    write_whole(path, new_text)
    assert len(waited) == 2
    assert path.read_text(encoding="utf-8") == "mới"
    waited.clear()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Unusable, match="readonly"):
        write_whole(path, new_text)
    assert waited == []


def test_a_path_that_windows_does_not_find_is_called_too_long_not_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = len(str(tmp_path)) + 40
    monkeypatch.setattr(file_faults, "_LONGEST_PATH", longest)
    short, long = tmp_path / "a", tmp_path / ("b" * 45)
    for folder, code in ((short, "folder_missing"), (long, "name_too_long")):
        with pytest.raises(Unusable, match=code):
            write_whole(folder / "bao-cao.docx", new_text)
    with pytest.raises(Unusable, match="name_too_long") as caught:
        require_file(long / "bao-cao.docx")
    assert "đường dẫn" in sentences(caught.value)[0]
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    with pytest.raises(Unusable, match="name_too_long"):
        make_folder(tmp_path / "tep" / ("b" * 45))


@pytest.mark.parametrize(
    "name", ["Bao-cao-CCHC_LEBINH_2024-06.docx", "LEBINH_2024-06_r1.smc", "Du-lieu-ca-nhan.xlsx"]
)
def test_a_name_that_fits_also_fits_while_it_is_a_draft(tmp_path: Path, name: str) -> None:
    assert len(draft_beside(tmp_path / name).name) <= len(name)


def test_a_draft_is_hidden_once_it_is_written_and_seen_once_it_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def hide(draft: Path, *, hidden: bool) -> None:
        assert draft.parent == tmp_path
        told.append("hidden" if hidden else "shown")

    def write(draft: Path) -> None:
        told.append("written")
        new_text(draft)

    monkeypatch.setattr(files, "_hide", hide)
    monkeypatch.setattr(files, "put_in_place", lambda draft, path: told.append("put in place"))
    write_whole(tmp_path / "a.docx", write, lambda draft: told.append("verified"))
    assert told == ["written", "hidden", "verified", "shown", "put in place"]


def test_clearing_up_never_hides_why_a_file_was_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(draft: Path) -> None:
        raise windows_error(112, errno.ENOSPC)

    def held(*_: object, **__: object) -> None:
        raise windows_error(32)

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(Unusable, match="disk_full"):
        write_whole(tmp_path / "so.txt", full)


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Báo cáo tháng 6", "Báo cáo tháng 6.docx"),
        ('P/LB: "6" <2>|?*\\', "P-LB- -6- -2-.docx"),
        ("con", "_con.docx"),
        ("Aux.2024", "_Aux.2024.docx"),
        ("COM5", "_COM5.docx"),
        ("CONG-AN", "CONG-AN.docx"),
        ("bao-cao. .", "bao-cao.docx"),
        (" ", "tep.docx"),
        ("x" * 300, "x" * 120 + ".docx"),
    ],
)  # fmt: skip
def test_every_system_and_stick_takes_the_names_that_are_made(stem: str, name: str) -> None:
    assert safe_name(stem, ".docx") == name
    assert is_safe(name)


@pytest.mark.parametrize("name", ["a:b.docx", "CON.docx", "nul", "a.docx.", "b?.docx", "lpt1 .x"])
def test_a_name_that_windows_does_not_take_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    monkeypatch.setattr(files, "_is_windows", lambda: True)
    with pytest.raises(Unusable, match="name_unfit") as caught:
        write_whole(path, new_text)
    assert name in sentences(caught.value)[0]
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_refuses_a_sign_is_understood(tmp_path: Path) -> None:
    # What Linux answers for a stick as Windows formats it.
    refused = OSError(errno.EINVAL, "as the system gives it")
    assert write_failure(tmp_path / "a:b.docx", refused).problems[0].code == "name_unfit"
    assert write_failure(tmp_path / "ab.docx", refused).problems[0].code == "write_failed"
