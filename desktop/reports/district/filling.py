"""Say what stands on each sheet of the workbook: headings, cells and the formulas in them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from desktop.consolidation.rollup import LineFigures
from desktop.reports.district import grids
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.grids import Column, Grid, GridRow
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.district.worksheets import (
    NUMBER,
    PERCENT,
    RATE,
    TIME,
    Out,
    Plain,
    Sheet,
    address,
)
from desktop.spreadsheets import formulas
from desktop.word import wording
from desktop.word.content import Table
from models.measures import MEASURES
from models.periods import Month, parse_period, title
from models.rates import RATES, basis_label, rate_of

SUMMARY, _BASE = "Tổng hợp", "Số liệu"
# Number and name of the unit stand before the figures.
_LEADING_COLUMNS = 2

Sums = Mapping[str, int | None]
Cells = list[Out]


def base_figures(data: DistrictData, base: Grid) -> Sheet:
    """Return every measure by unit: the sheet that the summary is made of."""
    return figures(_BASE, _words("base"), base, data, pages_wide=3)


def figures(name: str, heading: str, grid: Grid, data: DistrictData, pages_wide: int = 1) -> Sheet:
    """Return a table of figures; its units are numbered, its sums and rates are formulas."""
    rows: list[Cells] = []
    folded: set[int] = set()
    number = 0
    for place, row in enumerate(grid.rows):
        is_unit = row.kind == "unit"
        number += is_unit
        leading = Out(number if is_unit else "", form=NUMBER)
        rows.append([leading, *_grid_row(place, row, grid, data)])
        # Under each field of work the units fold away.
        if is_unit and grid.name == "ho_so_linh_vuc":
            folded.add(place)
    header = ["TT", grid.lead, *(column.header for column in grid.columns)]
    widths = [6, 30, *(13 for _ in grid.columns)]
    return Sheet(
        name, heading, header, widths, rows, pages_wide=pages_wide, folded=frozenset(folded)
    )


def _grid_row(place: int, row: GridRow, grid: Grid, data: DistrictData) -> Cells:
    if row.kind == "absent":
        return [Out(row.label), Out(text("not_sent_short")), *_blanks(len(grid.columns) - 1)]
    if row.kind == "group":
        return [Out(row.label, bold=True), *_blanks(len(grid.columns))]
    cells = [Out(row.label, bold=row.kind == "sum", wrap=True)]
    for column in grid.columns:
        if column.rate is None:
            cells.append(_number_cell(place, row, column, grid))
        else:
            cells.append(_rate_cell(place, row, column, grid, data))
    return cells


def _number_cell(place: int, row: GridRow, column: Column, grid: Grid) -> Out:
    number = row.values.get(column.key)
    formula = ""
    if row.kind == "sum":
        rows = [_cell_of(grid, part, column.key) for part in row.rows]
        formula = formulas.total(rows, grid.blank)
    elif column.parts and _adds_up(row, column, grid):
        parts = [_cell_of(grid, place, part) for part in column.parts]
        formula = formulas.total(parts, grid.blank)
    value = grid.blank if number is None else number
    return Out(value, formula, NUMBER, bold=row.kind == "sum")


def _rate_cell(place: int, row: GridRow, column: Column, grid: Grid, data: DistrictData) -> Out:
    assert column.rate is not None
    numerator, denominator = column.rate
    top, bottom = _cell_of(grid, place, numerator), _cell_of(grid, place, denominator)
    percentage = grids.rate_value(row, column, data)
    formula = formulas.rate(top, bottom, data.rates, percentage)
    return Out(_percentage(percentage), formula, RATE, bold=row.kind == "sum")


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


def _cell_of(grid: Grid, place: int, key: str) -> str:
    return address(place, _LEADING_COLUMNS + grid.places[key])


def summary(data: DistrictData, base: Grid) -> Sheet:
    """Return the main sheet: every measure and rate of the own unit, the others and all of them.

    Its measures refer to the base sheet.
    """
    columns = _summary_columns(data, base)
    rows: list[Cells] = []
    for name, measure in MEASURES.items():
        row = [Out(measure.label, wrap=True), Out("")]
        for _, place, sums in columns:
            formula = formulas.reference(_BASE, _cell_of(base, place, name))
            row.append(Out(_known(sums[name]), formula, NUMBER))
        rows.append(row)
    for name in RATES:
        rows.append(_summary_rate(name, [sums for _, _, sums in columns], data))
    headings = [heading for heading, _, _ in columns]
    return Sheet(
        SUMMARY,
        _words("summary"),
        header=[text("main_lead"), text("basis"), *headings],
        widths=[46, 36, *(20 for _ in columns)],
        rows=rows,
        notes=_summary_notes(data),
    )


def _summary_columns(data: DistrictData, base: Grid) -> list[tuple[str, int, Sums]]:
    """Return heading, row of the base sheet and figures: of the own unit, of the others, of all."""
    found: list[tuple[str, int, Sums]] = []
    sums = [place for place, row in enumerate(base.rows) if row.kind == "sum"]
    if data.own and data.own.figures.figures:
        found.append((data.own_name, 0, data.own.figures.figures.total))
    if sums:
        found.append((base.rows[sums[0]].label, sums[0], data.now.below.total))
    if len(sums) > 1:
        found.append((base.rows[sums[1]].label, sums[1], data.now.all.total))
    return found


def _summary_rate(name: str, columns: Sequence[Sums], data: DistrictData) -> Cells:
    rate, basis = RATES[name], data.rates.basis(name)
    # The measures stand above, in the order of their declaration.
    places = {measure: place for place, measure in enumerate(MEASURES)}
    row = [Out(_label(name), wrap=True), Out(basis_label(basis), wrap=True)]
    for column, sums in enumerate(columns, start=_LEADING_COLUMNS):
        value = rate_of(name, dict(sums), data.rates).value
        top, bottom = address(places[rate.numerator], column), address(places[basis], column)
        formula = formulas.rate(top, bottom, data.rates, value)
        row.append(Out(_percentage(value), formula, PERCENT))
    return row


def _summary_notes(data: DistrictData) -> list[str]:
    counted, expected = len(data.now.counted), len(data.now.lines)
    note = _words("coverage").format(counted=counted, expected=expected, word=data.word)
    missing = ", ".join(line.line.name for line in data.now.missing)
    if missing:
        note += f" {text('not_sent').format(unit=missing)}."
    sample = data.own_report.sample_note
    return [note, sample] if sample else [note]


def texts(name: str, heading: str, table: Table) -> Sheet:
    """Return a table of texts as it is printed, numbers of the rows first."""
    header = ["TT", *table.header]
    rows: list[Cells] = []
    for place, row in enumerate(table.rows):
        group = place in table.subtotals
        cells = [Out(cell, wrap=not group, bold=group) for cell in row]
        rows.append(_filled_up(cells, len(header)))
    widths = [6, *(max(10, width // 2) for width in table.widths)]
    return Sheet(name, heading, header, widths, rows, fixed=1)


def compared(data: DistrictData) -> Sheet:
    """Return the figures of all units beside each other period that has the same units."""
    others = [each for each in data.compared if each.same_units]
    rows: list[Cells] = []
    for place, name in enumerate((*MEASURES, *RATES)):
        form = NUMBER if name in MEASURES else RATE
        now = _shown(name, data.now.all.total, data)
        row = [Out(_label(name), wrap=True), Out(now, form=form)]
        for each in others:
            then = _shown(name, each.then.all.total, data)
            formula = formulas.difference(address(place, 1), address(place, len(row)))
            row += [Out(then, form=form), Out(_change(now, then), formula, form)]
        rows.append(row)
    header = [text("main_lead"), _words("now")]
    for each in others:
        which = wording.label(each.which).capitalize()
        header += [f"{which} ({title(each.then.period)})", _words("change")]
    widths = [46, *(20 for _ in header[1:])]
    return Sheet("So sánh", _words("compared"), header, widths, rows, fixed=1)


def _change(now: Plain, then: Plain) -> Plain:
    if isinstance(now, int | Decimal) and isinstance(then, int | Decimal):
        return now - then
    return formulas.NO_RATE


def ranking(data: DistrictData) -> Sheet:
    """Return the units in the order of each rate."""
    rows: list[Cells] = []
    for name, order in data.figures.ranking.items():
        rows.append([Out(""), Out(RATES[name].label, bold=True, wrap=True), *_blanks(3)])
        for placed in order:
            place, rate = len(rows), placed.rate
            top, bottom = address(place, 2), address(place, 3)
            formula = formulas.rate(top, bottom, data.rates, rate.value)
            rows.append(
                [
                    Out(placed.place, form=NUMBER),
                    Out(placed.name),
                    Out(rate.numerator, form=NUMBER),
                    Out(rate.denominator, form=NUMBER),
                    Out(rate.value, formula, RATE),
                ]
            )
    header = [text("rank"), text("unit"), _words("numerator"), text("basis"), text("rate")]
    widths = [10, 46, 16, 16, 14]
    return Sheet("Xếp hạng", _words("ranking"), header, widths, rows, fixed=0)


def sources(data: DistrictData) -> Sheet:
    """Return, for each unit, the file, revision, hash and time received of its figures."""
    columns = (
        (text("unit"), 26),
        (_words("code"), 14),
        (text("months"), 20),
        (_words("file"), 28),
        (_words("period"), 22),
        (text("revision"), 9),
        (text("standing"), 14),
        ("SHA-256", 36),
        (_words("created_at"), 17),
        (text("received_at"), 17),
    )
    rows: list[Cells] = []
    if data.own:
        line = data.own.line
        months, said = _span(line.months), _words("entered_here")
        rows.append([Out(data.own_name), Out(line.code), Out(months), Out(said)])
    for each in data.now.lines:
        for unit in each.line.units:
            rows += _source_rows(unit, each, data)
    return Sheet(
        "Nguồn",
        _words("sources"),
        header=[heading for heading, _ in columns],
        widths=[width for _, width in columns],
        rows=[_filled_up(row, len(columns)) for row in rows],
        fixed=1,
    )


def _source_rows(unit: str, figures_of: LineFigures, data: DistrictData) -> list[Cells]:
    lead = [Out(data.unit_names.get(unit, unit)), Out(unit)]
    files = data.files.get(unit, [])
    if not files:
        entered = _words("entered_here") if figures_of.figures else text("not_sent_short")
        return [[*lead, Out(""), Out(entered)]]
    rows: list[Cells] = []
    for file in files:
        state = text("draft") if file.draft else _words("closed")
        rows.append(
            [
                *lead,
                Out(_span(file.months)),
                Out(file.file_name),
                Out(title(parse_period(file.period))),
                Out(file.revision, form=NUMBER),
                Out(state),
                Out(file.file_hash, wrap=True),
                Out(file.created_at, form=TIME),
                Out(file.received_at, form=TIME),
            ]
        )
    return rows


def _span(months: Sequence[Month]) -> str:
    """Return months as short as they can be named, e.g. "01/2024–06/2024"."""
    names = [f"{month.month:02d}/{month.year}" for month in months]
    follows = all(here.next() == then for here, then in pairwise(months))
    return f"{names[0]}–{names[-1]}" if follows and len(names) > 1 else ", ".join(names)


def _words(name: str) -> str:
    return str(district_catalogue()["sheet"][name])


def _blanks(count: int) -> Cells:
    return [Out("") for _ in range(count)]


def _filled_up(cells: Cells, width: int) -> Cells:
    """Return a row with blank cells up to the width of its table: they have borders as well."""
    return [*cells, *_blanks(width - len(cells))]


def _label(name: str) -> str:
    return MEASURES[name].label if name in MEASURES else f"{RATES[name].label} (%)"


def _shown(name: str, sums: Sums, data: DistrictData) -> Plain:
    if name in MEASURES:
        return _known(sums[name])
    return _percentage(rate_of(name, dict(sums), data.rates).value)


def _percentage(value: Decimal | None) -> Plain:
    return formulas.NO_RATE if value is None else value


def _known(value: int | None) -> Plain:
    return wording.missing() if value is None else value
