"""An office's book beside a dictionary: whatever is done in whatever order, both say the same."""

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop import backup, history, months, registers
from desktop.context import now, open_context
from desktop.figures import figures
from desktop.handoff.receiving import receive, undo_batch
from desktop.handoff.submission import submit
from desktop.spreadsheets.loading import load
from models.errors import Refused
from models.measures import MEASURES
from models.periods import Month
from models.queries.records import records
from tests.desktop.spreadsheets.books import book
from tests.helpers.office import area_id, new_office
from tests.helpers.offices import NEW, new_district, statuses
from tests.reliability.counts import Counts
from tests.reliability.ledger import (
    AREAS,
    MONTHS,
    NAMES,
    SENT,
    Book,
    Diff,
    Facts,
    figures_above,
    in_store,
)

_months = st.sampled_from(MONTHS)
_areas = st.sampled_from(AREAS)
_people = st.sampled_from(("Lê Văn An", "Trần Thị Bình", "Đỗ Ước"))
_notes = st.text("đêở ", max_size=4)
_numbers = st.one_of(st.none(), st.integers(0, 9), st.integers(0, 10**15))
_cells = st.dictionaries(st.tuples(_areas, st.sampled_from(NAMES)), _numbers, min_size=1)

STEPS = 40
_counts: list[Counts] = []
_PORTION = 50


