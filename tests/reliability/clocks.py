"""The clock of the computer says another year: a dead battery, a wrong hand, the ends of months.

Every command works, files between offices count by their number and not by their day.
"""

import contextlib
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone, tzinfo
from math import inf
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from desktop.commands.run import main
from models import files
from tests.desktop.spreadsheets.books import dossiers
from tests.reliability.counts import Counts

HOURS = timezone(timedelta(hours=7))
DAYS = (
    "1980-01-02 00:00:00",
    "2009-05-31 23:59:59",
    "2024-02-29 12:00:00",
    "2024-06-30 23:59:59",
    "2024-12-31 23:59:59",
    "2039-01-19 03:14:08",
    "2101-03-01 00:00:00",
    "1971-01-01 00:00:00",
)
_MONTH = "2024-06"


class _Clock(datetime):
    """A clock that stands still."""

    stands: datetime

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.stands.astimezone(tz) if tz else cls.stands.replace(tzinfo=None)


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Work on each of so many days: the known ones first, then days of any year."""
    until = time.monotonic() + seconds
    counts.expect("days")
    chance = random.Random(11)
    days = [datetime.fromisoformat(day).replace(tzinfo=HOURS) for day in DAYS]
    while len(days) < count:
        days.append(days[0] + timedelta(seconds=chance.randrange(130 * 365 * 86_400)))
    for day in days[:count]:
        if time.monotonic() > until:
            break
        with tempfile.TemporaryDirectory(prefix="thu-") as folder:
            _work(counts, Path(folder), day)
        counts.add("days")
    _back_and_ahead(counts)


def _work(counts: Counts, folder: Path, day: datetime) -> None:
    """Do an office's month on a day, from the first question to what the office above makes."""
    ward, above = folder / "ward.sqlite", folder / "above.sqlite"
    _fill(folder / "book.xlsx", 5)
    with clock_at(day):
        _begin(counts, ward, above, folder)
        for words in (
            ("figures", "--period", _MONTH),
            ("check", "--period", _MONTH),
            ("close", "--month", _MONTH, "--reason", "Đã đối chiếu sổ giấy"),
            ("report", "--period", _MONTH, "--kind", "cchc", "--out", folder / "a.docx"),
            ("submit", "--period", _MONTH, "--out", folder),
            ("workbook", folder / "filled.xlsx", "--filled"),
            ("backup", folder / "copies"),
            ("verify",),
        ):
            _do(counts, ward, day, *words)
        for words in (
            ("receive", folder, "--accept-new"),
            ("board", "--period", _MONTH),
            ("request", "--period", "2024-07", "--deadline", "2024-07-20", "--out", folder),
            ("consolidate", "--period", _MONTH, "--docx", folder / "b.docx"),
            ("verify",),
        ):
            _do(counts, above, day, *words)


def _begin(counts: Counts, ward: Path, above: Path, folder: Path) -> None:
    day = _Clock.stands
    place = ("--superior", "UBND quận Mẫu", "--place", "Mẫu")
    _do(counts, ward, day, "init", "--role", "ward", "--code", "A", "--name", "Phường A", *place)
    _do(counts, above, day, "init", "--role", "district", "--code", "Q", "--name", "Quận", *place)
    _do(counts, ward, day, "load", folder / "book.xlsx")


def _fill(path: Path, received: int) -> None:
    dossiers(path, (2024, 6, "Hộ tịch", 0, received, received))


def _back_and_ahead(counts: Counts) -> None:
    """Send from a clock that is years ahead, then from one years back: the later number counts."""
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        folder = Path(made)
        ward, above = folder / "ward.sqlite", folder / "above.sqlite"
        ahead, back = (datetime(year, 7, 1, 8, tzinfo=HOURS) for year in (2039, 2024))
        _fill(folder / "book.xlsx", 5)
        with clock_at(ahead):
            _begin(counts, ward, above, folder)
            _do(counts, ward, ahead, "submit", "--period", _MONTH, "--out", folder)
        _fill(folder / "book.xlsx", 77)
        with clock_at(back):
            _do(counts, ward, back, "load", folder / "book.xlsx")
            _do(counts, ward, back, "submit", "--period", _MONTH, "--out", folder)
            _do(counts, above, back, "receive", folder, "--accept-new")
            said = _do(counts, above, back, "figures", "--period", _MONTH)
        kept = _received(said)
        if kept != 77:
            counts.fault("order by the clock", f"{kept} in place of 77")
        counts.add("order by number")


def _received(figures: dict[str, object]) -> object:
    total = figures.get("total")
    return total["measures"]["received_online"] if isinstance(total, dict) else None


def _do(counts: Counts, store: Path, day: datetime, *words: object) -> dict[str, object]:
    given = ["--store", str(store), *(str(word) for word in words), "--json"]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        status = main(given)
    document: dict[str, object] = json.loads(said.getvalue())
    error = document.get("error")
    code = error["code"] if isinstance(error, dict) else ""
    counts.add(f"{words[0]}: {status} {code}".rstrip())
    # A clock that cannot be right may well be named.
    if code == "clock_unset":
        return document
    if code in ("program_fault", "unknown_problem"):
        counts.fault("program fault", f"{day:%Y-%m-%d}: {words[0]}")
    elif status == 2 or (status and words[0] not in ("check", "receive")):
        counts.fault("refused", f"{day:%Y-%m-%d}: {words[0]} {code}")
    return document


@contextmanager
def clock_at(day: datetime) -> Iterator[None]:
    """Let the program believe that it is a day."""
    _Clock.stands = day
    seconds = day.timestamp()
    told = time.localtime
    machine = SimpleNamespace(**vars(time))
    asking = [module for name, module in sys.modules.items() if name.split(".")[0] in _OURS]
    with contextlib.ExitStack() as stack:
        for module in asking:
            if getattr(module, "datetime", None) is datetime:
                stack.enter_context(mock.patch.object(module, "datetime", _Clock))
        # Files keep the days that the machine gives them: how old a draft is, is asked of it.
        stack.enter_context(mock.patch.object(files, "time", machine))
        stack.enter_context(mock.patch("time.time", return_value=seconds))
        stack.enter_context(mock.patch("time.localtime", lambda at=seconds: told(at)))
        yield


_OURS = ("desktop", "models", "ui")
