"""Rules from month to month: what was pending at the end of one is carried into the next."""

from models.figures import MonthValues, add
from models.findings import Finding
from models.periods import Month
from models.rules.context import UnitHistory


def check_carry_over(unit: UnitHistory, month: Month) -> list[Finding]:
    """Compare `carried_over` with `pending` of the month before.

    The difference is the first minus the second. The unit's total is a warning, each field's a
    note. After a merger the month before is that of the predecessors together. Without any month
    before nothing is said.
    """
    now, before = unit.values(month), _before(unit, month)
    if now is None or not before:
        return []
    findings = []
    for key, row in now.rows.items():
        carried, pending = now.areas[key].known["carried_over"], _area_pending(before, key)
        if carried is not None and pending is not None and carried != pending:
            spot = unit.spot(month, row)
            findings.append(
                spot.note(
                    "carry_over_broken",
                    "carried_over",
                    carried - pending,
                    left=carried,
                    right=pending,
                )
            )
    carried = now.total.known["carried_over"]
    pending = add([values.total.known["pending"] for values in before])
    if carried is not None and pending is not None and carried != pending:
        spot = unit.spot(month)
        findings.append(
            spot.warning(
                "carry_over_broken", "carried_over", carried - pending, left=carried, right=pending
            )
        )
    return findings


def _before(unit: UnitHistory, month: Month) -> list[MonthValues]:
    """Return the month before, of the unit itself and of the predecessors that end with it."""
    found = [unit.values(month.previous())]
    found += [
        other.values(month.previous()) for other in unit.predecessors if other.values(month) is None
    ]
    return [values for values in found if values is not None]


def _area_pending(before: list[MonthValues], key: str) -> int | None:
    """Return what an area left pending; an area without a row left nothing."""
    return add([values.areas[key].known["pending"] for values in before if key in values.areas])


RULES = (check_carry_over,)
