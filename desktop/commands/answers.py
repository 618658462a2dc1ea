"""What a command answers: one JSON document, and the same for a person to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.messages import sentence
from models.errors import Problem
from models.findings import Finding
from models.measures import MEASURES
from models.rates import RATES, basis_label
from models.values import format_number

MISSING = "chưa có số liệu"
_SEVERITIES = {"warning": "Cảnh báo", "note": "Lưu ý"}


@dataclass(frozen=True)
class Answer:
    """The answer of a command.

    Attributes:
        document: printed with --json.
        lines: printed without it.
        warnings: printed on standard error either way.
        status: exit status of the program.
    """

    document: Mapping[str, object]
    lines: Sequence[str]
    warnings: Sequence[str] = field(default=())
    status: int = 0


def problem_shape(problem: Problem, severity: str = "error") -> dict[str, object]:
    """Return a problem in the shape of the JSON documents."""
    place = problem.place
    return {
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "month": place.month,
        "field": place.area,
        "measure": place.measure,
        "code": problem.code,
        "severity": severity,
        "message": sentence(problem),
    }


def finding_shape(finding: Finding, message: str) -> dict[str, object]:
    """Return a finding in the shape of the JSON documents."""
    difference = finding.difference
    return {
        "code": finding.code,
        "severity": finding.severity,
        "unit": finding.unit,
        "month": finding.month,
        "field": finding.area,
        "measure": finding.measure,
        "difference": difference
        if difference is None or isinstance(difference, int)
        else str(difference),
        "message": message,
        "reason": finding.reason,
    }


def finding_line(finding: Finding, message: str) -> str:
    """Return a finding for a person to read."""
    month = f" {finding.month}" if finding.month else ""
    reason = f" Lý do đã ghi: {finding.reason}" if finding.reason else ""
    return f"{_SEVERITIES[finding.severity]}{month} – {message}{reason}"


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return rows as aligned columns under their headings; `right` names the columns set to the
    right.
    """
    kept = [tuple(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*kept, strict=True)]
    to_right = set(right)
    lines = [
        "  ".join(
            cell.rjust(width) if index in to_right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in kept
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def figure(value: object) -> str:
    """Return a figure for a person to read; a blank is never a zero."""
    return format_number(value) if isinstance(value, int) else MISSING


def figures_lines(document: dict[str, object]) -> list[str]:
    """Return the figures of a period for a person to read."""
    lines = [f"Kỳ {document['period']}: từ {document['from']} đến {document['to']}"]
    units = document["units"]
    assert isinstance(units, list)
    for unit in units:
        lines += ["", f"{unit['name']} ({unit['code']})", *_fields_table(unit["fields"])]
        totals = unit["total"]["measures"]
        lines += ["", *table([("Chỉ tiêu", "Tổng số"), *_measure_rows(totals)], right=[1]), ""]
        lines += [_rate_line(name, rate) for name, rate in unit["rates"].items()]
    total = document["total"]
    assert isinstance(total, dict)
    if len(units) > 1:
        lines += [
            "",
            "Tổng các đơn vị",
            *table([("Chỉ tiêu", "Tổng số"), *_measure_rows(total["measures"])], right=[1]),
        ]
    if total["missing_units"]:
        lines += ["", f"Chưa có số liệu trong kỳ: {', '.join(total['missing_units'])}"]
    return lines


def _fields_table(fields: Sequence[dict[str, dict[str, int | None]]]) -> list[str]:
    names = ("to_handle", "received_online", "resolved", "pending")
    head = ("Lĩnh vực", *(MEASURES[name].label for name in names))
    rows = [
        (str(item["field"]), *(figure(item["measures"][name]) for name in names)) for item in fields
    ]
    return table([head, *rows], right=[1, 2, 3, 4]) if rows else []


def _measure_rows(measures: dict[str, int | None]) -> list[tuple[str, str]]:
    return [(MEASURES[name].label, figure(value)) for name, value in measures.items()]


def _rate_line(name: str, rate: dict[str, object]) -> str:
    if rate["percent"] is None:
        return f"{RATES[name].label}: {MISSING}"
    of = f"{figure(rate['numerator'])}/{figure(rate['denominator'])} {basis_label(str(rate['basis']))}"
    return f"{RATES[name].label}: {rate['percent']}% ({of})"
