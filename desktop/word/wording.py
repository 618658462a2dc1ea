"""How a report writes dates, counts, numbers, differences and the names of offices."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache

from desktop.paths import resources
from models.text import fold
from models.values import format_decimal, format_number

# Private-use letters that mark figures between composing and binding; nobody's text may carry them.
MARKS = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b"
# Letters that XML 1.0 has no place for: controls but tab and line feed, halves of pairs.
_CONTROLS = {*range(32), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10}
# The bullet of Word's symbol font, which people paste along with a list.
_BULLET = 0xF0B7
_DROPPED: dict[int, str | None] = {
    **dict.fromkeys(map(ord, MARKS)),
    **dict.fromkeys(_CONTROLS),
    _BULLET: "-",
}

# The texts of a catalogue by section and name.
Catalogue = Mapping[str, Mapping[str, str]]

_PLACES = ("phường", "xã", "thị trấn", "đặc khu", "quận", "huyện", "thị xã", "thành phố", "tỉnh")
_COMMITTEE = "Ủy ban nhân dân"
# As a name is compared with them: these are asked of every document and every unit.
_FOLDED_PLACES = {kind: f"{fold(kind)} " for kind in _PLACES}
_FOLDED_COMMITTEES = {lead: f"{fold(lead)} " for lead in (_COMMITTEE, "UBND")}
# "Phường Lê Bình" inside any name: a generic word, then a name or a number.
_PLACE_IN_NAME = re.compile(rf"\b({'|'.join(_PLACES)}) (?=\w)", re.IGNORECASE)
# What the decree itself gives as named after a person.
_NAMED_AFTER_PEOPLE = ("Thành phố Hồ Chí Minh",)
_GENERAL_WORDS = ("Các ", "Những ", "Một số ", "Toàn bộ ", "Tất cả ")
# Words of which the number that follows is a part, and numbers with the noun that they count.
_BEFORE_NUMBER = re.compile(
    r"\b(ngày|tuần|tháng|quý|năm|Điều|khoản|Phụ lục|Quận|Phường|Xã|Khu vực|Số|số) (?=[\dIVX])",
    re.IGNORECASE,
)
_BEFORE_DAY = re.compile(r"\b(từ|đến) (?=ngày\b)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"(?<![\d/.])(\d{1,3}) (?=[^\W\d])")
_NO_BREAK = "\u00a0"
_SPELLED = {"TTHC": "thủ tục hành chính", "CĐS": "chuyển đổi số"}


# Both catalogues as the form pack of the report at hand has them; a report is composed in one
# thread.
_OWN: ContextVar[Catalogue | None] = ContextVar("own", default=None)
_OWN_DISTRICT: ContextVar[Catalogue | None] = ContextVar("own_district", default=None)


@cache
def standard(name: str) -> Catalogue:
    """Return a catalogue of words as it comes with the program, read once."""
    with (resources() / "catalogues" / f"{name}.toml").open("rb") as file:
        texts: Catalogue = tomllib.load(file)
    return texts


def catalogue() -> Catalogue:
    """Return the labels and sentences of the reports."""
    return _OWN.get() or standard("report")


def district_catalogue() -> Catalogue:
    """Return the labels and sentences of the report of several units."""
    return _OWN_DISTRICT.get() or standard("district")


@contextmanager
def speaking(texts: Catalogue, district_texts: Catalogue) -> Iterator[None]:
    """Let both catalogues say meanwhile what these texts say otherwise."""
    own = _OWN.set(_merged(standard("report"), texts))
    own_district = _OWN_DISTRICT.set(_merged(standard("district"), district_texts))
    try:
        yield
    finally:
        _OWN.reset(own)
        _OWN_DISTRICT.reset(own_district)


def _merged(base: Catalogue, own: Catalogue) -> Catalogue:
    """Return a catalogue with what another says in place of its own words."""
    if not own:
        return base
    return {table: {**base.get(table, {}), **own.get(table, {})} for table in (*base, *own)}


def label(name: str) -> str:
    """Return a fixed text of the reports by its name."""
    return catalogue()["label"][name]


def missing() -> str:
    """Return what stands where a figure is not known."""
    return label("missing")


def blank_cell() -> str:
    """Return what stands in a cell of a table whose figure is not known; a note below says so."""
    return label("blank_cell")


def clean(text: str) -> str:
    """Return a text without the letters that a Word file or the binding of figures cannot carry."""
    return text.translate(_DROPPED)


def spelled(words: str) -> str:
    """Return words as a paper spells them out, where a list has an abbreviation."""
    words = clean(words)
    for short, full in _SPELLED.items():
        words = words.replace(short, full)
    return words


def short_date(day: date) -> str:
    """Return 05/02/2024 or 20/6/2024.

    Of the months only 1 and 2 are padded (annex I of Nghị định 30/2020/NĐ-CP).
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
    """Return a count of people or objects in prose.

    01 to 09 are padded where the office wants it, zero stays 0.
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


def in_sentence(name: str, kept: Collection[str] = ()) -> str:
    """Return a unit's or office's name as it stands inside a sentence.

    The generic word is small ("phường Lê Bình", "Ủy ban nhân dân quận Cái Răng"). It keeps its
    capital where the name is a number ("Quận 6"), and in units named after a person or an event:
    those are the names in `kept`, written as the office wants them, and the one that the decree
    itself gives (annex II of Nghị định 30/2020/NĐ-CP). A name that is typed small stays small.
    """
    whole = [fold(each) for each in (*kept, *_NAMED_AFTER_PEOPLE)]

    def put(found: re.Match[str]) -> str:
        rest = found.string[found.start() :]
        keeps = fold(rest).startswith(tuple(whole)) or _is_number(found.string[found.end() :])
        return found[0] if keeps or not _names_a_place(found) else found[0].lower()

    said = _PLACE_IN_NAME.sub(put, name.strip())
    return lower_first(said) if said.startswith(_GENERAL_WORDS) else said


def _names_a_place(found: re.Match[str]) -> bool:
    """Say whether a generic word leads a name: "Văn hóa - Xã hội" names no commune."""
    proper = found.string[found.end()]
    return proper.isupper() or proper.isdigit()


def keep_together(text: str) -> str:
    """Return a title in which no line ends between a number and its word.

    "tháng 6 năm 2024", "Quận 6", "Điều 12" and "07 phường" get spaces that do not break.
    """
    joined_before = _BEFORE_NUMBER.sub(rf"\1{_NO_BREAK}", text)
    joined_before = _BEFORE_DAY.sub(rf"\1{_NO_BREAK}", joined_before)
    return _AFTER_NUMBER.sub(rf"\1{_NO_BREAK}", joined_before)


def is_committee(name: str) -> bool:
    """Say whether a name is that of a people's committee or of its place, not of an office."""
    if fold(name).startswith((fold(_COMMITTEE), "ubnd")):
        return True
    return _place_words(name) is not None


