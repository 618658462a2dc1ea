"""What a command answers: one JSON document, and the same for a person to read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.figures import FiguresShape
from desktop.messages import sentence
from desktop.shapes import AreaShape, Measures, RateShape
from desktop.soundness import DIFFERS, RECEIVED_DIFFERS
from models.errors import Problem
from models.findings import Finding
from models.measures import MEASURES
from models.rates import RateSettings
from models.values import format_number

MISSING = "chưa có số liệu"
_SEVERITIES = {"warning": "Cảnh báo", "note": "Lưu ý"}

# What is shown of each field of work; all measures would not fit beside each other.
_SHOWN_OF_AREAS = ("to_handle", "received_online", "resolved", "pending")


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


def ways_on(problems: Iterable[Problem]) -> list[str]:
    """Return which command helps with problems that the sentences help with in the window."""
    codes = {problem.code for problem in problems}
    lines = []
    if not codes.isdisjoint(DIFFERS):
        lines.append("Lệnh verify --mend trả về giá trị của lịch sử.")
    if RECEIVED_DIFFERS in codes:
        lines.append("Lệnh verify --mend lấy lại số liệu từ tệp đã nhận.")
    return lines


def note_shape(note: Problem) -> dict[str, str]:
    """Return what is said beside a file that was read, in the shape of the JSON documents."""
    return {"code": note.code, "message": sentence(note)}


def finding_line(finding: Finding, message: str, unit: str = "") -> str:
    """Return a finding for a person to read, with the name of its unit where there are several."""
    month = f" {finding.month}" if finding.month else ""
    reason = f" Lý do đã ghi: {finding.reason}" if finding.reason else ""
    of = f" {unit}" if unit else ""
    return f"{_SEVERITIES[finding.severity]}{of}{month} – {message}{reason}"


def table(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return rows as aligned columns under their headings.

    `right` names the columns that are set to the right.
    """
    kept = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    to_right = set(right)
    lines = [_table_line(row, widths, to_right) for row in kept]
    rule = "  ".join("-" * width for width in widths)
    return [lines[0], rule, *lines[1:]]


def _table_line(row: Sequence[str], widths: Sequence[int], to_right: set[int]) -> str:
    cells = []
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        cells.append(cell.rjust(width) if index in to_right else cell.ljust(width))
    return "  ".join(cells).rstrip()


def figure(value: object) -> str:
    """Return a figure for a person to read; a blank is never a zero."""
    return format_number(value) if isinstance(value, int) else MISSING


def figures_lines(document: FiguresShape, rates: RateSettings) -> list[str]:
    """Return the figures of a period for a person to read."""
    lines = [f"Kỳ {document['period']}: từ {document['from']} đến {document['to']}"]
    for unit in document["units"]:
        lines += ["", f"{unit['name']} ({unit['code']})", *_areas_table(unit["fields"])]
        lines += ["", *_measures_table(unit["total"]["measures"]), ""]
        for name, rate in unit["rates"].items():
            lines.append(_rate_line(name, rate, rates))
    total = document["total"]
    if len(document["units"]) > 1:
        lines += ["", "Tổng các đơn vị", *_measures_table(total["measures"])]
    if total["missing_units"]:
        lines += ["", f"Chưa có số liệu trong kỳ: {', '.join(total['missing_units'])}"]
    return lines


def _areas_table(areas: Sequence[AreaShape]) -> list[str]:
    if not areas:
        return []
    rows = [["Lĩnh vực", *(MEASURES[name].label for name in _SHOWN_OF_AREAS)]]
    for area in areas:
        measures = area["measures"]
        rows.append([area["field"], *(figure(measures[name]) for name in _SHOWN_OF_AREAS)])
    return table(rows, right=[1, 2, 3, 4])


def _measures_table(measures: Measures) -> list[str]:
    rows = [("Chỉ tiêu", "Tổng số")]
    for name, value in measures.items():
        rows.append((MEASURES[name].label, figure(value)))
    return table(rows, right=[1])


def _rate_line(name: str, rate: RateShape, rates: RateSettings) -> str:
    label = rates.label(name)
    if rate["percent"] is None:
        return f"{label}: {MISSING}"
    numbers = f"{figure(rate['numerator'])}/{figure(rate['denominator'])}"
    return f"{label}: {rate['percent']}% ({numbers} {rates.basis_words(name)})"
