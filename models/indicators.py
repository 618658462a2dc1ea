"""The indicators of an office's own (Chỉ tiêu khác) put together: over months, and over units.

Numbers are exact decimals; None is not known. Nothing here knows a store or a paper.
"""

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from models.periods import Month
from models.rates import RateSettings
from models.registers import Record
from models.text import match_key

ADDED = "Phát sinh"
DEFAULT_SECTION = "II.6"
NUMBERS = ("plan", "actual", "numerator", "denominator")


@dataclass(frozen=True)
class Indicator:
    """One indicator over a period.

    Attributes:
        code, name, measured_in, kind: as they were written last.
        section: of the report where it is told.
        added_up: it is summed over units.
        estimate: one of its numbers is an estimate ("ước").
        plan, actual, numerator, denominator: its numbers.
        spoken_of: any number was entered at all; one without is not told.
    """

    code: str
    name: str
    measured_in: str
    kind: str
    section: str
    added_up: bool
    estimate: bool
    plan: Decimal | None
    actual: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    spoken_of: bool = True

    @property
    def is_ratio(self) -> bool:
        """Return whether it says so many of so many."""
        return self.numerator is not None and self.denominator is not None

    @property
    def is_known(self) -> bool:
        """Return whether there is anything to tell of it."""
        return self.is_ratio or self.actual is not None


@dataclass(frozen=True)
class Together:
    """One indicator over several units.

    Attributes:
        total: its numbers summed over the units that know them; None where it is not added up or
            no unit knows it.
        units: the indicator of each unit that speaks of it, by code.
        known: codes of the units that the total is made of.
        missing: codes of the other units.
    """

    first: Indicator
    total: Indicator | None
    units: dict[str, Indicator]
    known: tuple[str, ...]
    missing: tuple[str, ...]


class Planned(NamedTuple):
    """The plan of the units that have one, where others that a sum is made of have none.

    Attributes:
        units: codes of those with a plan.
        plan, actual: of these together; what they reached is None where one does not say it.
    """

    units: tuple[str, ...]
    plan: Decimal
    actual: Decimal | None


class InBoth(NamedTuple):
    """One indicator in two periods, over the units that know it in both.

    `before` is what each of them knew then.
    """

    units: tuple[str, ...]
    now: Indicator
    then: Indicator
    before: Mapping[str, Indicator]


def over_months(rows: Iterable[Record], months: Sequence[Month]) -> list[Indicator]:
    """Put the indicators of some months together, in the order in which they first occur.

    What is "Phát sinh" adds, and is known only where every month has it; anything else stands as
    in the last month that has it. Several rows of one month (units that reported beside each other)
    add.
    """
    by_code: dict[str, dict[Month, list[Record]]] = {}
    for row in rows:
        month = _month(row)
        if month in months:
            of_code = by_code.setdefault(match_key(row.text("code")), {})
            of_code.setdefault(month, []).append(row)
    return [_over_months(found, len(months)) for found in by_code.values()]


def over_units(units: Sequence[tuple[str, Sequence[Indicator]]]) -> list[Together]:
    """Put the indicators of several units together by their codes; codes of units come first.

    A sum counts the units that know it, and names them: never silently smaller. A share is that of
    units which know both numbers.
    """
    found: dict[str, dict[str, Indicator]] = {}
    for code, indicators in units:
        for indicator in indicators:
            if indicator.spoken_of:
                found.setdefault(match_key(indicator.code), {})[code] = indicator
    codes = [code for code, _ in units]
    return [_over_units(by_unit, codes) for by_unit in found.values()]


def planned_by_some(found: Together) -> Planned | None:
    """Return the plan of those units of a sum that have one; None where all have, or none.

    Those that say what they reached come first: only of them there is a share.
    """
    if found.total is None or found.total.plan is not None:
        return None
    with_plan = [code for code in found.known if found.units[code].plan is not None]
    with_both = [code for code in with_plan if found.units[code].actual is not None]
    units = tuple(with_both or with_plan)
    plan = _sum(found.units[code].plan for code in units)
    if not units or plan is None:
        return None
    return Planned(units, plan, _sum(found.units[code].actual for code in units))


