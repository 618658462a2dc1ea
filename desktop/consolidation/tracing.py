"""Lead from a total to its units, their files and revisions, the cells, and the remarks on them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa

from desktop.consolidation.lines import Step
from desktop.consolidation.rollup import LineFigures, Rollup
from desktop.figures import unit_names
from models.blocks import last_month
from models.errors import Problem, Unusable
from models.figures import MonthValues, UnitFigures, add, evaluate_month
from models.measures import MEASURES
from models.periods import Month, Period
from models.queries.blocks import blocks
from models.queries.inbox import accepted_file, block_sources, month_sources
from models.queries.months import year_figures
from models.tables import SLIP

Part = Literal["opening", "flow", "closing"]
ALL, OWN, BELOW = "all", "own", "below"


@dataclass(frozen=True)
class Source:
    """The file that some months and blocks of a unit come from.

    Attributes:
        unit: code of the unit.
        months, blocks: what comes from it.
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
    blocks: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Remark:
    """A remark that was sent back to a unit: the place as it was written, text, and revision."""

    place: str
    text: str
    revision: int | None


@dataclass(frozen=True)
class _Aimed:
    """A remark with its place taken apart; a part that is None stands for all."""

    remark: Remark
    month: str | None
    area: str | None
    measure: str | None

    def is_about(self, month: Month, measure: str, area: str | None) -> bool:
        """Return whether the remark is about a cell; of any field of work where that is None."""
        if self.month != str(month):
            return False
        if self.measure not in (None, measure):
            return False
        return area is None or self.area in (None, area)


@dataclass(frozen=True)
class Cell:
    """One figure that a total is made of.

    Attributes:
        unit, unit_name: whose it is.
        month: of which month; of a block the one in which it ends.
        measure: by name; a total to be handled is made of the first month's and of what was
            received later.
        part: whether it counts as opening stock, as flow or as closing stock.
        value: None for a blank.
        fields: the same by field of work, as far as it is known there.
        source: the file it came in; None for figures entered here.
        remarks: what was sent back about it.
        block: name of the block's period, "" for a month.
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
    block: str = ""


class Share(NamedTuple):
    """What one unit has in a figure."""

    code: str
    name: str
    value: int | None


@dataclass(frozen=True)
class Origin:
    """A figure and the units that it is made of; `missing` names those that have sent nothing."""

    measure: str
    field: str | None
    value: int | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...]


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
    area_id: str | None
    value: int | None
    lines: tuple[TracedLine, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Reported:
    """What one unit of a line has sent: its months worked out, its files, the remarks on them.

    Attributes:
        months: also its blocks, by their periods.
    """

    name: str
    months: Mapping[Month | Period, MonthValues]
    files: tuple[Source, ...]
    remarks: tuple[_Aimed, ...]

    def file_of(self, figures: Month | Period) -> Source | None:
        """Return the file that a month or block came in; None where it was entered here."""
        for file in self.files:
            if figures in (*file.months, *file.blocks):
                return file
        return None


def sources(conn: sa.Connection, now: Rollup) -> dict[str, list[Source]]:
    """Return the files that the figures come from, by unit.

    A unit whose figures were entered here has none.
    """
    found: dict[str, list[Source]] = {}
    for line in now.lines:
        for unit in line.line.units:
            steps = [step for step in line.line.steps if unit in step.units]
            months, periods = _kept_under(unit, steps)
            by_file: dict[str, list[Month]] = {}
            for month, inbox in sorted(month_sources(conn, unit).items()):
                if month in months:
                    by_file.setdefault(inbox, []).append(month)
            of_blocks = block_sources(conn, unit, periods)
            found[unit] = []
            for inbox in dict.fromkeys((*by_file, *of_blocks.values())):
                blocks = [block for block, source in of_blocks.items() if source == inbox]
                source = _source(conn, unit, inbox, tuple(by_file.get(inbox, ())))
                found[unit].append(replace(source, blocks=tuple(blocks)))
    return found


def origin(now: Rollup, measure: str, part: str = ALL, field: str | None = None) -> Origin:
    """Return the units that a total is made of, without reading their cells; as `trace` does."""
    lines = _chosen(now, part)
    shares = []
    for line in lines:
        if line.figures is not None and _has(line.figures, field):
            value = line_value(line, measure, field)
            shares.append(Share(line.line.code, line.line.name, value))
    missing = tuple(line.line.name for line in lines if line.figures is None)
    whole = add(share.value for share in shares) if shares else None
    return Origin(measure, field, whole, tuple(shares), missing)


def trace(
    conn: sa.Connection, now: Rollup, measure: str, part: str = ALL, area_id: str | None = None
) -> Trace:
    """Return what a total is made of.

    `part` is "all", "own", "below" or a unit's code; `area_id` is the key of a field of work, None
    for the total. Raises Unusable `unit_unknown`.
    """
    lines = _chosen(now, part)
    names, files = unit_names(conn), sources(conn, now)
    traced = []
    for line in lines:
        if line.figures is None:
            continue
        asked = list(_asked(line.line.steps, measure))
        steps = [step for step, _, _ in asked]
        units = {}
        for unit in line.line.units:
            own = [step for step in steps if unit in step.units]
            name = names.get(unit, unit)
            units[unit] = _reported(conn, unit, name, own, files.get(unit, ()))
        cells = tuple(_cells(asked, units, area_id))
        # A field of work is traced through the units that have it.
        if cells or area_id is None:
            value = line_value(line, measure, area_id)
            traced.append(TracedLine(line.line.code, line.line.name, value, cells))
    missing = tuple(line.line.name for line in lines if line.figures is None)
    total = add(line.value for line in traced) if traced else None
    return Trace(measure, area_id, total, tuple(traced), missing)


def line_value(line: LineFigures, measure: str, area_id: str | None = None) -> int | None:
    """Return a line's figure, in total or of one field of work."""
    if line.figures is None:
        return None
    if area_id is None:
        return line.figures.total[measure]
    for row in line.figures.areas:
        if row.area_id == area_id:
            return row.measures[measure]
    return None


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


