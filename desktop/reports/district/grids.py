"""The tables of the report as numbers: columns and rows that add up, rates between columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from desktop.equipment import EquipmentType
from desktop.reports.annexes import FORM_COLUMNS
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.words import text
from desktop.word import wording
from models.catalogue import EQUIPMENT_TYPES
from models.figures import AreaFigures, add
from models.measures import MEASURES
from models.rates import RATES, percentage

Number = int | None
RowKind = Literal["unit", "sum", "group", "absent"]

# Totals of the form's columns and the columns they are made of.
_FORM_PARTS = {
    "to_handle": ("received_online", "received_offline", "carried_over"),
    "resolved": ("resolved_early", "resolved_on_time", "resolved_late"),
    "pending": ("pending_in_time", "pending_overdue"),
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


@dataclass(frozen=True)
class Column:
    """One column of figures.

    Attributes:
        key: by which rows keep its values.
        header: its heading.
        width: in millimetres on paper.
        parts: keys of the columns that it is the sum of.
        rate: keys of numerator and denominator, where it is a rate.
    """

    key: str
    header: str
    width: int = 18
    parts: tuple[str, ...] = ()
    rate: tuple[str, str] | None = None


@dataclass(frozen=True)
class GridRow:
    """One row of a table.

    Attributes:
        label: its first cell.
        kind: a unit or field of work, a sum of other rows, the heading of a group, or a unit that
            has sent nothing.
        values: numbers by column; None is not known.
        rows: places of the rows that a sum is made of.
    """

    label: str
    kind: RowKind = "unit"
    values: Mapping[str, Number] = field(default_factory=dict)
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """One table of figures.

    Attributes:
        name: its name.
        lead: heading of its first column.
        columns, rows: what it holds.
        blank: what stands for a figure that is not known.
    """

    name: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    blank: str = wording.missing()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Return the place of each column by its key, the first one 0."""
        return {column.key: place for place, column in enumerate(self.columns)}


def rate_value(row: GridRow, column: Column, data: DistrictData) -> Decimal | None:
    """Return a rate of a row as it is rounded for print; None where it is not known."""
    assert column.rate is not None
    top, bottom = (row.values.get(key) for key in column.rate)
    if top is None or bottom is None:
        return None
    return percentage(top, bottom, data.rates.rounding, data.rates.decimals)


def all_figures(data: DistrictData) -> Grid:
    """Return every measure by unit."""
    columns = [Column(name, measure.label, 14, measure.parts) for name, measure in MEASURES.items()]
    return _by_unit("so_lieu", columns, data, _total)


def form_by_unit(data: DistrictData) -> Grid:
    """Return form II.06a with one row per unit."""
    return _by_unit("ho_so_don_vi", _form_columns(), data, _total)


def form_by_field(data: DistrictData) -> Grid:
    """Return form II.06a by field of work, over all units; under each the units that have it."""
    rows: list[GridRow] = []
    for total in data.now.all.fields:
        parts = []
        for book in data.books:
            figures = _area_of(book, total.area_id)
            if figures:
                parts.append(GridRow(book.line.name, "unit", figures.measures))
        first = len(rows) + 1
        places = tuple(range(first, first + len(parts)))
        rows.append(GridRow(total.area, "sum", total.measures, places))
        rows += parts
    return Grid("ho_so_linh_vuc", text("field"), tuple(_form_columns()), tuple(rows))


def electronic(data: DistrictData) -> Grid:
    """Return online intake, digitisation and online payment by unit, each with its rate."""
    columns: dict[str, Column] = {}
    for name in ELECTRONIC_RATES:
        top, bottom = RATES[name].numerator, data.rates.basis(name)
        if name not in _ALWAYS and not _all_have(data, top):
            continue
        # Several rates share a denominator: its column stands once, before the first of them.
        for key in (bottom, top):
            columns.setdefault(key, Column(key, MEASURES[key].label, 17))
        columns[name] = Column(name, text("rate"), 13, rate=(top, bottom))
    return _by_unit("so_hoa_thanh_toan", list(columns.values()), data, _total)


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
    return _by_unit("nhan_su", columns, data, _staff_of)


