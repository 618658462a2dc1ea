"""Figures of months and units: totals and parts by one rule everywhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

from models import fields_below as below
from models.measures import MEASURES, OPTIONAL
from models.numbers import (
    NOTHING,
    PLACE,
    FieldNumbers,
    MonthNumbers,
    Numbers,
    add_up,
    add_upward,
    as_measures,
    contradicted,
    derive_downward,
    work_out,
)
from models.numbers import add as add
from models.numbers import over_months as numbers_over_months
from models.partial import Partial, partial_sums
from models.periods import Month

Entered = Mapping[str, int | None]
Origin = Literal["entered", "computed", "derived", "nil", "blank"]

WHOLE_UNIT_ID = "whole-unit"

_NAMES = tuple(MEASURES)
_BLANK: dict[str, int | None] = dict.fromkeys(MEASURES)


class Row(NamedTuple):
    """One field's month as it was entered.

    Attributes:
        area_id: key of the field of work; `WHOLE_UNIT_ID` for the whole unit.
        area: its name; `measures.WHOLE_UNIT` for the whole unit.
        nil: the area says "Không phát sinh": all its measures are 0.
        entered: whole numbers by measure; None or absent is blank.
    """

    area_id: str
    area: str
    nil: bool
    entered: dict[str, int | None]

    @property
    def is_whole(self) -> bool:
        """Return whether this is the row of the whole unit."""
        return self.area_id == WHOLE_UNIT_ID


class MonthFigures(NamedTuple):
    """The rows of one unit's month, in the order of the list of areas."""

    unit: str
    month: Month
    rows: tuple[Row, ...]


