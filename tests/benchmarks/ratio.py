"""One benchmark: ours against a floor, run in turns, medians compared."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Measured = Callable[[], float]


@dataclass(frozen=True)
class Ratio:
    """One line of the table.

    Attributes:
        name: what was measured.
        floor_name: what it was measured against.
        ours, floor: medians in `unit`.
        limit: the most that ours may be of the floor.
        unit: "ms" or "MB".
    """

    name: str
    floor_name: str
    ours: float
    floor: float
    limit: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Return how many times the floor ours is."""
        return self.ours / self.floor

    @property
    def reached(self) -> bool:
        """Return whether ours is within the limit."""
        return self.ratio <= self.limit


def timed(action: Callable[[], object], before: Callable[[], object] | None = None) -> Measured:
    """Return a measurement of an action in milliseconds; `before` is not counted."""

    def measure() -> float:
        if before:
            before()
        gc.collect()
        start = time.perf_counter()
        action()
        return (time.perf_counter() - start) * 1000

    return measure


def medians(rounds: int, *measurements: Measured) -> list[float]:
    """Return the median of each measurement, run in turns: a slow minute hits all of them."""
    for measure in measurements:
        measure()
    found: list[list[float]] = [[] for _ in measurements]
    for number in range(rounds):
        order = range(len(measurements)) if number % 2 else reversed(range(len(measurements)))
        for index in order:
            found[index].append(measurements[index]())
    return [median(values) for values in found]


def table(ratios: list[Ratio]) -> str:
    """Return the lines as a table to print."""
    head = f"{'':44} {'ours':>10} {'floor':>10} {'ratio':>7} {'limit':>6}"
    lines = [head]
    for item in ratios:
        sizes = f"{item.ours:>7.1f} {item.unit} {item.floor:>7.1f} {item.unit}"
        verdict = "" if item.reached else "  NOT REACHED"
        lines.append(f"{item.name:44} {sizes} {item.ratio:>7.2f} {item.limit:>6.2f}{verdict}")
        lines.append(f"    floor: {item.floor_name}")
    return "\n".join(lines)
