"""Write what accepted files say into the ordinary tables, under the code of their unit.

Many rows at a time and past the services of the registers: what arrives was checked when it was
opened, and a province receives a hundred thousand rows at once.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from desktop.handoff.areas import AreasOfWork
from desktop.handoff.block_lines import values_of
from desktop.handoff.container import Fault
from desktop.handoff.data import SENT, Data, MonthState, register_rows
from desktop.handoff.incoming_files import Opened, open_raw
from desktop.handoff.reasons import forget_reasons, keep_reasons, keep_reasons_of_records
from desktop.record_rules import derived
from models.blocks import speaks_of
from models.catalogue import BLOCKS, DOSSIERS, REGISTERS
from models.errors import Problem, Unusable
from models.kinds import references
from models.measures import MEASURES
from models.periods import Month, Period, parse_month, parse_period
from models.queries.blocks import block_days
from models.queries.inbox import Accepted, accepted, content, ranked
from models.registers import Register, Value, Values
from models.tables import CLOSING, MONTH_SOURCE, TABLES, stored
from models.work import Work, new_id

_BY_MONTH = tuple(register for register in SENT if register.monthly)
_WHOLE = tuple(
    register
    for register in SENT
    # A list of the whole store, such as the rates, is the receiver's own: the sender's stays in
    # the file, and the same rates are worked out of all units.
    if register.scope == "unit" and not register.monthly and register.name != "narratives"
)
_NARRATIVES = REGISTERS["narratives"]
_LONGEST_ID = 80

# What a column of the tables takes.
_Cell = str | int | None
# Id of a record in the sender's store, and its values.
_Row = tuple[str, Values]


def apply_file(
    work: Work,
    file: Accepted,
    opened: Opened,
    months: Collection[str],
    areas: AreasOfWork,
    *,
    above: Sequence[Period] = (),
) -> None:
    """Let a file count: its figures of some months, the reasons for them, blocks and narrative.

    `above` are the periods of the unit's files that decide before this one: what they speak of is
    left as it is. The file that none goes before brings the other registers as well: they are no
    matter of a month.
    """
    data, conn, unit = opened.data, work.conn, file.unit
    ids = areas.ids(work, data)
    states = [state for state in data.months if state.month in months]
    _clear_months(conn, unit, states)
    _insert_figures(conn, file, data, months, ids)
    for register in _BY_MONTH:
        rows = [row for row in _rows(data, register, ids) if _month_name(row[1]) in months]
        if register.name == "monthly":
            rows = list(_with_windows(rows, states, {row[0] for row in data.figures}))
        _insert(conn, register, unit, rows)
    keep_reasons(conn, unit, data.reasons, {state.month for state in states}, ids)
    _write_states(conn, file, states, opened.package.manifest.created_by)
    _delete(conn, _NARRATIVES.name, unit, period=file.period)
    narratives = _rows(data, _NARRATIVES, ids)
    of_period = [row for row in narratives if row[1].get("period") == file.period]
    _insert(conn, _NARRATIVES, unit, of_period)
    _apply_blocks(conn, file, data, ids, above)
    if not above:
        _apply_registers(conn, unit, data, ids)


def _apply_registers(conn: sa.Connection, unit: str, data: Data, ids: dict[str, str]) -> None:
    """Put the registers that are no matter of a month in place, with the reasons about them."""
    brought: dict[str, str] = {}
    for register in _WHOLE:
        _delete(conn, register.name, unit)
        brought |= _insert(conn, register, unit, _rows(data, register, ids))
    keep_reasons_of_records(conn, unit, data.reasons, brought)


def rebuild(work: Work, unit: str, areas: AreasOfWork) -> None:
    """Work out anew all that holds of a unit from the files that are accepted and not taken back.

    The highest revision of each period counts; a month comes from the file with the highest
    sequence among them that contains it, a block likewise, the registers from the one with the
    highest of all.
    """
    # By the sequence, which counts every file that an office wrote: its clock may be wrong, and
    # sticks arrive in any order.
    for name in _RECEIVED:
        _delete(work.conn, name, unit)
    forget_reasons(work.conn, unit)
    for table in (MONTH_SOURCE, CLOSING):
        work.conn.execute(sa.delete(table).where(table.c.unit == unit))
    taken: set[str] = set()
    above: list[Period] = []
    for file in ranked(accepted(work.conn, unit)):
        opened = reopen(work.conn, file)
        months = {state.month for state in opened.data.months} - taken
        apply_file(work, file, opened, months, areas, above=above)
        taken |= months
        above.append(parse_period(file.period))


def reopen(conn: sa.Connection, file: Accepted) -> Opened:
    """Return an accepted file as it was kept.

    Raises Unusable `store_damaged` where it is no longer sound.
    """
    opened = open_raw(content(conn, file.id))
    if isinstance(opened, Fault):
        raise Unusable(Problem("store_damaged", values={"path": file.file_name}))
    return opened


# Every file names the same months, several times over.
@lru_cache(maxsize=512)
def _month(name: str) -> Month:
    return parse_month(name)


def _rows(data: Data, register: Register, ids: dict[str, str]) -> Iterator[_Row]:
    """Yield id and values of a register's rows, fields of work by their ids here."""
    names = [field.name for field in references(register)]
    for key, values in register_rows(data, register.name):
        for name in names:
            given = values.get(name)
            if given is not None:
                values[name] = ids[str(given)]
        yield key, values