class Values(NamedTuple):
    """What is known of one field's month, or of a unit's, after totals and parts were worked out.

    Attributes:
        known: value of every measure, None where nothing is known.
        origin: where each value comes from; "blank" where there is none.
        entered: what was typed, kept beside a computed total.
        negative: remainders below 0, by the part that therefore stays unknown.
    """

    known: dict[str, int | None]
    origin: dict[str, Origin]
    entered: dict[str, int | None]
    negative: dict[str, int]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Return the names of the measures without a value."""
        return incomplete(self.known)


class MonthValues(NamedTuple):
    """One unit's month worked out.

    Attributes:
        rows: the area rows (without the whole unit's), by area key, in their order.
        areas: their values, by area key.
        whole: the values of the whole unit's own row, or None without one.
        total: the unit's total; its `entered` is the whole unit's row.
    """

    rows: dict[str, Row]
    areas: dict[str, Values]
    whole: Values | None
    total: Values

    @property
    def numbers(self) -> MonthNumbers:
        """Return the numbers without where they come from."""
        areas = {}
        for key, values in self.areas.items():
            row = self.rows[key]
            areas[key] = FieldNumbers(row.area, row.nil, tuple(values.known.values()))
        return MonthNumbers(areas, tuple(self.total.known.values()))


class AreaFigures(NamedTuple):
    """One area over a period."""

    area_id: str
    area: str
    nil: bool
    measures: dict[str, int | None]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Return the names of the measures without a value."""
        return incomplete(self.measures)


class UnitFigures(NamedTuple):
    """One unit over a period: its areas in order and its total."""

    code: str
    name: str
    areas: tuple[AreaFigures, ...]
    total: dict[str, int | None]

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Return the names of the measures without a total."""
        return incomplete(self.total)


@dataclass(frozen=True)
class PeriodFigures:
    """Several units over a period; those without figures are named and left out of the total."""

    units: tuple[UnitFigures, ...]
    total: dict[str, int | None]
    missing_units: tuple[str, ...] = ()

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Return the names of the measures without a total."""
        return incomplete(self.total)

    @cached_property
    def partial(self) -> dict[str, Partial]:
        """Return what some units know of the measures without a total."""
        return partial_sums(totals_of(self.units), self.incomplete)


def totals_of(units: Iterable[UnitFigures]) -> dict[str, Mapping[str, int | None]]:
    """Return the totals of some units by their code."""
    return {unit.code: unit.total for unit in units}


def incomplete(measures: Mapping[str, int | None]) -> tuple[str, ...]:
    """Return the names of the measures that have no value, in the order of the tree."""
    return tuple(name for name in MEASURES if measures.get(name) is None)


def evaluate(
    entered: Entered, nil: bool = False, absent: Mapping[str, int] | None = None
) -> Values:
    """Work out every measure of a row from what was entered.

    Totals come from their parts, unknown parts from their total where it says what they are;
    `absent` are the optional parts that count as 0.
    """
    if nil:
        return Values(dict.fromkeys(MEASURES, 0), dict.fromkeys(MEASURES, "nil"), dict(entered), {})
    return _solve(entered, absent or {}, "derived")


def evaluate_month(rows: Iterable[Row]) -> MonthValues:
    """Work out a unit's month.

    The whole unit is the parent of its areas by the rule of totals and parts.
    """
    own: dict[str, Row] = {}
    whole: Row | None = None
    for row in rows:
        if row.is_whole:
            whole = row
        else:
            own[row.area_id] = row
    absent = _absent([*own.values(), whole] if whole else own.values())
    areas = {key: evaluate(row.entered, row.nil, absent) for key, row in own.items()}
    if whole is None:
        return MonthValues(own, areas, None, _total({}, areas))
    alone = evaluate(whole.entered, whole.nil, absent)
    if not areas:
        return MonthValues(own, areas, alone, alone)
    given: dict[str, dict[str, int]] = {}
    above = _above(whole, alone, areas)
    total = _total(above, areas)
    while _derive_in_areas(total, areas, given):
        for key, values in given.items():
            areas[key] = _solve(own[key].entered, absent | values, "derived")
        total = _total(above, areas)
    _note_negative_areas(total, areas)
    # What the unit's row says stays in sight, also where its fields say otherwise.
    said = alone.known if whole.nil else whole.entered
    return MonthValues(own, areas, alone, total._replace(entered=dict(said)))


def month_numbers(entered: Mapping[str, FieldNumbers]) -> MonthNumbers:
    """Return the numbers of `evaluate_month`, without where they come from.

    It takes a fraction of the time; `entered` are the rows as they were entered, by area key.
    """
    areas = {}
    absent = _absent_places(entered.values())
    for key, row in entered.items():
        if key != WHOLE_UNIT_ID:
            numbers = NOTHING if row.nil else work_out(row.numbers, absent)
            areas[key] = FieldNumbers(row.name, row.nil, numbers)
    total = add_up([row.numbers for row in areas.values()])
    # The whole unit's own row says more than its areas only where an area is blank.
    if WHOLE_UNIT_ID in entered and None in total:
        return evaluate_month(_rows(entered)).numbers
    return MonthNumbers(areas, total)


def over_months(
    months: Sequence[MonthValues | None],
) -> tuple[tuple[AreaFigures, ...], dict[str, int | None]]:
    """Return the areas and the total over consecutive months; None is a blank month.

    An area without a row in a month adds nothing there, unless the month knows the unit only.
    """
    areas, total = fields_over_months([month.numbers if month else None for month in months])
    return areas, as_measures(total)


def fields_over_months(
    months: Sequence[MonthNumbers | None],
) -> tuple[tuple[AreaFigures, ...], Numbers]:
    """Return the same of months whose numbers alone are known."""
    found: dict[str, list[FieldNumbers]] = {}
    for month in months:
        for key, row in (month.fields if month else {}).items():
            found.setdefault(key, []).append(row)
    areas = []
    for key, rows in found.items():
        nil = all(row.nil for row in rows)
        cells = [month.of_field(key) if month else None for month in months]
        measures = as_measures(numbers_over_months(cells))
        areas.append(AreaFigures(key, rows[-1].name, nil, measures))
    totals = [month.total if month else None for month in months]
    return tuple(areas), numbers_over_months(totals)


def unit_figures(code: str, name: str, months: Sequence[MonthValues | None]) -> UnitFigures | None:
    """Return a unit's figures over consecutive months, or None where no month has any."""
    if all(month is None for month in months):
        return None
    areas, total = over_months(months)
    return UnitFigures(code, name, areas, total)


def over_units(units: Sequence[UnitFigures], missing_units: Sequence[str] = ()) -> PeriodFigures:
    """Return the figures of several units and their sum; one unit's blank makes that sum blank."""
    total: dict[str, int | None] = dict.fromkeys(MEASURES)
    if units:
        for name in MEASURES:
            total[name] = add([unit.total[name] for unit in units])
    return PeriodFigures(tuple(units), total, tuple(missing_units))


def _absent(rows: Collection[Row]) -> dict[str, int]:
    """Return 0 for every optional part that is blank in all rows of a unit's month."""
    found = {}
    for name in OPTIONAL:
        if all(row.entered.get(name) is None for row in rows):
            found[name] = 0
    return found


def _absent_places(rows: Collection[FieldNumbers]) -> list[int]:
    """Return the places of the same parts."""
    found = []
    for name in OPTIONAL:
        place = PLACE[name]
        if all(row.numbers[place] is None for row in rows):
            found.append(place)
    return found


def _above(whole: Row, alone: Values, areas: Mapping[str, Values]) -> Entered:
    """Return what the whole unit's row says above its fields.

    "Không phát sinh" pushes nothing aside where a field has dossiers all the same. No total is less
    than its fields hold, unless it is a single field that is left less than nothing by it.
    """
    if whole.nil:
        has_dossiers = any(any(values.known.values()) for values in areas.values())
        return {} if has_dossiers else alone.known
    held = below.held(_known(areas))
    unknown = Counter(chain.from_iterable(values.incomplete for values in areas.values()))
    return {
        name: value
        for name, value in whole.entered.items()
        if value is None or value >= held[name] or unknown[name] <= 1
    }


def _total(above: Entered, areas: Mapping[str, Values]) -> Values:
    """Work out a unit's total from its areas and from what was entered for the whole unit.

    Where a field's parts are more than their total the unit's part is not derived either: it would
    be too small. So it is where the unit's own row says less than its fields hold.
    """
    doubtful: set[str] = set()
    for values in areas.values():
        doubtful.update(values.negative)
        doubtful.update(_NAMES[place] for place in contradicted(tuple(values.known.values())))
    known = _known(areas)
    sums = below.sums(known)
    total = _solve(above, sums, "computed", doubtful)
    if not above:
        return total
    held = below.held(known)
    while True:
        found = below.too_small(total.known, held) - doubtful
        if not found:
            return total
        doubtful |= found
        total = _solve(above, sums, "computed", doubtful)


def _solve(
    entered: Entered,
    given: Mapping[str, int],
    given_origin: Origin,
    underivable: Collection[str] = (),
) -> Values:
    """Work out a tree of measures.

    A value given from outside stands, an entered total gives way to its computed one.
    """
    known: dict[str, int | None] = {**_BLANK, **entered, **given}
    numbers = list(known.values())
    computed = add_upward(numbers, {PLACE[name] for name in given})
    derived, negative = derive_downward(numbers, {PLACE[name] for name in underivable})
    origin: dict[str, Origin] = {
        name: "blank" if value is None else "entered" for name, value in known.items()
    }
    origin.update(dict.fromkeys(given, given_origin))
    for place in computed:
        origin[_NAMES[place]] = "computed"
    for place in derived:
        origin[_NAMES[place]] = "derived"
    below = {_NAMES[place]: rest for place, rest in negative.items()}
    return Values(as_measures(tuple(numbers)), origin, dict(entered), below)


def _derive_in_areas(
    total: Values, areas: Mapping[str, Values], given: dict[str, dict[str, int]]
) -> bool:
    """Add to `given` what the total says about unknown cells; say whether any was new.

    It says what the only one is, and that all are 0 where nothing is left for them.
    """
    found = False
    known = _known(areas)
    for cells in below.blank_cells(total.known, known):
        is_open = cells.rest > 0 or below.hold_some(known, cells)
        if cells.rest < 0 or (len(cells.keys) > 1 and is_open):
            continue
        # A cell whose own area already leaves less than nothing for it keeps that contradiction in
        # sight.
        for key in cells.keys:
            if cells.name not in areas[key].negative:
                given.setdefault(key, {})[cells.name] = cells.rest
                found = True
    return found


def _note_negative_areas(total: Values, areas: Mapping[str, Values]) -> None:
    for cells in below.blank_cells(total.known, _known(areas)):
        if cells.rest < 0 and len(cells.keys) == 1:
            areas[cells.keys[0]].negative.setdefault(cells.name, cells.rest)


def _known(areas: Mapping[str, Values]) -> dict[str, Mapping[str, int | None]]:
    return {key: values.known for key, values in areas.items()}


def _rows(entered: Mapping[str, FieldNumbers]) -> list[Row]:
    return [Row(key, row.name, row.nil, as_measures(row.numbers)) for key, row in entered.items()]
