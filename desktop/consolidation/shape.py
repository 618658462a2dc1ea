"""The consolidated figures in the shape of the command `consolidate`."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NotRequired, TypedDict

import sqlalchemy as sa

from desktop.consolidation.board import BoardShape, board
from desktop.consolidation.indicators import IndicatorShape, indicator_shapes
from desktop.consolidation.judging import Compared, Placed, difference
from desktop.consolidation.kinds import KindSums, by_kind
from desktop.consolidation.monthly import procedures_total
from desktop.consolidation.period import Consolidated
from desktop.consolidation.rates import units_of
from desktop.consolidation.rollup import LineFigures, Rollup, Together
from desktop.consolidation.tracing import Source, sources
from desktop.figures import BlockShape, TotalShape, block_shapes
from desktop.messages import finding_sentence
from desktop.shapes import (
    AreaShape,
    FindingShape,
    Measures,
    PartialShape,
    RateShape,
    area_shapes,
    exact,
    finding_shape,
    partial_shapes,
    rate_shapes,
    rate_shapes_together,
)
from models.figures import incomplete
from models.findings import Finding
from models.measures import MEASURES
from models.rates import RateSettings


class NamedShape(TypedDict):
    """A unit by code and name."""

    code: str
    name: str


class IncompleteShape(TypedDict):
    """A line that lacks months, and the units that have not sent them."""

    code: str
    name: str
    months: list[str]
    units: list[str]


class SourceShape(TypedDict):
    """A file that months of a unit come from."""

    unit: str
    months: list[str]
    blocks: list[str]
    file: str
    sha256: str
    period: str
    revision: int
    draft: bool
    received_at: str


class LineShape(TypedDict):
    """One line of the report."""

    code: str
    name: str
    merged: list[str]
    split_into: list[str]
    months: list[str]
    blocks: list[BlockShape]
    fields: list[AreaShape]
    total: TotalShape
    rates: dict[str, RateShape]
    sources: list[SourceShape]


class TogetherShape(TypedDict):
    """Several lines added up; the sum of all of them also names who is missing."""

    fields: list[AreaShape]
    measures: Measures
    incomplete: list[str]
    partial: dict[str, PartialShape]
    rates: dict[str, RateShape]
    missing_units: NotRequired[list[str]]


class KindShape(TypedDict):
    """The units of one type added up."""

    kind: str
    expected: int
    units: list[str]
    measures: Measures
    incomplete: list[str]
    rates: dict[str, RateShape]


class BesideShape(TypedDict):
    """The sums of another period, and what has changed since."""

    measures: Measures
    rates: dict[str, RateShape]
    differences: dict[str, int | str | None]


class ComparedShape(TypedDict):
    """Another period; a part is there where it can be compared."""

    period: str
    same_units: bool
    changed_units: list[str]
    own: NotRequired[BesideShape]
    below: NotRequired[BesideShape]
    total: NotRequired[BesideShape]


class PlacedShape(TypedDict):
    """A unit's place by one rate."""

    place: int
    code: str
    name: str
    numerator: int | None
    denominator: int | None
    percent: str | None


ConsolidatedShape = TypedDict(
    "ConsolidatedShape",
    {
        "period": str,
        "from": str,
        "to": str,
        "months": list[str],
        "expected": int,
        "counted": int,
        "own": LineShape | None,
        "units": list[LineShape],
        "below": TogetherShape,
        "total": TogetherShape,
        "by_kind": list[KindShape],
        "indicators": list[IndicatorShape],
        "missing_units": list[NamedShape],
        "incomplete_units": list[IncompleteShape],
        "procedures_total": dict[str, object],
        "comparison": dict[str, ComparedShape | None],
        "ranking": dict[str, list[PlacedShape]],
        "findings": list[FindingShape],
        "board": BoardShape,
    },
)


def shape_of(conn: sa.Connection, found: Consolidated, today: date) -> ConsolidatedShape:
    """Return a period that was worked out, with what the store says of its files."""
    now, rates = found.now, found.rates
    files = sources(conn, now)
    own = None
    # The own unit's figures were entered here: they come from no file.
    if now.own is not None and now.own.figures is not None:
        own = _line_shape(now.own, rates, {})
    return {
        "period": now.period.name,
        "from": now.start.isoformat(),
        "to": now.end.isoformat(),
        "months": [str(month) for month in now.months],
        "expected": len(now.lines),
        "counted": len(now.counted),
        "own": own,
        "units": [_line_shape(line, rates, files) for line in now.counted],
        "below": _together_shape(now.below, rates),
        "total": {**_together_shape(now.all, rates), "missing_units": _missing(now)},
        "by_kind": [_kind_shape(sums, rates) for sums in by_kind(now)],
        "indicators": indicator_shapes(conn, now, found.year_ago, rates),
        "missing_units": [_named_shape(line) for line in now.missing],
        "incomplete_units": [_incomplete_shape(line) for line in now.incomplete],
        "procedures_total": procedures_total(conn, now).shape,
        "comparison": _comparison_shape(found),
        "ranking": {name: _order_shape(order) for name, order in found.ranking.items()},
        "findings": [_finding_shape(finding, found.names) for finding in found.findings],
        "board": board(conn, now.period.name, today),
    }


