"""What a submission carries: the figures of the year up to the period, indicators, registers and
narrative, by name.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec
import sqlalchemy as sa

from desktop.figures import resolve
from desktop.handoff.container import DATA, Fault, Package, decode_entry
from desktop.settings import get
from models.catalogue import DOSSIERS, REGISTERS
from models.errors import Problem
from models.kinds import is_day, kind_of, plain, references
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month, Period, window_of
from models.queries.months import closed_months, own_windows, year_figures
from models.queries.records import area_names, records
from models.registers import Field, Record, Register, Value
from models.text import printable
from models.values import LARGEST_WHOLE

# The list of fields of work travels with the figures that name them; a receiving office keeps its
# own list of units.
LEFT_OUT = ("units", "fields", DOSSIERS.name)
SENT: tuple[Register, ...] = tuple(
    register for name, register in REGISTERS.items() if name not in LEFT_OUT
)
_NAMING_FIELDS = tuple(
    register.name
    for register in SENT
    if any(field.name == "field" for field in references(register))
)

_MonthName = Annotated[str, msgspec.Meta(pattern=r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Text = Annotated[str, msgspec.Meta(max_length=32_000)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_Figure = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_WHOLE)] | None
_Whole = Annotated[int, msgspec.Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
Plain = _Text | bool | _Whole | tuple[_Text, ...] | None

# One row of figures: month, field of work, "Không phát sinh", values in the order of `measures`.
Row = tuple[_MonthName, _Name, bool, tuple[_Figure, ...]]


class MonthState(msgspec.Struct, frozen=True):
    """One month in the data: its name ("2024-06"), the days it covers (YYYY-MM-DD), whether it is
    closed.
    """

    month: _MonthName
    start: _Day = msgspec.field(name="from")
    end: _Day = msgspec.field(name="to")
    closed: bool


class AreaOfWork(msgspec.Struct, frozen=True):
    """A field of work as the sender names and groups it."""

    name: _Name
    group: _Text = ""
    authority: _Text = ""


class Table(msgspec.Struct, frozen=True):
    """The records of one register: names of the columns once, then one row per record.

    The column "id" is the sender's own id of the record: stable, so that a remark can point to it,
    but no id for the receiver's tables. Dates are YYYY-MM-DD, decimals text, a field of work its
    name.
    """

    columns: tuple[_Name, ...]
    rows: tuple[tuple[Plain, ...], ...]


class Data(msgspec.Struct, frozen=True):
    """Everything a submission says.

    Attributes:
        unit: code of the unit.
        period: name of the period.
        months: the months that the file speaks for, in order.
        fields: the fields of work that occur, in the sender's order.
        measures: names of the measures, the order of the values in each row.
        figures: one row per month and field as entered: totals and parts, blank as null.
        registers: the other registers by name; `monthly`, `indicators`, `late_dossiers` for the
            months above, `narratives` of the period, `profile` with one row.
    """

    unit: _Name
    period: _Name
    months: tuple[MonthState, ...]
    fields: tuple[AreaOfWork, ...]
    measures: tuple[_Name, ...]
    figures: tuple[Row, ...]
    registers: dict[str, Table]


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
    year = _year_up_to(inside)
    figures = year_figures(conn, unit, year)
    names = area_names(conn)
    tables = {register.name: _rows_of(conn, register, unit, period, year) for register in SENT}
    indicated = {
        month for rows in tables.values() for row in rows if (month := _month_of(row)) is not None
    }
    months = [month for month in year if month in figures or month in indicated or month in inside]
    rows: list[Row] = [
        (str(month), row.area, row.nil, tuple(row.entered.get(name) for name in MEASURES))
        for month in months
        if month in figures
        for row in figures[month].rows
    ]
    named = (row["field"] for name in _NAMING_FIELDS for row in tables[name])
    used = {row[1] for row in rows} | {names.get(str(key), str(key)) for key in named}
    return Data(
        unit=unit,
        period=period.name,
        months=tuple(_states(conn, unit, months)),
        fields=tuple(_fields(conn, used)),
        measures=tuple(MEASURES),
        figures=tuple(rows),
        registers={
            register.name: _table(register, tables[register.name], names, include_private)
            for register in SENT
        },
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
    if (
        data.unit != package.manifest.unit
        or data.period != package.manifest.period
        or not _sound(data)
    ):
        return Fault("unreadable", Problem("package_content"))
    return data


def unknown_names(data: Data) -> list[str]:
    """Return what this version does not know and leaves out: measures, registers and columns, by
    the sender's names.
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
    known = {field.name: kind_of(field) for field in register.fields}
    columns = [
        (place, column, known[column])
        for place, column in enumerate(table.columns)
        if column in known
    ]
    key = table.columns.index("id") if "id" in table.columns else None
    for row in table.rows:
        values: dict[str, Value] = {}
        for place, name, kind in columns:
            raw = row[place]
            values[name] = None if raw is None else kind.from_plain(raw)
        yield ("" if key is None else str(row[key])), values


