"""The tables of the report as printed."""

from collections.abc import Iterable, Sequence

from desktop.reports.annexes import form_figures
from desktop.reports.district import grids
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.grids import Grid, GridRow
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.section_ii2 import TABLE_ROWS
from desktop.word import wording
from desktop.word.content import Table
from models.measures import MEASURES
from models.rates import RATES, rate_of
from models.registers import Record

FORMS = ("ho_so_don_vi", "ho_so_linh_vuc")
GRIDS = ("so_hoa_thanh_toan", "nhan_su", "trang_thiet_bi")
TEXTS = ("mo_hinh", "xep_loai", "kien_nghi", "tien_do")
MAIN = "so_lieu_chinh"


def tables_of(data: DistrictData) -> dict[str, Table]:
    """Return every table of the report by name."""
    found = [
        main_figures(data),
        _form(grids.form_by_unit(data)),
        by_area(data),
        *(
            _printed(grid, data)
            for grid in (grids.electronic(data), grids.staff(data), grids.equipment(data))
        ),
        innovations(data),
        assessments(data),
        proposals(data),
        timeliness(data),
    ]
    return {table.name: table for table in found}


def main_columns(data: DistrictData) -> list[tuple[str, dict[str, int | None]]]:
    """Return the columns of the table of main figures: heading and figures."""
    found: list[tuple[str, dict[str, int | None]]] = []
    if data.own and data.own.figures.figures:
        found.append((data.own_name, dict(data.own.figures.figures.total)))
    if data.units:
        found.append(
            (
                text("below").format(count=len(data.units), word=data.word),
                dict(data.now.below.total),
            )
        )
    if len(found) > 1:
        found.append((text("together"), dict(data.now.all.total)))
    return found


def main_figures(data: DistrictData) -> Table:
    """Return the main figures of the own unit, of the others, and of all of them."""
    columns = main_columns(data)
    rows: list[list[str]] = []
    for name in TABLE_ROWS:
        label = RATES[name].label if name in RATES else MEASURES[name].label
        rows.append([label, *(_figure(name, sums, data) for _, sums in columns)])
    return Table(
        MAIN, tuple(title for title, _ in columns), (30,) * len(columns), rows if columns else []
    )


def by_area(data: DistrictData) -> Table:
    """Return form II.06a with one row per field of work: those of the own unit, then those of the
    others together.
    """
    parts = []
    if data.own and data.own.figures.figures:
        parts.append((data.own_name, data.own.figures.figures.areas))
    if data.units:
        parts.append(
            (text("below").format(count=len(data.units), word=data.word), data.now.below.fields)
        )
    rows: list[list[str]] = []
    groups: set[int] = set()
    for name, fields in parts:
        groups.add(len(rows))
        rows.append(["", wording.clean(name)])
        for place, row in enumerate(fields, start=1):
            rows.append([str(place), wording.clean(row.area), *form_figures(row.measures)])
    return _form_table("ho_so_linh_vuc", rows, groups)


def innovations(data: DistrictData) -> Table:
    """Return models and innovations, unit by unit."""
    rows, groups = _grouped(
        (book.line.name, [_innovation(row) for row in book.innovations]) for book in data.books
    )
    header = tuple(text(name) for name in ("innovation", "kind", "started", "document", "result"))
    return _text_table("mo_hinh", header, (80, 22, 24, 44, 76), rows, groups)


def assessments(data: DistrictData) -> Table:
    """Return assessments, unit by unit; scores are never added."""
    rows = [[book.line.name, *_assessment(row)] for book in data.units for row in book.assessments]
    header = tuple(text(name) for name in ("unit", "assessment", "group", "score", "grade", "rank"))
    return _text_table(
        "xep_loai", header, (60, 52, 40, 30, 34, 30), [[str(n), *r] for n, r in enumerate(rows, 1)]
    )


def proposals(data: DistrictData) -> Table:
    """Return what the units find difficult and what they propose, side by side."""
    rows: list[list[str]] = []
    for book in data.units:
        said = [_one_line(book.narratives.get(section, "")) for section in ("III.2", "V")]
        if any(said):
            rows.append(
                [str(len(rows) + 1), wording.clean(book.line.name), *(part or "–" for part in said)]
            )
    header = (text("unit"), text("difficulties"), text("proposals"))
    return _text_table("kien_nghi", header, (44, 101, 101), rows)


