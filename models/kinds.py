"""The kinds of field: what each means for reading, showing, checking, keeping and ordering.

A blank (None) is of no kind: nobody asks a kind about a value that is not there.
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from models.errors import Place, Problem, Refused
from models.registers import Field, KindName, Register, Value
from models.text import nfc, printable, sort_key
from models.values import (
    FIRST_YEAR,
    LARGEST_WHOLE,
    LAST_YEAR,
    format_date,
    format_decimal,
    format_number,
    parse_choice,
    parse_date,
    parse_decimal,
    parse_whole,
    parse_yes_no,
)

Column = Literal["text", "whole", "decimal", "date", "yes_no", "lines"]

# A value in JSON, in the history and between offices. Whole numbers, texts and yes or no are
# themselves, dates YYYY-MM-DD, decimals text, several choices a list.
Plain = str | int | bool | tuple[str, ...] | None
# The same as a JSON reader gives it back.
Raw = Plain | list[str]

_LONGEST_DECIMAL = 40


class Kind:
    """A kind of field; this one is a line of text, the others say where they differ.

    Attributes:
        column: what column of the store keeps it.
        room: what it takes in a form: part of a line, a line, or several lines.
        wrong: code of the problem where a value is none of the kind.
        reference: name of the register that its values point to, "" for none.
        unknown: code of the problem where a reference names nothing.
        searched: the search of a register looks into it.
        lines: a text of several lines.
        listed: one of a few declared values; tables are filtered and counted by it.
        numeric: figures, set to the right in a table.
        amount: a number that counts or measures: dots between thousands.
        by_value: a table is sorted by the value itself rather than by how it reads.
        blank_order: where blank ones stand in the order of a register.
    """

    column: Column = "text"
    room: Literal["narrow", "line", "block"] = "line"
    wrong = "not_text"
    reference = ""
    unknown = ""
    searched = False
    lines = False
    listed = False
    numeric = False
    amount = False
    by_value = False
    blank_order = ""

    def parse(self, field: Field, text: str) -> Value:
        """Return the value of a typed text, None for blank text; raises Refused."""
        return " ".join(nfc(text).split()) or None

    def show(self, value: Value, names: dict[str, str]) -> str:
        """Return a value as a person reads it; `names` gives what references point to by id.

        A value of another kind, as an old history may hold one, is shown as what it is.
        """
        if isinstance(value, bool):
            return "Có" if value else "Không"
        if isinstance(value, int):
            return format_number(value) if self.amount else str(value)
        if isinstance(value, Decimal):
            return format_decimal(value)
        if isinstance(value, date):
            return format_date(value)
        if isinstance(value, tuple):
            return "; ".join(value)
        return value or ""

    def fits(self, field: Field, value: Value) -> bool:
        """Say whether a value is one that the field takes."""
        return isinstance(value, str)

    def is_plain(self, raw: Raw) -> bool:
        """Say whether what a stranger wrote into JSON can be read as this kind.

        Milder than `fits`: a newer sender may know choices and bounds that we do not.
        """
        return isinstance(raw, str) and printable(raw)

    def from_plain(self, raw: Raw) -> Value:
        """Return the value that was written as JSON."""
        return raw if isinstance(raw, str | int) else str(raw)

    def order(self, field: Field, value: Value) -> str:
        """Return a text whose plain order is the order of the values."""
        return sort_key(str(value))


class _Text(Kind):
    searched = True


class _LongText(Kind):
    searched = True
    lines = True
    room = "block"

    def parse(self, field: Field, text: str) -> Value:
        return "\n".join(nfc(line) for line in nfc(text).splitlines()) or None


class _Number(Kind):
    """A whole number between two bounds."""

    column = "whole"
    room = "narrow"
    numeric = True
    by_value = True
    first = 0
    last = LARGEST_WHOLE

    def parse(self, field: Field, text: str) -> Value:
        number = parse_whole(text)
        if number is not None and not self.first <= number <= self.last:
            raise Refused(Problem(self.wrong, values={"text": text}))
        return number

    def fits(self, field: Field, value: Value) -> bool:
        # True is 1 in Python, but no number that anybody typed.
        return type(value) is int and self.first <= value <= self.last

    def is_plain(self, raw: Raw) -> bool:
        return type(raw) is int and raw >= 0

    def order(self, field: Field, value: Value) -> str:
        return f"{value:08d}" if isinstance(value, int) else super().order(field, value)


class _Whole(_Number):
    amount = True
    wrong = "not_whole"
    blank_order = "99999999"


class _Year(_Number):
    first = FIRST_YEAR
    last = LAST_YEAR
    wrong = "year_out_of_range"


class _Month(_Number):
    first = 1
    last = 12
    wrong = "month_out_of_range"


class _Decimal(Kind):
    column = "decimal"
    room = "narrow"
    numeric = True
    amount = True
    by_value = True
    wrong = "not_decimal"

    def parse(self, field: Field, text: str) -> Value:
        return parse_decimal(text)

    def fits(self, field: Field, value: Value) -> bool:
        return isinstance(value, Decimal) and value.is_finite()

    def is_plain(self, raw: Raw) -> bool:
        # An exponent makes a number of a million digits out of ten characters.
        if not isinstance(raw, str) or len(raw) > _LONGEST_DECIMAL or "e" in raw.lower():
            return False
        try:
            return Decimal(raw).is_finite()
        except InvalidOperation:
            return False

    def from_plain(self, raw: Raw) -> Value:
        return Decimal(str(raw))


class _Date(Kind):
    column = "date"
    room = "narrow"
    by_value = True
    wrong = "not_date"

    def parse(self, field: Field, text: str) -> Value:
        return parse_date(text)

    def fits(self, field: Field, value: Value) -> bool:
        return isinstance(value, date)

    def is_plain(self, raw: Raw) -> bool:
        return isinstance(raw, str) and is_day(raw)

    def from_plain(self, raw: Raw) -> Value:
        return date.fromisoformat(str(raw))

    def order(self, field: Field, value: Value) -> str:
        return value.isoformat() if isinstance(value, date) else super().order(field, value)


class _YesNo(Kind):
    column = "yes_no"
    room = "narrow"
    by_value = True
    wrong = "not_yes_no"

    def parse(self, field: Field, text: str) -> Value:
        return parse_yes_no(text)

    def fits(self, field: Field, value: Value) -> bool:
        return isinstance(value, bool)

    def is_plain(self, raw: Raw) -> bool:
        return isinstance(raw, bool)

    def order(self, field: Field, value: Value) -> str:
        return f"{value:08d}" if isinstance(value, bool) else super().order(field, value)


class _Choice(Kind):
    room = "narrow"
    searched = True
    listed = True
    wrong = "unknown_choice"

    def parse(self, field: Field, text: str) -> Value:
        return parse_choice(field, text)

    def fits(self, field: Field, value: Value) -> bool:
        return value in field.choices

    def order(self, field: Field, value: Value) -> str:
        if value not in field.choices:
            return super().order(field, value)
        # As declared: the order of the choices means something, that of their letters does not.
        return f"{field.choices.index(str(value)):03d}"


class _Choices(Kind):
    column = "lines"
    room = "block"
    wrong = "unknown_choice"

    def parse(self, field: Field, text: str) -> Value:
        chosen: dict[str, None] = {}
        for part in re.split(r"[;\n]", text):
            choice = parse_choice(field, part)
            if choice:
                chosen[choice] = None
        return tuple(chosen) or None

    def fits(self, field: Field, value: Value) -> bool:
        return isinstance(value, tuple) and all(part in field.choices for part in value)

    def is_plain(self, raw: Raw) -> bool:
        return isinstance(raw, list | tuple) and all(printable(part) for part in raw)

    def from_plain(self, raw: Raw) -> Value:
        return tuple(str(part) for part in raw) if isinstance(raw, list | tuple) else None


class _Reference(Kind):
    """The id or code of another record; typed and shown as its name."""

    def show(self, value: Value, names: dict[str, str]) -> str:
        text = super().show(value, names)
        return names.get(text, text)


class _Area(_Reference):
    reference = "fields"
    unknown = "unknown_field"

    def order(self, field: Field, value: Value) -> str:
        return ""  # the order of the list of fields may change; readers sort by it


class _Units(_Reference):
    """The codes of other units, one per line; a single code is such a text too."""

    reference = "units"
    unknown = "unknown_unit"
    lines = True
    room = "block"

    def parse(self, field: Field, text: str) -> Value:
        return "\n".join(dict.fromkeys(codes_in(text))) or None

    def show(self, value: Value, names: dict[str, str]) -> str:
        return "\n".join(names.get(code, code) for code in codes_in(value))


KINDS: dict[KindName, Kind] = {
    "text": _Text(),
    "long_text": _LongText(),
    "whole": _Whole(),
    "decimal": _Decimal(),
    "date": _Date(),
    "choice": _Choice(),
    "choices": _Choices(),
    "yes_no": _YesNo(),
    "year": _Year(),
    "month": _Month(),
    "area": _Area(),
    "units": _Units(),
}


def kind_of(field: Field) -> Kind:
    """Return what the kind of a field means."""
    return KINDS[field.kind]


def references(register: Register, to: str = "fields") -> list[Field]:
    """Return the fields of a register that point to another; without a name, to fields of work."""
    return [field for field in register.fields if kind_of(field).reference == to]


def parse(field: Field, text: str) -> Value:
    """Return the value of a typed text for a field.

    References (field of work, unit) are given by id and only trimmed.

    Raises:
        Refused: one problem whose place names the column.
    """
    try:
        return kind_of(field).parse(field, text)
    except Refused as refused:
        problem = refused.problems[0]
        place = Place(columns=(field,))
        raise Refused(Problem(problem.code, place, problem.values)) from None


def shown(field: Field, value: Value, names: dict[str, str] | None = None) -> str:
    """Return a value as a person reads it, "" for a blank.

    `names` gives the names of fields of work and units by id.
    """
    return "" if value is None else kind_of(field).show(value, names or {})


def plain(value: Value) -> Plain:
    """Return a value as it is written into JSON.

    Its own type says how; reading it back, `from_plain` needs the kind.
    """
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def codes_in(value: Value) -> tuple[str, ...]:
    """Return the codes that a value of the kind "units" names, in order."""
    parts = re.split(r"[;\n]", value) if isinstance(value, str) else ()
    return tuple(code for code in map(nfc, parts) if code)


def is_day(text: str) -> bool:
    """Say whether a text is a day as JSON holds it: YYYY-MM-DD."""
    try:
        return len(text) == 10 and date.fromisoformat(text).year >= 1
    except ValueError:
        return False
