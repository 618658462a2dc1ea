"""Reopen a finished Word file and compare every bound figure and every table with what it should
say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.word import binding, book
from desktop.word.content import MERGE, Report
from desktop.word.packages import open_word
from models.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# A file is a stranger's: its bookmarks may lie in one another, or hold the whole text.
_MOST_PIECES = 20
_LONGEST_PIECE = 2_000
_ENOUGH = 1_000


@dataclass(frozen=True)
class Checked:
    """What was compared: bound figures in sentences, and cells of tables."""

    figures: int
    cells: int


def compare(path: Path, report: Report, bound: int | None = None) -> Checked:
    """Compare a file with a report composed afresh; `bound` is how many figures must be in it.

    Raises Refused `report_mismatch`, one for each figure that differs.
    """
    body = open_word(path, "report_unreadable").body()
    tables = _Tables(report)
    problems: list[Problem] = []
    figures = cells = 0
    for name, element, text in _bookmarks(body):
        if len(problems) >= _ENOUGH:
            break
        if name == binding.TABLE_LEAD:
            rows = tables.rows_from(element, text)
            if rows is None:
                continue
            problems += _compare_rows(path, text, rows, tables.wanted(text))
            cells += sum(len(row) for row in rows)
            continue
        if name not in report.figures:
            # Bookmarks that an office added are none of our business; those of a figure that is
            # gone are.
            continue
        figures += 1
        expected = report.figures[name]
        if text != expected.text:
            problems.append(_mismatch(path, expected.label, text, expected.text))
    if bound is not None and figures != bound:
        problems.append(_mismatch(path, "số liệu gắn với sổ", str(figures), str(bound)))
    if problems:
        raise Refused(problems)
    return Checked(figures, cells)


def _mismatch(path: Path, label: str, found: str, expected: str) -> Problem:
    return Problem(
        "report_mismatch",
        Place(file=str(path)),
        {"label": label, "found": found, "expected": expected},
    )


def _bookmarks(body: "_Element") -> "Iterator[tuple[str, _Element, str]]":
    """Yield name without its counter, start element and text of our bookmarks; of a table its name
    as text.
    """
    starts: dict[str, tuple[str, _Element, int]] = {}
    texts: list[str] = []
    for element in body.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}t"):
        if element.tag == f"{_W}t":
            texts.append((element.text or "")[:_LONGEST_PIECE])
            continue
        number = element.get(f"{_W}id") or ""
        if element.tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name") or ""
            if binding.SEPARATOR in name:
                starts[number] = (name, element, len(texts))
        elif number in starts:
            name, start, first = starts.pop(number)
            parts = name.split(binding.SEPARATOR)
            yield (
                (parts[0], start, parts[1])
                if parts[0] == binding.TABLE_LEAD
                else (parts[0], start, "".join(texts[first : first + _MOST_PIECES]))
            )


class _Tables:
    """The tables of a file and of the report, each read once: a file may bind one table a thousand
    times.
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
        row = next(start.iterancestors(f"{_W}tr"), None)
        table = row.getparent() if row is not None else None
        if row is None or table is None:
            return []
        if (row, name) in self._asked:
            return None
        self._asked.add((row, name))
        if table not in self._rows:
            below = table.findall(f"{_W}tr")
            self._rows[table] = [_printed(each) for each in below]
            self._places.update((each, place) for place, each in enumerate(below))
        return self._rows[table][self._places[row] :]


def _texts(row: list[str]) -> list[str]:
    return [_plain(cell) for cell in row if cell != MERGE]


def _printed(row: "_Element") -> list[str]:
    cells = row.findall(f"{_W}tc")
    return [_plain("".join(text.text or "" for text in cell.iter(f"{_W}t"))) for cell in cells]


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
    """Say whether a printed row is the wanted one; a template may leave columns out, never reorder
    them.
    """
    if len(found) >= len(wanted):
        return found == wanted
    rest = iter(wanted)
    return all(cell in rest for cell in found)


def _plain(text: str) -> str:
    return " ".join(book.plain(text).split())
