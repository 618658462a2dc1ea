"""Typed text becomes a value, or a plain refusal: doubtful input is asked about, never guessed."""

import re
from datetime import date
from decimal import Decimal

from models.errors import Place, Problem, Refused
from models.registers import Field
from models.text import match_key, nfc

LARGEST_WHOLE = 10**15
FIRST_YEAR, LAST_YEAR = 1900, 2100

# Compiled when first asked for: the start of the window reads no typed value.
# A nought leads no thousands: 0.500 is a half written with a point, not five hundred.
_GROUPED = r"[1-9]\d{0,2}([.\u00a0\u202f ]\d{3})+"
_DATE = r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})"
_ISO_DATE = r"(\d{4})-(\d{2})-(\d{2})"


def _refuse(code: str, text: str, **values: object) -> Refused:
    return Refused(Problem(code, Place(), {"text": text, **values}))


def parse_whole(text: str) -> int | None:
    """Return a whole number >= 0 from `1234` or `1.234`; None for blank text.

    Raises:
        Refused: `not_whole` (letters, a fraction), `number_negative`, `number_doubtful` (`1,234`,
            `1.23`), `number_too_large`.
    """
    plain = nfc(text)
    if not plain:
        return None
    if plain.isascii() and plain.isdigit():
        return _in_range(int(plain), text)
    if re.fullmatch(_GROUPED, plain):
        return _in_range(int(re.sub(r"\D", "", plain)), text)
    if re.fullmatch(r"[-\u2212]\s*[\d.]+", plain):
        raise _refuse("number_negative", text)
    if re.fullmatch(r"[\d.,]*\d[\d.,]*", plain) and not re.fullmatch(r"[\d.]+,\d{1,2}", plain):
        raise _refuse("number_doubtful", text)
    raise _refuse("not_whole", text)


def _in_range(number: int, text: str) -> int:
    if number > LARGEST_WHOLE:
        raise _refuse("number_too_large", text)
    return number


def parse_decimal(text: str) -> Decimal | None:
    """Return an exact decimal from `12,5`, `1.234,5` or `-3`; None for blank text.

    Raises:
        Refused: `not_decimal`, `number_doubtful` (`12.5`: comma or thousands?), `number_too_large`.
    """
    plain = nfc(text).replace("\u2212", "-")
    if not plain:
        return None
    sign, digits = ("-", plain[1:].strip()) if plain.startswith("-") else ("", plain)
    whole, comma, fraction = digits.partition(",")
    if not re.fullmatch(r"\d+", whole) and not re.fullmatch(_GROUPED, whole):
        raise _refuse(
            "number_doubtful" if re.fullmatch(r"[\d.]*\d[\d.]*", whole) else "not_decimal", text
        )
    if comma and not re.fullmatch(r"\d{1,9}", fraction):
        raise _refuse(
            "number_doubtful" if re.fullmatch(r"[\d.,]+", digits) else "not_decimal", text
        )
    integer = _in_range(int(re.sub(r"\D", "", whole)), text)
    return Decimal(f"{sign}{integer}.{fraction}" if comma else f"{sign}{integer}")


def parse_date(text: str) -> date | None:
    """Return the date of a text, None for blank text.

    It may be `5/11/2024`, `05112024`, `5-11-2024`, `5/11/24` or `2024-11-05`.

    Raises:
        Refused: `not_date`, or `date_doubtful` where a two-digit year could be of either century.
    """
    plain = nfc(text)
    if not plain:
        return None
    if iso := re.fullmatch(_ISO_DATE, plain):
        year, month, day = (int(part) for part in iso.groups())
    else:
        found = re.fullmatch(_DATE, plain) or re.fullmatch(r"(\d{2})(\d{2})(\d{4})", plain)
        if not found:
            raise _refuse("not_date", text)
        day, month = int(found[1]), int(found[2])
        if len(found[3]) == 2 and int(found[3]) >= 50:
            raise _refuse("date_doubtful", text)
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refuse("not_date", text)
    try:
        return date(year, month, day)
    except ValueError:
        raise _refuse("not_date", text) from None


def parse_yes_no(text: str) -> bool | None:
    """Return True for "Có", False for "Không", None for blank; raises Refused (`not_yes_no`)."""
    key = match_key(text)
    if not key:
        return None
    if key in ("co", "x", "1"):
        return True
    if key in ("khong", "0"):
        return False
    raise _refuse("not_yes_no", text)


def parse_choice(field: Field, text: str) -> str | None:
    """Return the declared choice that the text spells in any case, with or without diacritics.

    Its fixed name will do, where it has one. Raises Refused.
    """
    key = match_key(text)
    if not key:
        return None
    for choice in field.choices:
        if match_key(choice) == key:
            return choice
    for choice, name in zip(field.choices, field.names, strict=False):
        if match_key(name) == key:
            return choice
    raise _refuse("unknown_choice", text, choices=", ".join(field.choices))


_VIETNAMESE = str.maketrans(",.", ".,")


def format_number(number: int | Decimal) -> str:
    """Return a number with dots between thousands and a comma before decimals.

    1234567 is shown as 1.234.567.
    """
    return (f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}").translate(_VIETNAMESE)


def format_decimal(number: Decimal) -> str:
    """Return a decimal as it is written in Vietnamese: 1234.50 → "1.234,5"."""
    text = format_number(number)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_date(day: date) -> str:
    """Return a date as dd/mm/yyyy."""
    return f"{day:%d/%m/%Y}"
