"""Change the number that stands in a place of a composed report, and nothing else that is printed
there.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.reports.consistency.places import (
    Added,
    Cell,
    Extreme,
    Family,
    Headed,
    Listed,
    MoreThanNone,
    Place,
    Reader,
    Rows,
    Said,
    Share,
    Together,
)
from desktop.reports.consistency.unit_pairs import EQUIPMENT_LIST, Split, Stock
from desktop.word import wording
from desktop.word.content import Report
from desktop.word.content import Rows as TableRows

# Each takes the report and a place of its own kind.
Change = Callable[[Report, Any], Report]

NEXT = str.maketrans("0123456789", "1234567890")


def other(text: str) -> str:
    """Return a text with every digit another one; one without a digit tells of a change."""
    changed = text.translate(NEXT)
    return "tăng 7 hồ sơ" if changed == text else changed


def changed(report: Report, place: Place) -> Report:
    """Return a report with another number in one place."""
    change: Change = _CHANGES[type(place)]
    return change(report, place)


def with_figure(report: Report, name: str) -> Report:
    """Return a report whose sentences say another number."""
    figure = report.figures[name]
    return replace(
        report, figures={**report.figures, name: replace(figure, text=other(figure.text))}
    )


def with_rows(
    report: Report, table: str, change: Callable[[TableRows], None], first: int = -1
) -> Report:
    """Return a report with a table whose rows were changed; one may be put in before `first`."""
    found = report.tables[table]
    rows = [list(row) for row in found.rows]
    change(rows)
    groups = found.subtotals
    if len(rows) > len(found.rows):
        groups = frozenset(place + (place >= first) for place in groups)
    return replace(
        report, tables={**report.tables, table: replace(found, rows=rows, subtotals=groups)}
    )


def _said(report: Report, place: Said) -> Report:
    figure = Reader(report).figure(place.name, whole=place.whole)
    assert figure is not None
    return with_figure(report, figure.name)


def _family(report: Report, place: Family | Split) -> Report:
    name = place.name if isinstance(place, Family) else place.shares
    return with_figure(report, Reader(report).families[name][0].name)


def _cell(report: Report, place: Cell | Headed) -> Report:
    column = place.column if isinstance(place, Cell) else 1

    def change(rows: TableRows) -> None:
        lead, mark, number = rows[place.row][column].rpartition(": ")
        rows[place.row][column] = lead + mark + other(number)

    return with_rows(report, place.table, change)


def _stock(report: Report, place: Stock) -> Report:
    before = wording.catalogue()["annex"][place.part].partition("{n}")[0]

    def change(rows: TableRows) -> None:
        words = rows[place.row][1]
        lead, found, rest = words.partition(before)
        rows[place.row][1] = lead + found + other(rest) if found else f"{words}; {before}7"

    return with_rows(report, EQUIPMENT_LIST, change)


def _added(report: Report, place: Added) -> Report:
    if not place.rows:
        # Nothing is listed: then something is, under the head of the type.
        raise LookupError(place)

    def change(rows: TableRows) -> None:
        rows[place.rows[0]][place.column] = "7.777.777"

    return with_rows(report, place.table, change)


def _extreme(report: Report, place: Extreme) -> Report:
    def change(rows: TableRows) -> None:
        rows[place.rows[0]][place.column] = "999" if place.pick is max else "-1"

    return with_rows(report, place.table, change)


def _rows(report: Report, place: Rows) -> Report:
    def change(rows: TableRows) -> None:
        row = ["99", *("" for _ in max(rows, key=len)[1:])]
        for column, words in place.texts:
            row[column] = words
        rows.append(row)

    return with_rows(report, place.table, change, len(report.tables[place.table].rows))


def _listed(report: Report, place: Listed) -> Report:
    first = place.above + 1
    return with_rows(report, place.table, lambda rows: rows.insert(first, list(rows[first])), first)


def _more_than_none(report: Report, place: MoreThanNone) -> Report:
    def change(rows: TableRows) -> None:
        rows[0][place.column] = "1"

    return with_rows(report, place.table, change)


_CHANGES: dict[type, Change] = {
    Said: _said,
    Family: _family,
    Split: _family,
    Cell: _cell,
    Headed: _cell,
    Stock: _stock,
    Added: _added,
    Extreme: _extreme,
    Rows: _rows,
    Listed: _listed,
    MoreThanNone: _more_than_none,
    Share: lambda report, place: with_figure(report, place.top),
    Together: lambda report, place: changed(report, place.places[0]),
}
