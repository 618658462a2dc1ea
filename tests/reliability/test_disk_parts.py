"""A small part of what goes below the C library, in every run of the tests."""

import re
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="goes below the C library")


def counted(*words: str) -> dict[str, int]:
    """Run a part of the programme, which must find no fault, and return its counts by name."""
    command = [sys.executable, "-m", "tests.reliability", *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    numbers = re.findall(r"([a-z][\w -]*) ([\d,]+)(?=,|\n)", done.stdout)
    return {name: int(number.replace(",", "")) for name, number in numbers}


def test_nothing_that_was_acknowledged_is_lost_when_the_program_is_killed() -> None:
    counts = counted("kill", "--count", "40")
    assert counts["cycles"] == 40
    assert counts["killed"] > 20
    assert counts["lost"] == counts["half-applied"] == counts["leftovers"] == 0


def test_a_power_cut_leaves_what_was_acknowledged() -> None:
    counts = counted("powercut", "--count", "2000")
    assert counts["images"] >= 1_990
    assert counts["lost"] == counts["torn"] == 0
    # The same eyes see the loss where the store syncs less.
    assert counts["control lost"] > counts["control images"] // 2


def test_a_disk_that_fails_is_told_of_at_every_call() -> None:
    counts = counted("io-errors", "--count", "2")
    assert counts["refused"] > 50
    assert counts["corrupt"] == counts["silent success"] == counts["not plain"] == 0
    assert counts["failed after commit"] == 0


def test_a_full_disk_takes_nothing_away() -> None:
    counts = counted("full-disk")
    assert counts["refused"] == counts["operations"] == 12
