"""Put a report together: values of the template's tags, bound figures and tables, all from the same
data.
"""

from collections.abc import Mapping
from typing import Any

from desktop.reports import annexes
from desktop.reports.letter import Letter, compose_letter
from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.sections import bound_paragraphs
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.content import Report, Table, main_tags, named, table_tags
from models.errors import Place, Problem, Refused
from models.periods import next_title, title

_LEFT_OUT_WHEN_EMPTY = ("V",)
# Tag in the template, name of the table, title in the catalogue.
_REGISTER_TAGS = (
    ("nhan_su", "nhan_su", "staff"),
    ("thiet_bi", "trang_thiet_bi", "equipment"),
    ("mo_hinh", "mo_hinh", "innovations"),
)
_YEAR_BLANKS = "ngày      tháng      năm"


def compose(data: ReportData) -> Report:
    """Return a report from its data; raises Refused `placeholder_unknown`, naming the placeholder
    and the section.
    """
    book = facts.fill_book(data)
    letter = compose_letter(data)
    tables = {table.name: table for table in annexes.tables_of(data)}
    tags: dict[str, Any] = letter_tags(data, letter)
    tags["bieu"] = _dossier_tags(data, tables["so_lieu_ho_so"], book)
    if data.kind.sections:
        bound = bound_paragraphs(data, book)
        tags["muc"] = section_tags(data, book, bound)
        tags |= _annex_tags(data, tables)
    tags["so"] = {name: figure.marked for name, figure in book.figures.items() if figure.offered}
    words = {"period": title(data.now.period), "next": next_title(data.now.period)}
    titles = wording.catalogue()["title"]
    # A form's title does not say its period, the title of its file does.
    name = titles.get(f"{data.kind.name}_file", titles[data.kind.name]).format(**words)
    return Report(tags, book.figures, tables, name, letter.issuer, identity(data))


def identity(data: ReportData) -> str:
    """Return what a file is, as kept in its properties."""
    days = f"{data.registers_as_of.isoformat()}|{data.tasks_as_of.isoformat()}"
    return f"{data.kind.name}|{data.unit}|{data.now.period.name}|{days}"


def section_paragraphs(data: ReportData, book: Book, section: str, bound: list[str]) -> list[str]:
    """Return a section's paragraphs: the bound ones, then the officer's; an empty section says so,
    V is left out.
    """
    typed = typed_paragraphs(data, book, section)
    if bound or typed:
        return [*bound, *typed]
    return [] if section in _LEFT_OUT_WHEN_EMPTY else [wording.label("nothing")]


def typed_paragraphs(data: ReportData, book: Book, section: str) -> list[str]:
    """Return the officer's paragraphs with their placeholders filled in; raises Refused
    `placeholder_unknown`.
    """
    text = data.narratives.get(section, "")
    unknown: dict[str, None] = {}
    filled = book.fill_typed(text, lambda name: unknown.update({name: None}))
    if unknown:
        place = Place(sheet="Nội dung báo cáo", heading=f"Mục {section}")
        raise Refused(
            [
                Problem("placeholder_unknown", place, {"name": name, "section": section})
                for name in unknown
            ]
        )
    return [" ".join(line.split()) for line in filled.splitlines() if line.strip()]


def section_tags(
    data: ReportData, book: Book, bound: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Return the paragraphs of every section; raises Refused with each unknown placeholder."""
    problems: list[Problem] = []
    tags = {}
    for section in data.kind.sections:
        try:
            tags[section.replace(".", "_")] = section_paragraphs(
                data, book, section, bound[section]
            )
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return tags


def letter_tags(data: ReportData, letter: Letter) -> dict[str, Any]:
    """Return the tags of the frame that the decree prescribes, of opening and closing sentence."""
    words = {
        "period": title(data.now.period),
        "next": next_title(data.now.period),
        "issuer": letter.issuer,
    }
    texts, year = wording.catalogue(), data.now.end.year
    opening = texts["opening"].get(data.kind.name, texts["opening"]["report"])
    dates = {"from": wording.short_date(data.now.start), "to": wording.short_date(data.now.end)}
    day = f"ngày {wording.short_date(data.registers_as_of)}"
    return {
        "co_quan_cap_tren": letter.superior,
        "co_quan": list(letter.issuer_lines),
        "ten_don_vi": letter.issuer,
        "so_ky_hieu": f"Số:       {letter.symbol}",
        "dia_danh_ngay": f"{letter.place}, {_YEAR_BLANKS} {year}",
        "trich_yeu": texts["title"][data.kind.name].format(**words),
        "ky": words["period"],
        "ky_toi": words["next"],
        "tu_ngay": dates["from"],
        "den_ngay": dates["to"],
        "kinh_gui": _addressee_lines(letter.addressees),
        "mo_dau": " ".join((*_replaced(data), opening.format(**words))),
        "ghi_chu_mau": wording.clean(data.sample_note),
        "ket_thuc": texts["opening"]["closing"].format(**words),
        "noi_nhan": list(letter.recipients),
        "chuc_vu": list(letter.signature),
        "nguoi_ky": letter.signer,
        "kem_theo": texts["label"]["attached"].format(
            symbol=letter.symbol, year=year, issuer=letter.issuer
        ),
        "tinh_den": texts["annex"]["as_of"].format(registers_day=day),
        "khoang_so_lieu": texts["annex"]["window"].format(**dates),
    }


def _replaced(data: ReportData) -> list[str]:
    """Return the sentence that names the signed report which this one corrects; none for a first
    report.
    """
    if data.replaces is None:
        return []
    number, day = data.replaces
    sentence = str(wording.catalogue()["opening"]["replaces"])
    return [sentence.format(number=wording.clean(number), day=wording.short_date(day))]


def _addressee_lines(addressees: tuple[str, ...]) -> dict[str, Any]:
    if len(addressees) == 1:
        return {"mot": addressees[0], "nhieu": []}
    return {
        "mot": "",
        "nhieu": [f"- {name};" for name in addressees[:-1]] + [f"- {addressees[-1]}."],
    }


def _dossier_tags(data: ReportData, table: Table, book: Book) -> dict[str, Any]:
    rows = [
        {"tt": row[0], "ten": row[1], **{f"c{n}": row[n - 1] for n in range(3, 14)}}
        for row in table.rows
    ]
    rows[0]["tt"] = named(table, rows[0]["tt"])
    # The form alone has no opening paragraph, so it says under its table what it replaces.
    note = " ".join(
        (annexes.note_under_form(data, book), *(() if data.kind.sections else _replaced(data)))
    )
    return {"dong": rows[:-1], "tong": rows[-1], "ghi_chu": note}


def _annex_tags(data: ReportData, tables: Mapping[str, Table]) -> dict[str, Any]:
    texts = wording.catalogue()["annex"]
    office = facts.office_name(data).upper()
    found: dict[str, Any] = {"bang_chinh": main_tags(tables["so_lieu_chinh"])}
    for tag, name, key in _REGISTER_TAGS:
        found[tag] = {"tieu_de": texts[key].format(office=office), **table_tags(tables[name])}
    found["tieu_de_ho_so"] = texts["dossiers"]
    return found
