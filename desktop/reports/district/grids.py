"""The tables of the report as numbers: columns that add up, rows that add up, and rates between
columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.words import text
from desktop.word import wording
from models.catalogue import EQUIPMENT_TYPES
from models.figures import AreaFigures, add
from models.measures import MEASURES
from models.rates import RATES, percentage

Number = int | None
RowKind = Literal["unit", "sum", "group", "absent"]

FORM_COLUMNS = tuple(
    measure.name
    for measure in sorted(
        (m for m in MEASURES.values() if m.column), key=lambda measure: measure.column or 0
    )
)
# Totals of the form's columns and the columns they are made of.
_FORM_PARTS = {
    "to_handle": ("received_online", "received_offline", "carried_over"),
    "resolved": ("resolved_early", "resolved_on_time", "resolved_late"),
    "pending": ("pending_in_time", "pending_overdue"),
}
ELECTRONIC_RATES = (
    "online_rate", "digitised_results_rate", "digitised_dossiers_rate", "digitised_inputs_rate", "e_results_rate",
    "reuse_rate", "paid_online_rate",
)  # fmt: skip
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
    """One row: a unit or field of work, a sum of other rows, the heading of a group, or a unit that
    has sent nothing.

    Attributes:
        label: its first cell.
        kind: what it is.
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
    """Return form II.06a with one row per field of work, over all units; under each field the units
    that have it.
    """
    rows: list[GridRow] = []
    for total in data.now.all.fields:
        place = len(rows)
        own = [(book.line.name, _area_of(book, total.area_id)) for book in data.books]
        parts = [GridRow(name, "unit", figures.measures) for name, figures in own if figures]
        rows.append(
            GridRow(
                total.area, "sum", total.measures, tuple(range(place + 1, place + 1 + len(parts)))
            )
        )
        rows += parts
    return Grid("ho_so_linh_vuc", text("field"), tuple(_form_columns()), tuple(rows))


def electronic(data: DistrictData) -> Grid:
    """Return online intake, digitisation and online payment by unit, each with its rate and
    denominator.
    """
    known = [
        name
        for name in ELECTRONIC_RATES
        if name in _ALWAYS or _all_have(data, RATES[name].numerator)
    ]
    columns: dict[str, Column] = {}
    for name in known:
        top, bottom = RATES[name].numerator, data.rates.basis(name)
        for key in (bottom, top):
            columns.setdefault(key, Column(key, MEASURES[key].label, 17))
        columns[name] = Column(name, text("rate"), 13, rate=(top, bottom))
    return _by_unit("so_hoa_thanh_toan", list(columns.values()), data, _total)


def staff(data: DistrictData) -> Grid:
    """Return the one-stop staff by unit: number, by form of assignment, trained, with a digital
    signature.
    """
    assignments = ("Chính thức", "Kiêm nhiệm", "Dự phòng", "Hỗ trợ")
    columns = [
        Column("total", text("staff_total"), 22),
        *(Column(name, name, 20) for name in assignments),
        Column("trained", text("staff_trained"), 24),
        Column("trained_rate", text("rate"), 16, rate=("trained", "total")),
        Column("signature", text("staff_signature"), 24),
        Column("signature_rate", text("rate"), 16, rate=("signature", "total")),
    ]

    def values(book: UnitBook) -> Mapping[str, Number]:
        if not book.keeps_staff:
            return {}
        return {
            "total": len(book.staff),
            **{
                name: sum(person.text("assignment") == name for person in book.staff)
                for name in assignments
            },
            "trained": sum(person["trained"] is True for person in book.staff),
            "signature": sum(person["digital_signature"] is True for person in book.staff),
        }

    return _by_unit("nhan_su", columns, data, values)


def equipment(data: DistrictData) -> Grid:
    """Return the equipment by type and unit: norm, have, usable, missing and broken, in pieces."""
    names = ("norm", "have", "usable", "missing", "broken")
    columns = tuple(Column(name, text(f"equipment_{name}"), 26) for name in names)
    rows: list[GridRow] = []
    for kind in EQUIPMENT_TYPES:
        held = [
            (book.line.name, stock)
            for book in data.books
            for stock in book.equipment
            if stock.kind == kind
        ]
        if not held:
            continue
        rows.append(GridRow(kind, "group"))
        first = len(rows)
        for name, stock in held:
            numbers: dict[str, Number] = {key: getattr(stock, key) for key in names}
            rows.append(GridRow(name, "unit", numbers))
        if len(held) > 1:
            rows.append(_sum(text("sum"), rows, tuple(range(first, len(rows))), names))
    return Grid("trang_thiet_bi", text("unit"), columns, tuple(rows), wording.label("no_norm"))


def _by_unit(
    name: str,
    columns: Sequence[Column],
    data: DistrictData,
    values: Callable[[UnitBook], Mapping[str, Number]],
) -> Grid:
    """Return a table with the own unit, the others, those that have sent nothing, and the sums."""
    keys = [column.key for column in columns if column.rate is None]
    keys += [key for column in columns if column.rate for key in column.rate if key not in keys]
    rows = [GridRow(book.line.name, "unit", values(book)) for book in data.books]
    own = (0,) if data.own else ()
    below = tuple(range(len(own), len(rows)))
    rows += [GridRow(line.line.name, "absent") for line in data.now.missing]
    if below:
        rows.append(
            _sum(text("sum_below").format(count=len(below), word=data.word), rows, below, keys)
        )
        if own:
            rows.append(_sum(text("sum_all"), rows, (*own, len(rows) - 1), keys))
    return Grid(name, text("unit"), tuple(columns), tuple(rows))


def _sum(
    label: str, rows: Sequence[GridRow], places: tuple[int, ...], keys: Iterable[str]
) -> GridRow:
    return GridRow(
        label,
        "sum",
        {key: add(rows[place].values.get(key) for place in places) for key in keys},
        places,
    )


def _form_columns() -> list[Column]:
    return [
        Column(
            name, f"{MEASURES[name].label} ({MEASURES[name].column})", 16, _FORM_PARTS.get(name, ())
        )
        for name in FORM_COLUMNS
    ]


def _total(book: UnitBook) -> Mapping[str, Number]:
    assert book.figures.figures is not None
    return book.figures.figures.total


def _area_of(book: UnitBook, key: str) -> AreaFigures | None:
    assert book.figures.figures is not None
    return next((row for row in book.figures.figures.areas if row.area_id == key), None)


def _all_have(data: DistrictData, measure: str) -> bool:
    return all(_total(book).get(measure) is not None for book in data.books)
