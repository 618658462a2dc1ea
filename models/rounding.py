"""The exact rounding of percentages that offices ask for, and how to find it in an old report."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple, get_args

from models.values import format_number

Rounding = Literal["half_up", "truncate", "half_even"]
Zeros = Literal["drop", "keep"]

ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)
ZEROS: tuple[Zeros, ...] = get_args(Zeros)
MOST_DECIMALS = 2

_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"
_PRINTED = rf"\s*({_NUMBER})\s*/\s*({_NUMBER})\s*=\s*(\d+(?:[.,]\d+)?)\s*%?\s*"


class Style(NamedTuple):
    """How percentages are printed.

    Attributes:
        rounding: "half_up", "truncate" or "half_even".
        decimals: decimal places, 0 to 2.
        zeros: "drop" prints 46, "keep" prints 46,0.
    """

    rounding: Rounding = "half_up"
    decimals: int = 1
    zeros: Zeros = "drop"


class PrintedShare(NamedTuple):
    """A row of an old report: two numbers, and the percentage that stood beside them.

    Attributes:
        text: as it was typed.
        numerator, denominator: whole numbers; points such as 13,3 of 18 are both multiplied out.
        printed: the percentage with a decimal comma, without its sign.
    """

    text: str
    numerator: int
    denominator: int
    printed: str


class Finding(NamedTuple):
    """What an old report says about its rounding.

    Attributes:
        fits: the styles that print every row (but those of `misfits`) as it stands, the most usual
            one first.
        misfits: the rows that no style explains: a slip in the report, or in what was typed.
    """

    fits: tuple[Style, ...]
    misfits: tuple[PrintedShare, ...]


def percentage(
    numerator: int,
    denominator: int,
    rounding: Rounding = "half_up",
    decimals: int = 1,
    zeros: Zeros = "drop",
) -> Decimal | None:
    """Return the percentage as it is printed, as an exact number; None without a denominator.

    Both numbers are whole and not negative. Trailing zero decimals are dropped unless they are to
    be kept. It is 0 only where the numerator is 0, and 100 only where the two numbers are equal:
    elsewhere it gets as many more decimals as that takes.
    """
    if denominator == 0:
        return None
    is_nothing_or_all = numerator in (0, denominator)
    scaled = _hundredfold(numerator, denominator, rounding, decimals)
    # It ends: with enough decimals every fraction is told apart from 0 and from 100.
    while scaled in (0, 100 * 10**decimals) and not is_nothing_or_all:
        decimals += 1
        scaled = _hundredfold(numerator, denominator, rounding, decimals)
    while zeros == "drop" and decimals and scaled % 10 == 0:
        scaled //= 10
        decimals -= 1
    return Decimal(f"{scaled}E-{decimals}")


def percent(
    numerator: int,
    denominator: int,
    rounding: Rounding = "half_up",
    decimals: int = 1,
    zeros: Zeros = "drop",
) -> str | None:
    """Return the percentage as printed ("90,3", "46"), None without a denominator."""
    value = percentage(numerator, denominator, rounding, decimals, zeros)
    return None if value is None else format_number(value)


def read_share(text: str) -> PrintedShare | None:
    """Read "1.970/2.181=90,3"; None where it is not written so, or divides by 0."""
    found = re.fullmatch(_PRINTED, text)
    if found is None:
        return None
    top, bottom = _decimal(found[1]), _decimal(found[2])
    if not bottom:
        return None
    whole = 10 ** max(_places(top), _places(bottom))
    # Some reports slip into a decimal point; a percentage has no thousands to part.
    printed = found[3].replace(".", ",")
    return PrintedShare(text.strip(), int(top * whole), int(bottom * whole), printed)


def find_rounding(rows: Iterable[PrintedShare]) -> Finding:
    """Return the styles that explain all printed percentages, and the rows that none explains."""
    explained: list[PrintedShare] = []
    misfits: list[PrintedShare] = []
    for row in rows:
        (explained if any(_fits(style, row) for style in STYLES) else misfits).append(row)
    fits = []
    for style in STYLES:
        if explained and all(_fits(style, row) for row in explained):
            fits.append(style)
    return Finding(tuple(fits), tuple(misfits))


# The usual ones first: zero decimals dropped, half up, one decimal (Thông tư 01/2018/TT-VPCP).
STYLES: tuple[Style, ...] = tuple(
    Style(rounding, decimals, zeros)
    for zeros, rounding, decimals in product(ZEROS, ROUNDINGS, (1, 2, 0))
)


def _fits(style: Style, row: PrintedShare) -> bool:
    shown = percent(row.numerator, row.denominator, style.rounding, style.decimals, style.zeros)
    return shown == row.printed


def _hundredfold(numerator: int, denominator: int, rounding: Rounding, decimals: int) -> int:
    """Return the percentage in units of its last decimal."""
    scale: int = 10**decimals
    scaled, rest = divmod(numerator * 100 * scale, denominator)
    if rounding == "truncate" or 2 * rest < denominator:
        return scaled
    is_tie = 2 * rest == denominator
    if rounding == "half_even" and is_tie and scaled % 2 == 0:
        return scaled
    return scaled + 1


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def _places(number: Decimal) -> int:
    return len(f"{number:f}".partition(".")[2])
