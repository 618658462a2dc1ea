"""Say what stands on each sheet of the workbook: headings, cells and the formulas in them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop.consolidation.rates import part_rate
from desktop.consolidation.rollup import Rollup, Sums
from desktop.reports.district import rate_grid
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.grid import (
    Column,
    Grid,
    GridRow,
    known_to_some,
    rate_of_some,
    rate_style,
    rate_value,
)
from desktop.reports.district.grids import BY_FIELD, FORM_BY_UNIT
from desktop.reports.district.marks import IN_TIME_APART, Marks, in_time_together
from desktop.reports.district.published_units import note_on_published
from desktop.reports.district.together import FORM_SHEET, cell_of, notes_on_cells, together_cell
from desktop.reports.district.words import sheet_text, text
from desktop.reports.district.worksheets import (
    HELD,
    MARKED,
    NUMBER,
    Out,
    Plain,
    Sheet,
    address,
    rate_form,
)
from desktop.spreadsheets import formulas
from desktop.word import wording
from models.measures import MEASURES
from models.periods import title

SUMMARY, _BASE = "Tổng hợp", "Số liệu"
OWN_RATES = "Tỷ lệ"
# The tables that have columns (8) and (9).
_FORMS = (FORM_BY_UNIT, BY_FIELD)
# Before the columns of the main sheet stand the name and the basis.
_LEADING_COLUMNS = 2
_FIGURE_WIDTH = 12

Cells = list[Out]
# Heading, row of the base sheet and figures of a column of the main sheet.
SummaryColumn = tuple[str, int, Sums]


def base_figures(data: DistrictData, base: Grid) -> Sheet:
    """Return every measure by unit: the sheet that the summary is made of."""
    return figures(_BASE, sheet_text("base"), base, data)


def own_rates(data: DistrictData) -> Sheet:
    """Return the office's own rates by unit; the summary refers to its sums."""
    return figures(OWN_RATES, sheet_text("own_rates"), rate_grid.own_rates(data), data)


def figures(name: str, heading: str, grid: Grid, data: DistrictData) -> Sheet:
    """Return a table of figures; its units are numbered, its sums and rates are formulas."""
    rows: list[Cells] = []
    folded: set[int] = set()
    marks = Marks(data, together=grid.name == BY_FIELD)
    number = 0
    for place, row in enumerate(grid.rows):
        is_unit = row.kind == "unit"
        number += is_unit
        leading = Out(number if is_unit else "", form=NUMBER, centred=True)
        rows.append([leading, *_grid_row(place, row, grid, data, marks)])
        # Under each field of work the units fold away.
        if is_unit and grid.name == BY_FIELD:
            folded.add(place)
    *above, header = grid.head
    widths = [6, 30, *(_FIGURE_WIDTH for _ in grid.columns)]
    notes = notes_on_cells(rows, marks.note())
    if name == FORM_SHEET:
        notes.append(note_on_published(data.published))
    return Sheet(
        name,
        heading,
        header,
        widths,
        rows,
        folded=frozenset(folded),
        notes=[note for note in notes if note],
        above=above,
    )


def _grid_row(place: int, row: GridRow, grid: Grid, data: DistrictData, marks: Marks) -> Cells:
    if row.kind == "absent":
        return [Out(row.label), Out(text("not_sent_short")), *_blanks(len(grid.columns) - 1)]
    if row.kind == "group":
        return [Out(row.label, bold=True), *_blanks(len(grid.columns))]
    cells = [Out(row.label, bold=row.kind == "sum", wrap=True)]
    is_together = grid.name in _FORMS and in_time_together(row) is not None
    for column in grid.columns:
        if is_together and column.key in IN_TIME_APART:
            cells.append(together_cell(place, row, column, grid, marks))
        elif column.rate is None:
            cells.append(_number_cell(place, row, column, grid, marks))
        else:
            cells.append(_rate_cell(place, row, column, grid, data, marks))
    return cells


def _number_cell(place: int, row: GridRow, column: Column, grid: Grid, marks: Marks) -> Out:
    number = row.values.get(column.key)
    form = HELD if row.is_rest and number == 0 else NUMBER
    found = known_to_some(row, column.key) if number is None else None
    if found:
        number, form = found[0], MARKED[NUMBER]
        marks.put_column(column, found[1], row)
    total = formulas.total_of_known if found else formulas.total
    formula = ""
    if row.same_as:
        there = cell_of(grid, row.rows[0], column.key)
        formula = formulas.reference(FORM_SHEET, there)
    elif row.kind == "sum":
        rows = [cell_of(grid, part, column.key) for part in row.rows]
        formula = total(rows, grid.blank)
    elif column.parts and _adds_up(row, column, grid):
        parts = [cell_of(grid, place, part) for part in column.parts]
        formula = total(parts, grid.blank)
    value = grid.blank if number is None else number
    return Out(value, formula, form, bold=row.kind == "sum")


