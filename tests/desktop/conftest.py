"""Stores for the tests, copied from ones that are made once: an empty ward's, the samples'."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.context import Context, open_context
from desktop.reports.export import export
from desktop.sample import make_district, make_ward
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


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of the sample ward; nobody writes to it."""
    return make_ward(tmp_path_factory.mktemp("sample"), date(2024, 6, 25))


@pytest.fixture(scope="session")
def june_report(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample ward's report of June; nobody writes to it."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copy(sample_store, folder / "ward.sqlite")
    context = open_context(folder / "ward.sqlite")
    try:
        return export(context, "2024-06", "cchc", folder / "june.docx").path
    finally:
        context.close()


@pytest.fixture
def open_ward(sample_store: Path, tmp_path: Path) -> Iterator[Callable[[], Context]]:
    """Give a way to open a copy of the sample ward; it is closed at the end."""
    opened: list[Context] = []

    def open_copy() -> Context:
        path = tmp_path / f"ward-{len(opened)}.sqlite"
        shutil.copy(sample_store, path)
        opened.append(open_context(path))
        return opened[-1]

    yield open_copy
    for context in opened:
        context.close()


@pytest.fixture
def ward(open_ward: Callable[[], Context]) -> Context:
    """Return an open copy of the sample ward."""
    return open_ward()


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
