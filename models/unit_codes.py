"""Codes of units that only look like another: foreign letters, full width, signs nobody sees."""

import unicodedata
from collections.abc import Iterable

# The marks of Vietnamese letters (TCVN 6909:2001).
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
# Small Cyrillic and Greek letters that stand for a Latin one, small or as a capital.
_CYRILLIC = dict(zip("авекмнорстухіјѕӏ", "abekmhopctyxijsl", strict=True))
_GREEK = dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True))
_TWINS = str.maketrans({**_CYRILLIC, **_GREEK})
# Plain signs that are easily mistaken for each other when they are read out or typed.
_MISTAKEN = str.maketrans("oil", "011")


def is_odd(code: str) -> bool:
    """Say whether a code holds a character that is neither ASCII nor a Vietnamese letter.

    Letters have to be composed: in two ways of writing one code would be two units.
    """
    if unicodedata.normalize("NFC", code) != code:
        return True
    return not all(map(_is_plain, code))


def near_code(code: str, codes: Iterable[str]) -> str | None:
    """Return the first of some codes that a code looks like without being it, None without one."""
    looks = _looks(code)
    for other in codes:
        if other != code and _looks(other) == looks:
            return other
    return None


def close_code(code: str, codes: Iterable[str]) -> str | None:
    """Return the first of some codes that differs from a code only in O and 0, or in l, I and 1."""
    looks = _looks(code).translate(_MISTAKEN)
    for other in codes:
        if other != code and _looks(other).translate(_MISTAKEN) == looks:
            return other
    return None


def _is_plain(char: str) -> bool:
    if char.isascii():
        return char.isprintable()
    parts = unicodedata.normalize("NFD", char)
    is_letter = parts[0].isascii() and parts[0].isalpha()
    return char in "đĐ" or (is_letter and _MARKS.issuperset(parts[1:]))


def _looks(code: str) -> str:
    """Return what an eye makes of a code."""
    text = unicodedata.normalize("NFKC", code)
    seen = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cc", "Mn"))
    return " ".join(seen.casefold().translate(_TWINS).split())
