"""The monthly figures and the numbers of procedures of each unit, as tables of the workbook."""

from collections.abc import Mapping

from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.grid import Column, Grid, GridRow, Number
from desktop.reports.district.grids import by_unit
from desktop.reports.district.unit_offices import SERVICES, answered, online
from desktop.reports.district.words import text
from desktop.reports.ward.facts import MONTHLY_LABELS
from desktop.reports.ward.office_lines import PROCEDURE_ANSWERS
from models.monthly import ADDED_OVER_UNITS

_PROCEDURES = "procedures_total"


def monthly(data: DistrictData) -> Grid:
    """Return the other monthly figures (Chỉ tiêu tháng) that are added over units."""
    columns = [Column(name, MONTHLY_LABELS[name], 16) for name in ADDED_OVER_UNITS]

    def values(book: UnitBook) -> Mapping[str, Number]:
        return data.monthly_by_unit[book.line.code]

    return by_unit("chi_tieu_thang", columns, data, values)


def procedures(data: DistrictData) -> Grid:
    """Return how many procedures each unit has and offers; over units they are never added."""
    labels = {name: MONTHLY_LABELS[name] for name in (_PROCEDURES, *SERVICES)}
    labels |= {name: text(f"procedures_{name}") for name in PROCEDURE_ANSWERS}
    columns = tuple(Column(name, label, 18) for name, label in labels.items())
    rows = [GridRow(book.line.name, "unit", _procedures_of(book, data)) for book in data.books]
    rows += [GridRow(line.line.name, "absent") for line in data.now.missing]
    return Grid("thu_tuc", text("unit"), columns, tuple(rows))


def _procedures_of(book: UnitBook, data: DistrictData) -> dict[str, Number]:
    code = book.line.code
    unit = data.own_facts if book is data.own else data.facts[code]
    if unit is None:
        return {}
    total = data.procedures.own if book is data.own else data.procedures.by_unit[code]
    found: dict[str, Number] = {_PROCEDURES: total}
    for name, kind in SERVICES.items():
        found[name] = online(unit, name, kind)
    for name in PROCEDURE_ANSWERS:
        found[name] = answered(unit, name)
    return found
