"""The places of a composed report that hold a number: figures of its sentences, cells, sums."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from desktop.word import wording
from desktop.word.book import Figure
from desktop.word.content import MERGE, Report, Table

# "1.783", "16,5", "05", "-3"; what only some units know is marked, a rate has its sign.
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d{3})*(?:,\d+)?")
_RATIO = re.compile(r"(\d+)/(\d+)")
_DIGITS = re.compile(r"\d+")
_MARK, _SIGN = "*", "%"
# What a whole percentage may be off by, and how a rate is told that should be another one.
_STEP, _FINEST = Decimal(1), Decimal("0.01")
# What some units know of a figure that not all know stands under its name with one of these.
_PARTS = ("_part", "_pct")
# What stands for one number in the name of a family of figures: "plan_#_all".
ANY = "#"


@dataclass(frozen=True)
class Named:
    """A number and where it stands; None where it is said there that it is not known."""

    where: str
    number: Decimal | None


class Reader:
    """A report as its places are looked up in it."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def families(self) -> dict[str, list[Figure]]:
        """Return the figures whose names differ in nothing but their numbers."""
        found: dict[str, list[Figure]] = {}
        for name, figure in self.report.figures.items():
            family = _DIGITS.sub(ANY, name)
            if family != name:
                found.setdefault(family, []).append(figure)
        return found

    def figure(self, name: str, *, whole: bool) -> Figure | None:
        """Return a known figure; where not all units know it, what some do, unless of the whole."""
        figures = self.report.figures
        if name in figures and figures[name].known:
            return figures[name]
        if whole:
            return None
        found = (figures.get(f"{name}{part}") for part in _PARTS)
        return next((figure for figure in found if figure is not None), None)

    def table(self, name: str) -> Table | None:
        """Return a table that has something to list."""
        table = self.report.tables.get(name)
        return None if table is None or table.is_empty else table

    def called(self, name: str) -> str:
        """Return what a reader calls a table."""
        return self.report.places.get(name) or f"bảng {name}"


class Place(Protocol):
    """A place that may hold a number."""

    def find(self, reader: Reader) -> Named | None:
        """Return the number that stands there; None where the report has no such place."""


Pair = tuple[Place, Place]


def number_of(text: str) -> Decimal | None:
    """Return the number that a text is, None where it is none."""
    bare = text.removesuffix(_MARK).removesuffix(_SIGN)
    if not _NUMBER.fullmatch(bare):
        return None
    return Decimal(bare.replace(".", "").replace(",", "."))


def change_of(text: str) -> Decimal | None:
    """Return 12 for "tăng 12 hồ sơ", -3 for "giảm 3 hồ sơ", 0 for "không đổi"."""
    if text == wording.label("same"):
        return Decimal(0)
    for name, sign in (("up", 1), ("down", -1)):
        lead = wording.label(name).partition("{n}")[0]
        number = number_of(text.removeprefix(lead).partition(" ")[0])
        if text.startswith(lead) and number is not None:
            return sign * number
    return None


@dataclass(frozen=True)
class Said:
    """A figure of the sentences; `read` tells the number from its text.

    A `whole` one is not looked for among what only some units know.
    """

    name: str
    read: Callable[[str], Decimal | None] = number_of
    whole: bool = False

    def find(self, reader: Reader) -> Named | None:
        """Return what the sentences say."""
        figure = reader.figure(self.name, whole=self.whole)
        if figure is not None:
            number = self.read(figure.text)
            return None if number is None else Named(_in_text(figure), number)
        unknown = reader.report.figures.get(self.name)
        return None if unknown is None else Named(_in_text(unknown), None)


def _in_text(figure: Figure) -> str:
    return f"lời văn, “{figure.label}”"


def first_of_two(text: str) -> Decimal | None:
    """Return 5 for "05/07"."""
    found = _RATIO.fullmatch(text)
    return Decimal(found[1]) if found else None


