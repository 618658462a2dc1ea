"""Put the report of several units together: values of the template's tags, bound figures and
tables.
"""

from dataclasses import replace
from typing import Any

from desktop.reports.annexes import note_under_form
from desktop.reports.composing import letter_tags, section_tags
from desktop.reports.district.facts import fill_district_book
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.issuer import compose_frame
from desktop.reports.district.sections import district_paragraphs
from desktop.reports.district.tables import FORMS, GRIDS, MAIN, TEXTS, annex_titles, tables_of
from desktop.reports.district.words import district_catalogue
from desktop.reports.kinds import CONSOLIDATED
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.content import MERGE, Report, Table, main_tags, named, table_tags
from models.measures import MEASURES
from models.periods import next_title, title

_CLOSED = MEASURES["closed_unresolved"].parts


def compose_district(data: DistrictData, issuer: str | None = None) -> Report:
    """Return the report from its data; raises Refused `placeholder_unknown`, naming the placeholder
    and the section.
    """
    book = fill_district_book(data)
    bound = district_paragraphs(data, book)
    frame, letter = compose_frame(data.own_report, issuer)
    frame = replace(frame, now=replace(frame.now, start=data.now.start, end=data.now.end))
    tables = tables_of(data)
    tags: dict[str, Any] = letter_tags(frame, letter)
    tags["muc"] = section_tags(data.own_report, book, bound)
    tags["bang_chinh"] = main_tags(tables[MAIN])
    texts = district_catalogue()["annex"]
    tags["ten_bang_chinh"] = wording.clean(texts["main"].format(own=data.own_name, word=data.word))
    tags["han_gui"] = (
        texts["deadline"].format(deadline=wording.short_date(data.deadline))
        if data.deadline
        else texts["no_deadline"]
    )
    titles = annex_titles()
    for name in FORMS:
        tags[name] = {"tieu_de": titles[name], **_form_tags(tables[name])}
    tags["ghi_chu_bieu"] = _note(data, book)
    for name in GRIDS:
        tags[name] = {"tieu_de": titles[name], **_grid_tags(tables[name])}
    for name in TEXTS:
        tags[name] = {"tieu_de": titles[name], **table_tags(tables[name])}
    tags["so"] = {name: figure.marked for name, figure in book.figures.items() if figure.offered}
    words = {"period": title(data.now.period), "next": next_title(data.now.period)}
    days = (
        f"{data.own_report.registers_as_of.isoformat()}|{data.own_report.tasks_as_of.isoformat()}"
    )
    identity = f"{CONSOLIDATED.name}|{data.own_report.unit}|{data.now.period.name}|{days}"
    name = wording.catalogue()["title"][CONSOLIDATED.name].format(**words)
    return Report(tags, book.figures, tables, name, letter.issuer, identity)


def _form_tags(table: Table) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for place, row in enumerate(table.rows):
        if place in table.subtotals:
            rows.append({"tt": row[0], "nhom": f"{MERGE}{row[1]}", "tong": ""})
            continue
        columns = {f"c{number}": row[number - 1] for number in range(3, 14)}
        # Sums are the rows without a number.
        rows.append(
            {"tt": row[0], "nhom": "", "tong": "" if row[0] else "1", "ten": row[1], **columns}
        )
    rows[0]["tt"] = named(table, rows[0]["tt"])
    return {"dong": rows}


def _grid_tags(table: Table) -> dict[str, Any]:
    tags = table_tags(table)
    for place, (row, tag) in enumerate(zip(table.rows, tags["dong"], strict=True)):
        if place in table.subtotals:
            tag["tong"] = ""
        else:
            tag |= {"tong": "" if row[0] else "1", "ten": row[1], "o": row[2:]}
    return tags


def _note(data: DistrictData, book: Book) -> str:
    """Return the note under the form, about all units: the form has no column for what was closed
    unresolved.
    """
    now = replace(data.own_report.now, total=data.now.all.total, fields=data.now.all.fields)
    of_all = Book()
    of_all.figures = {name: book.figures[f"all_{name}"] for name in ("closed_unresolved", *_CLOSED)}
    return note_under_form(replace(data.own_report, now=now), of_all)
