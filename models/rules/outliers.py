"""Rules about what is unlike the months before.

They name areas that lost their row, and figures far from what the unit reported in twelve months.
"""

from collections.abc import Sequence
from math import isqrt

from models.figures import Values
from models.findings import Finding
from models.measures import MEASURES
from models.periods import Month, month_period, title
from models.rules.context import Spot, UnitHistory

_MONTHS_BACK = 12
_LEAST_KNOWN = 6
_LEAST_COUNT = 20


def check_missing_areas(unit: UnitHistory, month: Month) -> list[Finding]:
    """Name the areas that had a row the month before and have none in this month's figures."""
    now, before = unit.values(month), unit.values(month.previous())
    if now is None or before is None:
        return []
    previous = title(month_period(month.previous()))
    findings = []
    for key, row in before.rows.items():
        if key not in now.rows:
            spot = unit.spot(month, row)
            findings.append(spot.note("field_missing", None, None, previous=previous))
    return findings


def check_outliers(unit: UnitHistory, month: Month) -> list[Finding]:
    """Name figures far from the median of the last twelve months.

    The difference is the figure minus the median. At least six of them must be known and the counts
    reach 20. A total is named only where none of its parts is, the whole unit only where none of
    its areas is.
    """
    now = unit.values(month)
    if now is None:
        return []
    past = []
    for back in range(1, _MONTHS_BACK + 1):
        values = unit.values(month.plus(-back))
        if values is not None:
            past.append(values)
    if len(past) < _LEAST_KNOWN:
        return []
    findings: list[Finding] = []
    for key, row in now.rows.items():
        history = [values.areas[key] for values in past if key in values.areas]
        findings += _outliers(now.areas[key], history, unit.spot(month, row), set())
    named = {finding.measure for finding in findings if finding.measure}
    totals = [values.total for values in past]
    return findings + _outliers(now.total, totals, unit.spot(month), named)


def is_outlier(value: int, past: Sequence[int]) -> bool:
    """Return whether a count lies more than 3.5 robust deviations from the median of the past ones.

    The deviation is 1.4826 times the median absolute deviation, but never below a tenth of the
    median nor below its square root: steady or small counts vary by chance.
    """
    if len(past) < _LEAST_KNOWN:
        return False
    middle = twice_median(past)
    if max(2 * value, middle) < 2 * _LEAST_COUNT:
        return False
    # Exact in whole numbers: both sides are 80000 times what they stand for.
    distance = 40_000 * abs(2 * value - middle)
    if distance <= 7 * max(2_000 * middle, 40_000 * isqrt(middle // 2)):
        return False
    return distance > 7 * 14_826 * twice_median([abs(2 * count - middle) for count in past])


def twice_median(values: Sequence[int]) -> int:
    """Return two times the median, which is always whole; 0 of nothing."""
    ordered = sorted(values)
    if not ordered:
        return 0
    half = len(ordered) // 2
    return 2 * ordered[half] if len(ordered) % 2 else ordered[half - 1] + ordered[half]


def _outliers(now: Values, history: Sequence[Values], spot: Spot, named: set[str]) -> list[Finding]:
    """Return the outliers of one place, the most precise ones only.

    `named` are measures named elsewhere already.
    """
    if len(history) < _LEAST_KNOWN:
        return []
    outliers: dict[str, tuple[int, int]] = {}
    for name in MEASURES:
        value = now.known[name]
        counts = [values.known[name] for values in history]
        past = [count for count in counts if count is not None]
        if value is not None and is_outlier(value, past):
            outliers[name] = value, (twice_median(past) + 1) // 2
    found = set(outliers) | named
    findings = []
    for name, (value, middle) in outliers.items():
        if name not in named and not _below(name) & found:
            finding = spot.note("outlier", name, value - middle, left=value, right=middle)
            findings.append(finding)
    return findings


def _below(name: str) -> set[str]:
    """Return the parts of a measure, their parts and so on."""
    parts = set(MEASURES[name].parts)
    return parts.union(*(_below(part) for part in parts))


RULES = (check_missing_areas, check_outliers)
