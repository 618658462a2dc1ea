"""Whether the figures of received units are those of the files that they came in, and mending them.

The files are kept as they came, signed, so what they say can be asked again at any time.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import sqlalchemy as sa

from desktop.handoff.applying import rebuild, reopen, values_here
from desktop.handoff.areas import AreasOfWork
from desktop.handoff.incoming_files import Opened
from desktop.soundness import RECEIVED_DIFFERS, damaged
from models.blocks import speaks_of
from models.errors import Place, Problem, Unusable
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Period, parse_period
from models.queries.inbox import Accepted, accepted, ranked
from models.work import Change, Work

# "Không phát sinh", then the values in the order of the measures.
_Row = tuple[int | None, ...]
# Rows by month ("2024-06") or by the period of a block, fields of work left out: this office may
# have renamed its own since.
_Rows = dict[tuple[str, bool], Counter[_Row]]

_MEASURES = tuple(MEASURES)
_COLUMNS = ", ".join(_MEASURES)
# What a gesture of this office wrote is told by its history.
_NOT_TOLD = (
    "deleted_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM change WHERE change.record = {table}.id AND change.register = '{table}')"
)
_FIGURES = (
    f"SELECT printf('%04d-%02d', year, month), nil, {_COLUMNS} FROM dossiers"
    f" WHERE unit = ? AND {_NOT_TOLD.format(table='dossiers')}"
)
_BLOCKS = (
    f"SELECT period, NULL, {_COLUMNS} FROM blocks"
    f" WHERE unit = ? AND {_NOT_TOLD.format(table='blocks')}"
)
_LOST = (
    "SELECT count(*) FROM dossiers WHERE unit = ? AND deleted_at IS NULL AND field != ?"
    " AND field NOT IN (SELECT id FROM fields)"
)


class Differing(NamedTuple):
    """What the store says otherwise than the files of a unit.

    Attributes:
        problem: to be read by a person.
        unit: code of the unit.
        mendable: the files are sound, so what they say can be put back.
    """

    problem: Problem
    unit: str
    mendable: bool


def received_differences(conn: sa.Connection, only: str | None = None) -> list[Differing]:
    """Return where the figures of received units, or one, are not those of the files in force.

    Raises Unusable store_damaged.
    """
    try:
        files = [each for each in accepted(conn) if only in (None, each.unit)]
    except ValueError as error:
        # The time of a file is none.
        raise damaged(conn) from error
    files.sort(key=attrgetter("unit"))
    found: list[Differing] = []
    for unit, group in groupby(files, key=attrgetter("unit")):
        found += _differences_of(conn, unit, list(group))
    return found


def received_problems(conn: sa.Connection, only: str | None = None) -> list[Problem]:
    """Return the same as problems alone."""
    return [each.problem for each in received_differences(conn, only)]


def mend_received(work: Work) -> list[Differing]:
    """Put back what the kept files say, unit by unit, and return what was found.

    A unit with a damaged file stays as it is. Raises Unusable store_damaged.
    """
    found = received_differences(work.conn)
    areas = AreasOfWork(work.conn)
    for unit in sorted({each.unit for each in found if each.mendable}):
        rebuild(work, unit, areas)
        work.changes.append(Change("inbox", unit, unit, "edit", None, {"mended": True}))
    return found


def _differences_of(conn: sa.Connection, unit: str, files: list[Accepted]) -> Iterator[Differing]:
    told: _Rows = {}
    taken: set[str] = set()
    above: list[Period] = []
    for file in ranked(files):
        try:
            opened = reopen(conn, file)
        except Unusable:
            values = {
                "period": file.period,
                "revision": file.revision,
                "at": f"{file.received_at.astimezone():%H:%M %d/%m/%Y}",
            }
            problem = Problem("received_damaged", Place(unit=unit), values)
            yield Differing(problem, unit, mendable=False)
            return
        _add_rows(told, opened, taken, above)
        taken |= {state.month for state in opened.data.months}
        above.append(parse_period(file.period))
    yield from _compared(unit, _kept(conn, unit), told)
    lost = conn.exec_driver_sql(_LOST, (unit, WHOLE_UNIT_ID)).scalar_one()
    if lost:
        values = {"variant": "field", "count": lost}
        yield Differing(Problem(RECEIVED_DIFFERS, Place(unit=unit), values), unit, mendable=True)


def _add_rows(told: _Rows, opened: Opened, taken: set[str], above: list[Period]) -> None:
    """Add what a file says of the months and blocks that none before it decides."""
    data, own = opened.data, parse_period(opened.data.period)
    for month, _, nil, figures in data.figures:
        if month not in taken:
            row = (1 if nil else None, *values_here(data.measures, figures))
            told.setdefault((month, False), Counter())[row] += 1
    for line in data.blocks:
        block = parse_period(line[0])
        if speaks_of(own, block) and not any(speaks_of(other, block) for other in above):
            row = (None, *values_here(data.measures, line[-1]))
            told.setdefault((line[0], True), Counter())[row] += 1


def _kept(conn: sa.Connection, unit: str) -> _Rows:
    rows: _Rows = {}
    for query, block in ((_FIGURES, False), (_BLOCKS, True)):
        for time, *values in conn.exec_driver_sql(query, (unit,)):
            rows.setdefault((time, block), Counter())[tuple(values)] += 1
    return rows


def _compared(unit: str, kept: _Rows, told: _Rows) -> Iterator[Differing]:
    for key in sorted({*kept, *told}):
        here, there = kept.get(key, Counter()), told.get(key, Counter())
        if here != there:
            time, block = key
            words = _words(list((here - there).elements()), list((there - here).elements()))
            place = Place(unit=unit, month=None if block else time)
            if block:
                words |= {"variant": "block", "period": time}
            yield Differing(Problem(RECEIVED_DIFFERS, place, words), unit, mendable=True)


def _words(here: list[_Row], there: list[_Row]) -> dict[str, object]:
    """Return how rows differ: the one figure where it is only that, else how many rows."""
    if len(here) == len(there) == 1:
        pairs = zip(("", *_MEASURES), here[0], there[0], strict=True)
        differing = [pair for pair in pairs if pair[1] != pair[2]]
        if len(differing) == 1 and differing[0][0]:
            name, kept, told = differing[0]
            return {"variant": "one", "column": MEASURES[name].label, "kept": kept, "told": told}
    return {"variant": "rows", "count": max(len(here), len(there))}
