"""A figure of a received unit that is no longer its file's is noticed, and put right from it."""

import sqlite3
from pathlib import Path

import pytest

from desktop.backup import verify_store
from desktop.backup_habit import copies_of, keep_copy
from desktop.context import now, open_context
from desktop.handoff.received_figures import (
    mend_received,
    received_differences,
    received_problems,
)
from desktop.handoff.receiving import undo_batch
from desktop.messages import sentence
from desktop.registers import area_names, find_field, save
from models.errors import Refused, Unusable
from models.queries.inbox import batches
from tests.helpers.offices import NEW, Ward, new_district, take


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A closed store that received two units, one of them in files that cover each other."""
    district = new_district(tmp_path, "LEBINH")
    ward, other = Ward(tmp_path, "LEBINH"), Ward(tmp_path, "BALANG")
    ward.figures = {"2024-05": {"Hộ tịch": 5, "Chứng thực": 8}}
    ward.blocks = {"2024-Q1": 30}
    take(district, ward.send("2024-05"))
    ward.figures |= {"2024-05": {"Hộ tịch": 6}, "2024-06": {"Hộ tịch": 7}}
    other.figures = {"2024-06": {"Lĩnh vực riêng": 70}}
    take(district, ward.send("2024-06"), other.send("2024-06"), decisions=NEW)
    district.close()
    return district.path


def change(store: Path, sql: str) -> None:
    raw = sqlite3.connect(store)
    raw.executescript(sql)
    raw.close()


def found(store: Path) -> list[str]:
    return [sentence(problem) for problem in verify_store(store, received_problems)]


def test_what_was_received_is_what_the_files_say(store: Path) -> None:
    assert found(store) == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (
            "UPDATE dossiers SET to_handle = 71 WHERE unit = 'BALANG'",
            "Tháng 6/2024: đơn vị BALANG: một ô “Tổng số hồ sơ phải giải quyết” trong sổ là 71,",
        ),
        (
            "UPDATE dossiers SET pending = 0 WHERE unit = 'LEBINH' AND month = 5",
            "Tháng 5/2024: đơn vị LEBINH: một ô “Đang giải quyết” trong sổ là 0, tệp đã nhận",
        ),
        ("UPDATE dossiers SET month = 4 WHERE month = 5", "Tháng 4/2024: đơn vị LEBINH: 1 dòng"),
        ("UPDATE dossiers SET nil = 1 WHERE month = 5", "Tháng 5/2024: đơn vị LEBINH: 1 dòng"),
        ("DELETE FROM dossiers WHERE unit = 'BALANG'", "Tháng 6/2024: đơn vị BALANG: 1 dòng"),
        ("UPDATE dossiers SET field = 'x' WHERE month = 5", "Đơn vị LEBINH: 1 dòng số liệu ghi"),
        (
            "UPDATE blocks SET to_handle = 31",
            "Đơn vị LEBINH, số liệu quý I năm 2024: trong sổ khác tệp đã nhận.",
        ),
    ],
)
def test_what_was_changed_outside_is_named_and_mended_from_the_kept_file(
    store: Path, sql: str, words: str
) -> None:
    change(store, sql)
    assert found(store)[0].startswith(words)
    district = open_context(store)
    district.do(mend_received)
    assert district.ask(received_differences) == []
    district.close()
    assert found(store) == []


def test_a_kept_file_that_is_damaged_is_named_and_nothing_is_mended_from_it(store: Path) -> None:
    cut = "UPDATE inbox SET content = substr(content, 1, length(content) - 9)"
    change(store, f"{cut} WHERE unit = 'BALANG'")
    change(store, "UPDATE dossiers SET to_handle = 71")
    [named, *others] = found(store)
    assert named.startswith("Đơn vị BALANG: tệp đã nhận của kỳ tháng 6 năm 2024, lần 1")
    assert len(others) == 2
    district = open_context(store)
    district.do(mend_received)
    district.close()
    assert found(store) == [named]


def test_a_field_that_this_office_renamed_since_is_no_damage(store: Path) -> None:
    district = open_context(store)
    key = district.ask(find_field, "Hộ tịch")
    assert key is not None
    district.do(save, "fields", "", {"name": "Hộ tịch, quốc tịch"}, key)
    assert "Hộ tịch, quốc tịch" in district.ask(area_names).values()
    district.close()
    assert found(store) == []


def test_no_copy_is_made_where_a_figure_is_not_its_files(store: Path) -> None:
    change(store, "UPDATE dossiers SET to_handle = 71 WHERE unit = 'BALANG'")
    district = open_context(store)
    with pytest.raises(Refused, match="received_differs"):
        keep_copy(district, now())
    assert copies_of(store) == []
    # Taking the batch back puts it right, so it is not kept from that.
    assert keep_copy(district, now(), received=False) is not None
    district.do(undo_batch, district.ask(batches)[0].id)
    assert district.ask(received_differences) == []
    assert keep_copy(district, now()) is not None
    district.close()


@pytest.mark.parametrize("text", ["CAST(X'ff' AS TEXT)", "'24'"])
def test_a_file_whose_time_cannot_be_read_is_damage_said_plainly(store: Path, text: str) -> None:
    change(store, f"UPDATE inbox SET received_at = {text}")
    assert [problem.code for problem in verify_store(store, received_problems)] == ["store_damaged"]
    district = open_context(store)
    with pytest.raises(Unusable, match="store_damaged"):
        keep_copy(district, now())
    district.close()
