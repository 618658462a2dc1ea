"""The parts that several JSON answers of the command line share."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypedDict

from models.figures import AreaFigures
from models.findings import Finding
from models.rates import RateSettings, rates_of

Measures = dict[str, int | None]


class AreaShape(TypedDict):
    """The figures of one field of work."""

    field: str
    nil: bool
    measures: Measures
    incomplete: list[str]


class RateShape(TypedDict):
    """One rate: its two numbers, the measure it divides by, and the percentage as printed."""

    numerator: int | None
    denominator: int | None
    basis: str
    percent: str | None


class FindingShape(TypedDict):
    """One finding with its sentence."""

    code: str
    severity: str
    unit: str
    month: str | None
    field: str | None
    measure: str | None
    difference: int | str | None
    message: str


def area_shapes(areas: Iterable[AreaFigures]) -> list[AreaShape]:
    """Return the figures of some fields of work."""
    return [_area_shape(area) for area in areas]


def _area_shape(area: AreaFigures) -> AreaShape:
    return {
        "field": area.area,
        "nil": area.nil,
        "measures": dict(area.measures),
        "incomplete": list(area.incomplete),
    }


def rate_shapes(measures: Mapping[str, int | None], settings: RateSettings) -> dict[str, RateShape]:
    """Return every rate of some measures by name."""
    shapes: dict[str, RateShape] = {}
    for name, rate in rates_of(measures, settings).items():
        shapes[name] = {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "basis": rate.basis,
            "percent": rate.percent,
        }
    return shapes


def finding_shape(finding: Finding, message: str) -> FindingShape:
    """Return a finding with the sentence that says it."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "unit": finding.unit,
        "month": finding.month,
        "field": finding.area,
        "measure": finding.measure,
        "difference": exact(finding.difference),
        "message": message,
    }


def exact(value: int | Decimal | None) -> int | str | None:
    """Return a difference as JSON takes it.

    Dossiers are a number; percentage points are exact text, which no reader rounds.
    """
    return str(value) if isinstance(value, Decimal) else value
