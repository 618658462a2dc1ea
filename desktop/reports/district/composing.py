"""Put the report of several units together: the template's tags, bound figures and tables."""

import re
from dataclasses import replace

from desktop.reports.annexes import FORM_COLUMNS, is_merged, note_on_blanks, note_under_form
from desktop.reports.composing import (
    figure_tags,
    form_row,
    identity,
    letter_tags,
    section_paragraphs_of,
    section_tags,
)
from desktop.reports.district.facts import fill_district_book
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.indicator_tables import INDICATORS
from desktop.reports.district.issuer import compose_frame
from desktop.reports.district.names import own_office, unit_name, usual_recipients
from desktop.reports.district.partly import DistrictBook
from desktop.reports.district.published_units import note_on_published
from desktop.reports.district.sections import annex_phrases, district_paragraphs
from desktop.reports.district.tables import (
    FORMS,
    GRIDS,
    MAIN,
    TEXTS,
    annex_titles,
    annexes_of,
    tables_of,
)
from desktop.reports.district.words import district_catalogue, sentence, text
from desktop.reports.kinds import CONSOLIDATED, CONSOLIDATED_BY_DEPARTMENT, PRINCIPAL
from desktop.reports.numbering import annex_numbers
from desktop.reports.outlining import outline_tags
from desktop.reports.places import places_of
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import issuer_name
from desktop.word import wording
from desktop.word.book import Book, plain
from desktop.word.content import MERGE, Report, Table, Tags, main_tags, named, table_tags
from models.measures import MEASURES
from models.periods import next_title, title

# How many units of how many, in a note.
_COUNTS = re.compile(r"\d+/\d+")
_CLOSED = MEASURES["closed_unresolved"].parts


def compose_district(data: DistrictData, issuer: str | None = None) -> Report:
    """Return the report from its data, in the words of its pack.

    Raises Refused with each `placeholder_unknown`.
    """
    with data.own_report.pack.speaking():
        return _compose(data, issuer)


def _compose(data: DistrictData, issuer: str | None) -> Report:
    book = fill_district_book(data)
    tables = tables_of(data)
    numbers = annex_numbers(annexes_of(tables))
    book.phrases |= annex_phrases(numbers)
    frame, letter = compose_frame(data.own_report, issuer, usual_recipients(data, issuer))
    bound = district_paragraphs(_as_issued(data, frame), book)
    # The paper speaks of the days of all units, not only of the own one's.
    frame = replace(frame, now=replace(frame.now, start=data.now.start, end=data.now.end))
    tags = letter_tags(frame, letter)
    said = section_paragraphs_of(replace(data.own_report, kind=frame.kind), book, bound)
    tags["muc"] = section_tags(said)
    tags |= _table_tags(data, tables, numbers)
    with_table = bool(tags["bang_chinh"]["cot"])
    period = data.now.period
    tags["de_cuong"] = outline_tags(frame.kind.sections, said, period, with_table=with_table)
    notes = [_note(data, book), *_note_on_merged(tables), *_notes_on_parts(tables, book)]
    forms = [tables[name] for name in FORMS]
    # One note stands under both.
    notes.append(note_on_blanks(forms, text("annex").format(number=numbers[FORMS[-1]])))
    notes.append(note_on_published(data.published, book))
    tags["ghi_chu_bieu"] = " ".join(note for note in notes if note)
    tags["so"] = figure_tags(book)
    # One identity whoever signs: the department's report is the same report.
    own = replace(data.own_report, kind=CONSOLIDATED)
    name = _title(data)
    of_indicators = {table.name: numbers[INDICATORS] for table in _tables_of_indicators(tables)}
    places = places_of(numbers | of_indicators)
    return Report(
        tags,
        book.figures,
        tables,
        name,
        letter.issuer,
        identity(own),
        places=places,
        rates=data.rates,
    )


def _as_issued(data: DistrictData, frame: ReportData) -> DistrictData:
    """Return the data whose documents a department drew up, where one issues the report."""
    if frame.kind.name != CONSOLIDATED_BY_DEPARTMENT.name:
        return data
    return replace(data, own_report=replace(data.own_report, advised=issuer_name(data.own_report)))


def _title(data: DistrictData) -> str:
    period = data.now.period
    text = wording.catalogue()["title"][CONSOLIDATED.name]
    return text.format(period=title(period), next=next_title(period))


