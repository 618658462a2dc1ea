"""How a report writes dates, counts, numbers, differences and the names of offices."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from desktop.paths import resources
from models.text import fold
from models.values import format_decimal, format_number

# Private-use letters that mark figures between composing and binding; nobody's text may carry them.
MARKS = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007"
_CONTROLS = (
    code
    for code in (*range(32), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if code not in (9, 10)
)
_DROPPED: dict[int, str | None] = (
    {ord(mark): None for mark in MARKS} | dict.fromkeys(_CONTROLS) | {0xF0B7: "-"}
)

_PLACES = ("phường", "xã", "thị trấn", "đặc khu", "quận", "huyện", "thị xã", "thành phố", "tỉnh")
_COMMITTEE = "Ủy ban nhân dân"


@cache
def catalogue() -> Mapping[str, Any]:
    """Return the labels and sentences of the reports, read once."""
    with (resources() / "catalogues" / "report.toml").open("rb") as file:
        return tomllib.load(file)


def label(name: str) -> str:
    """Return a fixed text of the reports by its name."""
    return str(catalogue()["label"][name])


def missing() -> str:
    """Return what stands where a figure is not known."""
    return label("missing")


def clean(text: str) -> str:
    """Return a text without the letters that a Word file or the binding of figures cannot carry."""
    return text.translate(_DROPPED)


def short_date(day: date) -> str:
    """Return 05/02/2024 or 20/6/2024: of the months only 1 and 2 are padded (annex I of Nghị định
    30/2020/NĐ-CP).
    """
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 02 năm 2024", padded by the same rule."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def number(value: int | Decimal | None) -> str:
    """Return a figure of dossiers as printed, or that it is not known; never 0 for unknown."""
    if value is None:
        return missing()
    return format_decimal(value) if isinstance(value, Decimal) else format_number(value)


def count(value: int | None, pad: bool = True) -> str:
    """Return a count of people or objects in prose: 01 to 09 padded where the office wants it, zero
    as 0.
    """
    if value is None or not pad or not 1 <= value <= 9:
        return number(value)
    return f"0{value}"


def signed(value: int | Decimal) -> str:
    """Return a difference with its sign: +12, -3, 0."""
    return f"+{number(value)}" if value > 0 else number(value)


def joined(parts: Iterable[str], last: str = "") -> str:
    """Return parts as a list inside a sentence."""
    return ", ".join(part for part in parts if part) + last


def is_committee(name: str) -> bool:
    """Say whether a unit's name is that of a people's committee or of its place, and not of an
    office.
    """
    folded = fold(name)
    return folded.startswith((fold(_COMMITTEE), "ubnd")) or _place_words(name) is not None


def committee_place(name: str) -> str:
    """Return "phường Lê Bình" for "Phường Lê Bình", "UBND phường Lê Bình" or the full name of the
    committee.
    """
    rest = name.strip()
    for lead in (_COMMITTEE, "UBND"):
        if fold(rest).startswith(fold(lead) + " "):
            rest = rest[len(lead) :].strip()
    kind = _place_words(rest)
    if kind is None:
        return rest
    proper = rest[len(kind) :].strip()
    # A unit named after a person, a number or an event keeps its generic word with a capital (annex
    # II).
    return f"{kind.capitalize()} {proper}" if proper[:1].isdigit() else f"{kind} {proper}"


def full_name(name: str) -> str:
    """Return a unit's name as the issuer inside a sentence."""
    return f"{_COMMITTEE} {committee_place(name)}" if is_committee(name) else name.strip()


def proper_name(name: str) -> str:
    """Return the bare name of a place, "Lê Bình" for "Phường Lê Bình"; the whole name of an office."""
    place = committee_place(name)
    kind = _place_words(place)
    return (
        place[len(kind) :].strip()
        if kind and not place[len(kind) :].strip()[:1].isdigit()
        else place
    )


def initials(name: str) -> str:
    """Return the abbreviation of an office's name for the symbol of its papers: "Phòng Nội vụ"
    gives PNV.
    """
    return "".join(
        word[0].upper()
        for word in name.replace("-", " ").split()
        if word[0].isalpha() and word != "và"
    )


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a list that a person typed, without dashes and closing marks."""
    return tuple(
        found for line in text.splitlines() if (found := line.strip().lstrip("-–+ ").rstrip(";,. "))
    )


def lower_first(text: str) -> str:
    """Return a text with a small first letter, unless it begins with an abbreviation."""
    return text if len(text) > 1 and text[1].isupper() else text[:1].lower() + text[1:]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _place_words(name: str) -> str | None:
    folded = fold(name)
    return next((kind for kind in _PLACES if folded.startswith(fold(kind) + " ")), None)
