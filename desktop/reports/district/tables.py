"""The tables of the report as printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.consolidation.rollup import Together
from desktop.reports.annexes import blank_note, blank_zeros
from desktop.reports.district import grids, other_grids
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid, GridRow
from desktop.reports.district.indicator_tables import INDICATORS, indicator_tables
from desktop.reports.district.marks import MARK, Marks, column_cell, form_cells
from desktop.reports.district.other_grids import DIGITAL, OTHERS
from desktop.reports.district.published_units import note_on_published
from desktop.reports.district.rate_grid import keys_of, with_numbers
from desktop.reports.district.text_tables import (
    assessments,
    innovations,
    proposals,
    text_table,
    timeliness,
)
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.phrases import counted, label_of
from desktop.reports.ward.section_ii2 import TABLE_ROWS
from desktop.word import wording
from desktop.word.content import MERGE, Rows, Table
from models.figures import AreaFigures

FORMS = ("ho_so_don_vi", "ho_so_linh_vuc")
GRIDS = ("so_hoa_thanh_toan", "nhan_su", "trang_thiet_bi", OTHERS, DIGITAL)
TEXTS = ("mo_hinh", "xep_loai", "kien_nghi", "tien_do")
MAIN = "so_lieu_chinh"
# The annexes by their table, in their order, with the names of their titles in the catalogue.
_TITLES = {
    "ho_so_don_vi": "form_by_unit",
    "ho_so_linh_vuc": "form_by_field",
    "so_hoa_thanh_toan": "electronic",
    "nhan_su": "staff",
    "trang_thiet_bi": "equipment",
    "mo_hinh": "innovations",
    "xep_loai": "assessments",
    "kien_nghi": "proposals",
    "tien_do": "timeliness",
    # Last, so that a template without them numbers its annexes without a gap.
    OTHERS: "others",
    DIGITAL: "digital",
    INDICATORS: "indicators",
}


def tables_of(data: DistrictData) -> dict[str, Table]:
    """Return every table of the report by name."""
    told = Marks(data, text("part_columns"))
    found = [
        main_figures(data),
        _form(grids.form_by_unit(data), told),
        by_area(data, told),
        _printed(grids.electronic(data), data),
        _printed(grids.staff(data), data),
        _printed(grids.equipment(data), data),
        _printed(other_grids.others(data), data),
        _printed(other_grids.digital(data), data),
        innovations(data),
        assessments(data),
        proposals(data),
        timeliness(data),
        *indicator_tables(data),
    ]
    return {table.name: table for table in found}


def main_columns(data: DistrictData) -> list[GridRow]:
    """Return the columns of the table of main figures: heading, figures, whose they are."""
    found = []
    rates = data.rates
    if data.own and data.own.figures.figures:
        own = data.own.figures.figures
        row = GridRow(data.own.line.name, "unit", own.total)
        found.append(with_numbers(row, [own], rates))
    if data.units:
        row = _together(_name_of_others(data), data.now.below, data)
        found.append(with_numbers(row, data.now.below.units, rates))
    if len(found) > 1:
        row = _together(text("together"), data.now.all, data)
        found.append(with_numbers(row, data.now.all.units, rates))
    return found


def _together(label: str, sums: Together, data: DistrictData) -> GridRow:
    """Return the totals of several units as one row of a table."""
    own = {data.own.line.code: data.own.line.name} if data.own else {}
    units = []
    for unit in sums.units:
        units.append(GridRow(own.get(unit.code, unit.name), "unit", unit.total))
    return GridRow(label, "sum", sums.total, units=tuple(units))


def _name_of_others(data: DistrictData) -> str:
    number = counted(data.own_report, len(data.units))
    return text("below").format(count=number, word=data.word)


def main_figures(data: DistrictData) -> Table:
    """Return the main figures of the own unit, of the others, and of all of them."""
    columns = main_columns(data)
    titles = tuple(column.label for column in columns)
    widths = (30,) * len(columns)
    if not columns:
        return Table(MAIN, titles, widths, [])
    rows: list[list[str]] = []
    marks = Marks(data)
    for name in data.rates.shown(TABLE_ROWS):
        label = label_of(name, data.rates)
        rate = keys_of(name, data.rates) if data.rates.is_rate(name) else None
        row = Column(name, label, rate=rate)
        rows.append([label, *(_main_cell(sums, row, data, marks) for sums in columns)])
    blanks = blank_note(rows, wording.missing())
    numbers = " ".join(filter(None, (marks.note(), blanks)))
    for note in (numbers, note_on_published(data.published)):
        if note:
            rows.append([note, *(MERGE for _ in columns)])
    return Table(MAIN, titles, widths, rows)


def _main_cell(sums: GridRow, row: Column, data: DistrictData, marks: Marks) -> str:
    blank = wording.blank_cell()
    cell = column_cell(sums, row, data, marks, blank)
    is_printed = row.rate is not None and cell != blank
    if not is_printed:
        return cell
    return f"{cell.removesuffix(MARK)}%{MARK if cell.endswith(MARK) else ''}"


def by_area(data: DistrictData, told: Marks | None = None) -> Table:
    """Return form II.06a by field of work: of the own unit, of the others together, and the sums.

    What units know without their fields of work stands below these; so the sums are those of the
    form by unit, whose note stands here too (`told`).
    """
    rows: list[list[str]] = []
    groups: set[int] = set()
    held: frozenset[tuple[int, int]] = frozenset()
    marks = Marks(data, text("part_columns"), together=True, told=told)
    parts: list[tuple[str, tuple[UnitBook, ...], tuple[AreaFigures, ...], GridRow]] = []
    if data.own and data.own.figures.figures:
        own = GridRow(text("sum"), "sum", data.own.figures.figures.total)
        parts.append((data.own.line.name, (data.own,), data.own.figures.figures.areas, own))
    if data.units:
        below = _together(text("sum"), data.now.below, data)
        parts.append((_name_of_others(data), data.units, data.now.below.fields, below))
    for name, books, areas, total in parts:
        groups.add(len(rows))
        rows.append(["", wording.clean(name)])
        held |= _add_areas(rows, data, books, areas, marks)
        rows.append(["", total.label, *form_cells(total, marks)])
    if len(parts) > 1:
        everything = _together(text("sum_all"), data.now.all, data)
        rows.append(["", everything.label, *form_cells(everything, marks)])
    return replace(_form_table("ho_so_linh_vuc", rows, groups, marks), held=held)


def _add_areas(
    rows: Rows,
    data: DistrictData,
    books: Sequence[UnitBook],
    areas: Iterable[AreaFigures],
    marks: Marks,
) -> frozenset[tuple[int, int]]:
    """Add the fields of work of some units, and what is known without them.

    Return the cells that are blank because the fields hold it all.
    """
    found = [row for row in grids.field_rows(books, areas) if row.kind == "sum"]
    unheld = grids.unheld_row(books, grids.unheld_label(data, books), len(found))
    if unheld:
        found.append(unheld)
    for place, row in enumerate(found, start=1):
        rows.append([str(place), wording.clean(row.label), *form_cells(row, marks)])
    return blank_zeros(rows) if unheld and unheld.is_rest else frozenset()


def annexes_of(tables: Mapping[str, Table]) -> list[Table]:
    """Return the tables that are annexes, in their order."""
    return [tables[name] for name in _TITLES]


def annex_titles(data: DistrictData) -> dict[str, str]:
    """Return the titles of the annexes by the name of their table."""
    texts = district_catalogue()["annex"]
    titles = {table: texts[name] for table, name in _TITLES.items()}
    return titles | {OTHERS: other_grids.title_of_others(data)}


def _form(grid: Grid, marks: Marks) -> Table:
    """Return form II.06a per unit, with the sums below."""
    rows: list[list[str]] = []
    groups = set()
    place = 0
    for row in grid.rows:
        label = wording.clean(row.label)
        if row.kind == "absent":
            groups.add(len(rows))
            rows.append(["", text("not_sent").format(unit=label)])
            continue
        place += row.kind == "unit"
        rows.append([_place(row, place), label, *form_cells(row, marks)])
    return _form_table(grid.name, rows, groups, marks)


def _place(row: GridRow, place: int) -> str:
    """Return the number of a unit; sums have none."""
    return str(place) if row.kind == "unit" else ""


def _form_table(name: str, rows: list[list[str]], groups: set[int], marks: Marks) -> Table:
    if not rows:
        return Table(name, (), (), [["", text("nothing")]], frozenset({0}), is_empty=True)
    return Table(name, (), (), rows, frozenset(groups), note=marks.note())


def _printed(grid: Grid, data: DistrictData) -> Table:
    rows: list[list[str]] = []
    marks = Marks(data)
    groups: set[int] = set()
    place = 0
    for row in grid.rows:
        label = wording.clean(row.label)
        if row.kind in ("group", "absent"):
            groups.add(len(rows))
            said = label if row.kind == "group" else text("not_sent").format(unit=label)
            rows.append(["", said])
            continue
        place += row.kind == "unit"
        blank = wording.blank_cell()
        cells = [column_cell(row, column, data, marks, blank) for column in grid.columns]
        rows.append([_place(row, place), label, *cells])
    rates = any(column.rate for column in grid.columns)
    notes = [marks.note(), blank_note(rows, grid.blank, rates=rates), _note_on_norms(grid)]
    if note := " ".join(filter(None, notes)):
        # Templates have no place for it below.
        groups.add(len(rows))
        rows.append(["", note])
    header = tuple(column.header for column in grid.columns)
    widths = tuple(column.width for column in grid.columns)
    table = text_table(grid.name, header, widths, rows, groups)
    says = bool(grid.columns) and grid.says_something
    return replace(table, is_empty=table.is_empty or not says)


def _note_on_norms(grid: Grid) -> str:
    """Return that some units lack a norm, where the sum of a type is blank though others have it.

    A sum of other tables is marked, and has its own note.
    """
    of_units: list[GridRow] = []
    for row in grid.rows if grid.name == grids.EQUIPMENT else ():
        if row.kind == "group":
            of_units = []
        elif row.kind == "unit":
            of_units.append(row)
        elif any(row.values["norm"] is None and each.values["norm"] for each in of_units):
            return text("note_norms")
    return ""