def _rate_cell(
    place: int, row: GridRow, column: Column, grid: Grid, data: DistrictData, marks: Marks
) -> Out:
    assert column.rate is not None
    bold, style = row.kind == "sum", rate_style(column, data)
    percentage = rate_value(row, column, data)
    found = rate_of_some(row, column, data) if percentage is None else None
    if found:
        marks.put_column(column, found[1], row)
        tops, bottoms = _cells_of_units(row, column.rate, grid)
        formula = formulas.rate_of_known(tops, bottoms, style, found[0])
        return Out(_percentage(found[0]), formula, rate_form(found[0], style, marked=True), bold)
    top, bottom = (cell_of(grid, place, key) for key in column.rate)
    formula = formulas.rate(top, bottom, style, percentage)
    return Out(_percentage(percentage), formula, rate_form(percentage, style), bold)


def _cells_of_units(
    row: GridRow, parts: tuple[str, str], grid: Grid
) -> tuple[list[str], list[str]]:
    """Return the cells of numerators and denominators of the units that a sum is made of."""
    places = list(_places_of_units(row, grid))
    tops = [cell_of(grid, place, parts[0]) for place in places]
    bottoms = [cell_of(grid, place, parts[1]) for place in places]
    return tops, bottoms


def _places_of_units(row: GridRow, grid: Grid) -> Iterator[int]:
    """Yield the places of the units that a sum, or a sum of sums, is made of."""
    for place in row.rows:
        if grid.rows[place].kind == "sum":
            yield from _places_of_units(grid.rows[place], grid)
        else:
            yield place


def _adds_up(row: GridRow, column: Column, grid: Grid) -> bool:
    """Say whether a total may be written as the sum of its parts.

    They must all be known and stand in the table, and give that very number.
    """
    total = 0
    for part in column.parts:
        value = row.values.get(part)
        if value is None or part not in grid.places:
            return False
        total += value
    return total == row.values.get(column.key)


def summary(data: DistrictData, base: Grid) -> Sheet:
    """Return the main sheet: every measure and rate of the own unit, the others and all of them.

    Its measures refer to the base sheet.
    """
    columns = _summary_columns(data, base)
    marks = Marks(data)
    rows: list[Cells] = []
    for name in MEASURES:
        rows.append(_summary_measure(name, columns, base, marks))
    listed = rate_grid.own_rates(data)
    for name in data.rates.names:
        if name in listed.places:
            rows.append(_summary_listed(name, columns, listed, data, marks))
        else:
            rows.append(_summary_rate(name, columns, base, data, marks))
    notes = (marks.note(), note_on_published(data.published))
    return Sheet(
        SUMMARY,
        sheet_text("summary"),
        header=[text("main_lead"), text("basis"), *(heading for heading, _, _ in columns)],
        widths=[46, 36, *(20 for _ in columns)],
        rows=rows,
        notes=[*(note for note in notes if note), *_summary_notes(data)],
    )


def _summary_columns(data: DistrictData, base: Grid) -> list[SummaryColumn]:
    """Return heading, row of the base sheet and figures: of the own unit, of the others, of all."""
    found: list[SummaryColumn] = []
    sums = [place for place, row in enumerate(base.rows) if row.kind == "sum" and not row.of_kind]
    if data.own and data.own.figures.figures:
        found.append((data.own.line.name, 0, data.own.figures.figures.total))
    if sums:
        found.append((base.rows[sums[0]].label, sums[0], data.now.below.total))
    if len(sums) > 1:
        found.append((base.rows[sums[1]].label, sums[1], data.now.all.total))
    return found


def _summary_measure(
    name: str, columns: Sequence[SummaryColumn], base: Grid, marks: Marks
) -> Cells:
    row = [Out(MEASURES[name].label, wrap=True), Out("")]
    for _, place, sums in columns:
        formula = formulas.reference(_BASE, cell_of(base, place, name))
        value, form = sums[name], NUMBER
        found = known_to_some(base.rows[place], name) if value is None else None
        if found:
            value, form = found[0], MARKED[NUMBER]
            label = wording.lower_first(MEASURES[name].label)
            marks.put(name, label, found[1], base.rows[place])
        row.append(Out(_known(value), formula, form))
    return row


def _summary_rate(
    name: str, columns: Sequence[SummaryColumn], base: Grid, data: DistrictData, marks: Marks
) -> Cells:
    """Return a rate of each part by the measures above it."""
    parts, style = rate_grid.keys_of(name, data.rates), data.rates.style(name)
    as_column = Column(name, data.rates.label(name), rate=parts)
    row = _summary_lead(name, data)
    for column, (_, place, _) in enumerate(columns, start=_LEADING_COLUMNS):
        units = base.rows[place]
        value = rate_value(units, as_column, data)
        top, bottom = (address(_ABOVE[part], column) for part in parts)
        formula = formulas.rate(top, bottom, style, value)
        found = rate_of_some(units, as_column, data) if value is None else None
        if found:
            value = found[0]
            tops, bottoms = _cells_of_units(units, parts, base)
            formula = formulas.rate_of_known(tops, bottoms, style, value, _BASE)
            marks.put_column(as_column, found[1], units)
        form = rate_form(value, style, "%", marked=found is not None)
        row.append(Out(_percentage(value), formula, form))
    return row


