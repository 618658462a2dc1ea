"""What a register is: fields declared once.

They drive table, form, workbook, annex, submission file and history.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from models.measures import Flow

# What each kind means stands in `models.kinds`.
KindName = Literal[
    "text",  # one line
    "long_text",  # several lines
    "whole",  # whole number >= 0
    "decimal",  # exact decimal number, may be negative
    "date",
    "choice",  # one of `choices`
    "choices",  # several of `choices`, kept as a tuple
    "yes_no",
    "year",
    "month",
    "area",  # reference to a field of work (lĩnh vực): the id of its record
    "units",  # references to other units: their codes, one per line
]

# A value of a record. Blank is None, never "" or 0. Dates are `date`, several choices a tuple.
Value = str | int | Decimal | date | bool | tuple[str, ...] | None
Values = Mapping[str, Value]


class Field(NamedTuple):
    """One column of a register, declared once.

    Attributes:
        name: column name in the store and in files.
        label: Vietnamese label: workbook header, table header, form label.
        kind: what values it takes.
        required: must be filled in.
        choices: allowed values for "choice" and "choices".
        names: fixed names that the choices are known by too, in their order.
        width: column width in characters, for table, workbook and form.
        private: stays in the office unless the officer says otherwise (phone, birth date,
            evaluation).
        annex: column width in the report's annex in millimetres; None keeps it out of the annex.
        short: header in narrow places (annex, table); the label where empty.
        help: one sentence of help shown beside the input.
        table: shown in the register's table on screen.
        flow: how a month's figure is put together over months; None for what is no such figure.
        shared: counts what units have in common (procedures): never added up over units.
    """

    name: str
    label: str
    kind: KindName = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 16
    private: bool = False
    annex: int | None = None
    short: str = ""
    help: str = ""
    table: bool = True
    flow: Flow | None = None
    shared: bool = False
    names: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """Return the short header."""
        return self.short or self.label


@dataclass(frozen=True)
class Register:
    """One register (sổ theo dõi): its sheet name, fields and keys.

    Attributes:
        name: English name, also the table in the store.
        sheet: Vietnamese name: sheet of the workbook and title on screen.
        noun: what one record is called in a sentence ("cán bộ", "thiết bị").
        fields: the columns; a note is added to every register.
        keys: alternatives of field names that identify a record; the first whose fields are all
            filled in counts.
        scope: "unit" records belong to one unit, "store" records to the whole office.
        monthly: records belong to a month (`year`, `month`) and are locked when it is closed.
        since, until: fields that bound a record's validity, for reading "as of a date".
        order: field names to sort by.
        vertical: the sheet is a list of item and value (the unit profile).
        by_given_name: the first field of `order` is a person's name and sorts by given name.
        title: the field that names a record on screen; the first key field where empty.
        folded_key: two keys are the same without regard to case, diacritics and spacing.
    """

    name: str
    sheet: str
    noun: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    scope: Literal["unit", "store"] = "unit"
    since: str | None = None
    until: str | None = None
    order: tuple[str, ...] = ()
    vertical: bool = False
    by_given_name: bool = False
    title: str = ""
    folded_key: bool = False

    def __post_init__(self) -> None:
        if not any(f.name == "note" for f in self.fields):
            object.__setattr__(self, "fields", (*self.fields, NOTE))

    @property
    def monthly(self) -> bool:
        """Return whether records belong to a month and are locked when it is closed."""
        return {"year", "month"} <= {f.name for f in self.fields}

    @property
    def title_field(self) -> str:
        """Return the field that names a record on screen."""
        return self.title or self.keys[-1][0]

    def field(self, name: str) -> Field:
        """Return the field of that name; raises KeyError."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    def annex_fields(self) -> Iterator[Field]:
        """Yield the fields printed in the report's annex."""
        return (f for f in self.fields if f.annex is not None)


NOTE = Field("note", "Ghi chú", "long_text", width=24, table=False)


@dataclass(frozen=True)
class Record:
    """One record of a register as read from the store.

    Attributes:
        id: made by us, never reused.
        register: name of the register.
        unit: code of the unit it belongs to; "" in store-wide registers.
        values: by field name; blank fields are None.
        deleted: in the recycle bin.
    """

    id: str
    register: str
    unit: str
    values: Values = field(default_factory=dict)
    deleted: bool = False

    def __getitem__(self, name: str) -> Value:
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a text value, "" where blank."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def whole(self, name: str) -> int | None:
        """Return a whole number, None where blank."""
        value = self.values.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, name: str) -> date | None:
        """Return a date, None where blank."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None
