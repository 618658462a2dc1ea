"""The consolidated figures in the shape of the command `consolidate`."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from desktop.consolidation.board import board
from desktop.consolidation.judging import Placed, difference
from desktop.consolidation.monthly import procedures_total
from desktop.consolidation.period import Consolidated, consolidated
from desktop.consolidation.rollup import LineFigures, Together
from desktop.consolidation.tracing import Source, sources
from desktop.messages import finding_sentence
from desktop.progress import SILENT, WHOLE, Part, Reporter
from models.figures import AreaFigures, incomplete
from models.findings import Finding
from models.measures import MEASURES
from models.rates import RATES, RateSettings, rates_of

_Shape = dict[str, object]


def consolidate(
    conn: sa.Connection, period: str, today: date, reporter: Reporter = SILENT
) -> _Shape:
    """Return everything that is known of a period over all units.

    Raises:
        Unusable: `period_unknown`.
        Refused: a month with figures straddles the ends of free dates.
        Cancelled: the reporter stopped it.
    """
    return shape_of(conn, consolidated(conn, period, Part(reporter, 0, WHOLE)), today)


def shape_of(conn: sa.Connection, found: Consolidated, today: date) -> _Shape:
    """Return a period that was worked out, with what the store says of its files."""
    now, rates, names = found.now, found.rates, found.names
    files = sources(conn, now)
    standing = board(conn, now.period.name, today)
    return {
        "period": now.period.name,
        "from": now.start.isoformat(),
        "to": now.end.isoformat(),
        "months": [str(month) for month in now.months],
        "expected": len(now.lines),
        "counted": len(now.counted),
        "own": _line_shape(now.own, rates, {}) if now.own and now.own.figures else None,
        "units": [_line_shape(line, rates, files) for line in now.counted],
        "below": _together_shape(now.below, rates),
        "total": {
            **_together_shape(now.all, rates),
            "missing_units": [
                *([now.own.line.code] if now.own and now.own_is_missing else []),
                *(line.line.code for line in now.missing),
            ],
        },
        "missing_units": [{"code": line.line.code, "name": line.line.name} for line in now.missing],
        "incomplete_units": [
            {
                "code": line.line.code,
                "name": line.line.name,
                "months": [str(month) for month in line.blank_months],
                "units": list(line.blank_units),
            }
            for line in now.incomplete
        ],
        "procedures_total": procedures_total(conn, now).shape,
        "comparison": _comparison_shape(found),
        "ranking": {name: _order_shape(order) for name, order in found.ranking.items()},
        "findings": [_finding_shape(finding, names) for finding in found.findings],
        "board": standing,
    }


def finding_words(finding: Finding, names: dict[str, str]) -> str:
    """Return a finding's sentence led by the name of its unit."""
    return f"{names.get(finding.unit, finding.unit)}: {finding_sentence(finding)}"


def _line_shape(line: LineFigures, rates: RateSettings, files: dict[str, list[Source]]) -> _Shape:
    assert line.figures is not None
    return {
        "code": line.line.code,
        "name": line.line.name,
        "merged": list(line.line.merged),
        "months": [str(month) for month in line.line.months],
        "fields": _areas_shape(line.figures.areas),
        "total": {
            "measures": dict(line.figures.total),
            "incomplete": list(line.figures.incomplete),
        },
        "rates": _rates_shape(line.figures.total, rates),
        "sources": [
            {
                "unit": source.unit,
                "months": [str(month) for month in source.months],
                "file": source.file_name,
                "sha256": source.file_hash,
                "period": source.period,
                "revision": source.revision,
                "draft": source.draft,
                "received_at": source.received_at.isoformat(timespec="seconds"),
            }
            for unit in line.line.units
            for source in files.get(unit, ())
        ],
    }


def _together_shape(sums: Together, rates: RateSettings) -> _Shape:
    return {
        "fields": _areas_shape(sums.fields),
        "measures": dict(sums.total),
        "incomplete": list(incomplete(sums.total)),
        "rates": _rates_shape(dict(sums.total), rates),
    }


def _areas_shape(fields: Iterable[AreaFigures]) -> list[_Shape]:
    return [
        {
            "field": row.area,
            "nil": row.nil,
            "measures": dict(row.measures),
            "incomplete": list(row.incomplete),
        }
        for row in fields
    ]


def _rates_shape(measures: dict[str, int | None], rates: RateSettings) -> _Shape:
    return {
        name: {
            "numerator": rate.numerator,
            "denominator": rate.denominator,
            "basis": rate.basis,
            "percent": rate.percent,
        }
        for name, rate in rates_of(measures, rates).items()
    }


def _order_shape(order: Iterable[Placed]) -> list[_Shape]:
    return [
        {
            "place": placed.place,
            "code": placed.code,
            "name": placed.name,
            "numerator": placed.rate.numerator,
            "denominator": placed.rate.denominator,
            "percent": placed.rate.percent,
        }
        for placed in order
    ]


def _comparison_shape(period: Consolidated) -> _Shape:
    found: _Shape = {"previous": None, "year_ago": None}
    now, rates = period.now, period.rates
    for compared in period.compared:
        then, parts = compared.then, {}
        if now.own and now.own.figures and then.own and then.own.figures:
            parts["own"] = (now.own.figures.total, then.own.figures.total)
        if compared.same_units:
            parts["below"] = (dict(now.below.total), dict(then.below.total))
            if bool(now.own and now.own.figures) == bool(then.own and then.own.figures):
                parts["total"] = (dict(now.all.total), dict(then.all.total))
        found[compared.which] = {
            "period": then.period.name,
            "same_units": compared.same_units,
            "changed_units": list(compared.changed),
            **{
                name: {
                    "measures": before,
                    "rates": _rates_shape(before, rates),
                    "differences": {
                        key: _plain(difference(here, before, key, rates))
                        for key in (*MEASURES, *RATES)
                    },
                }
                for name, (here, before) in parts.items()
            },
        }
    return found


def _plain(value: object) -> int | str | None:
    """Return a difference as JSON takes it: dossiers as a number, percentage points as exact text."""
    return value if value is None or isinstance(value, int) else str(value)


def _finding_shape(finding: Finding, names: dict[str, str]) -> _Shape:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "unit": finding.unit,
        "month": finding.month,
        "field": finding.area,
        "measure": finding.measure,
        "difference": _plain(finding.difference),
        "message": finding_words(finding, names),
    }
