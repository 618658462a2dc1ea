"""How long a line of Times New Roman is: a drawn rule has a length that the decree asks for."""

import unicodedata

# Advance widths of the bold face in thousandths of the type size. Vietnamese marks do not change
# a letter's width.
_GROUPS = {
    250: " ,.",
    278: "'/il",
    333: "()-:;fjt",
    389: "Is",
    444: "cerz",
    500: "0123456789Jagovxy–“”",
    556: "Sbdhknpquđ",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    944: "M",
    1000: "W—",
}
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}
_OTHER = 600


def text_width(text: str, points: float) -> float:
    """Return the length of one bold line in points, at a type size in points.

    Right to about three per cent.
    """
    widths = (_WIDTHS.get(_base(char), _OTHER) for char in text)
    return sum(widths) * points / 1000


def _base(char: str) -> str:
    # The stroke of đ is part of the letter, not a mark that comes off.
    if char in "đĐ":
        return char
    return unicodedata.normalize("NFD", char)[0]
