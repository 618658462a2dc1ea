"""Which room of `desktop` may know which: paper fills Word files, adding up knows no paper."""

import pytest

from tests.architecture.source import below, imports, sources

# Room, then what it may not import. `desktop.word` fills and reads a Word file whoever asks;
# `desktop.consolidation` adds up, and what is printed of it is the reports' business.
CLOSED = (
    ("desktop/word", ("desktop.reports", "desktop.handoff", "desktop.consolidation")),
    ("desktop/consolidation", ("desktop.word", "desktop.reports", "desktop.spreadsheets")),
    ("desktop/reports/ward", ("desktop.reports.district", "desktop.consolidation")),
    ("desktop/spreadsheets", ("desktop.word", "desktop.reports", "desktop.handoff")),
)


@pytest.mark.parametrize(("room", "forbidden"), CLOSED)
def test_a_room_does_not_know_what_is_built_on_it(room: str, forbidden: tuple[str, ...]) -> None:
    assert sources(room)
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for source in sources(room)
        for found in imports(source)
        if below(found.name, *forbidden)
    ]
    assert not wrong, "\n".join(wrong)


def test_nobody_but_the_programs_knows_the_command_line() -> None:
    callers = ("desktop.__main__", "desktop.main", "desktop.selftest", "desktop.commands")
    wrong = [
        f"{source.path}:{found.line} {found.name}"
        for layer in ("models", "desktop", "ui")
        for source in sources(layer)
        if not below(source.module, *callers)
        for found in imports(source)
        if below(found.name, "desktop.commands")
    ]
    assert not wrong, "\n".join(wrong)