def committee_place(name: str, kept: Collection[str] = ()) -> str:
    """Return "phường Lê Bình" for "Phường Lê Bình" and for every name of its committee.

    Names in `kept` have a capital, as in `in_sentence`.
    """
    rest = name.strip()
    for lead, folded in _FOLDED_COMMITTEES.items():
        if fold(rest).startswith(folded):
            rest = rest[len(lead) :].strip()
    kind = _place_words(rest)
    if kind is None:
        return rest
    return in_sentence(f"{kind.capitalize()} {rest[len(kind) :].strip()}", kept)


def full_name(name: str, kept: Collection[str] = ()) -> str:
    """Return a unit's name as the issuer inside a sentence; `kept` as in `in_sentence`."""
    if is_committee(name):
        return f"{_COMMITTEE} {committee_place(name, kept)}"
    return in_sentence(name, kept)


def proper_name(name: str) -> str:
    """Return the bare name of a place, "Lê Bình" for "Phường Lê Bình".

    An office and a place whose name is a number keep theirs whole.
    """
    place = committee_place(name)
    kind = _place_words(place)
    if kind is None:
        return place
    proper = place[len(kind) :].strip()
    return place if _is_number(proper) else proper


def initials(name: str) -> str:
    """Return an office's name as its papers abbreviate it: "Phòng Nội vụ" gives PNV.

    The place that it serves is no part of it.
    """
    places = [found.start() for found in _PLACE_IN_NAME.finditer(name) if _names_a_place(found)]
    own = name[: places[0]] if places and places[0] else name
    letters = ""
    for word in own.replace("-", " ").split():
        if word[0].isalpha() and word != "và":
            letters += word[0].upper()
    return letters


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a list that a person typed, without dashes and closing marks."""
    bare = [line.strip().lstrip("-–+ ").rstrip(";,. ") for line in text.splitlines()]
    return tuple(line for line in bare if line)


def lower_first(text: str) -> str:
    """Return a text with a small first letter, unless it begins with an abbreviation."""
    if len(text) > 1 and text[1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def _place_words(name: str) -> str | None:
    """Return the generic words that a place's name begins with, None where it is no place."""
    folded = fold(name)
    for kind, lead in _FOLDED_PLACES.items():
        if folded.startswith(lead):
            return kind
    return None


def _is_number(proper: str) -> bool:
    return proper[:1].isdigit()
