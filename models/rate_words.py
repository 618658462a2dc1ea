"""Read what an office writes of a rate of its own: its measures, its fields of work, its code."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from models.measures import MEASURES
from models.rates import RATES
from models.text import match_key

# A code is typed between braces in texts and becomes part of a bookmark's name in Word.
_CODE = r"[A-Za-z][A-Za-z0-9_]*"
LONGEST_CODE = 20

_EVERYTHING = ("", match_key("Tất cả"))
# What a sentence says of dossiers by the authority that decides them.
_OF_AUTHORITY = {
    match_key("Xã"): "thuộc thẩm quyền cấp xã",
    match_key("Ngành dọc"): "thuộc thẩm quyền của cơ quan ngành dọc",
    match_key("Phi địa giới"): "không phụ thuộc địa giới hành chính",
}


class Sum(NamedTuple):
    """The measures that a text joins by "+", and the words in it that name none."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


class Scope(NamedTuple):
    """The fields of work that a text names, one or one authority a line.

    Attributes:
        areas: their ids; None where it means all.
        words: what a sentence says of dossiers in them, "" for all.
        unknown: the lines that name nothing.
    """

    areas: frozenset[str] | None
    words: str = ""
    unknown: tuple[str, ...] = ()


class AreaList(NamedTuple):
    """The fields of work as a scope may name them.

    Attributes:
        ids: id by each spelling of a name, as `match_key`.
        by_authority: ids of the fields of each authority, by its name as `match_key`.
    """

    ids: Mapping[str, str]
    by_authority: Mapping[str, frozenset[str]]


def read_sum(text: str) -> Sum:
    """Read the numerator or denominator of a rate: names or labels of measures joined by "+"."""
    names, unknown = [], []
    for word in text.split("+"):
        name = _measures().get(match_key(word))
        if name is None:
            unknown.append(word.strip())
        else:
            names.append(name)
    return Sum(tuple(names), tuple(unknown))


def read_scope(text: str, areas: AreaList) -> Scope:
    """Read the fields of work that a rate is about."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if all(match_key(line) in _EVERYTHING for line in lines):
        return Scope(None)
    found: set[str] = set()
    words, fields, unknown = [], [], []
    for line in lines:
        key = match_key(line)
        if key in areas.by_authority:
            found |= areas.by_authority[key]
            words.append(_OF_AUTHORITY.get(key, f"thuộc thẩm quyền {line}"))
            continue
        fields.append(line)
        if key in areas.ids:
            found.add(areas.ids[key])
        else:
            unknown.append(line)
    if fields:
        words.append(f"thuộc lĩnh vực {', '.join(fields)}")
    return Scope(frozenset(found), " và ".join(words), tuple(unknown))


def code_fits(code: str) -> bool:
    """Say whether a code can be typed between braces: letters without diacritics, digits, "_"."""
    return len(code) <= LONGEST_CODE and re.fullmatch(_CODE, code) is not None


def built_in_name(code: str) -> str | None:
    """Return the built-in rate that a code names in any case, None where it is none."""
    return _built_in().get(match_key(code))


@cache
def _built_in() -> dict[str, str]:
    return {match_key(name): name for name in RATES}


@cache
def _measures() -> dict[str, str]:
    """Return the measures by their names and labels."""
    labels = {match_key(measure.label): name for name, measure in MEASURES.items()}
    return {**labels, **{match_key(name): name for name in MEASURES}}
