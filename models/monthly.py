"""The other figures of a month (Chỉ tiêu tháng) put together over its months."""

from collections.abc import Sequence

from models.catalogue import MONTHLY
from models.numbers import Flows, Numbers, months_together
from models.registers import Record

NAMES = tuple(field.name for field in MONTHLY.fields if field.flow)
# Counts of procedures stay out of sums over units: every commune handles the same ones.
ADDED_OVER_UNITS = tuple(field.name for field in MONTHLY.fields if field.flow and not field.shared)

_FLOWS = Flows(field.flow for field in MONTHLY.fields if field.flow)
_BLANK: Numbers = (None,) * len(NAMES)


def numbers_of(record: Record | None) -> Numbers:
    """Return the figures of a month in the order of `NAMES`, all blank where it has no record."""
    if record is None:
        return _BLANK
    return tuple(record.whole(name) for name in NAMES)


def by_name(numbers: Numbers) -> dict[str, int | None]:
    """Return the figures by their names."""
    return dict(zip(NAMES, numbers, strict=True))


def over_months(months: Sequence[Numbers]) -> Numbers:
    """Put the figures of consecutive months together; without a month they are blank."""
    return months_together(months, _FLOWS) if months else _BLANK
