"""Which units a period's report is made of, and which unit answers for each month of a line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

import sqlalchemy as sa

from desktop.calendars import Calendars
from desktop.consolidation.days import ended_before, life_in_list, overlaps, stands
from desktop.figures import unit_names
from models.blocks import (
    Assembled,
    BlockDays,
    Kept,
    Piece,
    all_known,
    fill,
    last_month,
    nothing_of,
    put_together,
)
from models.errors import Problem, Refused
from models.kinds import codes_in
from models.periods import ALWAYS, Life, Month, Period, Window, first_day, last_day
from models.queries.blocks import block_days, blocks_by_unit
from models.queries.lives import life_of, listed_units
from models.queries.months import months_by_unit, months_with_figures
from models.queries.records import profile
from models.queries.settings import stored
from models.registers import Record
from models.succession import merged_into, standing_successor, successors_of


@dataclass(frozen=True)
class Step:
    """One stretch of a line's time: a month or a block, and whose figures add up to it.

    Attributes:
        month: the month; of a block the one in which it ends.
        window: the days that the figures cover.
        units: codes of the units.
        block: the block, None for a month.
        covered: the months that the block stands for; none for days inside a month.
        instead: units that do not have the block, each with its own months and blocks of that time.
    """

    month: Month
    window: Window
    units: tuple[str, ...]
    block: Period | None = None
    covered: tuple[Month, ...] = ()
    instead: tuple[tuple[str, tuple[Month | Period, ...]], ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months that the stretch is."""
        return (self.month,) if self.block is None else self.covered

    @property
    def figures(self) -> Month | Period:
        """Return what the figures are kept under."""
        return self.block or self.month

    def figures_of(self, unit: str) -> tuple[Month | Period, ...]:
        """Return what the figures of one of its units are kept under, in order of time."""
        for code, figures in self.instead:
            if code == unit:
                return figures
        return (self.figures,)


@dataclass(frozen=True)
class Line:
    """One line of the report: a unit as it stands at the end of the period.

    Those that were merged into it count in it.

    Attributes:
        code, name: of the unit that stands.
        steps: the line's time in order; a month of a merger has two, before and after.
        expected: it is in the list of this office.
        merged: codes of the units that were merged into it and have a part in the period.
        split_into: codes of the units it was split into, where it ended that way; what it reported
            is divided among none of them.
        kind: its type (phường, xã, …) as the list or its profile says, "" where neither does.
    """

    code: str
    name: str
    steps: tuple[Step, ...]
    expected: bool = True
    merged: tuple[str, ...] = ()
    split_into: tuple[str, ...] = ()
    kind: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        """Return the codes of all units that the line is made of, the standing one first."""
        return (self.code, *self.merged)

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months of the line that count as months in order, each once."""
        return tuple(dict.fromkeys(step.month for step in self.steps if step.block is None))

    @property
    def covered(self) -> tuple[Month, ...]:
        """Return all months of the line in order, those that a block stands for among them."""
        return tuple(dict.fromkeys(month for step in self.steps for month in step.months))

    @property
    def blocks(self) -> tuple[Piece, ...]:
        """Return the blocks of the line with the days that they really cover."""
        steps = [step for step in self.steps if step.block is not None]
        return tuple(Piece(step.window, None, step.block) for step in steps)


def own_line(conn: sa.Connection, period: Period) -> Line | None:
    """Return the line of the office's own unit; None where that never had any figures."""
    code = stored(conn).get("unit", "")
    figures = {code: set(months_with_figures(conn, code))}
    blocks = {code: block_days(conn, code)}
    if not code or not (figures[code] or blocks[code]):
        return None
    kept = _Kept(conn, figures, blocks, {code: life_of(conn, code)})
    resolved = kept.resolved(code, period)
    if resolved.absent:
        return None
    steps = []
    for piece in resolved.pieces:
        if piece.month is None:
            steps.append(kept.block_step(piece, (code,)))
        else:
            steps.append(Step(piece.month, piece.window, (code,)))
    return Line(code, profile(conn, code).text("name") or code, tuple(steps), expected=False)


