"""The addresses of SQLite reach sticks, mapped drives and shared folders."""

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop import backup
from desktop.backup_habit import has_changed
from desktop.context import now, open_context
from models.sqlite_address import sqlite_address
from tests.helpers.office import new_office


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/so/Sổ 1%.sqlite"), "file:///so/S%E1%BB%95%201%25.sqlite"),
        (PureWindowsPath("C:\\Sổ #1?\\so.sqlite"), "file:///C:/S%E1%BB%95%20%231%3F/so.sqlite"),
        (PureWindowsPath("\\\\may-chu\\chung\\so.sqlite"), "file:////may-chu/chung/so.sqlite"),
        (PureWindowsPath("\\\\?\\C:\\so.sqlite"), "file:///%5C%5C%3F%5CC%3A%5Cso.sqlite"),
    ],
)
def test_every_kind_of_path_has_an_address(path: PurePath, address: str) -> None:
    assert sqlite_address(path, "mode=ro") == f"{address}?mode=ro"


def test_copies_go_to_a_shared_folder_and_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = new_office(tmp_path)
    unit = office.unit

    def as_share(path: Path, strict: bool = False) -> PureWindowsPath:
        """Return what Windows answers for a mapped drive: the path through the computer's name."""
        return PureWindowsPath(f"/{path.absolute()}")

    monkeypatch.setattr(Path, "resolve", as_share)
    assert as_share(tmp_path).drive.startswith("\\\\")
    made = backup.backup(office.store, tmp_path / "chung", now())
    kept = backup.backup(office.store, None, now())
    assert not has_changed(office.store)
    office.close()
    assert backup.verify_store(kept.path) == []
    done = backup.restore(tmp_path / "ward.sqlite", made.path, now())
    assert done.source.unit == unit
    restored = open_context(tmp_path / "ward.sqlite")
    assert restored.unit == unit
    restored.close()
