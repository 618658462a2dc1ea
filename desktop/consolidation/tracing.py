"""Lead from a total to the units, to the file and revision, to the cells, and to the remarks on
them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from desktop.consolidation.lines import Step
from desktop.consolidation.rollup import LineFigures, Rollup
from desktop.figures import unit_names
from models.errors import Problem, Unusable
from models.figures import MonthValues, add, evaluate_month
from models.measures import MEASURES
from models.periods import Month
from models.queries.inbox import accepted_file, month_sources
from models.queries.months import year_figures
from models.tables import SLIP

Part = Literal["opening", "flow", "closing"]
ALL, OWN, BELOW = "all", "own", "below"


@dataclass(frozen=True)
class Source:
    """The file that some months of a unit come from.

    Attributes:
        unit: code of the unit.
        months: the months that come from it.
        file_name, file_hash: as it came; the hash is SHA-256 in hexadecimal digits.
        period, revision, draft: as its manifest says.
        created_at, received_at: by the clock of the sender and by ours.
    """

    unit: str
    months: tuple[Month, ...]
    file_name: str
    file_hash: str
    period: str
    revision: int
    draft: bool
    created_at: datetime
    received_at: datetime


@dataclass(frozen=True)
class Remark:
    """A remark that was sent back to a unit: the place as it was written, the text, and whose
    revision it was on.
    """

    place: str
    text: str
    revision: int | None


@dataclass(frozen=True)
class Cell:
    """One figure that a total is made of.

    Attributes:
        unit, unit_name: whose it is.
        month: of which month.
        measure: by name; a total to be handled is made of the first month's and of what was
            received later.
        part: whether it counts as opening stock, as flow or as closing stock.
        value: None for a blank.
        fields: the same by field of work, as far as it is known there.
        source: the file it came in; None for figures entered here.
        remarks: what was sent back about it.
    """

    unit: str
    unit_name: str
    month: Month
    measure: str
    part: Part
    value: int | None
    fields: tuple[tuple[str, int | None], ...]
    source: Source | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class TracedLine:
    """One unit's share of a total and the cells that it is made of."""

    code: str
    name: str
    value: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Trace:
    """A total and where it comes from; `missing` names the units that have sent nothing."""

    measure: str
    field: str | None
    value: int | None
    lines: tuple[TracedLine, ...]
    missing: tuple[str, ...]


def sources(conn: sa.Connection, now: Rollup) -> dict[str, list[Source]]:
    """Return the files that the figures come from, by unit; a unit whose figures were entered here
    has none.
    """
    found: dict[str, list[Source]] = {}
    for line in now.lines:
        for unit in line.line.units:
            months = [step.month for step in line.line.steps if unit in step.units]
            by_file: dict[str, list[Month]] = {}
            for month, inbox in sorted(month_sources(conn, unit).items()):
                if month in months:
                    by_file.setdefault(inbox, []).append(month)
            found[unit] = [
                _source(conn, unit, inbox, tuple(covered)) for inbox, covered in by_file.items()
            ]
    return found


def trace(
    conn: sa.Connection, now: Rollup, measure: str, part: str = ALL, field: str | None = None
) -> Trace:
    """Return what a total is made of.

    `part` is "all", "own", "below" or a unit's code; `field` is the key of a field of work, None
    for the total. Raises Unusable `unit_unknown`.
    """
    lines = _chosen(now, part)
    names, by_file = unit_names(conn), sources(conn, now)
    traced = [
        _traced(conn, line, measure, field, names, by_file)
        for line in lines
        if line.figures is not None
    ]
    with_field = [line for line in traced if line.cells] if field else traced
    missing = tuple(line.line.name for line in lines if line.figures is None)
    value = add(line.value for line in with_field) if with_field else None
    return Trace(measure, field, value, tuple(with_field), missing)


def remarks_on(conn: sa.Connection, unit: str) -> list[tuple[Remark, Mapping[str, object]]]:
    """Return what was sent back to a unit, the latest last, with the place taken apart."""
    query = sa.select(SLIP.c.body, SLIP.c.revision).where(
        SLIP.c.kind == "return", SLIP.c.unit == unit
    )
    found = []
    for body, revision in conn.execute(query.order_by(sa.text("rowid"))):
        for remark in json.loads(body).get("remarks", ()):
            found.append((Remark(str(remark["place"]), str(remark["text"]), revision), remark))
    return found


