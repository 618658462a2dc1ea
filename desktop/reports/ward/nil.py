"""Whether nothing occurred in a section: only the officer says so, and not of every section."""

from desktop.reports.ward.data import ReportData
from models.registers import Record

LEFT_OUT_WHEN_EMPTY = ("V",)
# What a unit thinks of its work and means to do: nothing to think and to do does not occur.
_NEVER_NIL = ("III.1", "III.2", "IV", *LEFT_OUT_WHEN_EMPTY)


def declares_nil(narrative: Record) -> bool:
    """Say whether a record of the narrative declares that nothing occurred in its section."""
    return narrative.values.get("nil") is True


def may_be_nil(section: str) -> bool:
    """Say whether an officer may declare that nothing occurred in a section."""
    return section not in _NEVER_NIL


def is_nil(data: ReportData, section: str) -> bool:
    """Say whether the officer declares that nothing occurred in a section that may say so."""
    return section in data.nil_sections and may_be_nil(section)
