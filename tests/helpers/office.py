"""A small ward office in a temporary folder, for tests."""

from pathlib import Path

from desktop.context import Context, create_store
from desktop.months import set_figures
from desktop.registers import find_field
from models.periods import Month

JUNE = Month(2024, 6)

# A month of one field that adds up: nothing is left at its end, or two dossiers are.
SETTLED = {
    "carried_over": 0,
    "received_online": 6,
    "received_offline": 2,
    "resolved_in_time": 8,
    "resolved_late": 0,
    "withdrawn": 0,
    "returned": 0,
    "stopped": 0,
    "pending_in_time": 0,
    "pending_overdue": 0,
}
BALANCED = {**SETTLED, "carried_over": 1, "received_offline": 3, "pending_in_time": 2}


def new_office(folder: Path, name: str = "ward.sqlite") -> Context:
    """Make the store of a sample ward."""
    return create_store(
        folder / name,
        "ward",
        "LEBINH",
        "Phường Lê Bình",
        "UBND quận Cái Răng",
        "Lê Bình",
        who="Cán bộ mẫu 01",
    )


def area_id(office: Context, name: str) -> str:
    """Return the id of a field of work by name."""
    found = office.ask(find_field, name)
    assert found is not None, name
    return found


def enter(office: Context, month: Month, name: str, **figures: int | None) -> str:
    """Enter figures of a field's month and return the entry of the history."""
    key = area_id(office, name)
    cells = {(key, measure): value for measure, value in figures.items()}
    return office.do(set_figures, office.unit, month, cells).entry or ""
