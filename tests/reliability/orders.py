"""Files of many units in every order of arrival: the figures are those written last, whatever came.

Files come twice, again, damaged or not at all at first; batches are taken back and taken in again.
"""

import random
import shutil
import tempfile
import time
from dataclasses import dataclass
from math import inf
from pathlib import Path

from desktop.context import Context, open_context
from desktop.figures import figures
from desktop.handoff.keys import new_key
from desktop.handoff.receiving import undo_batch
from models.queries.records import area_names
from tests.helpers.offices import NEW, Ward, new_district, take
from tests.reliability.counts import Counts

UNITS = tuple(f"PHUONG{number:02d}" for number in range(1, 14))
MONTHS = tuple(f"2024-{month:02d}" for month in range(1, 13))
AREAS = ("Hộ tịch", "Chứng thực", "Lĩnh vực riêng")
_ACCEPTED = ("new", "newer")


@dataclass
class Stick:
    """What the units wrote.

    Attributes:
        files: every file in the order written.
        bad: damaged copies of some, and files of strangers.
        figures: what each unit's months say in the end, by unit, month and field of work.
    """

    files: list[Path]
    bad: list[Path]
    figures: dict[tuple[str, str, str], int]


def run(counts: Counts, count: int, seconds: float = inf, units: int = len(UNITS)) -> None:
    """Receive a year of so many units in so many random orders."""
    until = time.monotonic() + seconds
    counts.expect("orders")
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        folder = Path(made)
        stick = _stick(folder, units)
        new_district(folder).close()
        for seed in range(count):
            if time.monotonic() > until:
                break
            path = Path(shutil.copy(folder / "district.sqlite", folder / f"{seed}.sqlite"))
            district = open_context(path)
            _receive_all(counts, district, stick, random.Random(seed))
            _compare(counts, district, stick, seed)
            district.close()
            path.unlink()
            counts.add("orders")


def _stick(folder: Path, units: int) -> Stick:
    chance, stick = random.Random(13), Stick([], [], {})
    for code in UNITS[:units]:
        ward = Ward(folder, code)
        for month in MONTHS:
            areas = AREAS[: chance.randrange(1, 4)]
            ward.figures[month] = {area: chance.randrange(1000) for area in areas}
            stick.files.append(ward.send(month))
            if chance.random() < 0.3:
                earlier = chance.choice(sorted(ward.figures))
                ward.figures[earlier] = {"Hộ tịch": chance.randrange(1000)}
                stick.files.append(ward.send(month))
        for month, values in ward.figures.items():
            stick.figures.update({(code, month, area): n for area, n in values.items()})
    for number, path in enumerate(chance.sample(stick.files, len(stick.files) // 4)):
        stick.bad.append(folder / f"bad{number}.smc")
        stick.bad[-1].write_bytes(_damaged(path.read_bytes(), chance))
    stranger = Ward(folder, UNITS[0], new_key())
    stranger.figures = {"2024-12": {"Hộ tịch": 1_000_000}}
    stranger.sequence = 10_000
    stick.bad.append(stranger.send("2024-12", "stranger.smc", revision=9))
    return stick


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw))
    if chance.random() < 0.3:
        return raw[:place]
    changed = bytearray(raw)
    changed[place] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _receive_all(counts: Counts, district: Context, stick: Stick, chance: random.Random) -> None:
    """Receive every file in batches of a random order; some are taken back and come once more."""
    # The right key of every unit is known first: whose key it is cannot follow from an order.
    first = [path for path in stick.files if path.name.endswith("_2024-01_r1.smc")]
    take(district, *first, decisions=NEW)
    waiting = [*stick.files, *chance.choices(stick.files, k=len(stick.files) // 5), *stick.bad]
    chance.shuffle(waiting)
    while waiting:
        size = chance.randrange(1, 40)
        batch, waiting = waiting[:size], waiting[size:]
        got = take(district, *batch, decisions=NEW)
        for arrival in got.arrivals:
            counts.add(arrival.status)
            if arrival.status in _ACCEPTED and Path(arrival.path) in stick.bad:
                counts.fault("accepted although damaged", str(arrival.path))
        if got.batch and chance.random() < 0.2:
            district.do(undo_batch, got.batch)
            counts.add("batches taken back")
            waiting += batch
            chance.shuffle(waiting)


def _compare(counts: Counts, district: Context, stick: Stick, seed: int) -> None:
    if _kept(district) != stick.figures:
        counts.fault("other figures", f"seed {seed}")
    for month in MONTHS:
        expected = sum(n for (_, of, _), n in stick.figures.items() if of == month)
        if district.ask(figures, month)["total"]["measures"]["to_handle"] != expected:
            counts.fault("another total", f"seed {seed}, {month}")
    before = _kept(district)
    got = take(district, *stick.files, *stick.bad, decisions=NEW)
    if got.batch is not None or _kept(district) != before:
        counts.fault("again is not nothing", f"seed {seed}")


def _kept(district: Context) -> dict[tuple[str, str, str], int]:
    names = district.ask(area_names)
    with district.store.transaction() as conn:
        query = "SELECT unit, year, month, field, to_handle FROM dossiers WHERE deleted_at IS NULL"
        rows = conn.exec_driver_sql(query).all()
    return {(unit, f"{y}-{m:02d}", names[area]): n for unit, y, m, area, n in rows}
