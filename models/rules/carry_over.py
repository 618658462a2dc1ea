"""Rules from month to month: what was pending at the end of one is carried into the next."""

from models.figures import MonthValues, add
from models.findings import Finding
from models.periods import Month
from models.rules.context import UnitHistory


def check_carry_over(unit: UnitHistory, month: Month) -> list[Finding]:
    """Compare `carried_over` with `pending` of the month before.

    The difference is the first minus the second. The unit's total is a warning, each field's a
    note. After a merger the month before is that of the predecessors together. After a split what
    all the new units carried over is compared, in total, with what the old one left. Without any
    month before nothing is said: a new unit whose predecessors are not known here has none.
    """
    now, before = unit.values(month), _before(unit, month)
    if now is None or not before:
        return []
    pending = add([values.total.known["pending"] for values in before])
    if _is_split(unit, month):
        return _after_split(unit, month, pending)
    findings = []
    for key, row in now.rows.items():
        carried, left = now.areas[key].known["carried_over"], _area_pending(before, key)
        if carried is not None and left is not None and carried != left:
            spot, rest = unit.spot(month, row), carried - left
            findings.append(
                spot.note(
                    "carry_over_broken",
                    "carried_over",
                    rest,
                    variant="unit",
                    left=carried,
                    right=left,
                )
            )
    carried = now.total.known["carried_over"]
    if carried is not None and pending is not None and carried != pending:
        findings.append(_broken(unit, month, carried, pending, "unit"))
    return findings


def _after_split(unit: UnitHistory, month: Month, pending: int | None) -> list[Finding]:
    """Compare what the new units carried over together; one that is not known leaves it open."""
    months = [heir.values(month) for heir in (unit, *unit.heirs)]
    carried = add([values.total.known["carried_over"] if values else None for values in months])
    if carried is None or pending is None or carried == pending:
        return []
    return [_broken(unit, month, carried, pending, "split")]


def _broken(unit: UnitHistory, month: Month, left: int, right: int, variant: str) -> Finding:
    return unit.spot(month).warning(
        "carry_over_broken",
        "carried_over",
        left - right,
        variant=variant,
        left=left,
        right=right,
    )


def _is_split(unit: UnitHistory, month: Month) -> bool:
    return bool(unit.heirs) and any(_hands_over(other, month) for other in unit.predecessors)


def _hands_over(other: UnitHistory, month: Month) -> bool:
    """Say whether a predecessor reported the month before and no longer this one."""
    return other.values(month) is None and other.closing(month.previous()) is not None


def _before(unit: UnitHistory, month: Month) -> list[MonthValues]:
    """Return the month before, of the unit itself and of the predecessors that end with it.

    What stands before a unit's own first day is not its own. Where a unit has no figures of the
    month, a block that ends with it says what was pending.
    """
    found = []
    if not unit.is_before_life(month.previous()):
        found.append(unit.closing(month.previous()))
    ended = [other for other in unit.predecessors if _hands_over(other, month)]
    found += [other.closing(month.previous()) for other in ended]
    if _is_split(unit, month):
        found += [heir.closing(month.previous()) for heir in unit.heirs]
    return [values for values in found if values is not None]


def _area_pending(before: list[MonthValues], key: str) -> int | None:
    """Return what an area left pending; an area without a row left nothing."""
    return add([values.areas[key].known["pending"] for values in before if key in values.areas])


RULES = (check_carry_over,)
