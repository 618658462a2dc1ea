"""A small part of the programme, on every run of the tests: `python -m tests.reliability` does all.

Each says what it counted; a fault names what it takes to see it again.
"""

import sys

import pytest

from tests.reliability import ledger, model, readers
from tests.reliability.counts import Counts
from tests.reliability.programme import PARTS

# Numbers that fit into the ordinary tests: all bombs, all known days, and the copies that were once
# restored wrongly. Containers alone are tried by the twenty thousand in tests/desktop/handoff.
SMALL = {
    "model": 8,
    "containers": 2_000,
    "bombs": 9,
    "orders": 1,
    "drills": 130,
    "clocks": 8,
    "typed": 6_000,
    "year": 600,
}


@pytest.mark.parametrize("name", SMALL)
def test_nothing_is_lost_and_nobody_is_fooled(name: str) -> None:
    counts = Counts()
    PARTS[name].run(counts, SMALL[name], float("inf"))
    sys.stdout.write(f"{name}: {counts}\n")
    assert counts.faults == []
    assert sum(counts.numbers.values()) >= SMALL[name]


@pytest.mark.parametrize("name", readers.READERS)
def test_what_a_fuzzer_found_ends_with_a_plain_word(name: str) -> None:
    found = [readers.sound()[name], *readers.kept(name)]
    for raw in found:
        readers.READERS[name](raw)
    # They reach more of the reader than the sound file does.
    assert len(readers.least(name, found)) > 1


def test_anybody_at_the_keyboard_loses_nothing(qapp: object) -> None:
    counts = Counts()
    PARTS["monkey"].run(counts, 300, 60.0)
    sys.stdout.write(f"monkey: {counts}\n")
    assert counts.faults == []
    for role in ("ward", "district"):
        assert counts.numbers[f"figures typed and kept, {role}"] > 3
        assert counts.numbers[f"names typed and kept, {role}"] > 3


def test_the_dictionary_would_notice_a_figure_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = ledger.in_store
    monkeypatch.setattr(model, "in_store", lambda office: {**told(office), (0, 0, 0): 1})
    counts = Counts()
    model.run(counts, 1)
    assert counts.faults


def test_a_fault_ends_the_command_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.reliability.__main__ import main

    def broken(counts: Counts, _count: int, _seconds: float) -> None:
        counts.fault("lost edit", "seed 7")

    monkeypatch.setitem(PARTS, "typed", PARTS["typed"]._replace(run=broken))
    assert main(["typed", "--count", "1"]) == 1
