"""Read a report back once it is written: its file, its book and its places must say the same."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from desktop.reports.consistency.checking import require_consistent
from desktop.word.book import plain
from desktop.word.checking import Checked, compare
from desktop.word.content import Report, Written
from models.errors import Place, Problem, Refused

# The figures one by one, which a template may place freely: they are compared by their names.
_FIGURES = "so"
_SECTIONS = "muc"
_ENOUGH = 20


def reread(path: Path, report: Report, fresh: Report, written: Written) -> Checked:
    """Compare a file that was just written with the store.

    `report` is what it was written from, `fresh` the same composed anew. Every word of the file is
    compared with what was rendered, every figure and cell with the fresh ones, and these with each
    other.

    Raises Refused: `report_mismatch` for each difference, `report_inconsistent` where two places
    say different numbers for one thing.
    """
    changed = list(_changes(path, report, fresh))
    if changed:
        raise Refused(changed[:_ENOUGH])
    checked = compare(path, fresh, written)
    require_consistent(fresh)
    return checked


def _changes(path: Path, report: Report, fresh: Report) -> Iterator[Problem]:
    """Yield the texts that the store has come to say otherwise since the report was composed."""
    if report.tags == fresh.tags:
        return
    for here, there in zip_longest(_texts(report.tags), _texts(fresh.tags), fillvalue=("", "")):
        if here != there:
            values = {"label": here[0] or there[0], "found": here[1], "expected": there[1]}
            yield Problem("report_mismatch", Place(file=str(path)), values)


def _texts(value: object, label: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a template's values, each with the name of the tag that it belongs to."""
    if isinstance(value, str):
        yield label, plain(value)
    elif isinstance(value, Mapping):
        for name, inside in value.items():
            if name != _FIGURES:
                yield from _texts(inside, _called(label, str(name)))
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from _texts(inside, label)


def _called(label: str, name: str) -> str:
    """Return what the texts of a tag are called: those of a section by its number."""
    if label == _SECTIONS:
        return f"mục {name.replace('_', '.')}"
    return label or name
