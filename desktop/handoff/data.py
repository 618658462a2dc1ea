"""What a submission carries, by name.

The figures of the year up to the period, indicators, registers and narrative.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from desktop.figures import resolve
from desktop.handoff.block_lines import BlockLine, block_lines, blocks_are_sound
from desktop.handoff.container import Fault, Package, decode_entry
from desktop.handoff.crowding import crowded
from desktop.handoff.manifest import DATA
from desktop.handoff.reasons import Reason, reasons_are_sound, reasons_of
from desktop.handoff.values import Day, Figure, MonthName, Name, Plain, Text
from desktop.settings import get
from models.catalogue import BLOCKS, DOSSIERS, REGISTERS
from models.errors import Problem
from models.figures import MonthFigures
from models.kinds import is_day, kind_of, plain, references
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month, Period, last_day
from models.queries.lives import life_of
from models.queries.months import closed_months, own_windows, year_figures
from models.queries.records import area_names, records
from models.registers import Field, Record, Register, Value
from models.text import printable
from models.windows import window_of

# The list of fields of work travels with the figures that name them; a receiving office keeps its
# own list of units.
LEFT_OUT = ("units", "fields", BLOCKS.name, DOSSIERS.name)
SENT: tuple[Register, ...] = tuple(
    register for name, register in REGISTERS.items() if name not in LEFT_OUT
)
# The columns that name a field of work.
NAMING = tuple((register, field.name) for register in SENT for field in references(register))

# One row of figures: month, field of work, "Không phát sinh", values in the order of `measures`.
Row = tuple[MonthName, Name, bool, tuple[Figure, ...]]


class MonthState(msgspec.Struct, frozen=True):
    """One month in the data.

    Attributes:
        month: its name, "2024-06".
        start, end: the first and last day that it covers, YYYY-MM-DD.
        closed: the sender has closed it.
    """

    month: MonthName
    start: Day = msgspec.field(name="from")
    end: Day = msgspec.field(name="to")
    closed: bool


class AreaOfWork(msgspec.Struct, frozen=True):
    """A field of work as the sender names and groups it."""

    name: Name
    group: Text = ""
    authority: Text = ""


class Table(msgspec.Struct, frozen=True):
    """The records of one register: names of the columns once, then one row per record.

    The column "id" is the sender's own id of the record: stable, so that a remark can point to it,
    but no id for the receiver's tables. Dates are YYYY-MM-DD, decimals text, a field of work its
    name.
    """

    columns: tuple[Name, ...]
    rows: tuple[tuple[Plain, ...], ...]


class Data(msgspec.Struct, frozen=True):
    """Everything a submission says.

    Attributes:
        unit: code of the unit.
        period: name of the period.
        months: the months that the file speaks for, in order.
        areas: the fields of work that occur, in the sender's order.
        measures: names of the measures, the order of the values in each row.
        figures: one row per month and field as entered: totals and parts, blank as null.
        registers: the other registers by name; `monthly`, `indicators`, `late_dossiers` for the
            months above, `narratives` of the period, `profile` with one row.
        reasons: those written for findings of the months above and of the records; files of
            earlier releases have none.
        blocks: one row per block and field, of the blocks of the years up to the period's end.
    """

    unit: Name
    period: Name
    months: tuple[MonthState, ...]
    areas: tuple[AreaOfWork, ...] = msgspec.field(name="fields")
    measures: tuple[Name, ...]
    figures: tuple[Row, ...]
    registers: dict[str, Table]
    reasons: tuple[Reason, ...] = ()
    blocks: tuple[BlockLine, ...] = ()


@dataclass(frozen=True)
class PrivateColumn:
    """A column that stays in the office: register and label as the officer knows them."""

    sheet: str
    label: str


def gather(conn: sa.Connection, unit: str, period: Period, include_private: bool = False) -> Data:
    """Return what a unit sends for a period; private columns stay behind unless asked for.

    The months are those of the period and those before it in the same year that have figures or
    indicators. Raises Refused where a month straddles the ends of free dates.
    """
    inside = resolve(conn, unit, period).months
    year = _year_up_to(inside) if inside else _year_before_end(conn, unit, period)
    figures = year_figures(conn, unit, year)
    kept = {register.name: _rows_of(conn, register, unit, period, year) for register in SENT}
    spoken_of = {*inside, *figures, *_months_in(kept)}
    months = [month for month in year if month in spoken_of]
    rows = list(_figure_rows(figures, months))
    names = area_names(conn)
    lines = list(block_lines(conn, unit, period, names))
    used = {row[1] for row in rows} | {line[1] for line in lines} | _areas_named(kept, names)
    tables = {
        register.name: _table(register, kept[register.name], names, include_private)
        for register in SENT
    }
    return Data(
        unit=unit,
        period=period.name,
        months=tuple(_states(conn, unit, months)),
        areas=tuple(_areas(conn, used)),
        measures=tuple(MEASURES),
        figures=tuple(rows),
        registers=tables,
        reasons=tuple(
            reasons_of(conn, unit, {str(month) for month in months}, names, _ids_sent(kept))
        ),
        blocks=tuple(lines),
    )


def encode(data: Data) -> bytes:
    """Return the data as the bytes of `data.json`; the same data give the same bytes."""
    return msgspec.json.encode(data)


def digest(content: bytes) -> str:
    """Return the SHA-256 of the bytes of `data.json`."""
    return hashlib.sha256(content).hexdigest()


def read_data(package: Package) -> Data | Fault:
    """Return the data of a submission, checked against the manifest and in themselves."""
    data = decode_entry(package.entries[DATA], Data)
    if isinstance(data, Fault):
        return data
    too_many = crowding(data)
    if too_many is not None:
        return Fault("unreadable", too_many)
    manifest = package.manifest
    # What the triage judges by the manifest must be what is then written from the data.
    is_same = (data.unit, data.period) == (manifest.unit, manifest.period)
    if not is_same or not _sound(data):
        return Fault("unreadable", Problem("package_content"))
    return data


def crowding(data: Data) -> Problem | None:
    """Return what to say of data with more rows than a receiver takes, None otherwise."""
    rows = {name: len(table.rows) for name, table in data.registers.items()}
    return crowded(counts(data), rows, data.areas, data.reasons, data.months)


def unknown_names(data: Data) -> list[str]:
    """Return what this version does not know and leaves out, by the sender's names.

    Measures, registers, and columns as "register.column".
    """
    found = [name for name in data.measures if name not in MEASURES]
    for name, table in data.registers.items():
        register = REGISTERS.get(name)
        if register is None or register not in SENT:
            found.append(name)
            continue
        known = {"id", *(field.name for field in register.fields)}
        found += [f"{name}.{column}" for column in table.columns if column not in known]
    return found


def register_rows(data: Data, name: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield the sender's id and the values of each record of a register, known columns only.

    A field of work is given by its name: whose id it is here, the receiver decides.
    """
    register, table = REGISTERS[name], data.registers.get(name)
    if table is None:
        return
    columns = _known_columns(register, table)
    key = table.columns.index("id") if "id" in table.columns else None
    for row in table.rows:
        values: dict[str, Value] = {}
        for place, field in columns:
            raw = row[place]
            values[field.name] = None if raw is None else kind_of(field).from_plain(raw)
        yield ("" if key is None else str(row[key])), values


