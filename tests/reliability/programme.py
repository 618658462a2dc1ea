"""The parts about what is entered, sent, received and restored, with their full numbers."""

from collections.abc import Callable
from typing import NamedTuple

from tests.reliability import (
    bombs,
    clocks,
    containers,
    drills,
    model,
    monkey,
    orders,
    typed,
    year,
)
from tests.reliability.counts import Counts


class Part(NamedTuple):
    """A part of the programme: what it does with a number and seconds, and its full number."""

    run: Callable[[int, float], Counts]
    full: int


PARTS = {
    "model": Part(model.run, 2_000),
    "containers": Part(containers.run, 1_000_000),
    "bombs": Part(bombs.run, 20),
    "orders": Part(orders.run, 100),
    "drills": Part(drills.run, 1_000),
    "clocks": Part(clocks.run, 100),
    "monkey": Part(monkey.run, 60_000),
    # Each number is typed and put into a cell of a workbook, as a date, a decimal, a whole number.
    "typed": Part(typed.run, 20_000),
    "year": Part(year.run, 30_000),
}
