"""Put a report together: the template's tags, bound figures and tables, all from the same data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.reports import annexes
from desktop.reports.kinds import BRIEF_TABLE, KINDS
from desktop.reports.letter import Letter, bases, compose_letter
from desktop.reports.numbering import LEFT_OUT, annex_numbers
from desktop.reports.outlining import outline_tags
from desktop.reports.places import places_of
from desktop.reports.shortening import shortened
from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.nil import LEFT_OUT_WHEN_EMPTY, is_nil
from desktop.reports.ward.phrases import office_name
from desktop.reports.ward.sections import bound_paragraphs
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.content import (
    HIGHLIGHT,
    NO_COLUMN,
    Report,
    Table,
    Tags,
    headings,
    main_tags,
    named,
    table_tags,
)
from models.catalogue import NARRATIVE_SECTIONS
from models.errors import Place, Problem, Refused
from models.measures import MEASURES
from models.periods import next_title, title


@dataclass(frozen=True)
class _Annex:
    """An annex that lists a register: its tag, the name of its table, its title's name."""

    tag: str
    table: str
    title: str


_ANNEXES = (
    _Annex("nhan_su", "nhan_su", "staff"),
    _Annex("thiet_bi", "trang_thiet_bi", "equipment"),
    _Annex("mo_hinh", "mo_hinh", "innovations"),
)
# Form II.06a is Phụ lục I of every report; the others follow as the kind and the book have them.
_FORM = "so_lieu_ho_so"
_NO_TABLE: Tags = {"cot": [], "dong": []}
_YEAR_BLANKS = "ngày      tháng      năm"


def compose(data: ReportData) -> Report:
    """Return a report from its data.

    Its words are those of its pack.

    Raises Refused with each `placeholder_unknown`, or for a period in which the unit did not stand.
    """
    with data.pack.speaking():
        return _compose(data)


def _compose(data: ReportData) -> Report:
    if data.now.absent:
        raise Refused(Problem("period_outside_life", values={"period": data.now.period.name}))
    book = facts.fill_book(data)
    letter = compose_letter(data)
    tables = {table.name: table for table in annexes.tables_of(data)}
    tags = letter_tags(data, letter)
    # The sentences come first: what they have a footnote on is not told again below the form.
    bound = bound_paragraphs(data, book) if data.kind.sections else {}
    if _FORM in tables:
        tags["bieu"] = _dossier_tags(data, tables[_FORM], book)
    if data.kind.sections:
        said = section_paragraphs_of(data, book, bound)
        tags["muc"] = section_tags(said)
        tags |= _annex_tags(data, tables)
        with_table = bool(tags["bang_chinh"]["cot"])
        tags["de_cuong"] = outline_tags(
            data.kind.sections, said, data.now.period, with_table=with_table
        )
    tags["so"] = figure_tags(book)
    name = _title_of_file(data)
    places = places_of({} if not data.kind.sections else _numbers(tables))
    return Report(
        tags,
        book.figures,
        tables,
        name,
        letter.issuer,
        identity(data),
        places=places,
        rates=data.rates,
    )


def _title_of_file(data: ReportData) -> str:
    """Return the title of the file; a form's own title does not say its period, this one does."""
    titles = wording.catalogue()["title"]
    title_of_kind = titles.get(f"{data.kind.name}_file", titles[data.kind.name])
    period = data.now.period
    return title_of_kind.format(period=title(period), next=next_title(period))


def figure_tags(book: Book) -> dict[str, str]:
    """Return the figures that a template may place freely."""
    return {name: figure.marked for name, figure in book.figures.items() if figure.offered}


def identity(data: ReportData) -> str:
    """Return what a file is, as kept in its properties."""
    days = f"{data.registers_as_of.isoformat()}|{data.tasks_as_of.isoformat()}"
    return f"{data.kind.name}|{data.unit}|{data.now.period.name}|{days}"