def _summary_listed(
    name: str, columns: Sequence[SummaryColumn], listed: Grid, data: DistrictData, marks: Marks
) -> Cells:
    """Return a rate of each part as the sheet of the office's own rates has it."""
    as_column, style = listed.columns[listed.places[name]], data.rates.style(name)
    row = _summary_lead(name, data)
    for _, place, _ in columns:
        units = listed.rows[place]
        value = rate_value(units, as_column, data)
        found = rate_of_some(units, as_column, data) if value is None else None
        if found:
            value = found[0]
            marks.put_column(as_column, found[1], units)
        formula = formulas.reference(OWN_RATES, cell_of(listed, place, name))
        form = rate_form(value, style, "%", marked=found is not None)
        row.append(Out(_percentage(value), formula, form))
    return row


def _summary_lead(name: str, data: DistrictData) -> Cells:
    basis = wording.clean(data.rates.basis_words(name))
    return [Out(_label(name, data), wrap=True), Out(basis, wrap=True)]


# The measures stand above the rates, in the order of their declaration.
_ABOVE = {measure: place for place, measure in enumerate(MEASURES)}


def _summary_notes(data: DistrictData) -> list[str]:
    counted, expected = len(data.now.counted), len(data.now.lines)
    note = sheet_text("coverage").format(counted=counted, expected=expected, word=data.word)
    missing = ", ".join(line.line.name for line in data.now.missing)
    if missing:
        note += f" {text('not_sent').format(unit=missing)}."
    sample = data.own_report.sample_note
    return [note, sample] if sample else [note]


def compared(data: DistrictData) -> Sheet:
    """Return the figures of all units beside each other period that has the same units."""
    others = [each for each in data.compared if each.same_units]
    rows: list[Cells] = []
    for place, name in enumerate((*MEASURES, *data.rates.names)):
        now = _shown(name, data.now, data)
        row = [Out(_label(name, data), wrap=True), Out(now, form=_form_of(name, now, data))]
        for each in others:
            then = _shown(name, each.then, data)
            formula = formulas.difference(address(place, 1), address(place, len(row)))
            row.append(Out(then, form=_form_of(name, then, data)))
            change = _change(now, then)
            row.append(Out(change, formula, _form_of(name, change, data)))
        rows.append(row)
    header = [text("main_lead"), sheet_text("now")]
    for each in others:
        which = wording.label(each.which).capitalize()
        header += [f"{which} ({title(each.then.period)})", sheet_text("change")]
    widths = [46, *(20 for _ in header[1:])]
    return Sheet("So sánh", sheet_text("compared"), header, widths, rows, fixed=1)


def _change(now: Plain, then: Plain) -> Plain:
    if isinstance(now, int | Decimal) and isinstance(then, int | Decimal):
        return now - then
    return formulas.NO_RATE


def ranking(data: DistrictData) -> Sheet:
    """Return the units in the order of each rate."""
    rows: list[Cells] = []
    for name, order in data.figures.ranking.items():
        if not order:
            continue
        label, style = data.rates.label(name), data.rates.style(name)
        rows.append([Out(""), Out(label, bold=True, wrap=True), *_blanks(3)])
        for placed in order:
            place, rate = len(rows), placed.rate
            top, bottom = address(place, 2), address(place, 3)
            formula = formulas.rate(top, bottom, style, rate.value)
            rows.append(
                [
                    Out(placed.place, form=NUMBER, centred=True),
                    Out(placed.name),
                    Out(rate.numerator, form=NUMBER),
                    Out(rate.denominator, form=NUMBER),
                    Out(rate.value, formula, rate_form(rate.value, style)),
                ]
            )
    header = [text("rank"), text("unit"), sheet_text("numerator"), text("basis"), text("rate")]
    widths = [10, 46, 16, 16, 14]
    return Sheet("Xếp hạng", sheet_text("ranking"), header, widths, rows, fixed=0)


def _blanks(count: int) -> Cells:
    return [Out("") for _ in range(count)]


def filled_up(cells: Cells, width: int) -> Cells:
    """Return a row with blank cells up to the width of its table: they have borders as well."""
    return [*cells, *_blanks(width - len(cells))]


def _label(name: str, data: DistrictData) -> str:
    label = data.rates.label(name)
    return f"{label} (%)" if data.rates.is_rate(name) else label


def _shown(name: str, over: Rollup, data: DistrictData) -> Plain:
    """Return a figure of all units of a period."""
    if not data.rates.is_rate(name):
        return _known((over.sums("all") or {}).get(name))
    return _percentage(part_rate(name, over, "all", data.rates).value)


def _form_of(name: str, value: Plain, data: DistrictData) -> str:
    if not data.rates.is_rate(name):
        return NUMBER
    printed = value if isinstance(value, Decimal) else None
    return rate_form(printed, data.rates.style(name))


def _percentage(value: Decimal | None) -> Plain:
    return formulas.NO_RATE if value is None else value


def _known(value: int | None) -> Plain:
    return wording.missing() if value is None else value