def private_columns() -> list[PrivateColumn]:
    """Return the columns that stay behind unless the officer says otherwise."""
    return [
        PrivateColumn(register.sheet, field.label)
        for register in SENT
        for field in register.fields
        if field.private
    ]


def counts(data: Data) -> dict[str, int]:
    """Return how many rows of each register are sent, by the Vietnamese name of its sheet; empty
    ones left out.
    """
    found = {DOSSIERS.sheet: len(data.figures)}
    found |= {
        REGISTERS[name].sheet: len(table.rows)
        for name, table in data.registers.items()
        if name in REGISTERS
    }
    return {sheet: number for sheet, number in found.items() if number}


def _year_up_to(inside: tuple[Month, ...]) -> list[Month]:
    first, last = min(Month(inside[-1].year, 1), inside[0]), inside[-1]
    months = [first]
    while months[-1] < last:
        months.append(months[-1].next())
    return months


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
    year, month = row.whole("year"), row.whole("month")
    return Month(year, month) if REGISTERS[row.register].monthly and year and month else None


def _states(conn: sa.Connection, unit: str, months: list[Month]) -> Iterator[MonthState]:
    windows, closed = own_windows(conn, unit), closed_months(conn, unit)
    start_day = int(get(conn, "window_start_day"))
    for month in months:
        window = window_of(month, windows, start_day)
        yield MonthState(
            str(month), window.start.isoformat(), window.end.isoformat(), month in closed
        )


def _fields(conn: sa.Connection, used: set[str]) -> Iterator[AreaOfWork]:
    for row in records(conn, "fields", ""):
        if row.text("name") in used:
            yield AreaOfWork(row.text("name"), row.text("group"), row.text("authority"))
    if WHOLE_UNIT in used:
        yield AreaOfWork(WHOLE_UNIT)


def _table(
    register: Register, rows: list[Record], names: Mapping[str, str], include_private: bool
) -> Table:
    sent = [field for field in register.fields if include_private or not field.private]
    return Table(
        ("id", *(field.name for field in sent)),
        tuple((row.id, *(_plain(field, row[field.name], names) for field in sent)) for row in rows),
    )


def _plain(field: Field, value: Value, names: Mapping[str, str]) -> Plain:
    if kind_of(field).reference == "fields" and isinstance(value, str):
        return names.get(value, value)
    return plain(value)


def _sound(data: Data) -> bool:
    """Check what the shape alone does not say: nothing twice, rows as long as their columns, values
    of their kind.
    """
    months = [state.month for state in data.months]
    keys = {(row[0], row[1]) for row in data.figures}
    width = len(data.measures)
    return (
        len(set(months)) == len(months)
        and len(set(data.measures)) == width
        and {month for month, _ in keys} <= set(months)
        and len(keys) == len(data.figures)
        and all(len(row[3]) == width for row in data.figures)
        and all(printable(name) for name in {name for _, name in keys})
        and all(
            is_day(state.start) and is_day(state.end) and state.start <= state.end
            for state in data.months
        )
        and all(_sound_table(name, table) for name, table in data.registers.items())
    )


def _sound_table(name: str, table: Table) -> bool:
    width = len(table.columns)
    if len(set(table.columns)) != width or any(len(row) != width for row in table.rows):
        return False
    register = REGISTERS.get(name)
    known = {field.name: field for field in register.fields} if register else {}
    kinds = [
        (place, kind_of(known[column]))
        for place, column in enumerate(table.columns)
        if column in known
    ]
    return all(
        kind.is_plain(row[place])
        for row in table.rows
        for place, kind in kinds
        if row[place] is not None
    )
