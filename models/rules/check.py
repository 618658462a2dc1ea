"""The one door to the rules: all findings of a unit for some months, on a given day."""

from collections.abc import Callable, Sequence
from datetime import date

from models.findings import Finding
from models.periods import Month
from models.rules.balance import check_figures
from models.rules.blanks import check_blanks, check_missing_fields
from models.rules.carry_over import check_carry_over
from models.rules.context import UnitHistory
from models.rules.deadlines import check_deadlines
from models.rules.monthly import check_feedback, check_late, check_registers, check_surveys
from models.rules.outliers import check_outliers
from models.rules.windows import check_closed_early, check_windows

MonthRule = Callable[[UnitHistory, Month], list[Finding]]

MONTH_RULES: tuple[MonthRule, ...] = (
    check_figures,
    check_carry_over,
    check_feedback,
    check_surveys,
    check_windows,
    check_closed_early,
    check_blanks,
    check_late,
    check_registers,
    check_missing_fields,
    check_outliers,
)


def check_month(unit: UnitHistory, month: Month) -> list[Finding]:
    """Return the findings of one month, warnings first."""
    findings = [finding for rule in MONTH_RULES for finding in rule(unit, month)]
    return sorted(findings, key=lambda finding: finding.severity != "warning")


def all_findings(unit: UnitHistory, months: Sequence[Month], today: date) -> list[Finding]:
    """Return the findings of the months in their order, then what falls due by today."""
    by_month = [finding for month in months for finding in check_month(unit, month)]
    return by_month + check_deadlines(unit, today)
