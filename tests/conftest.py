"""Shared fixtures: no screen is needed, and no warning passes unseen."""

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Keys of tests have no place in the key ring of who runs them.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

# The same cases on every machine, and none fails for being slow.
settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=50)
settings.load_profile("house")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Give the application that pytest-qt makes the style that ours has."""
    from ui.app import STYLE

    return ["tests", *STYLE]


@pytest.fixture(autouse=True)
def no_unexpected_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a log record of WARNING or worse; one that expects it calls
    caplog.clear().
    """
    yield
    unexpected = [
        record.getMessage()
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
    ]
    assert not unexpected, f"unexpected log records: {unexpected}"
