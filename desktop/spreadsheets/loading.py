"""Load a workbook into the store: each row is compared first, then all is written or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import sqlalchemy as sa

from desktop.months import closed_months
from desktop.record_rules import check, key_of, month_of
from desktop.registers import profile, records, save_many
from desktop.settings import get
from desktop.spreadsheets.cells import Converter, converter
from desktop.spreadsheets.reading import Cells, SheetRows, WorkbookRows, read_workbook
from models.catalogue import FIELDS, NARRATIVES, PROFILE, UNITS
from models.errors import OfficeError, Place, Problem, Refused
from models.kinds import codes_in, parse, references
from models.periods import Month, parse_period
from models.queries.records import field_index
from models.registers import Field, Record, Register, Value
from models.succession import circle_problems
from models.text import match_key
from models.work import Work

# Stands for the id of a field of work that the same workbook adds; ids are made when it is written.
_NEW = "new:"

# Position and field of each column, and what makes the values of its cells.
_Converters = list[tuple[int, Field, Converter]]


@dataclass
class SheetCount:
    """How many rows of a sheet are new, change a record, say the same as it, or are refused."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0


@dataclass(frozen=True)
class LoadReport:
    """What loading a workbook did or would do.

    Attributes:
        sheets: counts by name of the sheet.
        problems: why it was refused; empty when it was not.
        ignored: sheets and columns that belong to no register and were left out.
        written: the store was changed accordingly (no dry run, nothing refused).
    """

    sheets: dict[str, SheetCount]
    problems: tuple[Problem, ...]
    ignored: tuple[Problem, ...]
    written: bool


