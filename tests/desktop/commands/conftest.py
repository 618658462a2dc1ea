"""Consoles on a store of a ward: an empty one, and one with a month that balances."""

from pathlib import Path

import pytest

from desktop.context import open_context
from tests.desktop.commands.console import Console
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import Ward, new_district


@pytest.fixture
def cli(new_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    path = tmp_path / "ward.sqlite"
    path.write_bytes(new_store.read_bytes())
    return Console(path, capsys)


@pytest.fixture
def june(cli: Console) -> Console:
    """June with one field that is complete and balances."""
    office = open_context(cli.store)
    enter(
        office,
        JUNE,
        "Hộ tịch",
        carried_over=3,
        received_online_full=10,
        received_online_partial=0,
        received_in_person=2,
        received_postal=0,
        resolved_early=11,
        resolved_on_time=0,
        resolved_late=0,
        withdrawn=0,
        returned=0,
        stopped=0,
        pending_in_time=4,
        pending_overdue=0,
    )
    office.close()
    return cli


@pytest.fixture
def receiver(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """A receiving office that knows one unit."""
    context = new_district(tmp_path, "LEBINH")
    context.close()
    return Console(context.path, capsys)


@pytest.fixture
def sender(tmp_path: Path) -> Ward:
    """Return the unit that the receiving office knows, with June."""
    ward = Ward(tmp_path, "LEBINH")
    ward.figures = {"2024-06": {"Hộ tịch": 6}}
    return ward
