"""A table of the report as numbers: its columns, its rows that add up, and what rows know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from desktop.reports.district.gathering import DistrictData
from desktop.word import wording
from models.partial import Partial, knowing_both, partial_sum
from models.rates import percentage
from models.rounding import Style

Number = int | None
RowKind = Literal["unit", "sum", "group", "absent"]


@dataclass(frozen=True)
class Column:
    """One column of figures.

    Attributes:
        key: by which rows keep its values.
        header: its heading.
        width: in millimetres on paper.
        parts: keys of the columns that it is the sum of.
        rate: keys of numerator and denominator, where it is a rate.
        above: the headings above its own, from the top, in the workbook.
    """

    key: str
    header: str
    width: int = 18
    parts: tuple[str, ...] = ()
    rate: tuple[str, str] | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridRow:
    """One row of a table.

    Attributes:
        label: its first cell.
        kind: a unit or field of work, a sum of other rows, the heading of a group, or a unit that
            has sent nothing.
        values: numbers by column; None is not known.
        rows: places of the rows that a sum is made of.
        units: the rows of the units that it is the sum of in the end; none where a blank says no
            more than that there is nothing to add, as with norms.
        same_as: name of another table, whose row at the only place of `rows` it repeats.
        of_kind: it is the sum over the units of one type only.
        is_rest: it is what the fields of work of its units do not hold: a 0 is that they hold all.
    """

    label: str
    kind: RowKind = "unit"
    values: Mapping[str, Number] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    units: tuple[GridRow, ...] = ()
    same_as: str = ""
    of_kind: bool = False
    is_rest: bool = False


@dataclass(frozen=True)
class Gap:
    """Of whom a number is that not all rows of a sum know: how many of how many, who lacks it."""

    units: int
    of: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """One table of figures.

    Attributes:
        name: its name.
        lead: heading of its first column.
        columns, rows: what it holds.
        blank: what stands for a figure that is not known.
    """

    name: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    blank: str = wording.missing()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return the place of each column by its key, the first one 0."""
        return {column.key: place for place, column in enumerate(self.columns)}

    @cached_property
    def head(self) -> Sequence[Sequence[str]]:
        """Return the rows of its head, those of the number and of the name first."""
        heads = [(*column.above, column.header) for column in self.columns]
        leads = [("TT", self.lead) for _ in heads[0]]
        if len(leads) > 1:
            # The last row numbers the columns.
            leads[-1] = ("(1)", "(2)")
        rows = []
        for tier, lead in enumerate(leads):
            rows.append([*lead, *(head[tier] for head in heads)])
        return rows

    @property
    def says_something(self) -> bool:
        """Say whether any number of it is known."""
        return any(number is not None for row in self.rows for number in row.values.values())


def known_to_some(row: GridRow, key: str) -> tuple[int, Gap] | None:
    """Return the sum over the units of a row that know a number, where others do not."""
    found = partial_sum(key, _by_unit_row(row))
    return (found.value, _gap(row, found)) if found else None


def rate_of_some(
    row: GridRow, column: Column, data: DistrictData
) -> tuple[Decimal | None, Gap] | None:
    """Return a rate over the units of a row that know both numbers, where others do not."""
    assert column.rate is not None
    top, bottom = column.rate
    both = knowing_both(_by_unit_row(row), column.rate)
    above, below = partial_sum(top, both), partial_sum(bottom, both)
    if above is None or below is None:
        return None
    sums = GridRow("", "sum", {top: above.value, bottom: below.value})
    return rate_value(sums, column, data), _gap(row, above)


def _by_unit_row(row: GridRow) -> dict[str, Mapping[str, Number]]:
    # Two units may bear the same name.
    return {str(place): unit.values for place, unit in enumerate(row.units)}


def _gap(row: GridRow, found: Partial) -> Gap:
    names = tuple(row.units[int(place)].label for place in found.missing)
    return Gap(found.units, found.of, names)


def rate_value(row: GridRow, column: Column, data: DistrictData) -> Decimal | None:
    """Return a rate of a row as it is rounded for print; None where it is not known."""
    assert column.rate is not None
    top, bottom = (row.values.get(key) for key in column.rate)
    if top is None or bottom is None:
        return None
    style = rate_style(column, data)
    return percentage(top, bottom, style.rounding, style.decimals, style.zeros)


def rate_style(column: Column, data: DistrictData) -> Style:
    """Return how a column of rates is rounded: as its rate is, or as the office does usually."""
    if data.rates.is_rate(column.key):
        return data.rates.style(column.key)
    return data.rates.usual
