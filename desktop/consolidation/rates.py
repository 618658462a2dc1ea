"""The rates of a period over units: always of the summed numbers, never an average."""

from desktop.consolidation.rollup import Rollup
from models.figures import UnitFigures
from models.rates import Rate, RateSettings, rate_of, rates_of


def units_of(now: Rollup, part: str) -> tuple[UnitFigures, ...]:
    """Return the units whose sum a part is: "own", "below", "all" or a unit's code."""
    lines = now.counted if part == "below" else now.with_own
    if part not in ("below", "all"):
        code = now.own.line.code if part == "own" and now.own else part
        lines = tuple(line for line in lines if line.line.code == code)[:1]
    return tuple(line.figures for line in lines if line.figures is not None)


def part_rate(name: str, now: Rollup, part: str, settings: RateSettings) -> Rate:
    """Return one rate of a part; nothing is known of a part without figures."""
    return rate_of(name, now.sums(part) or {}, settings, units_of(now, part))


def part_rates(now: Rollup, part: str, settings: RateSettings) -> dict[str, Rate]:
    """Return every rate in use of a part, by name."""
    return rates_of(now.sums(part) or {}, settings, units_of(now, part))
