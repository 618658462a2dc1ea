"""The office's own rates as numbers: of each unit, and of a sum of units."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid, GridRow, Number
from desktop.reports.district.grids import by_unit
from desktop.reports.district.words import sheet_text, text
from models.figures import add
from models.rates import Figured, RateKind, RateSettings, rate_of


def listed_kinds(rates: RateSettings) -> list[RateKind]:
    """Return the rates that the other tables have no columns for: added ones, sums, some fields."""
    return [kind for kind in rates.kinds if kind in rates.added or not kind.is_simple]


def keys_of(name: str, rates: RateSettings) -> tuple[str, str]:
    """Return the keys under which a row keeps the two numbers of a rate.

    Those of a listed rate are its own: no measure holds a sum, or the figures of some fields.
    """
    if any(kind.name == name for kind in listed_kinds(rates)):
        return f"{name}/top", f"{name}/bottom"
    kind = rates.kind(name)
    return kind.numerator, kind.basis


def numbers_of(unit: Figured, rates: RateSettings) -> dict[str, Number]:
    """Return the two numbers of every listed rate of a unit."""
    found: dict[str, Number] = {}
    for kind in listed_kinds(rates):
        top, bottom = keys_of(kind.name, rates)
        rate = rate_of(kind.name, unit.total, rates, [unit])
        found[top], found[bottom] = rate.numerator, rate.denominator
    return found


def with_numbers(row: GridRow, units: Sequence[Figured], rates: RateSettings) -> GridRow:
    """Return a row, and those of its units, with the two numbers of every listed rate.

    `units` are those of the row in its order, or the one that the row is of.
    """
    by_unit_of_row = [numbers_of(unit, rates) for unit in units]
    values = dict(row.values)
    for key in by_unit_of_row[0] if by_unit_of_row else ():
        values[key] = add([numbers[key] for numbers in by_unit_of_row])
    parts = []
    for part, numbers in zip(row.units, by_unit_of_row, strict=False):
        parts.append(replace(part, values={**part.values, **numbers}))
    return replace(row, values=values, units=tuple(parts))


def own_rates(data: DistrictData) -> Grid:
    """Return the office's own rates by unit: their two numbers, which add up, and the rate."""
    numerator, basis = sheet_text("numerator").lower(), text("basis").lower()
    columns = []
    for kind in listed_kinds(data.rates):
        top, bottom = keys_of(kind.name, data.rates)
        columns.append(Column(top, f"{kind.label}: {numerator}", 17))
        columns.append(Column(bottom, f"{kind.label}: {basis}", 17))
        columns.append(Column(kind.name, f"{kind.label} (%)", 13, rate=(top, bottom)))

    def values(book: UnitBook) -> Mapping[str, Number]:
        unit = book.figures.figures
        assert unit is not None
        return numbers_of(unit, data.rates)

    return by_unit("ty_le", columns, data, values)