def blank_sections(report: Report) -> tuple[str, ...]:
    """Return the sections of a report that print the mark which asks for a text, and no more."""
    paragraphs, mark = report.tags.get("muc", {}), [blank_mark()]
    return tuple(name for name in NARRATIVE_SECTIONS if paragraphs.get(tag_of(name)) == mark)


def section_paragraphs(data: ReportData, book: Book, section: str, bound: list[str]) -> list[str]:
    """Return a section's paragraphs: the bound ones, then the officer's.

    Only where the officer declares so does an empty section say that nothing occurred; else a mark
    stands in it until somebody writes it. V is left out then.
    """
    typed = typed_paragraphs(data, book, section)
    if BRIEF_TABLE in data.kind.tables:
        typed, _ = shortened(bound, typed, _sample_note(data))
    if bound or typed:
        return [*bound, *typed]
    if section in LEFT_OUT_WHEN_EMPTY:
        return []
    if is_nil(data, section):
        return [wording.label("nothing")]
    return [blank_mark()]


def blank_mark() -> str:
    """Return the paragraph that stands in a section until somebody writes it."""
    return f"{HIGHLIGHT}{wording.label('blank')}"


def tag_of(section: str) -> str:
    """Return the name of a section's paragraphs among the tags of a template."""
    return section.replace(".", "_")


def typed_paragraphs(data: ReportData, book: Book, section: str) -> list[str]:
    """Return the officer's paragraphs with their placeholders filled in.

    Raises Refused with each `placeholder_unknown`.
    """
    text = data.narratives.get(section, "")
    unknown: list[str] = []
    filled = book.fill_typed(text, unknown.append)
    if unknown:
        place = Place(sheet="Nội dung báo cáo", heading=f"Mục {section}")
        problems = []
        for name in dict.fromkeys(unknown):
            words = {"name": name, "section": section}
            problems.append(Problem("placeholder_unknown", place, words))
        raise Refused(problems)
    return [" ".join(line.split()) for line in filled.splitlines() if line.strip()]


