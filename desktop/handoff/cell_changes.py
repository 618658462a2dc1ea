"""What a file would change and contradict: months that are here already, and those beside them."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop.handoff.arrivals import Arrival, CellChange
from desktop.handoff.carried_over import carried_over_wrongly
from desktop.handoff.desk import Desk
from desktop.handoff.incoming_files import Opened
from desktop.messages import month_words, period_words
from models.blocks import speaks_of
from models.errors import Problem
from models.figures import MonthFigures, Row
from models.measures import MEASURES
from models.periods import Month, Period, parse_month, parse_period
from models.queries.blocks import blocks
from models.queries.inbox import Accepted, month_sources, ranked
from models.queries.months import year_figures

# Figures by field of work, then by measure; None for a blank.
_Cells = dict[str, Mapping[str, int | None]]


@dataclass(frozen=True)
class _Brought:
    """A month as a file of this act of receiving brings it."""

    file: Accepted
    cells: _Cells


class Comparison:
    """Compares each file with what holds once those before it are taken in.

    What the files before it bring is remembered here: a preview writes nothing, and receiving
    writes some units only at its end.
    """

    def __init__(self, conn: sa.Connection, desk: Desk) -> None:
        self._conn = conn
        self._desk = desk
        self._brought: dict[str, dict[Month, _Brought]] = {}
        self._blocks: dict[str, dict[Period, _Cells]] = {}

    def told(self, arrival: Arrival, file: Accepted, opened: Opened) -> Arrival:
        """Return an arrival with the figures that it changes, and what to know of the others.

        That is what it carries over wrongly, and which figures wait behind a file sent later.

        It is asked before the desk lets the file in.
        """
        notes = [*arrival.notes, *self._unused(file, opened)]
        notes += carried_over_wrongly(self._conn, self._desk, file, opened)
        changes = self._changes(file, opened)
        return dataclasses.replace(arrival, changes=changes, notes=tuple(notes))

    def _changes(self, file: Accepted, opened: Opened) -> tuple[CellChange, ...]:
        brought = self._brought.setdefault(file.unit, {})
        sources = month_sources(self._conn, file.unit)
        months = [month for month in _months(opened) if self._wins(file, month, sources)]
        before = self._before(file.unit, [month for month in months if month in sources])
        given = _cells_given(self._desk, opened)
        found: list[CellChange] = []
        for month in months:
            after = given.get(month, {})
            if month in before:
                for place in _differing(before[month], after):
                    found.append(CellChange(file.unit, str(month), *place))
            brought[month] = _Brought(file, after)
        return (*found, *self._block_changes(file, opened))

    def _block_changes(self, file: Accepted, opened: Opened) -> Iterator[CellChange]:
        """Yield the same of blocks that would come from this file from now on."""
        own, brought = parse_period(file.period), self._blocks.setdefault(file.unit, {})
        before, given = self._blocks_before(file.unit), _blocks_given(self._desk, opened)
        for period in dict.fromkeys((*before, *given)):
            if not speaks_of(own, period) or self._above(file, period) is not None:
                continue
            brought[period] = given.get(period, {})
            if before.get(period):
                for place in _differing(before[period], brought[period]):
                    yield CellChange(file.unit, period.name, *place, block=True)

    def _blocks_before(self, unit: str) -> dict[Period, _Cells]:
        """Return the blocks that are here, those that files before this one bring included."""
        before: dict[Period, _Cells] = {}
        for period, block in blocks(self._conn, unit).items():
            before[period] = _cells_of(block.figures)
        return before | self._blocks.get(unit, {})

    def _above(self, file: Accepted, block: Period) -> Accepted | None:
        """Return the file that decides about a block before this one does, None without one."""
        for other in ranked(self._desk.held(file.unit).values()):
            is_another = other.period != file.period and other.rank > file.rank
            if is_another and speaks_of(parse_period(other.period), block):
                return other
        return None

    def _unused(self, file: Accepted, opened: Opened) -> Iterator[Problem]:
        """Yield which months and blocks hold other figures than this file: a later one has a say.

        One that merely repeats them is no news: sticks arrive in any order.
        """
        self._brought.setdefault(file.unit, {})
        sources = month_sources(self._conn, file.unit)
        months = [month for month in _months(opened) if not self._wins(file, month, sources)]
        kept = self._before(file.unit, [month for month in months if month in sources])
        given = _cells_given(self._desk, opened)
        found: dict[Accepted, list[str]] = {}
        for month in months:
            holder = self._holder(file, month, sources)
            if holder and any(_differing(kept.get(month, {}), given.get(month, {}))):
                found.setdefault(holder, []).append(month_words(str(month)))
        before = self._blocks_before(file.unit)
        for block, cells in _blocks_given(self._desk, opened).items():
            above = self._above(file, block)
            if above and any(_differing(before.get(block, {}), cells)):
                found.setdefault(above, []).append(period_words(block.name))
        for holder, names in found.items():
            told = {"revision": holder.revision, "sequence": holder.sequence}
            values = {**told, "period": holder.period, "names": names}
            yield Problem("arrival_months_kept", values=values)

    def _wins(self, file: Accepted, month: Month, sources: Mapping[Month, str]) -> bool:
        """Return whether a month would come from this file from now on.

        It comes from the file with the highest rank that contains it, save the one that this file
        replaces: that no longer counts, whatever its rank.
        """
        holder = self._holder(file, month, sources)
        return holder is None or holder.rank < file.rank

    def _holder(
        self, file: Accepted, month: Month, sources: Mapping[Month, str]
    ) -> Accepted | None:
        """Return the file that a month comes from now, None where this one replaces it."""
        held = self._desk.held(file.unit)
        here = self._brought[file.unit].get(month)
        if here is not None:
            holder: Accepted | None = here.file
        else:
            by_id = {other.id: other for other in held.values()}
            holder = by_id.get(sources.get(month, ""))
        return None if holder is held.get(file.period) else holder

    def _before(self, unit: str, kept: list[Month]) -> dict[Month, _Cells]:
        """Return the months that are here, those that files before this one bring included."""
        present = year_figures(self._conn, unit, kept)
        found = {month: _cells_of(_rows_of(present.get(month))) for month in kept}
        found.update({month: each.cells for month, each in self._brought[unit].items()})
        return found


def _differing(before: _Cells, after: _Cells) -> Iterator[tuple[str, str, int | None, int | None]]:
    """Yield field, measure, and both figures where these differ."""
    for area in dict.fromkeys((*before, *after)):
        old, new = before.get(area, {}), after.get(area, {})
        for measure in MEASURES:
            was, becomes = old.get(measure), new.get(measure)
            if was != becomes:
                yield area, measure, was, becomes


def _months(opened: Opened) -> list[Month]:
    return [parse_month(state.month) for state in opened.data.months]


def _rows_of(figures: MonthFigures | None) -> tuple[Row, ...]:
    return figures.rows if figures else ()


def _cells_of(rows: Iterable[Row]) -> _Cells:
    return {row.area: row.entered for row in rows}


def _blocks_given(desk: Desk, opened: Opened) -> dict[Period, _Cells]:
    """Return the blocks of a file, fields of work by their names in this office."""
    given: dict[Period, _Cells] = {}
    for name, area, *_, values in opened.data.blocks:
        cells = dict(zip(opened.data.measures, values, strict=True))
        given.setdefault(parse_period(name), {})[desk.areas.name_here(area)] = cells
    return given


def _cells_given(desk: Desk, opened: Opened) -> dict[Month, _Cells]:
    """Return the figures of a file by month, fields of work by their names in this office."""
    data = opened.data
    months = {state.month: parse_month(state.month) for state in data.months}
    given: dict[Month, _Cells] = {}
    for name, area, _, values in data.figures:
        cells = given.setdefault(months[name], {})
        cells[desk.areas.name_here(area)] = dict(zip(data.measures, values, strict=True))
    return given
