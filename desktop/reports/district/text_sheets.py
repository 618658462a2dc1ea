"""Say what stands on the sheets of the workbook that are tables of texts."""

from collections.abc import Collection

from desktop.reports.district.filling import Cells, filled_up
from desktop.reports.district.worksheets import NUMBER, Out, Sheet
from desktop.word.content import Table


def texts(name: str, heading: str, table: Table, counts: Collection[int] = ()) -> Sheet:
    """Return a table of texts as it is printed, numbers of the rows first.

    `counts` are the columns after those that hold whole numbers, by their place in the header.
    """
    header = ["TT", *table.header]
    rows: list[Cells] = []
    for place, row in enumerate(table.rows):
        group = place in table.subtotals
        number, *others = row
        cells = [_whole(number)]
        for column, cell in enumerate(others):
            is_count = column in counts and not group
            cells.append(_whole(cell) if is_count else Out(cell, wrap=not group, bold=group))
        rows.append(filled_up(cells, len(header)))
    widths = [6, *(max(10, width // 2) for width in table.widths)]
    return Sheet(name, heading, header, widths, rows, fixed=1)


def _whole(cell: str) -> Out:
    """Return a whole number of a printed table as a number, a blank or its sign as it is."""
    if cell.isdecimal():
        return Out(int(cell), form=NUMBER, centred=True)
    return Out(cell, centred=True)
