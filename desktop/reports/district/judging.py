"""What part III says of the units below: rates that speak for them, and those that do not."""

from decimal import Decimal

from desktop.reports.district.facts import BELOW
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import unit_name
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.words import district_catalogue
from desktop.reports.ward.judging import LEAST_MERIT, target_of
from desktop.reports.ward.phrases import say
from desktop.word import wording
from models.figures import totals_of
from models.partial import partial_rate
from models.rates import RATES, Rate, rate_of


def range_lines(data: DistrictData, book: DistrictBook, *, good: bool) -> list[str]:
    """Return the rates of the units together that speak for them, or against them.

    Each with the units that have the best and the worst one. A rate is judged by the target that
    was set for the office, else less than half is no merit.
    """
    found = []
    for name, order in data.figures.ranking.items():
        is_told = book.known(f"{BELOW}{name}") or f"{BELOW}ratio_{name}" in book.parts
        if len(order) < 2 or not is_told:
            continue
        level = _level(data, name)
        if _is_merit(_rate_below(data, name), level) is good:
            found.append(_range(data, book, name, level, met=good))
    return found


def _rate_below(data: DistrictData, name: str) -> Rate:
    """Return a rate of the units below, of those that know both numbers where some do not."""
    below = data.now.below
    found = partial_rate(name, totals_of(below.units), data.rates)
    return found.rate if found else rate_of(name, below.total, data.rates)


def _level(data: DistrictData, name: str) -> Decimal | int | None:
    target = target_of(data.own_report, name)
    level = target["level"] if target is not None else None
    return level if isinstance(level, Decimal | int) else None


def _is_merit(rate: Rate, level: Decimal | int | None) -> bool:
    """Say whether the exact rate reaches a level: its target, or what a merit needs at least."""
    least = LEAST_MERIT if level is None else level
    return (rate.numerator or 0) * 100 >= least * (rate.denominator or 0)


def _range(
    data: DistrictData, book: DistrictBook, name: str, level: Decimal | int | None, *, met: bool
) -> str:
    """Return one rate with its target, the best and the worst unit."""
    label, order = RATES[name].label, data.figures.ranking[name]
    best, worst = order[0], order[-1]
    target = ""
    if level is not None:
        printed = wording.number(level)
        bound = book.put_unseen(f"{BELOW}target_of_{name}", f"Chỉ tiêu giao: {label}", printed)
        target = say(book, "target_met" if met else "target_missed", level=bound)
    highest, lowest = f"{best.rate.percent}%", f"{worst.rate.percent}%"
    words = {
        "label": label,
        "best": unit_name(data, best.name),
        "worst": unit_name(data, worst.name),
        "best_rate": book.put_unseen(f"best_{name}", f"{label}, cao nhất", highest),
        "worst_rate": book.put_unseen(f"worst_{name}", f"{label}, thấp nhất", lowest),
        "target": target,
    }
    template = district_catalogue()["sentence"]["rate_range"]
    template = template.replace("{below_ratio}", f"{{{BELOW}ratio_{name}}}")
    return book.fill(template, word=data.word, **words)
