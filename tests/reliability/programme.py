"""The parts of the programme, with their full numbers."""

from collections.abc import Callable
from typing import NamedTuple

from tests.reliability import (
    bombs,
    clocks,
    containers,
    drills,
    guided,
    model,
    monkey,
    orders,
    typed,
    year,
)
from tests.reliability.counts import Counts
from tests.reliability.full_disk import full_disk
from tests.reliability.io_errors import io_errors
from tests.reliability.kill import kill
from tests.reliability.lying_disk import lying_disk
from tests.reliability.operations import OPERATIONS
from tests.reliability.powercut import powercut


class Part(NamedTuple):
    """A part of the programme.

    Attributes:
        run: fills the counts, so many times or for so many seconds.
        full: how many times where nothing else is asked for.
    """

    run: Callable[[Counts, int, float], None]
    full: int


# These go below the C library: they need Linux, and a C compiler.
DISK_PARTS = {
    "kill": Part(kill, 5_000),
    "powercut": Part(powercut, 100_000),
    "lying-disk": Part(lying_disk, 50_000),
    "io-errors": Part(io_errors, len(OPERATIONS)),
    "full-disk": Part(full_disk, len(OPERATIONS)),
}
# This one asks for a package that the others do without; it runs where it is named.
GUIDED = {"guided": Part(guided.run, 1_000_000)}
PARTS = {
    **DISK_PARTS,
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
