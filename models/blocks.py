"""Figures of other spans of time than a month, and what a period is put together from."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from models.catalogue import BOOK
from models.errors import Problem, Refused
from models.figures import Row
from models.periods import ALWAYS, Life, Month, Period, Window, first_day, last_day, month_of
from models.windows import months_inside, sorted_out, straddling, window_of

_DAY = timedelta(days=1)


class BlockDays(NamedTuple):
    """A block (sheet `Hồ sơ theo kỳ`) and the days it really covers; None is the period's own."""

    period: Period
    start: date | None = None
    end: date | None = None


class BlockRow(NamedTuple):
    """One field of work of a block.

    Attributes:
        id: of its record.
        row: its figures, as those of a month.
        start, end: the days that it covers; None is the period's own.
        source: where the numbers were published, "" where nobody said.
        printed: which of two numbers is printed, `catalogue.BOOK` or `catalogue.PUBLISHED`.
        reason: why the two differ, as the officer wrote it.
    """

    id: str
    row: Row
    start: date | None = None
    end: date | None = None
    source: str = ""
    printed: str = BOOK
    reason: str = ""


class Block(NamedTuple):
    """The figures of a block, its rows in the order of the list of fields of work."""

    period: Period
    rows: tuple[BlockRow, ...]

    @property
    def days(self) -> BlockDays:
        """Return the days that its rows cover together."""
        starts = [each.start for each in self.rows if each.start]
        ends = [each.end for each in self.rows if each.end]
        return BlockDays(self.period, min(starts, default=None), max(ends, default=None))

    @property
    def figures(self) -> tuple[Row, ...]:
        """Return the rows as `figures.evaluate_month` takes them."""
        return tuple(each.row for each in self.rows)


class Published(NamedTuple):
    """A number of a block beside that of the months.

    Attributes:
        value: as the block says.
        source: where it was published, "" where nobody said.
        printed: `BOOK` where the months' number is printed, `PUBLISHED` where this one is; the
            other one goes into a footnote.
        reason: why the two differ, as the officer wrote it.
    """

    value: int
    source: str
    printed: str
    reason: str


class Piece(NamedTuple):
    """One stretch of a period's time: a month, or a block; its window is printed."""

    window: Window
    month: Month | None = None
    block: Period | None = None


class Assembled(NamedTuple):
    """A period applied to one unit, and the pieces that its figures are put together from.

    Attributes:
        period: the period.
        months, windows: the months inside the period, also those that a block stands for; none
            where the unit began after the period or ended before it.
        start, end: first and last day; without pieces those of the calendar.
        pieces: months and blocks in order of time; none where a day or a week has no figures.
        published: the block of just this time beside months that cover it; None without one.
        absent: the unit began after the period or ended before it, and has no figures of it.
    """

    period: Period
    months: tuple[Month, ...]
    windows: tuple[Window, ...]
    start: date
    end: date
    pieces: tuple[Piece, ...] = ()
    published: Period | None = None
    absent: bool = False

    @property
    def months_used(self) -> tuple[Month, ...]:
        """Return the months that count as months, with figures or blank."""
        return tuple(piece.month for piece in self.pieces if piece.month is not None)

    @property
    def blocks_used(self) -> tuple[Piece, ...]:
        """Return the pieces that are blocks."""
        return tuple(piece for piece in self.pieces if piece.block is not None)


