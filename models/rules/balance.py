"""Rules inside one month: balance, totals against parts, and what may not exceed what."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from models.figures import MonthValues, Row, Values, add
from models.findings import Finding
from models.measures import MEASURES, PARENT, TREE, Measure
from models.periods import Month
from models.rules.context import WHOLE_UNIT_ROW, Spot, UnitHistory

Rule = Callable[[Values, Spot], Iterator[Finding]]

# What may not exceed what.
LIMITS: dict[str, tuple[str, ...]] = {
    "pending": ("awaiting_supplement",),
    "fee_bearing": ("paid_online",),
    "to_handle": (
        "digitised_inputs",
        "digitised_results",
        "digitised_dossiers",
        "e_results",
        "data_reused",
    ),
    "resolved": ("delivered_postal",),
}


def check_figures(unit: UnitHistory, month: Month) -> list[Finding]:
    """Return what is contradictory inside a month, area by area and for the whole unit.

    The unit's own line is added only where it says more than its areas do: it needs a row of the
    whole unit, and a difference other than the sum of the fields' differences.
    """
    values = unit.values(month)
    if values is None:
        return []
    return contradictions(values, lambda row: unit.spot(month, row))


def contradictions(values: MonthValues, spot_of: Callable[[Row], Spot]) -> list[Finding]:
    """Return what is contradictory in figures of one span of time, as `check_figures` does."""
    findings: list[Finding] = []
    rules = _rules(values)
    for key, row in values.rows.items():
        spot = spot_of(row)
        for rule in rules:
            findings += rule(values.areas[key], spot)
    if values.whole is None:
        return findings
    return findings + _beyond_areas(values.total, spot_of(WHOLE_UNIT_ROW), findings)


def _beyond_areas(total: Values, spot: Spot, of_areas: Sequence[Finding]) -> list[Finding]:
    """Return what the unit's total says beyond the findings of its areas."""
    explained: dict[tuple[str, str | None], int] = {}
    for finding in of_areas:
        place = (finding.code, finding.measure)
        explained[place] = explained.get(place, 0) + int(finding.difference or 0)
    findings = []
    for rule in (check_balance, *_AFTER_BALANCE):
        for finding in rule(total, spot):
            if explained.get((finding.code, finding.measure)) != finding.difference:
                findings.append(finding)
    return findings


def check_balance(values: Values, spot: Spot, closed_above: bool = False) -> Iterator[Finding]:
    """Compare what was to be handled with what became of it.

    The difference is an excess (+) or a shortfall (-). A shortfall while nothing is known of
    withdrawn, returned and stopped dossiers is only a note: they may be the difference. It is left
    to the whole unit's line where that knows them (`closed_above`).
    """
    known = values.known
    left, resolved, pending = known["to_handle"], known["resolved"], known["pending"]
    if left is None or resolved is None or pending is None:
        return
    closed = known["closed_unresolved"]
    right = resolved + pending + floor(values, "closed_unresolved")
    difference = right - left
    if difference > 0:
        yield spot.warning(
            "balance", "to_handle", difference, variant="excess", left=left, right=right
        )
    elif difference < 0 and closed is not None:
        yield spot.warning(
            "balance", "to_handle", difference, variant="shortfall", left=left, right=right
        )
    elif difference < 0 and not closed_above:
        yield spot.note("balance", "to_handle", difference, variant="open", left=left, right=right)


def check_totals(values: Values, spot: Spot) -> Iterator[Finding]:
    """Compare an entered total with the computed one that is used.

    The difference is the first minus the second.
    """
    for measure in MEASURES.values():
        name = measure.name
        used, entered = values.known[name], values.entered.get(name)
        # Of a province's year most numbers are entered and have no parts: nothing to compare.
        if used is None or (entered == used and not measure.parts):
            continue
        computed = _computed(measure, values)
        if entered is not None and entered != used:
            variant = "nil" if values.origin[name] == "nil" else "entered"
            yield spot.warning(
                "total_differs", name, entered - used, variant=variant, left=entered, right=used
            )
        elif computed is not None and computed != used:
            # Only a value that comes from outside this tree (the fields' sum, a derived cell).
            yield spot.warning(
                "total_differs", name, used - computed, variant="parts", left=used, right=computed
            )


