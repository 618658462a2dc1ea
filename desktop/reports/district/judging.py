"""What part III says of the units below: rates that speak for them, and those that do not."""

from fractions import Fraction

from desktop.consolidation.judging import RANKED, Compared, Placed, difference
from desktop.consolidation.rates import part_rate
from desktop.reports.district.facts import BELOW
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import unit_name
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.rate_facts import change_since
from desktop.reports.district.words import district_catalogue
from desktop.reports.ward.judging import LEAST_MERIT
from desktop.reports.ward.phrases import label_of
from desktop.reports.ward.rate_facts import against_target
from models.partial_rates import partial_rate
from models.rates import Rate


def range_lines(data: DistrictData, book: DistrictBook, *, good: bool) -> list[str]:
    """Return the rates of the units together that speak for them, or against them.

    Each with the units that have the highest and the lowest one. A rate is judged by the target
    that was set for the office, else by the change since the period before; without either nothing
    is said.
    """
    found = []
    for name in data.rates.shown(RANKED):
        order = data.figures.ranking[name]
        is_told = book.known(f"{BELOW}{name}") or f"{BELOW}ratio_{name}" in book.parts
        if len(order) < 2 or not is_told:
            continue
        # By the figures, whichever of the two is the better one.
        best, worst = sorted((order[0], order[-1]), key=_share, reverse=True)
        if _share(best) == _share(worst):
            continue
        rate = _rate_below(data, name)
        met, target = against_target(data.own_report, book, name, rate, BELOW)
        if _speaks_for(data, name, rate, met=met) is good:
            found.append(_range(data, book, name, (best, worst), target))
    return found


def _speaks_for(data: DistrictData, name: str, rate: Rate, *, met: bool | None) -> bool | None:
    """Say whether a rate speaks for the units or against them; None where nobody can tell.

    What has risen speaks for them only from `LEAST_MERIT` percent on.
    """
    if met is not None:
        return met
    before = _before(data)
    if before is None or data.rates.kind(name).fewer_is_better:
        return None
    change = difference(data.now, before.then, "below", name, data.rates)
    if not change:
        return None
    if change < 0:
        return False
    is_merit = (rate.numerator or 0) * 100 >= LEAST_MERIT * (rate.denominator or 0)
    return True if is_merit else None


def _before(data: DistrictData) -> Compared | None:
    """Return the period before where the units below may be compared with it."""
    for other in data.compared:
        if other.which == "previous" and other.sums("below") is not None:
            return other
    return None


def _rate_below(data: DistrictData, name: str) -> Rate:
    """Return a rate of the units below, of those that know both numbers where some do not."""
    found = partial_rate(name, data.now.below.units, data.rates)
    return found.rate if found else part_rate(name, data.now, "below", data.rates)


def _share(placed: Placed) -> Fraction:
    return Fraction(placed.rate.numerator or 0, placed.rate.denominator or 1)


def _range(
    data: DistrictData, book: DistrictBook, name: str, ends: tuple[Placed, Placed], target: str
) -> str:
    """Return one rate with its target, the highest and the lowest unit."""
    label, (best, worst) = label_of(name, data.rates), ends
    before = _before(data)
    highest, lowest = f"{best.rate.percent}%", f"{worst.rate.percent}%"
    words = {
        "label": label,
        "best": unit_name(data, best.name),
        "worst": unit_name(data, worst.name),
        "best_rate": book.put_unseen(f"best_{name}", f"{label}, cao nhất", highest),
        "worst_rate": book.put_unseen(f"worst_{name}", f"{label}, thấp nhất", lowest),
        "target": target,
        "change": change_since(data, book, name, "below", before) if before else "",
    }
    template = district_catalogue()["sentence"]["rate_range"]
    template = template.replace("{below_ratio}", f"{{{BELOW}ratio_{name}}}")
    return book.fill(template, word=data.word, **words)