def second_of_two(text: str) -> Decimal | None:
    """Return 7 for "05/07"."""
    found = _RATIO.fullmatch(text)
    return Decimal(found[2]) if found else None


@dataclass(frozen=True)
class Family:
    """The sum of all figures of a name with running numbers, e.g. "plan_#_all"."""

    name: str

    def find(self, reader: Reader) -> Named | None:
        """Return the sum; None where there are none."""
        figures = reader.families.get(self.name, [])
        numbers = [number_of(figure.text) for figure in figures]
        known = [number for number in numbers if number is not None]
        if not known or len(known) < len(numbers):
            return None
        labels = f"“{figures[0].label}”" + ("…" if len(figures) > 1 else "")
        return Named(f"lời văn, cộng {labels}", sum(known, Decimal(0)))


@dataclass(frozen=True)
class Cell:
    """A cell of a table, row and column from 0; rows from the end below 0."""

    table: str
    row: int
    column: int

    def find(self, reader: Reader) -> Named | None:
        """Return the number of the cell."""
        table = reader.table(self.table)
        if table is None or not -len(table.rows) <= self.row < len(table.rows):
            return None
        row = table.rows[self.row]
        text = row[self.column] if self.column < len(row) else ""
        number = number_of(text)
        if number is None and text != wording.blank_cell():
            return None
        name = next((cell for cell in row[:2] if cell and not cell.isdigit()), "")
        line = f"dòng {self.row % len(table.rows) + 1}" + (f" ({name})" if name else "")
        return Named(f"{reader.called(self.table)}, {line}, cột {self.column + 1}", number)


@dataclass(frozen=True)
class Added:
    """The sum of a column over some rows; `partly` where some of them may be unknown."""

    table: str
    column: int
    rows: tuple[int, ...]
    partly: bool = False

    def find(self, reader: Reader) -> Named | None:
        """Return the sum."""
        table = reader.table(self.table)
        if table is None:
            return None
        numbers = [_added_number(table, place, self.column) for place in self.rows]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers) and not self.partly:
            return None
        where = f"{reader.called(self.table)}, cộng cột {self.column + 1}"
        return Named(where, sum(known, Decimal(0)))


def _added_number(table: Table, row: int, column: int) -> Decimal | None:
    """Return what a cell gives to a sum."""
    return Decimal(0) if (row, column) in table.held else number_of(table.rows[row][column])


@dataclass(frozen=True)
class Rows:
    """How many rows of a table have a number of their own and these texts, by their columns.

    `less` of them are of somebody else.
    """

    table: str
    texts: tuple[tuple[int, str], ...] = ()
    less: int = 0

    def find(self, reader: Reader) -> Named | None:
        """Return how many; none at all where the table has nothing to list."""
        table = reader.report.tables.get(self.table)
        if table is None:
            return None
        where = f"{reader.called(self.table)}, số dòng"
        if self.texts:
            where += " " + ", ".join(f"“{words}”" for _, words in self.texts)
        if table.is_empty:
            is_unknown = table.rows[0][1] == wording.catalogue()["annex"]["unknown"]
            return None if is_unknown else Named(where, Decimal(0))
        rows = [table.rows[place] for place in numbered(table)]
        for column, words in self.texts:
            rows = [row for row in rows if row[column] == words]
        return Named(where, Decimal(len(rows) - self.less))


@dataclass(frozen=True)
class Listed:
    """How many rows stand between two others, whatever they hold; `less` of them are others'."""

    table: str
    above: int
    below: int
    less: int = 0

    def find(self, reader: Reader) -> Named | None:
        """Return how many."""
        where = f"{reader.called(self.table)}, số dòng từ dòng {self.above + 2}"
        return Named(where, Decimal(self.below - self.above - 1 - self.less))


