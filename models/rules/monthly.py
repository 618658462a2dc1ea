"""Rules about a month's other figures: complaints, surveys, late dossiers, and what registers
count.
"""

from collections.abc import Mapping

from models.figures import Values
from models.findings import Finding
from models.measures import MEASURES
from models.periods import Month
from models.rules.balance import floor
from models.rules.context import UnitHistory


def check_feedback(unit: UnitHistory, month: Month) -> list[Finding]:
    """Check PAKN: carried over + received = in time + late + pending; the difference is the excess
    (+) or shortfall.
    """
    figures = unit.monthly.get(month, {})
    carried, received = figures.get("feedback_carried"), figures.get("feedback_received")
    outcomes = [
        figures.get(name) for name in ("feedback_in_time", "feedback_late", "feedback_pending")
    ]
    if received is None or None in outcomes:
        return []
    left, right = received + (carried or 0), sum(outcome or 0 for outcome in outcomes)
    # An unknown carry-over can explain too many outcomes, never too few.
    if left == right or (carried is None and left < right):
        return []
    variant = "excess" if left < right else "shortfall"
    spot = unit.spot(month, None)
    return [
        spot.warning(
            "feedback_balance", None, right - left, variant=variant, left=left, right=right
        )
    ]


def check_surveys(unit: UnitHistory, month: Month) -> list[Finding]:
    """Check that no more people are satisfied than answered; the difference is the excess."""
    figures = unit.monthly.get(month, {})
    answers, satisfied = figures.get("surveys"), figures.get("surveys_satisfied")
    if answers is None or satisfied is None or satisfied <= answers:
        return []
    spot = unit.spot(month, None)
    return [
        spot.warning(
            "survey_exceeds_responses", None, satisfied - answers, left=satisfied, right=answers
        )
    ]


def check_late(unit: UnitHistory, month: Month) -> list[Finding]:
    """Name late dossiers without an apology or without a written reason; the difference is their
    number.

    Each late dossier takes an apology (article 19 of Nghị định 61/2018/NĐ-CP) and a line in `Hồ sơ
    quá hạn`. What the whole unit has entered beyond its fields covers what fields lack.
    """
    values = unit.values(month)
    if values is None:
        return []
    reasons = unit.late_reasons.get(month, {})
    register = unit.late_apologies.get(month, {})
    entered = {key: own.known["apologies"] for key, own in values.fields.items()}
    apologies = {**register, **{key: count for key, count in entered.items() if count is not None}}
    whole = values.total.known["apologies"]
    return [
        *_lacking(
            unit,
            month,
            "late_without_apology",
            apologies,
            sum(apologies.values()) if whole is None else whole,
        ),
        *_lacking(unit, month, "late_without_reason", reasons, sum(reasons.values())),
    ]


def check_registers(unit: UnitHistory, month: Month) -> list[Finding]:
    """Note where an entered number differs from what a register counts; the difference is entered
    minus counted.
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
    unit: UnitHistory, month: Month, code: str, covered: Mapping[str, int], covered_all: int
) -> list[Finding]:
    """Return a note for each field, or else for the unit, with more late dossiers than are covered."""
    values = unit.values(month)
    if values is None:
        return []
    late = {key: late_dossiers(own) for key, own in values.fields.items()}
    lacking = {
        key: count - covered.get(key, 0)
        for key, count in late.items()
        if count > covered.get(key, 0)
    }
    beyond_fields = covered_all - sum(covered.get(key, 0) for key in late)
    if sum(lacking.values()) > max(beyond_fields, 0):
        return [
            unit.spot(month, values.rows[key]).note(
                code, None, missing, left=late[key], right=covered.get(key, 0)
            )
            for key, missing in lacking.items()
        ]
    late_all = late_dossiers(values.total)
    if not lacking and late_all > covered_all:
        return [
            unit.spot(month).note(
                code, None, late_all - covered_all, left=late_all, right=covered_all
            )
        ]
    return []
