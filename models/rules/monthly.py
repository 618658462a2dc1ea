"""Rules about a month's other figures: complaints and surveys."""

from models.findings import Finding
from models.periods import Month
from models.rules.context import UnitHistory


def check_feedback(unit: UnitHistory, month: Month) -> list[Finding]:
    """Check PAKN: carried over + received = in time + late + pending.

    The difference is the excess (+) or shortfall.
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


RULES = (check_feedback, check_surveys)