def _has(figures: UnitFigures, area_id: str | None) -> bool:
    return area_id is None or any(row.area_id == area_id for row in figures.areas)


def _reported(
    conn: sa.Connection, unit: str, name: str, steps: list[Step], files: Sequence[Source]
) -> _Reported:
    months, periods = _kept_under(unit, steps)
    kept = year_figures(conn, unit, months)
    worked_out: dict[Month | Period, MonthValues] = {}
    for month, found in kept.items():
        worked_out[month] = evaluate_month(found.rows)
    for period, block in blocks(conn, unit, periods).items():
        worked_out[period] = evaluate_month(block.figures)
    return _Reported(name, worked_out, tuple(files), tuple(_remarks_on(conn, unit)))


def _kept_under(unit: str, steps: Iterable[Step]) -> tuple[list[Month], list[Period]]:
    figures = [each for step in steps for each in step.figures_of(unit)]
    months = [each for each in figures if isinstance(each, Month)]
    return months, [each for each in figures if isinstance(each, Period)]


def _remarks_on(conn: sa.Connection, unit: str) -> Iterator[_Aimed]:
    """Yield what was sent back to a unit, the latest last."""
    query = sa.select(SLIP.c.body, SLIP.c.revision).where(
        SLIP.c.kind == "return", SLIP.c.unit == unit
    )
    for body, revision in conn.execute(query.order_by(sa.text("rowid"))):
        for sent in json.loads(body).get("remarks", ()):
            remark = Remark(str(sent["place"]), str(sent["text"]), revision)
            yield _Aimed(remark, sent.get("month"), sent.get("field"), sent.get("measure"))


def _cells(
    asked: Sequence[tuple[Step, str, Part]], units: Mapping[str, _Reported], area_id: str | None
) -> Iterator[Cell]:
    for step, measure, part in asked:
        for unit in step.units:
            for figures, of_it, counted in _figures_of(step, unit, measure, part):
                cell = _cell(unit, units[unit], figures, of_it, counted, area_id)
                if cell is not None:
                    yield cell


def _figures_of(
    step: Step, unit: str, measure: str, part: Part
) -> Iterator[tuple[Month | Period, str, Part]]:
    """Yield what a unit's figure of a stretch of time is made of, each with its measure."""
    first, *later = step.figures_of(unit)
    yield (later.pop() if part == "closing" and later else first), measure, part
    for each in later:
        if measure == "to_handle":
            yield each, "received", "flow"
        elif part == "flow":
            yield each, measure, part


def _cell(
    unit: str,
    reported: _Reported,
    figures: Month | Period,
    measure: str,
    part: Part,
    area_id: str | None,
) -> Cell | None:
    """Return a figure of a month of a unit; None for a field of work that it did not have then."""
    values = reported.months.get(figures)
    block = "" if isinstance(figures, Month) else figures.name
    month = figures if isinstance(figures, Month) else last_month(figures)
    fields = _areas(values, measure)
    area, value = None, None
    if area_id is None:
        value = values.total.known[measure] if values is not None else None
    elif area_id in fields:
        area, value = fields[area_id]
    elif values is not None:
        return None
    # A month that was never sent stays: it is the reason why the total is not known.
    remarks = []
    for aimed in reported.remarks:
        if not block and aimed.is_about(month, measure, area):
            remarks.append(aimed.remark)
    return Cell(
        unit=unit,
        unit_name=reported.name,
        month=month,
        measure=measure,
        part=part,
        value=value,
        fields=tuple(fields.values()) if area_id is None else (),
        source=reported.file_of(figures),
        remarks=tuple(remarks),
        block=block,
    )


def _areas(values: MonthValues | None, measure: str) -> dict[str, tuple[str, int | None]]:
    """Return name and figure of each field of work of a month, by its key."""
    if values is None:
        return {}
    found = {}
    for key, row in values.rows.items():
        found[key] = (row.area, values.areas[key].known[measure])
    return found


def _asked(steps: tuple[Step, ...], measure: str) -> Iterator[tuple[Step, str, Part]]:
    """Yield the stretches of time whose figures make a line's figure, each with its measure."""
    flow = MEASURES[measure].flow
    if measure == "to_handle":
        # Carried over once; from then on only what came in.
        yield steps[0], "to_handle", "opening"
        for step in steps[1:]:
            yield step, "received", "flow"
    elif flow == "opening":
        yield steps[0], measure, "opening"
    elif flow == "closing":
        yield steps[-1], measure, "closing"
    else:
        for step in steps:
            yield step, measure, "flow"


def _source(conn: sa.Connection, unit: str, inbox: str, months: tuple[Month, ...]) -> Source:
    file = accepted_file(conn, inbox)
    assert file is not None  # a month's source refers to it
    return Source(
        unit=unit,
        months=months,
        file_name=file.file_name,
        file_hash=file.file_hash,
        period=file.period,
        revision=file.revision,
        draft=file.draft,
        created_at=file.created_at,
        received_at=file.received_at,
    )
