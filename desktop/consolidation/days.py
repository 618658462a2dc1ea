"""Which units stand on a day, and where a period ends."""

from datetime import date

from models.periods import Life, Window
from models.registers import Record


def life_in_list(unit: Record) -> Life:
    """Return from when to when a unit of the list is valid."""
    return Life(unit.day("valid_from"), unit.day("valid_until"))


def stands(unit: Record, day: date) -> bool:
    """Return whether a unit of the list is valid on a day."""
    return overlaps(unit, Window(day, day))


def overlaps(unit: Record, window: Window) -> bool:
    """Return whether a unit of the list is valid on some day of a window."""
    return life_in_list(unit).meets(window)


def ended_before(unit: Record, day: date) -> bool:
    """Return whether a unit of the list was valid for the last time before a day."""
    end = unit.day("valid_until")
    return end is not None and end < day
