"""The pairs of places in the report of several units that must say the same."""

from collections.abc import Iterator

from desktop.reports.annexes import FORM_COLUMNS, is_merged
from desktop.reports.consistency.places import (
    Added,
    Cell,
    Extreme,
    Family,
    Headed,
    Listed,
    MoreThanNone,
    Pair,
    Reader,
    Rows,
    Said,
    Together,
    first_of_two,
    numbered,
    second_of_two,
    sums_of,
)
from desktop.reports.consistency.unit_pairs import APART, FIRST, MAIN, form_row_pairs, rate_pairs
from desktop.reports.district.grids import ELECTRONIC_RATES
from desktop.reports.district.marks import MARK
from desktop.reports.district.words import text
from desktop.reports.ward.section_ii2 import TABLE_ROWS
from desktop.word.content import Table
from models.measures import MEASURES
from models.rates import RateSettings

FORM, BY_FIELD, ELECTRONIC = "ho_so_don_vi", "ho_so_linh_vuc", "so_hoa_thanh_toan"
STAFF, EQUIPMENT, MODELS = "nhan_su", "trang_thiet_bi", "mo_hinh"
GRADES, SENT = "xep_loai", "tien_do"
OWN, BELOW, ALL = "", "below_", "all_"

# The columns of the annex on staff that the sentences count, with the words that end their names.
_STAFF = {2: "staff", 7: "trained", 9: "signature"}
# Before the grade stand as many scores as are known; behind it only the rank.
_KIND, _GRADE, _LATE = 2, -2, 5

# Figures that are told together and one by one.
_SUMS = (
    ("all_innovations", "innovations_of_#"),
    ("all_innovations", "all_models_#"),
    ("below_tasks_base", "below_tasks_by_plan_#_base"),
    ("below_tasks_of", "below_tasks_by_plan_#_of"),
    ("below_satisfaction_of", "unit_surveys_#_of"),
    ("below_satisfaction_base", "unit_surveys_#_base"),
    ("below_staff", "below_staff_status_#"),
    ("below_staff", "below_staff_degree_#"),
    ("below_staff", "below_staff_assignment_#"),
    ("below_resolved_in_time", "kind_in_time_#_of"),
    ("below_resolved", "kind_in_time_#_base"),
)


def district_pairs(reader: Reader) -> Iterator[Pair]:
    """Yield the pairs of a report of several units; none of another one."""
    form = reader.report.tables.get(FORM)
    if form is None:
        return
    for prefix in (BELOW, ALL):
        yield from rate_pairs(reader, prefix)
    for whole, parts in _SUMS:
        yield Said(whole, whole=True), Family(parts)
    whose = _whose(reader)
    yield from _main_pairs(reader, whose)
    for name in (FORM, BY_FIELD, ELECTRONIC, STAFF):
        table = reader.table(name)
        if table is not None:
            of_table = _whose_staff(reader, whose) if name == STAFF else whose
            yield from _sums(name, table, of_table, reader.report.rates)
    yield from _own_row(reader, whose)
    yield from _by_field(reader)
    yield from _equipment(reader)
    yield from _models(reader)
    yield from _grades(reader)
    yield from _coverage(reader, whose)
    yield from _ranking(reader, own=int(OWN in whose))


def _whose(reader: Reader) -> tuple[str, ...]:
    """Return whose figures stand in the main table, column by column, as the lead of their names.

    They are the own unit's, the others' and all; where only one of the first two has figures there
    is no column for all of them.
    """
    main = reader.report.tables[MAIN]
    form = reader.table(FORM)
    if len(main.header) > 1:
        return (OWN, BELOW, ALL)
    if not main.header or form is None:
        return ()
    return (BELOW,) if sums_of(form) else (OWN,)


