"""Write what accepted files say into the ordinary tables, under the code of their unit, many rows
at a time.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from desktop.handoff.container import Fault
from desktop.handoff.data import SENT, AreaOfWork, Data, MonthState, register_rows
from desktop.handoff.incoming_files import Opened, open_raw
from desktop.registers import derived, save_many
from models.catalogue import DOSSIERS, FIELDS, REGISTERS
from models.errors import Problem, Unusable
from models.kinds import references
from models.measures import MEASURES
from models.periods import Month, parse_month
from models.queries.inbox import Accepted, accepted, content, in_force
from models.queries.records import area_names, field_index
from models.registers import Register, Values
from models.tables import CLOSING, MONTH_SOURCE, TABLES, stored
from models.text import match_key, nfc
from models.work import Work, new_id

_BY_MONTH = tuple(register for register in SENT if register.monthly)
_WHOLE = tuple(
    register for register in SENT if not register.monthly and register.name != "narratives"
)
_NARRATIVES = REGISTERS["narratives"]
_AUTHORITIES = FIELDS.field("authority").choices
_NAMED = tuple((register, field.name) for register in SENT for field in references(register))
_LONGEST_ID = 80


def field_names_in(data: Data) -> list[str]:
    """Return the names of the fields of work that a file uses, each once, in its order."""
    names = dict.fromkeys(field.name for field in data.fields)
    names.update(dict.fromkeys(row[1] for row in data.figures))
    for register, column in _NAMED:
        table = data.registers.get(register.name)
        if table and column in table.columns:
            place = table.columns.index(column)
            names.update(
                dict.fromkeys(str(row[place]) for row in table.rows if row[place] is not None)
            )
    return list(names)


def names_are_sound(data: Data) -> bool:
    """Say whether the fields of work of a file can be told apart and found again."""
    keys = [_key(name) for name in field_names_in(data)]
    texts = [text for field in data.fields for text in (field.name, field.group, field.authority)]
    return all(keys) and len(set(keys)) == len(keys) and all(map(is_plain, texts))


def is_plain(text: str) -> bool:
    """Say whether a text is one line without control characters, which no document could hold."""
    return all(char >= " " for char in text)


class AreasOfWork:
    """The list of fields of work of this office, to find those of a file in, by name and by other
    names.
    """

    def __init__(self, conn: sa.Connection) -> None:
        self._index = field_index(conn)
        self._names = area_names(conn)

    def unknown(self, data: Data) -> list[str]:
        """Return the names of a file that this office's list does not have."""
        return [name for name in field_names_in(data) if _key(name) not in self._index]

    def name_here(self, name: str) -> str:
        """Return how this office calls a field of a file; its own name where the list does not have
        it.
        """
        found = self._index.get(_key(name))
        return name if found is None else self._names[found]

    def ids(self, work: Work, data: Data) -> dict[str, str]:
        """Return the ids by the names of a file; an unknown field comes in under its own name.

        Where two names of one file are one field here, by another name of it, only one of them is
        taken for it: their figures are never added up unseen.
        """
        names = field_names_in(data)
        found = {name: self._index[_key(name)] for name in names if _key(name) in self._index}
        ids: dict[str, str] = {}
        # Its own name goes before another name of it.
        for name, key in sorted(
            found.items(), key=lambda pair: _key(pair[0]) != _key(self._names[pair[1]])
        ):
            if key not in ids.values():
                ids[name] = key
        known = {field.name: field for field in data.fields}
        new = {name: self._new(name, known.get(name)) for name in names if name not in ids}
        if new:
            made = save_many(work, FIELDS.name, "", [(None, values) for values in new.values()])
            ids.update(zip(new, made, strict=True))
            for name in new:
                self._index[_key(name)], self._names[ids[name]] = ids[name], nfc(name)
        return ids

    @staticmethod
    def _new(name: str, field: AreaOfWork | None) -> Values:
        group, authority = (field.group, field.authority) if field else ("", "")
        known = authority if authority in _AUTHORITIES else None
        return {"name": nfc(name), "group": group or None, "authority": known, "in_use": True}


