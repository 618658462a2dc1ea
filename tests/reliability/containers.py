"""Files that were made to deceive or to break: none stops the program, none passes for another.

A mutant may be refused, or read as what it now says; one that bears a signature or lies in a store
may be read only where it says what the original said.
"""

import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from math import inf
from pathlib import Path
from types import FrameType

from desktop import backup
from desktop.context import Context, open_context
from desktop.handoff.container import Fault
from desktop.handoff.docx_payload import Carried, changed_numbers, extract
from desktop.handoff.submission import export_report
from desktop.reports.kinds import KINDS
from desktop.reports.tags import known_tags
from desktop.sample import make_ward
from desktop.spreadsheets.loading import load
from desktop.spreadsheets.writing import write_workbook
from desktop.word.templates import check_template
from models.errors import OfficeError
from tests.helpers.fuzz import _poked
from tests.helpers.mutants import sample_mutants
from tests.helpers.office import BALANCED, JUNE, enter, new_office
from tests.reliability.counts import Counts
from tests.reliability.mutating import PackageMutants

LONGEST = 2.0
_PORTION = 2_000
_NEVER = 20.0
Try = Callable[[random.Random], str]


class Hangs(Exception):
    """A file takes longer to read than anybody waits."""


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Try so many mutants over all kinds of files; most are containers, which cost least."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        folder = Path(made)
        kinds: list[tuple[str, int, Try]] = [
            ("word", 14, _Word(folder)),
            ("workbook", 6, _Workbook(folder)),
            ("template", 6, _Template(folder)),
            ("store", 4, _Store(folder)),
        ]
        # In portions, so that every kind has its share of a time that is too short.
        for start in range(0, count, _PORTION):
            if time.monotonic() > until:
                break
            most = min(_PORTION, count - start)
            _submissions(counts, most * 7 // 10, start)
            for name, share, attempt in kinds:
                for seed in range(start, start + most * share // 100):
                    _count(counts, name, seed, attempt)


def _submissions(counts: Counts, count: int, first_seed: int) -> None:
    tally = sample_mutants().run(count, first_seed)
    for outcome, number in tally.outcomes.items():
        counts.add(f"container: {outcome}", number)
    for problem in tally.problems:
        counts.fault("container", problem)
    seconds, seed = tally.slowest
    _slowest(counts, "container", seconds)
    if seconds > LONGEST:
        counts.fault("hang", f"container seed {seed}: {seconds:.1f} s")


def _count(counts: Counts, name: str, seed: int, attempt: Try) -> None:
    started = time.perf_counter()
    try:
        with _patience():
            outcome = attempt(random.Random(seed))
    except OfficeError as error:
        outcome = f"refused {error.problems[0].code}"
    except Exception as error:  # noqa: BLE001 - exactly this is what the run looks for
        counts.fault("uncaught", f"{name} seed {seed}: {type(error).__name__}: {error}"[:300])
        return
    seconds = time.perf_counter() - started
    counts.add(f"{name}: {outcome}")
    _slowest(counts, name, seconds)
    if seconds > LONGEST:
        counts.fault("hang", f"{name} seed {seed}: {seconds:.1f} s")
    if outcome.startswith("accepted with"):
        counts.fault("deceived", f"{name} seed {seed}: {outcome}")


def _slowest(counts: Counts, name: str, seconds: float) -> None:
    name = f"slowest {name} in ms"
    counts.numbers[name] = max(counts.numbers[name], round(seconds * 1000))


@contextmanager
def _patience() -> Iterator[None]:
    """Break off what never ends, where the system has a clock for that."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, _NEVER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise Hangs


class _Word:
    """A ward's real report with its data: what is carried is the original's, or nothing."""

    def __init__(self, folder: Path) -> None:
        store = make_ward(folder / "sample", date(2024, 6, 25))
        office = open_context(store)
        whole = export_report(office, "2024-06", "cchc", folder / "whole.docx").path.read_bytes()
        office.close()
        found = extract(whole)
        assert isinstance(found, Carried)
        self._carried = found
        self._mutants = PackageMutants(whole)
        self._path = folder / "mutant.docx"

    def __call__(self, chance: random.Random) -> str:
        raw = self._mutants.make(chance)
        found = extract(raw)
        if isinstance(found, Fault):
            return f"{found.status}"
        if found != self._carried:
            return "accepted with changed content"
        if chance.random() < 0.2:
            self._path.write_bytes(raw)
            changed_numbers(self._path, found)
        return "same data"


class _Workbook:
    """A workbook may say anything; what it says is loaded as a whole or refused."""

    def __init__(self, folder: Path) -> None:
        self._office = new_office(folder, "workbook.sqlite")
        enter(self._office, JUNE, "Hộ tịch", **BALANCED)
        path = folder / "workbook.xlsx"
        self._office.ask(write_workbook, path, True)
        self._mutants = PackageMutants(path.read_bytes())
        self._path = path

    def __call__(self, chance: random.Random) -> str:
        self._path.write_bytes(self._mutants.make(chance))
        before = _rows(self._office)
        loaded = self._office.do(load, self._path, True).value
        assert _rows(self._office) == before
        return "refused rows" if loaded.problems else "read"


class _Template:
    """An office's own template."""

    def __init__(self, folder: Path) -> None:
        self._mutants = PackageMutants(KINDS["cchc"].standard_template.read_bytes())
        self._path = folder / "template.docx"

    def __call__(self, chance: random.Random) -> str:
        self._path.write_bytes(self._mutants.make(chance))
        return "problems" if check_template(self._path, known_tags()) else "sound"


class _Store:
    """A store or a copy of one: sound only where every figure is what it was."""

    def __init__(self, folder: Path) -> None:
        office = new_office(folder, "store.sqlite")
        for area in ("Hộ tịch", "Chứng thực", "Đất đai"):
            enter(office, JUNE, area, **BALANCED)
        self._rows = _rows(office)
        office.close()
        self._whole = (folder / "store.sqlite").read_bytes()
        self._path = folder / "mutant.sqlite"
        self._copy = folder / "mutant-20240701-080000-0123456789ab.sqlite"

    def __call__(self, chance: random.Random) -> str:
        self._path.write_bytes(self._mutant(chance))
        try:
            problems = backup.verify_store(self._path)
        except OfficeError as error:
            problems = list(error.problems)
        if problems:
            return problems[0].code
        raw = sqlite3.connect(self._path)
        try:
            same = _dump(raw) == self._rows
        finally:
            raw.close()
        return "sound and the same" if same else "accepted with changed figures"

    def _mutant(self, chance: random.Random) -> bytes:
        raw = bytearray(self._whole)
        page = 4096 * chance.randrange(len(raw) // 4096)
        match chance.randrange(6):
            case 0:
                return bytes(raw[: chance.randrange(len(raw))])
            case 1:
                raw[page : page + 4096] = bytes(4096)
            case 2:
                other = 4096 * chance.randrange(len(raw) // 4096)
                raw[page : page + 4096] = raw[other : other + 4096]
            case 3:
                raw[chance.randrange(100)] = chance.randrange(256)
            case 4:
                return _poked(bytes(raw), chance)
            case _:
                raw[page + chance.randrange(4096)] ^= 1 << chance.randrange(8)
        return bytes(raw)


def _rows(office: Context) -> object:
    with office.store.transaction() as conn:
        query = "SELECT unit, year, month, field, received_online, pending_in_time FROM dossiers"
        return [tuple(row) for row in conn.exec_driver_sql(f"{query} ORDER BY field")]


def _dump(raw: sqlite3.Connection) -> object:
    query = "SELECT unit, year, month, field, received_online, pending_in_time FROM dossiers"
    return raw.execute(f"{query} ORDER BY field").fetchall()