def private_columns() -> list[PrivateColumn]:
    """Return the columns that stay behind unless the officer says otherwise."""
    found = []
    for register in SENT:
        private = [field for field in register.fields if field.private]
        found += [PrivateColumn(register.sheet, field.label) for field in private]
    return found


def counts(data: Data) -> dict[str, int]:
    """Return how many rows of each register are sent, by the name of its sheet; no empty ones."""
    found = {DOSSIERS.sheet: len(data.figures), BLOCKS.sheet: len(data.blocks)}
    for name, table in data.registers.items():
        if name in REGISTERS:
            found[REGISTERS[name].sheet] = len(table.rows)
    return {sheet: number for sheet, number in found.items() if number}


def _year_up_to(inside: tuple[Month, ...]) -> list[Month]:
    first, last = min(Month(inside[-1].year, 1), inside[0]), inside[-1]
    months = [first]
    while months[-1] < last:
        months.append(months[-1].next())
    return months


def _year_before_end(conn: sa.Connection, unit: str, period: Period) -> list[Month]:
    """Return the months of the year that are over when a period inside a month ends."""
    windows, start_day = own_windows(conn, unit), int(get(conn, "window_start_day"))
    last = last_day(period)
    months = [Month(last.year, number) for number in range(1, last.month + 1)]
    return [month for month in months if window_of(month, windows, start_day).end <= last]


def _rows_of(
    conn: sa.Connection, register: Register, unit: str, period: Period, year: list[Month]
) -> list[Record]:
    found = records(conn, register.name, unit)
    if register.monthly:
        return [row for row in found if _month_of(row) in year]
    if register.name == "narratives":
        return [row for row in found if row.text("period") == period.name]
    return found


