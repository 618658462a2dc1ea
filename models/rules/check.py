"""The one door to the rules: all findings of a unit for some months, on a given day."""

from collections.abc import Callable, Sequence
from datetime import date

from models.findings import Finding
from models.periods import Month
from models.rules import balance, blanks, carry_over, late, monthly, outliers, published, windows
from models.rules.context import UnitHistory
from models.rules.deadlines import check_deadlines

MonthRule = Callable[[UnitHistory, Month], list[Finding]]

# In the order in which their findings are listed; each file names its own.
MONTH_RULES: tuple[MonthRule, ...] = (
    *balance.RULES,
    *published.RULES,
    *carry_over.RULES,
    *monthly.RULES,
    *windows.RULES,
    *blanks.RULES,
    *late.RULES,
    *outliers.RULES,
)

# Those that say two figures cannot both be true, of one month or of two.
CONTRADICTIONS: tuple[MonthRule, ...] = (
    *balance.RULES,
    published.check_blocks,
    *carry_over.RULES,
    *monthly.RULES,
)


def check_contradictions(unit: UnitHistory, month: Month) -> list[Finding]:
    """Return the warnings of a month about figures that cannot be true together."""
    found = [finding for rule in CONTRADICTIONS for finding in rule(unit, month)]
    return [finding for finding in found if finding.severity == "warning"]


def check_month(unit: UnitHistory, month: Month) -> list[Finding]:
    """Return the findings of one month, warnings first.

    A month before the unit's first day or after its last one is absent, not blank: without figures
    there is nothing to say of it.
    """
    if unit.is_absent(month):
        return []
    findings = [finding for rule in MONTH_RULES for finding in rule(unit, month)]
    return sorted(findings, key=lambda finding: finding.severity != "warning")


def all_findings(unit: UnitHistory, months: Sequence[Month], today: date) -> list[Finding]:
    """Return the findings of the months in their order, then what falls due by today."""
    by_month = [finding for month in months for finding in check_month(unit, month)]
    return by_month + check_deadlines(unit, today)
