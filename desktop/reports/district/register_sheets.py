"""The sheets of the workbook that list what the units keep in their registers, record by record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.unit_records import UnitFacts
from desktop.reports.district.words import sheet_text, text
from desktop.reports.district.worksheets import MARKED, NUMBER, Out, Sheet, address
from desktop.spreadsheets import formulas
from desktop.word import wording
from models.catalogue import DISPOSED, REGISTERS
from models.kinds import kind_of
from models.registers import Field, Record, Value

# Number and name of the unit stand before the fields.
_LEADING = 2
_DECIMAL = "#,##0.##########"
# Years and months.
_PLAIN = "0"
# What a unit says of itself, with the widths of the columns.
_PREMISES = {
    "area": 9,
    "waiting_area": 10,
    "counters": 8,
    "hours": 26,
    "hotline": 14,
    "quarters": 9,
    "population": 11,
}


@dataclass(frozen=True)
class Listing:
    """One sheet that lists a register.

    Attributes:
        register: its name.
        widths: of the fields that are its columns, in digits, in their order.
        summed: those of them that are added up.
        order: the field by which records are ordered, "" by unit.
    """

    register: str
    widths: Mapping[str, int]
    summed: tuple[str, ...] = ()
    order: str = ""


LISTINGS = (
    Listing(
        "inspections",
        {
            "day": 11, "team": 14, "form": 10, "document": 12, "inspected": 12, "times": 7,
            "result": 18, "groups_at_fault": 8, "persons_at_fault": 8, "recommendation": 15,
            "remedy_due": 11, "remedied": 11,
        },
        ("times", "groups_at_fault", "persons_at_fault"),
    ),
    Listing(
        "late_dossiers",
        {
            "cause": 26, "year": 7, "month": 7, "field": 18, "dossiers": 8, "responsible": 20,
            "apologies": 9, "remedy": 26,
        },
        ("dossiers", "apologies"),
        "cause",
    ),
    Listing("targets", {"year": 7, "target": 36, "level": 10, "basis": 28, "source": 36}),
    Listing(
        "software",
        {"name": 36, "field": 24, "owner": 28, "accounts": 10, "from_date": 12, "to_date": 12},
        ("accounts",),
    ),
)  # fmt: skip


def register_sheets(data: DistrictData) -> Iterator[Sheet]:
    """Yield the sheets of those registers that hold anything, then what units say of themselves."""
    for listing in LISTINGS:
        rows = _rows(listing, data)
        if rows:
            yield _sheet(listing, data, rows)
    if any(_profile_of(unit) for unit in units(data)):
        yield _offices(data)


def units(data: DistrictData) -> list[UnitFacts]:
    """Return what the registers of the own unit and of the others say."""
    own = [data.own_facts] if data.own_facts else []
    return [*own, *data.facts.values()]


def _rows(listing: Listing, data: DistrictData) -> list[tuple[str, Record]]:
    found = [(unit.name, row) for unit in units(data) for row in unit.of(listing.register)]
    if listing.order:
        found.sort(key=lambda each: each[1].text(listing.order))
    return found


def _sheet(listing: Listing, data: DistrictData, rows: Sequence[tuple[str, Record]]) -> Sheet:
    register = REGISTERS[listing.register]
    fields = [register.field(name) for name in listing.widths]
    cells = []
    for number, (name, row) in enumerate(rows, start=1):
        lead = [Out(number, form=NUMBER, centred=True), Out(wording.clean(name), wrap=True)]
        cells.append(lead + [_cell(row, field, data) for field in fields])
    notes: list[str] = []
    if listing.summed:
        total = _sums(cells, [name in listing.summed for name in listing.widths])
        cells.append(total)
        notes = _notes(total, "part_of_records")
    header = ["TT", text("unit"), *(field.label for field in fields)]
    widths = [5, 16, *listing.widths.values()]
    heading = sheet_text(listing.register)
    return Sheet(register.sheet, heading, header, widths, cells, notes=notes)


def _cell(row: Record, field: Field, data: DistrictData) -> Out:
    """Return a field of a record: amounts as numbers, all else as a person reads it."""
    kind, value = kind_of(field), row[field.name]
    if kind.amount:
        if isinstance(value, int | Decimal):
            return Out(value, form=_form(value))
        return Out("", form=NUMBER)
    if kind.numeric and type(value) is int:
        return Out(value, form=_PLAIN, centred=True)
    shown = "" if value is None else kind.show(value, dict(data.own_report.area_names))
    if kind.reference:
        shown = data.own_report.area_names.get(row.text(field.name), shown)
    return Out(wording.clean(shown), wrap=not kind.numeric, centred=kind.numeric)


def _form(value: Value) -> str:
    whole = not isinstance(value, Decimal) or value == value.to_integral_value()
    return NUMBER if whole else _DECIMAL


def _offices(data: DistrictData) -> Sheet:
    """Return premises, opening hours, people served and equipment of each unit, with live sums."""
    fields = [REGISTERS["profile"].field(name) for name in _PREMISES]
    rows = []
    for number, unit in enumerate(units(data), start=1):
        cells = [Out(number, form=NUMBER, centred=True), Out(wording.clean(unit.name), wrap=True)]
        cells += [_cell(unit.profile, field, data) for field in fields]
        cells += [_number(count(unit)) for count in (_pieces, _cost)]
        rows.append(cells)
    total = _sums(rows, [*(kind_of(field).amount for field in fields), True, True])
    header = ["TT", text("unit"), *(field.label for field in fields)]
    header += [text("equipment_have"), sheet_text("cost")]
    widths = [5, 22, *_PREMISES.values(), 10, 18]
    notes = _notes(total, "part_of_units")
    name, heading = sheet_text("offices_tab"), sheet_text("offices")
    return Sheet(name, heading, header, widths, [*rows, total], notes=notes)


def _number(value: int | None) -> Out:
    return Out("" if value is None else value, form=NUMBER)


def _notes(total: Sequence[Out], name: str) -> list[str]:
    """Return what the mark at a sum means, nothing where none is marked."""
    return [sheet_text(name)] if any(cell.form in MARKED.values() for cell in total) else []


def _sums(rows: Sequence[Sequence[Out]], added: Sequence[bool]) -> list[Out]:
    """Return the row of sums of those columns that are added up; marked where a blank is left."""
    found = [Out(""), Out(text("sum"), bold=True)]
    for column, is_added in enumerate(added, start=_LEADING):
        values = [row[column].value for row in rows]
        numbers = [value for value in values if isinstance(value, int | Decimal)]
        if not is_added or not numbers:
            found.append(Out(""))
            continue
        places = [address(place, column) for place in range(len(rows))]
        whole = len(numbers) == len(values)
        formula = (formulas.total if whole else formulas.total_of_known)(places, "")
        total = sum(numbers)
        form = _form(total) if whole else MARKED[NUMBER]
        found.append(Out(total, formula, form, bold=True))
    return found


def _profile_of(unit: UnitFacts) -> bool:
    """Say whether a unit says anything of its premises, its people or its equipment."""
    return any(unit.profile[name] is not None for name in _PREMISES) or _pieces(unit) is not None


def _held(unit: UnitFacts) -> list[Record]:
    return [row for row in unit.of("equipment") if row.text("condition") != DISPOSED]


def _pieces(unit: UnitFacts) -> int | None:
    return _added(unit, "quantity")


def _cost(unit: UnitFacts) -> int | None:
    return _added(unit, "cost")


def _added(unit: UnitFacts, name: str) -> int | None:
    numbers = [row.whole(name) for row in _held(unit)]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
