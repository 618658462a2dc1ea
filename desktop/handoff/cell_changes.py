"""The figures that a file would change: of months that are here already and would be replaced."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from desktop.handoff.arrivals import Arrival, CellChange
from desktop.handoff.desk import Desk
from desktop.handoff.incoming_files import Opened
from models.figures import MonthFigures
from models.measures import MEASURES
from models.periods import Month, parse_month
from models.queries.inbox import month_sources
from models.queries.months import year_figures

# Figures by field of work, then by measure; None for a blank.
_Cells = dict[str, Mapping[str, int | None]]


def cell_changes(
    conn: sa.Connection, desk: Desk, arrival: Arrival, opened: Opened
) -> Iterator[CellChange]:
    """Yield the figures that differ from those that hold."""
    assert arrival.unit is not None
    months = _months_won(conn, desk, arrival, opened)
    present = year_figures(conn, arrival.unit, months)
    given = _cells_given(desk, opened)
    for month in months:
        before = _cells_of(present.get(month))
        after = given.get(month, {})
        for area in dict.fromkeys((*before, *after)):
            old, new = before.get(area, {}), after.get(area, {})
            for measure in MEASURES:
                was, becomes = old.get(measure), new.get(measure)
                if was != becomes:
                    yield CellChange(arrival.unit, str(month), area, measure, was, becomes)


def _months_won(conn: sa.Connection, desk: Desk, arrival: Arrival, opened: Opened) -> list[Month]:
    """Return the months that are here and would come from this file from now on.

    A month comes from the file with the highest rank that contains it, save the one that this file
    replaces: that no longer counts, whatever its rank.
    """
    assert arrival.unit is not None
    rank = (opened.package.manifest.sequence or 0, arrival.data_hash)
    held = desk.held(arrival.unit)
    replaced = held.get(arrival.period or "")
    ranks = {file.id: file.rank for file in held.values() if file is not replaced}
    sources = month_sources(conn, arrival.unit)
    won = []
    for state in opened.data.months:
        month = parse_month(state.month)
        if month in sources and ranks.get(sources[month], (0, "")) < rank:
            won.append(month)
    return won


def _cells_of(figures: MonthFigures | None) -> _Cells:
    if figures is None:
        return {}
    return {row.area: row.entered for row in figures.rows}


def _cells_given(desk: Desk, opened: Opened) -> dict[Month, _Cells]:
    """Return the figures of a file by month, fields of work by their names in this office."""
    data = opened.data
    months = {state.month: parse_month(state.month) for state in data.months}
    given: dict[Month, _Cells] = {}
    for name, area, _, values in data.figures:
        cells = given.setdefault(months[name], {})
        cells[desk.areas.name_here(area)] = dict(zip(data.measures, values, strict=True))
    return given