def _month_of(row: Record) -> Month | None:
    if not REGISTERS[row.register].monthly:
        return None
    year, month = row.whole("year"), row.whole("month")
    return Month(year, month) if year and month else None


def _months_in(kept: Mapping[str, list[Record]]) -> set[Month]:
    """Return the months that the monthly registers say something of."""
    found = set()
    for rows in kept.values():
        for row in rows:
            month = _month_of(row)
            if month is not None:
                found.add(month)
    return found


def _ids_sent(kept: Mapping[str, list[Record]]) -> set[str]:
    """Return the ids of the records that are no matter of a month."""
    found = set()
    for rows in kept.values():
        found |= {row.id for row in rows if _month_of(row) is None}
    return found


def _figure_rows(figures: Mapping[Month, MonthFigures], months: list[Month]) -> Iterator[Row]:
    for month in months:
        if month not in figures:
            continue
        for row in figures[month].rows:
            values = tuple(row.entered.get(name) for name in MEASURES)
            yield str(month), row.area, row.nil, values


def _areas_named(kept: Mapping[str, list[Record]], names: Mapping[str, str]) -> set[str]:
    """Return the names of the fields of work that other registers than the figures speak of."""
    found = set()
    for register, column in NAMING:
        for row in kept[register.name]:
            key = str(row[column])
            found.add(names.get(key, key))
    return found


def _states(conn: sa.Connection, unit: str, months: list[Month]) -> Iterator[MonthState]:
    windows, closed = own_windows(conn, unit), closed_months(conn, unit)
    start_day, life = int(get(conn, "window_start_day")), life_of(conn, unit)
    for month in months:
        window = window_of(month, windows, start_day, life)
        start, end = window.start.isoformat(), window.end.isoformat()
        yield MonthState(str(month), start, end, month in closed)


def _areas(conn: sa.Connection, used: set[str]) -> Iterator[AreaOfWork]:
    for row in records(conn, "fields", ""):
        if row.text("name") in used:
            yield AreaOfWork(row.text("name"), row.text("group"), row.text("authority"))
    if WHOLE_UNIT in used:
        yield AreaOfWork(WHOLE_UNIT)


def _table(
    register: Register, rows: list[Record], names: Mapping[str, str], include_private: bool
) -> Table:
    sent = [field for field in register.fields if include_private or not field.private]
    written: list[tuple[Plain, ...]] = []
    for row in rows:
        values = [_plain(field, row[field.name], names) for field in sent]
        written.append((row.id, *values))
    return Table(("id", *(field.name for field in sent)), tuple(written))


def _plain(field: Field, value: Value, names: Mapping[str, str]) -> Plain:
    # Ids of the list of fields of work mean nothing to another office; names do.
    if kind_of(field).reference == "fields" and isinstance(value, str):
        return names.get(value, value)
    return plain(value)


def _sound(data: Data) -> bool:
    """Check what the shape alone does not say.

    Nothing is there twice, rows are as long as their columns, values of their kind. Whoever signed
    it: an honest office with a faulty program must not leave half a file in the tables either.
    """
    if not _months_are_sound(data.months) or not _figures_are_sound(data):
        return False
    if not reasons_are_sound(data.reasons, {state.month for state in data.months}):
        return False
    if not blocks_are_sound(data.blocks, len(data.measures)):
        return False
    return all(_table_is_sound(name, table) for name, table in data.registers.items())


def _months_are_sound(months: tuple[MonthState, ...]) -> bool:
    if len({state.month for state in months}) != len(months):
        return False
    for state in months:
        if not is_day(state.start) or not is_day(state.end) or state.start > state.end:
            return False
    return True


def _figures_are_sound(data: Data) -> bool:
    width = len(data.measures)
    if len(set(data.measures)) != width:
        return False
    named = {state.month for state in data.months}
    keys = set()
    for month, area, _, values in data.figures:
        if month not in named or len(values) != width or not printable(area):
            return False
        keys.add((month, area))
    return len(keys) == len(data.figures)


def _table_is_sound(name: str, table: Table) -> bool:
    width = len(table.columns)
    if len(set(table.columns)) != width:
        return False
    register = REGISTERS.get(name)
    columns = _known_columns(register, table) if register else []
    for row in table.rows:
        if len(row) != width:
            return False
        for place, field in columns:
            if row[place] is not None and not kind_of(field).is_plain(row[place]):
                return False
    return True


def _known_columns(register: Register, table: Table) -> list[tuple[int, Field]]:
    """Return place and field of each column of a table that this version knows."""
    known = {field.name: field for field in register.fields}
    places = enumerate(table.columns)
    return [(place, known[column]) for place, column in places if column in known]