def _table_tags(data: DistrictData, tables: dict[str, Table], numbers: dict[str, str]) -> Tags:
    """Return the tables, each annex with its number and title."""
    texts = district_catalogue()["annex"]
    deadline = texts["no_deadline"]
    if data.deadline:
        day = wording.short_date(data.deadline)
        others = ""
        for name, due in data.other_deadlines.items():
            words = {"period": name, "deadline": wording.short_date(due)}
            others += texts["other_deadline"].format(**words)
        deadline = texts["deadline"].format(deadline=day, others=others)
    tags: Tags = {
        "bang_chinh": main_tags(tables[MAIN]),
        "ten_bang_chinh": wording.clean(texts["main"].format(units=_whose_figures(data))),
        "han_gui": deadline,
    }
    titles = annex_titles(data)
    for names, tags_of in ((FORMS, _form_tags), (GRIDS, _grid_tags), (TEXTS, table_tags)):
        for name in names:
            heads = {"so_phu_luc": numbers[name], "tieu_de": titles[name]}
            tags[name] = heads | tags_of(tables[name])
    heads = {"so_phu_luc": numbers[INDICATORS], "tieu_de": titles[INDICATORS]}
    of_indicators = [_grid_tags(table) for table in _tables_of_indicators(tables)]
    tags[INDICATORS] = heads | {"bang": of_indicators}
    return tags


def _whose_figures(data: DistrictData) -> str:
    """Return whose columns the main table has."""
    below = text("every_unit").format(word=data.word)
    if len(data.units) == 1:
        below = unit_name(data, data.units[0].line.name)
    if data.own and data.units:
        texts = district_catalogue()["annex"]
        return texts["main_both"].format(own=own_office(data), below=below)
    return own_office(data) if data.own else below


def _tables_of_indicators(tables: dict[str, Table]) -> list[Table]:
    """Return the tables of the annex on indicators; what does not fit in one stands in another."""
    return [table for name, table in tables.items() if name.startswith(INDICATORS)]


def _form_tags(table: Table) -> Tags:
    rows: list[Tags] = []
    for place, row in enumerate(table.rows):
        if place in table.subtotals:
            rows.append({"tt": row[0], "nhom": f"{MERGE}{row[1]}", "tong": ""})
        else:
            rows.append({"nhom": "", "tong": _mark_of_sum(row), **form_row(row)})
    rows[0]["tt"] = named(table, rows[0]["tt"])
    return {"dong": rows}


def _grid_tags(table: Table) -> Tags:
    tags = table_tags(table)
    for place, (row, tag) in enumerate(zip(table.rows, tags["dong"], strict=True)):
        if place in table.subtotals:
            tag["tong"] = ""
        else:
            tag |= {"tong": _mark_of_sum(row), "ten": row[1], "o": row[2:]}
    return tags


def _mark_of_sum(row: list[str]) -> str:
    """Return what makes the template print a row as a sum: sums are the rows without a number."""
    return "" if row[0] else "1"


def _note(data: DistrictData, book: DistrictBook) -> str:
    """Return the note under the form, about all units: it has no column for the unresolved."""
    part = book.parts.get("all_closed_unresolved")
    if part is not None:
        return sentence(book, "note_part") if plain(part.said) != "0" else ""
    now = replace(data.own_report.now, total=data.now.all.total, areas=())
    of_all = Book()
    of_all.figures = {name: book.figures[f"all_{name}"] for name in ("closed_unresolved", *_CLOSED)}
    # The forms of several units have all columns, whatever that of the own unit has.
    note = note_under_form(replace(data.own_report, now=now, kind=PRINCIPAL), of_all)
    return note.removesuffix(_note_merged()).rstrip()


def _note_on_merged(tables: dict[str, Table]) -> list[str]:
    """Return what columns (8) and (9) are where one of the forms has them in one cell."""
    for name in FORMS:
        # A row over the whole width has a number and a text.
        if any(len(row) > len(FORM_COLUMNS) and is_merged(row) for row in tables[name].rows):
            return [_note_merged()]
    return []


def _note_merged() -> str:
    return wording.catalogue()["annex"]["note_merged"]


def _notes_on_parts(tables: dict[str, Table], book: DistrictBook) -> list[str]:
    """Return what the forms say of numbers that only some units know, their counts bound.

    One note stands under both forms, so each is told once.
    """
    notes = dict.fromkeys(tables[name].note for name in FORMS if tables[name].note)

    def bind(found: re.Match[str]) -> str:
        name = f"note_of_{len(book.figures)}"
        return book.put_unseen(name, "Số đơn vị có số liệu", found[0])

    return [_COUNTS.sub(bind, note) for note in notes]
