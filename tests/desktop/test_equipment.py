"""Equipment against its norm, type by type."""

import pytest

from desktop.equipment import EquipmentType, by_type, totals
from models.registers import Record, Value


def piece(kind: str, quantity: int, condition: str) -> Record:
    values: dict[str, Value] = {"kind": kind, "quantity": quantity, "condition": condition}
    return Record("1", "equipment", "LEBINH", values)


def norm(kind: str, number: int) -> Record:
    return Record("2", "norms", "LEBINH", {"kind": kind, "norm": number})


def type_of(asked: int | None, usable: int, broken: int) -> EquipmentType:
    equipment = [piece("Máy in", usable, "Hoạt động tốt"), piece("Máy in", broken, "Hỏng")]
    [found] = by_type(equipment, [] if asked is None else [norm("Máy in", asked)])
    return found


@pytest.mark.parametrize(
    ("asked", "usable", "broken", "verdict", "remark"),
    [
        (3, 2, 0, "missing", "Thiếu 1"),
        (3, 2, 2, "missing", "Thiếu 1; 2 chưa dùng được"),
        (2, 2, 1, "broken", "1 chưa dùng được"),
        (None, 2, 1, "broken", "1 chưa dùng được"),
        (2, 2, 0, "enough", "Đủ"),
        (0, 2, 0, "enough", "Đủ"),
        (None, 2, 0, "no_norm", "Chưa có định mức"),
    ],
)
def test_what_is_missing_weighs_more_than_what_is_broken(
    asked: int | None, usable: int, broken: int, verdict: str, remark: str
) -> None:
    found = type_of(asked, usable, broken)
    assert (found.verdict, found.remark) == (verdict, remark)


def test_all_types_together_count_pieces_and_the_types_that_lack_some() -> None:
    types = [type_of(9, 2, 1), type_of(3, 2, 2), type_of(None, 4, 0)]
    found = totals(types)
    assert (found.have, found.broken, found.short_types) == (11, 3, 2)
