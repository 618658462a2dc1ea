"""A ward's store for each test, copied from one that is made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.context import Context, open_context
from tests.helpers.office import new_office


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("so")
    new_office(folder).close()
    return folder / "ward.sqlite"


@pytest.fixture
def office(new_store: Path, tmp_path: Path) -> Iterator[Context]:
    shutil.copyfile(new_store, tmp_path / "ward.sqlite")
    context = open_context(tmp_path / "ward.sqlite", "Cán bộ mẫu 01")
    yield context
    context.close()
