"""Dates and numbers in every spelling, beside a reading of our own.

What is typed or stands in a workbook is stored as it was meant, or refused. The reading here knows
nothing of the program's: it walks along the letters.
"""

import random
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import inf

from desktop.spreadsheets.cells import converter
from models.errors import Refused
from models.kinds import parse, shown
from models.registers import Field, KindName, Value
from tests.reliability.counts import Counts

KINDS: tuple[KindName, ...] = ("whole", "decimal", "date")
_BLANKS = " \u00a0\u202f"
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST = 10**15
_NOISE = ("", ".", ",", " ", "-", "/", "0", "'", "o", "l", "\u00a0", "\u2212", "%", "+", "e3")


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Type so many texts into each kind of field, and put as many cells into a workbook."""
    until = time.monotonic() + seconds
    for seed in range(count):
        if time.monotonic() > until:
            break
        chance = random.Random(seed)
        for kind in KINDS:
            text = _text(kind, chance)
            field = Field("value", "Giá trị", kind)
            _try(counts, f"typed {kind}", seed, field, text)
            _try_cell(counts, seed, field, _cell(kind, text, chance))


def meant(kind: KindName, text: str) -> Value:
    """Return what a text says to a person, None where a careful one would ask."""
    return _MEANINGS[kind](text.strip(_BLANKS + "\t\n"))


def _try(counts: Counts, name: str, seed: int, field: Field, text: str) -> None:
    try:
        value = parse(field, text)
    except Refused:
        plain = _is_plain(field.kind, text) and meant(field.kind, text) is not None
        counts.add(f"{name}: refused")
        if plain:
            counts.fault("plain and refused", f"{name}, seed {seed}: {text!r}")
        return
    counts.add(f"{name}: taken")
    said = meant(field.kind, text)
    if value != said:
        words = f"{name}, seed {seed}: {text!r} became {value!r}, says {said!r}"
        counts.fault("another value", words)
    elif value is not None and parse(field, shown(field, value)) != value:
        counts.fault("shown as another value", f"{name}, seed {seed}: {value!r}")


def _try_cell(counts: Counts, seed: int, field: Field, cell: object) -> None:
    if isinstance(cell, str):
        convert: Callable[[object], Value] = converter(field, {})
        said = meant(field.kind, cell)
    else:
        convert, said = converter(field, {}), _meant_by_cell(field.kind, cell)
    try:
        value = convert(cell)
    except Refused:
        counts.add(f"cell {field.kind}: refused")
        return
    counts.add(f"cell {field.kind}: taken")
    if value != said:
        words = f"cell, seed {seed}: {cell!r} became {value!r}, says {said!r}"
        counts.fault("another value", words)


# texts


def _text(kind: KindName, chance: random.Random) -> str:
    text = _date_text(chance) if kind == "date" else _number_text(chance, kind == "decimal")
    while chance.random() < 0.3:
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(_NOISE) + text[place + chance.randrange(2) :]
    return text


def _date_text(chance: random.Random) -> str:
    year, month, day = (
        chance.randrange(1890, 2110),
        chance.randrange(1, 13),
        chance.randrange(1, 32),
    )
    short = f"{year % 100:02d}" if chance.random() < 0.4 else str(year)
    separator = chance.choice("/-. /-. \u00a0,_")
    forms = [
        separator.join((str(day), str(month), short)),
        separator.join((f"{day:02d}", f"{month:02d}", short)),
        separator.join((str(month), str(day), short)),
        separator.join((str(year), f"{month:02d}", f"{day:02d}")),
        f"{day:02d}{month:02d}{short}",
        f"{day}{month}{year}",
        f"{day}/{month}",
        f"ngày {day} tháng {month} năm {year}",
    ]
    return chance.choice(forms)


def _number_text(chance: random.Random, fraction: bool) -> str:
    number = chance.randrange(10 ** chance.randrange(1, 18))
    text = str(number)
    if chance.random() < 0.6:
        text = f"{number:,}".replace(",", chance.choice([".", " ", ",", "\u00a0", "\u202f"]))
    if chance.random() < 0.2:
        text = "0" + text
    if fraction or chance.random() < 0.2:
        comma = chance.choice([",", ",", ".", "٫"])
        text += comma + "".join(chance.choices("0123456789", k=chance.randrange(1, 5)))
    if chance.random() < 0.1:
        text = chance.choice("-\u2212") + text
    return text


def _cell(kind: KindName, text: str, chance: random.Random) -> object:
    if chance.random() < 0.4:
        return text
    if kind == "date":
        day = (chance.randrange(1890, 2110), chance.randrange(1, 13), chance.randrange(1, 29))
        at = datetime(*day)  # noqa: DTZ001 - a cell knows no zone
        return chance.choice([at, at.date(), at.replace(hour=chance.randrange(24)), 45_000, 45.5])
    number = chance.randrange(-5, 10 ** chance.randrange(1, 17))
    return chance.choice([number, float(number), number / 100, number / 3, True])


def _is_plain(kind: KindName, text: str) -> bool:
    """Say whether everybody writes it so: it may not be refused."""
    if kind == "whole":
        return text.isascii() and text.isdigit()
    if kind == "decimal":
        whole, _, rest = text.partition(",")
        return whole.isascii() and whole.isdigit() and (not rest or rest.isdigit())
    return text.isascii() and text.replace("/", "").isdigit() and text.find("/") in (1, 2)


# what a text means


def _whole(text: str) -> int | None:
    number = _grouped(text)
    return number if number is not None and number <= _MOST else None


def _grouped(text: str) -> int | None:
    """Return the number of digits that are parted into thousands or not at all."""
    if text and all(letter in "0123456789" for letter in text):
        return int(text)
    groups = [""]
    for letter in text:
        if letter == "." or letter in _BLANKS:
            groups.append("")
        elif letter in "0123456789":
            groups[-1] += letter
        else:
            return None
    # Nobody parts thousands after a nought: 0.123 is a fraction in another country's hand.
    sound = 1 <= len(groups[0]) <= 3 and groups[0][0] != "0"
    if not sound or any(len(group) != 3 for group in groups[1:]):
        return None
    return int("".join(groups))


def _decimal(text: str) -> Decimal | None:
    sign = 1
    if text[:1] in ("-", "\u2212"):
        sign, text = -1, text[1:].strip(_BLANKS)
    whole, comma, rest = text.partition(",")
    number = _grouped(whole)
    if number is None or number > _MOST:
        return None
    if not comma:
        return Decimal(sign * number)
    if not rest or any(letter not in "0123456789" for letter in rest):
        return None
    return Decimal(sign) * (Decimal(number) + Decimal(int(rest)).scaleb(-len(rest)))


def _date(text: str) -> date | None:
    parts = [""]
    for letter in text:
        if letter in "/-." or letter in _BLANKS:
            parts.append("")
        elif letter in "0123456789":
            parts[-1] += letter
        else:
            return None
    if len(parts) == 1 and len(text) == 8:
        parts = [text[:2], text[2:4], text[4:]]
    if len(parts) != 3 or not all(parts):
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    day, month = int(parts[0]), int(parts[1])
    return _day_of(day, month, _year(parts[2]))


def _year(text: str) -> int:
    """Return a year; of two digits only those of this century's first half say which."""
    if len(text) == 2:
        return 2000 + int(text) if int(text) < 50 else 0
    return int(text) if len(text) == 4 else 0


def _day_of(day: int, month: int, year: int) -> date | None:
    if not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    most = 29 if leap and month == 2 else _DAYS[month - 1]
    return date(year, month, day) if 1 <= day <= most else None


_MEANINGS: dict[KindName, Callable[[str], Value]] = {
    "whole": _whole,
    "decimal": _decimal,
    "date": _date,
}


def _meant_by_cell(kind: KindName, cell: object) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _number_in_cell(kind, cell)
    return None


def _number_in_cell(kind: KindName, cell: float) -> Value:
    # A spreadsheet shows no more than 15 digits of what it keeps.
    exact = Decimal(cell) if isinstance(cell, int) else Decimal(f"{cell:.15g}")
    if kind == "decimal":
        return exact
    if kind == "whole" and cell == int(cell) and cell >= 0:
        return int(cell)
    return None
