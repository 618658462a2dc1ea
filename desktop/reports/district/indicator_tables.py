"""The annex on the indicators of the units (Chỉ tiêu khác): units by indicators.

One table has as many columns as a page is wide; what does not fit stands in further tables below.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from desktop.reports.annexes import blank_note
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import text
from desktop.reports.ward.phrases import counted
from desktop.word import wording
from desktop.word.content import Table
from models.indicators import Indicator, Together, planned_by_some, share
from models.rates import RateSettings
from models.text import match_key
from models.values import format_number

INDICATORS = "chi_tieu_khac"
_MARK = "*"
# In millimetres: a number, two with their percentage, a plan with its share, and all of a page.
_PLAIN, _RATIO, _PLAN, _PAGE = 21, 30, 26, 177


class _Column(NamedTuple):
    """One indicator as a column, with another one for its plan where any unit has one.

    Attributes:
        all: of all units together.
        below: of the others together, None where none of them speaks of it.
        has_plan: there is a column for its plan.
    """

    all: Together
    below: Together | None
    has_plan: bool

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths of its one or two columns."""
        is_ratio = any(unit.is_ratio for unit in self.all.units.values())
        own = _RATIO if is_ratio else _PLAIN
        return (own, _PLAN) if self.has_plan else (own,)


def indicator_tables(data: DistrictData) -> list[Table]:
    """Return the tables of the annex, the first of them with its name; empty without indicators."""
    found = []
    for place, columns in enumerate(_fitting(_columns(data)), start=1):
        name = INDICATORS if place == 1 else f"{INDICATORS}_{place}"
        found.append(_table(name, columns, data))
    if not found:
        nothing = [["", text("nothing")]]
        found.append(Table(INDICATORS, (), (), nothing, frozenset({0}), is_empty=True))
    return found


def _columns(data: DistrictData) -> list[_Column]:
    below = {match_key(each.first.code): each for each in data.indicators["below"]}
    found = []
    for each in data.indicators["all"]:
        has_plan = any(unit.plan is not None for unit in each.units.values())
        found.append(_Column(each, below.get(match_key(each.first.code)), has_plan))
    return found


def _fitting(columns: Sequence[_Column]) -> Iterator[list[_Column]]:
    """Yield columns in groups that fit on a page; an indicator and its plan stay together."""
    group: list[_Column] = []
    room = _PAGE
    for column in columns:
        if sum(column.widths) > room:
            yield group
            group, room = [], _PAGE
        group.append(column)
        room -= sum(column.widths)
    if group:
        yield group


def _table(name: str, columns: Sequence[_Column], data: DistrictData) -> Table:
    header: list[str] = []
    widths: list[int] = []
    for column in columns:
        first = column.all.first
        unit = f" ({wording.clean(first.measured_in)})" if first.measured_in else ""
        header.append(wording.clean(first.name) + unit)
        widths += column.widths
        if column.has_plan:
            header.append(text("indicator_plan"))
    rows = []
    for place, book in enumerate(data.books, start=1):
        cells: list[str] = []
        for column in columns:
            cells += _unit_cells(column, column.all.units.get(book.line.code), data.rates)
        rows.append([str(place), wording.clean(book.line.name), *cells])
    rows += _sums(columns, data)
    marked = any(cell.endswith(_MARK) for row in rows for cell in row)
    groups: set[int] = set()
    if marked:
        groups.add(len(rows))
        plans = f" {text('indicator_note_plan')}" if any(each.has_plan for each in columns) else ""
        rows.append(["", text("indicator_note") + plans])
    elif note := blank_note(rows, wording.missing(), rates=False):
        groups.add(len(rows))
        rows.append(["", note])
    return Table(name, tuple(header), tuple(widths), rows, frozenset(groups))


def _sums(columns: Sequence[_Column], data: DistrictData) -> Iterator[list[str]]:
    """Yield the sum of the others, and of all where the own unit is one of them."""
    if not data.units:
        return
    count = counted(data.own_report, len(data.units))
    cells: list[str] = []
    for column in columns:
        cells += _sum_cells(column, column.below, len(data.units), data.rates)
    yield ["", text("sum_below").format(count=count, word=data.word), *cells]
    if data.own:
        cells = []
        for column in columns:
            cells += _sum_cells(column, column.all, len(data.books), data.rates)
        yield ["", text("sum_all"), *cells]


def _unit_cells(column: _Column, unit: Indicator | None, rates: RateSettings) -> list[str]:
    value = wording.blank_cell() if unit is None else _value(unit, rates)
    if not column.has_plan:
        return [value]
    if unit is None or unit.plan is None:
        return [value, wording.blank_cell()]
    reached = share(unit.actual, unit.plan, rates)
    return [value, format_number(unit.plan) + _percent(reached)]


def _sum_cells(column: _Column, found: Together | None, of: int, rates: RateSettings) -> list[str]:
    """Return a sum and its plan, marked where not all units are in it."""
    if found is None or found.total is None:
        return [wording.blank_cell() for _ in column.widths]
    value = _value(found.total, rates) + (_MARK if len(found.known) < of else "")
    if not column.has_plan:
        return [value]
    planned = planned_by_some(found)
    if planned is not None:
        reached = _percent(share(planned.actual, planned.plan, rates))
        return [value, f"{format_number(planned.plan)}{reached}{_MARK}"]
    plan = _unit_cells(column, found.total, rates)[1]
    return [value, plan + (_MARK if plan != wording.blank_cell() and len(found.known) < of else "")]


def _value(indicator: Indicator, rates: RateSettings) -> str:
    """Return "3/5 (60%)", or a bare number; an estimate says so."""
    lead = f"{text('estimate')} " if indicator.estimate else ""
    top, bottom = indicator.numerator, indicator.denominator
    if top is not None and bottom is not None:
        percent = _percent(share(top, bottom, rates))
        return f"{lead}{format_number(top)}/{format_number(bottom)}{percent}"
    return (
        wording.blank_cell() if indicator.actual is None else lead + format_number(indicator.actual)
    )


def _percent(value: Decimal | None) -> str:
    return "" if value is None else f" ({format_number(value)}%)"
