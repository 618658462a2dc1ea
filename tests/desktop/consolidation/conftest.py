"""A receiving office with two units that have sent nothing yet."""

from pathlib import Path

import pytest

from desktop.context import Context
from tests.helpers.sums import new_district


@pytest.fixture
def two(tmp_path: Path) -> Context:
    return new_district(tmp_path, A={}, B={})
