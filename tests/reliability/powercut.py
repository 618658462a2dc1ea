"""A power cut at every point of a day's work, on disks that keep their promises in two ways."""

import sqlite3
import time
from functools import cached_property
from itertools import product
from pathlib import Path

from desktop.backup import verify_store
from desktop.context import open_context
from models import store as stores
from models.errors import OfficeError
from tests.reliability.counts import Counts
from tests.reliability.disk import MODELS
from tests.reliability.files import is_whole
from tests.reliability.running import made_offices
from tests.reliability.sessions import Image, Session, cuts, put_down, record
from tests.reliability.state import state_of

# Gestures in cells and a workbook in a ward; files received, and a batch taken back, above it.
SESSIONS = (("cell", "load"), ("receive",), ("undo",))
# Every so many images one is opened by the program itself.
_OPENED_ONE_IN = 50


def powercut(counts: Counts, count: int, seconds: float) -> None:
    """Look at so many images, or at those of so many seconds."""
    counts.expect("images", "lost", "torn", "unsound", "opened", "not opened", "torn copies")
    until = time.monotonic() + seconds
    with made_offices() as folder:
        sessions = [record(folder, names) for names in SESSIONS]
        parts = list(product(sessions, MODELS))
        for place, (session, model) in enumerate(parts):
            look = _Look(folder / "image", session, counts)
            left = (until - time.monotonic()) / (len(parts) - place)
            for number, image in enumerate(cuts(session, model, count // len(parts), left)):
                look.at(image, number % _OPENED_ONE_IN == 0)
        _control(folder, count // 20, counts)


def _control(folder: Path, count: int, counts: Counts) -> None:
    """Let the store sync less than it must: who finds nothing then looks at nothing."""
    session = record(folder, ("cell",), _sync_less)
    lost = Counts()
    look = _Look(folder / "image", session, lost)
    for model in MODELS:
        for image in cuts(session, model, count // 2, float("inf")):
            look.at(image, opens=False)
            counts.add("control images")
    counts.add("control lost", lost.numbers["lost"])
    if not lost.numbers["lost"]:
        counts.fault("control lost nothing", session.name)


def _sync_less() -> None:
    less = (*stores._PRAGMAS, "PRAGMA synchronous=NORMAL")
    stores._PRAGMAS = less  # type: ignore[assignment]


class _Look:
    """Looks at the images of one session."""

    def __init__(self, folder: Path, session: Session, counts: Counts) -> None:
        self._folder, self._session, self._counts = folder, session, counts
        self._whole: set[bytes] = set()

    def at(self, image: Image, opens: bool) -> None:
        """Count what is wrong with an image; `opens` lets the program open it as well."""
        self._counts.add("images")
        self._folder.mkdir(exist_ok=True)
        store = put_down(image, self._session, self._folder)
        self._look_at_copies(image)
        if opens:
            self._open(store, image)
        try:
            state = self._state(store)
        except sqlite3.DatabaseError as error:
            self._counts.fault("unsound", f"{image.where} ({error})")
            return
        if state not in self._numbers:
            self._counts.fault("torn", image.where)
        elif self._numbers[state] < image.acknowledged:
            self._counts.fault("lost", image.where)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {state: number for number, state in enumerate(self._session.states)}

    def _state(self, store: Path) -> str:
        raw = sqlite3.connect(store)
        try:
            if raw.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("integrity_check")
            return state_of(raw)
        finally:
            raw.close()

    def _open(self, store: Path, image: Image) -> None:
        self._counts.add("opened")
        try:
            open_context(store).close()
            problems = verify_store(store)
        except OfficeError as error:
            problems = list(error.problems)
        if problems:
            self._counts.fault("not opened", f"{image.where} ({problems[0].code})")

    def _look_at_copies(self, image: Image) -> None:
        """Look at every copy that has its name; the same one is verified once."""
        for path in self._folder.glob("sao-luu/*.sqlite"):
            if path.name.startswith("."):
                continue
            content = path.read_bytes()
            if content not in self._whole and not is_whole(path):
                self._counts.fault("torn copies", f"{image.where} ({path.name})")
            self._whole.add(content)