@dataclass(frozen=True)
class Kept:
    """For what time a unit has figures.

    Attributes:
        windows: windows of their own, by month.
        with_figures: the months that have rows.
        blocks: the blocks that there are.
        start_day: first day of the default window.
        life: from when to when the unit stands; months outside are absent, unless they have figures
            or a block that lies outside altogether stands for them.
        usual: windows that others have, for months without one of their own.
    """

    windows: Mapping[Month, Window] = field(default_factory=dict)
    with_figures: Set[Month] = frozenset()
    blocks: Sequence[BlockDays] = ()
    start_day: int = 1
    life: Life = ALWAYS
    usual: Mapping[Month, Window] = field(default_factory=dict)

    def window(self, month: Month) -> Window:
        """Return a month's own window or the usual one, this as far as the unit lived."""
        return window_of(month, self._windows, self.start_day, self.life)

    def lived(self, months: Iterable[Month]) -> tuple[Month, ...]:
        """Return those of some months that are not absent."""
        found = []
        for month in months:
            if month in self.with_figures or month in self._outside or self._meets(month):
                found.append(month)
        return tuple(found)

    def days(self, period: Period) -> Window:
        """Return the days that a period stands for, as far as the unit lived.

        Those of named ones are their months'.
        """
        if period.months:
            months = self.lived(period.months) or period.months
            return Window(self.window(months[0]).start, self.window(months[-1]).end)
        return self.life.cut(Window(first_day(period), last_day(period)))

    def months(self, period: Period) -> tuple[Month, ...]:
        """Return the months that a period is exactly; none where it cuts one."""
        if period.months:
            return self.lived(period.months)
        inside, _ = self.sorted_out(period)
        windows = [self.window(month) for month in inside]
        if not windows or Window(windows[0].start, windows[-1].end) != self.days(period):
            return ()
        for before, after in pairwise(windows):
            if after.start != before.end + _DAY:
                return ()
        return inside

    def sorted_out(self, period: Period) -> tuple[tuple[Month, ...], list[Problem]]:
        """Return the months whose windows lie inside a period that has dates.

        Beside them stands a problem for each that straddles, if it has figures or a window of its
        own.
        """
        known = {*self.windows, *self.with_figures}
        inside, across = sorted_out(period, self._windows, known, self.start_day, self.life)
        cut = [month for month in across if month in known]
        return self.lived(inside), straddling(cut, self._windows, self.start_day)

    def ending_with(self, month: Month) -> tuple[Period, ...]:
        """Return the blocks that end on a month's last day, the largest first."""
        end = self.window(month).end
        return tuple(block.period for block in self.by_size if self.days(block.period).end == end)

    @cached_property
    def by_size(self) -> tuple[BlockDays, ...]:
        """Return the blocks, the largest first."""

        def size(block: BlockDays) -> tuple[int, date]:
            days = self.days(block.period)
            return (days.start - days.end).days, days.start

        return tuple(sorted(self.blocks, key=size))

    @cached_property
    def _windows(self) -> Mapping[Month, Window]:
        return {**self.usual, **self.windows}

    @cached_property
    def _outside(self) -> Set[Month]:
        """Return the months of blocks whose time lies outside the unit's life altogether."""
        if self.life == ALWAYS:
            return frozenset()
        found: set[Month] = set()
        for block in self.blocks:
            months = months_inside(block.period, self._windows, self.start_day)
            if not any(map(self._meets, months)):
                found.update(months)
        return found

    def _meets(self, month: Month) -> bool:
        return self.life.meets(window_of(month, self._windows, self.start_day))

    def piece(self, block: BlockDays) -> Piece:
        """Return a block as a piece, with the days that it really covers."""
        days = self.days(block.period)
        return Piece(Window(block.start or days.start, block.end or days.end), None, block.period)


def last_month(period: Period) -> Month:
    """Return the month of the calendar in which a block ends.

    There its findings stand, and it is locked when that month is closed: its numbers were judged
    beside the month's.
    """
    return period.months[-1] if period.months else month_of(last_day(period))


def speaks_of(submission: Period, block: Period) -> bool:
    """Return whether a submission of a period says which figures a block has, if any.

    It does for the blocks that end inside it or earlier, in the years that it touches.
    """
    end = last_day(block)
    return first_day(submission).year <= end.year and end <= last_day(submission)


def put_together(period: Period, kept: Kept) -> Assembled:
    """Return what a period of a unit is put together from.

    A named period is its months that are not absent, and where these have no figures the blocks
    that fill what is left, the largest first. Days, weeks and free dates are their months where
    these have figures and are exactly they; else gapless blocks, the largest first; else months and
    blocks without a gap; else the months inside. Only then is a month that straddles an end Refused
    `window_straddles`.
    """
    if period.months:
        months = kept.lived(period.months)
        return _assembled(period, kept, months, fill(months, kept))
    inside, cut = kept.sorted_out(period)
    exact = kept.months(period)
    pieces = fill(exact, kept)
    if exact and all_known(pieces, kept):
        return _assembled(period, kept, exact, pieces)
    days = kept.days(period)
    tiled = _tiles(days, kept, ()) or _tiles(days, kept, kept.with_figures)
    if tiled:
        return _assembled(period, kept, inside, tiled)
    if cut:
        raise Refused(cut)
    return _assembled(period, kept, inside, fill(inside, kept))


def nothing_of(period: Period) -> Assembled:
    """Return a period of which a unit has nothing."""
    return Assembled(period, (), (), first_day(period), last_day(period))


