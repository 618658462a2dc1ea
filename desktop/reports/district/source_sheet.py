"""Say on a sheet of the workbook which file each unit's figures come from."""

from collections.abc import Sequence
from itertools import pairwise

from desktop.consolidation.rollup import LineFigures
from desktop.reports.district.filling import Cells, filled_up
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import sheet_text, text
from desktop.reports.district.worksheets import NUMBER, TIME, Out, Sheet
from models.periods import Month, parse_period, title


def sources(data: DistrictData) -> Sheet:
    """Return, for each unit, the file, revision, hash and time received of its figures."""
    columns = (
        (text("unit"), 22),
        (sheet_text("code"), 12),
        (text("months"), 17),
        (sheet_text("file"), 22),
        (sheet_text("period"), 16),
        (text("revision"), 8),
        (text("standing"), 11),
        ("SHA-256", 26),
        (sheet_text("created_at"), 16),
        (text("received_at"), 16),
    )
    rows: list[Cells] = []
    if data.own:
        line = data.own.line
        months, said = _span(line.months), sheet_text("entered_here")
        rows.append([Out(data.own.line.name), Out(line.code), Out(months), Out(said)])
    for each in data.now.lines:
        for unit in each.line.units:
            rows += _source_rows(unit, each, data)
    return Sheet(
        "Nguồn",
        sheet_text("sources"),
        header=[heading for heading, _ in columns],
        widths=[width for _, width in columns],
        rows=[filled_up(row, len(columns)) for row in rows],
        fixed=1,
    )


def _source_rows(unit: str, figures_of: LineFigures, data: DistrictData) -> list[Cells]:
    lead = [Out(data.unit_names.get(unit, unit)), Out(unit)]
    files = data.files.get(unit, [])
    if not files:
        entered = sheet_text("entered_here") if figures_of.figures else text("not_sent_short")
        return [[*lead, Out(""), Out(entered)]]
    rows: list[Cells] = []
    for file in files:
        state = text("draft") if file.draft else sheet_text("closed")
        rows.append(
            [
                *lead,
                Out(_span(file.months)),
                Out(file.file_name),
                Out(title(parse_period(file.period))),
                Out(file.revision, form=NUMBER),
                Out(state),
                Out(file.file_hash, wrap=True),
                Out(file.created_at, form=TIME),
                Out(file.received_at, form=TIME),
            ]
        )
    return rows


def _span(months: Sequence[Month]) -> str:
    """Return months as short as they can be named, e.g. "01/2024–06/2024"."""
    names = [f"{month.month:02d}/{month.year}" for month in months]
    follows = all(here.next() == then for here, then in pairwise(months))
    return f"{names[0]}–{names[-1]}" if follows and len(names) > 1 else ", ".join(names)
