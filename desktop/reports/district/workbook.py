"""Write the tables of the report as a workbook whose totals and rates are live formulas, and read
it back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.context import Context, today
from desktop.files import write_whole
from desktop.progress import SILENT, WHOLE, Part, Reporter
from desktop.reports.district import grids
from desktop.reports.district.gathering import DistrictData, gather_district
from desktop.reports.district.grids import Grid, GridRow
from desktop.reports.district.tables import (
    annex_titles,
    assessments,
    innovations,
    proposals,
    timeliness,
)
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.district.worksheets import (
    FIRST_ROW,
    NUMBER,
    PERCENT,
    RATE,
    TIME,
    Out,
    Plain,
    Written,
)
from desktop.spreadsheets import formulas
from desktop.word import wording
from desktop.word.content import Table
from models.errors import Place, Problem, Unusable
from models.measures import MEASURES
from models.periods import Month, title
from models.rates import RATES, basis_label, rate_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SUMMARY, BASE = "Tổng hợp", "Số liệu"
_TEXT_SHEETS = ("Mô hình, sáng kiến", "Xếp loại", "Khó khăn, kiến nghị", "Tiến độ gửi")


def export_workbook(context: Context, period: str, out: Path, reporter: Reporter = SILENT) -> Path:
    """Write the workbook of a period over all units; an existing file is replaced whole.

    Raises:
        Unusable: the period is unknown, the file's name does not end in .xlsx, or it cannot be
            written.
        Refused: a month with figures straddles the ends of free dates.
        Cancelled: the reporter stopped it; an existing file stays as it was.
    """
    if out.suffix.lower() != ".xlsx":
        raise Unusable(Problem("workbook_ending", Place(file=str(out))))
    data = context.ask(gather_district, period, today(), None, Part(reporter, 0, 700))
    return write_checked(data, out, reporter)


def write_checked(data: DistrictData, out: Path, reporter: Reporter = SILENT) -> Path:
    """Write the workbook of what was gathered whole, once it can be read back; raises as
    `export_workbook` does.
    """

    def write(draft: Path) -> None:
        reporter.step(700, WHOLE, "Ghi bảng tính")
        write_district_workbook(data, draft)

    def verify(draft: Path) -> None:
        reporter.step(900, WHOLE, "Kiểm tra bảng tính")
        _verify(draft)

    write_whole(out, write, verify)
    return out


def write_district_workbook(data: DistrictData, path: Path) -> None:
    """Write the workbook; every formula carries the program's own number beside it."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    window = district_catalogue()["sheet"]["window"].format(
        start=wording.short_date(data.now.start), end=wording.short_date(data.now.end)
    )
    heading = f"{data.own_name}, {title(data.now.period)}"
    written = Written(book, heading, window, data.own_report.sample_note)
    base = grids.all_figures(data)
    _summary(written, data, base)
    _figures(written, BASE, district_catalogue()["sheet"]["base"], base, data, pages_wide=3)
    titles = annex_titles()
    for name, grid in (
        ("Biểu II.06a", grids.form_by_unit(data)),
        ("Theo lĩnh vực", grids.form_by_field(data)),
        ("Số hóa, thanh toán", grids.electronic(data)),
        ("Nhân sự", grids.staff(data)),
        ("Trang thiết bị", grids.equipment(data)),
    ):
        _figures(written, name, titles[grid.name], grid, data)
    for name, table in zip(
        _TEXT_SHEETS,
        (innovations(data), assessments(data), proposals(data), timeliness(data)),
        strict=True,
    ):
        _texts(written, name, titles[table.name], table)
    _compared(written, data)
    _ranking(written, data)
    _sources(written, data)
    book.calculation.fullCalcOnLoad = True
    whole = io.BytesIO()
    book.save(whole)
    path.write_bytes(_with_values(whole.getvalue(), written.said))


