"""A ward whose June can be sent, and a folder that stands for the stick."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.context import Context
from tests.helpers.office import JUNE, enter, new_office


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    enter(
        context,
        JUNE,
        "Hộ tịch",
        carried_over=1,
        received_online=7,
        received_offline=2,
        resolved_on_time=9,
    )
    enter(
        context,
        JUNE,
        "Đất đai",
        carried_over=0,
        received_online=3,
        received_offline=0,
        resolved_on_time=1,
    )
    yield context
    context.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
