"""What a Word template is filled with: named figures, tables, and the values of its tags."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.word.book import Figure
from desktop.word.wording import MARKS
from models.errors import Problem
from models.rates import RateSettings

# Marks that the binding step takes out again: a cell joined with the one before it, a column's
# width, a table's name, a paragraph that must catch the eye, the text of a footnote, a column
# that is left out.
MERGE, WIDTH, WIDTH_END, TABLE, TABLE_END, HIGHLIGHT, NOTE, NOTE_END, NO_COLUMN = tuple(MARKS[3:])

Rows = list[list[str]]
# What a template reads by name; the tags of a table are lists and dicts in one another.
Tags = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table as printed: its name, headings, rows of plain texts.

    Attributes:
        name: name in the bookmark that finds the table again.
        header: texts of the columns that come from the field catalogue.
        widths: their widths in millimetres.
        rows: cells as printed, subtotal rows included.
        subtotals: which rows are subtotals, printed over the whole width.
        note: what is said of its numbers below it.
        is_empty: nothing is there to list, which its rows say; as an annex it is left out.
        columns: what stands in its last columns, by the fixed names of measures or fields.
        held: cells by row and column, from 0, that are blank because other rows hold all that
            there is: 0 in a sum.
    """

    name: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Rows
    subtotals: frozenset[int] = frozenset()
    note: str = ""
    is_empty: bool = False
    columns: tuple[str, ...] = ()
    held: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Report:
    """A report ready for its template.

    Attributes:
        tags: values of the template's tags, plain lists, dicts and texts only.
        figures: every bound figure by name.
        tables: every table by name.
        title: title of the file.
        issuer: who issues it, the author of the file.
        identity: what the file is: kind, unit, period and the days it was made as of.
        places: what a reader calls a table, by its name: "Phụ lục II".
        rates: the rates of the office, as they were printed.
    """

    tags: Mapping[str, Any]
    figures: Mapping[str, Figure]
    tables: Mapping[str, Table]
    title: str
    issuer: str
    identity: str
    problems: tuple[Problem, ...] = field(default=())
    places: Mapping[str, str] = field(default_factory=dict)
    rates: RateSettings = field(default_factory=RateSettings)


@dataclass(frozen=True)
class Written:
    """What was put into a file, to be found in it again.

    Attributes:
        figures: how many figures are bound.
        tables: how many tables are.
        text: all that is read in its body, in one piece.
        beside: the same of its headers, footers and notes, by the name of the part.
    """

    figures: int
    tables: int
    text: str
    beside: Mapping[str, str] = field(default_factory=dict)


def main_tags(table: Table) -> Tags:
    """Return a table of figures whose first column is fixed in the template."""
    rows: list[Tags] = [{"ten": row[0], "o": row[1:]} for row in table.rows]
    if rows:
        rows[0]["ten"] = named(table, table.rows[0][0])
    return {"cot": headings(table), "dong": rows}


def headings(table: Table) -> list[str]:
    """Return the header texts, each led by its width for the binding step."""
    found = []
    for width, text in zip(table.widths, table.header, strict=True):
        found.append(f"{WIDTH}{width}{WIDTH_END}{text}")
    return found


def table_tags(table: Table) -> Tags:
    """Return a table whose columns all come from the program."""
    rows: list[Tags] = []
    for place, row in enumerate(table.rows):
        if place in table.subtotals:
            rows.append({"tt": row[0], "nhom": f"{MERGE}{row[1]}", "o": []})
        else:
            rows.append({"tt": row[0], "nhom": "", "o": row[1:]})
    if rows:
        rows[0]["tt"] = named(table, table.rows[0][0])
    return {"cot": headings(table), "dong": rows}


def named(table: Table, text: str) -> str:
    """Return the text of a table's first cell, led by the mark that finds the table again.

    One with nothing to list is not looked for: a paper may have it or leave it out.
    """
    if table.is_empty:
        return text
    return f"{TABLE}{table.name}{TABLE_END}{text}"
