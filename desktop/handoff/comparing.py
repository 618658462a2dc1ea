"""Compare the numbers of a report, as an office edited it in Word, with those that the store prints
for it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from models.errors import Place, Problem, Refused
from models.periods import parse_period
from models.queries.records import own_codes

if TYPE_CHECKING:
    from desktop.reports.composing import Report
    from desktop.reports.data import Kind

_TABLES = {
    "so_lieu_ho_so": "biểu số liệu hồ sơ",
    "so_lieu_chinh": "bảng số liệu chính",
    "nhan_su": "danh sách nhân sự",
    "trang_thiet_bi": "danh mục trang thiết bị",
    "mo_hinh": "danh mục mô hình, sáng kiến",
}
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
    tables: dict[str, tuple[tuple[str, ...], ...]]
    paragraphs: tuple[tuple[str, str], ...]


def expected_of(report: "Report") -> Expected:
    """Return what the store prints in a report composed from it."""
    return Expected(
        {name: (figure.label, figure.text) for name, figure in report.figures.items()},
        {name: tuple(tuple(row) for row in table.rows) for name, table in report.tables.items()},
        tuple(dict.fromkeys(_marked(report.tags))),
    )


def compared_with_store(
    conn: sa.Connection, path: Path, unit: str, period: str, kind: "Kind"
) -> tuple[Expected, list[Difference]]:
    """Return what the store prints in a report, and every number in which the file differs from it.

    Raises:
        Unusable: `report_unreadable`, or `report_unknown` where the file is no report of this
            program.
        Refused: `report_other` where it is another unit's, another period's or another kind of
            report.
    """
    from desktop.reports.checking import identity_of
    from desktop.reports.composing import compose
    from desktop.reports.gathering import gather

    found = identity_of(path)
    # A paper made before the unit was given another code is still its own.
    known = found.unit in own_codes(conn, unit)
    if not known or (found.kind, found.period) != (kind, period):
        values = {"unit": found.unit, "period": found.period, "kind": found.kind}
        raise Refused(Problem("report_other", Place(file=str(path)), values))
    printed = expected_of(compose(gather(conn, unit, parse_period(period), kind, found.options)))
    return printed, differences(path, printed)


def differences(path: Path, expected: Expected) -> list[Difference]:
    """Return every number of a report file that is not as expected, with its section where that is
    known.

    Typing over a number in Word often takes its bookmark away, so a paragraph is also found again
    by its words; a number that is found in neither way is listed with nothing printed.

    Raises Unusable `report_unreadable`.
    """
    from desktop.reports.packages import open_word

    body = open_word(path, "report_unreadable").body()
    names = [
        (mark.get(f"{_W}name") or "").rpartition("__")[0]
        for mark in body.iter(f"{_W}bookmarkStart")
    ]
    texts = [
        _plain(piece.text or "" for piece in paragraph.iter(f"{_W}t"))
        for paragraph in body.iter(f"{_W}p")
    ]
    found: list[Difference] = []
    bound = {name: names.count(name) for name in expected.figures}
    asked = dict.fromkeys(expected.figures, 0)
    for section, marked in expected.paragraphs:
        figures = _figures_in(marked)
        for name, _ in figures:
            asked[name] += 1
        printed = _read_off(marked, texts)
        for place, (name, stored) in enumerate(figures):
            label = expected.figures[name][0]
            if printed is None and asked[name] > bound[name]:
                found.append(Difference(section, label, None, stored))
            elif printed is not None and printed[place] != stored:
                found.append(Difference(section, label, printed[place], stored))
    known = {(difference.label, difference.printed) for difference in found}
    found += [d for d in _bound_differences(path, expected) if (d.label, d.printed) not in known]
    # A table without rows has nothing to be found again by.
    tables = (name for name, rows in expected.tables.items() if rows)
    found += [
        Difference("", _table_label(name), None, "")
        for name in tables
        if f"bang__{name}" not in names
    ]
    return found


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


def _bound_differences(path: Path, expected: Expected) -> list[Difference]:
    """Compare by bookmarks and tables, with the functions that check every export."""
    from desktop.reports.annexes import Table
    from desktop.reports.book import Figure
    from desktop.reports.checking import compare
    from desktop.reports.composing import Report

    report = Report(
        tags={},
        figures={
            name: Figure(name, label, text) for name, (label, text) in expected.figures.items()
        },
        tables={
            name: Table(name, (), (), [list(row) for row in rows])
            for name, rows in expected.tables.items()
        },
        title="",
        issuer="",
        identity="",
    )
    try:
        compare(path, report)
    except Refused as refused:
        return [
            Difference(
                "",
                _table_label(str(p.values["label"])),
                str(p.values["found"]),
                str(p.values["expected"]),
            )
            for p in refused.problems
        ]
    return []


def _table_label(label: str) -> str:
    for name, words in _TABLES.items():
        label = (
            label.replace(f"bảng {name}", words)
            if f"bảng {name}" in label
            else label.replace(name, words)
        )
    return label


def _marked(tags: Mapping[str, object], section: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of the template's values that has figures in it, with its section."""
    from desktop.reports.book import NAME

    for name, value in tags.items():
        if name == "so":  # the figures one by one, for templates that place them freely
            continue
        inside = name.replace("_", ".") if section == "muc" else section
        if isinstance(value, Mapping):
            yield from _marked(value, name if name == "muc" else inside)
        elif isinstance(value, str):
            if NAME in value:
                yield inside, value
        elif isinstance(value, Iterable):
            for item in value:
                if isinstance(item, str) and NAME in item:
                    yield inside, item


def _figures_in(marked: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in _figure_pattern().finditer(marked)]


def _figure_pattern() -> re.Pattern[str]:
    from desktop.reports.book import END, NAME, TEXT

    return re.compile(f"{NAME}([^{TEXT}]*){TEXT}([^{END}]*){END}")


def _read_off(marked: str, texts: list[str]) -> list[str] | None:
    """Return what the file prints in place of a paragraph's figures, None where no paragraph has
    these words.
    """
    words = [" ".join(part.split()) for part in _figure_pattern().sub("\0", marked).split("\0")]
    if not any(re.search(r"\w{2}", part) for part in words):
        return None
    pattern = re.compile(r"\s*(.{0,80}?)\s*".join(re.escape(part) for part in words))
    candidates = [match for text in texts if (match := pattern.fullmatch(text))]
    stored = [text for _, text in _figures_in(marked)]
    exact = next((match for match in candidates if list(match.groups()) == stored), None)
    best = exact or (candidates[0] if candidates else None)
    return None if best is None else [str(group) for group in best.groups()]


def _plain(parts: Iterable[str]) -> str:
    return " ".join("".join(parts).split())
