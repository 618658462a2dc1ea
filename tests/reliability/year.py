"""A year of work without a pause: saving is no slower at its end, and memory stays."""

import statistics
import tempfile
import time
from datetime import date
from math import inf
from pathlib import Path

from desktop import backup, months
from desktop.context import Context
from desktop.registers import save
from models.periods import Month
from models.registers import Value
from tests.helpers.office import SETTLED, enter, new_office
from tests.helpers.offices import NEW, Ward, new_district, take
from tests.reliability.counts import Counts
from tests.reliability.watching import memory

MEGABYTES, RATIO = 50, 1.2
# Fewer rows at each end tell of the machine, not of the store.
_ROWS_THAT_TELL = 500
FILES, _MONTHS = 200, 12


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Enter so many rows, close the twelve months, and receive two hundred files."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        ward, district = new_office(Path(made)), new_district(Path(made))
        # What is loaded once, such as the rules and the pages of SQLite, is no growth.
        _month(counts, ward, Month(2024, 1))
        _rows(ward, 0, 500)
        before, took = memory(), []
        for month in range(1, _MONTHS + 1):
            if time.monotonic() > until:
                break
            if month > 1:
                _month(counts, ward, Month(2024, month))
            took += _rows(ward, month, count // _MONTHS)
        _receive(counts, district, Path(made), until)
        _judge(counts, took, memory() - before)
        for office in (ward, district):
            office.close()
            for problem in backup.verify_store(office.path):
                counts.fault("unsound", problem.code)


def _month(counts: Counts, ward: Context, month: Month) -> None:
    for area in ("Hộ tịch", "Chứng thực", "Đất đai"):
        enter(ward, month, area, **SETTLED)
    last = date(2025, 1, 31)
    ward.do(months.close_month, ward.unit, month, last, "Đã đối chiếu sổ giấy")
    counts.add("months closed")


def _rows(ward: Context, month: int, count: int) -> list[float]:
    took = []
    for number in range(count):
        name = f"Thiết bị {month}-{number}"
        values: dict[str, Value] = {
            "name": name,
            "kind": "Khác",
            "quantity": 1,
            "condition": "Hoạt động tốt",
        }
        # Of the processor: what other programs do meanwhile makes nothing here slower.
        started = time.thread_time()
        ward.do(save, "equipment", ward.unit, values)
        took.append(time.thread_time() - started)
    return took


def _receive(counts: Counts, district: Context, folder: Path, until: float) -> None:
    wards = [Ward(folder, f"PHUONG{number:02d}") for number in range(17)]
    for number in range(FILES):
        if time.monotonic() > until:
            break
        ward = wards[number % len(wards)]
        period = f"2024-{number // len(wards) + 1:02d}"
        ward.figures[period] = {"Hộ tịch": number, "Chứng thực": 2}
        take(district, ward.send(period), decisions=NEW)
        counts.add("files received")


def _judge(counts: Counts, took: list[float], grown: int) -> None:
    tenth = max(len(took) // 10, 1)
    first, last = statistics.median(took[:tenth]), statistics.median(took[-tenth:])
    counts.add("rows saved", len(took))
    counts.add("µs to save a row at the start", round(first * 1e6))
    counts.add("µs to save a row at the end", round(last * 1e6))
    counts.add("MB grown", grown // 2**20)
    if grown > MEGABYTES * 2**20:
        counts.fault("memory", f"{grown // 2**20} MB")
    if tenth >= _ROWS_THAT_TELL and last > RATIO * first:
        counts.fault("slower", f"{last / first:.2f} times")