def _staff_of(book: UnitBook) -> Mapping[str, Number]:
    # A register that is not kept knows nothing, not zero.
    if not book.keeps_staff:
        return {}
    found: dict[str, Number] = {"total": len(book.staff)}
    for name in _ASSIGNMENTS:
        found[name] = sum(person.text("assignment") == name for person in book.staff)
    found["trained"] = sum(person["trained"] is True for person in book.staff)
    found["signature"] = sum(person["digital_signature"] is True for person in book.staff)
    return found


def equipment(data: DistrictData) -> Grid:
    """Return the equipment by type and unit: norm, have, usable, missing and broken, in pieces."""
    columns = tuple(Column(name, text(f"equipment_{name}"), 26) for name in _STOCK)
    rows: list[GridRow] = []
    for kind in EQUIPMENT_TYPES:
        units = [row for book in data.books for row in _stock_of(book, kind)]
        if not units:
            continue
        rows.append(GridRow(kind, "group"))
        first = len(rows)
        rows += units
        if len(units) > 1:
            rows.append(_sum(text("sum"), rows, tuple(range(first, len(rows))), _STOCK))
    return Grid("trang_thiet_bi", text("unit"), columns, tuple(rows), wording.label("no_norm"))


def _stock_of(book: UnitBook, kind: str) -> list[GridRow]:
    """Return the row of a unit under a type, none where it has neither the type nor a norm."""
    rows = []
    for stock in book.equipment:
        if stock.kind == kind:
            numbers: dict[str, Number] = {name: amount(stock) for name, amount in _STOCK.items()}
            rows.append(GridRow(book.line.name, "unit", numbers))
    return rows


def _by_unit(
    name: str,
    columns: Sequence[Column],
    data: DistrictData,
    values: Callable[[UnitBook], Mapping[str, Number]],
) -> Grid:
    """Return a table with the own unit, the others, those that have sent nothing, and the sums."""
    keys = _keys(columns)
    rows = [GridRow(book.line.name, "unit", values(book)) for book in data.books]
    own = (0,) if data.own else ()
    below = tuple(range(len(own), len(rows)))
    rows += [GridRow(line.line.name, "absent") for line in data.now.missing]
    if below:
        label = text("sum_below").format(count=len(below), word=data.word)
        rows.append(_sum(label, rows, below, keys))
        if own:
            rows.append(_sum(text("sum_all"), rows, (*own, len(rows) - 1), keys))
    return Grid(name, text("unit"), tuple(columns), tuple(rows))


def _keys(columns: Sequence[Column]) -> list[str]:
    """Return the keys of all numbers: those of columns, and those that only rates divide by."""
    keys = [column.key for column in columns if column.rate is None]
    for column in columns:
        for key in column.rate or ():
            if key not in keys:
                keys.append(key)
    return keys


def _sum(
    label: str, rows: Sequence[GridRow], places: tuple[int, ...], keys: Iterable[str]
) -> GridRow:
    values: dict[str, Number] = {}
    for key in keys:
        values[key] = add(rows[place].values.get(key) for place in places)
    return GridRow(label, "sum", values, places)


def _form_columns() -> list[Column]:
    columns = []
    for name in FORM_COLUMNS:
        measure = MEASURES[name]
        header = f"{measure.label} ({measure.column})"
        columns.append(Column(name, header, 16, _FORM_PARTS.get(name, ())))
    return columns


def _total(book: UnitBook) -> Mapping[str, Number]:
    assert book.figures.figures is not None
    return book.figures.figures.total


def _area_of(book: UnitBook, key: str) -> AreaFigures | None:
    assert book.figures.figures is not None
    for row in book.figures.figures.areas:
        if row.area_id == key:
            return row
    return None


def _all_have(data: DistrictData, measure: str) -> bool:
    return all(_total(book).get(measure) is not None for book in data.books)
