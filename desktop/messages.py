"""Vietnamese sentences for problems and findings: what is wrong, where, and what to do."""

import string
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from desktop.finding_kinds import templates
from desktop.paths import resources
from models.errors import OfficeError, Place, Problem
from models.findings import Finding
from models.measures import MEASURES
from models.periods import parse_period, title
from models.values import format_number

# Numbers that are names, not amounts: no dots between thousands.
_PLAIN_NUMBERS = {"year", "row", "day", "line"}
# The name of a period is for files; people read it in words.
_PERIODS = {"period", "block"}


def sentence(problem: Problem) -> str:
    """Return the sentence for a problem, led by its place where it does not name it itself."""
    return _capital(_said(problem))


def _said(problem: Problem) -> str:
    template = _template(_variants(problem.code, problem.values)) or _template(["unknown_problem"])
    words = {"code": problem.code, **_words(problem.values), **_place_words(problem.place)}
    if "path" in words:
        words.setdefault("file", words["path"])
    named = _names(template)
    if "finding" in named:  # a finding's own sentence says of what it speaks
        named |= {"field", "measure"}
    return _where(problem.place, named) + template.format_map(_Words(words))


def sentences(error: OfficeError) -> list[str]:
    """Return one sentence for each problem of an error."""
    return [sentence(problem) for problem in error.problems]


def finding_sentence(finding: Finding) -> str:
    """Return the sentence for a finding: what is wrong and what to do."""
    _, advice = _finding_words(finding)
    return " ".join(part for part in (finding_fact(finding), advice) if part)


def finding_fact(finding: Finding) -> str:
    """Return what is wrong, without the advice."""
    return _capital(_finding_words(finding)[0])


def _finding_words(finding: Finding) -> tuple[str, str]:
    """Return what a finding says and what it advises ("" for nothing)."""
    words = {"field": "toàn đơn vị", **_words(finding.values)}
    words |= _place_words(
        Place(unit=finding.unit, month=finding.month, area=finding.area, measure=finding.measure)
    )
    if finding.difference is not None:
        words |= {"difference": _word(finding.difference), "abs": _word(abs(finding.difference))}
    says, advice = templates(finding)
    # The same rules speak of months and of blocks: what is said of a block is led by its period.
    lead = f"số liệu {words['block']}, " if "block" in words else ""
    return lead + says.format_map(_Words(words)), advice.format_map(_Words(words))


def month_words(month: str) -> str:
    """Return "tháng 6/2024" for "2024-06"."""
    year, _, number_of_month = month.partition("-")
    return f"tháng {int(number_of_month)}/{year}" if number_of_month.isdigit() else month


def period_words(name: str) -> str:
    """Return "quý II năm 2024" for "2024-Q2"; what names no period stays as it is."""
    try:
        return title(parse_period(name))
    except OfficeError:
        return name


def has_sentence(code: str) -> bool:
    """Say whether a code has its own sentence, alone or in variants."""
    return any(name == code or name.startswith(f"{code}.") for name in catalogue())


@cache
def catalogue() -> Mapping[str, str]:
    """Return every sentence by its dotted name, read once from the catalogue."""
    import tomllib

    with (resources() / "catalogues" / "messages.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


class _Words(dict[str, str]):
    """The words of a sentence; a missing one shows as an ellipsis and stops nothing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _flat(table: Mapping[str, object], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs


def _variants(code: str, values: Mapping[str, object]) -> list[str]:
    variant = values.get("variant")
    return [f"{code}.{variant}", code] if variant else [code]


def _template(names: list[str]) -> str:
    return next((catalogue()[name] for name in names if name in catalogue()), "")


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _words(values: Mapping[str, object]) -> dict[str, str]:
    words = {}
    for name, value in values.items():
        if name in _PERIODS and isinstance(value, str):
            words[name] = period_words(value)
        else:
            is_plain = name in _PLAIN_NUMBERS and isinstance(value, int)
            words[name] = str(value) if is_plain else _word(value)
    return words


def _word(value: object) -> str:
    if value is None:
        return "để trống"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | Decimal):
        return format_number(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Finding):
        return finding_sentence(value)
    if isinstance(value, Problem):
        return _said(value)
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(_word(part) for part in value)
    return str(value)


def _place_words(place: Place) -> dict[str, str]:
    words = {
        "file": place.file,
        "sheet": place.sheet,
        "row": None if place.row is None else str(place.row),
        "column": place.column,
        "unit": place.unit,
        "month": month_words(place.month) if place.month else None,
        "field": place.area,
        "measure": _measure_words(place.measure) if place.measure else None,
    }
    return {name: word for name, word in words.items() if word is not None}


def _measure_words(name: str) -> str:
    return MEASURES[name].label if name in MEASURES else name


def _where(place: Place, named: set[str]) -> str:
    """Return the place as words, without the parts that the sentence itself names."""
    words = {name: word for name, word in _place_words(place).items() if name not in named}
    parts = []
    if "file" in words:
        parts.append(f"tệp {words['file']}")
    if "sheet" in words:
        parts.append(f"trang tính “{words['sheet']}”")
    if "row" in words:
        parts.append(f"dòng {words['row']}")
    if "column" in words:
        parts.append(f"cột “{words['column']}”")
    if "month" in words:
        parts.append(words["month"])
    if "field" in words:
        parts.append(words["field"])
    if "measure" in words and "column" not in words:
        parts.append(f"“{words['measure']}”")
    return ", ".join(parts) + ": " if parts else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
