"""Reopen a finished Word file and compare what is bound in it with what it should say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.word import binding, book, markup
from desktop.word.content import MERGE, Report, Table, Written
from desktop.word.packages import WordFile, open_word, text_of
from models.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

# What _bookmarks yields: name without its counter, where it starts, its text.
Bookmark = tuple[str, "_Element", str]

# A file is a stranger's: its bookmarks may lie in one another, or hold the whole text.
_MOST_PIECES = 20
_LONGEST_PIECE = 2_000
_ENOUGH = 1_000

# Of a row in which more cells differ, and of a text, so much is told.
_MOST_CELLS, _AROUND = 3, 60

# What a cell holds that is a figure; the first cell of a row only numbers it.
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?\*?")


@dataclass(frozen=True)
class Checked:
    """What was compared.

    Attributes:
        figures: bound figures in sentences.
        cells: cells of tables.
        numbers: all that is a number, in sentences and in tables.
        tables: tables.
    """

    figures: int
    cells: int
    numbers: int
    tables: int = 0


def compare(path: Path, report: Report, written: Written | None = None) -> Checked:
    """Compare a file with a report composed afresh.

    Of a file that nobody has edited since, `written` is what must be found in it: every word.

    Raises Refused `report_mismatch`, one for each figure or cell that differs.
    """
    comparison = _Comparison(path, report)
    file = open_word(path, "report_unreadable")
    body, *notes = file.bodies()
    for bookmark in chain(_bookmarks(body), *map(_bookmarks, notes)):
        if len(comparison.problems) >= _ENOUGH:
            break
        comparison.take(*bookmark)
    problems, figures = comparison.problems, comparison.figures
    if written is not None:
        problems += comparison.lacking(written)
        problems += _other_words(file, body, written, told=bool(problems))
    if problems:
        raise Refused(problems)
    numbers = figures + comparison.numbers
    return Checked(figures, comparison.cells, numbers, comparison.tables)


class _Comparison:
    """What was found so far in one file.

    Attributes:
        figures, cells, tables: how many were compared.
        numbers: how many of the cells hold a number.
        problems: what differs.
    """

    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report
        self._tables = _Tables(report)
        self.figures = 0
        self.cells = 0
        self.tables = 0
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
        self.tables += 1
        self.problems += self._compare_rows(name, rows)
        self.cells += sum(len(row) for row in rows)
        for row in rows:
            self.numbers += sum(bool(_NUMBER.fullmatch(cell)) for cell in row[1:])

    def _take_figure(self, name: str, text: str) -> None:
        self.figures += 1
        expected = self._report.figures[name]
        if text != expected.text:
            self.problems.append(_mismatch(self._path, expected.label, text, expected.text))

    def _compare_rows(self, name: str, rows: list[list[str]]) -> list[Problem]:
        expected = self._tables.wanted(name)
        if expected is None:
            return [_mismatch(self._path, name, "có bảng", "không có bảng")]
        called = self._report.places.get(name) or f"bảng {name}"
        if len(rows) != len(expected):
            label = f"{called}, số dòng"
            return [_mismatch(self._path, label, str(len(rows)), str(len(expected)))]
        if rows == expected:
            return []
        problems = []
        table = self._report.tables[name]
        for place, (found, wanted) in enumerate(zip(rows, expected, strict=True)):
            if _agrees(found, wanted):
                continue
            for where, here, there in _differences(found, wanted, table, place):
                label = f"{called}, dòng {place + 1}{where}"
                problems.append(_mismatch(self._path, label, here, there))
        return problems

    def lacking(self, written: Written) -> Iterator[Problem]:
        """Yield what was bound when the file was written and is no longer there."""
        for label, found, expected in (
            ("số liệu gắn với sổ", self.figures, written.figures),
            ("bảng gắn với sổ", self.tables, written.tables),
        ):
            if found != expected:
                yield _mismatch(self._path, label, str(found), str(expected))


def _differences(
    found: list[str], wanted: list[str], table: Table, place: int
) -> Iterator[tuple[str, str, str]]:
    """Yield what differs in a row: where, the text found and the text wanted.

    Cell by cell where the columns are the same ones and few differ.
    """
    pairs = zip(found, wanted, strict=False)
    other = [number for number, (here, there) in enumerate(pairs) if here != there]
    if len(found) != len(wanted) or len(other) > _MOST_CELLS:
        yield "", " | ".join(found), " | ".join(wanted)
        return
    columns = [number for number, cell in enumerate(table.rows[place]) if cell != MERGE]
    for number in other:
        yield f", cột {_column(table, place, columns[number])}", found[number], wanted[number]


def _column(table: Table, row: int, number: int) -> str:
    """Return the number of a column, from 1, with its heading where the table has one.

    The first columns of some tables have their headings in the template.
    """
    place = number - len(table.rows[row]) + len(table.header)
    heading = table.header[place] if table.header and place >= 0 else ""
    return f"{number + 1} ({heading})" if heading else str(number + 1)


def _other_words(
    file: WordFile, body: "_Element", written: Written, *, told: bool
) -> Iterator[Problem]:
    """Yield where a part no longer reads as it was written; what is `told` is not told again."""
    if not told and text_of(body) != written.text:
        yield _other_word(file.path, text_of(body), written.text)
    for name, text in written.beside.items():
        found = text_of(file.tree(name))
        if found != text:
            yield _other_word(file.path, found, text)


def _other_word(path: Path, found: str, expected: str) -> Problem:
    """Return the first difference of two texts, with what stands around it."""
    both = zip(found, expected, strict=False)
    lengths = min(len(found), len(expected))
    at = next((place for place, (here, there) in enumerate(both) if here != there), lengths)
    around = slice(max(0, at - _AROUND), at + _AROUND)
    return _mismatch(path, "một đoạn văn bản", _plain(found[around]), _plain(expected[around]))


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