def unit_lines(conn: sa.Connection, period: Period, as_of: date | None = None) -> list[Line]:
    """Return the lines of the other units, in the order of the list.

    A unit that stands on the day (the last one of the period) is a line; what was merged into it
    before counts in it for the months in which it still stood. One that ended in the period without
    a successor, or was split among several, keeps a line of its own. A unit that stands but has
    nothing of just these days has a line without steps.

    Raises Refused for a month that straddles free dates.
    """
    own = stored(conn).get("unit", "")
    listed = listed_units(conn)
    listed.pop(own, None)
    lives = {code: life_in_list(unit) for code, unit in listed.items()}
    kept = _Kept(conn, months_by_unit(conn), blocks_by_unit(conn), lives)
    day = as_of or kept.calendars.last_day(period)
    # A dictionary for its order and for quick asking: there may be thousands of units.
    standing = {code: unit for code, unit in listed.items() if stands(unit, day)}
    successors = successors_of(unit.values for unit in listed.values())
    heads = list(standing)
    for code, unit in listed.items():
        # A unit that ended and was merged into none that stands answers for itself.
        if ended_before(unit, day) and standing_successor(code, successors, standing) is None:
            heads.append(code)
    # Figures may have come from a unit that nobody has put into the list.
    strangers = sorted({*kept.figures, *kept.blocks} - set(listed) - {own})
    groups = merged_into(successors, set(heads))
    lines = []
    for code in (*heads, *strangers):
        line = _line(kept, period, code, listed, groups.get(code, ()))
        if line.steps or (code in standing and _has_days_of(period, listed[code])):
            lines.append(line)
    return lines


def _has_days_of(period: Period, unit: Record) -> bool:
    """Return whether a unit stood on days of a period that has dates in place of months."""
    return not period.months and overlaps(unit, Window(first_day(period), last_day(period)))


class _Kept:
    """What is kept of all units, read at once: for what time they have figures, and their lives."""

    def __init__(
        self,
        conn: sa.Connection,
        figures: Mapping[str, set[Month]],
        blocks: Mapping[str, Sequence[BlockDays]],
        lives: Mapping[str, Life],
    ) -> None:
        self.conn = conn
        self.figures = figures
        self.blocks = blocks
        self.calendars = Calendars(conn)
        self._lives = lives

    def time(self, *units: str, life: Life | None = None) -> Kept:
        """Return for what time some units all have figures, by the windows of the first.

        A unit by itself has its own life, unless another is given.
        """
        figures = [self.figures.get(unit, set()) for unit in units]
        blocks = self.blocks.get(units[0], ())
        for unit in units[1:]:
            periods = {block.period for block in self.blocks.get(unit, ())}
            blocks = [block for block in blocks if block.period in periods]
        if life is None:
            life = self._lives.get(units[0], ALWAYS) if len(units) == 1 else ALWAYS
        known = self.calendars
        own, held = known.own(units[0]), set.intersection(*figures)
        return Kept(own, held, blocks, known.start_day, life, known.usual)

    def block_step(self, piece: Piece, units: tuple[str, ...]) -> Step:
        """Return the stretch of time that a block is."""
        assert piece.block is not None
        covered = self.time(units[0]).months(piece.block)
        return Step(last_month(piece.block), piece.window, units, piece.block, covered)

    def resolved(self, unit: str, period: Period, life: Life | None = None) -> Assembled:
        """Apply the period to a unit in its life or another; raises Refused with its name."""
        try:
            return put_together(period, self.time(unit, life=life))
        except Refused as refused:
            if period.kind != "free":
                return nothing_of(period)  # months say nothing of a day or a week of theirs
            name = unit_names(self.conn).get(unit, unit)
            raise Refused(_named(problem, name) for problem in refused.problems) from None


def _named(problem: Problem, name: str) -> Problem:
    """Return a problem of one unit among many, which says the unit's name."""
    code = problem.code
    if code == "window_straddles":
        code = "consolidation_straddles"
    return Problem(code, problem.place, {**problem.values, "name": name})


def _line(
    kept: _Kept, period: Period, code: str, listed: Mapping[str, Record], merged: Sequence[str]
) -> Line:
    group = [code, *merged]
    windows: dict[Month, Window] = {}
    for unit in reversed(group):
        resolved = kept.resolved(unit, period, ALWAYS)
        windows.update(zip(resolved.months, resolved.windows, strict=True))
    steps = _with_blocks(kept, period, group, windows, listed)
    used = {unit for step in steps for unit in step.units}
    return Line(
        code,
        _name(kept, code, listed),
        tuple(steps),
        expected=code in listed,
        merged=tuple(unit for unit in merged if unit in used),
        split_into=_split_into(code, listed, kept.calendars.last_day(period)),
        kind=listed[code].text("kind").strip() if code in listed else "",
    )


def _with_blocks(
    kept: _Kept,
    period: Period,
    group: Sequence[str],
    windows: Mapping[Month, Window],
    listed: Mapping[str, Record],
) -> list[Step]:
    """Return the steps of a line whose months have these windows, blocks among them."""
    code, merged = group[0], group[1:]
    steps: list[Step] = []
    if code in kept.blocks and not (merged and period.months):
        resolved = kept.resolved(code, period)
        if resolved.blocks_used:
            for piece in resolved.pieces:
                if piece.month is None:
                    steps.append(kept.block_step(piece, (code,)))
                else:
                    window = windows.get(piece.month, piece.window)
                    steps += _steps(piece.month, window, group, listed, kept.figures)
            return steps
    for month in sorted(windows):
        steps += _steps(month, windows[month], group, listed, kept.figures)
    return _filled(kept, steps) if merged and kept.blocks else steps