def _month_name(values: Values) -> str:
    year, month = values.get("year"), values.get("month")
    if isinstance(year, int) and isinstance(month, int):
        return f"{year:04d}-{month:02d}"
    return ""


def _with_windows(
    rows: Iterable[_Row], states: Sequence[MonthState], with_figures: set[str]
) -> Iterator[_Row]:
    """Write down the days that each month covers.

    The sender may count them otherwise than this office does.
    """
    given = {_month_name(values): (key, values) for key, values in rows}
    for state in states:
        has_figures = state.month in with_figures
        key, values = given.get(state.month, ("", {}))
        if not values and not has_figures:
            continue
        month = _month(state.month)
        days: dict[str, Value] = {}
        if has_figures or values.get("from_date") is not None:
            days["from_date"] = date.fromisoformat(state.start)
            days["to_date"] = date.fromisoformat(state.end)
        yield key, {**values, "year": month.year, "month": month.month, **days}


def _clear_months(conn: sa.Connection, unit: str, states: Sequence[MonthState]) -> None:
    if not states:
        return
    months = [_month(state.month) for state in states]
    numbers = ",".join(str(month.year * 12 + month.month) for month in months)
    inside = f"year * 12 + month IN ({numbers})"
    tables = (DOSSIERS.name, *(register.name for register in _BY_MONTH), CLOSING.name)
    for table in tables:
        conn.exec_driver_sql(f"DELETE FROM {table} WHERE unit = ? AND {inside}", (unit,))


def _delete(conn: sa.Connection, table: str, unit: str, period: str | None = None) -> None:
    if period is None:
        conn.exec_driver_sql(f"DELETE FROM {table} WHERE unit = ?", (unit,))
    else:
        conn.exec_driver_sql(f"DELETE FROM {table} WHERE unit = ? AND period = ?", (unit, period))


