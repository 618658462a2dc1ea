"""The rows of the annexes: dossiers (form II.06a), staff, equipment by type, innovations."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.equipment import EquipmentType
from desktop.reports.kinds import BRIEF_TABLE
from desktop.reports.numbering import ROMAN
from desktop.reports.ward.authority_lines import authority_name
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import counted, is_none, only_part, parts_said
from desktop.reports.ward.published import lines_under_table
from desktop.reports.ward.register_facts import stocks
from desktop.reports.ward.section_ii2 import bases_of_rates, brief_table, main_table
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.content import MERGE, Rows, Table
from models.authority import UNSAID
from models.catalogue import DISPOSED, EQUIPMENT, INNOVATIONS, PUBLISHED, STAFF
from models.figures import AreaFigures
from models.kinds import kind_of, shown
from models.measures import MEASURES
from models.registers import Field, Record, Register, Value


def _columns_of_form() -> tuple[str, ...]:
    """Return the measures that form II.06a has a column for, in the order of its columns."""
    numbers = {measure.column: measure.name for measure in MEASURES.values() if measure.column}
    return tuple(numbers[column] for column in sorted(numbers))


FORM = "so_lieu_ho_so"
FORM_COLUMNS = _columns_of_form()
_UNRESOLVED = "closed_unresolved"
_UNRESOLVED_PARTS = {
    "withdrawn": "tổ chức, cá nhân rút",
    "returned": "trả lại, từ chối",
    "stopped": "dừng, hủy",
}
_MAIN_WIDTH, _BRIEF_WIDTH, _FORM_WIDTH = 18, 31, 17  # millimetres
_APART, _TOGETHER = ("resolved_early", "resolved_on_time"), "resolved_in_time"


def dossier_table(data: ReportData) -> Table:
    """Return form II.06a: one row per field of work, the total last; columns as its kind has them.

    Where the report tells dossiers by authority, the fields of each stand below its subtotal, which
    has a Roman number. What is known of the whole unit only stands in a row below the fields.
    """
    columns = form_columns(data)
    rows: Rows = []
    place = 0
    for authority, areas in _grouped(data):
        if authority is not None:
            rows.append(_subtotal_of(authority, data, len(rows) - place + 1))
        for row in areas:
            place += 1
            rows.append([str(place), wording.clean(row.area), *form_figures(row.measures, columns)])
    held: frozenset[tuple[int, int]] = frozenset()
    rest = beyond_fields(data.now.areas, in_book(data), columns)
    if data.now.areas and any(rest.values()):
        rows.append(["", wording.label("whole_unit"), *form_figures(rest, columns)])
        held = blank_zeros(rows)
    if is_apart_from_fields(data):
        rows.append(["", wording.label("published_difference"), *_differences(data)])
    rows.append(["", wording.label("total"), *form_figures(data.now.total, columns)])
    titles = tuple(
        data.kind.heading_of(FORM, name, wording.clean(MEASURES[name].label)) for name in columns
    )
    return Table(FORM, titles, (_FORM_WIDTH,) * len(titles), rows, columns=columns, held=held)


def in_book(data: ReportData) -> Mapping[str, int | None]:
    """Return the totals of the book, also of those measures whose published number is printed."""
    found = dict(data.now.total)
    for name, beside in data.now.beside.items():
        if beside.printed == PUBLISHED:
            found[name] = beside.value
    return found


def is_apart_from_fields(data: ReportData) -> bool:
    """Say whether form II.06a prints published numbers in its total, below fields of the book."""
    names = (*form_columns(data), _TOGETHER)
    beside = [data.now.beside[name] for name in names if name in data.now.beside]
    return bool(data.now.areas) and any(each.printed == PUBLISHED for each in beside)


def _differences(data: ReportData) -> list[str]:
    """Return how much more is printed in each column of the total than the rows above hold."""
    total, kept = data.now.total, in_book(data)
    found: dict[str, int | None] = {}
    for name in (*form_columns(data), _TOGETHER):
        printed, of_book = total[name], kept[name]
        found[name] = None if printed is None or of_book is None else printed - of_book
    return form_figures(found, form_columns(data), wording.signed)


def form_columns(data: ReportData) -> tuple[str, ...]:
    """Return the measures that form II.06a of a report has a column for, in their order."""
    return data.kind.columns.get(FORM, FORM_COLUMNS)


def beyond_fields(
    areas: Sequence[AreaFigures],
    total: Mapping[str, int | None],
    columns: Sequence[str] = FORM_COLUMNS,
) -> dict[str, int | None]:
    """Return what is known of a unit beyond its fields of work, by the measures of the form.

    Not known without a total, or where the fields hold more than it.
    """
    found: dict[str, int | None] = {}
    for name in (*columns, _TOGETHER):
        whole = total[name]
        rest = None if whole is None else whole - sum(area.measures[name] or 0 for area in areas)
        found[name] = None if rest is not None and rest < 0 else rest
    return found


def blank_zeros(rows: Rows) -> frozenset[tuple[int, int]]:
    """Blank the zeros of the last row: other rows hold it all there; return their places."""
    row, place = rows[-1], len(rows) - 1
    zeros = [column for column in range(2, len(row)) if row[column] == "0"]
    for column in zeros:
        row[column] = wording.blank_cell()
    return frozenset((place, column) for column in zeros)


def note_on_blanks(tables: Iterable[Table], annex: str = "") -> str:
    """Return what the blank cells of forms II.06a are, which have one note; "" without any.

    `annex` says where the row is that tells of the whole unit, if the note stands elsewhere too.
    """
    is_unknown = is_held = False
    for table in tables:
        blank = sum(row[2:].count(wording.blank_cell()) for row in table.rows)
        is_unknown = is_unknown or blank > len(table.held)
        is_held = is_held or bool(table.held)
    name = "note_blank_and_rest" if is_unknown and is_held else "note_blank"
    if not is_unknown:
        name = "note_rest"
    if not is_unknown and not is_held:
        return ""
    return _rest_note(name, annex)


def note_on_rest() -> str:
    """Return what the blank cells of the row below the fields of work are."""
    return _rest_note("note_rest", "")


def _rest_note(name: str, annex: str) -> str:
    of_annex = wording.catalogue()["annex"]["of_annex"].format(annex=annex) if annex else ""
    row = wording.label("whole_unit")
    words = {"unknown": wording.missing(), "row": row, "of_annex": of_annex}
    return wording.catalogue()["annex"][name].format(**words)


def blank_note(rows: Rows, unknown: str, *, rates: bool = True) -> str:
    """Return what the blank cells of a table are, "" without any; `rates` where it has some."""
    if not any(wording.blank_cell() in row for row in rows):
        return ""
    name = "note_blank_rates" if rates else "note_blank"
    return wording.catalogue()["annex"][name].format(unknown=unknown)


def _grouped(data: ReportData) -> Iterator[tuple[str | None, list[AreaFigures]]]:
    """Yield the fields of work by authority, all under None where they are not told so."""
    if not data.by_authority:
        yield None, list(data.now.areas)
        return
    for authority in data.by_authority:
        yield authority, [row for row in data.now.areas if _authority_of(row, data) == authority]


def _authority_of(row: AreaFigures, data: ReportData) -> str:
    return data.authority_of.get(row.area_id, UNSAID)


def _subtotal_of(authority: str, data: ReportData, place: int) -> list[str]:
    figures = form_figures(data.by_authority[authority], form_columns(data))
    return [ROMAN[place - 1], authority_name(authority), *figures]


def is_merged(row: Sequence[str]) -> bool:
    """Say whether columns 8 and 9 of a row of form II.06a are one cell."""
    return any(cell.startswith(MERGE) for cell in row[2:])


def form_figures(
    measures: Mapping[str, int | None],
    columns: Sequence[str] = FORM_COLUMNS,
    words: Callable[[int], str] = wording.number,
) -> list[str]:
    """Return the figures of a row of form II.06a, columns (3) to (13) where it has all of them.

    Where only "trước và đúng hạn" is known, columns 8 and 9 are one cell: the second is `MERGE`.
    """
    numbers = [measures.get(name) for name in columns]
    cells = [wording.blank_cell() if number is None else words(number) for number in numbers]
    together = measures.get(_TOGETHER)
    parts = (measures.get("resolved_early"), measures.get("resolved_on_time"))
    early = columns.index(_APART[0]) if _APART[0] in columns else len(columns)
    if together is not None and parts == (None, None) and columns[early : early + 2] == _APART:
        cells[early : early + 2] = [words(together), MERGE]
    return cells


def staff_table(data: ReportData) -> Table:
    """Return the one-stop staff, columns from the field catalogue."""
    return _register_table("nhan_su", STAFF, data)


def innovation_table(data: ReportData) -> Table:
    """Return the models and innovations, columns from the field catalogue."""
    return _register_table("mo_hinh", INNOVATIONS, data)


def equipment_table(data: ReportData) -> Table:
    """Return one row per item and, before each type, its subtotal against the norm."""
    fields = _fields("trang_thiet_bi", EQUIPMENT, data)
    held = [item for item in data.records("equipment") if item.text("condition") != DISPOSED]
    rows: Rows = []
    subtotals = set()
    place = 0
    # A norm says what there should be, nothing of what there is.
    found = stocks(data) if EQUIPMENT.name in data.kept else []
    for stock in found:
        subtotals.add(len(rows))
        rows.append(["", _subtotal(stock, data)])
        for item in held:
            if item.text("kind") == stock.kind:
                place += 1
                rows.append([str(place), *_cells(fields, item, data)])
    if not rows:
        return _nothing("trang_thiet_bi", EQUIPMENT, data)
    return _listed("trang_thiet_bi", fields, rows, data, frozenset(subtotals))


def _subtotal(stock: EquipmentType, data: ReportData) -> str:
    """Return "Máy in: định mức 03; hiện có 03; hoạt động tốt 02; thiếu 01; hỏng 01"."""
    texts = wording.catalogue()["annex"]

    def put(name: str, number: int) -> str:
        return texts[name].format(n=counted(data, number))

    said = [texts["no_norm"] if stock.norm is None else put("norm", stock.norm)]
    said.append(put("have", stock.have) if stock.have else texts["have_none"])
    if stock.broken:
        said.append(put("usable", stock.usable))
    elif stock.have:
        said.append(texts["all_usable"])
    if stock.missing:
        said.append(put("missing", stock.missing))
    if stock.broken:
        said.append(put("broken", stock.broken))
    return f"{wording.spelled(stock.kind)}: {'; '.join(said)}"


def main_figures(data: ReportData) -> Table:
    """Return the table of main figures beside those of other periods."""
    titles, rows = main_table(data)
    _add_note(rows)
    return Table("so_lieu_chinh", titles, (_MAIN_WIDTH,) * len(titles), rows)


def brief_figures(data: ReportData) -> Table:
    """Return the figures of a short report: of the period, since the year began, and the change."""
    titles, rows = brief_table(data)
    _add_note(rows, bases_of_rates(data))
    return Table(BRIEF_TABLE, titles, (_BRIEF_WIDTH,) * len(titles), rows)


def _add_note(rows: Rows, more: str = "") -> None:
    """Add what blank cells are as a last row over the whole width, where there are any.

    `more` stands behind it.
    """
    is_blank = any(wording.blank_cell() in row for row in rows)
    notes = [wording.catalogue()["annex"]["note_compared"] if is_blank else "", more]
    if note := " ".join(filter(None, notes)):
        rows.append([note, *(MERGE for _ in rows[0][1:])])


def tables_of(data: ReportData) -> Iterator[Table]:
    """Yield every table of a report."""
    for name in data.kind.tables:
        yield TABLES[name](data)


# What makes each table, by the name under which a kind of report asks for it.
TABLES: dict[str, Callable[[ReportData], Table]] = {
    FORM: dossier_table,
    "so_lieu_chinh": main_figures,
    BRIEF_TABLE: brief_figures,
    "nhan_su": staff_table,
    "trang_thiet_bi": equipment_table,
    "mo_hinh": innovation_table,
}


def note_under_form(data: ReportData, book: Book) -> str:
    """Return the note under form II.06a.

    The form has no column for withdrawn, returned and stopped dossiers, unless its kind says
    otherwise: the note tells them, and there is none where there are no such dossiers. So do lines
    on what was published otherwise.
    """
    texts = wording.catalogue()["annex"]
    notes = []
    columns = form_columns(data)
    has_column = _UNRESOLVED in columns
    if not has_column and not book.known(_UNRESOLVED):
        notes.append(book.fill(texts["note_missing"]))
    elif not has_column and not is_none(book, _UNRESOLVED):
        notes.append(book.fill(texts["note"], parts=_unresolved_parts(book)))
    if any(is_merged(row) for row in dossier_table(data).rows):
        notes.append(texts["note_merged"])
    if is_apart_from_fields(data):
        notes.append(texts["note_difference"].format(row=wording.label("published_difference")))
    notes += lines_under_table((*columns, _UNRESOLVED), data, book)
    return " ".join(notes)


def _unresolved_parts(book: Book) -> str:
    """Return how dossiers were left unresolved, "" where nobody knows."""
    only = only_part(book, _UNRESOLVED_PARTS)
    if only:
        return f", đều là hồ sơ {_UNRESOLVED_PARTS[only]}"
    said = parts_said(book, _UNRESOLVED_PARTS, wording.label("dossiers"), "; ")
    return f" ({said})" if any(book.known(name) for name in _UNRESOLVED_PARTS) else ""


def _register_table(name: str, register: Register, data: ReportData) -> Table:
    fields = _fields(name, register, data)
    rows: Rows = []
    for place, row in enumerate(data.records(register.name), start=1):
        rows.append([str(place), *_cells(fields, row, data)])
    if not rows:
        return _nothing(name, register, data)
    note = blank_note(rows, wording.label("no_answer"), rates=False)
    if note:
        rows.append(["", note])
    return _listed(name, fields, rows, data, frozenset({len(rows) - 1} if note else ()))


def _fields(table: str, register: Register, data: ReportData) -> tuple[Field, ...]:
    """Return the fields that the table of a register has a column for, in their order."""
    wanted = data.kind.columns.get(table)
    return tuple(register.annex_fields()) if wanted is None else tuple(map(register.field, wanted))


def _listed(
    name: str,
    fields: Sequence[Field],
    rows: Rows,
    data: ReportData,
    subtotals: frozenset[int] = frozenset(),
) -> Table:
    titles = tuple(
        data.kind.heading_of(name, field.name, wording.spelled(field.header)) for field in fields
    )
    widths = tuple(field.annex or 0 for field in fields)
    columns = tuple(field.name for field in fields)
    return Table(name, titles, widths, rows, subtotals, columns=columns)


def _nothing(name: str, register: Register, data: ReportData) -> Table:
    """Return the table of a register without records: one row says that there are none, or that
    nobody knows.
    """
    fields = _fields(name, register, data)
    words = "none" if register.name in data.kept else "unknown"
    rows = [["", wording.catalogue()["annex"][words]]]
    return replace(_listed(name, fields, rows, data, frozenset({0})), is_empty=True)


def _cells(fields: Iterable[Field], record: Record, data: ReportData) -> list[str]:
    return [_cell(field, record[field.name], data) for field in fields]


def _cell(field: Field, value: Value, data: ReportData) -> str:
    if value is None and kind_of(field).column == "yes_no":
        # What nobody answered is not a no; a blank cell could be read as one.
        return wording.blank_cell()
    if isinstance(value, date):
        # Dates of a paper follow one rule, in its sentences and in its tables.
        return wording.short_date(value)
    return wording.clean(shown(field, value, dict(data.area_names)))
