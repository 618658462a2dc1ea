"""Rules about what has to stand behind a number: late dossiers, and what registers count."""

from collections.abc import Iterator, Mapping

from models.figures import MonthValues, Row, Values
from models.findings import Finding
from models.measures import MEASURES
from models.periods import Month
from models.rules.balance import floor
from models.rules.context import WHOLE_UNIT_ROW, UnitHistory


def check_late(unit: UnitHistory, month: Month) -> list[Finding]:
    """Name late dossiers without an apology or without a written reason.

    The difference is their number. Each late dossier takes an apology (article 19 of Nghị định
    61/2018/NĐ-CP) and a line in `Hồ sơ quá hạn`. What the whole unit has entered beyond its areas
    covers what areas lack.
    """
    values = unit.values(month)
    if values is None:
        return []
    reasons = unit.late_reasons.get(month, {})
    register = unit.late_apologies.get(month, {})
    entered = {key: own.known["apologies"] for key, own in values.areas.items()}
    apologies = {**register, **{key: count for key, count in entered.items() if count is not None}}
    whole = values.total.known["apologies"]
    sent = sum(apologies.values()) if whole is None else whole
    findings = []
    for row, late, covered in _lacking(values, apologies, sent):
        spot = unit.spot(month, row)
        findings.append(
            spot.note("late_without_apology", None, late - covered, left=late, right=covered)
        )
    for row, late, covered in _lacking(values, reasons, sum(reasons.values())):
        spot = unit.spot(month, row)
        findings.append(
            spot.note("late_without_reason", None, late - covered, left=late, right=covered)
        )
    return findings


def check_registers(unit: UnitHistory, month: Month) -> list[Finding]:
    """Note where an entered number differs from what a register counts.

    The difference is entered minus counted.
    """
    values = unit.values(month)
    entered = dict(unit.monthly.get(month, {}))
    if values is not None:
        entered["apologies"] = values.total.known["apologies"]
    findings = []
    for name, counted in unit.counted.get(month, {}).items():
        number = entered.get(name)
        if number is not None and number != counted:
            measure = name if name in MEASURES else None
            findings.append(
                unit.spot(month).note(
                    "register_differs",
                    measure,
                    number - counted,
                    variant=name,
                    left=number,
                    right=counted,
                )
            )
    return findings


def late_dossiers(values: Values) -> int:
    """Return the known number of dossiers resolved late or pending past their day."""
    return floor(values, "resolved_late") + floor(values, "pending_overdue")


def _lacking(
    values: MonthValues, covered: Mapping[str, int], covered_all: int
) -> Iterator[tuple[Row, int, int]]:
    """Yield each area, or else the unit, with more late dossiers than are covered.

    A row comes with its late and its covered dossiers.
    """
    late = {key: late_dossiers(own) for key, own in values.areas.items()}
    lacking = [key for key, count in late.items() if count > covered.get(key, 0)]
    missing = sum(late[key] - covered.get(key, 0) for key in lacking)
    beyond_fields = covered_all - sum(covered.get(key, 0) for key in late)
    if missing > max(beyond_fields, 0):
        for key in lacking:
            yield values.rows[key], late[key], covered.get(key, 0)
        return
    late_all = late_dossiers(values.total)
    if not lacking and late_all > covered_all:
        yield WHOLE_UNIT_ROW, late_all, covered_all


RULES = (check_late, check_registers)
