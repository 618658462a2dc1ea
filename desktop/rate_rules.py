"""What is wrong with a rate that an office writes into its list."""

from collections.abc import Iterator, Mapping

from models.catalogue import FIELDS, RATES
from models.errors import Place, Problem
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.rate_words import LONGEST_CODE, AreaList, built_in_name, code_fits, read_scope, read_sum
from models.registers import Values
from models.rounding import MOST_DECIMALS
from models.text import match_key

# What the names of figures begin with that reports make of others.
_PREFIXES = ("below_", "all_", "year_", "prev_", "last_", "target_", "best_", "worst_")


def rate_problems(values: Values, areas: Mapping[str, str] | None) -> Iterator[Problem]:
    """Yield what is wrong with a rate.

    `areas` are the ids of the fields of work by each spelling; None leaves them unchecked.
    """
    yield from _code_problems(_text(values, "code"))
    for name in ("numerator", "denominator"):
        text = _text(values, name)
        for word in read_sum(text).unknown if text else ():
            yield _problem("rate_word_unknown", name, word)
    if areas is not None:
        for word in read_scope(_text(values, "scope"), _area_list(areas)).unknown:
            yield _problem("rate_scope_unknown", "scope", word)
    decimals = values.get("decimals")
    if isinstance(decimals, int) and not 0 <= decimals <= MOST_DECIMALS:
        yield _problem("rate_decimals_wrong", "decimals", str(decimals))


def _code_problems(code: str) -> Iterator[Problem]:
    if not code or built_in_name(code) is not None:
        return
    if not code_fits(code):
        yield _problem("rate_code_wrong", "code", code)
    elif _is_taken(code):
        yield _problem("rate_code_taken", "code", code)


def _is_taken(code: str) -> bool:
    """Say whether another figure of the reports has this name; Word knows no capitals in names."""
    # All that a report of a ward says comes with its names: not before an office has such a code.
    from desktop.reports.ward.placeholders import placeholder_names

    name = code.lower()
    taken = {each.lower() for each in placeholder_names()}
    return name in taken or name in MEASURES or name.startswith(_PREFIXES)


def _area_list(areas: Mapping[str, str]) -> AreaList:
    ids = {key: area for key, area in areas.items() if area != WHOLE_UNIT_ID}
    authorities = FIELDS.field("authority").choices
    return AreaList(ids, {match_key(name): frozenset() for name in authorities})


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _problem(code: str, column: str, text: str) -> Problem:
    place = Place(sheet=RATES.sheet, columns=(RATES.field(column),))
    choices = ", ".join(FIELDS.field("authority").choices)
    return Problem(code, place, {"text": text, "most": LONGEST_CODE, "choices": choices})
