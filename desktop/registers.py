"""Keep the registers: save records, delete them and bring them back."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.record_rules import check, derived, is_locked_by_month, key_of, month_of
from desktop.unit_code import follow_unit_code
from models.catalogue import FIELDS, PROFILE, RATES, REGISTERS, UNITS
from models.errors import Place, Problem, Refused
from models.kinds import kind_of, references
from models.kinds import parse as parse
from models.kinds import shown as shown
from models.periods import Month
from models.queries.months import closed_months
from models.queries.records import area_names as area_names
from models.queries.records import field_index
from models.queries.records import find_field as find_field
from models.queries.records import names_for as names_for
from models.queries.records import profile as profile
from models.queries.records import record as record
from models.queries.records import records as records
from models.registers import Record, Register, Value, Values
from models.succession import circle_problems
from models.tables import TABLES
from models.unit_codes import is_odd, near_code
from models.work import Change, Work, new_id

Row = Mapping[str, Value]

# SQLite allows a limited number of parameters in one statement.
_AT_ONCE = 500


class _Draft(NamedTuple):
    """A record as it is kept and as it shall be.

    Attributes:
        id: of the record, a new one where it is added.
        kept: its row in the store; None for a record to add.
        before, after: values by field, nothing before a record that is added.
        differing: names of the fields whose values change.
    """

    id: str
    kept: sa.RowMapping | None
    before: Values
    after: Values
    differing: tuple[str, ...]


def save(work: Work, register: str, unit: str, values: Values, record_id: str | None = None) -> str:
    """Add a record or change the given fields of one, and return its id.

    Fields that are not given keep their value.

    Raises:
        Refused: one problem per field that is not acceptable (`required_missing`, `unknown_choice`,
            …), `duplicate_key`, `month_closed`, `record_missing`, `successor_circle`.
    """
    return save_many(work, register, unit, [(record_id, values)])[0]


def save_many(
    work: Work, register: str, unit: str, items: Sequence[tuple[str | None, Values]]
) -> list[str]:
    """Save several records at once, everything or nothing, and return their ids in order.

    Raises as `save` does.
    """
    declared, table = REGISTERS[register], TABLES[register]
    unit = "" if declared.scope == "store" else unit
    kept = _kept(work.conn, table, [key for key, _ in items if key])
    drafts = [_draft(declared, kept, key, values) for key, values in items]
    changed = [draft for draft in drafts if draft.kept is None or draft.differing]
    problems = _value_problems(work.conn, declared, unit, changed)
    if problems:
        raise Refused(problems)
    adds, edits = _rows(declared, unit, changed)
    problems = _key_problems(work.conn, declared, unit, changed, [*adds, *edits])
    if problems:
        raise Refused(problems)
    touched: set[str] = set()
    for draft in changed:
        work.changes.append(_change(declared, unit, draft))
        if draft.kept is not None:
            touched.update(draft.differing)
    _write(work.conn, table, adds, edits, sorted(touched))
    if register == PROFILE.name:
        _follow_unit_code(work, unit, [str(row["code"]) for row in adds + edits])
    return [draft.id for draft in drafts]


def delete(work: Work, register: str, ids: Iterable[str]) -> None:
    """Move records to the recycle bin.

    Raises Refused `record_missing`, `month_closed`, `field_in_use`.
    """
    declared = REGISTERS[register]
    for found in _switched(work, declared, ids, deleted=True):
        if register == FIELDS.name:
            _refuse_area_in_use(work.conn, found.id, found.text("name"))
        _mark(work, declared, found.id, deleted_at=work.at)
        values = _filled(found.values)
        change = Change(register, found.id, found.unit, "delete", before=values, after=None)
        work.changes.append(change)


def restore(work: Work, register: str, ids: Iterable[str]) -> None:
    """Bring records back from the recycle bin.

    Raises Refused `record_missing`, `month_closed`, `duplicate_key`.
    """
    declared = REGISTERS[register]
    for found in _switched(work, declared, ids, deleted=False):
        match = key_of(declared, found.values) or ""
        row = {"id": found.id, "match": match, **found.values}
        clash = _duplicates(work.conn, declared, found.unit, [row])
        if clash:
            raise Refused(clash)
        _mark(work, declared, found.id, deleted_at=None)
        values = _filled(found.values)
        change = Change(register, found.id, found.unit, "restore", before=None, after=values)
        work.changes.append(change)


def has_ended(register: Register, record: Record, day: date) -> bool:
    """Return whether a record is no longer in effect on a day."""
    until = record.day(register.until) if register.until else None
    return until is not None and until < day


def _kept(conn: sa.Connection, table: sa.Table, ids: Sequence[str]) -> dict[str, sa.RowMapping]:
    found: dict[str, sa.RowMapping] = {}
    for some in _portions(ids):
        query = sa.select(table).where(table.c.id.in_(some), table.c.deleted_at.is_(None))
        for row in conn.execute(query).mappings():
            found[row["id"]] = row
    return found


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(texts), _AT_ONCE):
        yield texts[start : start + _AT_ONCE]


def _draft(
    register: Register, kept: Mapping[str, sa.RowMapping], key: str | None, given: Values
) -> _Draft:
    old = kept.get(key) if key else None
    if key and old is None:
        raise Refused(Problem("record_missing", Place(sheet=register.sheet)))
    before: dict[str, Value] = {}
    after: dict[str, Value] = {}
    differing = []
    for field in register.fields:
        name = field.name
        if old is not None:
            before[name] = old[name]
        after[name] = given.get(name, before.get(name))
        if after[name] != before.get(name):
            differing.append(name)
    return _Draft(key or new_id(), old, before, after, tuple(differing))


def _value_problems(
    conn: sa.Connection, register: Register, unit: str, drafts: Sequence[_Draft]
) -> list[Problem]:
    """Return what is wrong with the values of the drafts, each for itself."""
    areas = _areas_to_check(conn, register, drafts)
    closed = closed_months(conn, unit) if is_locked_by_month(register) else set()
    problems = []
    for draft in drafts:
        # A field of work that was renamed since must not hold up another change of its rate.
        names_fields = register is RATES and "scope" in draft.differing
        spellings = field_index(conn) if names_fields else None
        problems += check(register, draft.after, areas, spellings)
        problems += _closed_problems(register, closed, unit, draft.before, draft.after)
        if register in (UNITS, PROFILE) and "code" in draft.differing:
            problems += _code_problems(conn, register, str(draft.after["code"]))
    return problems


def _code_problems(conn: sa.Connection, register: Register, code: str) -> list[Problem]:
    """Return that a code of a unit is not written with plain characters, and what it looks like."""
    if not is_odd(code):
        return []
    listed = [unit.text("code") for unit in records(conn, UNITS.name, "")]
    near = near_code(code, listed)
    place = Place(sheet=register.sheet, columns=(register.field("code"),))
    values = {"text": code, "near": near, "variant": "near" if near else "odd"}
    return [Problem("unit_code_odd", place, values)]


def _areas_to_check(
    conn: sa.Connection, register: Register, drafts: Sequence[_Draft]
) -> dict[str, str] | None:
    """Return the known fields of work where a draft names another one than before, else None.

    A typed figure never does, and is not to wait for the list.
    """
    names = {field.name for field in references(register)}
    for draft in drafts:
        if names & set(draft.differing):
            return area_names(conn)
    return None


def _rows(register: Register, unit: str, drafts: Sequence[_Draft]) -> tuple[list[Row], list[Row]]:
    """Return the rows to add and those to change."""
    adds: list[Row] = []
    edits: list[Row] = []
    for draft in drafts:
        row = {"id": draft.id, "unit": unit, **draft.after, **derived(register, draft.after)}
        if draft.kept is None:
            adds.append({**row, "deleted_at": None})
        else:
            edits.append(row)
    return adds, edits


def _key_problems(
    conn: sa.Connection,
    register: Register,
    unit: str,
    drafts: Sequence[_Draft],
    rows: Sequence[Row],
) -> list[Problem]:
    """Return what is wrong with the rows beside all others: keys that are taken, circles."""
    old = {draft.id: draft.kept["match"] for draft in drafts if draft.kept is not None}
    rekeyed = [row for row in rows if old.get(str(row["id"])) != row["match"]]
    problems = _duplicates(conn, register, unit, rekeyed)
    if not problems and register.name == UNITS.name:
        listed = records(conn, register.name, "")
        problems = list(circle_problems(listed, rows).values())
    return problems


def _closed_problems(
    register: Register, closed: set[Month], unit: str, before: Values, after: Values
) -> list[Problem]:
    problems = []
    for values in (before, after):
        month = month_of(register, values)
        if month is not None and month in closed:
            place = Place(sheet=register.sheet, unit=unit, month=str(month))
            problems.append(Problem("month_closed", place, {"month": month.short}))
            break
    return problems


def _duplicates(
    conn: sa.Connection, register: Register, unit: str, rows: Sequence[Row]
) -> list[Problem]:
    """Return a problem for each row whose key another record has."""
    table = TABLES[register.name]
    owners: dict[str, str] = {}
    for some in _portions([str(row["match"]) for row in rows]):
        query = sa.select(table.c.match, table.c.id).where(
            table.c.unit == unit, table.c.deleted_at.is_(None), table.c.match.in_(some)
        )
        for found in conn.execute(query):
            owners[found.match] = found.id
    # A key may move from one record to another within a gesture.
    moved = {str(row["id"]) for row in rows}
    owners = {match: owner for match, owner in owners.items() if owner not in moved}
    problems = []
    for row in rows:
        key, record_id = str(row["match"]), str(row["id"])
        if owners.setdefault(key, record_id) != record_id:
            problems.append(_duplicate(register, row))
    return problems


def _duplicate(register: Register, row: Row) -> Problem:
    names = next(names for names in register.keys if row.get(names[0]) is not None)
    fields = tuple(register.field(name) for name in names)
    # A reference is an id here, which says nothing to a person.
    told = [field for field in fields if not kind_of(field).reference]
    texts = [shown(field, row.get(field.name)) for field in told]
    text = " – ".join(text for text in texts if text)
    place = Place(sheet=register.sheet, columns=fields)
    return Problem("duplicate_key", place, {"noun": register.noun, "text": text})


def _change(register: Register, unit: str, draft: _Draft) -> Change:
    if draft.kept is None:
        return Change(register.name, draft.id, unit, "add", None, _filled(draft.after))
    old = {name: draft.before[name] for name in draft.differing}
    new = {name: draft.after[name] for name in draft.differing}
    return Change(register.name, draft.id, unit, "edit", old, new)


def _filled(values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _write(
    conn: sa.Connection,
    table: sa.Table,
    adds: Sequence[Row],
    edits: Sequence[Row],
    touched: Collection[str],
) -> None:
    if adds:
        conn.execute(sa.insert(table), list(adds))
    if not edits:
        return
    named = table.c.id == sa.bindparam("record_id")
    # A key may move from one record to another within a gesture: take the old ones out of the way
    # first.
    if len(edits) > 1:
        freed = sa.update(table).where(named).values(match=table.c.id)
        conn.execute(freed, [{"record_id": row["id"]} for row in edits])
    names = [*touched, "match", "folded", "ordering"]
    values: dict[str, sa.BindParameter[Value]] = {}
    for name in names:
        values[name] = sa.bindparam(f"new_{name}")
    parameters = []
    for row in edits:
        new = {f"new_{name}": row[name] for name in names}
        parameters.append({"record_id": row["id"], **new})
    conn.execute(sa.update(table).where(named).values(values), parameters)


def _switched(
    work: Work, register: Register, ids: Iterable[str], *, deleted: bool
) -> Iterator[Record]:
    """Yield the records that may be deleted or brought back, one by one.

    Raises Refused `record_missing`, `month_closed`.
    """
    closed: dict[str, set[Month]] = {}
    for record_id in ids:
        found = record(work.conn, register.name, record_id)
        if found is None or found.deleted == deleted:
            raise Refused(Problem("record_missing", Place(sheet=register.sheet)))
        if is_locked_by_month(register) and found.unit not in closed:
            closed[found.unit] = closed_months(work.conn, found.unit)
        months = closed.get(found.unit, set())
        problems = _closed_problems(register, months, found.unit, found.values, found.values)
        if problems:
            raise Refused(problems)
        yield found


def _mark(work: Work, register: Register, record_id: str, *, deleted_at: str | None) -> None:
    table = TABLES[register.name]
    named = sa.update(table).where(table.c.id == record_id)
    work.conn.execute(named.values(deleted_at=deleted_at))


def _refuse_area_in_use(conn: sa.Connection, area_id: str, name: str) -> None:
    for register in REGISTERS.values():
        for field in references(register):
            table = TABLES[register.name]
            used = sa.select(table.c.id).where(
                table.c[field.name] == area_id, table.c.deleted_at.is_(None)
            )
            if conn.execute(used.limit(1)).first():
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
