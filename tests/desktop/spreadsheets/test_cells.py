"""A cell becomes the value of its column's kind, as a person or a spreadsheet program wrote it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from desktop.spreadsheets.cells import Cell, converter
from models.errors import Refused
from models.kinds import KINDS
from models.registers import Field, KindName, Value

# Of each kind: cells that mean the same value.
SAME: dict[KindName, tuple[Value, tuple[Cell, ...]]] = {
    "text": ("12", ("12", 12, 12.0)),
    "long_text": ("một\nhai", ("một\nhai", "một\r\nhai")),
    "whole": (1234, (1234, 1234.0, "1.234")),
    "decimal": (Decimal("2.5"), (2.5, "2,5")),
    "date": (date(2024, 6, 5), (datetime(2024, 6, 5), "5/6/2024")),  # noqa: DTZ001
    "choice": ("Nam", ("Nam", "nam")),
    "choices": (("Nữ", "Nam"), ("Nữ; Nam", "Nữ, Nam")),
    "yes_no": (True, (True, "Có", "x")),
    "year": (2024, (2024, 2024.0, "2024")),
    "month": (6, (6, 6.0, "6")),
    "area": ("a1", ("Hộ tịch", "HO TICH")),
    "units": ("LEBINH\nBALANG", ("LEBINH\nBALANG", "LEBINH; BALANG")),
}


def field(kind: KindName) -> Field:
    choices = ("Nam", "Nữ") if kind.startswith("choice") else ()
    return Field("value", "Giá trị", kind, choices=choices)


@pytest.mark.parametrize("kind", KINDS)
def test_cells_of_every_kind_are_understood(kind: KindName) -> None:
    value, cells = SAME[kind]
    read = converter(field(kind), {"hotich": "a1"})
    for cell in cells:
        assert read(cell) == value
        assert type(read(cell)) is type(value)


@pytest.mark.parametrize("cell", [True, 0, 13, 6.5, float("nan"), float("inf"), 10**400])
def test_what_is_no_month_is_refused(cell: Cell) -> None:
    with pytest.raises(Refused) as refused:
        converter(field("month"), {})(cell)
    assert refused.value.problems[0].code == "month_out_of_range"
