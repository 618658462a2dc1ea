"""Read the registers: records as of a date, by search, by month, and the list of fields of work."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from models.catalogue import REGISTERS
from models.figures import WHOLE_UNIT_ID
from models.kinds import kind_of, references
from models.measures import WHOLE_UNIT
from models.periods import Month
from models.registers import Record, Register, Value
from models.tables import CHANGE, TABLES, loaded, stored
from models.text import fold, match_key

# Asked with nearly every month, so it is written out.
_AREAS = "SELECT id, name FROM fields WHERE deleted_at IS NULL"


def _records(register: Register, rows: Sequence[sa.RowMapping]) -> list[Record]:
    """Return whole rows of a register's table as records."""
    columns = [(field.name, kind_of(field).column) for field in register.fields]
    found = []
    for row in rows:
        values = {name: loaded(column, row[name]) for name, column in columns}
        deleted = row["deleted_at"] is not None
        found.append(Record(row["id"], register.name, row["unit"], values, deleted))
    return found


def records(
    conn: sa.Connection,
    register: str,
    unit: str,
    *,
    as_of: date | None = None,
    search: str = "",
    month: Month | None = None,
    deleted: bool = False,
    where: Mapping[str, Value] | None = None,
) -> list[Record]:
    """Return a unit's records in the register's order.

    `as_of` keeps those in effect on that day (first and last day included); `search` matches every
    word without case and diacritics; `deleted` reads the recycle bin in place of the register.
    """
    declared = REGISTERS[register]
    wanted = _Conditions()
    wanted.add("{} IS NOT NULL" if deleted else "{} IS NULL", "deleted_at")
    wanted.add("{} = ?", "unit", "" if declared.scope == "store" else unit)
    if as_of and declared.since:
        wanted.add("({0} IS NULL OR {0} <= ?)", declared.since, as_of)
    if as_of and declared.until:
        wanted.add("({0} IS NULL OR {0} >= ?)", declared.until, as_of)
    if month:
        wanted.add("{} = ?", "year", month.year)
        wanted.add("{} = ?", "month", month.month)
    for word in fold(search).split():
        wanted.add("instr({}, ?)", "folded", word)
    for name, value in (where or {}).items():
        wanted.add("{} IS ?", name, value)
    found = _read(conn, declared, wanted)
    if found and any(field.name in declared.order for field in references(declared)):
        rank = {key: index for index, key in enumerate(area_names(conn))}
        found.sort(key=lambda record: _order_by_field(declared, record, rank))
    return found


class _Conditions:
    """What the rows of a register have to meet, in SQL.

    Written out: put together with SQLAlchemy, each new question takes it a millisecond to word, and
    the window asks a dozen at start.

    Attributes:
        words: the conditions, each for itself.
        values: what their question marks stand for, as columns keep it.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.values: list[str | int | None] = []

    def add(self, words: str, column: str, *values: Value) -> None:
        """Ask something of a column, which stands in the words as {}."""
        self.words.append(words.format(_column(column)))
        self.values += [stored(value) for value in values]


def _column(name: str) -> str:
    # With the table before it: a name in quotes that is no column would be taken for a text.
    return f'asked."{name}"'


def _read(conn: sa.Connection, register: Register, wanted: _Conditions) -> list[Record]:
    query = f'SELECT * FROM "{register.name}" AS asked WHERE {" AND ".join(wanted.words)}'
    order = f"{_column('ordering')}, {_column('id')}"
    rows = conn.exec_driver_sql(f"{query} ORDER BY {order}", tuple(wanted.values))
    return _records(register, rows.mappings().all())


def _order_by_field(
    register: Register, record: Record, rank: Mapping[str, int]
) -> tuple[tuple[int, str], ...]:
    key: list[tuple[int, str]] = []
    for name in register.order:
        value = record[name]
        if kind_of(register.field(name)).reference == "fields":
            key.append((rank.get(str(value), len(rank)), ""))
        else:
            key.append((value, "") if isinstance(value, int) else (0, str(value or "")))
    return tuple(key)


def record(conn: sa.Connection, register: str, record_id: str) -> Record | None:
    """Return one record by id, also a deleted one; None where there is none."""
    wanted = _Conditions()
    wanted.add("{} = ?", "id", record_id)
    found = _read(conn, REGISTERS[register], wanted)
    return found[0] if found else None


def profile(conn: sa.Connection, unit: str) -> Record:
    """Return the unit's profile; an empty record where none is kept."""
    found = records(conn, "profile", unit)
    return found[0] if found else Record("", "profile", unit, {"code": unit})


def month_of_record(record: Record) -> Month:
    """Return the month of a record of a register that is kept by month."""
    return Month(record.whole("year") or 0, record.whole("month") or 0)


def monthly_records(conn: sa.Connection, unit: str) -> dict[Month, Record]:
    """Return the records of a unit's other monthly figures (Chỉ tiêu tháng) by month."""
    return {month_of_record(record): record for record in records(conn, "monthly", unit)}


def own_codes(conn: sa.Connection, unit: str) -> set[str]:
    """Return the code of the own unit and those it had before, which older papers still bear."""
    edits = sa.select(CHANGE.c.before).where(
        CHANGE.c.register == "profile",
        CHANGE.c.record == profile(conn, unit).id,
        CHANGE.c.before.is_not(None),
    )
    codes = {unit}
    for before in conn.execute(edits).scalars():
        former = json.loads(before).get("code")
        if former:
            codes.add(str(former))
    return codes


def area_names(conn: sa.Connection, in_use: bool = False) -> dict[str, str]:
    """Return the fields of work by id in Vietnamese order, the whole unit last.

    `in_use` leaves out those put aside.
    """
    query = _AREAS
    if in_use:
        query += " AND (in_use IS NULL OR in_use)"
    found = conn.exec_driver_sql(f"{query} ORDER BY ordering")
    names = {key: str(name) for key, name in found}
    names[WHOLE_UNIT_ID] = WHOLE_UNIT
    return names


def authorities(conn: sa.Connection) -> dict[str, str]:
    """Return the authority (Thẩm quyền) of each field of work that has one, by its id."""
    columns = TABLES["fields"].c
    query = sa.select(columns.id, columns.authority).where(
        columns.deleted_at.is_(None), columns.authority.is_not(None)
    )
    return {row.id: str(row.authority) for row in conn.execute(query)}


def field_index(conn: sa.Connection) -> dict[str, str]:
    """Return ids of the fields of work by every recognised spelling as `match_key`.

    A name comes before an alias of another field.
    """
    columns = TABLES["fields"].c
    query = sa.select(columns.id, columns.name, columns.aliases)
    rows = conn.execute(query.where(columns.deleted_at.is_(None))).all()
    index: dict[str, str] = {}
    for row in rows:
        for alias in (row.aliases or "").splitlines():
            key = match_key(alias)
            if key:
                index[key] = row.id
    index.update({match_key(row.name): row.id for row in rows})
    index[match_key(WHOLE_UNIT)] = WHOLE_UNIT_ID
    return index


def find_field(conn: sa.Connection, text: str) -> str | None:
    """Return the id of the field of work that the text names, by name or alias, or None."""
    return field_index(conn).get(match_key(text))


def names_for(conn: sa.Connection, registers: Sequence[Register]) -> dict[str, str]:
    """Return the names behind the references of some registers, by id or code.

    References point to fields of work and to units.
    """
    names: dict[str, str] = {}
    if any(references(register) for register in registers):
        names = area_names(conn)
    if any(references(register, "units") for register in registers):
        names.update({r.text("code"): r.text("name") for r in records(conn, "units", "")})
    return names
