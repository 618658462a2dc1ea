"""What the journeys through the window share."""

import pytest

from ui import month_findings


@pytest.fixture(autouse=True)
def quick_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the rules answer at once on a busy machine as well."""
    monkeypatch.setattr(month_findings, "UNFELT_MS", 60_000)
