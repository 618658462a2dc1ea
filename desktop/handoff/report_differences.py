"""The numbers in which a report edited in Word differs from what the store prints for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from desktop.handoff.paragraphs import Paragraphs, pieces, plain
from desktop.reports.composing import compose
from desktop.reports.identity import identity_of
from desktop.reports.ward.gathering import gather
from desktop.word.book import NAME, Figure
from desktop.word.checking import compare
from desktop.word.content import Report, Table
from desktop.word.footnotes import parted
from desktop.word.packages import open_word
from models.errors import Place, Problem, Refused
from models.periods import parse_period
from models.queries.records import own_codes

if TYPE_CHECKING:
    from lxml.etree import _Element


# The names of tables in a template, as they are called to a person.
_TABLES = {
    "so_lieu_ho_so": "biểu số liệu hồ sơ",
    "so_lieu_chinh": "bảng số liệu chính",
    "so_lieu_nhanh": "bảng số liệu",
    "nhan_su": "danh sách nhân sự",
    "trang_thiet_bi": "danh mục trang thiết bị",
    "mo_hinh": "danh mục mô hình, sáng kiến",
}
_Rows = tuple[tuple[str, ...], ...]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Difference(msgspec.Struct, frozen=True):
    """One number of a report that is not the store's.

    Attributes:
        place: section of the report, "" where it is not known.
        label: what the number is.
        printed: as the file has it, None where it is no longer there or no longer bound.
        stored: as the store prints it.
    """

    place: str
    label: str
    printed: str | None
    stored: str


class Expected(msgspec.Struct, frozen=True):
    """What the store prints in one report.

    Attributes:
        figures: label and text of every bound figure by name.
        tables: rows of texts of every table by name.
        paragraphs: section and text, figures between their marks, of every paragraph that has any.
    """

    figures: dict[str, tuple[str, str]]
    tables: dict[str, _Rows]
    paragraphs: tuple[tuple[str, str], ...]


def expected_of(report: Report) -> Expected:
    """Return what the store prints in a report composed from it; it leaves empty tables out."""
    figures = {name: (figure.label, figure.text) for name, figure in report.figures.items()}
    paragraphs = dict.fromkeys(_marked(report.tags))
    return Expected(figures, _rows_of(report, empty=False), tuple(paragraphs))


def _rows_of(report: Report, *, empty: bool) -> dict[str, _Rows]:
    """Return the rows of the tables that have something to list, or of those that have not."""
    found = {}
    for name, table in report.tables.items():
        if table.is_empty == empty:
            found[name] = tuple(map(tuple, table.rows))
    return found


def compared_with_store(
    conn: sa.Connection, path: Path, unit: str, period: str, kind: str
) -> tuple[Expected, list[Difference]]:
    """Return what the store prints in a report, and every number in which the file differs from it.

    Raises:
        Unusable: `report_unreadable`, or `report_unknown` where the file is no report of this
            program.
        Refused: `report_other` where it is another unit's, another period's or another kind of
            report.
    """
    found = identity_of(path)
    # A paper made before the unit was given another code is still its own.
    known = found.unit in own_codes(conn, unit)
    if not known or (found.kind, found.period) != (kind, period):
        values = {"unit": found.unit, "period": found.period, "kind": found.kind}
        raise Refused(Problem("report_other", Place(file=str(path)), values))
    # Made again as of the days it was made: figures entered since are differences, dates are not.
    data = gather(conn, unit, parse_period(period), kind, found.options)
    report = compose(data)
    printed = expected_of(report)
    return printed, differences(path, printed, _rows_of(report, empty=True))


def differences(
    path: Path, expected: Expected, left_out: Mapping[str, _Rows] | None = None
) -> list[Difference]:
    """Return every number of a report file that is not as expected, each once.

    `left_out` are tables that a template, or an older paper, may have all the same.

    Typing over a number in Word often takes its bookmark away, so a paragraph is also found again
    by its words; a number that is found in neither way is listed with nothing printed.

    Raises Unusable `report_unreadable`.
    """
    bodies = open_word(path, "report_unreadable").bodies()
    bound: Counter[str] = Counter()
    for body in bodies:
        marks = [mark.get(f"{_W}name") or "" for mark in body.iter(f"{_W}bookmarkStart")]
        bound.update(name.rpartition("__")[0] for name in marks)
    # By words first: they tell the section, which a bookmark does not.
    found = _differences_by_words(
        expected, bound, Paragraphs(chain.from_iterable(map(_texts_of, bodies)))
    )
    known = {(difference.label, difference.printed) for difference in found}
    for difference in _bound_differences(path, expected, left_out or {}):
        if (difference.label, difference.printed) not in known:
            found.append(difference)
    for name, rows in expected.tables.items():
        # A table without rows has nothing to be found again by.
        if rows and f"bang__{name}" not in bound:
            found.append(Difference("", _table_label(name), None, ""))
    return list(dict.fromkeys(found))


def figures_are_listed(expected: Expected) -> bool:
    """Say whether every figure that a paragraph names is among the figures."""
    named = {name for _, marked in expected.paragraphs for name, _ in pieces(marked)[1]}
    return named <= expected.figures.keys()


def as_problem(difference: Difference) -> Problem:
    """Return a difference as a problem, for its sentence."""
    if difference.printed is None:
        variant = "gone" if difference.place else "table"
    else:
        variant = "place" if difference.place else "plain"
    values = {
        "variant": variant,
        "place": difference.place,
        "label": difference.label,
        "printed": difference.printed,
        "stored": difference.stored,
    }
    return Problem("report_difference", values=values)


def _texts_of(body: "_Element") -> Iterator[str]:
    """Yield the text of every paragraph that has any; a paragraph in a text box stands alone."""
    parts: dict[_Element, list[str]] = {}
    for piece in body.iter(f"{_W}t"):
        paragraph = next(piece.iterancestors(f"{_W}p"), None)
        if paragraph is not None:
            parts.setdefault(paragraph, []).append(piece.text or "")
    return map(plain, parts.values())


def _differences_by_words(
    expected: Expected, bound: Mapping[str, int], paragraphs: Paragraphs
) -> list[Difference]:
    """Return the figures that differ where their paragraph is found again, or are gone from it."""
    found: list[Difference] = []
    # A figure may stand in several paragraphs: it is gone where fewer bookmarks than paragraphs
    # with it are left.
    asked: Counter[str] = Counter()
    for section, marked in expected.paragraphs:
        figures = pieces(marked)[1]
        asked.update(name for name, _ in figures)
        printed = paragraphs.read_off(marked)
        for place, (name, stored) in enumerate(figures):
            label = expected.figures[name][0]
            if printed is None and asked[name] > bound[name]:
                found.append(Difference(section, label, None, stored))
            elif printed is not None and printed[place] != stored:
                found.append(Difference(section, label, printed[place], stored))
    return found


def _bound_differences(
    path: Path, expected: Expected, left_out: Mapping[str, _Rows]
) -> list[Difference]:
    """Compare by bookmarks and tables, with the functions that check every export."""
    figures: dict[str, Figure] = {}
    for name, (label, text) in expected.figures.items():
        figures[name] = Figure(name, label, text)
    tables: dict[str, Table] = {}
    for name, rows in {**left_out, **expected.tables}.items():
        tables[name] = Table(name, (), (), list(map(list, rows)))
    report = Report({}, figures, tables, title="", issuer="", identity="")
    try:
        compare(path, report)
    except Refused as refused:
        return [_difference(problem) for problem in refused.problems]
    return []


def _difference(problem: Problem) -> Difference:
    values = problem.values
    label = _table_label(str(values["label"]))
    return Difference("", label, str(values["found"]), str(values["expected"]))


def _table_label(label: str) -> str:
    for name, words in _TABLES.items():
        called = f"bảng {name}"
        label = label.replace(called if called in label else name, words)
    return label


def _marked(tags: Mapping[str, object], section: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of the template's values that has figures in it, with its section.

    The sections stand under "muc" by their numbers: "II_2" for II.2.
    """
    for name, value in tags.items():
        # The figures one by one, for templates that place them freely: no paragraphs.
        if name == "so":
            continue
        inside = name.replace("_", ".") if section == "muc" else section
        if isinstance(value, Mapping):
            yield from _marked(value, name if name == "muc" else inside)
        else:
            for text in _texts_with_figures(value):
                yield inside, text


def _texts_with_figures(value: object) -> Iterator[str]:
    """Yield the texts of one value of a template, which is a text or a list."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, Iterable):
        return
    for item in items:
        if isinstance(item, str):
            said, notes = parted(item)
            yield from (text for text in (said, *notes) if NAME in text)
