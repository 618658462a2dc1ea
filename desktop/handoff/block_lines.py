"""The blocks (Hồ sơ theo kỳ) in a submission: written, checked, and read by their values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from desktop.handoff.values import Day, Figure, Name, PeriodName, Text
from models.blocks import speaks_of
from models.errors import OfficeError
from models.kinds import is_day
from models.measures import MEASURES
from models.periods import Period, parse_period
from models.queries.blocks import blocks
from models.registers import Value
from models.text import printable

# One row of a block: period, field of work, first and last day, source, "In theo", reason, and the
# values in the order of the file's measures.
BlockLine = tuple[
    PeriodName,
    Name,
    Day | None,
    Day | None,
    Text | None,
    Text | None,
    Text | None,
    tuple[Figure, ...],
]


def block_lines(
    conn: sa.Connection, unit: str, period: Period, names: Mapping[str, str]
) -> Iterator[BlockLine]:
    """Yield the blocks that a submission of a period speaks of; `names` are the fields by id."""
    for block in blocks(conn, unit, None, names).values():
        if not speaks_of(period, block.period):
            continue
        for each in block.rows:
            start = each.start.isoformat() if each.start else None
            end = each.end.isoformat() if each.end else None
            said = (each.source or None, each.printed, each.reason or None)
            values = tuple(each.row.entered.get(name) for name in MEASURES)
            yield block.period.name, each.row.area, start, end, *said, values


def blocks_are_sound(lines: Sequence[BlockLine], width: int) -> bool:
    """Say whether none is there twice, and each has as many values as there are measures."""
    if len({(line[0], line[1]) for line in lines}) != len(lines):
        return False
    return all(_is_sound(line, width) for line in lines)


def _is_sound(line: BlockLine, width: int) -> bool:
    name, area, start, end, *said, values = line
    try:
        known = parse_period(name).name == name
    except OfficeError:
        return False
    texts = [text for text in (area, *said) if text is not None]
    days = [day for day in (start, end) if day is not None]
    printed = all(isinstance(text, str) and printable(text) for text in texts)
    return (
        known
        and printed
        and all(map(is_day, days))
        and days == sorted(days)
        and (len(values) == width)
    )


def values_of(line: BlockLine, measures: Iterable[str], area_id: str) -> dict[str, Value]:
    """Return a row as the register keeps it; measures that this version does not know are left."""
    name, _, start, end, source, printed, reason, figures = line
    values: dict[str, Value] = {"period": name, "field": area_id}
    values["from_date"] = date.fromisoformat(start) if start else None
    values["to_date"] = date.fromisoformat(end) if end else None
    values |= {"source": source, "printed": printed, "reason": reason}
    for measure, figure in zip(measures, figures, strict=True):
        if measure in MEASURES:
            values[measure] = figure
    return values
