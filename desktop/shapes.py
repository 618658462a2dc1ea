"""The parts that several JSON answers of the command line share."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NotRequired, TypedDict

from models.authority import ByAuthority
from models.figures import AreaFigures, UnitFigures, incomplete
from models.findings import Finding
from models.partial import Partial
from models.partial_rates import PartialRate, partial_rate
from models.rates import Figured, RateSettings, rates_of

Measures = dict[str, int | None]


class AreaShape(TypedDict):
    """The figures of one field of work."""

    field: str
    nil: bool
    measures: Measures
    incomplete: list[str]


class PartialShape(TypedDict):
    """The sum of a measure over the units that know it: how many of how many, and who does not."""

    value: int
    units: int
    of: int
    missing: list[str]


class PartialRateShape(TypedDict):
    """A rate over the units that know both of its numbers, where others do not."""

    numerator: int | None
    denominator: int | None
    percent: str | None
    units: int
    of: int
    missing: list[str]


class RateShape(TypedDict):
    """One rate: its two numbers, the measure it divides by, and the percentage as printed.

    Over several units `partial` is what those say that know both numbers, where others do not.
    """

    numerator: int | None
    denominator: int | None
    basis: str
    percent: str | None
    partial: NotRequired[PartialRateShape]


class SumsShape(TypedDict):
    """Some measures, and which of them are not known."""

    measures: Measures
    incomplete: list[str]


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


def rate_shapes(
    measures: Mapping[str, int | None], settings: RateSettings, units: Sequence[Figured]
) -> dict[str, RateShape]:
    """Return every rate of some measures by name; `units` are those that they are the sum of."""
    shapes: dict[str, RateShape] = {}
    for name, rate in rates_of(measures, settings, units).items():
        shapes[name] = {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "basis": rate.basis,
            "percent": rate.percent,
        }
    return shapes


def rate_shapes_together(
    measures: Mapping[str, int | None], settings: RateSettings, units: Sequence[UnitFigures]
) -> dict[str, RateShape]:
    """Return every rate of the sums of several units by name, with what some of them say."""
    shapes = rate_shapes(measures, settings, units)
    for name, shape in shapes.items():
        if shape["numerator"] is None or shape["denominator"] is None:
            found = partial_rate(name, units, settings)
            if found is not None:
                shape["partial"] = _partial_rate_shape(found)
    return shapes


def _partial_rate_shape(found: PartialRate) -> PartialRateShape:
    return {
        "numerator": found.rate.numerator,
        "denominator": found.rate.denominator,
        "percent": found.rate.percent,
        "units": found.units,
        "of": found.of,
        "missing": list(found.missing),
    }


def partial_shapes(partial: Mapping[str, Partial]) -> dict[str, PartialShape]:
    """Return the sums of the measures that only some units know, by name."""
    shapes: dict[str, PartialShape] = {}
    for name, found in partial.items():
        shapes[name] = {
            "value": found.value,
            "units": found.units,
            "of": found.of,
            "missing": list(found.missing),
        }
    return shapes


# The name of the fields of work that say no authority, beside those of the authorities.
_NO_AUTHORITY = "Chưa ghi thẩm quyền"


def authority_shapes(sums: ByAuthority) -> dict[str, SumsShape]:
    """Return sums by authority."""
    shapes: dict[str, SumsShape] = {}
    for name, measures in sums.items():
        shape: SumsShape = {"measures": measures, "incomplete": list(incomplete(measures))}
        shapes[name or _NO_AUTHORITY] = shape
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
