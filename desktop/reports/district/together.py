"""The cells of the form's sheets where early and on time are known only together."""

from collections.abc import Iterable

from desktop.reports.annexes import note_on_rest
from desktop.reports.district.grid import Column, Grid, GridRow
from desktop.reports.district.marks import IN_TIME_APART, Marks, in_time_together
from desktop.reports.district.worksheets import HELD, MARKED, NUMBER, Out, address
from desktop.spreadsheets import formulas
from desktop.word import wording

FORM_SHEET = "Biểu II.06a"
# Number and name of the unit stand before the figures.
_LEADING_COLUMNS = 2


def together_cell(place: int, row: GridRow, column: Column, grid: Grid, marks: Marks) -> Out:
    """Return the cell for early and on time together, or the empty one that it takes in."""
    together = in_time_together(row)
    assert together is not None
    number, gap = together
    if gap is not None:
        marks.put_column(column, gap, row)
    first = IN_TIME_APART[0]
    if column.key != first:
        return Out("", form=NUMBER)
    formula = ""
    if row.same_as:
        formula = formulas.reference(FORM_SHEET, cell_of(grid, row.rows[0], first))
    elif row.kind == "sum":
        # What a row has apart stands in both columns; one that knows only a part of it counts not.
        known = [part for part in row.rows if _knows_in_time(grid.rows[part])]
        cells = [cell_of(grid, part, key) for key in IN_TIME_APART for part in known]
        formula = formulas.total_of_known(cells, grid.blank)
    form = MARKED[NUMBER] if gap is not None else NUMBER
    return Out(number, formula, form, bold=row.kind == "sum", centred=True, double=True)


def _knows_in_time(row: GridRow) -> bool:
    return in_time_together(row) is not None or None not in map(row.values.get, IN_TIME_APART)


def cell_of(grid: Grid, place: int, key: str) -> str:
    """Return the address of a figure of a table by its row and the key of its column."""
    return address(place, _LEADING_COLUMNS + grid.places[key], len(grid.head) - 1)


def notes_on_cells(rows: Iterable[Iterable[Out]], marked: str) -> list[str]:
    """Return the notes under a sheet: on cells over two columns, on blank zeros, on marked ones."""
    cells = [out for row in rows for out in row]
    notes = [marked]
    if any(out.form == HELD for out in cells):
        notes.insert(0, note_on_rest())
    if any(out.double for out in cells):
        notes.insert(0, wording.catalogue()["annex"]["note_merged"])
    return notes
