"""A cell of a workbook becomes the value of a field, or a plain refusal."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial

from models.errors import Place, Problem, Refused
from models.kinds import kind_of, parse
from models.registers import Field, KindName, Value
from models.text import match_key
from models.values import FIRST_YEAR, LARGEST_WHOLE, LAST_YEAR

# What a formula leaves behind that went wrong.
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}

Cell = object
Converter = Callable[[Cell], Value]


def converter(field: Field, fields_of_work: Mapping[str, str]) -> Converter:
    """Return the function that makes a field's values from cells.

    `fields_of_work` gives the ids of the fields of work by every spelling, as `match_key`. The
    function raises Refused with one problem that says what is wrong; the caller knows where.
    """
    if kind_of(field).reference == "fields":
        return partial(_field_of_work, fields_of_work, field)
    return partial(_READERS[field.kind], field)


def text_of(field: Field, cell: Cell) -> str:
    """Return what a person reads in the cell; raises Refused cell_error."""
    if isinstance(cell, str):
        if cell.strip() in _ERRORS:
            raise _refuse("cell_error", cell.strip())
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(_exact(cell), "f")
    if isinstance(cell, date):
        # Spreadsheets turn a typed 2024-06 into the first day of that month, and a typed 2024-06-14
        # into that day; the first day of a month itself they leave no way to tell.
        if field.name == "period":
            return f"{cell:%Y-%m}" if cell.day == 1 else f"{cell:%Y-%m-%d}"
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _text(field: Field, cell: Cell) -> Value:
    return parse(field, text_of(field, cell))


def _yes_no(field: Field, cell: Cell) -> Value:
    return cell if isinstance(cell, bool) else _text(field, cell)


def _whole(field: Field, cell: Cell) -> Value:
    # Nearly every cell of a workbook: a plain figure.
    if type(cell) is int and 0 <= cell <= LARGEST_WHOLE:
        return cell
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool | date | float):
        raise _refuse("not_whole", _shown(field, cell))
    if isinstance(cell, int):
        if cell < 0:
            raise _refuse("number_negative", str(cell))
        if cell > LARGEST_WHOLE:
            raise _refuse("number_too_large", str(cell))
        return cell
    return _text(field, cell)


def _bounded(field: Field, cell: Cell) -> Value:
    kind = kind_of(field)
    if isinstance(cell, str):
        return _text(field, cell)
    number = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    if isinstance(number, int) and kind.fits(field, number):
        return number
    raise _refuse(kind.wrong, _shown(field, cell))


def _decimal(field: Field, cell: Cell) -> Value:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not abs(cell) <= LARGEST_WHOLE:
            raise _refuse("number_too_large", _shown(field, cell))
        return _exact(cell)
    if isinstance(cell, bool | date):
        raise _refuse("not_decimal", _shown(field, cell))
    return _text(field, cell)


def _exact(number: float) -> Decimal:
    """Return the decimal a person typed."""
    # A spreadsheet keeps 15 digits; the rest is an echo of its binary numbers.
    return Decimal(f"{number:.15g}")


def _date(field: Field, cell: Cell) -> Value:
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    if isinstance(cell, str):
        return _text(field, cell)
    raise _refuse("not_date", _shown(field, cell))


def _field_of_work(fields_of_work: Mapping[str, str], field: Field, cell: Cell) -> Value:
    text = text_of(field, cell)
    found = fields_of_work.get(match_key(text))
    if found is None and text.strip():
        raise _refuse(kind_of(field).unknown, " ".join(text.split()))
    return found


def _choices(field: Field, cell: Cell) -> Value:
    text = text_of(field, cell)
    # People put commas between them; that is clear as long as no choice holds one.
    if not any("," in choice for choice in field.choices):
        text = text.replace(",", ";")
    return parse(field, text)


# How a cell is read, by the kind of its column; a field of work needs the list besides.
_READERS: dict[KindName, Callable[[Field, Cell], Value]] = {
    "text": _text,
    "long_text": _text,
    "whole": _whole,
    "decimal": _decimal,
    "date": _date,
    "choice": _text,
    "choices": _choices,
    "yes_no": _yes_no,
    "year": _bounded,
    "month": _bounded,
    "units": _text,
}


def _shown(field: Field, cell: Cell) -> str:
    return text_of(field, cell) if not isinstance(cell, float) or abs(cell) < 1e15 else str(cell)


def _refuse(code: str, text: str) -> Refused:
    return Refused(Problem(code, Place(), {"text": text}))