def timeliness(data: DistrictData) -> Table:
    """Return who has sent and how: standing, revision, time, days after the deadline, months,
    remarks.
    """
    rows = []
    lines = {line.line.code: line for line in data.now.lines}
    for place, row in enumerate(data.board, start=1):
        standing, line = row.standing, lines.get(row.code)
        files = [
            source
            for unit in (line.line.units if line else ())
            for source in data.files.get(unit, ())
        ]
        months = {month for source in files for month in source.months}
        notes = [text("draft")] if standing.draft else []
        if standing.status == "not_sent" and files:
            notes.append(
                text("from_other").format(
                    periods=", ".join(sorted({source.period for source in files}))
                )
            )
        notes += [] if row.expected else [text("not_listed")]
        if line and line.line.merged:
            merged = ", ".join(data.unit_names.get(unit, unit) for unit in line.line.merged)
            notes.append(wording.clean(text("merged").format(units=merged)))
        if line and line.figures and line.blank_months:
            notes.append(text("lacking").format(months=months_text(line.blank_months)))
        rows.append([
            str(place), wording.clean(row.name), standing.word,
            "–" if standing.revision is None else str(standing.revision),
            f"{standing.at:%H:%M} {wording.short_date(standing.at.date())}" if standing.at else "–",
            "–" if standing.late_days is None else str(standing.late_days),
            str(len(months)) if months else "–", "; ".join(notes),
        ])  # fmt: skip
    header = tuple(
        text(n) for n in ("unit", "standing", "revision", "received_at", "late", "months", "note")
    )
    return _text_table("tien_do", header, (56, 40, 20, 40, 26, 26, 38), rows)


def months_text(months: Iterable[object]) -> str:
    """Return months as a list inside a sentence: "tháng 5/2024, tháng 6/2024"."""
    found = [str(month).split("-") for month in months]
    return ", ".join(f"tháng {int(month)}/{year}" for year, month in found)


def annex_titles() -> dict[str, str]:
    """Return the titles of the annexes by the name of their table."""
    texts = district_catalogue()["annex"]
    keys = (
        "form_by_unit", "form_by_field", "electronic", "staff", "equipment", "innovations", "assessments", "proposals",
        "timeliness",
    )  # fmt: skip
    return {name: texts[key] for name, key in zip((*FORMS, *GRIDS, *TEXTS), keys, strict=True)}


def _figure(name: str, sums: dict[str, int | None], data: DistrictData) -> str:
    if name not in RATES:
        return wording.number(sums[name])
    printed = rate_of(name, sums, data.rates).percent
    return wording.missing() if printed is None else f"{printed}%"


def _form(grid: Grid) -> Table:
    """Return form II.06a per unit, with the sums below."""
    rows: list[list[str]] = []
    groups = set()
    place = 0
    for row in grid.rows:
        if row.kind == "absent":
            groups.add(len(rows))
            rows.append(["", text("not_sent").format(unit=wording.clean(row.label))])
        else:
            place += row.kind == "unit"
            number = str(place) if row.kind == "unit" else ""
            rows.append([number, wording.clean(row.label), *form_figures(row.values)])
    return _form_table(grid.name, rows, groups)


def _form_table(name: str, rows: list[list[str]], groups: set[int]) -> Table:
    if not rows:
        return Table(name, (), (), [["", text("nothing")]], frozenset({0}))
    return Table(name, (), (), rows, frozenset(groups))


def _printed(grid: Grid, data: DistrictData) -> Table:
    rows: list[list[str]] = []
    groups = set()
    place = 0
    for row in grid.rows:
        if row.kind in ("group", "absent"):
            groups.add(len(rows))
            label = wording.clean(row.label)
            rows.append(["", label if row.kind == "group" else text("not_sent").format(unit=label)])
            continue
        place += row.kind == "unit"
        cells = [_cell(row, column, data) for column in grid.columns]
        rows.append([str(place) if row.kind == "unit" else "", wording.clean(row.label), *cells])
    header = (*(column.header for column in grid.columns),)
    widths = tuple(column.width for column in grid.columns)
    return _text_table(grid.name, header, widths, rows, groups)


def _cell(row: GridRow, column: grids.Column, data: DistrictData) -> str:
    if column.rate is None:
        value = row.values.get(column.key)
        return "–" if value is None else wording.number(value)
    percentage = grids.rate_value(row, column, data)
    return "–" if percentage is None else wording.number(percentage)


def _text_table(
    name: str,
    header: tuple[str, ...],
    widths: Sequence[int],
    rows: list[list[str]],
    groups: set[int] | None = None,
) -> Table:
    if not rows:
        return Table(name, header, tuple(widths), [["", text("nothing")]], frozenset({0}))
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
    return [_one_line(cell) for cell in (*cells, row.text("document"), row.text("result"))]


def _assessment(row: Record) -> list[str]:
    score, maximum, rank, ranked = (
        row["score"],
        row["maximum"],
        row.whole("rank"),
        row.whole("ranked"),
    )
    points = "–" if score is None else wording.number(score)  # type: ignore[arg-type]
    points += f"/{wording.number(maximum)}" if score is not None and maximum is not None else ""  # type: ignore[arg-type]
    place = "–" if rank is None else f"{rank}/{ranked}" if ranked else str(rank)
    return [
        row.text("kind"),
        _one_line(row.text("group")),
        points,
        _one_line(row.text("grade")) or "–",
        place,
    ]


def _one_line(words: str) -> str:
    return wording.clean(" ".join(words.split()))