def apply_file(
    work: Work,
    file: Accepted,
    opened: Opened,
    months: Collection[str],
    fields: AreasOfWork,
    *,
    latest: bool,
) -> None:
    """Let a file count: its figures of some months, its narrative and, where it is the unit's
    latest, its registers.
    """
    data, conn, unit = opened.data, work.conn, file.unit
    ids = fields.ids(work, data)
    states = [state for state in data.months if state.month in months]
    _clear_months(conn, unit, states)
    _insert_figures(conn, file, data, months, ids)
    for register in _BY_MONTH:
        rows = [row for row in _rows(data, register, ids) if _month_name(row[1]) in months]
        if register.name == "monthly":
            rows = list(_with_windows(rows, states, {row[0] for row in data.figures}))
        _insert(conn, register, unit, rows)
    _write_states(conn, file, states, opened.package.manifest.created_by)
    _delete(conn, _NARRATIVES.name, unit, period=file.period)
    narratives = (
        row for row in _rows(data, _NARRATIVES, ids) if row[1].get("period") == file.period
    )
    _insert(conn, _NARRATIVES, unit, narratives)
    if latest:
        for register in _WHOLE:
            _delete(conn, register.name, unit)
            _insert(conn, register, unit, _rows(data, register, ids))


def rebuild(work: Work, unit: str, fields: AreasOfWork) -> None:
    """Work out anew all that holds of a unit from the files that are accepted and not taken back.

    The highest revision of each period counts; a month comes from the file with the highest
    sequence among them that contains it, the registers from the one with the highest sequence of
    all.
    """
    for name in (DOSSIERS.name, *(register.name for register in SENT)):
        _delete(work.conn, name, unit)
    for table in (MONTH_SOURCE, CLOSING):
        work.conn.execute(sa.delete(table).where(table.c.unit == unit))
    files = sorted(
        in_force(accepted(work.conn, unit)).values(), key=lambda file: file.rank, reverse=True
    )
    taken: set[str] = set()
    for place, file in enumerate(files):
        opened = reopen(work.conn, file)
        months = {state.month for state in opened.data.months} - taken
        apply_file(work, file, opened, months, fields, latest=place == 0)
        taken |= months


def reopen(conn: sa.Connection, file: Accepted) -> Opened:
    """Return an accepted file from the archive; raises Unusable `store_damaged` where it is no
    longer sound.
    """
    opened = open_raw(content(conn, file.id))
    if isinstance(opened, Fault):
        raise Unusable(Problem("store_damaged", values={"path": file.file_name}))
    return opened


_Row = tuple[str, Values]


# Every file names the same months and fields of work, several times over.
@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return match_key(name)


@lru_cache(maxsize=512)
def _month(name: str) -> Month:
    return parse_month(name)


def _rows(data: Data, register: Register, ids: dict[str, str]) -> Iterator[_Row]:
    """Yield id and values of a register's rows, fields of work by their ids here."""
    names = [field.name for field in references(register)]
    for key, values in register_rows(data, register.name):
        for name in names:
            if (given := values.get(name)) is not None:
                values[name] = ids[str(given)]
        yield key, values


def _month_name(values: Values) -> str:
    year, month = values.get("year"), values.get("month")
    return f"{year:04d}-{month:02d}" if isinstance(year, int) and isinstance(month, int) else ""


def _with_windows(
    rows: Iterable[_Row], states: Sequence[MonthState], with_figures: set[str]
) -> Iterator[_Row]:
    """Write down the days that each month covers: the sender may count them otherwise than this
    office does.
    """
    given = {_month_name(values): (key, values) for key, values in rows}
    for state in states:
        key, values = given.get(state.month, ("", {}))
        if values or state.month in with_figures:
            month = _month(state.month)
            days = {
                "from_date": date.fromisoformat(state.start),
                "to_date": date.fromisoformat(state.end),
            }
            if state.month not in with_figures and values.get("from_date") is None:
                days = {}
            yield key, {**values, "year": month.year, "month": month.month, **days}


