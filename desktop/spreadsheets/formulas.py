"""The few formulas of the workbook: sums that never hide a gap, rates rounded as in print."""

from collections.abc import Sequence
from decimal import Decimal
from string import digits

from models.rounding import Style

NO_RATE = "–"
# No percentage of numbers below a thousand million needs more.
_MOST_DECIMALS = 9
# More characters no formula may have.
_LONGEST = 8192


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

    The cells of each number stand in one column, on another sheet where one is named. Where they
    are so scattered that no spreadsheet takes the formula there is none: the number stands alone.
    """
    lead = f"'{sheet}'!" if sheet else ""
    tops, bottoms = [], []
    # SUMIF takes one block of cells at a time: what stands apart is added up block by block.
    for first, last in _blocks(numerators):
        top = lead + _range(numerators[first : last + 1])
        bottom = lead + _range(denominators[first : last + 1])
        tops.append(f'SUMIF({bottom},">=0",{top})')
        bottoms.append(f'SUMIF({top},">=0",{bottom})')
    formula = rate(_added(tops), _added(bottoms), style, printed)
    return formula if len(formula) <= _LONGEST else ""


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


def _added(sums: Sequence[str]) -> str:
    return sums[0] if len(sums) == 1 else f"({'+'.join(sums)})"


def _ranges(cells: Sequence[str]) -> str:
    """Return cells as a list, as a range where they follow each other in one column."""
    return _range(cells) if len(_blocks(cells)) == 1 else ",".join(cells)


def _range(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"


def _blocks(cells: Sequence[str]) -> list[tuple[int, int]]:
    """Return from which to which place cells follow each other in one column."""
    found: list[tuple[int, int]] = []
    for place, cell in enumerate(cells):
        if place and cell == _below(cells[place - 1]):
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _below(cell: str) -> str:
    column = cell.rstrip(digits)
    return f"{column}{int(cell.removeprefix(column)) + 1}"