def _filled(kept: _Kept, steps: Sequence[Step]) -> list[Step]:
    """Return the steps with the blocks that stand for some of them.

    Before a merger and after it other units answer for the months. A block of one of them, or one
    that all of them have who answer together, is taken for the months that it is theirs alone to
    answer for.
    """
    found: list[Step] = []
    for units, run in groupby(steps, key=lambda step: step.units):
        of_month = {step.month: step for step in run}
        together: list[Step] = []
        for piece in fill(list(of_month), kept.time(*units)):
            if piece.month is None:
                together.append(kept.block_step(piece, units))
            else:
                together.append(of_month[piece.month])
        found += _each_by_its_own(kept, units, together)
    return found


def _each_by_its_own(kept: _Kept, units: tuple[str, ...], steps: list[Step]) -> list[Step]:
    """Return steps of some units, those with blanks put together where each knows the time somehow.

    One has a quarter, another its three months: of the quarter both are known.
    """
    known = kept.time(*units).with_figures
    for unit in units if len(units) > 1 else ():
        time = kept.time(unit, life=ALWAYS)
        for block in time.by_size:
            covered = time.months(block.period)
            of_it = [step for step in steps if step.block is None and step.month in covered]
            is_blank = any(step.month not in known for step in of_it)
            if not is_blank or len(of_it) < len(covered):
                continue
            step = _by_its_own(kept, units, kept.block_step(time.piece(block), units))
            if step is not None:
                place = steps.index(of_it[0])
                steps[place : place + len(of_it)] = [step]
    return steps


def _by_its_own(kept: _Kept, units: tuple[str, ...], step: Step) -> Step | None:
    """Return a block with what each unit has of its days; None where one lacks some of them."""
    instead: list[tuple[str, tuple[Month | Period, ...]]] = []
    for unit in units:
        time = kept.time(unit, life=ALWAYS)
        pieces = fill(step.covered, time)
        days = Window(pieces[0].window.start, pieces[-1].window.end)
        if days != step.window or not all_known(pieces, time):
            return None
        figures = [piece.month or piece.block for piece in pieces]
        instead.append((unit, tuple(each for each in figures if each is not None)))
    return replace(step, instead=tuple(instead))


def _split_into(code: str, listed: Mapping[str, Record], day: date) -> tuple[str, ...]:
    """Return the units that one which ended by a day was split into."""
    unit = listed.get(code)
    if unit is None or not ended_before(unit, day):
        return ()
    heirs = codes_in(unit["successor"])
    return heirs if len(heirs) > 1 else ()


def _name(kept: _Kept, code: str, listed: Mapping[str, Record]) -> str:
    if code in listed:
        return listed[code].text("name")
    return profile(kept.conn, code).text("name") or code


def _steps(
    month: Month,
    window: Window,
    group: Sequence[str],
    listed: Mapping[str, Record],
    figures: Mapping[str, set[Month]],
) -> list[Step]:
    """Return who answers for a month.

    That is one step, or two where units ended inside its window and reported a part.
    """
    after = tuple(unit for unit in group if _stands(unit, window.end, listed))
    ended = []
    for unit in group:
        reported = month in figures.get(unit, ())
        if unit not in after and reported and _overlaps(unit, window, listed):
            ended.append(unit)
    # A unit that stood all the time already holds dossiers of its own: theirs stand beside, not
    # before.
    if ended and any(_stands(unit, window.start, listed) for unit in after):
        return [Step(month, window, (*after, *ended))]
    steps = []
    for units in (tuple(ended), after):
        if units:
            steps.append(Step(month, _lived(units, window, listed), units))
    return steps


def _lived(units: Sequence[str], window: Window, listed: Mapping[str, Record]) -> Window:
    """Return the days of a window on which some of the units stood."""
    lives = [life_in_list(listed[code]) if code in listed else ALWAYS for code in units]
    cut = [life.cut(window) for life in lives]
    return Window(min(each.start for each in cut), max(each.end for each in cut))


# A unit that is not in the list has no dates: it stands whenever it is asked for.


def _stands(code: str, day: date, listed: Mapping[str, Record]) -> bool:
    return code not in listed or stands(listed[code], day)


def _overlaps(code: str, window: Window, listed: Mapping[str, Record]) -> bool:
    return code not in listed or overlaps(listed[code], window)