def line_value(line: LineFigures, measure: str, field: str | None = None) -> int | None:
    """Return a line's figure, in total or of one field of work."""
    if line.figures is None:
        return None
    if field is None:
        return line.figures.total[measure]
    return next((row.measures[measure] for row in line.figures.areas if row.area_id == field), None)


def _chosen(now: Rollup, part: str) -> list[LineFigures]:
    own = [now.own] if now.own else []
    if part == ALL:
        return [*own, *now.lines]
    if part == OWN:
        return own
    if part == BELOW:
        return list(now.lines)
    chosen = [line for line in (*own, *now.lines) if line.line.code == part]
    if not chosen:
        raise Unusable(Problem("unit_unknown", values={"text": part}))
    return chosen


def _traced(
    conn: sa.Connection,
    line: LineFigures,
    measure: str,
    field: str | None,
    names: Mapping[str, str],
    by_file: Mapping[str, list[Source]],
) -> TracedLine:
    asked = list(_asked(line.line.steps, measure))
    months = {
        unit: [step.month for step, _, _ in asked if unit in step.units] for unit in line.line.units
    }
    known = {unit: _worked_out(conn, unit, wanted) for unit, wanted in months.items()}
    remarks = {unit: remarks_on(conn, unit) for unit in line.line.units}
    cells = []
    for step, name, part in asked:
        for unit in step.units:
            values = known[unit].get(step.month)
            if field is not None and values is not None and field not in values.rows:
                continue
            fields = _fields(values, name)
            value = (
                None
                if values is None
                else values.total.known[name]
                if field is None
                else fields[field][1]
            )
            source = next((s for s in by_file.get(unit, ()) if step.month in s.months), None)
            label = fields[field][0] if field in fields else None
            said = tuple(_about(remarks[unit], step.month, name, label))
            shown = tuple(fields.values()) if field is None else ()
            cells.append(
                Cell(
                    unit, names.get(unit, unit), step.month, name, part, value, shown, source, said
                )
            )
    return TracedLine(
        line.line.code, line.line.name, line_value(line, measure, field), tuple(cells)
    )


def _asked(steps: tuple[Step, ...], measure: str) -> Iterator[tuple[Step, str, Part]]:
    flow = MEASURES[measure].flow
    if measure == "to_handle":
        yield steps[0], "to_handle", "opening"
        yield from ((step, "received", "flow") for step in steps[1:])
    elif flow == "opening":
        yield steps[0], measure, "opening"
    elif flow == "closing":
        yield steps[-1], measure, "closing"
    else:
        yield from ((step, measure, "flow") for step in steps)


def _worked_out(conn: sa.Connection, unit: str, months: list[Month]) -> dict[Month, MonthValues]:
    return {
        month: evaluate_month(found.rows)
        for month, found in year_figures(conn, unit, months).items()
    }


def _fields(values: MonthValues | None, measure: str) -> dict[str, tuple[str, int | None]]:
    """Return name and figure of each field of work of a month, by its key."""
    if values is None:
        return {}
    return {key: (row.area, values.areas[key].known[measure]) for key, row in values.rows.items()}


def _about(
    remarks: list[tuple[Remark, Mapping[str, object]]],
    month: Month,
    measure: str,
    field: str | None,
) -> Iterator[Remark]:
    for remark, place in remarks:
        if place.get("month") != str(month) or place.get("measure") not in (None, measure):
            continue
        if field is None or place.get("field") in (None, field):
            yield remark


def _source(conn: sa.Connection, unit: str, inbox: str, months: tuple[Month, ...]) -> Source:
    file = accepted_file(conn, inbox)
    assert file is not None  # a month's source refers to it
    return Source(
        unit, months, file.file_name, file.file_hash, file.period, file.revision, file.draft, file.created_at,
        file.received_at,
    )  # fmt: skip
