"""Which units stand on a day, and where a period ends."""

from datetime import date

from models.periods import Window
from models.registers import Record


def stands(unit: Record, day: date) -> bool:
    """Return whether a unit of the list is valid on a day."""
    return overlaps(unit, Window(day, day))


def overlaps(unit: Record, window: Window) -> bool:
    """Return whether a unit of the list is valid on some day of a window."""
    start, end = unit.day("valid_from"), unit.day("valid_until")
    begun = start is None or start <= window.end
    ended = end is not None and end < window.start
    return begun and not ended


def ended_before(unit: Record, day: date) -> bool:
    """Return whether a unit of the list was valid for the last time before a day."""
    end = unit.day("valid_until")
    return end is not None and end < day