def fill(months: Sequence[Month], kept: Kept) -> tuple[Piece, ...]:
    """Return some months in order, those without figures as blocks as far as these fill them.

    A block that reaches into months with figures stands for these as well only where a month of it
    would otherwise have none: half of it cannot be taken.
    """
    taken = _taken(months, kept) if kept.blocks else {}
    pieces: dict[Piece, None] = {}  # a dictionary: what stands for several months is there once
    for month in months:
        found = taken.get(month) or (Piece(kept.window(month), month),)
        pieces.update(dict.fromkeys(found))
    return tuple(pieces)


def _taken(months: Sequence[Month], kept: Kept) -> dict[Month, tuple[Piece, ...]]:
    """Return the blocks that stand for some of the months, by month."""
    spans = [(kept.piece(block), kept.months(block.period)) for block in kept.by_size]
    fitting = [span for span in spans if span[1] and set(span[1]) <= set(months)]
    blank = {month for month in months if month not in kept.with_figures}
    taken: dict[Month, tuple[Piece, ...]] = {}
    for piece, covered in fitting:
        if blank.issuperset(covered) and taken.keys().isdisjoint(covered):
            taken.update(dict.fromkeys(covered, (piece,)))
    for run in _runs(sorted(blank - taken.keys())):
        tiled = _tiles(Window(kept.window(run[0]).start, kept.window(run[-1]).end), kept, ())
        if tiled:
            taken.update(dict.fromkeys(run, tiled))
    for piece, covered in fitting:
        missing = blank.intersection(covered) - taken.keys()
        if missing and _holds_whole(covered, taken):
            taken.update(dict.fromkeys(covered, (piece,)))
    return taken


def _runs(months: Sequence[Month]) -> list[list[Month]]:
    """Return months in order as stretches without a gap."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def all_known(pieces: Sequence[Piece], kept: Kept) -> bool:
    """Say whether a unit has figures for all of some pieces."""
    return all(piece.month is None or piece.month in kept.with_figures for piece in pieces)


def _holds_whole(covered: Sequence[Month], taken: Mapping[Month, tuple[Piece, ...]]) -> bool:
    """Return whether every block that was taken for some of these months lies inside them."""
    displaced = {taken[month] for month in covered if month in taken}
    touched = [month for month, pieces in taken.items() if pieces in displaced]
    return set(touched) <= set(covered)


def _tiles(days: Window, kept: Kept, months: Collection[Month]) -> tuple[Piece, ...]:
    """Return months and blocks that cover some days without a gap or a day twice; none if none do.

    Where several begin on a day, a month comes first and then the largest block.
    """
    if not kept.blocks:
        return ()
    starting: dict[date, list[tuple[date, Piece]]] = {}
    for month in months:
        window = kept.window(month)
        starting.setdefault(window.start, []).append((window.end, Piece(window, month)))
    for block in kept.by_size:
        span = kept.days(block.period)
        starting.setdefault(span.start, []).append((span.end, kept.piece(block)))
    # From the last day back: what can be covered from each day on to the end.
    rest: dict[date, tuple[Piece, ...]] = {days.end + _DAY: ()}
    for start in sorted(starting, reverse=True):
        for end, piece in starting[start]:
            following = rest.get(end + _DAY)
            if days.start <= start and following is not None and start not in rest:
                rest[start] = (piece, *following)
    return rest.get(days.start, ())


def _assembled(
    period: Period, kept: Kept, months: tuple[Month, ...], pieces: tuple[Piece, ...]
) -> Assembled:
    asked = Window(first_day(period), last_day(period))
    return Assembled(
        period=period,
        months=months,
        windows=tuple(kept.window(month) for month in months),
        start=pieces[0].window.start if pieces else asked.start,
        end=pieces[-1].window.end if pieces else asked.end,
        pieces=pieces,
        published=_published(period, kept, pieces),
        absent=not pieces and (bool(period.months) or not kept.life.meets(asked)),
    )


def _published(period: Period, kept: Kept, pieces: Sequence[Piece]) -> Period | None:
    """Return the block of the very time that months with figures cover; one of its name first."""
    months = tuple(piece.month for piece in pieces if piece.month is not None)
    if not kept.blocks or len(months) != len(pieces) or not all_known(pieces, kept):
        return None
    found = [block.period for block in kept.blocks if kept.months(block.period) == months]
    found.sort(key=lambda block: block.name != period.name)
    return found[0] if found and months else None
