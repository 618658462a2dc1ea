"""The few formulas of the workbook: sums that name what they lack, rates rounded as the office
prints them.
"""

from collections.abc import Sequence

from models.rates import RateSettings

NO_RATE = "–"


def total(cells: Sequence[str], blank: str) -> str:
    """Return the sum of some cells; where one of them is blank it says so, and is never a smaller
    number.
    """
    listed = _ranges(cells)
    return f'=IF(COUNT({listed})={len(cells)},SUM({listed}),"{blank}")'


def rate(numerator: str, denominator: str, settings: RateSettings) -> str:
    """Return a percentage as printed; whole numbers are divided last, so that no binary fraction
    shifts a digit.
    """
    scale = 10**settings.decimals
    if settings.rounding == "truncate":
        exact = f"INT({numerator}*{100 * scale}/{denominator})"
    else:
        exact = f"INT(({numerator}*{200 * scale}+{denominator})/({denominator}*2))"
    return f'=IF(COUNT({numerator},{denominator})=2,IF({denominator}>0,{exact}/{scale},"{NO_RATE}"),"{NO_RATE}")'


def difference(now: str, then: str) -> str:
    """Return how much more one cell is than another; of rates at most two decimals."""
    return f'=IF(COUNT({now},{then})=2,ROUND({now}-{then},2),"{NO_RATE}")'


def reference(sheet: str, cell: str) -> str:
    """Return a reference to a cell of another sheet."""
    return f"='{sheet}'!{cell}"


def _ranges(cells: Sequence[str]) -> str:
    """Return cells as a list, those that follow each other in one column as a range."""
    column, rows = (
        cells[0].rstrip("0123456789"),
        [int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells],
    )
    same = all(cell.startswith(column) and cell[len(column) :].isdigit() for cell in cells)
    if len(cells) > 1 and same and rows == list(range(rows[0], rows[0] + len(rows))):
        return f"{cells[0]}:{cells[-1]}"
    return ",".join(cells)
