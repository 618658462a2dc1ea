"""Rules about blocks: what they say beside the months, and what is contradictory in them.

They speak in the month in which a block ends, of the record of its row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.blocks import Block, last_month
from models.catalogue import PUBLISHED
from models.figures import Row, evaluate_month
from models.findings import Finding
from models.numbers import MonthNumbers, as_measures, over_months
from models.periods import Month
from models.rules.balance import contradictions
from models.rules.context import Spot, UnitHistory

# Figures by the key of the field of work, `WHOLE_UNIT_ID` for the whole unit.
_Numbers = Mapping[str, int | None]


def check_blocks(unit: UnitHistory, month: Month) -> list[Finding]:
    """Return what is contradictory inside the blocks that end in a month."""
    found = []
    for block in _ending(unit, month):
        for finding in contradictions(evaluate_month(block.figures), _Spots(unit, month, block)):
            values = {**finding.values, "block": block.period.name}
            found.append(replace(finding, values=values))
    return found


def check_published(unit: UnitHistory, month: Month) -> list[Finding]:
    """Compare the blocks that end in a month with the months that cover the same time.

    Of each row the entered numbers are compared; the difference is the published one minus that of
    the months. The whole unit's is left out where it is the sum of its fields'.
    """
    found: list[Finding] = []
    for block in _ending(unit, month):
        values = [unit.values(each) for each in unit.time.months(block.period)]
        known = [each.numbers for each in values if each is not None]
        if known and len(known) == len(values):
            found += _differences(known, block, _Spots(unit, month, block))
    return found


class _Spots:
    """Finds the place of a row of a block."""

    def __init__(self, unit: UnitHistory, month: Month, block: Block) -> None:
        self._unit, self._month = unit, month
        self._ids = {each.row.area_id: each.id for each in block.rows}

    def __call__(self, row: Row) -> Spot:
        return self._unit.spot(self._month, row, self._ids.get(row.area_id))


def _ending(unit: UnitHistory, month: Month) -> Iterator[Block]:
    return (block for block in unit.blocks if last_month(block.period) == month)


def _differences(months: list[MonthNumbers], block: Block, spots: _Spots) -> Iterator[Finding]:
    explained: dict[str, int] = {}
    words = "sổ ghi" if len(months) == 1 else "các tháng cộng lại"
    for each in sorted(block.rows, key=lambda each: each.row.is_whole):
        row = each.row
        book = _of_months(months, row)
        for name, difference in _differing(row, book):
            if row.is_whole and explained.get(name) == difference:
                continue
            explained[name] = explained.get(name, 0) + difference
            variant = "published" if each.printed == PUBLISHED else "book"
            yield spots(row).warning(
                "published_differs",
                name,
                difference,
                variant=variant,
                period=block.period.name,
                book=words,
                left=row.entered[name],
                right=book[name],
            )


def _of_months(months: list[MonthNumbers], row: Row) -> _Numbers:
    """Return what the months say of a row.

    A field without one of its own adds nothing to a month, unless that knows the unit only.
    """
    if row.is_whole:
        return as_measures(over_months([month.total for month in months]))
    return as_measures(over_months([month.of_field(row.area_id) for month in months]))


def _differing(row: Row, book: _Numbers) -> Iterator[tuple[str, int]]:
    """Yield each entered measure that differs from that of the months, and by how much."""
    for name, value in row.entered.items():
        known = book[name]
        if value is not None and known is not None and value != known:
            yield name, value - known


RULES = (check_blocks, check_published)
