"""The few formulas of the workbook: sums that never hide a gap, rates rounded as in print."""

from collections.abc import Sequence
from decimal import Decimal
from string import digits

from models.rounding import Style

NO_RATE = "–"
# No percentage of numbers below a thousand million needs more.
_MOST_DECIMALS = 9


def total(cells: Sequence[str], blank: str) -> str:
    """Return the sum of some cells; `blank` where one has no number, never a smaller sum."""
    listed = _ranges(cells)
    return f'=IF(COUNT({listed})={len(cells)},SUM({listed}),"{blank}")'


def total_of_known(cells: Sequence[str], blank: str) -> str:
    """Return the sum of those cells that have a number; `blank` where none has.

    For a sum that is marked: others say of whom it is.
    """
    listed = _ranges(cells)
    return f'=IF(COUNT({listed})>0,SUM({listed}),"{blank}")'


def rate_of_known(
    numerators: Sequence[str],
    denominators: Sequence[str],
    style: Style,
    printed: Decimal | None,
    sheet: str = "",
) -> str:
    """Return a percentage over the rows that have both numbers, as it is printed.

    The cells of each number stand below each other, on another sheet where one is named.
    """
    lead = f"'{sheet}'!" if sheet else ""
    tops, bottoms = lead + _ranges(numerators), lead + _ranges(denominators)
    top = f'SUMIF({bottoms},">=0",{tops})'
    bottom = f'SUMIF({tops},">=0",{bottoms})'
    return rate(top, bottom, style, printed)


def rate(top: str, bottom: str, style: Style, printed: Decimal | None) -> str:
    """Return a percentage of two cells as it is printed.

    A percentage that is printed with more decimals than the office's, because it would read 0 or
    100 otherwise, has as many in its formula.
    """
    # Whole numbers are divided last, so that no binary fraction shifts a digit.
    scale = 10 ** max(style.decimals, _decimals(printed))
    if style.rounding == "truncate":
        exact = f"INT({top}*{100 * scale}/{bottom})"
    else:
        exact = f"INT(({top}*{200 * scale}+{bottom})/({bottom}*2))"
    if style.rounding == "half_even":
        # Rounded down at the half it is another number only on the half itself: then the even one.
        down = f"0-INT(({bottom}-{top}*{200 * scale})/({bottom}*2))"
        exact = f"IF({exact}={down},{exact},2*INT({exact}/2))"
    divided = f'IF({bottom}>0,{exact}/{scale},"{NO_RATE}")'
    return f'=IF(COUNT({top},{bottom})=2,{divided},"{NO_RATE}")'


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
    """Return cells as a list, as a range where they follow each other in one column."""
    column = cells[0].rstrip(digits)
    first_row = int(cells[0].removeprefix(column))
    below_each_other = [f"{column}{first_row + offset}" for offset in range(len(cells))]
    if len(cells) > 1 and list(cells) == below_each_other:
        return f"{cells[0]}:{cells[-1]}"
    return ",".join(cells)
