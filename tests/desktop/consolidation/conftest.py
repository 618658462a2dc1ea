"""The sample district's store, made once and copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.context import Context, open_context
from desktop.sample import make_district


@pytest.fixture(scope="session")
def district_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the sample district; nobody writes to it."""
    return make_district(tmp_path_factory.mktemp("district"))


@pytest.fixture
def district(district_store: Path, tmp_path: Path) -> Iterator[Context]:
    """Return an open copy of the sample district."""
    shutil.copy(district_store, tmp_path / "district.sqlite")
    context = open_context(tmp_path / "district.sqlite")
    yield context
    context.close()
