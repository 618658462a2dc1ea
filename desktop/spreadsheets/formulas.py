"""The few formulas of the workbook: sums that name what they lack, rates rounded as the office
prints them.
"""

from collections.abc import Sequence
from decimal import Decimal

from models.rates import RateSettings

NO_RATE = "–"
# No percentage of numbers below a thousand million needs more.
_MOST_DECIMALS = 9


def total(cells: Sequence[str], blank: str) -> str:
    """Return the sum of some cells; where one of them is blank it says so, and is never a smaller
    number.
    """
    listed = _ranges(cells)
    return f'=IF(COUNT({listed})={len(cells)},SUM({listed}),"{blank}")'


def rate(numerator: str, denominator: str, settings: RateSettings, printed: Decimal | None) -> str:
    """Return a percentage as printed; whole numbers are divided last, so that no binary fraction
    shifts a digit.

    A percentage that is printed with more decimals than the office's, because it would read 0 or
    100 otherwise, has as many in its formula.
    """
    scale = 10 ** max(settings.decimals, _decimals(printed))
    if settings.rounding == "truncate":
        exact = f"INT({numerator}*{100 * scale}/{denominator})"
    else:
        exact = f"INT(({numerator}*{200 * scale}+{denominator})/({denominator}*2))"
    divided = f'IF({denominator}>0,{exact}/{scale},"{NO_RATE}")'
    return f'=IF(COUNT({numerator},{denominator})=2,{divided},"{NO_RATE}")'


def difference(now: str, then: str) -> str:
    """Return how much more one cell is than another, without what binary fractions leave behind."""
    return f'=IF(COUNT({now},{then})=2,ROUND({now}-{then},{_MOST_DECIMALS}),"{NO_RATE}")'


def reference(sheet: str, cell: str) -> str:
    """Return a reference to a cell of another sheet."""
    return f"='{sheet}'!{cell}"


def _decimals(number: Decimal | None) -> int:
    """Return how many decimals a number is written with."""
    if number is None:
        return 0
    return len(f"{number:f}".partition(".")[2])


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
