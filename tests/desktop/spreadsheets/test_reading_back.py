"""A workbook with all its data, read back, gives the same records in every register."""

from datetime import date
from pathlib import Path

from desktop.context import Context, open_context
from desktop.registers import records
from desktop.sample import make_commune
from desktop.spreadsheets.loading import load
from models.catalogue import PROFILE, REGISTERS
from models.registers import Value
from tests.desktop.spreadsheets.books import filled

DAY = date(2026, 11, 24)


def everything(context: Context) -> dict[str, list[dict[str, Value]]]:
    """Return the values of all records by register, in an order of their own."""
    found = {}
    for register in REGISTERS.values():
        unit = "" if register.name in ("fields", "units") else context.unit
        rows = [dict(row.values) for row in context.ask(records, register.name, unit)]
        found[register.name] = sorted(rows, key=repr)
    return found


def read_back(context: Context, path: Path) -> int:
    """Load a store's own workbook into it: every row of every sheet is there already.

    Return how many registers have records.
    """
    before = everything(context)
    report = context.do(load, filled(context, path)).value
    assert report.problems == ()
    assert report.ignored == ()
    for register in REGISTERS.values():
        rows = before[register.name]
        if not rows or register.sheet not in report.sheets:
            continue
        count = report.sheets[register.sheet]
        wanted = (0, 0, 0, 1 if register is PROFILE else len(rows))
        assert (count.new, count.changed, count.refused, count.same) == wanted, register.name
    assert everything(context) == before
    return sum(bool(rows) for rows in before.values())


def test_the_sample_wards_workbook_reads_back_as_it_is(ward: Context, tmp_path: Path) -> None:
    assert read_back(ward, tmp_path / "so.xlsx") >= 12


def test_the_sample_communes_workbook_reads_back_as_it_is(tmp_path: Path) -> None:
    context = open_context(make_commune(tmp_path, DAY))
    assert read_back(context, tmp_path / "so.xlsx") >= 12
    context.close()