def section_paragraphs_of(
    data: ReportData, book: Book, bound: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """Return the paragraphs of every section; raises Refused with each unknown placeholder.

    A section that this kind of report does not have is empty: its heading is left out.
    """
    problems: list[Problem] = []
    said: dict[str, list[str]] = {section: [] for section in NARRATIVE_SECTIONS}
    for section in data.kind.sections:
        try:
            said[section] = section_paragraphs(data, book, section, bound[section])
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return said


def section_tags(said: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the paragraphs of sections as the templates of offices ask for them, by their tags."""
    return {section.replace(".", "_"): lines for section, lines in said.items()}


def letter_tags(data: ReportData, letter: Letter) -> Tags:
    """Return the tags of the frame that the decree prescribes, of opening and closing sentence."""
    words = {
        "period": wording.keep_together(title(data.now.period)),
        "next": wording.keep_together(next_title(data.now.period)),
        "issuer": letter.issuer,
    }
    texts, year = wording.catalogue(), data.now.end.year
    opening, closing = _frame_sentences(data)
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
        "can_cu": list(bases(data)),
        "mo_dau": " ".join([*_replaced(data), wording.upper_first(opening.format(**words))]),
        "ghi_chu_mau": _sample_note(data),
        "ket_thuc": closing.format(**words),
        "noi_nhan": list(letter.recipients),
        "chuc_vu": list(letter.signature),
        "nguoi_ky": letter.signer,
        "kem_theo": texts["label"]["attached"].format(
            symbol=letter.symbol, year=year, issuer=letter.issuer
        ),
        "tinh_den": texts["annex"]["as_of"].format(registers_day=day),
        "khoang_so_lieu": texts["annex"]["window"].format(**dates),
    }


def _sample_note(data: ReportData) -> str:
    """Return what marks illustrative figures; a short report has room for one sentence of it."""
    note = wording.clean(data.sample_note)
    if BRIEF_TABLE not in data.kind.tables:
        return note
    first, more, _ = note.partition(". ")
    return f"{first}." if more else note


def _frame_sentences(data: ReportData) -> tuple[str, str]:
    """Return the opening and closing sentence; a kind that a pack adds may have none of its own."""
    texts, kind = wording.catalogue()["opening"], data.kind.name
    # Typed bases say on whose order a report is made.
    opening, closing = "report_with_bases" if bases(data) else "report", "closing"
    if kind not in KINDS:
        opening, closing = "other", "other_closing"
    return texts.get(kind, texts[opening]), texts.get(f"{kind}_closing", texts[closing])


def _replaced(data: ReportData) -> list[str]:
    """Return the sentence that names the signed report which this one corrects, if any."""
    if data.replaces is None:
        return []
    number, day = data.replaces
    sentence = wording.catalogue()["opening"]["replaces"]
    return [sentence.format(number=wording.clean(number), day=wording.short_date(day))]


def _addressee_lines(addressees: tuple[str, ...]) -> Tags:
    """Return one addressee beside "Kính gửi", several as a list below it; none where none is."""
    if not addressees:
        return {"mot": "", "nhieu": []}
    if len(addressees) == 1:
        return {"mot": addressees[0], "nhieu": []}
    lines = [f"- {name};" for name in addressees[:-1]]
    return {"mot": "", "nhieu": [*lines, f"- {addressees[-1]}."]}


def form_row(row: list[str], columns: Sequence[str] = annexes.FORM_COLUMNS) -> dict[str, str]:
    """Return a row of form II.06a by the numbers of its columns; some may be left out."""
    cells = dict(zip(columns, row[2:], strict=True))
    found = {"tt": row[0], "ten": row[1]}
    for name in annexes.FORM_COLUMNS:
        found[f"c{MEASURES[name].column}"] = cells.get(name, NO_COLUMN)
    return found


def _dossier_tags(data: ReportData, table: Table, book: Book) -> Tags:
    rows: list[Tags] = []
    for row in table.rows:
        cells = form_row(row, table.columns)
        rows.append({**cells, "o": row[2:], "tong": _mark_of_sum(row)})
    rows[0]["tt"] = named(table, rows[0]["tt"])
    note = [annexes.note_under_form(data, book), annexes.note_on_blanks([table])]
    if not data.kind.sections:
        # The form alone has no opening paragraph, so it says under its table what it replaces.
        note += _replaced(data)
    said = {"cot": headings(table), "ghi_chu": " ".join(filter(None, note))}
    return {"dong": rows[:-1], "tong": rows[-1], **said}


def _numbers(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return the numbers of the annexes by their tables, in their order."""
    order = (_FORM, *(annex.table for annex in _ANNEXES))
    return annex_numbers(tables[name] for name in order if name in tables)


def _mark_of_sum(row: list[str]) -> str:
    """Return what makes the template print a row as a sum: fields of work have Arabic numbers."""
    return "" if row[0].isdigit() else "1"


def _annex_tags(data: ReportData, tables: Mapping[str, Table]) -> Tags:
    """Return the tables beside form II.06a; those that this report does not have have no number."""
    texts = wording.catalogue()["annex"]
    office = office_name(data).upper()
    main = tables.get("so_lieu_chinh")
    found: Tags = {"tieu_de_ho_so": texts["dossiers"]}
    brief = tables.get(BRIEF_TABLE)
    found["bang_nhanh"] = _NO_TABLE if brief is None else main_tags(brief)
    found["bang_chinh"] = _NO_TABLE if main is None else main_tags(main)
    numbers = _numbers(tables)
    for annex in _ANNEXES:
        number = numbers.get(annex.table, LEFT_OUT)
        heading = texts[annex.title].format(office=office)
        table = table_tags(tables[annex.table]) if annex.table in tables else _NO_TABLE
        if number == LEFT_OUT:
            # A template that leaves it out asks for its columns; another one prints "Không có".
            table = {**table, "cot": []}
        found[annex.tag] = {"so_phu_luc": number, "tieu_de": heading, **table}
    return found