def _figures(
    written: Written,
    name: str,
    heading: str,
    grid: Grid,
    data: DistrictData,
    *,
    pages_wide: int = 1,
) -> None:
    rows = [_grid_row(place, row, grid, data) for place, row in enumerate(grid.rows)]
    place = 0
    for row, out in zip(grid.rows, rows, strict=True):
        place += row.kind == "unit"
        out.insert(0, Out(place if row.kind == "unit" else "", form=NUMBER))
    header = ("TT", grid.lead, *(column.header for column in grid.columns))
    widths = (6, 30, *(13 for _ in grid.columns))
    folded = frozenset(
        place
        for place, row in enumerate(grid.rows)
        if grid.name == "ho_so_linh_vuc" and row.kind == "unit"
    )
    written.sheet(name, heading, header, widths, rows, pages_wide=pages_wide, grouped=folded)


def _grid_row(place: int, row: GridRow, grid: Grid, data: DistrictData) -> list[Out]:
    bold = row.kind in ("sum", "group")
    if row.kind == "absent":
        blank = [Out("") for _ in grid.columns[1:]]
        return [Out(row.label), Out(text("not_sent_short")), *blank]
    if row.kind == "group":
        return [Out(row.label, bold=True), *(Out("") for _ in grid.columns)]
    cells = [Out(row.label, bold=bold, wrap=True)]
    for column in grid.columns:
        here = f"{_letter(grid, column.key)}{FIRST_ROW + place}"
        if column.rate is not None:
            top, bottom = (f"{_letter(grid, key)}{FIRST_ROW + place}" for key in column.rate)
            percentage = grids.rate_value(row, column, data)
            formula = formulas.rate(top, bottom, data.rates, percentage)
            cells.append(Out(_percentage(percentage), formula, RATE, bold))
            continue
        number = row.values.get(column.key)
        formula = ""
        if row.kind == "sum":
            formula = formulas.total(
                [f"{here.rstrip('0123456789')}{FIRST_ROW + part}" for part in row.rows], grid.blank
            )
        elif column.parts and _adds_up(row, column.key, column.parts, grid):
            formula = formulas.total(
                [f"{_letter(grid, part)}{FIRST_ROW + place}" for part in column.parts], grid.blank
            )
        cells.append(Out(grid.blank if number is None else number, formula, NUMBER, bold))
    return cells


def _adds_up(row: GridRow, key: str, parts: tuple[str, ...], grid: Grid) -> bool:
    """Say whether a total may be written as the sum of its parts: they are all known, and give that
    very number.
    """
    values = [row.values.get(part) for part in parts]
    return (
        set(parts) <= grid.places.keys()
        and None not in values
        and sum(value or 0 for value in values) == row.values.get(key)
    )


def _letter(grid: Grid, key: str) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(3 + grid.places[key])


def _summary(written: Written, data: DistrictData, base: Grid) -> None:
    """Add the main sheet: every measure and rate of the own unit, of the others and of all, from
    the base sheet.
    """
    columns = _summary_columns(data, base)
    rows: list[list[Out]] = []
    for name, measure in MEASURES.items():
        row = [Out(measure.label, wrap=True), Out("")]
        for _, place, sums in columns:
            formula = formulas.reference(BASE, f"{_letter(base, name)}{FIRST_ROW + place}")
            row.append(Out(_known(sums[name]), formula, NUMBER))
        rows.append(row)
    where = {name: FIRST_ROW + place for place, name in enumerate(MEASURES)}
    for kind in RATES.values():
        basis = data.rates.basis(kind.name)
        row = [Out(f"{kind.label} (%)", wrap=True), Out(basis_label(basis), wrap=True)]
        for offset, (_, _, sums) in enumerate(columns):
            letter = "CDE"[offset]
            value = rate_of(kind.name, dict(sums), data.rates).value
            top, bottom = f"{letter}{where[kind.numerator]}", f"{letter}{where[basis]}"
            formula = formulas.rate(top, bottom, data.rates, value)
            row.append(Out(_percentage(value), formula, PERCENT))
        rows.append(row)
    note = district_catalogue()["sheet"]["coverage"].format(
        counted=len(data.now.counted), expected=len(data.now.lines), word=data.word
    )
    missing = ", ".join(line.line.name for line in data.now.missing)
    notes = [note + (f" {text('not_sent').format(unit=missing)}." if missing else ""), written.note]
    header = (text("main_lead"), text("basis"), *(heading for heading, _, _ in columns))
    widths = (46, 36, *(20 for _ in columns))
    written.sheet(
        SUMMARY,
        district_catalogue()["sheet"]["summary"],
        header,
        widths,
        rows,
        notes=[n for n in notes if n],
    )