@dataclass
class _Plan:
    """What one sheet would write."""

    register: Register
    count: SheetCount = field(default_factory=SheetCount)
    items: list[tuple[str | None, dict[str, Value]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def load(work: Work, workbook: Path | WorkbookRows, dry_run: bool = False) -> LoadReport:
    """Load a workbook into the own unit's registers, everything or nothing.

    A row is matched by its key; a blank cell under a present column clears, an absent column keeps,
    no row deletes. The report says what was refused. A path is read first: raises Unusable or
    Refused as `read_workbook` does where the file as a whole cannot be taken.
    """
    if isinstance(workbook, Path):
        workbook = read_workbook(workbook)
    problems = list(workbook.problems)
    plans = _plan(work.conn, workbook)
    sheets = {plan.register.sheet: plan.count for plan in plans}
    for problem in workbook.problems:
        sheets.setdefault(problem.place.sheet or "", SheetCount()).refused += 1
    for plan in plans:
        problems += plan.problems
    written = not problems and not dry_run
    if written:
        _write(work, plans)
    return LoadReport(sheets, tuple(problems), tuple(workbook.ignored), written)


def _plan(conn: sa.Connection, workbook: WorkbookRows) -> list[_Plan]:
    unit = get(conn, "unit")
    index = field_index(conn)
    closed = closed_months(conn, unit)
    plans = []
    for sheet in workbook.sheets:
        if sheet.register is PROFILE:
            plan = _plan_profile(conn, unit, sheet)
            if any(problem.code == "other_unit" for problem in plan.problems):
                return [plan]
        else:
            known = records(conn, sheet.register.name, unit)
            plan = _SheetPlanner(sheet, known, index, closed).plan()
        if sheet.register is FIELDS:
            _add_new_fields(index, plan)
        if sheet.register is UNITS:
            codes = {record.text("code") for record in known}
            _check_successors(sheet, plan, {unit, *codes})
            _check_circles(sheet, plan, known)
        plans.append(plan)
    return plans


def _plan_profile(conn: sa.Connection, unit: str, sheet: SheetRows) -> _Plan:
    plan = _Plan(PROFILE)
    record = profile(conn, unit)
    row, cells = sheet.rows[0]
    values, problems = _values(sheet, row, cells, _converters(sheet, {}))
    code = values.pop("code", None)
    if isinstance(code, str) and match_key(code) != match_key(unit):
        place = sheet.place(row, _position(sheet, "code"))
        problems.append(Problem("other_unit", place, {"found": code, "expected": unit}))
    elif code is None and not problems:
        place = Place(sheet=PROFILE.sheet, columns=(PROFILE.field("code"),))
        problems.append(Problem("required_missing", place))
    if not problems and _differs(PROFILE, record, values):
        problems = _settle(plan, record, values, {}, {})
    elif not problems:
        plan.count.same += 1
    plan.count.refused += bool(problems)
    plan.problems = problems
    return plan


@dataclass(frozen=True)
class _Row:
    """A row as it was read: its number, its values, what is wrong with them, and its key."""

    number: int
    values: dict[str, Value]
    problems: list[Problem]
    key: str | None


class _SheetPlanner:
    """Compares the rows of one sheet with the records of the store."""

    def __init__(
        self, sheet: SheetRows, known: list[Record], index: dict[str, str], closed: set[Month]
    ) -> None:
        self._sheet = sheet
        self._register = sheet.register
        self._plan = _Plan(sheet.register)
        self._closed = closed
        self._converters = _converters(sheet, index)
        self._fields = dict.fromkeys(index.values(), "")
        self._index = index
        self._known: dict[str, Record] = {}
        # Those that may have been kept before they had a code, by their other key.
        self._loose: dict[str | None, list[Record]] = {}
        for record in known:
            key = key_of(self._register, record.values)
            if key:
                self._known[key] = record
            if len(self._register.keys) > 1:
                self._loose.setdefault(self._loose_key(record.values), []).append(record)

    def plan(self) -> _Plan:
        """Return what the sheet would write and what is wrong with it."""
        rows: list[_Row] = []
        for number, cells in self._sheet.rows:
            values, problems = _values(self._sheet, number, cells, self._converters)
            rows.append(_Row(number, values, problems, key_of(self._register, values)))
        own_keys = {row.key for row in rows}
        first: dict[str, int] = {}
        for row in rows:
            found = row.problems or self._compare(row, own_keys, first)
            self._plan.count.refused += bool(found)
            self._plan.problems += found
        return self._plan

    def _compare(
        self, row: _Row, own_keys: set[str | None], first: dict[str, int]
    ) -> list[Problem]:
        record = self._match(row, own_keys)
        # Where the key is blank the missing field is named below; two such rows are not each
        # other's double.
        key = record.id if record else row.key
        if key and first.setdefault(key, row.number) != row.number:
            place = Place(sheet=self._register.sheet, row=row.number)
            said = {"first": first[key], "noun": self._register.noun}
            return [Problem("duplicate_row", place, said)]
        return [_in_row(problem, row.number) for problem in self._take(record, row.values)]

    def _take(self, record: Record | None, values: dict[str, Value]) -> list[Problem]:
        if record and not _differs(self._register, record, values):
            self._plan.count.same += 1
            return []
        of = month_of(self._register, values)
        if of is not None and of in self._closed:
            place = Place(sheet=self._register.sheet, month=str(of))
            return [Problem("month_closed", place, {"month": of.short})]
        return _settle(self._plan, record, values, self._fields, self._index)

    def _match(self, row: _Row, own_keys: set[str | None]) -> Record | None:
        """Return the record a row stands for: by its key, else one from before it had a code."""
        if row.key is not None and row.key in self._known:
            return self._known[row.key]
        loose = self._loose_key(row.values) if self._loose else None
        if loose is None or (loose in own_keys and loose != row.key):
            return None
        name = self._register.keys[0][0]
        candidates = []
        for record in self._loose.get(loose, []):
            if name not in row.values or record[name] is None:
                candidates.append(record)
        # Of several nobody can say which is meant.
        return candidates[0] if len(candidates) == 1 else None

    def _loose_key(self, values: Mapping[str, Value]) -> str | None:
        return key_of(self._register, {**values, self._register.keys[0][0]: None})


def _in_row(problem: Problem, row: int) -> Problem:
    return replace(problem, place=problem.place._replace(row=row))


def _position(sheet: SheetRows, name: str) -> int:
    """Return where a field stands that the sheet is known to have."""
    [position] = [place for place, known in sheet.columns.items() if known.name == name]
    return position


def _converters(sheet: SheetRows, index: dict[str, str]) -> _Converters:
    return [(position, known, converter(known, index)) for position, known in sheet.columns.items()]


def _values(
    sheet: SheetRows, row: int, cells: Cells, converters: _Converters
) -> tuple[dict[str, Value], list[Problem]]:
    """Return the values of a row by field, None for a blank cell, and what is wrong with them."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    width = len(cells)
    for position, known, convert in converters:
        cell = cells[position] if position < width else None
        if cell is None:
            values[known.name] = None
            if sheet.without_result and sheet.lacks_result(row, position):
                problems.append(Problem("formula_without_value", sheet.place(row, position)))
            continue
        try:
            value = values[known.name] = convert(cell)
            if known.name == "period" and sheet.register is NARRATIVES and isinstance(value, str):
                parse_period(value)
        except OfficeError as error:
            place = sheet.place(row, position)
            problems += [replace(problem, place=place) for problem in error.problems]
    return values, problems


def _differs(register: Register, record: Record, values: Mapping[str, Value]) -> bool:
    for name, value in values.items():
        old = record[name]
        if value != old and not _same_text(register.field(name), old, value):
            return True
    return False


def _same_text(known: Field, old: Value, new: Value) -> bool:
    """Say whether the two differ by blanks only, which a workbook does not keep."""
    try:
        return isinstance(old, str) and isinstance(new, str) and parse(known, old) == new
    except Refused:
        return False


def _settle(
    plan: _Plan,
    record: Record | None,
    values: dict[str, Value],
    fields_of_work: dict[str, str],
    index: dict[str, str],
) -> list[Problem]:
    """Add a row to what will be written, or return what is wrong with the whole record."""
    after = {**record.values, **values} if record else values
    problems = check(plan.register, after, fields_of_work, index)
    if not problems:
        plan.items.append((record.id if record else None, values))
        plan.count.changed += record is not None
        plan.count.new += record is None
    return problems


def _add_new_fields(index: dict[str, str], plan: _Plan) -> None:
    """Let later sheets name the fields of work that this workbook adds or gives other names."""
    for record_id, values in plan.items:
        name = str(values["name"])
        key = record_id or _NEW + match_key(name)
        for alias in str(values.get("aliases") or "").splitlines():
            if match_key(alias):
                index.setdefault(match_key(alias), key)
        index[match_key(name)] = key


def _check_successors(sheet: SheetRows, plan: _Plan, codes: set[str]) -> None:
    """Refuse a successor that is neither in the store nor in the workbook."""
    pointing = references(UNITS, "units")
    position = next((at for at, known in sheet.columns.items() if known in pointing), None)
    if position is None:
        return
    code_at = _position(sheet, "code")
    known = {match_key(code) for code in codes}
    for _, cells in sheet.rows:
        code = _text_at(cells, code_at)
        if code:
            known.add(match_key(code))
    for row, cells in sheet.rows:
        named = codes_in(_text_at(cells, position))
        unknown = [text for text in named if match_key(text) not in known]
        for text in unknown:
            problem = Problem("unknown_unit", sheet.place(row, position), {"text": text})
            plan.problems.append(problem)
        plan.count.refused += bool(unknown)


def _text_at(cells: Cells, position: int) -> str:
    """Return what a row has in a column; rows end where their last filled cell does."""
    return str(cells[position] or "") if position < len(cells) else ""


def _check_circles(sheet: SheetRows, plan: _Plan, known: list[Record]) -> None:
    """Refuse successors that would lead round in a circle, each unit of it in its own row."""
    kept = {record.id: record.values for record in known}
    rows: list[dict[str, Value]] = []
    for record_id, values in plan.items:
        before = kept[record_id] if record_id else {}
        rows.append({**before, **values, "id": record_id or _NEW + str(values["code"])})
    found = circle_problems(known, rows)
    if not found:
        return
    problems = {match_key(code): problem for code, problem in found.items()}
    code_at = _position(sheet, "code")
    for row, cells in sheet.rows:
        code = cells[code_at] if code_at < len(cells) else None
        problem = problems.get(match_key(str(code)))
        if problem is not None:
            plan.problems.append(_in_row(problem, row))
            plan.count.refused += 1


def _write(work: Work, plans: list[_Plan]) -> None:
    unit = get(work.conn, "unit")
    made: dict[Value, str] = {}
    for plan in plans:
        if not plan.items:
            continue
        names = [field.name for field in references(plan.register)]
        items = [(key, _with_ids(values, names, made)) for key, values in plan.items]
        ids = save_many(work, plan.register.name, unit, items)
        if plan.register is not FIELDS:
            continue
        for new, (old, values) in zip(ids, plan.items, strict=True):
            if old is None:
                made[_NEW + match_key(str(values["name"]))] = new


def _with_ids(
    values: dict[str, Value], names: list[str], made: dict[Value, str]
) -> dict[str, Value]:
    for name in names:
        if values.get(name) in made:
            values = {**values, name: made[values[name]]}
    return values
