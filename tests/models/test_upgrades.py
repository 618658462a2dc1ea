"""A store of every released schema is brought to the present one and loses no row."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from models.store import HEAD, open_store
from models.tables import all_tables

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("ward-*.sqlite"))


def rows(file: Path) -> dict[str, int]:
    raw = sqlite3.connect(file)
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    raw.close()
    return found


def test_there_is_a_sample_of_every_earlier_schema() -> None:
    assert [file.stem for file in SAMPLES] == [f"ward-{n:04d}" for n in range(1, int(HEAD))]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda file: file.stem)
def test_no_row_is_lost_and_every_table_and_column_is_there(sample: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(sample, tmp_path / "store.sqlite"))
    before = rows(file)
    open_store(file).close()
    after = rows(file)
    assert {name: after[name] for name in before} == before
    raw = sqlite3.connect(file)
    for table in all_tables().sorted_tables:
        there = {row[1] for row in raw.execute(f"PRAGMA table_info('{table.name}')")}
        assert there == set(table.columns.keys()), table.name
    raw.close()
