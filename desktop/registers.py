"""Keep the registers: check and save records, delete and bring back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from desktop.unit_code import follow_unit_code
from models.catalogue import FIELDS, PROFILE, REGISTERS, UNITS
from models.errors import Place, Problem, Refused
from models.kinds import kind_of, references
from models.kinds import parse as parse
from models.kinds import shown as shown
from models.periods import Month
from models.queries.months import closed_months
from models.queries.records import area_names as area_names
from models.queries.records import find_field as find_field
from models.queries.records import names_for as names_for
from models.queries.records import profile as profile
from models.queries.records import record as record
from models.queries.records import records as records
from models.registers import Field, Register, Value, Values
from models.succession import circle_problems
from models.tables import TABLES
from models.text import fold, match_key, person_sort_key
from models.work import Change, Work, new_id


def save(work: Work, register: str, unit: str, values: Values, record_id: str | None = None) -> str:
    """Add a record or change the given fields of one, and return its id; fields not given keep
    their value.

    Raises:
        Refused: one problem per field that is not acceptable (`required_missing`, `unknown_choice`,
            …), `duplicate_key`, `month_closed`, `record_missing`, `successor_circle`.
    """
    return save_many(work, register, unit, [(record_id, values)])[0]


def save_many(
    work: Work, register: str, unit: str, items: Sequence[tuple[str | None, Values]]
) -> list[str]:
    """Save several records at once, everything or nothing, and return their ids in order; raises as
    `save` does.
    """
    declared, table = REGISTERS[register], TABLES[register]
    unit = "" if declared.scope == "store" else unit
    present = _present(work.conn, table, [key for key, _ in items if key])
    ids: list[str] = []
    adds: list[dict[str, Value]] = []
    edits: list[dict[str, Value]] = []
    problems: list[Problem] = []
    touched: set[str] = set()
    fields_of_work = _fields_of_work(work.conn, declared, items, present)
    closed = closed_months(work.conn, unit) if declared.monthly else set()
    for key, given in items:
        old = present.get(key) if key else None
        if key and old is None:
            raise Refused(Problem("record_missing", Place(sheet=declared.sheet)))
        before = {field.name: old[field.name] for field in declared.fields} if old else {}
        after = {
            field.name: given.get(field.name, before.get(field.name)) for field in declared.fields
        }
        differing = [name for name in after if after[name] != before.get(name)]
        record_id = key or new_id()
        ids.append(record_id)
        if old and not differing:
            continue
        problems += check(declared, after, fields_of_work) + _closed_problems(
            declared, closed, unit, before, after
        )
        row: dict[str, Value] = {"id": record_id, "unit": unit, **after, **derived(declared, after)}
        if old:
            edits.append(row)
            touched.update(differing)
            work.changes.append(_edit(declared, record_id, unit, before, after, differing))
        else:
            adds.append({**row, "deleted_at": None})
            work.changes.append(Change(register, record_id, unit, "add", None, _filled(after)))
    rekeyed = [row for row in edits if row["match"] != present[str(row["id"])]["match"]]
    problems = problems or _duplicates(work.conn, declared, table, unit, adds + rekeyed)
    if register == UNITS.name:
        kept = records(work.conn, register, "")
        problems = problems or list(circle_problems(kept, adds + edits).values())
    if problems:
        raise Refused(problems)
    _write(work.conn, table, adds, edits, sorted(touched))
    if register == PROFILE.name:
        _follow_unit_code(work, unit, [str(row["code"]) for row in adds + edits])
    return ids


def delete(work: Work, register: str, ids: Iterable[str]) -> None:
    """Move records to the recycle bin; raises Refused `record_missing`, `month_closed`,
    `field_in_use`.
    """
    _switch(work, register, list(ids), deleted=True)


def restore(work: Work, register: str, ids: Iterable[str]) -> None:
    """Bring records back from the recycle bin; raises Refused `record_missing`, `month_closed`,
    `duplicate_key`.
    """
    _switch(work, register, list(ids), deleted=False)


def check(
    register: Register, values: Values, fields_of_work: Mapping[str, str] | None = None
) -> list[Problem]:
    """Return what is wrong with the values of one record; `fields_of_work` gives the known fields
    by id.
    """
    problems = []
    for field in register.fields:
        value = values.get(field.name)
        code = _fault(field, value, fields_of_work)
        if code:
            place = Place(sheet=register.sheet, columns=(field,))
            values_of = {"text": shown(field, value), "choices": ", ".join(field.choices)}
            problems.append(Problem(code, place, values_of))
    start = values.get(register.since) if register.since else None
    end = values.get(register.until) if register.until else None
    if (
        isinstance(start, date)
        and isinstance(end, date)
        and end < start
        and register.since
        and register.until
    ):
        place = Place(sheet=register.sheet, columns=(register.field(register.until),))
        problems.append(
            Problem("until_before_since", place, {"since": register.field(register.since).label})
        )
    return problems


def _fault(field: Field, value: Value, fields_of_work: Mapping[str, str] | None) -> str | None:
    if value is None or value in ("", ()):
        return "required_missing" if field.required else None
    kind = kind_of(field)
    if kind.reference == FIELDS.name and fields_of_work is not None:
        return None if value in fields_of_work else kind.unknown
    return None if kind.fits(field, value) else kind.wrong


def key_of(register: Register, values: Values) -> str | None:
    """Return the normal form of a record's key, None where no alternative of it is filled in."""
    for names in register.keys:
        parts = [values.get(name) for name in names]
        if parts[0] is None or (
            len(register.keys) > 1 and names is not register.keys[-1] and None in parts
        ):
            continue
        texts = [_key_part(register, part) for part in parts]
        return (
            "|".join((str(register.keys.index(names)), *texts))
            if len(register.keys) > 1
            else "|".join(texts)
        )
    return None


