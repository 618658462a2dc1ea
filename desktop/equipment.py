"""Equipment against its norm: what there is, can be used, is missing and is broken."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

import sqlalchemy as sa

from models.catalogue import DISPOSED, EQUIPMENT_TYPES, USABLE
from models.queries.records import records
from models.registers import Record

Verdict = Literal["missing", "broken", "enough", "no_norm"]

_NOTHING_WRONG: Mapping[Verdict, str] = {"enough": "Đủ", "no_norm": "Chưa có định mức"}


class EquipmentType(NamedTuple):
    """The count of one type of equipment, in pieces.

    Attributes:
        kind: the type.
        norm: pieces the norm asks for; None without a norm.
        have: all but those disposed of.
        usable: those that work well.
        broken: had but not usable (broken, under repair, waiting for disposal).
        missing: norm minus usable, never below 0; None without a norm.
    """

    kind: str
    norm: int | None
    have: int
    usable: int
    broken: int
    missing: int | None

    @property
    def verdict(self) -> Verdict:
        """Return how the type stands; what is missing weighs more than what is broken."""
        if self.missing:
            return "missing"
        if self.broken:
            return "broken"
        return "no_norm" if self.norm is None else "enough"

    @property
    def remark(self) -> str:
        """Return in words what is missing and broken, or that nothing is."""
        parts = []
        if self.missing:
            parts.append(f"Thiếu {self.missing}")
        if self.broken:
            parts.append(f"{self.broken} chưa dùng được")
        return "; ".join(parts) or _NOTHING_WRONG[self.verdict]


class EquipmentTotals(NamedTuple):
    """All types together: pieces had, pieces of them that cannot be used, types that lack some."""

    have: int
    broken: int
    short_types: int


def totals(types: Sequence[EquipmentType]) -> EquipmentTotals:
    """Add the types up."""
    have = sum(item.have for item in types)
    broken = sum(item.broken for item in types)
    short = [item for item in types if item.missing]
    return EquipmentTotals(have, broken, len(short))


def equipment_by_type(conn: sa.Connection, unit: str, as_of: date) -> list[EquipmentType]:
    """Return the types that the unit has or should have as of a day, in their declared order."""
    return by_type(records(conn, "equipment", unit, as_of=as_of), records(conn, "norms", unit))


def by_type(equipment: Sequence[Record], norms: Sequence[Record]) -> list[EquipmentType]:
    """Count equipment by type against the norms.

    A norm for one kind of user counts only that user's pieces.
    """
    result = []
    for kind in EQUIPMENT_TYPES:
        of_kind = [item for item in equipment if item["kind"] == kind]
        items = [item for item in of_kind if item["condition"] != DISPOSED]
        asked = [norm for norm in norms if norm["kind"] == kind]
        if not items and not asked:
            continue
        have, usable = _pieces(items), _pieces(_usable(items))
        wanted = sum(norm.whole("norm") or 0 for norm in asked) if asked else None
        missing = sum(_missing(norm, items) for norm in asked) if asked else None
        result.append(EquipmentType(kind, wanted, have, usable, have - usable, missing))
    return result


def _usable(items: Sequence[Record]) -> list[Record]:
    return [item for item in items if item["condition"] == USABLE]


def _missing(norm: Record, items: Sequence[Record]) -> int:
    user = norm["used_by"]
    counting = [item for item in _usable(items) if user in (None, item["used_by"])]
    return max(0, (norm.whole("norm") or 0) - _pieces(counting))


def _pieces(items: Sequence[Record]) -> int:
    return sum(item.whole("quantity") or 0 for item in items)
