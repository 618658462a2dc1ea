"""The tables of the report as numbers: columns and rows that add up, rates between columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.consolidation.kinds import grouped
from desktop.equipment import EquipmentType
from desktop.reports.annexes import FORM_COLUMNS, beyond_fields
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid, GridRow, Number
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.phrases import counted
from desktop.word import wording
from models.catalogue import EQUIPMENT_TYPES
from models.figures import AreaFigures, add
from models.measures import MEASURES

FORM_BY_UNIT, BY_FIELD, EQUIPMENT = "ho_so_don_vi", "ho_so_linh_vuc", "trang_thiet_bi"

# Totals of the form's columns and the columns they are made of.
_FORM_PARTS = {
    "to_handle": ("received_online", "received_offline", "carried_over"),
    "resolved": ("resolved_early", "resolved_on_time", "resolved_late"),
    "pending": ("pending_in_time", "pending_overdue"),
}
# The three rows of headings above each column of the form, by their names in the catalogue.
_FORM_HEAD = {
    "to_handle": ("received", "total", "total"),
    "received_online": ("received", "in_period", "online"),
    "received_offline": ("received", "in_period", "offline"),
    "carried_over": ("received", "carried_over", "carried_over"),
    "resolved": ("resolved", "total", "total"),
    "resolved_early": ("resolved", "early", "early"),
    "resolved_on_time": ("resolved", "on_time", "on_time"),
    "resolved_late": ("resolved", "late", "late"),
    "pending": ("pending", "total", "total"),
    "pending_in_time": ("pending", "in_time", "in_time"),
    "pending_overdue": ("pending", "late", "late"),
}
ELECTRONIC_RATES = (
    "online_rate",
    "digitised_results_rate",
    "digitised_dossiers_rate",
    "digitised_inputs_rate",
    "e_results_rate",
    "reuse_rate",
    "paid_online_rate",
)
# Forms of assignment to the one-stop unit, each a column.
_ASSIGNMENTS = ("Chính thức", "Kiêm nhiệm", "Dự phòng", "Hỗ trợ")
# The parts of a stock of equipment, each a column.
_STOCK: dict[str, Callable[[EquipmentType], Number]] = {
    "norm": lambda stock: stock.norm,
    "have": lambda stock: stock.have,
    "usable": lambda stock: stock.usable,
    "missing": lambda stock: stock.missing,
    "broken": lambda stock: stock.broken,
}
# Printed even where nothing is known.
_ALWAYS = ("online_rate", "digitised_results_rate", "digitised_dossiers_rate", "paid_online_rate")


def all_figures(data: DistrictData) -> Grid:
    """Return every measure by unit."""
    columns = [Column(name, measure.label, 14, measure.parts) for name, measure in MEASURES.items()]
    return by_unit("so_lieu", columns, data, _total)


def form_by_unit(data: DistrictData) -> Grid:
    """Return form II.06a with one row per unit."""
    beside = ("resolved_in_time",)
    return by_unit(FORM_BY_UNIT, _form_columns(), data, _total, beside=beside)


def form_by_field(data: DistrictData) -> Grid:
    """Return form II.06a by field of work, over all units; under each the units that have it.

    What the fields do not hold stands below them, then the sums of the form by unit.
    """
    rows = field_rows(data.books, data.now.all.fields)
    unheld = unheld_row(data.books, unheld_label(data, data.books), len(rows))
    if unheld:
        rows += [unheld, *unheld.units]
    units = form_by_unit(data).rows
    whole = ("unit", "sum")
    sums = [n for n, row in enumerate(units) if row.kind in whole and not row.of_kind]
    if sums:
        total = units[sums[-1]]
        repeated = replace(
            total, label=text("sum"), kind="sum", rows=(sums[-1],), same_as=FORM_BY_UNIT
        )
        rows.append(repeated)
    return Grid(BY_FIELD, text("field"), tuple(_form_columns()), tuple(rows))


def field_rows(books: Sequence[UnitBook], fields: Iterable[AreaFigures]) -> list[GridRow]:
    """Return the sums of fields of work, each before the units that have it."""
    kept = [(book.line.name, _areas_of(book)) for book in books]
    rows: list[GridRow] = []
    for total in fields:
        parts = []
        for name, areas in kept:
            if total.area_id in areas:
                parts.append(GridRow(name, "unit", areas[total.area_id].measures))
        first = len(rows) + 1
        places = tuple(range(first, first + len(parts)))
        rows.append(GridRow(total.area, "sum", total.measures, places, tuple(parts)))
        rows += parts
    return rows


def unheld_label(data: DistrictData, books: Sequence[UnitBook]) -> str:
    """Return the heading of what fields of work do not hold, with the number of other units."""
    count = sum(bool(_unheld(book)) for book in books if book is not data.own)
    if not count:
        return text("whole_units")
    with_own = data.own is not None and data.own in books and bool(_unheld(data.own))
    word = text("units") if with_own else data.word
    number = counted(data.own_report, count + with_own)
    return text("whole_units_of").format(count=number, word=word)


def unheld_row(books: Sequence[UnitBook], label: str, place: int) -> GridRow | None:
    """Return what units know without their fields of work, as a row at a place; None if nothing.

    That is all of a unit that keeps no figures by field, and what the total of another has beyond
    its fields.
    """
    parts = []
    for book in books:
        values = _unheld(book)
        if values:
            parts.append(GridRow(book.line.name, "unit", values, is_rest=bool(_areas_of(book))))
    if not parts:
        return None
    places = tuple(range(place + 1, place + 1 + len(parts)))
    keys = (*FORM_COLUMNS, "resolved_in_time")
    values = {}
    for key in keys:
        values[key] = add(part.values[key] for part in parts)
    is_rest = all(part.is_rest for part in parts)
    return GridRow(label, "sum", values, places, tuple(parts), is_rest=is_rest)


def _unheld(book: UnitBook) -> dict[str, Number]:
    """Return what a unit knows beyond its fields of work; nothing where they hold it all."""
    assert book.figures.figures is not None
    areas = book.figures.figures.areas
    found: dict[str, Number] = dict(beyond_fields(areas, book.figures.figures.total))
    return found if not areas or any(found.values()) else {}


def electronic(data: DistrictData) -> Grid:
    """Return online intake, digitisation and online payment by unit, each with its rate."""
    columns: dict[str, Column] = {}
    for name in data.rates.in_use(ELECTRONIC_RATES):
        kind = data.rates.kind(name)
        if not kind.is_simple:
            continue
        top, bottom = kind.numerator, kind.basis
        if name not in _ALWAYS and not _all_have(data, top):
            continue
        # Several rates share a denominator: its column stands once, before the first of them.
        for key in (bottom, top):
            columns.setdefault(key, Column(key, MEASURES[key].label, 17))
        columns[name] = Column(name, text("rate"), 13, rate=(top, bottom))
    return by_unit("so_hoa_thanh_toan", list(columns.values()), data, _total)


def staff(data: DistrictData) -> Grid:
    """Return the one-stop staff by unit: number, forms of assignment, trained, signing."""
    columns = [
        Column("total", text("staff_total"), 22),
        *(Column(name, name, 20) for name in _ASSIGNMENTS),
        Column("trained", text("staff_trained"), 24),
        Column("trained_rate", text("rate"), 16, rate=("trained", "total")),
        Column("signature", text("staff_signature"), 24),
        Column("signature_rate", text("rate"), 16, rate=("signature", "total")),
    ]
    return by_unit("nhan_su", columns, data, _staff_of, data.keepers)


def _staff_of(book: UnitBook) -> Mapping[str, Number]:
    # A register that is not kept knows nothing, not zero.
    if not book.keeps_staff:
        return {}
    found: dict[str, Number] = {"total": len(book.staff)}
    for name in _ASSIGNMENTS:
        found[name] = sum(person.text("assignment") == name for person in book.staff)
    for name, column in (("trained", "trained"), ("signature", "digital_signature")):
        said = book.saying_yes(column)
        if said is not None:
            found[name] = said
    return found


def equipment(data: DistrictData) -> Grid:
    """Return the equipment by type and unit: norm, have, usable, missing and broken, in pieces."""
    columns = tuple(Column(name, text(f"equipment_{name}"), 26) for name in _STOCK)
    rows: list[GridRow] = []
    for kind in EQUIPMENT_TYPES:
        units = [row for book in data.keepers for row in _stock_of(book, kind)]
        if not units:
            continue
        rows.append(GridRow(wording.spelled(kind), "group"))
        first = len(rows)
        rows += units
        if len(units) > 1:
            rows.append(_sum(text("sum"), rows, tuple(range(first, len(rows))), _STOCK))
    return Grid(EQUIPMENT, text("unit"), columns, tuple(rows), wording.label("no_norm"))


def _stock_of(book: UnitBook, kind: str) -> list[GridRow]:
    """Return the row of a unit under a type, none where it has neither the type nor a norm."""
    rows = []
    for stock in book.equipment:
        if stock.kind == kind:
            numbers: dict[str, Number] = {name: amount(stock) for name, amount in _STOCK.items()}
            rows.append(GridRow(book.line.name, "unit", numbers))
    return rows


def by_unit(
    name: str,
    columns: Sequence[Column],
    data: DistrictData,
    values: Callable[[UnitBook], Mapping[str, Number]],
    books: Sequence[UnitBook] | None = None,
    beside: Sequence[str] = (),
) -> Grid:
    """Return a table with the own unit, the others, those that have sent nothing, and the sums.

    Of the books with figures, where no others are given. The sums have numbers of the columns, and
    those `beside` them. What the types of units have of a sum stands below it.
    """
    keys = [*_keys(columns), *beside]
    books = data.books if books is None else books
    rows = [GridRow(book.line.name, "unit", values(book)) for book in books]
    own = (0,) if data.own_book in books else ()
    below = tuple(range(len(own), len(rows)))
    rows += [GridRow(line.line.name, "absent") for line in data.now.missing]
    if below:
        number = counted(data.own_report, len(below))
        label = text("sum_below").format(count=number, word=data.word)
        units, place = tuple(rows[: len(books)]), len(rows)
        rows.append(_sum(label, rows, below, keys, units[len(own) :]))
        rows += _kind_sums(data, rows, len(own), keys)
        if own:
            rows.append(_sum(text("sum_all"), rows, (*own, place), keys, units))
    return Grid(name, text("unit"), tuple(columns), tuple(rows))


def _kind_sums(
    data: DistrictData, rows: Sequence[GridRow], first: int, keys: Sequence[str]
) -> list[GridRow]:
    """Return a sum for each type of unit where more than one occurs; `first` is the first unit's.

    The types are those of the list of units; units without one are told together.
    """
    place_of = {book.line.code: place for place, book in enumerate(data.units, start=first)}
    kinds = grouped([book.figures for book in data.units])
    found: list[GridRow] = []
    for kind in sorted(kinds, key=lambda kind: not kind) if len(kinds) > 1 else ():
        places = tuple(place_of[line.line.code] for line in kinds[kind])
        number = counted(data.own_report, len(places))
        label = text("sum_kind").format(kind=kind or text("no_kind"), count=number)
        units = tuple(rows[place] for place in places)
        found.append(replace(_sum(label, rows, places, keys, units), of_kind=True))
    return found


def _keys(columns: Sequence[Column]) -> list[str]:
    """Return the keys of all numbers: those of columns, and those that only rates divide by."""
    keys = [column.key for column in columns if column.rate is None]
    for column in columns:
        for key in column.rate or ():
            if key not in keys:
                keys.append(key)
    return keys


def _sum(
    label: str,
    rows: Sequence[GridRow],
    places: tuple[int, ...],
    keys: Iterable[str],
    units: tuple[GridRow, ...] = (),
) -> GridRow:
    values: dict[str, Number] = {}
    for key in keys:
        values[key] = add(rows[place].values.get(key) for place in places)
    return GridRow(label, "sum", values, places, units)


def _form_columns() -> list[Column]:
    columns = []
    for name in FORM_COLUMNS:
        header = f"({MEASURES[name].column})"
        above = tuple(district_catalogue()["form_head"][tier] for tier in _FORM_HEAD[name])
        columns.append(Column(name, header, 16, _FORM_PARTS.get(name, ()), above=above))
    return columns


def _total(book: UnitBook) -> Mapping[str, Number]:
    assert book.figures.figures is not None
    return book.figures.figures.total


def _areas_of(book: UnitBook) -> dict[str, AreaFigures]:
    assert book.figures.figures is not None
    return {row.area_id: row for row in book.figures.figures.areas}


def _all_have(data: DistrictData, measure: str) -> bool:
    return all(_total(book).get(measure) is not None for book in data.books)