def _key_part(register: Register, value: Value) -> str:
    if isinstance(value, str):
        return match_key(value) if register.folded_key else " ".join(value.casefold().split())
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else str(value)


def derived(register: Register, values: Values) -> dict[str, str]:
    """Return the columns that follow from the values of a record: `match`, `folded` and `ordering`."""
    words = [
        str(value)
        for field in register.fields
        if kind_of(field).searched and not field.private and (value := values.get(field.name))
    ]
    return {
        "match": key_of(register, values) or "",
        "folded": fold(" ".join(words)),
        "ordering": "\x1f".join(
            _order_part(register, name, values.get(name)) for name in register.order
        ),
    }


def _order_part(register: Register, name: str, value: Value) -> str:
    field = register.field(name)
    kind = kind_of(field)
    if value is None:
        return kind.blank_order
    if register.by_given_name and name == register.order[0]:
        return person_sort_key(str(value))
    return kind.order(field, value)


def _present(conn: sa.Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, sa.RowMapping]:
    found: dict[str, sa.RowMapping] = {}
    # SQLite allows a limited number of parameters in one statement.
    for start in range(0, len(ids), 500):
        query = sa.select(table).where(
            table.c.id.in_(ids[start : start + 500]), table.c.deleted_at.is_(None)
        )
        found.update({row["id"]: row for row in conn.execute(query).mappings()})
    return found


def _fields_of_work(
    conn: sa.Connection,
    register: Register,
    items: Sequence[tuple[str | None, Values]],
    present: Mapping[str, sa.RowMapping],
) -> dict[str, str] | None:
    """Return the known fields of work where an item names another one than before; a typed figure
    never does.
    """
    names = [field.name for field in references(register)]
    for key, given in items:
        old = present.get(key) if key else None
        if any(old is None or given.get(name, old[name]) != old[name] for name in names):
            return area_names(conn)
    return None


def _closed_problems(
    register: Register, closed: set[Month], unit: str, before: Values, after: Values
) -> list[Problem]:
    problems = []
    for values in (before, after):
        year, month = values.get("year"), values.get("month")
        if isinstance(year, int) and isinstance(month, int) and Month(year, month) in closed:
            place = Place(sheet=register.sheet, unit=unit, month=str(Month(year, month)))
            problems.append(Problem("month_closed", place, {"month": f"{month}/{year}"}))
            break
    return problems


def _duplicates(
    conn: sa.Connection,
    register: Register,
    table: sa.Table,
    unit: str,
    rows: Sequence[Mapping[str, Value]],
) -> list[Problem]:
    owners: dict[str, str] = {}
    keys = [str(row["match"]) for row in rows]
    for start in range(0, len(keys), 500):
        query = sa.select(table.c.match, table.c.id).where(
            table.c.unit == unit,
            table.c.deleted_at.is_(None),
            table.c.match.in_(keys[start : start + 500]),
        )
        owners.update({row.match: row.id for row in conn.execute(query)})
    moved = {str(row["id"]) for row in rows}
    owners = {match: owner for match, owner in owners.items() if owner not in moved}
    problems = []
    for row in rows:
        key, record_id = str(row["match"]), str(row["id"])
        if owners.setdefault(key, record_id) != record_id:
            problems.append(_duplicate(register, row))
    return problems