def _clear_months(conn: sa.Connection, unit: str, states: Sequence[MonthState]) -> None:
    if not states:
        return
    months = [_month(state.month) for state in states]
    numbers = ",".join(str(month.year * 12 + month.month) for month in months)
    tables = (DOSSIERS.name, *(register.name for register in _BY_MONTH), CLOSING.name)
    for table in tables:
        conn.exec_driver_sql(
            f"DELETE FROM {table} WHERE unit = ? AND year * 12 + month IN ({numbers})", (unit,)
        )


def _delete(conn: sa.Connection, table: str, unit: str, period: str | None = None) -> None:
    if period is None:
        conn.exec_driver_sql(f"DELETE FROM {table} WHERE unit = ?", (unit,))
    else:
        conn.exec_driver_sql(f"DELETE FROM {table} WHERE unit = ? AND period = ?", (unit, period))


def _statement(table: sa.Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(table.columns))})'


_INSERTS = {
    name: _statement(TABLES[name])
    for name in (DOSSIERS.name, *(register.name for register in SENT))
}


def _insert_figures(
    conn: sa.Connection, file: Accepted, data: Data, months: Collection[str], ids: dict[str, str]
) -> None:
    """Insert the rows of figures as tuples; through the ORM this would take eight times as long."""
    known = {name: place for place, name in enumerate(data.measures)}
    straight = data.measures == tuple(MEASURES)
    places = [known.get(name) for name in MEASURES]
    heads = {name: _month(name) for name in months}
    lead, unit, rows = file.id, file.unit, []
    for number, (name, field, nil, figures) in enumerate(data.figures):
        month = heads.get(name)
        if month is None:
            continue
        key = ids[field]
        values = (
            figures
            if straight
            else tuple(None if place is None else figures[place] for place in places)
        )
        match, order = (
            f"{month.year}|{month.month}|{key}",
            f"{month.year:08d}\x1f{month.month:08d}\x1f",
        )
        head = (f"{lead}-{number}", unit, month.year, month.month, key, 1 if nil else None)
        rows.append((*head, *values, None, match, "", order, None))
    if rows:
        conn.exec_driver_sql(_INSERTS[DOSSIERS.name], rows)


def _insert(conn: sa.Connection, register: Register, unit: str, rows: Iterable[_Row]) -> None:
    made: list[tuple[object, ...]] = []
    ids: set[str] = set()
    matches: set[str] = set()
    for key, given in rows:
        # Ends in the sender's id, so that a remark can say which record it means.
        record_id = f"{unit}:{given.get('period') or _month_name(given)}:{key}"
        if not key.isalnum() or len(key) > _LONGEST_ID or record_id in ids:
            record_id = new_id()
        values = {**given, "code": unit} if register.name == "profile" else given
        columns = derived(register, values)
        if columns["match"] in matches:
            columns["match"] = record_id
        ids.add(record_id)
        matches.add(columns["match"])
        kept = (stored(values.get(field.name)) for field in register.fields)
        made.append(
            (
                record_id,
                unit,
                *kept,
                columns["match"],
                columns["folded"],
                columns["ordering"],
                None,
            )
        )
    if made:
        conn.exec_driver_sql(_INSERTS[register.name], made)


def _write_states(
    conn: sa.Connection, file: Accepted, states: Sequence[MonthState], sender: str
) -> None:
    """Write where the months come from, and which the sender has closed: nobody types over those
    here.
    """
    months = [(state, _month(state.month)) for state in states]
    if not months:
        return
    conn.exec_driver_sql(
        "INSERT OR REPLACE INTO month_source (unit, year, month, inbox, sequence) VALUES (?, ?, ?, ?, ?)",
        [(file.unit, month.year, month.month, file.id, file.sequence) for _, month in months],
    )
    closed = [month for state, month in months if state.closed]
    if closed:
        at = file.created_at.isoformat(timespec="seconds")
        conn.exec_driver_sql(
            "INSERT INTO closing (unit, year, month, action, at, who) VALUES (?, ?, ?, 'close', ?, ?)",
            [(file.unit, month.year, month.month, at, sender) for month in closed],
        )
