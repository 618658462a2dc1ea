"""Reopen a finished Word file and compare what is bound in it with what it should say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.word import binding, book, markup
from desktop.word.content import MERGE, Report
from desktop.word.packages import open_word
from models.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

# What _bookmarks yields: name without its counter, where it starts, its text.
Bookmark = tuple[str, "_Element", str]

# A file is a stranger's: its bookmarks may lie in one another, or hold the whole text.
_MOST_PIECES = 20
_LONGEST_PIECE = 2_000
_ENOUGH = 1_000

# What a cell holds that is a figure; the first cell of a row only numbers it.
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


@dataclass(frozen=True)
class Checked:
    """What was compared.

    Attributes:
        figures: bound figures in sentences.
        cells: cells of tables.
        numbers: all that is a number, in sentences and in tables.
    """

    figures: int
    cells: int
    numbers: int


def compare(path: Path, report: Report, bound: int | None = None) -> Checked:
    """Compare a file with a report composed afresh; `bound` is how many figures must be in it.

    Raises Refused `report_mismatch`, one for each figure that differs.
    """
    comparison = _Comparison(path, report)
    for bookmark in _bookmarks(open_word(path, "report_unreadable").body()):
        if len(comparison.problems) >= _ENOUGH:
            break
        comparison.take(*bookmark)
    problems, figures = comparison.problems, comparison.figures
    if bound is not None and figures != bound:
        problems.append(_mismatch(path, "số liệu gắn với sổ", str(figures), str(bound)))
    if problems:
        raise Refused(problems)
    return Checked(figures, comparison.cells, figures + comparison.numbers)


class _Comparison:
    """What was found so far in one file.

    Attributes:
        figures, cells: how many were compared.
        numbers: how many of the cells hold a number.
        problems: what differs.
    """

    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report
        self._tables = _Tables(report)
        self.figures = 0
        self.cells = 0
        self.numbers = 0
        self.problems: list[Problem] = []

    def take(self, name: str, start: "_Element", text: str) -> None:
        """Compare what one bookmark holds."""
        if name == binding.TABLE_LEAD:
            self._take_table(text, start)
        elif name in self._report.figures:
            self._take_figure(name, text)
        # Bookmarks that an office added are none of our business; a figure that is gone shows in
        # the number of those that are left.

    def _take_table(self, name: str, start: "_Element") -> None:
        rows = self._tables.rows_from(start, name)
        if rows is None:
            return
        self.problems += _compare_rows(self._path, name, rows, self._tables.wanted(name))
        self.cells += sum(len(row) for row in rows)
        for row in rows:
            self.numbers += sum(bool(_NUMBER.fullmatch(cell)) for cell in row[1:])

    def _take_figure(self, name: str, text: str) -> None:
        self.figures += 1
        expected = self._report.figures[name]
        if text != expected.text:
            self.problems.append(_mismatch(self._path, expected.label, text, expected.text))


def _mismatch(path: Path, label: str, found: str, expected: str) -> Problem:
    return Problem(
        "report_mismatch",
        Place(file=str(path)),
        {"label": label, "found": found, "expected": expected},
    )


def _bookmarks(body: "_Element") -> Iterator[Bookmark]:
    """Yield our bookmarks as they end; of a table, its name stands for its text."""
    starts: dict[str, tuple[str, _Element, int]] = {}
    texts: list[str] = []
    marks = (markup.BOOKMARK_START, markup.BOOKMARK_END)
    for element in body.iter(*marks, markup.TEXT):
        if element.tag == markup.TEXT:
            texts.append((element.text or "")[:_LONGEST_PIECE])
            continue
        number = element.get(markup.ID) or ""
        if element.tag == markup.BOOKMARK_START:
            name = element.get(markup.NAME) or ""
            if binding.SEPARATOR in name:
                starts[number] = (name, element, len(texts))
        elif number in starts:
            name, start, first = starts.pop(number)
            inside = texts[first : first + _MOST_PIECES]
            yield _bookmark(name, start, inside)


def _bookmark(name: str, start: "_Element", texts: list[str]) -> Bookmark:
    lead, rest = name.split(binding.SEPARATOR)[:2]
    if lead == binding.TABLE_LEAD:
        return lead, start, rest
    return lead, start, "".join(texts)


class _Tables:
    """The tables of a file and of the report, each read once.

    A file may bind one table a thousand times.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._wanted: dict[str, list[list[str]]] = {}
        self._places: dict[_Element, int] = {}
        self._rows: dict[_Element, list[list[str]]] = {}
        self._asked: set[tuple[_Element, str]] = set()

    def wanted(self, name: str) -> list[list[str]] | None:
        """Return the texts of a table as the report has it, None where it has none."""
        if name in self._report.tables and name not in self._wanted:
            rows = self._report.tables[name].rows
            self._wanted[name] = [_texts(row) for row in rows]
        return self._wanted.get(name)

    def rows_from(self, start: "_Element", name: str) -> list[list[str]] | None:
        """Return the texts of the table around a bookmark, from the bookmark's row on.

        None where the same row was bound to the same table before.
        """
        row = next(start.iterancestors(markup.ROW), None)
        table = row.getparent() if row is not None else None
        if row is None or table is None:
            return []
        if (row, name) in self._asked:
            return None
        self._asked.add((row, name))
        if table not in self._rows:
            below = table.findall(markup.ROW)
            self._rows[table] = [_printed(each) for each in below]
            for place, each in enumerate(below):
                self._places[each] = place
        return self._rows[table][self._places[row] :]


def _texts(row: list[str]) -> list[str]:
    return [_plain(cell) for cell in row if cell != MERGE]


def _printed(row: "_Element") -> list[str]:
    return [_cell_text(cell) for cell in row.findall(markup.CELL)]


def _cell_text(cell: "_Element") -> str:
    return _plain("".join(text.text or "" for text in cell.iter(markup.TEXT)))


def _compare_rows(
    path: Path, name: str, rows: list[list[str]], expected: list[list[str]] | None
) -> list[Problem]:
    if expected is None:
        return [_mismatch(path, name, "có bảng", "không có bảng")]
    if len(rows) != len(expected):
        return [_mismatch(path, f"bảng {name}, số dòng", str(len(rows)), str(len(expected)))]
    if rows == expected:
        return []
    problems = []
    for place, (found, wanted) in enumerate(zip(rows, expected, strict=True), start=1):
        if not _agrees(found, wanted):
            label = f"bảng {name}, dòng {place}"
            problems.append(_mismatch(path, label, " | ".join(found), " | ".join(wanted)))
    return problems


def _agrees(found: list[str], wanted: list[str]) -> bool:
    """Say whether a printed row is the wanted one.

    A template may leave columns out, never reorder them.
    """
    if len(found) >= len(wanted):
        return found == wanted
    rest = iter(wanted)
    return all(cell in rest for cell in found)


def _plain(text: str) -> str:
    return " ".join(book.plain(text).split())
