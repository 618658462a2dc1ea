"""The rows of the annexes: dossiers (form II.06a), staff, equipment by type, innovations."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from desktop.reports.ward import facts
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.section_ii2 import main_table
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.content import MERGE, Rows, Table
from models.catalogue import DISPOSED, EQUIPMENT, INNOVATIONS, STAFF
from models.kinds import shown
from models.measures import MEASURES
from models.registers import Field, Record, Register, Value

_COLUMNS = tuple(measure.name for measure in sorted(
    (measure for measure in MEASURES.values() if measure.column), key=lambda measure: measure.column or 0
))  # fmt: skip
_MAIN_WIDTH = 18
_EARLY, _ON_TIME = _COLUMNS.index("resolved_early"), _COLUMNS.index("resolved_on_time")


def dossier_table(data: ReportData) -> Table:
    """Return form II.06a: one row per field, the total last; columns (1) to (13).

    Where only "trước và đúng hạn" is known, columns 8 and 9 are one cell: the second is None-marked
    as "".
    """
    rows = [
        [str(place), wording.clean(row.area), *form_figures(row.measures)]
        for place, row in enumerate(data.now.fields, start=1)
    ]
    rows.append(["", wording.label("total"), *form_figures(data.now.total)])
    return Table("so_lieu_ho_so", (), (), rows)


def is_merged(row: Sequence[str]) -> bool:
    """Say whether columns 8 and 9 of a row of form II.06a are one cell."""
    return row[_ON_TIME + 2].startswith(MERGE)


def form_figures(measures: Mapping[str, int | None]) -> list[str]:
    """Return columns (3) to (13) of a row of form II.06a; where columns 8 and 9 are one cell, the
    second is `MERGE`.
    """
    cells = [wording.number(measures.get(name)) for name in _COLUMNS]
    together = measures.get("resolved_in_time")
    if (
        measures.get("resolved_early") is None
        and measures.get("resolved_on_time") is None
        and together is not None
    ):
        cells[_EARLY], cells[_ON_TIME] = wording.number(together), MERGE
    return cells


def staff_table(data: ReportData) -> Table:
    """Return the one-stop staff, columns from the field catalogue."""
    return _register_table("nhan_su", STAFF, data.records("staff"), data)


def innovation_table(data: ReportData) -> Table:
    """Return the models and innovations, columns from the field catalogue."""
    return _register_table("mo_hinh", INNOVATIONS, data.records("innovations"), data)


def equipment_table(data: ReportData) -> Table:
    """Return one row per item and, before each type, its subtotal with norm, have, usable, missing
    and broken.
    """
    fields = tuple(EQUIPMENT.annex_fields())
    held = [item for item in data.records("equipment") if item.text("condition") != DISPOSED]
    rows: Rows = []
    subtotals = set()
    place = 0
    for stock in facts.stocks(data):
        subtotals.add(len(rows))
        words = {
            "kind": wording.clean(stock.kind),
            "norm": wording.number(stock.norm),
            "missing": wording.number(stock.missing),
            "have": wording.number(stock.have),
            "usable": wording.number(stock.usable),
            "broken": wording.number(stock.broken),
        }
        name = "subtotal" if stock.norm is not None else "subtotal_without_norm"
        rows.append(["", str(wording.catalogue()["annex"][name]).format(**words)])
        for item in (item for item in held if item.text("kind") == stock.kind):
            place += 1
            rows.append([str(place), *_cells(fields, item, data)])
    if not rows:
        rows, subtotals = _none(), {0}
    return Table("trang_thiet_bi", _titles(fields), _widths(fields), rows, frozenset(subtotals))


def main_figures(data: ReportData) -> Table:
    """Return the table of main figures beside those of other periods."""
    titles, rows = main_table(data)
    return Table("so_lieu_chinh", titles, (_MAIN_WIDTH,) * len(titles), rows)


def tables_of(data: ReportData) -> Iterator[Table]:
    """Yield every table of a report."""
    for name in data.kind.tables:
        yield TABLES[name](data)


# What makes each table, by the name under which a kind of report asks for it.
TABLES: dict[str, Callable[[ReportData], Table]] = {
    "so_lieu_ho_so": dossier_table,
    "so_lieu_chinh": main_figures,
    "nhan_su": staff_table,
    "trang_thiet_bi": equipment_table,
    "mo_hinh": innovation_table,
}


def note_under_form(data: ReportData, book: Book) -> str:
    """Return the note under form II.06a on withdrawn, returned and stopped dossiers, which have no
    column.
    """
    texts, total = wording.catalogue()["annex"], data.now.total
    if not book.known("closed_unresolved"):
        name = "note_missing"
    else:
        name = (
            "note"
            if all(total[part] is not None for part in MEASURES["closed_unresolved"].parts)
            else "note_together"
        )
    note = book.fill(texts[name])
    merged = any(is_merged(row) for row in dossier_table(data).rows)
    return f"{note} {texts['note_merged']}" if merged else note


def _register_table(
    name: str, register: Register, records: Iterable[Record], data: ReportData
) -> Table:
    fields = tuple(register.annex_fields())
    rows = [[str(place), *_cells(fields, row, data)] for place, row in enumerate(records, start=1)]
    if not rows:
        return Table(name, _titles(fields), _widths(fields), _none(), frozenset({0}))
    return Table(name, _titles(fields), _widths(fields), rows)


def _none() -> Rows:
    """Return the one row of a register without records."""
    return [["", str(wording.catalogue()["annex"]["none"])]]


def _titles(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(field.header for field in fields)


def _widths(fields: Iterable[Field]) -> tuple[int, ...]:
    return tuple(field.annex or 0 for field in fields)


def _cells(fields: Iterable[Field], record: Record, data: ReportData) -> list[str]:
    return [_cell(field, record[field.name], data) for field in fields]


def _cell(field: Field, value: Value, data: ReportData) -> str:
    return wording.clean(shown(field, value, dict(data.area_names)))
