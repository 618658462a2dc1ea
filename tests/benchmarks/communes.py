"""A whole country of communes: receiving grows in proportion, totals cost just their SQL."""

import json
import resource
import shutil
import time
from pathlib import Path
from statistics import median

from desktop.context import Context, open_context
from desktop.handoff.receiving import receive
from models.queries.totals import statement, year_totals
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.receiving import code_of, new_district, packed, year_of
from tests.benchmarks.stores import raw_connection

FEW, ALL = 332, 3321
FIELDS = 10
UNITS = [code_of(number) for number in range(ALL)]


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios for 332 and 3,321 communes with 12 months of 10 fields each."""
    names = new_district(folder / "few.sqlite", ALL)[:FIELDS]
    new_district(folder / "all.sqlite", ALL)
    few, all_of_them = folder / "few", folder / "all"
    for stick, count in ((few, FEW), (all_of_them, ALL)):
        stick.mkdir()
        for number in range(count):
            (stick / f"{number}.smc").write_bytes(packed(year_of(number, names)))
    tries = [_received(_copy(folder / "few.sqlite", number), few, FEW) for number in range(3)]
    time_few, memory_few = median(taken for taken, _ in tries), tries[0][1]
    time_all, memory_all = _received(folder / "all.sqlite", all_of_them, ALL)
    return [
        Ratio("receive 3,321 communes", "receive 332 communes", time_all, time_few, 11),
        Ratio(
            "most memory, receiving 3,321 communes",
            "receiving 332",
            memory_all,
            memory_few,
            1.3,
            "MB",
        ),
        _totals(folder / "all.sqlite"),
    ]


def _copy(path: Path, number: int) -> Path:
    return Path(shutil.copy(path, path.with_stem(f"few{number}")))


def _received(path: Path, stick: Path, count: int) -> tuple[float, float]:
    context = open_context(path)
    begun = time.perf_counter()
    found = context.do(receive, [stick]).value
    taken = (time.perf_counter() - begun) * 1000
    assert sum(arrival.status == "new" for arrival in found.arrivals) == count
    context.close()
    return taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _totals(path: Path) -> Ratio:
    context = open_context(path)
    ours_first = context.ask(year_totals, 2024, 12, UNITS)
    assert None not in ours_first.values()
    turns = _Turns(path, context)
    ours, floor = medians(
        5, timed(turns.ours, turns.give_to_us), timed(turns.by_hand, turns.give_to_driver)
    )
    turns.close()
    return Ratio(
        "totals of a year over 3,321 communes", "the same SQL by the driver alone", ours, floor, 1.5
    )


class _Turns:
    """Lets ours and the driver alone open the store in turn: only one of them may hold it."""

    def __init__(self, path: Path, context: Context) -> None:
        self._path = path
        self._context: Context | None = context
        self._raw = None if context else raw_connection(path)

    def close(self) -> None:
        if self._context is not None:
            self._context.close()
        if self._raw is not None:
            self._raw.close()
        self._context = self._raw = None

    def give_to_us(self) -> None:
        self.close()
        self._context = open_context(self._path)

    def give_to_driver(self) -> None:
        self.close()
        self._raw = raw_connection(self._path)
        self._raw.execute("SELECT count(*) FROM dossiers").fetchone()

    def ours(self) -> None:
        assert self._context is not None
        self._context.ask(year_totals, 2024, 12, UNITS)

    def by_hand(self) -> None:
        assert self._raw is not None
        self._raw.execute(statement(), (2024, 12, json.dumps(UNITS))).fetchone()