def _duplicate(register: Register, row: Mapping[str, Value]) -> Problem:
    names = next(names for names in register.keys if row.get(names[0]) is not None)
    fields = tuple(register.field(name) for name in names)
    # A reference is an id here, which says nothing to a person.
    told = [field for field in fields if not kind_of(field).reference]
    texts = [shown(field, row.get(field.name)) for field in told]
    place = Place(sheet=register.sheet, columns=fields)
    return Problem(
        "duplicate_key",
        place,
        {"noun": register.noun, "text": " – ".join(text for text in texts if text)},
    )


def _edit(
    register: Register,
    record_id: str,
    unit: str,
    before: Values,
    after: Values,
    differing: Sequence[str],
) -> Change:
    old = {name: before.get(name) for name in differing}
    new = {name: after.get(name) for name in differing}
    return Change(register.name, record_id, unit, "edit", old, new)


def _filled(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _write(
    conn: sa.Connection,
    table: sa.Table,
    adds: Sequence[Mapping[str, Value]],
    edits: Sequence[Mapping[str, Value]],
    touched: Sequence[str],
) -> None:
    if adds:
        conn.execute(sa.insert(table), list(adds))
    if edits:
        changing = [*touched, "match", "folded", "ordering"]
        columns: dict[str, sa.BindParameter[Value]] = {
            name: sa.bindparam(f"new_{name}") for name in changing
        }
        statement = sa.update(table).where(table.c.id == sa.bindparam("record_id")).values(columns)
        # A key may move from one record to another within a gesture: take the old ones out of the
        # way first.
        if len(edits) > 1:
            conn.execute(
                sa.update(table)
                .where(table.c.id == sa.bindparam("record_id"))
                .values(match=table.c.id),
                [{"record_id": row["id"]} for row in edits],
            )
        conn.execute(
            statement,
            [
                {"record_id": row["id"], **{f"new_{name}": row[name] for name in columns}}
                for row in edits
            ],
        )


def _switch(work: Work, register: str, ids: Sequence[str], deleted: bool) -> None:
    declared, table = REGISTERS[register], TABLES[register]
    closed: dict[str, set[Month]] = {}
    for record_id in ids:
        found = record(work.conn, register, record_id)
        if found is None or found.deleted == deleted:
            raise Refused(Problem("record_missing", Place(sheet=declared.sheet)))
        if declared.monthly:
            months = closed.setdefault(found.unit, closed_months(work.conn, found.unit))
            if problems := _closed_problems(
                declared, months, found.unit, found.values, found.values
            ):
                raise Refused(problems)
        if deleted and register == FIELDS.name:
            _refuse_area_in_use(work.conn, record_id, found.text("name"))
        key = {"id": record_id, "match": key_of(declared, found.values) or "", **found.values}
        if not deleted and (clash := _duplicates(work.conn, declared, table, found.unit, [key])):
            raise Refused(clash)
        stamp = work.at if deleted else None
        work.conn.execute(sa.update(table).where(table.c.id == record_id).values(deleted_at=stamp))
        kept = _filled(found.values)
        change = ("delete", kept, None) if deleted else ("restore", None, kept)
        work.changes.append(Change(register, record_id, found.unit, *change))


def _refuse_area_in_use(conn: sa.Connection, area_id: str, name: str) -> None:
    for register in REGISTERS.values():
        for field in references(register):
            table = TABLES[register.name]
            used = (
                sa.select(table.c.id)
                .where(table.c[field.name] == area_id, table.c.deleted_at.is_(None))
                .limit(1)
            )
            if conn.execute(used).first():
                raise Refused(Problem("field_in_use", Place(area=name), {"sheet": register.sheet}))


def _follow_unit_code(work: Work, unit: str, codes: Sequence[str]) -> None:
    """Move all that is kept under the own unit's code along when the profile gives it another."""
    for code in codes:
        if code == unit:
            continue
        follow_unit_code(work, unit, code)
        # An office may stand in its own list of units, where the code is not a reference.
        units = TABLES[UNITS.name]
        for listed in records(work.conn, UNITS.name, "", where={"code": unit}):
            words = derived(UNITS, {**listed.values, "code": code})
            row = sa.update(units).where(units.c.id == listed.id)
            work.conn.execute(row.values(code=code, **words))