def _computed(measure: Measure, values: Values) -> int | None:
    """Return the sum of a total's parts; None where one is blank, or without parts."""
    return add([values.known[part] for part in measure.parts]) if measure.parts else None


def check_parts(values: Values, spot: Spot) -> Iterator[Finding]:
    """Find known parts that exceed their total while other parts are blank.

    The difference is the excess.
    """
    if all(values.known[measure.name] is not None for measure in TREE):
        return
    for measure in TREE:
        total = values.known[measure.name]
        unknown = [part for part in measure.parts if values.known[part] is None]
        if total is None or not unknown:
            continue
        floors = {part: floor(values, part) for part in measure.parts}
        above = {part: least for part, least in floors.items() if least > total}
        together = sum(floors.values())
        if not above and len(unknown) > 1 and together > total:
            above, variant = {measure.name: together}, "together"
        else:
            variant = "one"
            above.pop("received_online", None)  # has a rule of its own
        for name, least in above.items():
            yield spot.warning(
                "part_exceeds_total",
                name,
                least - total,
                variant=variant,
                left=least,
                right=total,
                total=measure.label,
            )


def check_remainders(values: Values, spot: Spot) -> Iterator[Finding]:
    """Name every blank part for which its total, or the whole unit, leaves less than nothing."""
    for part, rest in values.negative.items():
        above = MEASURES.get(PARENT.get(part, ""))
        total = values.known[above.name] if above else None
        others = sum(values.known[other] or 0 for other in above.parts) if above else 0
        if above and total is not None and total - others == rest:
            yield spot.warning(
                "negative_remainder",
                part,
                rest,
                variant="parts",
                left=total,
                right=others,
                total=above.label,
            )
        else:
            yield spot.warning("negative_remainder", part, rest, variant="fields")


def check_online(values: Values, spot: Spot) -> Iterator[Finding]:
    """Compare online intake with the whole intake of the month, as entered or else as derived."""
    online = floor(values, "received_online")
    intake = values.entered.get("received")
    if intake is None:
        intake = values.known["received"]
    if intake is not None and online > intake:
        yield spot.warning(
            "online_exceeds_received", "received_online", online - intake, left=online, right=intake
        )


def check_limits(values: Values, spot: Spot) -> Iterator[Finding]:
    """Find "of which" figures above what they are part of; the difference is the excess."""
    for part, left, right in _above(values, "pending"):
        total = MEASURES["pending"].label
        yield spot.warning(
            "part_exceeds_total",
            part,
            left - right,
            variant="one",
            left=left,
            right=right,
            total=total,
        )
    for part, left, right in _above(values, "fee_bearing"):
        yield spot.warning("paid_exceeds_fee_bearing", part, left - right, left=left, right=right)
    for part, left, right in _above(values, "to_handle"):
        yield spot.warning("digitised_exceeds_total", part, left - right, left=left, right=right)
    for part, left, right in _above(values, "resolved"):
        yield spot.warning("delivered_exceeds_resolved", part, left - right, left=left, right=right)


def floor(values: Values, name: str) -> int:
    """Return the least a measure can be by what is known of it and of its parts."""
    value = values.known[name]
    return value if value is not None else sum(floor(values, part) for part in MEASURES[name].parts)


def _above(values: Values, limit: str) -> Iterator[tuple[str, int, int]]:
    """Yield each measure that exceeds the one it is part of, with both figures."""
    right = values.known[limit]
    for name in LIMITS[limit]:
        left = values.known[name]
        if left is not None and right is not None and left > right:
            yield name, left, right


def _rules(values: MonthValues) -> tuple[Rule, ...]:
    closed_above = values.total.known["closed_unresolved"] is not None
    balance = partial(check_balance, closed_above=closed_above)
    return (balance, *_AFTER_BALANCE)


_AFTER_BALANCE: tuple[Rule, ...] = (
    check_totals,
    check_parts,
    check_remainders,
    check_online,
    check_limits,
)
RULES = (check_figures,)