def _summary_columns(
    data: DistrictData, base: Grid
) -> list[tuple[str, int, Mapping[str, int | None]]]:
    """Return heading, row of the base sheet and figures of the own unit, of the others and of all."""
    found: list[tuple[str, int, Mapping[str, int | None]]] = []
    sums = [place for place, row in enumerate(base.rows) if row.kind == "sum"]
    if data.own and data.own.figures.figures:
        found.append((data.own_name, 0, data.own.figures.figures.total))
    if sums:
        found.append((base.rows[sums[0]].label, sums[0], data.now.below.total))
    if len(sums) > 1:
        found.append((base.rows[sums[1]].label, sums[1], data.now.all.total))
    return found


def _texts(written: Written, name: str, heading: str, table: Table) -> None:
    rows = []
    for place, row in enumerate(table.rows):
        group = place in table.subtotals
        cells = [Out(cell, wrap=not group, bold=group) for cell in row]
        rows.append(cells + [Out("") for _ in range(len(table.header) + 1 - len(cells))])
    widths = (6, *(max(10, width // 2) for width in table.widths))
    written.sheet(name, heading, ("TT", *table.header), widths, rows, frozen="B5")


def _compared(written: Written, data: DistrictData) -> None:
    """Add the comparison over all units, for each other period with the same units."""
    others = [each for each in data.compared if each.same_units]
    if not others:
        return
    rows: list[list[Out]] = []
    for name in (*MEASURES, *RATES):
        place, form = FIRST_ROW + len(rows), NUMBER if name in MEASURES else RATE
        row = [Out(_label(name), wrap=True), Out(_shown(name, data.now.all.total, data), form=form)]
        for offset, each in enumerate(others):
            then, letter = _shown(name, each.then.all.total, data), "CE"[offset]
            here = row[1].value
            change: Plain = formulas.NO_RATE
            if isinstance(here, int | Decimal) and isinstance(then, int | Decimal):
                change = here - then
            row += [
                Out(then, form=form),
                Out(change, formulas.difference(f"B{place}", f"{letter}{place}"), form),
            ]
        rows.append(row)
    texts = district_catalogue()["sheet"]
    header = [text("main_lead"), texts["now"]]
    for each in others:
        header += [
            f"{wording.label(each.which).capitalize()} ({title(each.then.period)})",
            texts["change"],
        ]
    widths = (46, *(20 for _ in header[1:]))
    written.sheet("So sánh", texts["compared"], header, widths, rows, frozen="B5")


def _ranking(written: Written, data: DistrictData) -> None:
    rows: list[list[Out]] = []
    for name, order in data.figures.ranking.items():
        rows.append(
            [Out(""), Out(RATES[name].label, bold=True, wrap=True), *(Out("") for _ in range(3))]
        )
        for placed in order:
            here = FIRST_ROW + len(rows)
            value = placed.rate.value
            rows.append([
                Out(placed.place, form=NUMBER), Out(placed.name), Out(placed.rate.numerator, form=NUMBER),
                Out(placed.rate.denominator, form=NUMBER),
                Out(value, formulas.rate(f"C{here}", f"D{here}", data.rates, value), RATE),
            ])  # fmt: skip
    texts = district_catalogue()["sheet"]
    header = (text("rank"), text("unit"), texts["numerator"], text("basis"), text("rate"))
    written.sheet("Xếp hạng", texts["ranking"], header, (10, 46, 16, 16, 14), rows, frozen="A5")


def _sources(written: Written, data: DistrictData) -> None:
    """Add the sheet that names, for each unit, the file, revision, hash and time received."""
    texts = district_catalogue()["sheet"]
    rows: list[list[Out]] = []
    if data.own:
        months = Out(_span(data.own.line.months))
        rows.append(
            [Out(data.own_name), Out(data.own.line.code), months, Out(texts["entered_here"])]
        )
    for line in data.now.lines:
        for unit in line.line.units:
            lead = [Out(data.unit_names.get(unit, unit)), Out(unit)]
            files = data.files.get(unit, [])
            entered = texts["entered_here"] if line.figures else text("not_sent_short")
            if not files:
                rows.append([*lead, Out(""), Out(entered)])
            for file in files:
                state = text("draft") if file.draft else texts["closed"]
                rows.append([
                    *lead, Out(_span(file.months)), Out(file.file_name), Out(file.period),
                    Out(file.revision, form=NUMBER), Out(state), Out(file.file_hash, wrap=True),
                    Out(file.created_at, form=TIME), Out(file.received_at, form=TIME),
                ])  # fmt: skip
    rows = [row + [Out("") for _ in range(10 - len(row))] for row in rows]
    header = (
        text("unit"), texts["code"], text("months"), texts["file"], texts["period"], text("revision"),
        text("standing"), "SHA-256", texts["created_at"], text("received_at"),
    )  # fmt: skip
    written.sheet(
        "Nguồn",
        texts["sources"],
        header,
        (26, 14, 20, 28, 12, 9, 14, 36, 17, 17),
        rows,
        frozen="B5",
    )


def _span(months: Sequence[Month]) -> str:
    """Return months as short as they can be named: "01/2024–06/2024" where they follow each other."""
    names = [f"{month.month:02d}/{month.year}" for month in months]
    follows = all(here.next() == then for here, then in pairwise(months))
    return f"{names[0]}–{names[-1]}" if follows and len(names) > 1 else ", ".join(names)


def _label(name: str) -> str:
    return MEASURES[name].label if name in MEASURES else f"{RATES[name].label} (%)"


def _shown(name: str, sums: Mapping[str, int | None], data: DistrictData) -> Plain:
    if name in MEASURES:
        return _known(sums[name])
    return _percentage(rate_of(name, dict(sums), data.rates).value)


def _percentage(value: Decimal | None) -> Plain:
    return formulas.NO_RATE if value is None else value


def _known(value: int | None) -> Plain:
    return wording.missing() if value is None else value


def _with_values(raw: bytes, said: Mapping[str, Mapping[str, Plain]]) -> bytes:
    """Return the workbook with the program's number beside every formula, for programs that do not
    calculate.
    """
    from zipfile import ZIP_DEFLATED, ZipFile

    from lxml import etree

    whole = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as source, ZipFile(whole, "w", ZIP_DEFLATED) as target:
        parts = {
            f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(said, start=1)
        }
        for entry in source.namelist():
            content = source.read(entry)
            if entry in parts:
                root = etree.fromstring(content)
                for cell in root.iter(f"{_S}c"):
                    _set_value(cell, said[parts[entry]])
                content = etree.tostring(
                    root, xml_declaration=True, encoding="UTF-8", standalone=True
                )
            target.writestr(entry, content)
    return whole.getvalue()


def _set_value(cell: _Element, said: Mapping[str, Plain]) -> None:
    from lxml import etree

    if cell.find(f"{_S}f") is None:
        return
    for old in cell.findall(f"{_S}v"):
        cell.remove(old)
    value = said[cell.get("r") or ""]
    if isinstance(value, str):
        cell.set("t", "str")
    elif "t" in cell.attrib:
        del cell.attrib["t"]
    made = etree.SubElement(cell, f"{_S}v")
    made.text = str(value)


def _verify(path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        if SUMMARY not in book.sheetnames:
            raise Unusable(Problem("write_failed", Place(file=str(path))))
    finally:
        book.close()