def in_both(now: Together, then: Together) -> InBoth | None:
    """Return an indicator now and then over the units that know it in both periods."""
    if now.total is None or then.total is None or now.total.is_ratio != then.total.is_ratio:
        return None
    units = tuple(code for code in now.known if code in then.known)
    if not units:
        return None
    here = _added(now.first, [now.units[code] for code in units])
    before = {code: then.units[code] for code in units}
    return InBoth(units, here, _added(then.first, list(before.values())), before)


def in_both_periods(now: Together, then: Iterable[Together]) -> InBoth | None:
    """Return an indicator now and as it was among those of another period, found by its code."""
    code = match_key(now.first.code)
    same = next((each for each in then if match_key(each.first.code) == code), None)
    return in_both(now, same) if same else None


def share(top: Decimal | None, bottom: Decimal | None, settings: RateSettings) -> Decimal | None:
    """Return the percentage of two numbers as it is printed, None where it cannot be known."""
    if top is None or bottom is None or top < 0 or bottom <= 0:
        return None
    places = max(_decimals(top), _decimals(bottom))
    whole, of = int(top.scaleb(places)), int(bottom.scaleb(places))
    return settings.share(whole, of)


def _over_months(found: dict[Month, list[Record]], months: int) -> Indicator:
    filled = {month: rows for month, rows in found.items() if any(map(_is_filled, rows))}
    told = filled or found
    last = told[max(told)][-1]
    kind = last.text("kind")
    counted = filled if kind == ADDED else {max(told): told[max(told)]}
    complete = kind != ADDED or len(filled) == months
    rows = [row for of_month in counted.values() for row in of_month]
    numbers: dict[str, Decimal | None] = dict.fromkeys(NUMBERS)
    if complete:
        for name in NUMBERS:
            numbers[name] = _sum([row[name] for row in rows])
    return Indicator(
        code=last.text("code"),
        name=last.text("name") or last.text("code"),
        measured_in=last.text("measured_in"),
        kind=kind,
        section=last.text("section") or DEFAULT_SECTION,
        added_up=last["added_up"] is not False,
        estimate=any(row["estimate"] is True for row in rows),
        spoken_of=bool(filled),
        **numbers,
    )


def _over_units(units: dict[str, Indicator], codes: Collection[str]) -> Together:
    first = next(iter(units.values()))
    ratios = {code: each for code, each in units.items() if each.is_ratio}
    amounts = {code: each for code, each in units.items() if each.actual is not None}
    # "n of m" of some units and bare numbers of others do not add up to one thing.
    known = ratios if len(ratios) >= len(amounts) else amounts
    missing = tuple(code for code in codes if code not in known)
    adds = all(each.added_up for each in units.values())
    if not known or not adds:
        return Together(first, None, units, tuple(known), missing)
    total = _added(first, list(known.values()))
    return Together(first, total, units, tuple(known), missing)


def _added(first: Indicator, of: Sequence[Indicator]) -> Indicator:
    return dataclasses.replace(
        first,
        estimate=any(each.estimate for each in of),
        plan=_sum(each.plan for each in of),
        actual=_sum(each.actual for each in of),
        numerator=_sum(each.numerator for each in of),
        denominator=_sum(each.denominator for each in of),
    )


def _month(row: Record) -> Month:
    return Month(row.whole("year") or 0, row.whole("month") or 0)


def _is_filled(row: Record) -> bool:
    # A plan alone is an intention, nothing to tell.
    return any(row[name] is not None for name in ("actual", "numerator", "denominator"))


def _sum(values: Iterable[object]) -> Decimal | None:
    """Return the sum of some numbers; one blank makes it blank."""
    total = Decimal(0)
    for value in values:
        if not isinstance(value, Decimal | int):
            return None
        total += value
    return total


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
