"""One saved cell against a raw transaction that writes the same rows."""

import itertools
import shutil
import sqlite3
import uuid
from pathlib import Path

from desktop.context import open_context
from desktop.months import set_figures
from models.periods import Month
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.stores import UNIT, fields_of_work, fill_months, new_store, raw_connection

MONTH = Month(2024, 6)
CELL = "received_online_full"


def measure(folder: Path) -> list[Ratio]:
    """Return the ratio of one saved cell."""
    context = new_store(folder / "cell.sqlite")
    fields = fields_of_work(context, 30)
    fill_months(context, fields, [MONTH])
    context.close()
    shutil.copy(folder / "cell.sqlite", folder / "raw.sqlite")
    context = open_context(folder / "cell.sqlite")
    raw = raw_connection(folder / "raw.sqlite")
    query = "SELECT id FROM dossiers WHERE unit=? AND year=? AND month=? AND field=?"
    (record,) = raw.execute(query, (UNIT, MONTH.year, MONTH.month, fields[0])).fetchone()
    numbers = itertools.count(1000)

    def ours() -> None:
        context.do(set_figures, UNIT, MONTH, {(fields[0], CELL): next(numbers)})

    try:
        one, floor = medians(200, timed(ours), timed(lambda: _raw_save(raw, record, next(numbers))))
    finally:
        raw.close()
        context.close()
    beside = "the same rows in one raw sqlite3 transaction, same settings"
    return [Ratio("one saved cell", beside, one, floor, 5)]


def _raw_save(raw: sqlite3.Connection, record: str, number: int) -> None:
    entry = uuid.uuid4().hex
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(f"UPDATE dossiers SET {CELL}=? WHERE id=?", (number, record))
    raw.execute(
        "INSERT INTO entry (id, at, who, verb) VALUES (?, ?, ?, ?)",
        (entry, "2024-06-30T08:00:00+07:00", "Người đo", "set_figures"),
    )
    before, after = f'{{"{CELL}": {number - 2}}}', f'{{"{CELL}": {number}}}'
    raw.execute(
        "INSERT INTO change (entry, register, record, unit, action, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (entry, "dossiers", record, UNIT, "edit", before, after),
    )
    raw.execute("COMMIT")
