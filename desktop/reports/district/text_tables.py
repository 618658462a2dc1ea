"""The annexes of texts: innovations, assessments, difficulties, and who has sent."""

from collections.abc import Iterable, Sequence

from desktop.consolidation.board import BoardRow
from desktop.consolidation.rollup import LineFigures
from desktop.consolidation.tracing import Source
from desktop.reports.annexes import blank_note
from desktop.reports.district.assessment_table import (
    assessment_head,
    assessment_row,
    middle_columns,
)
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import former_names
from desktop.reports.district.words import text
from desktop.word import wording
from desktop.word.content import Table
from models.periods import Month
from models.registers import Record

# The columns of who has sent that hold whole numbers: revision, days late, months.
TIMELINESS_COUNTS = (2, 4, 5)


def innovations(data: DistrictData) -> Table:
    """Return models and innovations, unit by unit."""
    parts = []
    for book in data.keepers:
        parts.append((book.line.name, [_innovation(row) for row in book.innovations]))
    rows, groups = _grouped(parts)
    header = _headings("innovation", "kind", "started", "document", "frequency", "goal", "result")
    return text_table("mo_hinh", header, (62, 20, 22, 36, 24, 36, 46), rows, groups)


def assessments(data: DistrictData) -> Table:
    """Return assessments, unit by unit; scores are never added."""
    found = [(book, row) for book in data.units for row in book.assessments]
    scores = middle_columns([row for _, row in found])
    rows = []
    for place, (book, row) in enumerate(found, start=1):
        rows.append([str(place), book.line.name, *assessment_row(row, scores, data)])
    header, widths = assessment_head(scores)
    return text_table("xep_loai", header, widths, *_with_notes(rows, wording.missing()))


def proposals(data: DistrictData) -> Table:
    """Return what the units find difficult and what they propose, side by side."""
    rows: list[list[str]] = []
    for book in data.units:
        difficulties = _one_line(book.narratives.get("III.2", ""))
        proposed = _one_line(book.narratives.get("V", ""))
        if difficulties or proposed:
            name = wording.clean(book.line.name)
            rows.append(
                [
                    str(len(rows) + 1),
                    name,
                    difficulties or wording.blank_cell(),
                    proposed or wording.blank_cell(),
                ]
            )
    header = _headings("unit", "difficulties", "proposals")
    more = ""
    if 0 < len(rows) < len(data.now.lines):
        numbers = f"{len(rows):02d}/{len(data.now.lines):02d}"
        more = text("note_proposals").format(of=numbers, word=data.word)
    return text_table(
        "kien_nghi", header, (44, 101, 101), *_with_notes(rows, text("not_told"), more)
    )


def timeliness(data: DistrictData) -> Table:
    """Return who has sent and how: standing, revision, time, days late, months, remarks."""
    lines = {line.line.code: line for line in data.now.lines}
    rows = []
    for place, row in enumerate(data.board, start=1):
        line = lines.get(row.code)
        files = _files_of(line, data)
        months = {month for source in files for month in source.months}
        cells = [
            str(place),
            wording.clean(row.name),
            row.standing.word,
            _number(row.standing.revision),
            _arrival(row),
            _number(row.standing.late_days),
            _number(len(months) or None),
            "; ".join(_remarks(row, line, data)),
        ]
        rows.append(cells)
    header = _headings("unit", "standing", "revision", "received_at", "late", "months", "note")
    told = _with_notes(rows, text("not_come"))
    return text_table("tien_do", header, (56, 40, 20, 40, 26, 26, 38), *told)


def _with_notes(
    rows: list[list[str]], unknown: str, more: str = ""
) -> tuple[list[list[str]], set[int]]:
    """Return rows with what their blank cells are as a last one, and the place of that."""
    note = " ".join(filter(None, (blank_note(rows, unknown, rates=False), more)))
    return ([*rows, ["", note]], {len(rows)}) if note else (rows, set())


def _number(value: int | None) -> str:
    return wording.blank_cell() if value is None else str(value)


def _arrival(row: BoardRow) -> str:
    at = row.standing.at
    return f"{at:%H:%M} {wording.short_date(at.date())}" if at else wording.blank_cell()


def _files_of(line: LineFigures | None, data: DistrictData) -> list[Source]:
    """Return the files that the figures of a line come from."""
    found: list[Source] = []
    for unit in line.line.units if line else ():
        found += data.files.get(unit, ())
    return found


def _remarks(row: BoardRow, line: LineFigures | None, data: DistrictData) -> list[str]:
    """Return what a reader should know of a unit's figures beside its standing."""
    found = []
    if row.standing.draft:
        found.append(text("draft"))
    if row.standing.source_words:
        found.append(row.standing.source_words)
    if not row.expected:
        found.append(text("not_listed"))
    if line and line.line.merged:
        merged = ", ".join(former_names(data, line.line.name, line.line.merged))
        found.append(wording.clean(text("merged").format(units=merged)))
    if line and line.line.split_into:
        heirs = ", ".join(data.unit_names.get(unit, unit) for unit in line.line.split_into)
        found.append(wording.clean(text("split_into").format(units=heirs)))
    if line and line.figures and line.blank_months:
        found.append(text("lacking").format(months=months_text(line.blank_months)))
    return found


def months_text(months: Iterable[Month]) -> str:
    """Return months as a list inside a sentence: "tháng 5/2024, tháng 6/2024"."""
    return ", ".join(f"tháng {month.month}/{month.year}" for month in months)


def text_table(
    name: str,
    header: tuple[str, ...],
    widths: Sequence[int],
    rows: list[list[str]],
    groups: set[int] | None = None,
) -> Table:
    """Return a table of some rows, one that says "Không có" without any; `groups` are its leads."""
    if not rows:
        nothing = [["", text("nothing")]]
        return Table(name, header, tuple(widths), nothing, frozenset({0}), is_empty=True)
    return Table(name, header, tuple(widths), rows, frozenset(groups or ()))


def _grouped(parts: Iterable[tuple[str, list[list[str]]]]) -> tuple[list[list[str]], set[int]]:
    rows: list[list[str]] = []
    groups = set()
    place = 0
    for name, found in parts:
        if not found:
            continue
        groups.add(len(rows))
        rows.append(["", f"{wording.clean(name)}: {len(found)}"])
        for cells in found:
            place += 1
            rows.append([str(place), *cells])
    return rows, groups


def _innovation(row: Record) -> list[str]:
    started = row.day("started")
    cells = [row.text("name"), row.text("kind"), wording.short_date(started) if started else ""]
    cells += [row.text(name) for name in ("document", "frequency", "goal", "result")]
    return [_one_line(cell) for cell in cells]


def _headings(*names: str) -> tuple[str, ...]:
    return tuple(text(name) for name in names)


def _one_line(words: str) -> str:
    return wording.clean(" ".join(words.split()))
