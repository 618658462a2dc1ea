"""A store that may not be opened as it lies is refused on the command line, with its reason."""

from pathlib import Path

import pytest

from desktop import backup, store_place
from desktop.context import now, open_context
from models.store import side_files
from tests.desktop.commands.console import Console
from tests.helpers.cuts import cut
from tests.helpers.office import JUNE, enter


@pytest.mark.parametrize("kind", ["removable", "network", "synced"])
def test_a_store_elsewhere_is_refused_and_stays_as_it_is(
    cli: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    before = cli.store.read_bytes()
    monkeypatch.setattr(store_place, "_kind_of_disk", lambda path: kind)
    code = f"store_{kind}"
    assert cli.refusal("figures", "--period", "2024-06", status=2) == code
    assert cli.refusal("restore", str(tmp_path / "a.sqlite"), status=2) == code
    answer = cli.json("verify")
    assert answer["ok"]
    assert cli.store.read_bytes() == before
    cli.store = tmp_path / "moi.sqlite"
    who = ("--role", "ward", "--code", "A", "--name", "B", "--superior", "C", "--place", "D")
    assert cli.refusal("init", *who, status=2) == code
    assert not cli.store.exists()


def test_the_log_of_another_file_is_kept_aside_and_told(cli: Console, tmp_path: Path) -> None:
    office = open_context(cli.store)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    enter(office, JUNE, "Hộ tịch", received_online=7)
    left.write_bytes(backup.backup(office.store, None, now()).path.read_bytes())
    office.close()
    cli.store = left
    assert cli.refusal("verify", status=2) == "store_side_file"
    answer = cli.json("figures", "--period", "2024-06")
    assert [note["code"] for note in answer["store_notes"]] == ["side_file_kept"]
    assert list(left.parent.glob("ward-de-rieng-*.sqlite-wal"))
    assert cli.json("verify")["ok"]


def test_a_log_that_may_be_another_files_is_asked_about_in_the_window(
    cli: Console, tmp_path: Path
) -> None:
    office = open_context(cli.store)
    enter(office, JUNE, "Hộ tịch", received_online=5)
    left = cut(office, tmp_path / "cut")
    enter(office, JUNE, "Hộ tịch", received_online=7)
    backup.backup(office.store, None, now())
    office.close()
    left.write_bytes(cli.store.read_bytes())
    cli.store = left
    log = side_files(left)[0].read_bytes()
    assert cli.refusal("figures", "--period", "2024-06", status=2) == "store_side_file"
    assert side_files(left)[0].read_bytes() == log
    copy = next((cli.store.parent.parent / "sao-luu").glob("*.sqlite"))
    assert cli.refusal("restore", str(copy), "--dry-run", status=2) == "store_side_file"
    cli("restore", str(copy))
    kept = next(left.parent.glob("ward-de-rieng-*.sqlite-wal"))
    assert kept.read_bytes() == log
    assert cli.json("verify")["ok"]


def test_the_diagnosis_of_a_store_that_does_not_open_is_its_fault(
    cli: Console, tmp_path: Path
) -> None:
    out = tmp_path / "goi.zip"
    assert cli.json("diagnose", "--out", str(out))["store"]["rows"]["entry"] >= 1
    cli.store.write_text("không phải sổ", encoding="utf-8")
    assert cli.json("diagnose", "--out", str(out))["store"] == {"error": "not_a_store"}
    assert out.stat().st_size
