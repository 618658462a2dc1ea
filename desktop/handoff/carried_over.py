"""What a file carries over that is not what was left the month before, as this office holds it."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from desktop.handoff.desk import Desk
from desktop.handoff.incoming_files import Opened
from models.blocks import Block, BlockRow
from models.errors import Place, Problem
from models.figures import WHOLE_UNIT_ID, Row
from models.findings import Finding
from models.measures import WHOLE_UNIT
from models.periods import Month, Period, parse_month, parse_period
from models.queries.blocks import blocks
from models.queries.inbox import Accepted
from models.queries.months import year_figures
from models.rules.carry_over import check_carry_over
from models.rules.context import UnitHistory
from models.succession import handover_to

_Rows = dict[Month, tuple[Row, ...]]


def carried_over_wrongly(
    conn: sa.Connection, desk: Desk, file: Accepted, opened: Opened
) -> Iterator[Problem]:
    """Yield a note for each month of a file's period whose carry-over, of the unit, is broken.

    The month before is that of the file itself where it has it, else the one held here; after a
    merger it is that of the predecessors together. A reason in the file is said along.
    """
    given = _rows_given(desk, opened)
    # A file repeats the months of its year: what they carry over was told with their own files.
    period = parse_period(file.period)
    own = set(given) if period.kind == "free" else set(period.months)
    months = sorted(own.intersection(given))
    if not months:
        return
    before = [month.previous() for month in months]
    kept = _rows_held(conn, file.unit, before)
    handover = handover_to(file.unit, desk.successors)
    others = {}
    for code in (*handover.before, *handover.after):
        if code != file.unit:
            rows = _rows_held(conn, code, {*before, *months})
            others[code] = UnitHistory(code, rows, blocks=tuple(blocks(conn, code).values()))
    history = UnitHistory(
        file.unit,
        {**kept, **given},
        predecessors=tuple(others[code] for code in handover.before if code in others),
        heirs=tuple(others[code] for code in handover.after if code in others),
        blocks=tuple({**blocks(conn, file.unit), **_blocks_given(desk, opened)}.values()),
    )
    for month in months:
        for finding in check_carry_over(history, month):
            if finding.severity == "warning":
                yield _note(finding, opened)


def _note(finding: Finding, opened: Opened) -> Problem:
    values = {**finding.values, "difference": finding.difference, "variant": "plain"}
    key = (finding.code, finding.month, WHOLE_UNIT, "", finding.measure, str(finding.difference))
    for reason in opened.data.reasons:
        if reason.key == key:
            values |= {"variant": "explained", "reason": reason.text.rstrip(". ")}
    return Problem("arrival_carry_over", Place(month=finding.month), values)


def _rows_held(conn: sa.Connection, unit: str, months: Iterable[Month]) -> _Rows:
    return {month: found.rows for month, found in year_figures(conn, unit, months).items()}


def _rows_given(desk: Desk, opened: Opened) -> _Rows:
    """Return the figures of a file as rows, fields of work by their names in this office."""
    data = opened.data
    rows: dict[Month, list[Row]] = {}
    for name, area, nil, values in data.figures:
        row = _row(desk, opened, area, values)._replace(nil=nil)
        rows.setdefault(parse_month(name), []).append(row)
    return {month: tuple(found) for month, found in rows.items()}


def _blocks_given(desk: Desk, opened: Opened) -> dict[Period, Block]:
    """Return the blocks of a file in the same way."""
    rows: dict[Period, list[BlockRow]] = {}
    for name, area, *_, values in opened.data.blocks:
        row = _row(desk, opened, area, values)
        rows.setdefault(parse_period(name), []).append(BlockRow("", row))
    return {period: Block(period, tuple(found)) for period, found in rows.items()}


def _row(desk: Desk, opened: Opened, area: str, values: tuple[int | None, ...]) -> Row:
    here = desk.areas.name_here(area)
    key = WHOLE_UNIT_ID if here == WHOLE_UNIT else here
    entered = dict(zip(opened.data.measures, values, strict=True))
    return Row(key, here, nil=False, entered=entered)
