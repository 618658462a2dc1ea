"""Judge the figures of units: against other periods, each other, and what can be true."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desktop.consolidation.rates import part_rate
from desktop.consolidation.rollup import LineFigures, Rollup, Sums
from models.figures import WHOLE_UNIT_ID, Values
from models.findings import Finding
from models.measures import MEASURES, WHOLE_UNIT
from models.rates import Rate, RateSettings, points, rate_of
from models.rules.balance import (
    check_balance,
    check_limits,
    check_online,
    check_parts,
    check_totals,
)
from models.rules.context import Spot

# Built-in rates that speak for the units, or against them; of each, more is better.
RANKED = (
    "online_rate",
    "in_time_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "paid_online_rate",
)


@dataclass(frozen=True)
class Compared:
    """Another period beside this one, over the same units as they stand now.

    Attributes:
        which: "previous" or "year_ago".
        then: its figures.
        same_units: the same units have figures in both, so that their sums may be compared.
        changed: names of the units that have figures in one of the two only.
        own_changed: name of the office's own unit where that is true of it, else None.
    """

    which: str
    then: Rollup
    same_units: bool
    changed: tuple[str, ...]
    own_changed: str | None = None

    def changed_in(self, part: str) -> tuple[str, ...]:
        """Return the units of a part ("own", "below", "all") with figures in one of the two only.

        Where there are any, the sums of the part may not be compared.
        """
        if part == "own":
            return ()
        own = (self.own_changed,) if part == "all" and self.own_changed else ()
        return (*own, *self.changed)

    def sums(self, part: str) -> Sums | None:
        """Return the sums of a part then; None where there are none or they compare to nothing."""
        return None if self.changed_in(part) else self.then.sums(part)


@dataclass(frozen=True)
class Placed:
    """A unit's place by one rate; equal rates share a place."""

    place: int
    code: str
    name: str
    rate: Rate


@dataclass(frozen=True)
class Counted:
    """A unit's place by the number of its dossiers."""

    place: int
    code: str
    name: str
    value: int


def compared(which: str, now: Rollup, then: Rollup) -> Compared:
    """Put another period beside this one."""
    here = {line.line.code: line.line.name for line in now.counted}
    there = {line.line.code: line.line.name for line in then.counted}
    changed = []
    for code, name in {**here, **there}.items():
        if code not in here or code not in there:
            changed.append(name)
    own_here, own_there = _own_name(now), _own_name(then)
    own_changed = None if own_here and own_there else own_here or own_there
    return Compared(which, then, not changed, tuple(changed), own_changed)


def difference(
    now: Rollup, then: Rollup, part: str, name: str, settings: RateSettings
) -> int | Decimal | None:
    """Return a part ("own", "below", "all") of now less that of then, None where unknown.

    A measure is in its unit, a rate in percentage points as printed.
    """
    if not settings.is_rate(name):
        here, there = (now.sums(part) or {}).get(name), (then.sums(part) or {}).get(name)
        return None if here is None or there is None else here - there
    return points(part_rate(name, now, part, settings), part_rate(name, then, part, settings))


def ranking(now: Rollup, settings: RateSettings) -> dict[str, list[Placed]]:
    """Return the units that have a rate in order of it, by the exact fraction, for each rate.

    The best comes first: the highest, of a rate of what is unwanted the lowest.
    """
    return {name: _ranked(now, name, settings) for name in settings.names}


def by_number(now: Rollup, measure: str) -> list[Counted]:
    """Return the other units by a measure, most first; units that do not know it are left out."""
    known = []
    for line in now.counted:
        value = line.figures.total[measure] if line.figures else None
        if value is not None:
            known.append((value, line.line))
    known.sort(key=lambda found: -found[0])
    places = enumerate(known, start=1)
    return [Counted(place, line.code, line.name, value) for place, (value, line) in places]


def findings(now: Rollup) -> list[Finding]:
    """Return what is contradictory in the sums of the period, unit by unit, the own one first."""
    found: list[Finding] = []
    for line in now.with_own:
        found += _line_findings(line)
    return found


def _own_name(sums: Rollup) -> str | None:
    """Return the name of the office's own unit where it has figures."""
    return sums.own.line.name if sums.own and sums.own.figures else None


def _ranked(now: Rollup, name: str, settings: RateSettings) -> list[Placed]:
    rates = []
    for line in now.counted:
        assert line.figures is not None
        rate = rate_of(name, line.figures.total, settings, [line.figures])
        if rate.percent is not None and rate.numerator is not None and rate.denominator:
            rates.append((Fraction(rate.numerator, rate.denominator), line.line, rate))
    is_lowest_first = settings.kind(name).fewer_is_better
    rates.sort(key=lambda found: found[0] if is_lowest_first else -found[0])
    placed: list[Placed] = []
    before: Fraction | None = None
    for number, (fraction, unit, rate) in enumerate(rates, start=1):
        place = placed[-1].place if fraction == before else number
        placed.append(Placed(place, unit.code, unit.name, rate))
        before = fraction
    return placed


def _line_findings(line: LineFigures) -> Iterator[Finding]:
    assert line.figures is not None
    total = dict(line.figures.total)
    values = Values(total, dict.fromkeys(MEASURES, "computed"), {}, {})
    spot = Spot(line.line.code, None, WHOLE_UNIT_ID, WHOLE_UNIT)
    for rule in (check_balance, check_totals, check_parts, check_online, check_limits):
        yield from rule(values, spot)
