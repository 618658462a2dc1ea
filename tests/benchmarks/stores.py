"""The stores that the benchmarks work on."""

import shutil
import sqlite3
from pathlib import Path

from desktop.context import Context, create_store, open_context
from desktop.registers import area_names, save_many
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.registers import Value
from models.store import _PRAGMAS

# What an office types: the measures that have no parts.
LEAVES = tuple(name for name, measure in MEASURES.items() if not measure.parts)
UNIT = "PX"


class FreshStore:
    """A copy of an empty store, anew for each run."""

    def __init__(self, template: Path, path: Path) -> None:
        self._template, self._path = template, path
        shutil.copy(template, path)
        self.context: Context = open_context(path)

    def renew(self) -> None:
        """Throw away what the last run wrote."""
        self.context.close()
        shutil.copy(self._template, self._path)
        self.context = open_context(self._path)


def new_store(path: Path) -> Context:
    """Make a ward's store with the seeded fields of work."""
    return create_store(
        path, "ward", UNIT, "Phường Mẫu", "Ủy ban nhân dân cấp trên", "Mẫu", "Người đo"
    )


def fields_of_work(context: Context, count: int) -> list[str]:
    """Return the ids of so many fields of work, adding to the seeded list where it is shorter."""
    ids = [key for key in context.ask(area_names) if key != WHOLE_UNIT_ID]
    missing: list[tuple[None, dict[str, Value]]] = [
        (None, {"name": f"Lĩnh vực thêm {number:02d}", "in_use": True})
        for number in range(len(ids), count)
    ]
    return (ids + context.do(save_many, "fields", "", missing).value)[:count]


def fill_months(context: Context, fields: list[str], months: list[Month]) -> None:
    """Enter every leaf measure of the fields in the months, balanced and carried over."""
    items: list[tuple[None, dict[str, Value]]] = []
    for place, month in enumerate(months):
        for row, field in enumerate(fields):
            values: dict[str, Value] = dict.fromkeys(LEAVES, 1 + row % 7)
            stock = 3 + row % 5
            values |= {
                "carried_over": stock,
                "pending_in_time": stock,
                "pending_overdue": 0,
                "resolved_late": 0,
            }
            values |= {"received_online_full": 40 + row + place, "received_in_person": 20 + row}
            intake = sum(int(str(values[name])) for name in LEAVES if name.startswith("received_"))
            ended = ("withdrawn", "returned", "stopped", "resolved_on_time")
            closed = sum(int(str(values[name])) for name in ended)
            values |= {"resolved_early": intake - closed}
            key: dict[str, Value] = {"year": month.year, "month": month.month, "field": field}
            items.append((None, {**key, **values}))
    context.do(save_many, "dossiers", UNIT, items)


def raw_connection(path: Path) -> sqlite3.Connection:
    """Open a store file with the driver alone, under the settings of the program."""
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        raw.execute(pragma).fetchall()
    return raw