@dataclass(frozen=True)
class Headed:
    """The number at the end of a row that heads others: "Phường Ba Láng: 3"."""

    table: str
    row: int

    def find(self, reader: Reader) -> Named | None:
        """Return the number."""
        words = reader.report.tables[self.table].rows[self.row][1]
        number = number_of(words.rpartition(": ")[2])
        if number is None:
            return None
        return Named(f"{reader.called(self.table)}, dòng {self.row + 1} ({words})", number)


@dataclass(frozen=True)
class MoreThanNone:
    """How many rows of a table have more than 0 in a column."""

    table: str
    column: int

    def find(self, reader: Reader) -> Named | None:
        """Return how many."""
        table = reader.table(self.table)
        if table is None:
            return None
        rows = [table.rows[place] for place in numbered(table)]
        numbers = [number_of(row[self.column]) for row in rows]
        where = f"{reader.called(self.table)}, số dòng khác 0 ở cột {self.column + 1}"
        return Named(where, Decimal(sum(bool(number) for number in numbers)))


@dataclass(frozen=True)
class Extreme:
    """The highest or lowest number of a column over some rows."""

    table: str
    column: int
    rows: tuple[int, ...]
    pick: Callable[[Iterable[Decimal]], Decimal]

    def find(self, reader: Reader) -> Named | None:
        """Return that number."""
        table = reader.table(self.table)
        if table is None:
            return None
        numbers = [number_of(table.rows[row][self.column]) for row in self.rows]
        known = [number for number in numbers if number is not None]
        if not known:
            return None
        which = "cao nhất" if self.pick is max else "thấp nhất"
        where = f"{reader.called(self.table)}, {which} của cột {self.column + 1}"
        return Named(where, self.pick(known))


@dataclass(frozen=True)
class Together:
    """The sum of several places, or the first less the others; all must be known."""

    places: tuple[Place, ...]
    less: bool = False

    def find(self, reader: Reader) -> Named | None:
        """Return the sum or the difference."""
        names, numbers = [], []
        for place in self.places:
            found = place.find(reader)
            if found is None or found.number is None:
                return None
            names.append(found.where)
            numbers.append(found.number)
        first, *others = numbers
        rest = sum(others, Decimal(0))
        if self.less:
            return Named(" trừ ".join(names), first - rest)
        return Named(" cộng ".join(names), first + rest)


@dataclass(frozen=True)
class Share:
    """The percentage of two numbers, as near as the rate that is printed for them shows it.

    Nearly all is never printed as all, so the last decimal may be off by one.
    """

    top: str
    bottom: str
    printed: str

    def find(self, reader: Reader) -> Named | None:
        """Return the printed rate where it is that of the numbers, else what it should be."""
        top, bottom = Said(self.top).find(reader), Said(self.bottom).find(reader)
        rate = Said(self.printed).find(reader)
        if top is None or bottom is None or rate is None:
            return None
        if top.number is None or rate.number is None or not bottom.number:
            return None
        exact = 100 * top.number / bottom.number
        is_near = abs(exact - rate.number) < _step(rate.number)
        number = rate.number if is_near else exact.quantize(_FINEST)
        return Named(f"{top.where} chia {bottom.where}", number)


def _step(printed: Decimal) -> Decimal:
    """Return the last decimal of a rate; "46" is also what 46,0 is printed as."""
    decimals = -int(printed.as_tuple().exponent)
    return Decimal(1).scaleb(-decimals) if decimals else _STEP


def numbered(table: Table) -> tuple[int, ...]:
    """Return the places of the rows that have a number of their own."""
    rows = enumerate(table.rows)
    return tuple(place for place, row in rows if row[0].isdigit() and place not in table.subtotals)


def sums_of(table: Table) -> list[int]:
    """Return the places of the rows that sum others up: those without a number."""
    found = []
    for place, row in enumerate(table.rows):
        if not row[0] and place not in table.subtotals and MERGE not in row[1:2]:
            found.append(place)
    return found