def finding_words(finding: Finding, names: Mapping[str, str]) -> str:
    """Return a finding's sentence led by the name of its unit."""
    return f"{names.get(finding.unit, finding.unit)}: {finding_sentence(finding)}"


def _missing(now: Rollup) -> list[str]:
    """Return the codes of all units without figures, the own one first."""
    codes = [line.line.code for line in now.missing]
    if now.own is not None and now.own_is_missing:
        return [now.own.line.code, *codes]
    return codes


def _named_shape(line: LineFigures) -> NamedShape:
    return {"code": line.line.code, "name": line.line.name}


def _incomplete_shape(line: LineFigures) -> IncompleteShape:
    return {
        "code": line.line.code,
        "name": line.line.name,
        "months": [str(month) for month in line.blank_months],
        "units": list(line.blank_units),
    }


def _line_shape(
    line: LineFigures, rates: RateSettings, files: Mapping[str, list[Source]]
) -> LineShape:
    figures = line.figures
    assert figures is not None  # a line without figures is told apart from those that are counted
    received = [_source_shape(each) for unit in line.line.units for each in files.get(unit, ())]
    return {
        "code": line.line.code,
        "name": line.line.name,
        "merged": list(line.line.merged),
        "split_into": list(line.line.split_into),
        "months": [str(month) for month in line.line.months],
        "blocks": block_shapes(line.line.blocks),
        "fields": area_shapes(figures.areas),
        "total": {"measures": dict(figures.total), "incomplete": list(figures.incomplete)},
        "rates": rate_shapes(figures.total, rates, [figures]),
        "sources": received,
    }


def _source_shape(source: Source) -> SourceShape:
    return {
        "unit": source.unit,
        "months": [str(month) for month in source.months],
        "blocks": [block.name for block in source.blocks],
        "file": source.file_name,
        "sha256": source.file_hash,
        "period": source.period,
        "revision": source.revision,
        "draft": source.draft,
        "received_at": source.received_at.isoformat(timespec="seconds"),
    }


def _together_shape(sums: Together, rates: RateSettings) -> TogetherShape:
    return {
        "fields": area_shapes(sums.fields),
        "measures": dict(sums.total),
        "incomplete": list(incomplete(sums.total)),
        "partial": partial_shapes(sums.partial),
        "rates": rate_shapes_together(sums.total, rates, sums.units),
    }


def _kind_shape(sums: KindSums, rates: RateSettings) -> KindShape:
    return {
        "kind": sums.kind,
        "expected": sums.expected,
        "units": [line.line.code for line in sums.lines],
        "measures": dict(sums.total),
        "incomplete": list(incomplete(sums.total)),
        "rates": rate_shapes(sums.total, rates, sums.units),
    }


def _order_shape(order: Iterable[Placed]) -> list[PlacedShape]:
    return [_placed_shape(placed) for placed in order]


def _placed_shape(placed: Placed) -> PlacedShape:
    return {
        "place": placed.place,
        "code": placed.code,
        "name": placed.name,
        "numerator": placed.rate.numerator,
        "denominator": placed.rate.denominator,
        "percent": placed.rate.percent,
    }


def _comparison_shape(period: Consolidated) -> dict[str, ComparedShape | None]:
    shapes: dict[str, ComparedShape | None] = {"previous": None, "year_ago": None}
    for compared in period.compared:
        shapes[compared.which] = _compared_shape(compared, period.now, period.rates)
    return shapes


def _compared_shape(compared: Compared, now: Rollup, rates: RateSettings) -> ComparedShape:
    then = compared.then
    has_own, had_own = now.sums("own") is not None, then.sums("own") is not None
    shape: ComparedShape = {
        "period": then.period.name,
        "same_units": compared.same_units,
        "changed_units": list(compared.changed),
    }
    if has_own and had_own:
        shape["own"] = _beside_shape(now, then, "own", rates)
    # Sums over other units say nothing about what has changed.
    if compared.same_units:
        shape["below"] = _beside_shape(now, then, "below", rates)
        if has_own == had_own:
            shape["total"] = _beside_shape(now, then, "all", rates)
    return shape


def _beside_shape(now: Rollup, then: Rollup, part: str, rates: RateSettings) -> BesideShape:
    sums, units = then.sums(part) or dict.fromkeys(MEASURES), units_of(then, part)
    differences = {}
    for name in (*MEASURES, *rates.names):
        differences[name] = exact(difference(now, then, part, name, rates))
    return {
        "measures": dict(sums),
        "rates": rate_shapes(sums, rates, units),
        "differences": differences,
    }


def _finding_shape(finding: Finding, names: Mapping[str, str]) -> FindingShape:
    return finding_shape(finding, finding_words(finding, names))
