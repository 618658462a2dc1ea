"""Whether an office's registers would take the rates and targets that a form pack proposes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import NamedTuple

import sqlalchemy as sa

from desktop.packs.pack import DECLARATION, Pack
from desktop.record_rules import check, key_of
from desktop.seeds import seeded_fields
from models.catalogue import FIELDS, RATES, TARGETS
from models.errors import Place, Problem, Refused
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.queries.records import area_names, field_index
from models.registers import Register, Values
from models.text import match_key

_NEAR_NAMES = 3


class Areas(NamedTuple):
    """The fields of work that a rate may be about: names by id, ids by spelling (`match_key`)."""

    names: Mapping[str, str]
    spellings: Mapping[str, str]


def areas_of_office(conn: sa.Connection) -> Areas:
    """Return the fields of work that an office keeps."""
    return Areas(area_names(conn), field_index(conn))


def usual_areas() -> Areas:
    """Return the fields of work that a new store starts with, for a pack checked without one."""
    names: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for values in seeded_fields():
        name = str(values["name"])
        names[name] = name
        for spelling in (name, *str(values["aliases"] or "").splitlines()):
            spellings[match_key(spelling)] = name
    return Areas(names, spellings)


def require_sound_proposals(pack: Pack, areas: Areas) -> None:
    """Raise Refused `pack_row` with everything that a register would refuse of a pack's rows."""
    problems = [
        *_register_problems(RATES, "rate", pack.rates, areas),
        *_register_problems(TARGETS, "target", pack.targets, areas),
    ]
    if problems:
        raise Refused(problems)


def row_problem(word: str, problem: Problem) -> Problem:
    """Return what is wrong with a row, led by the place of the row in its pack."""
    within = replace(problem, place=Place(columns=problem.place.columns))
    told = {"variant": "plain", "problem": within}
    return Problem("pack_row", Place(file=DECLARATION, heading=word), told)


def row_word(table: str, row: Mapping[str, object], number: int) -> str:
    """Return how a row is told from the others of its table: by its title, else by its number."""
    title = row.get("code") or row.get("target") or number
    return f"{table} {title}"


def _register_problems(
    register: Register, table: str, rows: Iterable[Values], areas: Areas
) -> Iterator[Problem]:
    seen: set[str | None] = set()
    for number, values in enumerate(rows, start=1):
        word = row_word(table, values, number)
        for problem in check(register, values, spellings=areas.spellings):
            yield _with_near(row_problem(word, problem), problem, areas)
        key = key_of(register, values)
        if key in seen:
            yield row_problem(word, Problem("pack_row_twice"))
        seen.add(key)


def _with_near(found: Problem, problem: Problem, areas: Areas) -> Problem:
    """Return the problem with the names that look like the one nobody knows, where some do."""
    if problem.code == "rate_word_unknown":
        near = _near(str(problem.values["text"]), _measure_words())
    elif problem.code == "rate_scope_unknown":
        near = _near(str(problem.values["text"]), _scope_words(areas))
    else:
        near = []
    if not near:
        return found
    return replace(found, values={**found.values, "variant": "near", "near": near})


def _near(text: str, words: Iterable[str]) -> list[str]:
    by_key = {match_key(word): word for word in words}
    return [by_key[key] for key in get_close_matches(match_key(text), by_key, _NEAR_NAMES)]


def _measure_words() -> list[str]:
    return [*MEASURES, *(measure.label for measure in MEASURES.values())]


def _scope_words(areas: Areas) -> list[str]:
    names = [name for key, name in areas.names.items() if key != WHOLE_UNIT_ID]
    return [*FIELDS.field("authority").choices, *names]