class Office(RuleBasedStateMachine):
    """A ward that keeps its book and sends it, the office above that receives, and a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="thu-"))
        for name in ("ward", "district"):
            shutil.copyfile(_template(name), self.folder / f"{name}.sqlite")
        self.ward = open_context(self.folder / "ward.sqlite", "Cán bộ mẫu 01")
        self.district = open_context(self.folder / "district.sqlite", "Cán bộ mẫu 09")
        self.ids = {name: area_id(self.ward, name) for name in AREAS}
        self.book = Book()
        self.gestures: list[tuple[str, Diff]] = []
        self.copies: list[tuple[Path, Facts, set[Month], list[tuple[str, Diff]], int]] = []
        self.files: list[tuple[Path, int, str, dict[Month, Facts]]] = []
        self.sequence = 0
        self.unsure_number = False
        self.batches: list[str] = []

    # the ward's book

    @rule(month=_months, cells=_cells)
    def enter_figures(self, month: Month, cells: dict[tuple[str, str], int | None]) -> None:
        after = self.book.with_figures(dict(self.book.facts), month, cells)
        keyed = {(self.ids[area], name): value for (area, name), value in cells.items()}
        self._do(after, month in self.book.closed, months.set_figures, self.ward.unit, month, keyed)

    @rule(month=_months, cells=_cells)
    def import_workbook(self, month: Month, cells: dict[tuple[str, str], int | None]) -> None:
        areas = [area for area in AREAS if any(area == known for known, _ in cells)]
        if any(self.book.is_nil(month, area) for area in areas):
            return
        head = ["Năm", "Tháng", "Lĩnh vực", *(MEASURES[name].label for name in NAMES)]
        rows: list[list[object]] = [list(head)]
        whole: dict[tuple[str, str], int | None] = {}
        for area in areas:
            row = {name: cells.get((area, name)) for name in NAMES}
            whole.update({(area, name): value for name, value in row.items()})
            rows.append([month.year, month.month, area, *row.values()])
        path = book(self.folder / "nhap.xlsx", {"Hồ sơ": rows})
        after = self.book.with_figures(dict(self.book.facts), month, whole)
        if after == self.book.facts or month in self.book.closed:
            loaded = self.ward.do(load, path)
            assert loaded.entry is None
            return
        loaded = self.ward.do(load, path)
        assert loaded.value.problems == ()
        self._took(after, loaded.entry, "import_workbook")

    @rule(month=_months, area=_areas, nil=st.booleans())
    def mark_nil(self, month: Month, area: str, nil: bool) -> None:
        after = dict(self.book.facts)
        token = self.book.row(month, area)
        if token is None:
            token = self.book.new_row(after, month, area)
        after.pop(("nil", token), None)
        if nil:
            for name in NAMES:
                after.pop(("cell", token, name), None)
            after["nil", token] = True
        key = self.ids[area]
        self._do(after, month in self.book.closed, months.set_nil, self.ward.unit, month, key, nil)

    @rule(month=_months, area=_areas)
    def delete_row(self, month: Month, area: str) -> None:
        token = self.book.row(month, area)
        after = {fact: value for fact, value in self.book.facts.items() if fact[1] != token}
        locked = token is not None and month in self.book.closed
        self._do(after, locked, months.remove_row, self.ward.unit, month, self.ids[area])

    @rule(
        name=st.sampled_from(("Lê Văn An", "Trần Thị Bình", "Đỗ Ước")),
        note=st.text("đêở ", max_size=4),
    )
    def keep_person(self, name: str, note: str) -> None:
        after = dict(self.book.facts)
        token = self.book.person(name) or self.book.token()
        after["person", token] = name
        after.pop(("note", token), None)
        # What a person types is trimmed where it is parsed; a verb keeps what it is given.
        if note.strip():
            after["note", token] = note.strip()
        values = {"name": name, "assignment": "Chính thức", "from_date": date(2020, 1, 1)}
        found = {each.text("name"): each.id for each in self.ward.ask(records, "staff", "LEBINH")}
        given = {**values, "note": note.strip() or None}
        save = registers.save
        self._do(after, False, save, "staff", self.ward.unit, given, found.get(name))

    @rule(name=_people)
    def delete_person(self, name: str) -> None:
        found = [r.id for r in self.ward.ask(records, "staff", "LEBINH") if r.text("name") == name]
        gone = [fact[1] for fact, value in self.book.facts.items() if value == name]
        after = {fact: value for fact, value in self.book.facts.items() if fact[1] not in gone}
        self._do(after, False, registers.delete, "staff", found)

    @rule()
    def undo(self) -> None:
        """Take the last gesture back; where that was taking one back, it is done again."""
        self._undo(len(self.gestures) - 1)

    @rule(place=st.integers(0, 30))
    def undo_an_old_one(self, place: int) -> None:
        self._undo(place)

    @rule(month=_months)
    def close_month(self, month: Month) -> None:
        rows = self.book.rows(month)
        try:
            self.ward.do(
                months.close_month, self.ward.unit, month, date(2024, 7, 1), "Đã đối chiếu sổ giấy"
            )
        except Refused:
            assert month in self.book.closed or not rows
            _count("close_month: refused")
            return
        assert rows
        assert month not in self.book.closed
        self.book.closed.add(month)
        _count("close_month")

    @precondition(lambda self: self.book.closed)
    @rule()
    def reopen_month(self) -> None:
        month = min(self.book.closed)
        self.ward.do(months.reopen_month, self.ward.unit, month, "Sửa số liệu nhập nhầm")
        self.book.closed.remove(month)
        _count("reopen_month")

    @rule()
    def start_again(self) -> None:
        path = self.ward.path
        self.ward.close()
        self.ward = open_context(path, "Cán bộ mẫu 01")
        _count("start_again")

    @rule()
    def back_up(self) -> None:
        made = backup.backup(self.ward.store, None, now())
        state = (dict(self.book.facts), set(self.book.closed), list(self.gestures), self.sequence)
        self.copies.append((made.path, *state))
        _count("back_up")

    @precondition(lambda self: self.copies)
    @rule(place=st.integers(0, 5))
    def restore(self, place: int) -> None:
        path, facts, closed, gestures, sequence = self.copies[place % len(self.copies)]
        self.ward.close()
        backup.restore(self.ward.path, path, now())
        self.ward = open_context(self.ward.path, "Cán bộ mẫu 01")
        # Its next file would bear a number that another file bears already.
        self.unsure_number = self.unsure_number or sequence != self.sequence
        self.book.facts, self.book.closed = dict(facts), set(closed)
        self.gestures = list(gestures)
        _count("restore")

    # between the offices

    @precondition(lambda self: not self.unsure_number)
    @rule(period=st.sampled_from(SENT))
    def send(self, period: str) -> None:
        sent = self.book.months_of(period)
        try:
            done = submit(self.ward, period, self.folder)
        except Refused:
            assert not any(self.book.rows(month) for month in sent)
            _count("send: refused")
            return
        self.sequence = done.made.sequence
        # A file says what the months of its period hold, be it nothing, and brings what the
        # earlier ones of the year hold.
        brought = {month: self.book.figures_of(month) for month in MONTHS if month <= sent[-1]}
        kept = {month: facts for month, facts in brought.items() if facts or month in sent}
        self.files.append((done.path, done.made.sequence, period, kept))
        _count("send")

    @precondition(lambda self: self.files)
    @rule(place=st.integers(0, 9))
    def receive(self, place: int) -> None:
        path, sequence, period, brought = self.files[place % len(self.files)]
        got = self.district.do(receive, [path], NEW).value
        applied = statuses(got)[0] in ("new", "newer")
        if applied:
            assert got.batch is not None
            self.book.held[sequence] = (got.batch, period, brought)
            self.batches.append(got.batch)
        else:
            assert got.batch is None
        _count(f"receive: {statuses(got)[0]}")

    @precondition(lambda self: self.batches)
    @rule(place=st.integers(0, 9))
    def take_a_batch_back(self, place: int) -> None:
        batch = self.batches.pop(place % len(self.batches))
        self.district.do(undo_batch, batch)
        self.book.take_back(batch)
        _count("take_a_batch_back")

    # what must hold at any time

    @invariant()
    def the_store_says_what_the_dictionary_says(self) -> None:
        assert in_store(self.ward) == self.book.told()

    @invariant()
    def totals_are_sums(self) -> None:
        for month in MONTHS:
            rows = self.book.rows(month)
            total = self.ward.ask(figures, str(month))["total"]["measures"]
            for name in NAMES:
                assert (total[name] if rows else None) == self.book.sum(month, name)

    @invariant()
    def the_office_above_has_what_was_written_last(self) -> None:
        assert figures_above(self.district) == self.book.held_figures()

    def teardown(self) -> None:
        for office in (self.ward, self.district):
            path = office.path
            office.close()
            assert backup.verify_store(path) == []
        shutil.rmtree(self.folder)
        _count("histories")

    # gestures

    def _do(self, after: Facts, locked: bool, verb: Callable[..., object], *given: object) -> None:
        try:
            done = self.ward.do(verb, *given)
        except Refused:
            assert locked, verb.__name__
            _count(f"{verb.__name__}: refused")
            return
        assert not locked or after == self.book.facts, verb.__name__
        self._took(after, done.entry, verb.__name__)

    def _took(self, after: Facts, entry: str | None, name: str) -> None:
        diff: Diff = {}
        for fact in {*self.book.facts, *after}:
            if self.book.facts.get(fact) != after.get(fact):
                diff[fact] = (self.book.facts.get(fact), after.get(fact))
        assert bool(diff) == (entry is not None), name
        if entry is not None:
            self.gestures.append((entry, diff))
        self.book.facts = after
        _count(name)

    def _undo(self, place: int) -> None:
        if not 0 <= place < len(self.gestures):
            return  # there is no such gesture yet
        entry, diff = self.gestures[place]
        after = self.book.before(diff)
        try:
            done = self.ward.do(history.undo, entry)
        except Refused:
            assert after is None
            _count("undo: refused")
            return
        assert after is not None
        self._took(after, done.entry, "undo" if place == len(self.gestures) - 1 else "undo old")


_made: dict[str, Path] = {}


def _template(name: str) -> Path:
    """Return the closed store of a new office, made once."""
    if not _made:
        folder = Path(tempfile.mkdtemp(prefix="thu-"))
        atexit.register(shutil.rmtree, folder)
        _made["ward"] = folder / "ward.sqlite"
        _made["district"] = folder / "district.sqlite"
        new_office(folder).close()
        new_district(folder, "LEBINH").close()
    return _made[name]


def _count(name: str) -> None:
    if _counts:
        _counts[-1].add(name)


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Live through so many random histories; the first that differs ends the run."""
    until = time.monotonic() + seconds
    counts.expect("histories")
    for start in range(0, count, _PORTION):
        if counts.faults or time.monotonic() > until:
            break
        _live_through(counts, min(_PORTION, count - start), start)


def _live_through(counts: Counts, count: int, first_seed: int) -> None:
    _counts.append(counts)
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        # The shortest history that differs takes many minutes to find: the first one is told.
        phases=[Phase.generate],
        suppress_health_check=quiet,
    )
    try:
        run_state_machine_as_test(seed(first_seed)(Office), settings=chosen)
    except AssertionError as error:
        counts.fault("differs", "\n".join([str(error), *getattr(error, "__notes__", [])]))
    finally:
        _counts.remove(counts)
