"""What can be wrong, as codes with values; the sentences are made in `desktop.messages`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from models.registers import Field


class Place(NamedTuple):
    """Where a problem lies; every part is optional.

    Attributes:
        file: path or name of the file.
        sheet: sheet of a workbook (Vietnamese header name).
        row: row number in the sheet, counted from 1.
        columns: fields of a register that it is about; a form finds its inputs by their names.
        heading: header of a column, or name of an item, that is no field of a register.
        unit: code of the unit.
        month: "2024-06".
        field: name of the field of work (lĩnh vực).
        measure: name of the measure.
    """

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    columns: tuple[Field, ...] = ()
    heading: str | None = None
    unit: str | None = None
    month: str | None = None
    area: str | None = None
    measure: str | None = None

    @property
    def column(self) -> str | None:
        """Return what people call the columns: their labels, or the heading as it stands."""
        labels = [field.label for field in self.columns]
        # Only for people to read: a label may hold a comma, so nothing takes it apart again.
        return ", ".join(labels) or self.heading


_NOWHERE = Place()


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a message code, its place and the values the sentence needs."""

    code: str
    place: Place = _NOWHERE
    values: Mapping[str, object] = field(default_factory=dict)


class OfficeError(Exception):
    """A known fault that a person can act on; carries at least one problem."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("; ".join(problem.code for problem in self.problems))


class Refused(OfficeError):
    """The data say no: nothing was written (exit status 1)."""


class Unusable(OfficeError):
    """Wrong use, or a file or store that cannot be read or written at all (exit status 2)."""