def _whose_staff(reader: Reader, whose: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same of the annex on staff: the own unit may keep staff without any figures."""
    staff, form = reader.table(STAFF), reader.table(FORM)
    if staff is None or form is None or len(numbered(staff)) == len(numbered(form)):
        return whose
    return (OWN, BELOW, ALL)


def _totals(table: Table) -> list[int]:
    """Return the places of the sums of a table but for those of one type of units only."""
    of_kind = text("sum_kind").partition("{")[0]
    return [place for place in sums_of(table) if not table.rows[place][1].startswith(of_kind)]


def _main_pairs(reader: Reader, whose: tuple[str, ...]) -> Iterator[Pair]:
    for place, name in enumerate(reader.report.rates.shown(TABLE_ROWS)):
        for column, prefix in enumerate(whose, start=1):
            yield Cell(MAIN, place, column), Said(f"{prefix}{name}")


def _sums(name: str, table: Table, whose: tuple[str, ...], rates: RateSettings) -> Iterator[Pair]:
    """Yield the last rows of a table, the sums, beside the sentences and the rows above them."""
    prefixes = [prefix for prefix in whose if prefix != OWN or name == BY_FIELD]
    places = _totals(table)[-len(prefixes) :] if prefixes else []
    for place, prefix in zip(places, prefixes, strict=False):
        yield from _row(name, table, place, prefix, rates)
        if name != BY_FIELD:
            units = numbered(table)
            own = int(OWN in whose)
            rows = units if prefix == ALL else units[own:]
            yield from _added(name, table, place, rows)


def _row(name: str, table: Table, place: int, prefix: str, rates: RateSettings) -> Iterator[Pair]:
    """Yield the cells of a row beside the sentences."""
    if name in (FORM, BY_FIELD):
        yield from form_row_pairs(name, place, table.rows[place], prefix)
        return
    columns = _STAFF.items() if name == STAFF else _electronic_columns(table, rates)
    for column, figure in columns:
        lead = (prefix or "own_") if name == STAFF else prefix
        yield Cell(name, place, column), Said(f"{lead}{figure}")


def _electronic_columns(table: Table, rates: RateSettings) -> Iterator[tuple[int, str]]:
    """Yield the columns of measures and rates, with their figures.

    A rate stands behind its two measures, as far as these did not stand before it; one that not
    all units know may have no column.
    """
    seen: set[str] = set()
    first = 0
    for kind in map(rates.kind, rates.in_use(ELECTRONIC_RATES)):
        if not kind.is_simple:
            continue
        keys = [key for key in dict.fromkeys((kind.basis, kind.numerator)) if key not in seen]
        headings = (*(MEASURES[key].label for key in keys), text("rate"))
        end = first + len(headings)
        if table.header[first:end] != headings:
            continue
        yield from enumerate((*keys, kind.name), start=FIRST + first)
        seen.update(keys)
        first = end


def _added(name: str, table: Table, place: int, rows: tuple[int, ...]) -> Iterator[Pair]:
    """Yield the numbers of a sum beside those of the rows that it is of; rates are not added.

    A marked sum is of the units that know their number. By field of work it is of the units that
    know all of theirs, so that the rows say more.
    """
    merged = name in (FORM, BY_FIELD) and any(
        len(row) > len(FORM_COLUMNS) and is_merged(row) for row in table.rows
    )
    for column in range(FIRST, len(table.rows[place])):
        is_apart = merged and FORM_COLUMNS[column - FIRST] in APART
        if is_apart or _is_rate(table, column):
            continue
        partly = _is_marked(table, place, column)
        if name != BY_FIELD or not any(_is_marked(table, row, column) for row in (place, *rows)):
            yield Cell(name, place, column), Added(name, column, rows, partly)


def _is_marked(table: Table, row: int, column: int) -> bool:
    return table.rows[row][column].endswith(MARK)


def _is_rate(table: Table, column: int) -> bool:
    heading = table.header[column - FIRST] if table.header else ""
    return heading.endswith("(%)")


def _own_row(reader: Reader, whose: tuple[str, ...]) -> Iterator[Pair]:
    """Yield the row of the own unit, the first one, beside the sentences about it."""
    for name in (FORM, ELECTRONIC, STAFF):
        table = reader.table(name)
        of_table = _whose_staff(reader, whose) if name == STAFF else whose
        if OWN in of_table and table is not None:
            yield from _row(name, table, 0, OWN, reader.report.rates)


def _by_field(reader: Reader) -> Iterator[Pair]:
    """Yield each sum by field of work beside the rows of its group."""
    table = reader.table(BY_FIELD)
    if table is None:
        return
    first = 0
    for place in sums_of(table):
        rows = tuple(row for row in numbered(table) if first <= row < place)
        if rows:
            yield from _added(BY_FIELD, table, place, rows)
        first = place


def _equipment(reader: Reader) -> Iterator[Pair]:
    """Yield the sum of each type of equipment beside its units, and beside the sentences."""
    table = reader.table(EQUIPMENT)
    if table is None:
        return
    heads = sorted(table.subtotals)
    for head, end in zip(heads, [*heads[1:], len(table.rows)], strict=True):
        units = tuple(row for row in numbered(table) if head < row < end)
        for place in sums_of(table):
            if head < place < end:
                yield from _added(EQUIPMENT, table, place, units)
        yield from _type(reader, table.rows[head][1], units)


def _type(reader: Reader, kind: str, units: tuple[int, ...]) -> Iterator[Pair]:
    """Yield what the units have of a type beside what the sentences say, own unit and others."""
    names = []
    for family in ("all_kind_#_own", "all_kind_#_below"):
        figures = reader.families.get(family, [])
        names += [figure.name for figure in figures if figure.label.startswith(f"{kind}:")]
    if names:
        have = FIRST + 1
        yield Added(EQUIPMENT, have, units), Together(tuple(Said(name) for name in names))


def _models(reader: Reader) -> Iterator[Pair]:
    """Yield how many models are listed beside how many are said to be."""
    yield Rows(MODELS), Said("all_innovations")
    figures = reader.families.get("innovations_of_#", [])
    table = reader.table(MODELS)
    heads = sorted(table.subtotals) if table else []
    ends = [*heads[1:], len(table.rows)] if table else []
    for head, end in zip(heads, ends, strict=True):
        assert table is not None
        name = table.rows[head][1].rpartition(":")[0]
        listed = Listed(MODELS, head, end)
        yield listed, Headed(MODELS, head)
        named = [each for each in figures if each.label.rpartition(":")[0] == name]
        # Two units may bear one name.
        if len(named) == 1:
            yield listed, Said(named[0].name)


def _grades(reader: Reader) -> Iterator[Pair]:
    """Yield how many units are listed with a grade beside how many are said to have it.

    A unit that is listed twice with one kind of assessment counts once: then nothing is compared.
    """
    table = reader.table(GRADES)
    rows = [table.rows[place] for place in numbered(table)] if table else []
    listed = [(row[1], row[_KIND]) for row in rows]
    if len(set(listed)) < len(listed):
        return
    for figure in reader.families.get("grade_#_#", []):
        kind, _, grade = figure.label.partition(": ")
        yield Rows(GRADES, ((_KIND, kind), (_GRADE, grade))), Said(figure.name)


def _coverage(reader: Reader, whose: tuple[str, ...]) -> Iterator[Pair]:
    """Yield how many units have figures, and of how many, wherever that is said."""
    own, own_staff = int(OWN in whose), int(OWN in _whose_staff(reader, whose))
    staff_counts = {f"{lead}{name}_n" for lead in (BELOW, ALL) for name in _STAFF.values()}
    yield Rows(FORM, less=own), Said("coverage", first_of_two)
    table = reader.table(FORM)
    if table is not None:
        last = len(table.rows) - len(sums_of(table))
        yield Listed(FORM, -1, last, own), Said("coverage", second_of_two)
    for name, figure in reader.report.figures.items():
        if not name.endswith("_n") or second_of_two(figure.text) is None:
            continue
        of_staff = name in staff_counts
        less = own_staff if of_staff else own
        counted = Rows(STAFF if of_staff else FORM, less=less if name.startswith(BELOW) else 0)
        if name.startswith((BELOW, ALL)):
            yield Said(name, second_of_two), counted
    yield Said("late_count"), MoreThanNone(SENT, _LATE)
    yield Said("doubts_of_units"), Rows(FORM)


def _ranking(reader: Reader, own: int) -> Iterator[Pair]:
    """Yield the best and the worst of each rate beside the annex that has it unit by unit."""
    table = reader.table(ELECTRONIC)
    if table is None:
        return
    units = numbered(table)[own:]
    rates = reader.report.rates
    for column, name in _electronic_columns(table, rates):
        if rates.is_rate(name):
            yield Extreme(ELECTRONIC, column, units, max), Said(f"best_{name}")
            yield Extreme(ELECTRONIC, column, units, min), Said(f"worst_{name}")