def _statement(table: sa.Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    places = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({places})'


_RECEIVED = (DOSSIERS.name, BLOCKS.name, *(register.name for register in SENT))
_INSERTS = {name: _statement(TABLES[name]) for name in _RECEIVED}
_INSERT_SOURCE = (
    "INSERT OR REPLACE INTO month_source (unit, year, month, inbox, sequence)"
    " VALUES (?, ?, ?, ?, ?)"
)
_INSERT_CLOSING = (
    "INSERT INTO closing (unit, year, month, action, at, who) VALUES (?, ?, ?, 'close', ?, ?)"
)
_MEASURES = tuple(MEASURES)


def _insert_figures(
    conn: sa.Connection, file: Accepted, data: Data, months: Collection[str], ids: dict[str, str]
) -> None:
    """Insert the rows of figures as tuples; through the ORM this would take eight times as long."""
    heads = {name: _month(name) for name in months}
    # Nearly every sender has the measures that we have, and there are very many rows.
    straight = data.measures == _MEASURES
    rows: list[tuple[_Cell, ...]] = []
    for number, (name, area, nil, figures) in enumerate(data.figures):
        month = heads.get(name)
        if month is None:
            continue
        key, year = ids[area], month.year
        head = (f"{file.id}-{number}", file.unit, year, month.month, key, 1 if nil else None)
        match = f"{year}|{month.month}|{key}"
        order = f"{year:08d}\x1f{month.month:08d}\x1f"
        values = figures if straight else values_here(data.measures, figures)
        rows.append((*head, *values, None, match, "", order, None))
    if rows:
        conn.exec_driver_sql(_INSERTS[DOSSIERS.name], rows)


def _apply_blocks(
    conn: sa.Connection, file: Accepted, data: Data, ids: dict[str, str], above: Sequence[Period]
) -> None:
    """Put the blocks that a file speaks of in place of those that are there."""
    own = parse_period(file.period)

    def decides(block: Period) -> bool:
        return speaks_of(own, block) and not any(speaks_of(other, block) for other in above)

    for held in block_days(conn, file.unit):
        if decides(held.period):
            _delete(conn, BLOCKS.name, file.unit, period=held.period.name)
    rows: list[_Row] = []
    for line in data.blocks:
        if decides(parse_period(line[0])):
            rows.append(("", values_of(line, data.measures, ids[line[1]])))
    _insert(conn, BLOCKS, file.unit, rows)


def values_here(names: Sequence[str], values: Sequence[int | None]) -> list[int | None]:
    """Return the values of a row in the order of our measures; None for one that it lacks."""
    if tuple(names) == _MEASURES:
        return list(values)
    given = dict(zip(names, values, strict=True))
    return [given.get(name) for name in _MEASURES]


def _insert(
    conn: sa.Connection, register: Register, unit: str, rows: Iterable[_Row]
) -> dict[str, str]:
    """Insert the rows of a register; return their ids here by the sender's."""
    made: list[tuple[_Cell, ...]] = []
    ids: set[str] = set()
    by_sender: dict[str, str] = {}
    matches: set[str] = set()
    for key, given in rows:
        record_id = _record_id(unit, key, given)
        if record_id in ids:
            record_id = new_id()
        # The sender's code of itself may be another one than this office's.
        values = {**given, "code": unit} if register.name == "profile" else given
        columns = derived(register, values)
        # Two records that an office would not keep side by side: both came, so both stay.
        if columns["match"] in matches:
            columns["match"] = record_id
        ids.add(record_id)
        by_sender[key] = record_id
        matches.add(columns["match"])
        kept = [stored(values.get(field.name)) for field in register.fields]
        worked_out = (columns["match"], columns["folded"], columns["ordering"])
        made.append((record_id, unit, *kept, *worked_out, None))
    if made:
        conn.exec_driver_sql(_INSERTS[register.name], made)
    return by_sender


def _record_id(unit: str, key: str, values: Values) -> str:
    """Return an id that ends in the sender's own: a remark says by it which record it means."""
    if not key.isalnum() or len(key) > _LONGEST_ID:
        return new_id()
    return f"{unit}:{values.get('period') or _month_name(values)}:{key}"


def _write_states(
    conn: sa.Connection, file: Accepted, states: Sequence[MonthState], sender: str
) -> None:
    """Write where the months come from, and which the sender has closed.

    Nobody types over a closed month here.
    """
    unit, at = file.unit, file.created_at.isoformat(timespec="seconds")
    sources: list[tuple[_Cell, ...]] = []
    closings: list[tuple[_Cell, ...]] = []
    for state in states:
        month = _month(state.month)
        sources.append((unit, month.year, month.month, file.id, file.sequence))
        if state.closed:
            closings.append((unit, month.year, month.month, at, sender))
    if sources:
        conn.exec_driver_sql(_INSERT_SOURCE, sources)
    if closings:
        conn.exec_driver_sql(_INSERT_CLOSING, closings)
